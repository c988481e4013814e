"""The sandbox web: what it serves, and how it misbehaves."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import json
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from catalog.load import load_catalog
from scraper.extract.html_text import html_to_text
from tests.sandbox import SOURCES, Reply, Request, Sandbox

BOARD = "boards-api.greenhouse.io/v1/boards/exemple/jobs?content=true"


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
        assert len(gzip.decompress(body)) == 64 * 1024 * 1024

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


def test_a_request_may_be_made_by_hand() -> None:
    asked = Request("GET", "https://A.example/x%20y?b=&a=1")
    assert (asked.host, asked.path, asked.query) == ("a.example", "/x%20y", {"b": "", "a": "1"})


class TestWhatItHolds:
    def test_its_sources_are_sound(self, tmp_path: Path) -> None:
        files = tuple(SOURCES.glob("*.yml"))
        read = load_catalog(tmp_path, dt.date(2026, 11, 25), files)
        assert read.problems == []
        assert set(read.catalog.sources) == {path.stem for path in files} >= {"greenhouse-exemple"}

    def test_the_greenhouse_board_has_every_shape_an_adapter_meets(self) -> None:
        with Sandbox() as sandbox:
            board = json.loads(ask(sandbox, BOARD)[2])
        jobs = board["jobs"]
        assert board["meta"]["total"] == len(jobs)
        sound = [job for job in jobs if job.get("title")]
        assert (len(jobs), len(sound)) == (6, 5), "one item is malformed"
        # Escaped once, and twice: both read as the same kind of text.
        assert {job["content"].startswith("&amp;lt;") for job in sound} == {True, False}
        assert all("\n" in html_to_text(job["content"]) and "&" not in html_to_text(job["content"]) for job in sound)
        assert any("@" in html_to_text(job["content"]) for job in sound), "an address is planted"
        assert any("Résidence" in job["title"] for job in sound), "a look-alike"

    def test_every_address_planted_is_at_example(self) -> None:
        """Nobody is ever written to: .example is reserved (RFC 2606)."""
        for path in SOURCES.parent.glob("*/**/*"):
            if path.is_file() and path.suffix in (".json", ".html", ".xml", ".rss", ".atom", ".csv", ".py", ".txt"):
                for address in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", path.read_text(errors="replace")):
                    assert address.endswith(".example"), f"{path.name}: {address}"

    def test_a_person_can_look_at_it(self) -> None:
        command = [sys.executable, "-m", "tests.sandbox"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                port = int(re.search(r"127\.0\.0\.1:(\d+)/", process.stdout.readline())[1])  # type: ignore[index]
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/" + BOARD)
                assert len(json.loads(connection.getresponse().read())["jobs"]) == 6
            finally:
                process.terminate()
