"""The settings of every crawl do what they say, with the Scrapy that is installed."""

from __future__ import annotations

import itertools
import logging
import mmap
import re
import socket
from pathlib import Path
from typing import Any

import pytest
import scrapy
import yaml
from scrapy.settings import Settings, default_settings

from catalog.robot import robot
from scraper.net import limits
from scraper.net.addresses import check_url
from scraper.settings import DELAY, LARGEST_BODY, base_settings
from tests.scraper.hostile import Hostile, answer

ROOT = Path(__file__).parents[2]


class Lister(scrapy.Spider):
    """Asks for as many pages as it is told, and keeps what a test looks at."""

    name = "listeur"

    async def start(self) -> Any:
        self.listening = listening()
        for number in range(self.pages):
            yield scrapy.Request(self.url + str(number), errback=self.failed)

    def parse(self, response: Any) -> Any:
        yield response.url

    def failed(self, failure: Any) -> None:
        pass


def listening() -> set[int]:
    """The ports of this machine that wait for a connection, as Linux tells them."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return {int(line.split()[1].split(":")[1], 16) for line in lines if line.split()[3] == "0A"}


def quick(server: Hostile, **more: Any) -> dict[str, Any]:
    return base_settings([("127.0.0.1", server.port)], delay=0) | {"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_TIMEOUT": 1} | more  # fmt: skip


def test_every_setting_is_one_that_scrapy_knows() -> None:
    known = {name for name in dir(default_settings) if name.isupper()} | {"ALLOWED_ADDRESSES"}
    assert set(base_settings()) <= known


def test_the_promised_bounds_are_set() -> None:
    settings = Settings(base_settings())
    assert settings.getfloat("DOWNLOAD_DELAY") == DELAY >= 1
    assert settings.getfloat("AUTOTHROTTLE_START_DELAY") >= DELAY
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert settings.getfloat("DOWNLOAD_TIMEOUT") == 30
    assert settings.getint("DOWNLOAD_MAXSIZE") == LARGEST_BODY == 10 * 2**20
    assert settings.getint("CLOSESPIDER_PAGECOUNT") == 20_000
    assert settings.getint("DEPTH_LIMIT") == 20
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getint("MEMUSAGE_LIMIT_MB") > 0
    for name in ("COOKIES", "TELNETCONSOLE", "REMOTE_CONTROL", "REFERER", "METAREFRESH", "HTTPPROXY", "HTTPCACHE"):
        assert not settings.getbool(f"{name}_ENABLED")
    assert settings.getlist("ALLOWED_ADDRESSES") == []


def test_the_contact_is_a_page_of_the_site() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8").partition("\ntheme:")[0])["site_url"]
    assert robot().contact == site + "sources/"
    assert check_url(robot().contact) is None
    agent = base_settings()["USER_AGENT"]
    assert agent == robot().user_agent
    assert re.fullmatch(r"metier-cm/\d+\.\d+\.\d+ \(\+https://[^ ]+/sources/\)", agent)


def test_nothing_listens_nor_is_logged(run_crawl: Any, caplog: pytest.LogCaptureFixture) -> None:
    with Hostile({f"/{n}": answer(b"oui") for n in range(3)}) as server, caplog.at_level(logging.ERROR):
        before = listening()
        crawl = run_crawl(Lister, quick(server), url=server.url("/"), pages=3)
        assert crawl.crawler.spider.listening <= before
        assert len(crawl.items) == 3
        assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_proxy_of_the_environment_is_not_used(run_crawl: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap, Hostile({"/0": answer(b"oui")}) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.getsockname()[1]}")
        assert len(run_crawl(Lister, quick(server), url=server.url("/"), pages=1).items) == 1
        trap.setblocking(False)
        with pytest.raises(BlockingIOError):
            trap.accept()


@pytest.mark.parametrize("page", [answer(b"oui"), answer(b"non", "404 Non"), b"rien\r\n\r\n"])
def test_a_crawl_ends_after_so_many_requests_read_or_not(page: bytes, run_crawl: Any) -> None:
    with Hostile({f"/{n}": page for n in range(60)}) as server:
        settings = quick(server, CLOSESPIDER_PAGECOUNT=10, ROBOTSTXT_OBEY=False)
        crawl = run_crawl(Lister, settings, url=server.url("/"), pages=60)
        assert crawl.reason == "closespider_pagecount"
        assert 10 <= len(server.asked) <= 10 + settings["CONCURRENT_REQUESTS"]


def test_too_much_memory_closes_the_spider_and_not_the_next(run_crawl: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with Hostile({f"/{n}": answer(b"oui") for n in range(500)}) as server:
        held = [10 * 2**20] * 3 + [3000 * 2**20] * 50
        monkeypatch.setattr(limits.MemoryUsage, "get_virtual_size", lambda self: held.pop(0))
        settings = quick(server, MEMUSAGE_CHECK_INTERVAL_SECONDS=0.02)
        crawl = run_crawl(Lister, settings, url=server.url("/"), pages=500)
        assert crawl.reason == "memusage_exceeded"
        assert len(crawl.items) < 500
        monkeypatch.undo()
        assert run_crawl(Lister, quick(server), url=server.url("/"), pages=3).reason == "finished"


def test_memory_is_what_is_held_not_what_was(run_crawl: Any) -> None:
    with Hostile({"/0": answer(b"oui")}) as server:
        crawl = run_crawl(Lister, quick(server), url=server.url("/"), pages=1)
        (memory,) = [item for item in crawl.crawler.extensions.middlewares if isinstance(item, limits.MemoryUsage)]
        before = memory.get_virtual_size()
        # Asked of the system and given back to it: an allocator may keep what a program frees.
        much = mmap.mmap(-1, 200_000_000)
        much[::4096] = b"x" * len(range(0, 200_000_000, 4096))
        during = memory.get_virtual_size()
        much.close()
        assert during - before > 150_000_000
        assert during - memory.get_virtual_size() > 150_000_000


def test_requests_to_a_site_are_a_delay_apart(run_crawl: Any) -> None:
    with Hostile({f"/{n}": answer(b"oui") for n in range(5)}) as server:
        settings = base_settings([("127.0.0.1", server.port)], delay=0.1)
        run_crawl(Lister, settings, url=server.url("/"), pages=5)
        times = [asked.at for asked in server.asked]
        assert min(after - before for before, after in itertools.pairwise(times)) >= 0.09
