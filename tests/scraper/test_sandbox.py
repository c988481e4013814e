"""The sandbox web: what it serves, how it misbehaves, and the road that leads every request to it."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.exceptions import IgnoreRequest

from scraper.middlewares.reroute import REROUTE, REROUTE_ORDER, RerouteMiddleware
from tests.sandbox import Reply, Request, Sandbox

BOARD = "https://boards-api.greenhouse.io/v1/boards/exemple/jobs?content=true"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox with nothing in it but what the test adds; its files are under ``tmp_path``."""
    with Sandbox(hosts=tmp_path, install=False) as sandbox:
        yield sandbox


def ask(sandbox: Sandbox, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """GET an address spelt ``host/path``, as a browser would."""
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=5)
    connection.request("GET", "/" + address, headers={name.replace("_", "-"): text for name, text in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


class TestServer:
    def test_what_is_added_is_served_and_remembered(self, web: Sandbox) -> None:
        web.add("api.exemple.example", "/offres/*", lambda asked: Reply.json({"page": asked.query["page"]}))
        status, headers, body = ask(
            web, "api.exemple.example/offres/2?page=7&page=8", X_Cle="sésame".encode().decode("latin-1")
        )
        assert (status, json.loads(body)) == (200, {"page": "8"})
        assert headers["content-type"] == "application/json; charset=utf-8"
        (asked,) = web.requests
        assert (asked.method, asked.url) == ("GET", "https://api.exemple.example/offres/2?page=7&page=8")
        assert asked.headers["x-cle"]

    def test_the_last_added_wins_over_the_first_and_over_files(self, web: Sandbox, tmp_path: Path) -> None:
        write(tmp_path, "a.example/page.html", "fichier")
        assert ask(web, "a.example/page")[2] == b"fichier"
        web.add("a.example", "/page", "premier")
        web.add("*.example", "/pa*", "second")
        assert ask(web, "a.example/page")[2] == b"second"

    def test_a_form_is_read(self, web: Sandbox) -> None:
        web.add("a.example", "/jeton", lambda asked: Reply(200, {}, f"{asked.method} {asked.form['client_id']}"))
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
        connection.request("POST", "/a.example/jeton", "client_id=moi&secret=x")
        assert connection.getresponse().read() == b"POST moi"
        assert web.requests[0].body == b"client_id=moi&secret=x"
        connection.close()

    def test_an_unknown_host_and_an_unknown_page_say_what_is_missing(self, web: Sandbox) -> None:
        web.add("a.example", "/", "accueil")
        status, _, body = ask(web, "b.example/x")
        assert status == 404
        assert "ne tient pas l’hôte b.example" in body.decode()
        assert "a.example" in body.decode()
        status, _, body = ask(web, "a.example/robots.txt")
        assert status == 404
        assert "/robots.txt" in body.decode()

    def test_a_handler_that_fails_is_a_500_that_says_so(self, web: Sandbox) -> None:
        web.add("a.example", "/", lambda asked: Reply.json(asked.query["absente"]))
        status, _, body = ask(web, "a.example/")
        assert status == 500
        assert b"KeyError" in body

    def test_what_is_not_http_is_refused_and_the_server_goes_on(self, web: Sandbox) -> None:
        with socket.create_connection(("127.0.0.1", web.port), timeout=5) as raw:
            raw.sendall(b"bonjour\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 400")
        assert ask(web, "a.example/")[0] == 404

    def test_stop_frees_the_port_even_when_a_client_hangs(self, tmp_path: Path) -> None:
        sandbox = Sandbox(hosts=tmp_path, install=False)
        sandbox.fail("*", "*", "hang")
        with socket.create_connection(("127.0.0.1", sandbox.port), timeout=5) as raw:
            raw.sendall(b"GET /a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n")
            while not sandbox.requests:
                time.sleep(0.001)
            sandbox.stop()
            sandbox.stop()
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", sandbox.port), timeout=5)
        assert not any(thread.name == "sandbox" and thread.is_alive() for thread in threading.enumerate())

    def test_the_index_lists_the_hosts(self, web: Sandbox) -> None:
        web.add("a.example", "/", "accueil")
        assert b'href="/a.example/"' in ask(web, "")[2]


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "address", "content_type"),
        [
            ("v1/jobs.json", "v1/jobs", "application/json; charset=utf-8"),
            ("v1/jobs.json", "v1/jobs.json", "application/json; charset=utf-8"),
            ("blog/index.html", "blog/", "text/html; charset=utf-8"),
            ("index.html", "", "text/html; charset=utf-8"),
            ("flux.rss", "flux.rss?x=1", "application/rss+xml; charset=utf-8"),
            ("robots.txt", "robots.txt", "text/plain; charset=utf-8"),
            ("offres@a=1&b=2.json", "offres?b=2&a=1", "application/json; charset=utf-8"),
            ("d'été.html", "d%27%C3%A9t%C3%A9", "text/html; charset=utf-8"),
        ],
    )
    def test_a_file_is_found_by_its_address(
        self, web: Sandbox, tmp_path: Path, name: str, address: str, content_type: str
    ) -> None:
        write(tmp_path, f"a.example/{name}", "voilà")
        status, headers, body = ask(web, f"a.example/{address}")
        assert (status, headers["content-type"], body.decode()) == (200, content_type, "voilà")

    def test_a_query_that_has_its_file_takes_it(self, web: Sandbox, tmp_path: Path) -> None:
        write(tmp_path, "a.example/offres.json", "[1]")
        write(tmp_path, "a.example/offres@page=2.json", "[2]")
        assert [ask(web, f"a.example/offres{query}")[2] for query in ("", "?page=1", "?page=2")] == [
            b"[1]",
            b"[1]",
            b"[2]",
        ]

    @pytest.mark.parametrize(
        "address", ["a.example/../secret.txt", "a.example/%2e%2e/secret.txt", "../secret.txt", "%2e%2e/secret.txt"]
    )
    def test_nothing_outside_the_folder_is_served(self, tmp_path: Path, address: str) -> None:
        write(tmp_path, "secret.txt", "secret")
        write(tmp_path, "hosts/secret.txt", "secret")
        write(tmp_path, "hosts/a.example/page.txt", "page")
        with Sandbox(hosts=tmp_path / "hosts", install=False) as sandbox:
            assert ask(sandbox, address)[0] == 404

    def test_validators_spare_the_body_until_the_file_changes(self, web: Sandbox, tmp_path: Path) -> None:
        path = write(tmp_path, "a.example/page.html", "un")
        _, headers, _ = ask(web, "a.example/page")
        by_tag = {"If_None_Match": headers["etag"]}
        by_date = {"If_Modified_Since": headers["last-modified"]}
        for known in (by_tag, by_date):
            status, _, body = ask(web, "a.example/page", **known)
            assert (status, body) == (304, b"")
        path.write_text("deux")
        # The tag decides alone when both are given: the date has only seconds.
        assert ask(web, "a.example/page", **by_tag, **by_date)[2] == b"deux"


class TestFaults:
    def test_a_fault_lasts_as_long_as_asked_then_heals(self, web: Sandbox) -> None:
        web.add("a.example", "*", "bien")
        web.fail("a.example", "/x*", "500", times=2)
        assert [ask(web, "a.example/x")[0] for _ in range(3)] == [500, 500, 200]
        web.fail("*", "*", "404")
        assert ask(web, "a.example/y")[0] == 404
        web.heal()
        assert ask(web, "a.example/y")[0] == 200
        assert len(web.asked("a.example", "/x")) == 3

    def test_statuses_redirects_and_retry_after(self, web: Sandbox) -> None:
        web.fail("a.example", "/trop", "429")
        web.fail("a.example", "/attendre", "503:7")
        web.fail("a.example", "/ailleurs", "redirect:http://169.254.169.254/")
        assert ask(web, "a.example/trop")[1]["retry-after"] == "1"
        assert ask(web, "a.example/attendre")[1]["retry-after"] == "7"
        status, headers, _ = ask(web, "a.example/ailleurs")
        assert (status, headers["location"]) == (302, "http://169.254.169.254/")

    def test_a_misspelt_fault_is_refused(self, web: Sandbox) -> None:
        with pytest.raises(ValueError, match="unknown fault"):
            web.fail("*", "*", "hnag")

    def test_lies_about_charset_length_and_content(self, web: Sandbox) -> None:
        web.add("a.example", "*.html", "<p>été</p>")
        web.fail("a.example", "/latin1.html", "latin1")
        web.fail("a.example", "/garbage.html", "garbage")
        web.fail("a.example", "/truncated.html", "truncated")
        web.fail("a.example", "/babble.html", "babble")
        web.fail("a.example", "/reset.html", "reset")
        _, headers, body = ask(web, "a.example/latin1.html")
        assert headers["content-type"].endswith("utf-8")
        assert body == "<p>été</p>".encode("latin-1")
        _, headers, body = ask(web, "a.example/garbage.html")
        assert headers["content-type"].startswith("text/html")
        assert body == ask(web, "a.example/garbage.html")[2]
        with pytest.raises(http.client.IncompleteRead):
            ask(web, "a.example/truncated.html")
        with pytest.raises(http.client.BadStatusLine):
            ask(web, "a.example/babble.html")
        with pytest.raises(ConnectionResetError):
            ask(web, "a.example/reset.html")

    def test_a_bomb_is_small_until_it_is_unpacked(self, web: Sandbox) -> None:
        web.fail("a.example", "*", "bomb")
        _, headers, body = ask(web, "a.example/")
        assert headers["content-encoding"] == "gzip"
        assert len(body) < 1_000_000
        assert len(gzip.decompress(body)) > 100_000_000

    @pytest.mark.parametrize("kind", ["hang", "drip", "endless"])
    def test_what_never_ends_never_ends(self, web: Sandbox, kind: str) -> None:
        web.add("a.example", "/", "bonjour")
        web.fail("a.example", "*", kind)
        with socket.create_connection(("127.0.0.1", web.port), timeout=0.2) as raw:
            raw.sendall(b"GET /a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n")
            received, begun = 0, time.monotonic()
            try:
                while time.monotonic() - begun < 0.2:
                    received += len(data := raw.recv(65536))
                    assert data, "the server closed"
            except TimeoutError:
                assert kind == "hang"
        assert {"hang": received == 0, "drip": 0 < received < 1000, "endless": received > 1_000_000}[kind]


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


class TestReroute:
    def test_a_spider_sees_the_real_address_only(self, web: Sandbox, run_crawl: Any) -> None:
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
    def test_schemes_ports_and_numbers_are_kept(self, web: Sandbox, run_crawl: Any, address: str, host: str) -> None:
        (seen,) = run_crawl(Visitor, settings(web), address=address).items
        assert (seen["status"], seen["url"]) == (404, address)
        assert web.requests[0].headers["host"] == web.requests[0].host == host
        assert web.requests[0].url.startswith("http://")

    @pytest.mark.parametrize("location", ["https://b.example/ici?x=1", "/ici?x=1", "//b.example/ici?x=1"])
    def test_redirects_are_followed_under_real_addresses(self, web: Sandbox, run_crawl: Any, location: str) -> None:
        web.add("*", "/ici", "trouvé")
        web.fail("a.example", "/depart", f"redirect:{location}")
        (seen,) = run_crawl(Visitor, settings(web), address="https://a.example/depart").items
        host = "b.example" if "b.example" in location else "a.example"
        assert (seen["url"], seen["body"].decode()) == (f"https://{host}/ici?x=1", "trouvé")
        assert [asked.headers["host"] for asked in web.requests] == ["a.example", host]

    def test_a_check_of_addresses_sees_the_target_of_a_redirect_before_the_sandbox(
        self, web: Sandbox, run_crawl: Any
    ) -> None:
        class NoMetadata:
            def process_request(self, request: scrapy.Request) -> None:
                if "169.254." in request.url:
                    raise IgnoreRequest("refused")

        web.fail("a.example", "*", "redirect:http://169.254.169.254/latest/")
        # 9999: as near to the network as another middleware can be.
        ordered = {RerouteMiddleware: REROUTE_ORDER, NoMetadata: REROUTE_ORDER - 1}
        (seen,) = run_crawl(
            Visitor, settings(web, DOWNLOADER_MIDDLEWARES=ordered), address="https://a.example/"
        ).items
        assert (seen["error"], seen["asked"]) == ("IgnoreRequest", "http://169.254.169.254/latest/")
        assert [asked.host for asked in web.requests] == ["a.example"]

    def test_robots_txt_of_the_real_host_is_obeyed(self, web: Sandbox, run_crawl: Any) -> None:
        web.add("a.example", "/robots.txt", "User-agent: *\nDisallow: /prive/\n")
        web.add("a.example", "*/page", "page")
        obeying = settings(web, ROBOTSTXT_OBEY=True)
        assert (
            run_crawl(Visitor, obeying, address="https://a.example/prive/page").items[0]["error"] == "IgnoreRequest"
        )
        assert run_crawl(Visitor, obeying, address="https://a.example/public/page").items[0]["body"] == b"page"
        assert not web.asked("a.example", "/prive/*")

    def test_a_failure_is_retried_at_the_real_address(self, web: Sandbox, run_crawl: Any) -> None:
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
    def test_each_fault_is_one_error_of_the_real_address(
        self, web: Sandbox, run_crawl: Any, kind: str, error: str
    ) -> None:
        web.add("a.example", "/", "bonjour")
        web.fail("a.example", "/", kind)
        strict = settings(web, DOWNLOAD_TIMEOUT=0.5, DOWNLOAD_MAXSIZE=1_000_000)
        crawl = run_crawl(Visitor, strict, address="https://a.example/")
        (seen,) = crawl.items
        assert (seen["error"], seen["asked"], crawl.reason) == (error, "https://a.example/", "finished")
        assert not {b"Host", b"X-Original-Url"} & set(seen["headers"])

    def test_an_environment_s_proxy_is_not_taken(
        self, web: Sandbox, run_crawl: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Sandbox(hosts=Path("absent"), install=False) as proxy:
            monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
            monkeypatch.delenv("no_proxy", raising=False)
            monkeypatch.delenv("NO_PROXY", raising=False)
            run_crawl(Visitor, settings(web), address="http://a.example/")
            assert (len(web.requests), len(proxy.requests)) == (1, 0)

    @pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/hostname", "s3://a/x"])
    def test_another_scheme_goes_nowhere(self, web: Sandbox, run_crawl: Any, address: str) -> None:
        (seen,) = run_crawl(Visitor, settings(web), address=address).items
        assert seen["error"] == "IgnoreRequest"
        assert web.requests == []

    @pytest.mark.parametrize("port", [None, 0, 65536, "8000", True])
    def test_without_a_port_nothing_runs(self, web: Sandbox, run_crawl: Any, port: Any) -> None:
        with pytest.raises(ValueError, match="REROUTE"):
            run_crawl(Visitor, settings(web, REROUTE=port), address="https://a.example/")

    def test_delays_are_those_of_the_real_host(self, web: Sandbox, run_crawl: Any) -> None:
        class Two(Visitor):
            async def start(self) -> Any:
                for address in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
                    yield scrapy.Request(address)

        crawl = run_crawl(
            Two, settings(web, DOWNLOAD_SLOTS={"a.example": {"concurrency": 1, "delay": 0.3, "jitter": 0}})
        )
        assert [item["slot"] for item in crawl.items].count("a.example") == 2
        hosts = [asked.host for asked in web.requests]
        assert hosts == ["a.example", "b.example", "a.example"], (
            "b.example waited for a.example, or a.example did not wait"
        )


def test_a_request_may_be_made_by_hand() -> None:
    asked = Request("GET", "https://A.example/x%20y?b=&a=1")
    assert (asked.host, asked.path, asked.query) == ("a.example", "/x%20y", {"b": "", "a": "1"})
