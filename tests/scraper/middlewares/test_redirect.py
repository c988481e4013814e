"""Redirects: secrets stay with the site they were meant for."""

from __future__ import annotations

from typing import Any

import pytest
import scrapy

from scraper.net.reasons import reason_of
from scraper.settings import MOST_REDIRECTS, base_settings
from tests.scraper.hostile import Hostile, answer


class Sender(scrapy.Spider):
    name = "envoyeur"

    async def start(self) -> Any:
        self.errors: list[str] = []
        yield scrapy.Request(self.url, errback=self.failed, **self.request)

    def parse(self, response: Any) -> Any:
        yield response.url

    def failed(self, failure: Any) -> None:
        self.errors.append(reason_of(failure))


def send(run_crawl: Any, url: str, *servers: Hostile, **request: Any) -> Any:
    settings = base_settings([("127.0.0.1", server.port) for server in servers], delay=0)
    quick = {"AUTOTHROTTLE_ENABLED": False, "ROBOTSTXT_OBEY": False, "DOWNLOAD_TIMEOUT": 2}
    return run_crawl(Sender, settings | quick, url=url, request=request)


@pytest.mark.parametrize(
    ("status", "sent"), [("307 Temporary", False), ("308 Permanent", False), ("302 Found", True)]
)
def test_what_is_sent_to_a_site_is_not_sent_to_another(status: str, sent: bool, run_crawl: Any) -> None:
    with Hostile({"/b": answer(b"oui")}) as other, Hostile() as server:
        server.pages["/a"] = answer(b"", status, Location=other.url("/b"))
        crawl = send(run_crawl, server.url("/a"), server, other, method="POST", body="secret=1", headers={"Authorization": "Bearer x"})  # fmt: skip
        assert crawl.crawler.spider.errors == ([] if sent else ["adresse-refusee"])
        # A 302 is followed by a GET, without the body nor the token.
        assert [asked.headers.get("content-length") for asked in other.asked] == ([None] if sent else [])
        assert not any("authorization" in asked.headers for asked in other.asked)


def test_redirects_are_followed_and_counted(run_crawl: Any) -> None:
    with Hostile() as server:
        for number in range(MOST_REDIRECTS + 1):
            server.pages[f"/{number}"] = answer(b"", "302 Found", Location=f"/{number + 1}")
        server.pages[f"/{MOST_REDIRECTS + 1}"] = answer(b"oui")
        assert send(run_crawl, server.url("/1"), server).items == [server.url(f"/{MOST_REDIRECTS + 1}")]
        assert send(run_crawl, server.url("/0"), server).crawler.spider.errors == ["redirections"]


def test_a_redirect_without_an_address_is_an_answer(run_crawl: Any) -> None:
    with Hostile({"/a": answer(b"", "302 Found"), "/b": answer(b"", "304 Not Modified")}) as server:
        assert send(run_crawl, server.url("/a"), server).crawler.spider.errors == ["http-302"]
        assert send(run_crawl, server.url("/b"), server).crawler.spider.errors == ["http-304"]
