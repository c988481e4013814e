"""Conditional requests: what a server said not to have changed is not sent again (RFC 9110, section 13).

Scrapy's HTTP cache does the work, before decompression. The policy: keep what has a validator, ask every time, and
give the stored body on a 304 only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from scraper.archive.writer import ArchiveWriter
from scraper.middlewares.archive import FETCHED, ORIGINAL, UNARCHIVED, now

#: Days an entry serves after the response in it was received; a 304 does not renew it. Less than the archive is kept:
#: an original is still there when a revisit of it is written. When the archive is purged of the original first, the
#: revisits of it that are left cannot be replayed.
EXPIRES_AFTER = 30
#: For DOWNLOADER_MIDDLEWARES: in the place of Scrapy's own. HTTPCACHE_DIR is ``cache_dir(root)``.
CONDITIONAL_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scraper.middlewares.conditional.ConditionalMiddleware": 900,
}
CONDITIONAL_SETTINGS: dict[str, Any] = {
    "HTTPCACHE_ENABLED": True,
    "HTTPCACHE_POLICY": "scraper.middlewares.conditional.AlwaysAsk",
    "HTTPCACHE_STORAGE": "scraper.middlewares.conditional.Storage",
    "HTTPCACHE_IGNORE_MISSING": False,
}

_VALIDATORS = {b"ETag": b"If-None-Match", b"Last-Modified": b"If-Modified-Since"}


def cache_dir(archive_root: str, base: str = ".cache/http") -> str:
    """The absolute folder of the cache that belongs to the archive at ``archive_root``, a path or an fsspec URL."""
    local = not re.match(r"[a-z0-9+.-]+:", archive_root)
    root = str(Path(archive_root).resolve()) if local else archive_root.rstrip("/")
    return str(Path(base, hashlib.sha256(root.encode()).hexdigest()[:16]).resolve())


def purge_cache(directory: str, moment: dt.datetime, days: int = EXPIRES_AFTER) -> int:
    """Remove the entries fetched more than ``days`` before ``moment``, and what cannot be read; how many went."""
    gone = 0
    for path in Path(directory).glob("??/*"):
        with path.open("rb") as file:
            entry = _read_line(file)
        if entry is None or _expired(entry, moment, days):
            path.unlink()
            gone += 1
    return gone


class AlwaysAsk:
    """Which responses the cache keeps, and when it gives them."""

    def __init__(self, settings: BaseSettings) -> None:
        pass

    def should_cache_request(self, request: Request) -> bool:
        """GET only, and nothing that holds a secret: the storage would write it down."""
        refused = any(name in request.headers for name in (b"Authorization", b"Cookie", b"Range"))
        return request.method == "GET" and not refused and not request.meta.get(UNARCHIVED)

    def should_cache_response(self, response: Response, request: Request) -> bool:
        """A 200 with a validator, unless it comes from the cache: a 304 must not make an entry younger."""
        fresh = "cached" not in response.flags
        return fresh and response.status == 200 and any(name in response.headers for name in _VALIDATORS)

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Never: the server is asked, with what it gave to ask with."""
        for given, asked in _VALIDATORS.items():
            if given in cachedresponse.headers:
                request.headers[asked] = cachedresponse.headers[given]
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        """When the server says so, and not when it fails."""
        return response.status == 304


class Storage:
    """One file an entry, written whole or not at all: a line of JSON on the response, then its body as received.

    The line tells when the response was received and which file of the archive has it: an entry whose original the
    archive lost is none. Scrapy's own storage writes eight files an entry, with the request's headers, and costs 2 ms
    of CPU for each instead of 0.2; one cut while written is given as if it were whole.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self._directory: str = settings["HTTPCACHE_DIR"]

    def open_spider(self, spider: Spider) -> None:
        """What names the entries."""
        assert spider.crawler.request_fingerprinter is not None
        self._fingerprint = spider.crawler.request_fingerprinter.fingerprint

    def close_spider(self, spider: Spider) -> None:
        """Nothing stays open."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The response, and ``meta["archive_original"]``, its URL and date, for the revisit of a 304."""
        try:
            with open(self._path(request), "rb") as file:
                entry, body = _read_line(file), file.read()
        except FileNotFoundError:
            return None
        if entry is None or hashlib.sha256(body).hexdigest() != entry["sha256"]:
            return None
        if _expired(entry, now(spider), EXPIRES_AFTER):
            return None
        archive: ArchiveWriter | None = getattr(spider, "archive", None)
        if archive is not None and not (entry["archive"] and archive.holds(entry["archive"])):
            return None
        headers = Headers([(name.encode("latin-1"), value.encode("latin-1")) for name, value in entry["headers"]])
        request.meta[ORIGINAL] = (entry["url"], dt.datetime.fromisoformat(entry["fetched"]))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=200, headers=headers, body=body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Keep a 200 that ArchiveMiddleware has dated."""
        archive: ArchiveWriter | None = getattr(spider, "archive", None)
        entry = {
            "url": request.url,
            "fetched": request.meta[FETCHED].isoformat(),
            "archive": archive.name if archive else None,
            "sha256": hashlib.sha256(response.body).hexdigest(),
            "headers": [
                [name.decode("latin-1"), value.decode("latin-1")]
                for name, values in response.headers.items()
                for value in values
            ],
        }
        path = self._path(request)
        part = f"{path}.{os.getpid()}"
        with _created(part) as file:
            file.write(json.dumps(entry).encode() + b"\n" + response.body)
        os.replace(part, path)

    def _path(self, request: Request) -> str:
        name = self._fingerprint(request).hex()
        return f"{self._directory}/{name[:2]}/{name}"


class ConditionalMiddleware(HttpCacheMiddleware):
    """Scrapy's cache, but a network that fails is a failure: what is stored is given on a 304 only."""

    def process_request(self, request: Request, spider: Spider | None = None) -> Request | Response | None:
        """Ask with the validators of this address; those of the page that redirected here are not its own."""
        for name in _VALIDATORS.values():
            request.headers.pop(name, None)
        for key in (ORIGINAL, "cached_response", "_dont_cache"):
            request.meta.pop(key, None)
        return super().process_request(request)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, or for a 304 the stored one, as coming from the server that answered."""
        given = super().process_response(request, response)
        if given is response or isinstance(given, Request):
            return given
        return given.replace(ip_address=response.ip_address)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Nothing is made good with an old answer."""
        return None


def _created(path: str) -> IO[bytes]:
    try:
        return open(path, "wb", buffering=0)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, "wb", buffering=0)


def _expired(entry: dict[str, Any], moment: dt.datetime, days: int) -> bool:
    return dt.datetime.fromisoformat(entry["fetched"]) < moment - dt.timedelta(days=days)


def _read_line(file: IO[bytes]) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] = json.loads(file.readline())
        dt.datetime.fromisoformat(entry["fetched"])
    except (ValueError, KeyError, TypeError):
        return None
    return entry
