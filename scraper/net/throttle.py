"""A delay for each site that AutoThrottle may lengthen, and never goes below what the site asks for."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle as ScrapyAutoThrottle
from scrapy.http import Response


def slow_down(crawler: Crawler, request: Request, delay: float) -> None:
    """At least ``delay`` seconds from now on between two requests to the site of ``request``."""
    downloader = crawler.engine.downloader
    key = downloader.get_slot_key(request)
    # Scrapy makes the slot of a site anew after a minute without requests: it reads this.
    settings = downloader.per_slot_settings.setdefault(key, {})
    settings["delay"] = max(delay, settings.get("delay", 0.0))
    if (slot := downloader.slots.get(key)) is not None:
        slot.delay = max(delay, slot.delay)


class AutoThrottle(ScrapyAutoThrottle):
    """Scrapy's own would bring the delay of a fast site back to ``DOWNLOAD_DELAY``, whatever its Crawl-delay."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if key is not None and slot is not None:
            floor = self.crawler.engine.downloader.per_slot_settings.get(key, {}).get("delay", 0.0)
            slot.delay = max(floor, slot.delay)
