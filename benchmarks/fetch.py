"""What the fetch of a small page costs: Scrapy's defaults against our settings, over loopback, without delay.

``python -m benchmarks.fetch [pages]``. Each crawl in a process of its own; CPU time of the crawler, the server apart.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import statistics
import subprocess
import sys
from typing import Any

PAGES, ROUNDS = 2000, 3
_BODY = b"<html><body>" + b"<p>Community manager, Lyon</p>" * 60 + b"</body></html>"
_PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(_BODY) + _BODY
)
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Page(asyncio.Protocol):
    def connection_made(self, transport: Any) -> None:
        self._transport, self._buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._transport.write(_NONE if b"/robots.txt" in head else _PAGE)


def _serve(port: Any, ready: Any) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(_Page, "127.0.0.1", 0)
        port.value = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    asyncio.run(serve())


def _crawl(port: int, pages: int, ours: bool) -> float:
    """CPU seconds of a crawl, importing Scrapy left out."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    from scraper.settings import base_settings

    class Reader(scrapy.Spider):
        name = "lecteur"
        read = 0

        async def start(self) -> Any:
            for number in range(pages):
                yield scrapy.Request(f"http://127.0.0.1:{port}/{number}")

        def parse(self, response: Any) -> None:
            Reader.read += 1

    settings: dict[str, Any] = {"LOG_LEVEL": "ERROR"}
    if ours:
        settings = base_settings([("127.0.0.1", port)], delay=0) | {"AUTOTHROTTLE_ENABLED": False}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Reader)
    before = resource.getrusage(resource.RUSAGE_SELF)
    process.start()
    after = resource.getrusage(resource.RUSAGE_SELF)
    if Reader.read != pages:
        raise SystemExit(f"{Reader.read} pages read of {pages}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(pages: int = PAGES) -> None:
    """Print the median milliseconds a page of each, and their ratio."""
    port, ready = multiprocessing.Value("i", 0), multiprocessing.Event()
    server = multiprocessing.Process(target=_serve, args=(port, ready), daemon=True)
    server.start()
    ready.wait(10)
    costs: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(ROUNDS):
        for kind, found in costs.items():
            command = [sys.executable, "-m", "benchmarks.fetch", kind, str(port.value), str(pages)]
            found.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    server.terminate()
    bare, ours = (statistics.median(found) / pages * 1000 for found in costs.values())
    print(f"Scrapy’s defaults {bare:.2f} ms a page, ours {ours:.2f} ms: {ours / bare:.2f} times, {pages} pages")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("bare" | "ours") as kind, port, pages]:
            print(_crawl(int(port), int(pages), kind == "ours"))
        case [pages]:
            main(int(pages))
        case _:
            main()
