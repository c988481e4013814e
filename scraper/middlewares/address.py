"""No request leaves for an address that is not public, of another scheme, or with credentials in it."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request

from scraper.net.addresses import HostPort, check_url
from scraper.net.errors import AddressRefused
from scraper.net.resolver import ALLOWED_ADDRESSES

#: The first of all. Every request goes through the middlewares, be it a start, a redirect, a retry, a page named by a
#: sitemap or a feed, or robots.txt; what is refused here has not even asked for the robots.txt of its host.
ADDRESS_ORDER = 10


class AddressMiddleware:
    """What is written; ``scraper.net.resolver`` checks what a name leads to."""

    def __init__(self, allowed: frozenset[HostPort]) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressMiddleware:
        return cls(frozenset((host, port) for host, port in crawler.settings.getlist(ALLOWED_ADDRESSES)))

    def process_request(self, request: Request) -> None:
        """Raises AddressRefused, which reaches the errback of the request."""
        if why := check_url(request.url, self._allowed):
            raise AddressRefused(f"{why} : {request.url[:200]}")
