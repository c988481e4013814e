"""What ends the crawl of a source that asks too much: requests without end, memory."""

from __future__ import annotations

import os
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.memusage import MemoryUsage as ScrapyMemoryUsage
from scrapy.utils.defer import _schedule_coro

_STATM = Path("/proc/self/statm")


class RequestLimit:
    """Closes the spider after ``CLOSESPIDER_PAGECOUNT`` requests, as ``closespider_pagecount``.

    Scrapy's extension, which runs beside it, counts the answers, those of a replay too; 20,000 pages that time out
    would not end it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._left = crawler.settings.getint("CLOSESPIDER_PAGECOUNT")
        crawler.signals.connect(self.request_left, signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RequestLimit:
        return cls(crawler)

    def request_left(self) -> None:
        """One more request goes to the network."""
        self._left -= 1
        if self._left == 0:
            _schedule_coro(self._crawler.engine.close_spider_async(reason="closespider_pagecount"))


class MemoryUsage(ScrapyMemoryUsage):
    """Closes the spider when the process holds more than ``MEMUSAGE_LIMIT_MB``, as ``memusage_exceeded``.

    Scrapy's looks at the peak of the process, which never comes down: after one greedy source, all the sources that
    follow in the same run would be closed as they open.
    """

    def get_virtual_size(self) -> int:
        """Bytes of memory held now; where the system does not say, the peak."""
        try:
            return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError, IndexError):
            return super().get_virtual_size()
