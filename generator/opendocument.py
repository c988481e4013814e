"""The archive of an OpenDocument file, whatever it holds: its kind, its parts, and their list.

Rule: OpenDocument 1.3, part 2 (packages). The same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: The date of the files in the archive: the oldest a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def package(kind: str, parts: Mapping[str, str]) -> bytes:
    """The XML ``parts``, by their path, as one file of the media type ``kind``.

    The type comes first and not compressed, so that the kind of the file is read at a fixed place (section 3.3).
    """
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), *((path, "text/xml") for path in parts))
    )
    manifest = (
        f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3">{entries}</manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in {"mimetype": kind, "META-INF/manifest.xml": manifest, **parts}.items():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system = 3  # the same bytes on every system
            info.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return out.getvalue()
