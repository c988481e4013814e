"""Only the profession goes on; every refusal is counted by reason, with samples."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from scraper.draft import Draft
from scraper.items import Found, FoundAd, FoundPage
from scraper.personal import masked
from scraper.relevance import refusal


class RelevancePipeline:
    """An ad is judged by its title, then its words; a page, once read, by what it speaks of."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Found) -> Found | Draft:
        spider: Any = self._crawler.spider
        if isinstance(item, FoundAd):
            reason = refusal(item.posting.title, item.posting.description, spider.readers.titles)
            self._refuse(spider, reason, item.posting.title or item.source_id)
        elif isinstance(item, FoundPage):
            read = spider.readers.pages.read(item, spider.source)
            if isinstance(read, str):
                self._refuse(spider, read, item.title or item.url)
            else:
                return Draft("candidates", {**read, "source_id": item.source_id, "url": item.url})
        return item

    @staticmethod
    def _refuse(spider: Any, reason: str | None, sample: str) -> None:
        if reason is not None:
            spider.tally.refuse(reason, masked(sample))
            raise DropItem(reason, log_level="DEBUG")
