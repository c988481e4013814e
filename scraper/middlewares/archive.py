"""Between the engine and the network: every answer recorded, or every answer taken from a record."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from scraper.archive.exchange import Exchange
from scraper.archive.exchange import Headers as Fields
from scraper.archive.reader import Pass
from scraper.archive.writer import ArchiveWriter

#: Nearer to the network than Scrapy's own (the cache is at 900): bodies are still as received, and a 304 a 304.
#: Only what signs requests and what leads them to the sandbox is nearer, so that neither is seen here.
ORDER = 950
#: For DOWNLOADER_MIDDLEWARES, when the network is used; and in its stead, for a replay.
ARCHIVE_MIDDLEWARES = {"scraper.middlewares.archive.ArchiveMiddleware": ORDER}
REPLAY_MIDDLEWARES = {"scraper.middlewares.archive.ReplayMiddleware": ORDER}
#: A replay has no handler that could reach the network, nor cause to wait for anyone.
REPLAY_SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "http", "https", "s3")),
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "HTTPCACHE_ENABLED": False,
}

#: Request meta. UTC instant of the response, in whole seconds: the clock of what is read in it.
FETCHED = "fetched"
#: True: the exchange is not archived, nor cached (a request for a token).
UNARCHIVED = "unarchived"
#: Set by the cache: URL and date of the answer that a 304 stands for.
ORIGINAL = "archive_original"


class NotInArchive(IgnoreRequest):
    """A replay asked for an address that the archive has no answer for; reaches the request's errback."""

    reason = "absent-de-l-archive"


class ArchiveMiddleware:
    """Sets ``meta["fetched"]`` on every response, and gives each to ``spider.archive`` when the spider has one.

    The time is ``spider.clock()``, a callable that gives an aware datetime, or else the system's. A response that
    cannot be written fails its request with the writer's OSError.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Date the response and record it, as it came."""
        spider: Any = self._crawler.spider
        fetched = now(spider)
        request.meta[FETCHED] = fetched
        archive: ArchiveWriter | None = getattr(spider, "archive", None)
        if archive is not None and not request.meta.get(UNARCHIVED):
            original = request.meta.get(ORIGINAL) if response.status == 304 else None
            archive.write(_exchange(request, response, fetched), original)
        return response


class ReplayMiddleware:
    """Answers every request from ``spider.replay``; none goes further.

    A robots.txt that was not recorded is answered 404: what was fetched then was allowed then. For anything else that
    is missing, NotInArchive.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        """The recorded response. Raises NotInArchive."""
        replay: Pass = self._crawler.spider.replay  # type: ignore[union-attr]
        found = replay.answer(request.method, request.url, request.body)
        if found is None:
            if urlsplit(request.url).path != "/robots.txt":
                raise NotInArchive(request.url)
            request.meta[FETCHED] = replay.started
            return Response(request.url, status=404)
        request.meta[FETCHED] = found.date
        headers = Headers(found.response_headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=found.body)
        return kind(request.url, status=found.status, headers=headers, body=found.body, ip_address=_address(found.ip))


def _exchange(request: Request, response: Response, fetched: dt.datetime) -> Exchange:
    ip = str(response.ip_address) if response.ip_address else None
    return Exchange(
        method=request.method,
        url=request.url,
        request_headers=_fields(request.headers),
        request_body=request.body,
        status=response.status,
        response_headers=_fields(response.headers),
        body=response.body,
        date=fetched,
        ip=ip,
    )


def _fields(headers: Headers) -> Fields:
    return tuple((name, value) for name, values in headers.items() for value in values)


def now(spider: Any) -> dt.datetime:
    """The UTC instant of ``spider.clock()``, else of the system, in whole seconds as WARC-Date has them."""
    clock: Callable[[], dt.datetime] | None = getattr(spider, "clock", None)
    moment = clock() if clock else dt.datetime.now(dt.UTC)
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def _address(text: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text) if text else None
    except ValueError:
        return None
