"""A delay for each site: that of Scrapy, what the site asks for, and one for all the crawls of the process.

Several sources may be on one host (the boards of a vendor), and crawled at once: each has a downloader of its own,
that knows nothing of the others.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle as ScrapyAutoThrottle
from scrapy.http import Response

#: When the next request to a site may leave, on the clock of ``monotonic``.
_NEXT: dict[str, float] = {}


async def take_turn(site: str, delay: float) -> None:
    """Wait until the next request to ``site`` may leave; the one after it may ``delay`` seconds later."""
    while (wait := _NEXT.get(site, 0.0) - monotonic()) > 0:
        await asyncio.sleep(wait)
    _NEXT[site] = monotonic() + delay


def hold(site: str, seconds: float) -> None:
    """No request of the process to ``site`` for ``seconds``."""
    _NEXT[site] = max(_NEXT.get(site, 0.0), monotonic() + seconds)


def slow_down(crawler: Crawler, request: Request, delay: float) -> None:
    """At least ``delay`` seconds from now on between two requests to the site of ``request``."""
    downloader = crawler.engine.downloader
    key = downloader.get_slot_key(request)
    hold(key, delay)
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
