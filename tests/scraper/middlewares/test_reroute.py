"""The road that leads every request to the sandbox: nothing on the way sees anything but the real address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.settings import Settings

from scraper.middlewares.address import ADDRESS_ORDER, AddressMiddleware
from scraper.middlewares.authorization import AUTHORIZATION_ORDER
from scraper.middlewares.reroute import REROUTE, REROUTE_ORDER, RerouteMiddleware, reroute
from tests.sandbox import Reply, Sandbox


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


def real_settings(sandbox: Sandbox) -> dict[str, Any]:
    """With the checks of addresses that a real run has, before the requests and at the connection."""
    placed = Settings({"DOWNLOADER_MIDDLEWARES": {AddressMiddleware: ADDRESS_ORDER}})
    reroute(placed, sandbox.port)
    handler = "scraper.net.download.PublicDownloadHandler"
    names = (REROUTE, "ALLOWED_ADDRESSES", "DOWNLOADER_MIDDLEWARES")
    return {name: placed[name] for name in names} | {"DOWNLOAD_HANDLERS": {"http": handler, "https": handler}}


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


def test_the_check_of_addresses_comes_before_the_sandbox(web: Sandbox, run_crawl: Any) -> None:
    web.add("a.example", "/", "bonjour")
    web.fail("a.example", "/loin", "redirect:http://169.254.169.254/latest/")
    web.fail("a.example", "/pres", f"redirect:http://127.0.0.1:{web.port}/a.example/")
    checked = real_settings(web)
    assert run_crawl(Visitor, checked, address="https://a.example/").items[0]["body"] == b"bonjour"
    (seen,) = run_crawl(Visitor, checked, address="https://a.example/loin").items
    assert (seen["error"], seen["asked"]) == ("AddressRefused", "http://169.254.169.254/latest/")
    assert {asked.host for asked in web.requests} == {"a.example"}


def test_only_the_sandbox_is_reached_on_the_loopback(web: Sandbox, run_crawl: Any, tmp_path: Path) -> None:
    with Sandbox(hosts=tmp_path, install=False) as other:
        lost = real_settings(web) | {REROUTE: other.port}
        assert run_crawl(Visitor, lost, address="https://a.example/").items[0]["error"] == "AddressRefused"
        assert other.requests == []


def test_no_middleware_of_scrapy_or_ours_is_nearer_to_the_network() -> None:
    placed = Settings()
    reroute(placed, 8000)
    orders = placed.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    assert max(orders, key=lambda name: orders[name] or 0) is RerouteMiddleware
    assert max(ADDRESS_ORDER, AUTHORIZATION_ORDER) < REROUTE_ORDER


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


def test_a_post_after_an_error_goes_through(web: Sandbox, run_crawl: Any) -> None:
    """All hosts share connections here: one that a fault closed is not to be sent the next request."""

    class Token(Visitor):
        async def start(self) -> Any:
            yield scrapy.Request("https://a.example/", self.then, meta={"handle_httpstatus_all": True})

        def then(self, response: Any) -> Any:
            return scrapy.FormRequest("https://b.example/jeton", formdata={"client_id": "moi"})

    for kind in ("500", "latin1", "garbage"):
        web.heal()
        web.add("b.example", "/jeton", lambda asked: Reply(200, {}, asked.form["client_id"]))
        web.fail("a.example", "/", kind)
        assert [item["body"] for item in run_crawl(Token, settings(web)).items] == [b"moi"]


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


def test_the_request_is_itself_again_after_a_failure() -> None:
    middleware = RerouteMiddleware(8000)
    request = scrapy.Request("https://a.example/x?y#z", headers={"Host": "autre.example"})
    middleware.process_request(request)
    assert request.url == "http://127.0.0.1:8000/a.example/x?y"
    assert request.meta["download_slot"] == "a.example"
    middleware.process_exception(request, OSError())
    assert request.url == "https://a.example/x?y#z"
    assert dict(request.headers) == {b"Host": [b"autre.example"]}
