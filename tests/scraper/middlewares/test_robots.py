"""robots.txt: what cannot be read forbids, what is absent allows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import scrapy

from catalog.robot import robot
from scraper.net.reasons import reason_of
from scraper.settings import base_settings
from tests.scraper import hostile
from tests.scraper.hostile import Hostile, answer


class Visitor(scrapy.Spider):
    name = "visiteur"

    async def start(self) -> Any:
        self.errors: list[str] = []
        for number, url in enumerate(self.urls):
            yield scrapy.Request(url, errback=self.failed, priority=-number, dont_filter=True)

    def parse(self, response: Any) -> Any:
        yield response.url

    def failed(self, failure: Any) -> None:
        self.errors.append(reason_of(failure))


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile({f"/{name}": answer(b"oui") for name in ("a", "b", "c")}) as server:
        yield server


def settings(server: Hostile, **more: Any) -> dict[str, Any]:
    quick = {"AUTOTHROTTLE_ENABLED": False, "RETRY_ENABLED": True, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": 1.5}
    return base_settings([("127.0.0.1", server.port)], delay=0) | quick | more


def robots(text: str) -> bytes:
    return answer(text.encode(), Content_Type="text/plain")


@pytest.mark.parametrize(
    "page",
    [
        robots("User-agent: *\nDisallow: /"),
        robots("\ufeffUser-agent: metier-cm\nDisallow: /\n\nUser-agent: *\nAllow: /"),
        robots("User-agent: Metier-CM\nDisallow: /"),
        robots("User-agent: *\nCrawl-delay: 3600"),
        # The rest is not read: it would hold the reactor.
        robots("User-agent: *\nDisallow: /\n" + "#" * 600_000 + "\nAllow: /a"),
    ],
)
def test_what_it_forbids_is_not_asked(page: bytes, server: Hostile, run_crawl: Any) -> None:
    server.pages["/robots.txt"] = page
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/a"), server.url("/b")])
    assert crawl.crawler.spider.errors == ["robots", "robots"]
    assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    "page",
    [
        answer(b"User-agent: *\nDisallow: /", "404 Not Found"),
        answer(b"", "401 Unauthorized"),
        answer(b"", "410 Gone"),
        answer(b""),
        robots("User-agent: autre\nDisallow: /"),
        answer(b"<html>User-agent: *</html>"),
    ],
)
def test_a_site_without_rules_is_read(page: bytes, server: Hostile, run_crawl: Any) -> None:
    server.pages["/robots.txt"] = page
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/a"), server.url("/b")])
    assert len(crawl.items) == 2
    assert server.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(
    "page",
    [
        answer(b"", "500 Oops"),
        answer(b"User-agent: *\nAllow: /", "503 Oops"),
        answer(b"", "429 Too Many"),
        answer(b"", "302 Found", Location="http://169.254.169.254/robots.txt"),
        answer(b"", "302 Found", Location="/robots.txt"),
        answer(b"", "302 Found"),
        answer(b"x", Content_Encoding="gzip"),
        answer(b"x", Content_Length=10**8),
        hostile.says_nothing,
        hostile.drips,
        hostile.closes_at_once,
    ],
)
def test_a_site_whose_rules_cannot_be_read_is_not(page: Any, server: Hostile, run_crawl: Any) -> None:
    server.pages["/robots.txt"] = page
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/a"), server.url("/b")])
    assert crawl.crawler.spider.errors == ["robots-injoignable"] * 2
    assert "/a" not in server.paths()


def test_rules_are_read_through_a_redirect(server: Hostile, run_crawl: Any) -> None:
    server.pages |= {"/robots.txt": answer(b"", "301 Moved", Location="/regles"), "/regles": robots("User-agent: *\nDisallow: /b")}  # fmt: skip
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/a"), server.url("/b")])
    assert crawl.items == [server.url("/a")]
    assert crawl.crawler.spider.errors == ["robots"]


def test_a_page_redirected_to_a_forbidden_one_is_refused(server: Hostile, run_crawl: Any) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /b"), "/vers": answer(b"", "302 Found", Location="/b")}  # fmt: skip
    crawl = run_crawl(Visitor, settings(server), urls=[server.url("/vers")])
    assert crawl.crawler.spider.errors == ["robots"]
    assert server.paths() == ["/robots.txt", "/vers"]


@pytest.mark.parametrize("throttle", [False, True])
def test_crawl_delay_is_obeyed(throttle: bool, server: Hostile, run_crawl: Any) -> None:
    server.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.3")
    urls = [server.url(f"/{name}") for name in "abc"]
    run_crawl(Visitor, settings(server, AUTOTHROTTLE_ENABLED=throttle), urls=urls)
    times = [asked.at for asked in server.asked]
    assert min(after - before for before, after in itertools.pairwise(times)) >= 0.28


def test_we_say_who_we_are(server: Hostile, run_crawl: Any) -> None:
    run_crawl(Visitor, settings(server), urls=[server.url("/a")])
    assert {asked.headers["user-agent"] for asked in server.asked} == {robot().user_agent.lower()}
    for header in ("cookie", "referer", "authorization"):
        assert not any(header in asked.headers for asked in server.asked)
