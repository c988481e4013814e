"""One request and its answer, as the archive holds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: Header fields as received, in order, a name as often as it came.
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """``body`` is the entity as received: its Transfer-Encoding undone, its Content-Encoding kept.

    ``date`` is the UTC instant of the answer, in whole seconds as WARC-Date gives it; ``ip`` the server's address.
    """

    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    body: bytes
    date: dt.datetime
    ip: str | None = None
