"""What the sandbox is asked and what it answers, and HTTP/1.1 between the two (RFC 9112), no more than it needs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

#: The header by which the reroute middleware says what was really asked; without it, https is supposed.
ORIGINAL_URL = "x-original-url"
#: Bytes of header fields, and of body, that a request may have.
MOST_HEAD, MOST_BODY = 64 * 1024, 8 * 1024 * 1024
_REASONS = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True)
class Request:
    """``url`` is the original address; names of ``headers`` are in lower case. ``query`` keeps the last of each name."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.lower()

    @property
    def path(self) -> str:
        """The path as sent, ``%`` escapes included, without the query."""
        return urlsplit(self.url).path or "/"

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The body of a form, decoded."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    """A text body is sent as UTF-8; ``headers`` keep their case; Content-Length and Date are added."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | str = b""

    @classmethod
    def json(cls, value: Any, status: int = 200, **headers: str) -> Reply:
        """``value`` as JSON; ``headers`` by name, ``_`` for ``-``: ``Content_Range="offres 0-1/2"``."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        content_type = {"Content-Type": "application/json; charset=utf-8"}
        return cls(status, content_type | named, json.dumps(value, ensure_ascii=False))

    @classmethod
    def html(cls, text: str, status: int = 200) -> Reply:
        return cls(status, {"Content-Type": "text/html; charset=utf-8"}, text)

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request of a connection, None at its end. Raises ValueError on what is not HTTP."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except asyncio.LimitOverrunError as error:
        raise ValueError("head too long") from error
    first, *lines = head.split("\r\n")[:-2]
    method, target, _version = first.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", 0))
    if not 0 <= length <= MOST_BODY:
        raise ValueError("body too long")
    body = await reader.readexactly(length) if length else b""
    original = headers.pop(ORIGINAL_URL, None)
    # Without the header, the address is spelt in the path: /<host>/<path>?<query>.
    return Request(method, original or "https://" + target.lstrip("/"), headers, body)


def head_of(reply: Reply, length: int | None) -> bytes:
    """The status line and the header fields of ``reply``; no Content-Length when ``length`` is None."""
    reason = _REASONS.get(reply.status, "Unknown")
    fields = {"Date": formatdate(usegmt=True)} | reply.headers
    if length is not None and reply.status not in (204, 304):
        fields = {"Content-Length": str(length)} | fields
    lines = [f"HTTP/1.1 {reply.status} {reason}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def write_reply(writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
    """Send an honest reply; HEAD, 204 and 304 have no body."""
    body = reply.content
    writer.write(head_of(reply, len(body)))
    if request.method != "HEAD" and reply.status not in (204, 304):
        writer.write(body)
    await writer.drain()
