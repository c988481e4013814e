"""Scrapy's download over HTTP, with the bounds that it lacks: the addresses connected to, the size of the headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as TxRequest
from twisted.web.iweb import IResponse

from scraper.net.addresses import HostPort
from scraper.net.errors import AddressRefused, TooLarge
from scraper.net.resolver import ALLOWED_ADDRESSES, PublicResolver
from scraper.net.throttle import take_turn

#: Bytes of a status line and its headers. Twisted bounds a line (16 kB), not their number: a server could fill the
#: memory in 30 s. Browsers stop at 256 kB.
LARGEST_HEAD = 256 * 1024
_PORTS = {"http": 80, "https": 443}


class PublicDownloadHandler(HTTP11DownloadHandler):
    """For ``DOWNLOAD_HANDLERS``: connects to public addresses, and to those of the setting ``ALLOWED_ADDRESSES``.

    Puts ``PublicResolver`` in place itself, so that no runner can forget it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # Scrapy must have installed it first

        self._pool._factory = _BoundedHeadFactory
        # Scrapy keeps open as many as CONCURRENT_REQUESTS_PER_DOMAIN. It asks for more than those at once when there
        # is no delay (a sandbox): the others would be opened for every page.
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._allowed: list[HostPort] = [tuple(pair) for pair in crawler.settings.getlist(ALLOWED_ADDRESSES)]
        self._resolver = PublicResolver.on(reactor)
        self._resolver.allow(self._allowed)

    async def download_request(self, request: Request) -> Response:
        """Raises AddressRefused when the name leads to no public address; else as Scrapy's.

        Waits for its turn among all the crawls of the process, before Scrapy starts to count its time.
        """
        site = request.meta["download_slot"]
        if (slot := self._crawler.engine.downloader.slots.get(site)) is not None:
            await take_turn(site, slot.delay)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            parts = urlsplit(request.url)
            host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
            if self._resolver.has_refused(host, port):
                raise AddressRefused(f"{host} : adresse non publique") from error
            raise

    async def close(self) -> None:
        """Scrapy calls it when the engine stops."""
        self._resolver.disallow(self._allowed)
        self._allowed = []
        await super().close()


class _BoundedHeadProtocol(_LenientHTTP11ClientProtocol):
    """Counts the bytes received while the headers are not over."""

    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > LARGEST_HEAD:
                # Twisted would read on what the server still sends.
                self.transport.abortConnection()  # type: ignore[union-attr]
                self._giveUp(Failure(TooLarge(f"plus de {LARGEST_HEAD} octets d’en-têtes")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _BoundedHeadFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> Any:
        return _BoundedHeadProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
