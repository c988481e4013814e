"""Sitemaps as sites really serve them: packed with the extension, packed without it, in text, in a circle.

The pages, and the sitemaps that a file can hold, are in ``hosts/www.emplois-du-numerique.example``.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tests.sandbox.messages import Reply

if TYPE_CHECKING:
    from tests.sandbox.server import Sandbox

HOST = "www.emplois-du-numerique.example"
PACKED = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://{HOST}/offres/cm-tours</loc><lastmod>2026-11-19</lastmod></url>
<url><loc>https://{HOST}/offres/cm-rennes#postuler</loc></url>
<url><loc>https://{HOST}/offres/pourvue</loc></url>
</urlset>
"""
UNNAMED = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset>
<url><loc>
  https://{HOST}/offres/cm-deux-postes
</loc><lastmod>2026-11</lastmod></url>
<url><loc>https://{HOST}/offres/conseils-pour-postuler</loc></url>
</urlset>
"""


def install(sandbox: Sandbox) -> None:
    for path, text, kind in (
        ("/plans/offres-2.xml.gz", PACKED, "application/gzip"),
        ("/plans/offres-3", UNNAMED, "text/xml; charset=utf-8"),
    ):
        sandbox.add(HOST, path, Reply(200, {"Content-Type": kind}, gzip.compress(text.encode(), mtime=0)))
