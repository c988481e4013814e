"""HTTP messages to and from the bytes of a WARC block (RFC 9112, section 2.1).

warcio's own parser decodes a header as UTF-8 or else as Latin-1, and its writer percent-encodes what is not ASCII:
what comes back is not what a server sent. Here bytes stay bytes.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from io import BytesIO

from warcio.bufferedreaders import ChunkedDataReader

from scraper.archive.exchange import Headers

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_NOT_IN_A_HEADER = re.compile(rb"[\r\n\0]+")
_FOLDED = re.compile(rb"\r?\n[ \t]+")


def head(first_line: str, headers: Headers) -> bytes:
    """The start line and the header fields of a message, its empty line included. No value can add a line."""
    lines = [first_line.encode("latin-1", "replace")]
    lines += [_clean(name) + b": " + _clean(value) for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def status_line(status: int) -> str:
    """``HTTP/1.1 404 Not Found``; a status that no standard names has no reason phrase."""
    try:
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP/1.1 {status} "


def parse(block: bytes) -> tuple[bytes, Headers, bytes]:
    """The start line, the header fields and the rest of a message; a line that is no field is left out."""
    end = _END_OF_HEAD.search(block)
    first, _, lines = block[: end.start() if end else len(block)].partition(b"\n")
    headers = []
    for line in _FOLDED.sub(b" ", lines).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip(b" \t\r")))
    return first.rstrip(b"\r"), tuple(headers), block[end.end() :] if end else b""


def status_of(first_line: bytes) -> int | None:
    """The status code of a status line, or None."""
    found = re.match(rb"HTTP/\d(?:\.\d)? ([1-9]\d\d)(?: |$)", first_line.strip())
    return int(found[1]) if found else None


def without(headers: Headers, *names: bytes) -> Headers:
    """The fields but those named, in lower case."""
    return tuple(field for field in headers if field[0].lower() not in names)


def only(headers: Headers, *names: bytes) -> Headers:
    """The fields named, in lower case, and no other."""
    return tuple(field for field in headers if field[0].lower() in names)


def dechunked(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """The message without its Transfer-Encoding, which other tools keep. A body already whole stays as it is."""
    coded = b",".join(value for _, value in only(headers, b"transfer-encoding")).lower()
    if b"chunked" in coded:
        body = ChunkedDataReader(BytesIO(body)).read()
    return without(headers, b"transfer-encoding"), body


def _clean(text: bytes) -> bytes:
    return _NOT_IN_A_HEADER.sub(b" ", text)
