"""Real crawls of a server on the loopback: recorded, then replayed with the server gone, to the same bytes."""

from __future__ import annotations

import datetime as dt
import gzip
import http.server
import json
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import scrapy
from warcio.archiveiterator import ArchiveIterator

from scraper.archive.reader import open_archive
from scraper.archive.writer import ArchiveWriter
from scraper.middlewares.archive import ARCHIVE_MIDDLEWARES, REPLAY_MIDDLEWARES, REPLAY_SETTINGS
from scraper.middlewares.conditional import (
    CONDITIONAL_MIDDLEWARES,
    CONDITIONAL_SETTINGS,
    EXPIRES_AFTER,
    cache_dir,
    purge_cache,
)

START = dt.datetime(2026, 11, 25, 19, 30, tzinfo=dt.UTC)


class Site:
    """A server whose pages a test changes; ``asked`` counts what it sent, by path and status."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, int]] = Counter()
        self.pages = {"/page": b"caf\xe9 <b>un</b>" * 50}
        self.etag: dict[str, str] = {"/page": '"1"'}
        self.moved = {"/redirige": "/page"}
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.headers.append(dict(self.headers))
                if self.path in site.moved:
                    return self.tell(301, b"", Location=site.moved[self.path])
                tag = site.etag.get(self.path)
                if tag and tag == self.headers.get("If-None-Match"):
                    return self.tell(304, b"", ETag=tag, Age="7")
                if self.path == "/robots.txt":
                    return self.tell(200, b"User-agent: *\nDisallow: /interdit\n")
                if self.path == "/erreur":
                    return self.tell(500 if not site.asked["/erreur", 500] else 200, b"enfin")
                if self.path not in site.pages:
                    return self.tell(404, b"rien")
                packed = gzip.compress(site.pages[self.path], mtime=0)
                more = {"ETag": tag} if tag else {}
                kind = "text/html; charset=iso-8859-1"
                return self.tell(200, packed, Content_Encoding="gzip", Content_Type=kind, Set_Cookie="id=1", **more)

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                self.tell(200, json.dumps({"sent": sent.decode()}).encode())

            def tell(self, status: int, body: bytes, **head: str) -> None:
                site.asked[self.path, status] += 1
                self.send_response(status)
                for name, value in head.items():
                    self.send_header(name.replace("_", "-"), value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


class Reader(scrapy.Spider):
    """Asks what it is given, and yields all that a response tells a spider."""

    name = "lecteur"
    handle_httpstatus_list = (404,)

    async def start(self) -> Any:
        for item in self.asked:
            request = item if isinstance(item, scrapy.Request) else scrapy.Request(item)
            yield request.replace(callback=self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Any) -> Any:
        fetched = response.meta["fetched"].isoformat()
        kind = type(response).__name__
        text = response.text if hasattr(response, "text") else None
        asked = response.request.url
        yield {"url": response.url, "asked": asked, "status": response.status, "kind": kind, "fetched": fetched} | {
            "body": response.body, "text": text, "ip": str(response.ip_address), "type": response.headers.get("Content-Type"),
        }  # fmt: skip

    def failed(self, failure: Any) -> Any:
        yield {"error": failure.type.__name__, "asked": failure.request.url}


class Ticking:
    """A clock that gains a minute, and some, each time it is read."""

    def __init__(self, start: dt.datetime = START) -> None:
        self.now = start

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=61, microseconds=123456)
        return self.now


def record(
    run_crawl: Any, root: Path, asked: list[Any], *, days: int = 0, cache: bool = True, **more: Any
) -> list[Any]:
    """One run: what the spider yielded. ``days`` after START."""
    started = START + dt.timedelta(days=days)
    settings: dict[str, Any] = {"DOWNLOADER_MIDDLEWARES": ARCHIVE_MIDDLEWARES, "CONCURRENT_REQUESTS": 1} | more
    if cache:
        settings["DOWNLOADER_MIDDLEWARES"] = ARCHIVE_MIDDLEWARES | CONDITIONAL_MIDDLEWARES
        settings |= CONDITIONAL_SETTINGS | {"HTTPCACHE_DIR": cache_dir(str(root), str(root.parent / "cache"))}
    with ArchiveWriter(str(root), f"r{days}", "lecteur", started) as writer:
        return run_crawl(Reader, settings, asked=asked, archive=writer, clock=Ticking(started)).items  # type: ignore[no-any-return]


def replay(run_crawl: Any, root: Path, asked: list[Any], **more: Any) -> list[list[Any]]:
    """What the spider yielded in each pass, and nothing was damaged."""
    settings = {"DOWNLOADER_MIDDLEWARES": REPLAY_MIDDLEWARES, "CONCURRENT_REQUESTS": 1} | REPLAY_SETTINGS | more
    archive = open_archive(str(root))
    items = [run_crawl(Reader, settings, asked=asked, replay=item).items for item in archive.passes()]
    assert archive.damaged == []
    return items


def entries(root: Path) -> list[Path]:
    return [path for path in (root / "cache").rglob("*") if path.is_file()]


def kinds(root: Path) -> list[str]:
    found = []
    for path in sorted(root.rglob("*.warc.gz")):
        with path.open("rb") as file:
            found += [record.rec_type for record in ArchiveIterator(file)]
    return found


def test_a_replay_gives_the_same_bytes_without_the_network(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    asked = [site.url + path for path in ("/page", "/redirige", "/rien", "/erreur", "/interdit")]
    asked += [scrapy.Request(site.url + "/cherche", method="POST", body=f"page={n}") for n in (1, 2)]
    more = {"ROBOTSTXT_OBEY": True, "RETRY_ENABLED": True, "RETRY_PRIORITY_ADJUST": 0}
    live = record(run_crawl, root, asked, **more)
    site.stop()
    assert [item.get("status", item.get("error")) for item in live].count(200) == 5
    assert {item["asked"].rpartition("/")[2]: item["error"] for item in live if "error" in item} == {
        "interdit": "IgnoreRequest"
    }
    page = next(item for item in live if item.get("url", "").endswith("/page"))
    assert page["body"] == b"caf\xe9 <b>un</b>" * 50
    assert page["text"].startswith("café")
    assert replay(run_crawl, root, asked, **more) == [live]


def test_every_response_is_in_the_archive_as_it_came(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    asked = [site.url + path for path in ("/redirige", "/rien")]
    record(run_crawl, tmp_path / "a", asked, ROBOTSTXT_OBEY=True, COOKIES_ENABLED=True)
    (path,) = (tmp_path / "a").rglob("*.gz")
    seen = {}
    with path.open("rb") as file:
        for item in ArchiveIterator(file):
            if item.rec_type == "response":
                where = item.rec_headers["WARC-Target-URI"].rpartition("/")[2]
                seen[where] = (
                    item.http_headers.get_statuscode(),
                    item.raw_stream.read(),
                    item.rec_headers["WARC-IP-Address"],
                )
    assert {name: status for name, (status, _, _) in seen.items()} == {
        "robots.txt": "200", "redirige": "301", "page": "200", "rien": "404",
    }  # fmt: skip
    assert gzip.decompress(seen["page"][1]) == site.pages["/page"]
    assert {ip for _, _, ip in seen.values()} == {"127.0.0.1"}


def test_a_second_run_asks_only_for_what_changed(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    asked = [site.url + path for path in ("/page", "/redirige")]
    runs = [record(run_crawl, root, asked[:1])]
    runs.append(record(run_crawl, root, asked[:1], days=1))
    runs.append(record(run_crawl, root, asked[:1], days=2))
    site.pages["/page"], site.etag["/page"] = b"deux", '"2"'
    runs.append(record(run_crawl, root, asked[:1], days=3))
    runs.append(record(run_crawl, root, asked[:1], days=4))
    assert site.asked == {("/page", 200): 2, ("/page", 304): 3}
    assert [item["status"] for items in runs for item in items] == [200] * 5
    assert runs[0][0]["body"] == runs[1][0]["body"] == runs[2][0]["body"] == b"caf\xe9 <b>un</b>" * 50
    assert runs[3][0]["body"] == runs[4][0]["body"] == b"deux"
    assert [items[0]["fetched"][:10] for items in runs] == [f"2026-11-{25 + n}" for n in range(5)]
    assert Counter(kinds(root)) == {"warcinfo": 5, "request": 5, "response": 2, "revisit": 3}
    site.stop()
    assert replay(run_crawl, root, asked[:1]) == runs


def test_a_revisit_names_the_url_and_the_date_of_its_original(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    fetched = [record(run_crawl, root, [site.url + "/page"], days=days)[0]["fetched"] for days in (0, 1, 2)]
    last = max(root.rglob("*.gz"))
    with last.open("rb") as file:
        head = [item.rec_headers for item in ArchiveIterator(file)][-1]
    assert head["WARC-Type"] == "revisit"
    assert head["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert head["WARC-Refers-To-Target-URI"] == site.url + "/page"
    dates = [head["WARC-Refers-To-Date"], head["WARC-Date"]]
    assert dates == [moment.replace("+00:00", "Z") for moment in (fetched[0], fetched[2])]


def test_a_redirect_does_not_carry_the_validators_of_another_page(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    """A page that was cached now redirects to one with the same ETag: that one is not « not modified »."""
    site.pages["/avant"], site.etag["/avant"] = b"avant", '"1"'
    record(run_crawl, tmp_path / "archive", [site.url + "/avant"])
    site.moved["/avant"] = "/page"
    (seen,) = record(run_crawl, tmp_path / "archive", [site.url + "/avant"], days=1)
    assert (seen["status"], seen["url"], seen["body"]) == (200, site.url + "/page", site.pages["/page"])
    assert site.asked == {("/avant", 200): 1, ("/avant", 301): 1, ("/page", 200): 1}


@pytest.mark.parametrize("what", ["archive", "cache", "cut", "purged", "old"])
def test_an_entry_whose_original_is_gone_is_asked_anew(run_crawl: Any, site: Site, tmp_path: Path, what: str) -> None:
    root = tmp_path / "archive"
    asked = [site.url + "/page"]
    live = record(run_crawl, root, asked)
    (entry,) = entries(tmp_path)
    if what == "archive":
        (next(root.rglob("*.gz"))).unlink()
    elif what == "cache":
        entry.unlink()
    elif what == "cut":
        entry.write_bytes(entry.read_bytes()[:-1])
    elif what == "purged":
        cache = str(next((tmp_path / "cache").iterdir()))
        assert purge_cache(cache, START + dt.timedelta(days=EXPIRES_AFTER)) == 0
        assert purge_cache(cache, START + dt.timedelta(days=EXPIRES_AFTER, hours=1)) == 1
        assert not entry.exists()
    again = record(run_crawl, root, asked, days=EXPIRES_AFTER + 1 if what == "old" else 1)
    assert again[0]["body"] == live[0]["body"]
    assert site.asked == {("/page", 200): 2}


def test_a_304_does_not_make_an_entry_younger(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    for days in range(3):
        record(run_crawl, tmp_path / "archive", [site.url + "/page"], days=days)
    (entry,) = entries(tmp_path)
    assert json.loads(entry.read_bytes().splitlines()[0])["fetched"] == "2026-11-25T19:31:01+00:00"
    assert purge_cache(str(next((tmp_path / "cache").iterdir())), START + dt.timedelta(days=81)) == 1


def test_a_network_that_fails_is_not_made_good_with_an_old_answer(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    asked = [site.url + "/page"]
    record(run_crawl, tmp_path / "archive", asked)
    site.stop()
    (failed,) = record(run_crawl, tmp_path / "archive", asked, days=1)
    assert "error" in failed


def test_what_is_private_is_neither_archived_nor_cached(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    secret = {"Authorization": "Bearer s3cret"}
    asked = [
        scrapy.Request(site.url + "/page?a", meta={"unarchived": True}),
        scrapy.Request(site.url + "/page", headers=secret),
    ]
    site.pages["/page?a"], site.etag["/page?a"] = b"jeton", '"t"'
    live = record(run_crawl, tmp_path / "archive", asked)
    assert [item["status"] for item in live] == [200, 200]
    assert all("fetched" in item for item in live)
    assert {head.get("Authorization") for head in site.headers} == {None, "Bearer s3cret"}
    assert kinds(tmp_path / "archive") == ["warcinfo", "request", "response"]
    assert entries(tmp_path) == []
    for path in (tmp_path / "archive").rglob("*.gz"):
        assert b"s3cret" not in gzip.decompress(path.read_bytes())


def test_without_an_archive_a_response_still_has_its_date(run_crawl: Any, site: Site) -> None:
    settings = {"DOWNLOADER_MIDDLEWARES": ARCHIVE_MIDDLEWARES}
    (item,) = run_crawl(Reader, settings, asked=[site.url + "/page"], clock=lambda: START).items
    assert item["fetched"] == START.isoformat()
    (item,) = run_crawl(Reader, settings, asked=[site.url + "/page"]).items
    assert abs(dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(item["fetched"])) < dt.timedelta(minutes=1)


def test_a_replay_never_asks_the_network(run_crawl: Any, site: Site, tmp_path: Path) -> None:
    record(run_crawl, tmp_path / "archive", [site.url + "/page"], ROBOTSTXT_OBEY=False)
    site.asked.clear()
    other = [site.url + "/page", site.url + "/rien", scrapy.Request(site.url + "/page", method="POST", body="x")]
    ((page, *others),) = replay(run_crawl, tmp_path / "archive", other, ROBOTSTXT_OBEY=True)
    assert page["status"] == 200, "a robots.txt that was not recorded allows all"
    assert [item["error"] for item in others] == ["NotInArchive", "NotInArchive"]
    assert site.asked == {}


def test_each_archive_has_its_own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cache_dir(".archive/") == cache_dir(str(tmp_path / ".archive"))
    assert cache_dir(".archive") != cache_dir("autre")
    assert cache_dir("s3://seau/archive/") == cache_dir("s3://seau/archive") != cache_dir("archive")
    assert Path(cache_dir(".archive")).parent == tmp_path / ".cache" / "http"
