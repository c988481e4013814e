"""Sandbox mode: every request goes to one loopback port, and comes back as if from its own address.

``https://host/path?query`` is asked of ``http://127.0.0.1:<port>/host/path?query`` (tests/sandbox serves it). This is
the last step before the network: robots, delays, checks of addresses, redirects, the archive and the spiders see the
original address only.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from scraper.net.resolver import ALLOWED_ADDRESSES

#: The setting that holds the port, an int set by code.
REROUTE = "REROUTE"
#: Its place in DOWNLOADER_MIDDLEWARES: nearer to the network than any other, so that all others have had their say.
REROUTE_ORDER = 10_000
#: Tells the sandbox the scheme and the address that were really asked.
ORIGINAL_URL = b"X-Original-URL"


def reroute(settings: BaseSettings, port: int) -> None:
    """Put ``settings`` in sandbox mode: all goes to ``port`` of the loopback, the one address allowed there."""
    settings.set(REROUTE, port, priority="cmdline")
    settings.set(ALLOWED_ADDRESSES, [("127.0.0.1", port)], priority="cmdline")
    settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", RerouteMiddleware, REROUTE_ORDER)


class RerouteMiddleware:
    """Refuses to start without ``REROUTE``: doing nothing would send the requests to the real hosts."""

    def __init__(self, port: int) -> None:
        self._port = port
        # Beside the request, not in its meta: nobody else is to see it.
        self._held: WeakKeyDictionary[Request, tuple[str, bool]] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RerouteMiddleware:
        """Raises ValueError unless the setting ``REROUTE`` is a port written as an int by code."""
        port: Any = crawler.settings.get(REROUTE)
        if type(port) is not int or not 0 < port < 65536:
            raise ValueError(f"{REROUTE} is not a port: {port!r}")
        return cls(port)

    def process_request(self, request: Request) -> None:
        """Point the request at the sandbox, in place: a new one would go through every middleware again.

        Raises IgnoreRequest for another scheme than http and https.
        """
        original = request.url
        parts = urlsplit(original)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise IgnoreRequest(f"not rerouted: {original}")
        port = f":{parts.port}" if parts.port is not None else ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        query = f"?{parts.query}" if parts.query else ""
        request.meta.setdefault("download_slot", parts.hostname)
        # A proxy named by the environment would carry the request away from the loopback.
        request.meta.pop("proxy", None)
        self._held[request] = original, b"Host" in request.headers
        request.headers.setdefault(b"Host", f"{host}{port}")
        request.headers[ORIGINAL_URL] = original.partition("#")[0]
        # Request.url is read-only; this is what its constructor calls.
        request._set_url(f"http://127.0.0.1:{self._port}/{host}{port}{parts.path or '/'}{query}")

    def process_response(self, request: Request, response: Response) -> Response:
        """The response under the address that was asked; one that came from no network is left as it is."""
        return response.replace(url=request.url.partition("#")[0]) if self._restore(request) else response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """What handles the failure, a retry for instance, is to see the address that was asked."""
        self._restore(request)

    def _restore(self, request: Request) -> bool:
        held = self._held.pop(request, None)
        if held is None:
            return False
        original, had_host = held
        request._set_url(original)
        del request.headers[ORIGINAL_URL]
        if not had_host:
            # Kept, it would follow a redirect to another host.
            del request.headers[b"Host"]
        return True
