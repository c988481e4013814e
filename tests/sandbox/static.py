"""The files of ``hosts/<host>/…`` served as they are, with validators (ETag, Last-Modified) and 304 (RFC 9110, 13)."""

from __future__ import annotations

import hashlib
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.sandbox.messages import Reply, Request

#: The extension of a file says its Content-Type; these may be left out of the address.
CONTENT_TYPES = {
    ".json": "application/json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gz": "application/gzip",
}


def serve_file(root: Path, request: Request) -> Reply | None:
    """The file of the folder ``root/<host>`` that answers ``request``, or None when there is none."""
    path = find_file(root / request.host.replace(":", "_"), request)
    return _reply(path, request) if path else None


def find_file(folder: Path, request: Request) -> Path | None:
    """The first that exists of ``<path>@<query>`` and ``<path>``, each as it is, with an extension, as an index.

    ``<query>`` is the query string with its parameters sorted: ``offers@limit=2&page=1.json``.
    """
    if not folder.is_dir() or not folder.name.strip("."):
        return None
    query = urlencode(sorted(parse_qsl(urlsplit(request.url).query, keep_blank_values=True)))
    path = unquote(request.path).strip("/")
    names = [f"{path}@{query}", path] if query else [path]
    for name in names:
        for candidate in (name, *(name + extension for extension in CONTENT_TYPES), f"{name}/index"):
            for extension in ("", *CONTENT_TYPES) if candidate.endswith("/index") else ("",):
                found = (folder / (candidate + extension).lstrip("/")).resolve()
                # An address may say "..": nothing outside the folder is ever served.
                if found.is_relative_to(folder.resolve()) and found.is_file():
                    return found
    return None


def _reply(path: Path, request: Request) -> Reply:
    body = path.read_bytes()
    modified = int(path.stat().st_mtime)
    headers = {
        "Content-Type": CONTENT_TYPES.get(path.suffix, "application/octet-stream"),
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
        "Last-Modified": formatdate(modified, usegmt=True),
    }
    if request.method not in ("GET", "HEAD"):
        return Reply(405, {"Allow": "GET, HEAD"})
    return Reply(304, headers) if _is_fresh(request, headers["ETag"], modified) else Reply(200, headers, body)


def _is_fresh(request: Request, etag: str, modified: int) -> bool:
    if (asked := request.headers.get("if-none-match")) is not None:
        return etag in (tag.strip().removeprefix("W/") for tag in asked.split(","))
    try:
        return parsedate_to_datetime(request.headers.get("if-modified-since", "")).timestamp() >= modified
    except (TypeError, ValueError):
        return False
