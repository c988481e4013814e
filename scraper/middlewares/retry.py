"""Asking again, as Scrapy does, and waiting as long as the site asks (Retry-After, RFC 9110, 10.2.3)."""

from __future__ import annotations

import asyncio
import datetime as dt
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware as ScrapyRetryMiddleware
from scrapy.http import Request, Response

from scraper.net.errors import AskedToWait
from scraper.net.reasons import is_final
from scraper.net.throttle import hold

#: Seconds; a site that asks for more is left for the next run.
LONGEST_WAIT = 120.0
#: Seconds between two looks at whether the crawl is being closed: Ctrl-C is not to wait for Retry-After.
_TICK = 0.5
_WAITING = (429, 503)


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds to wait from ``now`` for a Retry-After of seconds or of an HTTP date; None when it cannot be read."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now).total_seconds())


class RetryMiddleware(ScrapyRetryMiddleware):
    """Scrapy's; what is final (an address, robots.txt, a size) is not asked again."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryMiddleware:
        return super().from_crawler(crawler)

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        """Waits, without holding anything up but the requests to that site. Raises AskedToWait past 120 s."""
        if response.status in _WAITING and not request.meta.get("dont_retry"):
            wait = self._asked(response)
            if wait is not None:
                if wait > LONGEST_WAIT:
                    raise AskedToWait(f"Retry-After : {wait:.0f} s, {request.url[:200]}")
                again = super().process_response(request, response)
                if again is not response:
                    await self._wait(request, wait)
                return again
        return super().process_response(request, response)

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        return None if is_final(exception) else super().process_exception(request, exception)

    @staticmethod
    def _asked(response: Response) -> float | None:
        value = response.headers.get("Retry-After")
        if not value:
            return None
        # The date of the answer, where there is one: the site's clock may not be ours.
        date = response.headers.get("Date") or b""
        try:
            now = parsedate_to_datetime(date.decode("latin-1")).astimezone(dt.UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            now = dt.datetime.now(dt.UTC)
        return retry_after(value.decode("latin-1"), now)

    async def _wait(self, request: Request, seconds: float) -> None:
        if "download_slot" not in request.meta:
            return  # it never went to the network: a replay has nobody to spare
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0 and self._open():
            # The other requests to the same site wait too; past the next look, or one would slip in before it.
            hold(request.meta["download_slot"], min(left, 2 * _TICK))
            await asyncio.sleep(min(left, _TICK))

    def _open(self) -> bool:
        engine = self.crawler.engine
        # Nothing public says that a crawl is being closed before it is.
        return engine.running and engine._slot is not None and engine._slot.closing is None
