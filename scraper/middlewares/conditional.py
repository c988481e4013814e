"""Conditional requests: what a server said not to have changed is not sent again (RFC 9110, section 13).

Scrapy's HTTP cache and its storage in files do the work, before decompression. The policy: keep what has a validator,
ask every time, and give the stored body on a 304 only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import FilesystemCacheStorage
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from scraper.archive.writer import ArchiveWriter
from scraper.middlewares.archive import FETCHED, ORIGINAL, UNARCHIVED

#: Days an entry serves after the response in it was received, less than an archive is kept. A 304 does not renew it.
EXPIRES_AFTER = 80
#: For DOWNLOADER_MIDDLEWARES: in the place of Scrapy's own. HTTPCACHE_DIR is ``cache_dir(root)``.
CONDITIONAL_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scraper.middlewares.conditional.ConditionalMiddleware": 900,
}
CONDITIONAL_SETTINGS: dict[str, Any] = {
    "HTTPCACHE_ENABLED": True,
    "HTTPCACHE_POLICY": "scraper.middlewares.conditional.AlwaysAsk",
    "HTTPCACHE_STORAGE": "scraper.middlewares.conditional.Storage",
    "HTTPCACHE_EXPIRATION_SECS": EXPIRES_AFTER * 24 * 3600,
    "HTTPCACHE_GZIP": False,
    "HTTPCACHE_IGNORE_MISSING": False,
}

_VALIDATORS = {b"ETag": b"If-None-Match", b"Last-Modified": b"If-Modified-Since"}
_SEAL = "seal.json"


def cache_dir(archive_root: str, base: str = ".cache/http") -> str:
    """The absolute folder of the cache that belongs to the archive at ``archive_root``, a path or an fsspec URL."""
    local = not re.match(r"[a-z0-9+.-]+:", archive_root)
    root = str(Path(archive_root).resolve()) if local else archive_root.rstrip("/")
    return str(Path(base, hashlib.sha256(root.encode()).hexdigest()[:16]).resolve())


def purge_cache(directory: str, now: dt.datetime, days: int = EXPIRES_AFTER) -> int:
    """Remove the entries fetched more than ``days`` before ``now``, and those cut while written; how many went."""
    gone = 0
    for entry in Path(directory).glob("*/??/" + "?" * 40):
        seal = _read_seal(entry)
        if seal is None or dt.datetime.fromisoformat(seal["fetched"]) < now - dt.timedelta(days=days):
            shutil.rmtree(entry, ignore_errors=True)
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


class Storage(FilesystemCacheStorage):
    """Scrapy's storage, each entry sealed last: one cut while written, or whose original the archive lost, is none.

    The seal tells when the response was received and in which file of the archive it is.
    """

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The response, and ``meta["archive_original"]``, its URL and date, for the revisit of a 304."""
        seal = _read_seal(Path(self._get_request_path(spider, request)))
        archive: ArchiveWriter | None = getattr(spider, "archive", None)
        if seal is None or (archive is not None and not (seal["archive"] and archive.holds(seal["archive"]))):
            return None
        response = super().retrieve_response(spider, request)
        if response is None or hashlib.sha256(response.body).hexdigest() != seal["sha256"]:
            return None
        request.meta[ORIGINAL] = (seal["url"], dt.datetime.fromisoformat(seal["fetched"]))
        return response

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Write the entry, then its seal."""
        seal = Path(self._get_request_path(spider, request), _SEAL)
        seal.unlink(missing_ok=True)
        super().store_response(spider, request, response)
        archive: ArchiveWriter | None = getattr(spider, "archive", None)
        told = {
            "url": request.url,
            "fetched": request.meta[FETCHED].isoformat(),
            "archive": archive.name if archive else None,
            "sha256": hashlib.sha256(response.body).hexdigest(),
        }
        seal.write_text(json.dumps(told), encoding="utf-8")


class ConditionalMiddleware(HttpCacheMiddleware):
    """Scrapy's cache, but a network that fails is a failure: what is stored is given on a 304 only."""

    def process_request(self, request: Request, spider: Spider | None = None) -> Request | Response | None:
        """Ask with the validators of this address; those of the page that redirected here are not its own."""
        for name in _VALIDATORS.values():
            request.headers.pop(name, None)
        for key in (ORIGINAL, "cached_response", "_dont_cache"):
            request.meta.pop(key, None)
        return super().process_request(request)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Nothing is made good with an old answer."""
        return None


def _read_seal(entry: Path) -> dict[str, Any] | None:
    try:
        seal: dict[str, Any] = json.loads((entry / _SEAL).read_text(encoding="utf-8"))
        dt.datetime.fromisoformat(seal["fetched"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return seal
