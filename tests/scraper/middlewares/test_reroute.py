"""The road that leads every request to the sandbox: nothing on the way sees anything but the real address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.exceptions import IgnoreRequest

from scraper.middlewares.reroute import REROUTE, REROUTE_ORDER, RerouteMiddleware
from tests.sandbox import Sandbox


class Visitor(scrapy.Spider):
    """Asks one address and tells what it sees."""

    name = "visiteur"
    handle_httpstatus_list = (404,)

    async def start(self) -> Any:
        yield scrapy.Request(self.address, self.parse, errback=self.failed, meta=getattr(self, "meta", {}))

    def parse(self, response: Any) -> Any:
        yield {
            "url": response.url,
            "asked": response.request.url,
            "status": response.status,
            "slot": response.meta["download_slot"],
            "headers": response.request.headers.to_unicode_dict(),
            "body": response.body,
        }

    def failed(self, failure: Any) -> Any:
        yield {"error": failure.type.__name__, "asked": failure.request.url, "headers": dict(failure.request.headers)}


def settings(sandbox: Sandbox, **more: Any) -> dict[str, Any]:
    return {REROUTE: sandbox.port, "DOWNLOADER_MIDDLEWARES": {RerouteMiddleware: REROUTE_ORDER}} | more


def test_a_spider_sees_the_real_address_only(web: Sandbox, run_crawl: Any) -> None:
    web.add("api.exemple.example", "/offres", "bonjour")
    (seen,) = run_crawl(
        Visitor, settings(web), address="https://api.exemple.example/offres?q=d%C3%A9but&r=1#bas"
    ).items
    assert (seen["status"], seen["body"], seen["slot"]) == (200, b"bonjour", "api.exemple.example")
    assert (
        seen["url"].partition("#")[0]
        == seen["asked"].partition("#")[0]
        == "https://api.exemple.example/offres?q=d%C3%A9but&r=1"
    )
    assert not {"host", "x-original-url"} & {name.lower() for name in seen["headers"]}
    (asked,) = web.requests
    assert asked.url == "https://api.exemple.example/offres?q=d%C3%A9but&r=1"
    assert asked.headers["host"] == "api.exemple.example"
    assert "x-original-url" not in asked.headers


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://a.example", "a.example"),
        ("http://a.example:8080/x", "a.example:8080"),
        ("http://[2001:db8::1]:81/x", "[2001:db8::1]:81"),
        ("http://169.254.169.254/x", "169.254.169.254"),
    ],
)
def test_schemes_ports_and_numbers_are_kept(web: Sandbox, run_crawl: Any, address: str, host: str) -> None:
    (seen,) = run_crawl(Visitor, settings(web), address=address).items
    assert (seen["status"], seen["url"]) == (404, address)
    assert web.requests[0].headers["host"] == web.requests[0].host == host
    assert web.requests[0].url.startswith("http://")


@pytest.mark.parametrize("location", ["https://b.example/ici?x=1", "/ici?x=1", "//b.example/ici?x=1"])
def test_redirects_are_followed_under_real_addresses(web: Sandbox, run_crawl: Any, location: str) -> None:
    web.add("*", "/ici", "trouvé")
    web.fail("a.example", "/depart", f"redirect:{location}")
    (seen,) = run_crawl(Visitor, settings(web), address="https://a.example/depart").items
    host = "b.example" if "b.example" in location else "a.example"
    assert (seen["url"], seen["body"].decode()) == (f"https://{host}/ici?x=1", "trouvé")
    assert [asked.headers["host"] for asked in web.requests] == ["a.example", host]


def test_a_check_of_addresses_sees_the_target_of_a_redirect_before_the_sandbox(web: Sandbox, run_crawl: Any) -> None:
    class NoMetadata:
        def process_request(self, request: scrapy.Request) -> None:
            if "169.254." in request.url:
                raise IgnoreRequest("refused")

    web.fail("a.example", "*", "redirect:http://169.254.169.254/latest/")
    # 9999: as near to the network as another middleware can be.
    ordered = {RerouteMiddleware: REROUTE_ORDER, NoMetadata: REROUTE_ORDER - 1}
    (seen,) = run_crawl(Visitor, settings(web, DOWNLOADER_MIDDLEWARES=ordered), address="https://a.example/").items
    assert (seen["error"], seen["asked"]) == ("IgnoreRequest", "http://169.254.169.254/latest/")
    assert [asked.host for asked in web.requests] == ["a.example"]


def test_robots_txt_of_the_real_host_is_obeyed(web: Sandbox, run_crawl: Any) -> None:
    web.add("a.example", "/robots.txt", "User-agent: *\nDisallow: /prive/\n")
    web.add("a.example", "*/page", "page")
    obeying = settings(web, ROBOTSTXT_OBEY=True)
    assert run_crawl(Visitor, obeying, address="https://a.example/prive/page").items[0]["error"] == "IgnoreRequest"
    assert run_crawl(Visitor, obeying, address="https://a.example/public/page").items[0]["body"] == b"page"
    assert not web.asked("a.example", "/prive/*")


def test_a_failure_is_retried_at_the_real_address(web: Sandbox, run_crawl: Any) -> None:
    web.add("a.example", "/", "enfin")
    web.fail("a.example", "/", "reset", times=1)
    web.fail("a.example", "/", "503", times=1)
    retrying = settings(web, RETRY_ENABLED=True, RETRY_TIMES=2)
    (seen,) = run_crawl(Visitor, retrying, address="https://a.example/", meta={"download_timeout": 5}).items
    assert (seen["body"], seen["url"]) == (b"enfin", "https://a.example/")
    assert [asked.url for asked in web.requests] == ["https://a.example/"] * 3


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("hang", "DownloadTimeoutError"),
        ("drip", "DownloadTimeoutError"),
        ("reset", "DownloadFailedError"),
        ("truncated", "ResponseDataLossError"),
        ("babble", "DownloadFailedError"),
        ("endless", "DownloadCancelledError"),
        ("bomb", "IgnoreRequest"),
    ],
)
def test_each_fault_is_one_error_of_the_real_address(web: Sandbox, run_crawl: Any, kind: str, error: str) -> None:
    web.add("a.example", "/", "bonjour")
    web.fail("a.example", "/", kind)
    strict = settings(web, DOWNLOAD_TIMEOUT=0.5, DOWNLOAD_MAXSIZE=1_000_000)
    crawl = run_crawl(Visitor, strict, address="https://a.example/")
    (seen,) = crawl.items
    assert (seen["error"], seen["asked"], crawl.reason) == (error, "https://a.example/", "finished")
    assert not {b"Host", b"X-Original-Url"} & set(seen["headers"])


def test_an_environment_s_proxy_is_not_taken(web: Sandbox, run_crawl: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox(hosts=Path("absent"), install=False) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        run_crawl(Visitor, settings(web), address="http://a.example/")
        assert (len(web.requests), len(proxy.requests)) == (1, 0)


@pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/hostname", "s3://a/x"])
def test_another_scheme_goes_nowhere(web: Sandbox, run_crawl: Any, address: str) -> None:
    (seen,) = run_crawl(Visitor, settings(web), address=address).items
    assert seen["error"] == "IgnoreRequest"
    assert web.requests == []


@pytest.mark.parametrize("port", [None, 0, 65536, "8000", True])
def test_without_a_port_nothing_runs(web: Sandbox, run_crawl: Any, port: Any) -> None:
    with pytest.raises(ValueError, match="REROUTE"):
        run_crawl(Visitor, settings(web, REROUTE=port), address="https://a.example/")


def test_delays_are_those_of_the_real_host(web: Sandbox, run_crawl: Any) -> None:
    class Two(Visitor):
        async def start(self) -> Any:
            for address in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
                yield scrapy.Request(address)

    crawl = run_crawl(Two, settings(web, DOWNLOAD_SLOTS={"a.example": {"concurrency": 1, "delay": 0.3, "jitter": 0}}))
    assert [item["slot"] for item in crawl.items].count("a.example") == 2
    hosts = [asked.host for asked in web.requests]
    assert hosts[-1] == "a.example", "b.example waited for a.example, or a.example did not wait"
    assert sorted(hosts) == ["a.example", "a.example", "b.example"]
