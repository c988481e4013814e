"""A record is written down, and safe, before the run goes on."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from catalog.models import Record


class StorePipeline:
    """Hands each record to the journal of the run, which keeps it through a crash."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Record) -> Record:
        spider: Any = self._crawler.spider
        spider.journal.add(item)
        return item
