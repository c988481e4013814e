"""A download over HTTP with aiohttp, bounded: the addresses connected to, the time, the size of headers and body.

Scrapy's own handlers have no bound on the headers and check no address; that of Twisted costs a third more CPU a page
(``python -m benchmarks.fetch``), that of aiohttp is an experiment.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from ipaddress import ip_address
from time import monotonic
from typing import Any, cast

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from yarl import URL

from scraper.net.errors import TooLarge
from scraper.net.resolver import ALLOWED_ADDRESSES, PublicResolver
from scraper.net.throttle import take_turn

#: Bytes of a status line and its headers, of all its informational answers too. Browsers stop at 256 kB.
LARGEST_HEAD = 256 * 1024
#: Bytes that a connection holds before they are read.
_BUFFER = 256 * 1024
#: Methods of requests that may be made again.
_SAFE = ("GET", "HEAD")
#: Headers that aiohttp would add where a request has none of its own.
_NOT_OURS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")

_address = lru_cache(maxsize=1_000)(ip_address)


class PublicDownloadHandler(BaseDownloadHandler):
    """For ``DOWNLOAD_HANDLERS``: connects to public addresses, and to those of the setting ``ALLOWED_ADDRESSES``.

    Certificates are checked unless ``DOWNLOAD_VERIFY_CERTIFICATES`` is false. The signals ``headers_received`` and
    ``bytes_received`` are not sent; no proxy is used.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._maxsize = settings.getint("DOWNLOAD_MAXSIZE")
        #: Connections to a site that may wait for its next request, and have been closed meanwhile.
        self._kept_open = settings.getint("CONCURRENT_REQUESTS")
        resolver = PublicResolver(tuple(pair) for pair in settings.getlist(ALLOWED_ADDRESSES))
        connector = aiohttp.TCPConnector(
            resolver=resolver,
            socket_factory=resolver.open_socket,
            ssl=_tls(verified=settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")),
            limit=0,  # Scrapy's slots are the limit
        )
        # What these two do has no public door; the tests of hostile servers and of retries hold them.
        connector._factory = cast(Any, partial(_BoundedHead, loop=asyncio.get_running_loop()))
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # scraper.middlewares.compression does, and knows where to stop
            response_class=_Answer,
            skip_auto_headers=_NOT_OURS,
            read_bufsize=_BUFFER,
            # The bound on the whole head is ours: see _BoundedHead.
            max_line_size=LARGEST_HEAD,
            max_field_size=LARGEST_HEAD,
            max_headers=LARGEST_HEAD,
        )
        # Whatever goes wrong, aiohttp would ask a second time at once, without the delay of the site.
        self._session._retry_connection = False

    async def download_request(self, request: Request) -> Response:
        """Raises AddressRefused when the name leads to no public address, TooLarge for the headers, and what Scrapy's
        handlers raise: DownloadCancelledError for the body.

        Waits for its turn among all the crawls of the process, before its time begins to count.
        """
        site = request.meta["download_slot"]
        if (slot := self.crawler.engine.downloader.slots.get(site)) is not None:
            await take_turn(site, slot.delay)
        with _scrapy_errors(request):
            for _ in range(self._kept_open if request.method in _SAFE else 0):
                with suppress(_LeftUnanswered):
                    return await self._asked(request)
            return await self._asked(request)

    async def _asked(self, request: Request) -> Response:
        begun = monotonic()
        async with self._session.request(
            request.method,
            URL(request.url, encoded=True),
            data=request.body or None,
            headers=request.headers.to_tuple_list(),
            timeout=aiohttp.ClientTimeout(total=request.meta["download_timeout"]),
            allow_redirects=False,
        ) as answer:
            request.meta["download_latency"] = monotonic() - begun
            body = await self._body(answer, request)
        headers = Headers()
        for name, value in answer.raw_headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(
            request.url,
            status=answer.status,
            headers=headers,
            body=body,
            ip_address=_address(cast(_Answer, answer).peer),
            protocol="HTTP/1.1",
        )

    async def _body(self, answer: aiohttp.ClientResponse, request: Request) -> bytes:
        most = request.meta.get("download_maxsize", self._maxsize)
        if most and (answer.content_length or 0) > most:
            raise DownloadCancelledError(f"{answer.content_length} octets annoncés, {most} au plus")
        chunks: list[bytes] = []
        size = 0
        async for chunk in answer.content.iter_any():
            chunks.append(chunk)
            size += len(chunk)
            if most and size > most:
                raise DownloadCancelledError(f"plus de {most} octets")
        return b"".join(chunks)

    async def close(self) -> None:
        """Scrapy calls it when the engine stops."""
        await self._session.close()


class _Answer(aiohttp.ClientResponse):
    """Remembers whom it comes from: the connection is gone by the time its body is read."""

    peer = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        assert connection.transport is not None
        peer = connection.transport.get_extra_info("peername")
        self.peer = peer[0].partition("%")[0]
        return await super().start(connection)


class _LeftUnanswered(aiohttp.ServerDisconnectedError):
    """The server closed a connection that was waiting for a next request, as that request came: it has not read it,
    and the request may be made again at once (RFC 9112, 9.3.1)."""


class _BoundedHead(ResponseHandler):
    """Counts the bytes received until the headers are over. aiohttp bounds lines, but any number of informational
    answers (103) may come first."""

    _head = -1
    _requests = 0

    def set_response_params(self, **given: Any) -> None:
        self._head = 0
        self._requests += 1
        super().set_response_params(**given)

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._head == 0 and self._requests > 1 and not self.is_eof():
            self.set_exception(_LeftUnanswered())
        super().connection_lost(exc)

    def feed_data(self, data: Any, size: int = 0) -> None:
        message, _ = data
        if message.code >= 200 or message.code == 101:
            self._head = -1  # over
        super().feed_data(data, size)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head >= 0:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                if self.transport is not None:
                    self.transport.abort()
                self.set_exception(TooLarge(f"plus de {LARGEST_HEAD} octets d’en-têtes"))


def _tls(*, verified: bool) -> ssl.SSLContext:
    """TLS 1.2 at least (Python's default), and the system's certificates."""
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def _scrapy_errors(request: Request) -> Iterator[None]:
    """The errors of aiohttp as Scrapy names them: its middlewares and ours know no other."""
    try:
        yield
    except TimeoutError as error:
        raise DownloadTimeoutError(f"{request.url} : {request.meta['download_timeout']} s") from error
    except aiohttp.InvalidURL as error:
        raise UnsupportedURLSchemeError(str(error)) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise CannotResolveHostError(str(error)) from error
    except aiohttp.ClientPayloadError as error:
        raise ResponseDataLossError(str(error)) from error
    except aiohttp.ClientConnectorError as error:
        raise DownloadConnectionRefusedError(str(error)) from error
    except aiohttp.ClientError as error:
        raise DownloadFailedError(str(error)) from error
