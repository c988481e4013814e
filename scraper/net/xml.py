"""XML that others wrote: no DTD, no entity, no network, and no more bytes than said."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from xml.parsers import expat

from lxml import etree

from scraper.net.errors import TooLarge

#: Bytes of a sitemap once decompressed: https://www.sitemaps.org/protocol.html allows 50 MB, our pages 10.
LARGEST_XML = 10 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_BLANKS_BEFORE = re.compile(rb"\A[ \t\r\n]+(?=<[^\x00])")


class XmlRefused(ValueError):
    """XML that declares a document type: its entities could read files or fill the memory."""

    reason = "xml-refuse"


class XmlUnreadable(ValueError):
    """Not well-formed XML, in an encoding that is not known, or a gzip that is cut."""

    reason = "illisible"


def parse_xml(body: bytes) -> etree._Element:
    """The root of ``body``. Raises XmlRefused, XmlUnreadable; comments and instructions are left out.

    Two readers must agree that there is no DOCTYPE: expat, which is stopped at the first element or declaration, so
    before any entity is read; then libxml2. An encoding that expat does not know (UTF-7, EBCDIC) is refused.
    """
    # Common in sitemaps made by hand; not in UTF-16, where a blank has two bytes.
    body = _BLANKS_BEFORE.sub(b"", body)
    _refuse_doctype(body)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlUnreadable(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("déclaration de type de document")
    return root


def open_gzip(body: bytes, limit: int = LARGEST_XML) -> bytes:
    """``body`` decompressed, or as it is when it is not gzip (a server may have announced it as an encoding).

    Raises TooLarge past ``limit`` bytes, having decompressed one more; XmlUnreadable when it is cut or wrong.
    """
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            plain = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise XmlUnreadable(f"gzip : {error}") from None
    if len(plain) > limit:
        raise TooLarge(f"plus de {limit} octets une fois décompressé")
    return plain


class _FirstElement(Exception):
    pass


def _refuse_doctype(body: bytes) -> None:
    parser = expat.ParserCreate()

    def at_doctype(*_: object) -> None:
        raise XmlRefused("déclaration de type de document")

    def at_element(*_: object) -> None:
        raise _FirstElement

    parser.StartDoctypeDeclHandler = at_doctype
    parser.StartElementHandler = at_element
    try:
        parser.Parse(body, True)
    except _FirstElement:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, XmlRefused):
            raise
        raise XmlUnreadable(str(error)) from None
    raise XmlUnreadable("aucun élément")
