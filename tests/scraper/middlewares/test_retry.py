"""A site that asks to wait is waited for, up to two minutes, without holding up the others."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import scrapy
from hypothesis import given
from hypothesis import strategies as st

from scraper.middlewares.retry import retry_after
from scraper.net.reasons import reason_of
from scraper.settings import base_settings
from tests.scraper import hostile
from tests.scraper.hostile import Hostile, answer

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0), ("120", 120), (" 3 ", 3), ("9" * 400, 999_999_999), ("Wed, 25 Nov 2026 12:01:30 GMT", 90),
        ("Wednesday, 25-Nov-26 12:00:05 GMT", 5), ("Wed Nov 25 12:00:05 2026", 5), ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
        ("Wed, 25 Nov 2026 13:00:00 +0100", 0), ("bientôt", None), ("", None), ("-5", None), ("1.5", None), ("²", None),
        ("Wed, 99 Nov 2026 12:00:00 GMT", None), ("Wed, 25 Nov 99999999999 12:00:00 GMT", None),
    ],
)  # fmt: skip
def test_seconds_and_dates_are_read(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_anything_else_is_nothing(text: str) -> None:
    assert retry_after(text, NOW) is None or retry_after(text, NOW) >= 0


class Visitor(scrapy.Spider):
    name = "visiteur"

    async def start(self) -> Any:
        self.errors: list[str] = []
        for number, url in enumerate(self.urls):
            yield scrapy.Request(url, errback=self.failed, priority=-number)

    def parse(self, response: Any) -> Any:
        yield response.url

    def failed(self, failure: Any) -> None:
        self.errors.append(reason_of(failure))


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile({"/ok": answer(b"oui")}) as server:
        yield server


def settings(*servers: Hostile, **more: Any) -> dict[str, Any]:
    quick = {"AUTOTHROTTLE_ENABLED": False, "RETRY_ENABLED": True, "DOWNLOAD_TIMEOUT": 2, "ROBOTSTXT_OBEY": False}
    return base_settings([("127.0.0.1", server.port) for server in servers], delay=0.01) | quick | more


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_the_site_is_waited_for(status: str, server: Hostile, run_crawl: Any) -> None:
    server.pages["/later"] = [answer(b"non", status, Retry_After=1), answer(b"oui")]
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/later")])
    assert crawl.items == [server.url("/later")]
    first, second = server.asked
    assert second.at - first.at >= 0.99


def test_other_sites_are_not_held_up(server: Hostile, run_crawl: Any) -> None:
    server.pages["/later"] = [answer(b"non", "429 Too Many", Retry_After=1), answer(b"oui")]

    class TwoSites(Visitor):
        async def start(self) -> Any:
            self.errors = []
            yield scrapy.Request(server.url("/later"), meta={"download_slot": "a"}, errback=self.failed)
            for number in range(3):
                yield scrapy.Request(server.url(f"/ok?{number}"), meta={"download_slot": "b"}, errback=self.failed)
                yield scrapy.Request(server.url(f"/a?{number}"), meta={"download_slot": "a"}, errback=self.failed)

    server.pages |= {f"/{name}?{number}": answer(b"oui") for name in ("ok", "a") for number in range(3)}
    crawl = run_crawl(TwoSites, settings(server))
    assert len(crawl.items) == 7
    begun = server.asked[0].at
    at = {asked.path: asked.at - begun for asked in server.asked}
    assert max(at[f"/ok?{number}"] for number in range(3)) < 0.6
    # One may have left before the answer came.
    assert sorted(at[f"/a?{number}"] for number in range(3))[1] >= 0.99


def test_a_date_is_waited_for_by_the_clock_of_the_site(server: Hostile, run_crawl: Any) -> None:
    server.pages["/later"] = [
        answer(b"non", "503 Non", Retry_After="Sat, 01 Jan 2000 00:00:01 GMT", Date="Sat, 01 Jan 2000 00:00:00 GMT"),
        answer(b"oui"),
    ]
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/later")])
    assert len(crawl.items) == 1
    assert server.asked[1].at - server.asked[0].at >= 0.99


class Recorded:
    """Answers in the stead of the network, as a replay does."""

    def __init__(self) -> None:
        self.answers = [scrapy.http.Response("http://a.test/", 429, {"Retry-After": "60"}), scrapy.http.Response("http://a.test/")]  # fmt: skip

    def process_request(self, request: scrapy.Request) -> Any:
        return self.answers.pop(0)


def test_a_replay_does_not_wait(server: Hostile, run_crawl: Any) -> None:
    placed = settings(server)
    placed["DOWNLOADER_MIDDLEWARES"] = {**placed["DOWNLOADER_MIDDLEWARES"], Recorded: 950}
    begun = time.monotonic()
    assert run_crawl(Visitor, placed, urls=["http://a.test/"]).items == ["http://a.test/"]
    assert time.monotonic() - begun < 5


def test_longer_than_two_minutes_is_for_another_day(server: Hostile, run_crawl: Any) -> None:
    server.pages["/later"] = answer(b"non", "429 Too Many", Retry_After=121)
    begun = time.monotonic()
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/later"), server.url("/ok")])
    assert crawl.crawler.spider.errors == ["attente-trop-longue"]
    assert len(crawl.items) == 1
    assert server.paths() == ["/later", "/ok"]
    assert time.monotonic() - begun < 5


def test_it_gives_up_after_three_requests(server: Hostile, run_crawl: Any) -> None:
    server.pages |= {"/429": answer(b"", "429 Non", Retry_After=0), "/500": answer(b"", "500 Non"), "/coupe": hostile.closes_at_once}  # fmt: skip
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/429"), server.url("/500"), server.url("/coupe")])
    assert sorted(crawl.crawler.spider.errors) == ["connexion", "http-429", "http-500"]
    assert sorted(server.paths()) == ["/429"] * 3 + ["/500"] * 3 + ["/coupe"] * 3


def test_what_is_final_is_asked_once(server: Hostile, run_crawl: Any) -> None:
    server.pages |= {"/gros": answer(b"x", Content_Length=10**9), "/tetes": hostile.headers_without_end, "/404": answer(b"", "404 Non")}  # fmt: skip
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/gros"), server.url("/tetes"), server.url("/404"), "http://10.0.0.1/"])  # fmt: skip
    assert sorted(crawl.crawler.spider.errors) == ["adresse-refusee", "http-404", "trop-gros", "trop-gros"]
    assert sorted(server.paths()) == ["/404", "/gros", "/tetes"]


def test_closing_does_not_wait_for_the_site(server: Hostile, run_crawl: Any) -> None:
    asked = threading.Event()

    async def later(writer: Any) -> None:
        asked.set()
        writer.write(answer(b"non", "429 Non", Retry_After=100))

    server.pages["/later"] = later

    class Leaver(Visitor):
        async def start(self) -> Any:
            self.errors = []
            yield scrapy.Request(server.url("/later"), errback=self.failed)
            yield scrapy.Request(server.url("/ok"), callback=self.leave, meta={"download_slot": "b"})

        def leave(self, response: Any) -> None:
            assert asked.wait(5)
            raise scrapy.exceptions.CloseSpider("assez")

    begun = time.monotonic()
    assert run_crawl(Leaver, settings(server)).reason == "assez"
    assert time.monotonic() - begun < 5
