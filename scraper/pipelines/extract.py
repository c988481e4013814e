"""From words to facts, by the pure functions of ``scraper.extract``."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from scraper.draft import Draft
from scraper.items import Found, FoundAd, FoundPay


class ExtractPipeline:
    """Reads an ad with the clock of its response; a row of pay has no words to read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Found | Draft) -> Draft:
        if isinstance(item, Draft):
            return item
        if isinstance(item, FoundPay):
            return Draft("pay", {**item.fields, "source_id": item.source_id, "url": item.url, **_seen(item)})
        assert isinstance(item, FoundAd), type(item)
        spider: Any = self._crawler.spider
        facts = spider.readers.ads.read(
            item.posting,
            today=item.fetched.date(),
            experience=item.experience,
            hours=item.hours,
            skills=item.skills,
            language=item.language,
        )
        named = {"title": item.posting.title, "job_title": facts.title.title}
        return Draft("ads", {**vars(facts), **named, "source_id": item.source_id, "url": item.url, **_seen(item)})


def _seen(item: FoundAd | FoundPay) -> dict[str, Any]:
    return {"first_seen": item.fetched.date()}
