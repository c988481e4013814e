"""One address and one id for each record."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from scraper.draft import Draft
from scraper.identity import canonical_url, record_id


class IdentityPipeline:
    """Gives a draft its source, its id and its canonical address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Draft) -> Draft:
        spider: Any = self._crawler.spider
        source: str = spider.source.id
        item.values |= {
            "id": record_id(source, item.values["source_id"]),
            "source": source,
            "url": canonical_url(item.values["url"]),
        }
        return item
