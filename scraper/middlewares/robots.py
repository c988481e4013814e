"""robots.txt as RFC 9309 wants it: what cannot be read forbids, what is absent allows; Crawl-delay is obeyed.

Scrapy's own middleware reads any answer, an error page or none at all, as a robots.txt that allows everything.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from scraper.net.errors import RobotsRefused, RobotsUnreachable
from scraper.net.reasons import reason_of
from scraper.net.throttle import slow_down

#: RFC 9309, 2.5: at least 500 KiB are read. More would hold the reactor for seconds.
LARGEST_ROBOTS = 512 * 1024
#: Seconds. A longer Crawl-delay asks not to come.
LONGEST_CRAWL_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """``parser`` is None when robots.txt could not be read; ``why`` says it."""

    parser: Protego | None
    why: str = ""


class RobotsMiddleware:
    """One robots.txt a site (scheme, host and port) a crawl. ``ROBOTSTXT_OBEY`` off, it is not there: a replay."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Future[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RobotsRefused, RobotsUnreachable, which reach the errback of the request."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._read(site))
        pending = self._rules[site]
        rules = pending.result() if pending.done() else await asyncio.shield(pending)
        if rules.parser is None:
            raise RobotsUnreachable(f"{rules.why} : {site}/robots.txt")
        if not rules.parser.can_fetch(request.url, self._agent):
            raise RobotsRefused(request.url[:200])
        if (rules.parser.crawl_delay(self._agent) or 0.0) > LONGEST_CRAWL_DELAY:
            raise RobotsRefused(f"Crawl-delay : {site}/robots.txt")

    async def _read(self, site: str) -> _Rules:
        request = Request(
            f"{site}/robots.txt", priority=1000, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever it is, it was not read
            return _Rules(None, reason_of(error))
        status = response.status
        # RFC 9309, 2.3.1.3: 4xx is a site without rules, but for 429, which is one that wants no more requests.
        if 200 <= status < 300:
            rules = _Rules(_parse(response))
        elif 400 <= status < 500 and status != 429:
            rules = _Rules(Protego.parse(""))
        else:
            return _Rules(None, f"http-{status}")
        delay = rules.parser.crawl_delay(self._agent) if rules.parser else None
        if delay is not None and delay <= LONGEST_CRAWL_DELAY:
            slow_down(self._crawler, request, delay)
        return rules


def _parse(response: Response) -> Protego:
    return Protego.parse(response.body[:LARGEST_ROBOTS].decode("utf-8-sig", errors="ignore"))
