"""One pace a site, whatever the number of crawls that ask it."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner

from scraper.settings import base_settings
from tests.scraper.conftest import QUIET
from tests.scraper.hostile import Hostile, answer


class Lister(scrapy.Spider):
    name = "listeur"

    async def start(self) -> Any:
        for number in range(3):
            yield scrapy.Request(f"{self.url}{number}")

    def parse(self, response: Any) -> None:
        pass


def test_crawls_that_run_at_once_share_the_delay_of_a_site(reactor_thread: asyncio.AbstractEventLoop) -> None:
    async def both(server: Hostile) -> None:
        from twisted.internet import reactor

        resolver = reactor.nameResolver
        settings = base_settings([("127.0.0.1", server.port)], delay=0.15)
        runner = AsyncCrawlerRunner(QUIET | settings | {"ROBOTSTXT_OBEY": False})
        try:
            await asyncio.gather(*(runner.crawl(Lister, url=server.url(f"/{name}")) for name in "abc"))
        finally:
            reactor.installNameResolver(resolver)

    with Hostile({f"/{name}{number}": answer(b"oui") for name in "abc" for number in range(3)}) as server:
        asyncio.run_coroutine_threadsafe(both(server), reactor_thread).result(20)
        assert len(server.asked) == 9
        times = [asked.at for asked in server.asked]
        assert min(after - before for before, after in itertools.pairwise(times)) >= 0.13
