"""Items are read several in a row, none is lost, and one that fails stops no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.signalmanager import SignalManager

from scraper.items import Found, Unread
from scraper.pipelines import Pipelines


class Recorder:
    """A pipeline that drops what says so, and breaks on what says so."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def process_item(self, item: str) -> str:
        self.seen.append(item)
        if item.startswith("drop"):
            raise DropItem(item)
        if item.startswith("break"):
            raise OSError(item)
        return item.upper()


class Bench:
    def __init__(self) -> None:
        self.first, self.last = Recorder(), Recorder()
        crawler: Any = SimpleNamespace(signals=SignalManager(), spider=None)
        self.failed: list[tuple[Any, str]] = []
        self._told = lambda item, failure: self.failed.append((item, str(failure.value)))
        crawler.signals.connect(self._told, signals.item_error)
        self.pipelines = Pipelines(self.first, self.last, crawler=crawler)

    def run(self, *items: Any, then: Callable[[], Any]) -> None:
        async def all_of_them() -> None:
            for item in items:
                assert await self.pipelines.process_item_async(item) == item
            await then()

        asyncio.run(all_of_them())


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def nothing() -> None:
    pass


def test_items_wait_for_one_another_and_keep_their_order(bench: Bench) -> None:
    names = [f"item {number:02}" for number in range(Pipelines.MOST)]
    bench.run(*names[:-1], then=nothing)
    assert bench.first.seen == []
    bench.run(names[-1], then=nothing)
    assert bench.first.seen == names
    assert bench.last.seen == [name.upper() for name in names]


def test_a_lone_item_is_not_kept_waiting(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pipelines, "LONGEST", 0.0)

    async def a_turn_of_the_loop() -> None:
        while not bench.last.seen:
            await asyncio.sleep(0)

    bench.run("seul", then=a_turn_of_the_loop)
    assert bench.last.seen == ["SEUL"]


def test_what_waits_at_the_end_of_the_crawl_is_read(bench: Bench) -> None:
    bench.run("un", "deux", then=bench.pipelines.close_spider_async)
    assert bench.last.seen == ["UN", "DEUX"]


def test_an_item_dropped_or_broken_stops_no_other(bench: Bench) -> None:
    bench.run("un", "drop deux", "break trois", "quatre", then=bench.pipelines.close_spider_async)
    assert bench.last.seen == ["UN", "QUATRE"]
    assert bench.failed == [("break trois", "break trois")]


def page(*items: Any, size: int = 1) -> Unread:
    return Unread(lambda: items, "https://exemple.example/", size)


def test_pages_are_read_and_their_items_go_on_in_order(bench: Bench) -> None:
    bench.run(page("un", "deux"), "trois", page(), then=bench.pipelines.close_spider_async)
    assert bench.last.seen == ["UN", "DEUX", "TROIS"]


def test_large_pages_do_not_wait(bench: Bench) -> None:
    half = Pipelines.LARGEST // 2
    bench.run(page("un", size=half), then=nothing)
    assert bench.last.seen == []
    bench.run(page("deux", size=half), then=nothing)
    assert bench.last.seen == ["UN", "DEUX"]


def test_a_page_that_cannot_be_read_gives_what_it_could_and_is_told(bench: Bench) -> None:
    def read() -> Iterator[Found]:
        yield "un"  # type: ignore[misc]
        raise ValueError("illisible")

    broken = Unread(read, "https://exemple.example/1", 1)
    bench.run(broken, "deux", then=bench.pipelines.close_spider_async)
    assert bench.last.seen == ["UN", "DEUX"]
    assert bench.failed == [(broken, "illisible")]
