"""What collecting an ad costs beside a bare Scrapy fetch of the same page: ``python -m benchmarks.collecting``.

The peer is a Scrapy spider with Scrapy's own settings (errors only in its log), that asks for each page and does
nothing with it. Ours is the real run: sitemap, robots.txt, addresses checked, JSON-LD, every fact read, every
pipeline, the journal on the disk; without the archive, then with it. No pause between requests, on either side.
Processor time of the whole process, user and system; what a page costs is the slope between a short and a long run,
start-up left out. The ratio is that of a round, to the mean of the bare runs before and after it: the speed of a
shared machine changes from one minute to the next. The median of the rounds.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks.ad_reading import pages
from catalog.models import Expectation, Source

SIZES = ((15_000, 900), (60_000, 2_500))
SHORT, LONG, ROUNDS = 100, 1600, 5
KINDS = ("ours", "archived")


def main() -> None:
    """Print the cost of a page of each size, each way, and the ratios."""
    for size, length in SIZES:
        server = Server(pages(size, length))
        bare = [cost("bare", server.port)]
        costs: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for _ in range(ROUNDS):
            for kind in KINDS:
                costs[kind].append(cost(kind, server.port))
            bare.append(cost("bare", server.port))
        around = [statistics.mean(pair) for pair in pairwise(bare)]
        print(f"page of {size // 1000} kB, description of {length} characters:")
        print(f"  bare      {statistics.median(bare):.2f} ms a page ({min(bare):.2f} to {max(bare):.2f})")
        for kind, each in costs.items():
            ratios = [ours / theirs for ours, theirs in zip(each, around, strict=True)]
            told = f"{statistics.median(ratios):.2f} times bare ({min(ratios):.2f} to {max(ratios):.2f})"
            print(f"  {kind:9} {statistics.median(each):.2f} ms a page, {told}")
        server.stop()


def cost(kind: str, port: int) -> float:
    """Milliseconds of processor a page."""
    short, long = (run(kind, count, port) for count in (SHORT, LONG))
    return (long - short) / (LONG - SHORT) * 1000


def run(kind: str, count: int, port: int) -> float:
    """Seconds of processor that fetching ``count`` pages takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.collecting", kind, str(count), str(port)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    read, seconds = done.stdout.split()
    assert int(read) == count, done.stdout + done.stderr
    return float(seconds)


class Server:
    """Pages on a port of the loopback, in a thread: the benchmark measures other processes."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies = bodies
        self._loop = asyncio.new_event_loop()
        started = self._loop.run_until_complete(asyncio.start_server(self._answer, "127.0.0.1", 0))
        self.port: int = started.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                status, kind, body = self._page(path)
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _page(self, path: str) -> tuple[str, str, bytes]:
        if path == "/robots.txt":
            return "404 Not Found", "text/plain", b""
        if path.startswith("/sitemap-"):
            count = int(path.removeprefix("/sitemap-").removesuffix(".xml"))
            urls = "".join(f"<url><loc>http://127.0.0.1:{self.port}/{n}</loc></url>" for n in range(count))
            return "200 OK", "application/xml", f'<urlset xmlns="{SITEMAP}">{urls}</urlset>'.encode()
        body = self._bodies[int(path.strip("/")) % len(self._bodies)]
        return "200 OK", "text/html; charset=utf-8", body


SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def bare(count: int, port: int) -> int:
    """Scrapy as it comes; the number of pages received."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess

    received = 0

    class Bare(Spider):
        name = "bare"

        async def start(self):  # type: ignore[no-untyped-def]
            for number in range(count):
                yield Request(f"http://127.0.0.1:{port}/{number}")

        def parse(self, response, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal received
            received += 1

    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Bare)
    process.start()
    return received


def ours(count: int, port: int, *, archived: bool = False) -> int:
    """A real collection of the same pages; the number of ads read (a few texts are those of look-alikes)."""
    from scrapy.settings import Settings

    from catalog.load import load_catalog
    from scraper.net.resolver import ALLOWED_ADDRESSES
    from scraper.readers import Readers
    from scraper.run.collect import Collection, Plan
    from scraper.run.reactor import run_in_reactor
    from scraper.run.wiring import crawl_settings
    from scraper.sources import Ready, prepare

    source = Source(
        id="banc", title="Banc", publisher="Banc", site=f"http://127.0.0.1:{port}/", licence="inconnu",
        adapter="sitemap", parameters={"sitemaps": (f"http://127.0.0.1:{port}/sitemap-{count}.xml",)},
        frequency="jour", personal_data="aucune", expect=Expectation(min=0, max=1_000_000),
    )  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        archive = f"{folder}/archive" if archived else None

        def settings(ready: Ready) -> Settings:
            given = crawl_settings(ready.source, archive=archive)
            given.setdict(
                {ALLOWED_ADDRESSES: [("127.0.0.1", port)], "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
            )
            return given

        ready, _, _ = prepare([source], {})
        plan = Plan(
            ready=ready,
            sources={},
            readers=Readers(load_catalog(Path("data"), dt.date.today()).catalog),
            folder=Path(folder, "collected"),
            settings=settings,
            now=lambda: dt.datetime.now(dt.UTC),
            archive=archive,
        )
        collection = Collection(plan, _Silent())
        (report,) = run_in_reactor(collection.run, collection.stop)
        return report.kept + sum(refused.count for refused in report.refused.values())


class _Silent:
    def began(self, job: object) -> None: ...

    def acknowledged(self, job: object, count: int) -> None: ...

    def ended(self, run: object) -> None: ...


WAYS: dict[str, Callable[[int, int], int]] = {
    "bare": bare,
    "ours": ours,
    "archived": lambda count, port: ours(count, port, archived=True),
}

if __name__ == "__main__":
    if sys.argv[1:]:
        read = WAYS[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        print(read, usage.ru_utime + usage.ru_stime)
    else:
        main()
