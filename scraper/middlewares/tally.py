"""A spider that breaks is counted, and its run is incomplete: nothing it did not reach is taken for gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.draft import Draft
from scraper.net.reasons import reason_of


class TallySpiderMiddleware:
    """Counts requests, and what breaks in ``start``, in a callback or in a pipeline, in ``spider.tally``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._requested, signals.request_reached_downloader)
        crawler.signals.connect(self._broken, signals.spider_error)
        crawler.signals.connect(self._item_broken, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        try:
            async for item_or_request in start:
                yield item_or_request
        except Exception as error:
            self._count(error, "start")

    def _requested(self) -> None:
        self._spider.tally.requests += 1

    def _broken(self, failure: Failure, response: Response) -> None:
        self._count(failure, response.url)

    def _item_broken(self, failure: Failure, item: Any) -> None:
        values = item.values if isinstance(item, Draft) else {}
        named = (
            values.get("source_id") or getattr(item, "source_id", None) or getattr(item, "url", "sans identifiant")
        )
        self._count(failure, str(named))

    def _count(self, error: BaseException | Failure, sample: str) -> None:
        self._spider.tally.incomplete = True
        self._spider.tally.error(reason_of(error), sample)

    @property
    def _spider(self) -> Any:
        return self._crawler.spider
