"""What every request says: its headers, who asks, how long it may take."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request


class AskingMiddleware:
    """In one step what Scrapy has three middlewares for; what a request says of its own stays.

    ``DEFAULT_REQUEST_HEADERS``, ``USER_AGENT``, and ``DOWNLOAD_TIMEOUT``, which a download reads in the request.
    """

    def __init__(self, headers: dict[str, str], timeout: float) -> None:
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._timeout = timeout

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        headers = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), "User-Agent": settings["USER_AGENT"]}
        return cls(headers, settings.getfloat("DOWNLOAD_TIMEOUT"))

    def process_request(self, request: Request) -> None:
        for name, value in self._headers:
            request.headers.setdefault(name, value)
        request.meta.setdefault("download_timeout", self._timeout)
