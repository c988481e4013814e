"""What happens to each item, in order, one concern each.

Near-duplicates are told apart when the run ends (``scraper.run.grouping``): they need every ad of the store.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from twisted.python.failure import Failure

from scraper.items import Unread

_log = logging.getLogger(__name__)

ITEM_PIPELINES = {
    "scraper.pipelines.decode.DecodePipeline": 100,
    "scraper.pipelines.relevance.RelevancePipeline": 200,
    "scraper.pipelines.personal_data.PersonalDataPipeline": 300,
    "scraper.pipelines.extract.ExtractPipeline": 400,
    "scraper.pipelines.identity.IdentityPipeline": 500,
    "scraper.pipelines.validation.ValidationPipeline": 600,
    "scraper.pipelines.store.StorePipeline": 700,
}


class Pipelines(ItemPipelineManager):
    """For ``ITEM_PROCESSOR``: the pipelines in order, each over several items in a row.

    None of ours waits for anything, so that none need be awaited. And the words that readers look for fill the caches
    of the processor: read between two pages, each finding them emptied by the other, an ad costs half as much again
    as read after another ad. Items wait for ``MOST`` of them, for ``LARGEST`` bytes of pages, for ``LONGEST`` seconds
    or for the end of the crawl; what waits is not acknowledged.
    """

    MOST, LARGEST, LONGEST = 16, 8 * 2**20, 0.2

    def __init__(self, *middlewares: Any, crawler: Crawler | None = None) -> None:
        super().__init__(*middlewares, crawler=crawler)
        self._waiting: list[Any] = []
        self._held = 0
        self._timer: asyncio.TimerHandle | None = None

    async def process_item_async(self, item: Any) -> Any:
        self._waiting.append(item)
        self._held += item.size if isinstance(item, Unread) else 0
        if len(self._waiting) >= self.MOST or self._held >= self.LARGEST:
            self._process()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self.LONGEST, self._process)
        return item

    async def close_spider_async(self) -> None:
        self._process()
        await super().close_spider_async()

    def _process(self) -> None:
        """Pages are read, then each item goes through every pipeline: its text is folded once for all of them."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting, self._held = self._waiting, [], 0
        read = [found for item in waiting for found in self._read(item)]
        for found in read:
            self._process_one(found)

    def _read(self, item: Any) -> list[Any]:
        if not isinstance(item, Unread):
            return [item]
        found: list[Any] = []
        try:
            found.extend(item.read())
        except Exception:
            self._broken(item)
        return found

    def _process_one(self, item: Any) -> None:
        try:
            for process in self.methods["process_item"]:
                item = process(item)  # type: ignore[misc]
        except DropItem:
            pass
        except Exception:
            self._broken(item)

    def _broken(self, item: Any) -> None:
        """What fails is told as Scrapy tells it."""
        assert self.crawler is not None
        _log.exception("Error processing %s", type(item).__name__)
        self.crawler.signals.send_catch_log(
            signals.item_error,
            item=item,
            response=None,
            spider=self.crawler.spider,
            failure=Failure(),  # type: ignore[no-untyped-call]
        )
