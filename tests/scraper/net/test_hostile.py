"""Whatever a server does, it is one counted error, and the run goes on to the next page."""

from __future__ import annotations

import bz2
import gzip
import os
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.net.reasons import LABELS, reason_of
from scraper.net.xml import open_gzip, parse_xml
from scraper.settings import base_settings
from tests.scraper import hostile
from tests.scraper.hostile import Hostile, answer

try:
    from compression import zstd
except ImportError:
    from backports import zstd

#: Bytes; small, so that a bomb of the tests is small too.
LIMIT = 100_000
BOMB = b"\0" * 5_000_000


class Reader(scrapy.Spider):
    """Asks for ``urls`` one after the other; counts the errors, and yields what it could read."""

    name = "lecteur"

    async def start(self) -> Any:
        self.errors: Counter[str] = Counter()
        for number, url in enumerate(self.urls):
            yield scrapy.Request(url, errback=self.failed, dont_filter=True, priority=-number)

    def parse(self, response: Response) -> Any:
        try:
            if "xml" in response.headers.get("Content-Type", b"").decode():
                parse_xml(open_gzip(response.body, LIMIT))
            yield {"url": response.url, "text": response.text}
        except (ValueError, scrapy.exceptions.IgnoreRequest) as error:
            self.errors[reason_of(error)] += 1

    def failed(self, failure: Failure) -> None:
        self.errors[reason_of(failure)] += 1


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile({"/ok": answer("<p>Bonjour été</p>".encode())}) as server:
        yield server


def settings(*servers: Hostile, **more: Any) -> dict[str, Any]:
    """Those of a real run, but for the times and sizes; a busy machine may be slow to answer what answers."""
    return base_settings([("127.0.0.1", server.port) for server in servers], delay=0) | {
        "DOWNLOAD_TIMEOUT": 10,
        "DOWNLOAD_MAXSIZE": LIMIT,
        "AUTOTHROTTLE_ENABLED": False,
        "RETRY_ENABLED": True,
        "RETRY_TIMES": 0,
        **more,
    }


def layers(body: bytes, count: int) -> bytes:
    for _ in range(count):
        body = gzip.compress(body, 0)
    return body


def xml(body: bytes, **headers: object) -> bytes:
    return answer(body, Content_Type="application/xml", **headers)


DTD = b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>'

PAGES = {
    "never ends": (hostile.never_ends, "trop-gros"),
    "drips": (hostile.drips, "delai-depasse"),
    "drips headers": (hostile.drips_headers, "delai-depasse"),
    "headers without end": (hostile.headers_without_end, "trop-gros"),
    "103 without end": (hostile.informs_without_end, "trop-gros"),
    "says nothing": (hostile.says_nothing, "delai-depasse"),
    "closes at once": (hostile.closes_at_once, "connexion"),
    "not http": (b"bonjour\r\n\r\n", "connexion"),
    "announces too much": (answer(Content_Length=LIMIT + 1), "trop-gros"),
    "longer than announced": (answer(b"x" * 100, Content_Length=10_000), "reponse-tronquee"),
    "cut chunks": (answer(b"5\r\nbonjo", Content_Length=None, Transfer_Encoding="chunked"), "reponse-tronquee"),
    "gzip bomb": (answer(gzip.compress(BOMB), Content_Encoding="gzip"), "trop-gros"),
    "deflate bomb": (answer(zlib.compress(BOMB), Content_Encoding="deflate"), "trop-gros"),
    "brotli bomb": (answer(brotli.compress(BOMB), Content_Encoding="br"), "trop-gros"),
    "zstd bomb": (answer(zstd.compress(BOMB), Content_Encoding="zstd"), "trop-gros"),
    "bomb in a bomb": (answer(gzip.compress(gzip.compress(BOMB)), Content_Encoding="gzip, gzip"), "trop-gros"),
    "a hundred layers": (answer(layers(b"x", 100), Content_Encoding=", ".join(["gzip"] * 100)), "compression"),
    "not gzip": (answer(b"bonjour", Content_Encoding="gzip"), "compression"),
    "not deflate": (answer(b"\xff" * 50, Content_Encoding="deflate"), "compression"),
    "not brotli": (answer(b"bonjour", Content_Encoding="br"), "compression"),
    "not zstd": (answer(b"bonjour", Content_Encoding="zstd"), "compression"),
    "sitemap with a DTD": (xml(DTD), "xml-refuse"),
    "feed with entities": (xml(LAUGHS), "xml-refuse"),
    "sitemap in UTF-16 with a DTD": (xml(DTD.decode().encode("utf-16")), "xml-refuse"),
    "sitemap cut": (xml(b"<urlset><url>"), "illisible"),
    "sitemap.gz bomb": (xml(gzip.compress(BOMB)), "trop-gros"),
    "sitemap.gz cut": (xml(gzip.compress(os.urandom(500))[:-100]), "illisible"),
    "404": (answer(b"non", "404 Not Found"), "http-404"),
    "500": (answer(b"non", "500 Oops"), "http-500"),
    "429": (answer(b"non", "429 Too Many Requests"), "http-429"),
    "429 for an hour": (answer(b"non", "429 Too Many Requests", Retry_After=3600), "attente-trop-longue"),
    "redirect loop": (answer(status="302 Found", Location="/bad"), "redirections"),
    "redirect to metadata": (answer(status="302 Found", Location="http://169.254.169.254/latest"), "adresse-refusee"),
    "redirect to a file": (answer(status="302 Found", Location="file:///etc/passwd"), "adresse-refusee"),
    "redirect to data": (answer(status="302 Found", Location="data:text/html,x"), "adresse-refusee"),
    "redirect with credentials": (answer(status="302 Found", Location="http://a:b@exemple.example/"), "adresse-refusee"),
    "redirect to another port": (answer(status="302 Found", Location="http://127.0.0.1:1/"), "adresse-refusee"),
    "redirect to localhost": (answer(status="302 Found", Location="http://localhost/"), "adresse-refusee"),
    "redirect to a decimal address": (answer(status="302 Found", Location="http://2130706433/"), "adresse-refusee"),
    "redirect to nonsense": (answer(status="302 Found", Location="http://[::1"), "adresse-refusee"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_one_error_and_the_next_is_read(name: str, server: Hostile, run_crawl: Any) -> None:
    server.pages["/bad"], expected = PAGES[name]
    patience = {"DOWNLOAD_TIMEOUT": 1} if expected == "delai-depasse" else {}
    crawl = run_crawl(Reader, settings(server, **patience), urls=[server.url("/bad"), server.url("/ok")])
    assert crawl.crawler.spider.errors == {expected: 1}
    assert [item["text"] for item in crawl.items] == ["<p>Bonjour été</p>"]
    assert crawl.reason == "finished"
    assert expected in LABELS or expected.startswith("http-")


@pytest.mark.parametrize(
    "page",
    [
        answer("été".encode("latin-1")),
        answer("été".encode(), Content_Type="text/html; charset=utf-16"),
        answer("été".encode(), Content_Type="text/html; charset=bonjour"),
        answer(b"\xff\xfe\x00", Content_Type="text/html; charset=utf-7"),
        answer(os.urandom(1000), Content_Type="text/html"),
        answer(bz2.compress(b"x"), Content_Encoding="bzip2"),
        answer(b"bonjour, et la suite", Content_Length=7),
        answer(b"", Content_Encoding="gzip"),
    ],
)
def test_a_page_that_lies_about_its_charset_or_length_stops_nothing(page: bytes, server: Hostile, run_crawl: Any) -> None:  # fmt: skip
    server.pages["/bad"] = page
    crawl = run_crawl(Reader, settings(server), urls=[server.url("/bad"), server.url("/ok")])
    assert sum(crawl.crawler.spider.errors.values()) + len(crawl.items) == 2
    assert {"url": server.url("/ok"), "text": "<p>Bonjour été</p>"} in crawl.items


def test_addresses_are_refused_before_anything_is_asked(server: Hostile, run_crawl: Any) -> None:
    port = server.port
    with Hostile() as other:
        urls = [
            other.url("/"), f"http://localhost:{port}/", f"http://127.1:{port}/", f"http://[::ffff:127.0.0.1]:{port}/",
            f"http://0x7f000001:{port}/", f"http://u:p@127.0.0.1:{port}/", "http://169.254.169.254/", "file:///etc/hosts",
            "ftp://127.0.0.1/", "data:text/html,x", "s3://seau/x",
        ]  # fmt: skip
        crawl = run_crawl(Reader, settings(server), urls=[*urls, server.url("/ok")])
        assert other.asked == []
    assert crawl.crawler.spider.errors == {"adresse-refusee": len(urls)}
    assert server.paths() == ["/robots.txt", "/ok"]


def test_allowing_a_port_lasts_as_long_as_the_crawl(server: Hostile, run_crawl: Any) -> None:
    assert len(run_crawl(Reader, settings(server), urls=[server.url("/ok")]).items) == 1
    crawl = run_crawl(Reader, settings(), urls=[server.url("/ok")])
    assert crawl.crawler.spider.errors == {"adresse-refusee": 1}


def test_a_page_that_drips_ends_when_its_time_is_over(server: Hostile, run_crawl: Any) -> None:
    server.pages["/bad"] = hostile.drips
    urls = [server.url("/bad"), server.url("/ok")]
    begun = time.monotonic()
    run_crawl(Reader, settings(server, DOWNLOAD_TIMEOUT=1), urls=urls)
    assert time.monotonic() - begun < 3


def test_a_server_that_closes_without_saying_so_is_asked_again_at_once(server: Hostile, run_crawl: Any) -> None:
    urls = [server.url(f"/{number}") for number in range(20)]
    server.pages |= {f"/{number}": answer(b"oui", Connection=None) for number in range(20)}
    crawl = run_crawl(Reader, settings(server), urls=urls)
    assert sorted(item["url"] for item in crawl.items) == sorted(urls)
    assert not crawl.crawler.spider.errors
    assert sorted(server.paths()) == sorted(["/robots.txt", *(f"/{number}" for number in range(20))])  # none twice
