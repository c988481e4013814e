"""How many links a request is away from the first page, no more than ``DEPTH_LIMIT``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Response
from scrapy.spidermiddlewares.depth import DepthMiddleware as ScrapyDepthMiddleware


class DepthMiddleware(ScrapyDepthMiddleware):
    """Scrapy's, whose three generators, one in the other, are one."""

    async def process_spider_output_async(
        self, response: Response | None, result: AsyncIterator[Any], spider: Any = None
    ) -> AsyncIterator[Any]:
        if response is not None:
            self._init_depth(response)
        async for item_or_request in result:
            if (kept := self._get_processed(item_or_request, response)) is not None:
                yield kept
