"""Real crawls inside pytest: one Twisted reactor, started once in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.utils.reactor import install_reactor

from tests.sandbox import Sandbox

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
#: Seconds after which a crawl that does not end is a failure.
TOO_LONG = 30.0
#: Nothing listens, nothing waits, nothing is printed; what a test gives is laid over it.
QUIET: dict[str, Any] = {
    "TWISTED_REACTOR": REACTOR,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 10,
    "RETRY_ENABLED": False,
}


@dataclass
class Crawl:
    """A crawl that ended: what came out of the pipelines, the statistics, why the spider closed."""

    crawler: Crawler
    items: list[Any] = field(default_factory=list)
    reason: str = ""

    @property
    def stats(self) -> dict[str, Any]:
        assert self.crawler.stats is not None
        return self.crawler.stats.get_stats()


class RunCrawl(Protocol):
    def __call__(
        self, spider: type[Spider], settings: dict[str, Any] | None = None, /, **arguments: Any
    ) -> Crawl: ...


@pytest.fixture(scope="session")
def reactor_thread() -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop of the reactor, which runs in a daemon thread until the session ends."""
    ready: Future[asyncio.AbstractEventLoop] = Future()

    def turn() -> None:
        try:
            asyncio.set_event_loop(asyncio.new_event_loop())
            install_reactor(REACTOR)
            from twisted.internet import reactor

            reactor.callWhenRunning(lambda: ready.set_result(asyncio.get_event_loop()))
            reactor.run(installSignalHandlers=False)
        except BaseException as error:
            if not ready.done():
                ready.set_exception(error)
            raise

    thread = threading.Thread(target=turn, name="reactor", daemon=True)
    thread.start()
    yield ready.result(10)
    from twisted.internet import reactor

    reactor.callFromThread(reactor.stop)
    thread.join(10)


@pytest.fixture
def run_crawl(reactor_thread: asyncio.AbstractEventLoop) -> RunCrawl:
    """``run_crawl(SpiderClass, settings, **arguments)``: run a spider to its end and tell what came of it.

    ``settings`` are laid over ``QUIET``; ``arguments`` go to the spider.
    """

    def run(spider: type[Spider], settings: dict[str, Any] | None = None, /, **arguments: Any) -> Crawl:
        async def crawl() -> Crawl:
            from twisted.internet import reactor

            # A crawl may put a resolver that refuses the loopback on the reactor: the next has its own say.
            resolver = reactor.nameResolver
            runner = AsyncCrawlerRunner(QUIET | (settings or {}))
            crawler = runner.create_crawler(spider)
            result = Crawl(crawler)

            def scraped(item: Any) -> None:
                result.items.append(item)

            def closed(reason: str) -> None:
                result.reason = reason

            # Scrapy holds receivers weakly: these live as long as this frame.
            crawler.signals.connect(scraped, signals.item_scraped)
            crawler.signals.connect(closed, signals.spider_closed)
            try:
                await asyncio.wait_for(runner.crawl(crawler, **arguments), TOO_LONG)
            finally:
                await runner.stop()
                reactor.installNameResolver(resolver)
            return result

        return asyncio.run_coroutine_threadsafe(crawl(), reactor_thread).result(TOO_LONG + 10)

    return run


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox with nothing in it but what the test adds; its files are under ``tmp_path``."""
    with Sandbox(hosts=tmp_path, install=False) as sandbox:
        yield sandbox
