"""Redirects followed as Scrapy does, few of them, and each refusal an error of its own."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from scraper.net.errors import AddressRefused, TooManyRedirects


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's, without Referer. Where a redirect leads to is checked like any request."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectMiddleware:
        # Scrapy's own also warns that no middleware sets Referer: none is meant to.
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """Raises TooManyRedirects; AddressRefused when a body, a secret perhaps, would be carried elsewhere."""
        try:
            result = super().process_response(request, response)
        except ValueError as error:  # a bracket left open, a port that is none
            raise AddressRefused(f"redirection illisible depuis {request.url[:200]}") from error
        if isinstance(result, Request) and result.body and _origin(result) != _origin(request):
            raise AddressRefused(f"redirection d’un envoi vers un autre site : {result.url[:200]}")
        return result

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        try:
            return super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise TooManyRedirects(request.url[:200]) from error

    def _build_redirect_request(
        self, source_request: Request, response: Response, *, url: str, **kwargs: Any
    ) -> Request:
        redirected = super()._build_redirect_request(source_request, response, url=url, **kwargs)
        # Scrapy would hand back the redirect itself as an error 302.
        if urlparse_cached(redirected).scheme not in ("http", "https"):
            raise AddressRefused(f"redirection vers {url[:200]}")
        return redirected


def _origin(request: Request) -> tuple[str, str]:
    parts = urlparse_cached(request)
    return parts.scheme, parts.netloc
