"""Sitemaps: an index of others, a list of pages, in XML or in text, gzip or not.

https://www.sitemaps.org/protocol.html; other languages of a page:
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from scraper.net.xml import XmlUnreadable, open_gzip, parse_xml

#: Addresses read of one file: the most the protocol allows.
MOST_ADDRESSES = 50_000
_SITEMAP_LINE = re.compile(r"^\ufeff?[ \t]*sitemap[ \t]*:[ \t]*([^\s#]\S*)", re.IGNORECASE | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|T| )", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """An address as written. ``alternates`` are the same page by language (``fr``, ``fr-ca``), in lower case."""

    loc: str
    lastmod: dt.date | None = None
    alternates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitemap:
    """``index``: its entries are sitemaps; ``pages``: they are pages. ``is_cut``: it had more than is allowed.
    ``is_mixed``: among its addresses, a list in text has lines that are none; there may have been others."""

    kind: Literal["index", "pages"]
    entries: tuple[Entry, ...]
    is_cut: bool = False
    is_mixed: bool = False


def read_sitemap(body: bytes) -> Sitemap:
    """What a sitemap holds. Raises XmlUnreadable on what is no sitemap (a page of error, a feed), and what
    ``parse_xml`` and ``open_gzip`` raise."""
    plain = open_gzip(body)
    # XML in UTF-16 begins by its byte order mark; a text sitemap is in UTF-8.
    is_utf16 = plain.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_utf16 and not plain.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _read_text(plain)
    root = parse_xml(plain)
    kind = _name(root)
    if kind == "sitemapindex":
        return _cut("index", _entries(root, "sitemap"))
    if kind == "urlset":
        return _cut("pages", _entries(root, "url"))
    raise XmlUnreadable(f"<{kind}> n’est pas un plan de site")


def sitemaps_of_robots(text: str) -> list[str]:
    """The addresses of the ``Sitemap:`` lines of a robots.txt, as written, each once, in order."""
    return list(dict.fromkeys(_SITEMAP_LINE.findall(text)))


def _read_text(body: bytes) -> Sitemap:
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines()]
    told = [line for line in lines if line]
    addresses = [line for line in told if re.match(r"https?://\S+$", line)]
    if told and not addresses:
        raise XmlUnreadable("ni XML ni liste d’adresses")
    sitemap = _cut("pages", map(Entry, addresses))
    return replace(sitemap, is_mixed=len(addresses) < len(told))


def _cut(kind: Literal["index", "pages"], entries: Iterable[Entry]) -> Sitemap:
    kept: list[Entry] = []
    for entry in entries:
        if len(kept) == MOST_ADDRESSES:
            return Sitemap(kind, tuple(kept), is_cut=True)
        kept.append(entry)
    return Sitemap(kind, tuple(kept))


def _entries(root: etree._Element, name: str) -> Iterator[Entry]:
    """Whatever the namespace: many sites write it wrong, or not at all."""
    for element in root:
        if _name(element) != name:
            continue
        loc, lastmod, alternates = "", None, {}
        for child in element:
            match _name(child):
                case "loc":
                    loc = (child.text or "").strip()
                case "lastmod":
                    lastmod = _day(child.text)
                case "link" if child.get("rel") == "alternate" and child.get("hreflang") and child.get("href"):
                    alternates[child.get("hreflang").strip().lower()] = child.get("href").strip()
        if loc:
            yield Entry(loc, lastmod, alternates)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _day(text: str | None) -> dt.date | None:
    """The day of a W3C date and time; a year or a month alone, or a mistake, says none."""
    found = _DAY.match((text or "").strip())
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
