"""A server that breaks every rule: raw bytes over loopback, one page a script, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

#: What a page does once a request is read: it writes what it likes, and the connection is then closed.
Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: object) -> bytes:
    """A whole answer; ``Content_Length=None`` leaves a header out, another value replaces it."""
    fields: dict[str, object] = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body)}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body


@dataclass
class Asked:
    """A request as it came; ``at`` is in seconds of a clock that only goes forward."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Hostile:
    """``with Hostile() as server``; ``server.pages[path]`` is an answer, a script, or a list of answers in turn."""

    pages: dict[str, bytes | list[bytes] | Script] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    #: For https: a server-side context.
    tls: Any = None

    def url(self, path: str) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def __enter__(self) -> Hostile:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls), self._loop
        ).result(5)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        async def end() -> None:
            self._server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            self.asked.append(Asked(path, headers, time.monotonic()))
            page = self.pages.get(path, answer(status="404 Not Found"))
            if isinstance(page, list):
                page = page.pop(0) if len(page) > 1 else page[0]
            if callable(page):
                # Over TLS nothing tells the writer that the other end has left.
                both = {asyncio.ensure_future(page(writer)), asyncio.ensure_future(reader.read())}
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                for task in both:
                    task.cancel()
                await asyncio.gather(*both, return_exceptions=True)
            else:
                writer.write(page)
            await writer.drain()
        with contextlib.suppress(ConnectionError):
            writer.close()


async def never_ends(writer: asyncio.StreamWriter) -> None:
    """A body without end, as fast as it is read."""
    writer.write(answer(Content_Length=None))
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()
        await asyncio.sleep(0)


async def drips(writer: asyncio.StreamWriter) -> None:
    """A byte now and then: no single read ever waits long."""
    writer.write(answer(Content_Length=10_000))
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drips_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: y\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def headers_without_end(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-Filler: " + b"y" * 8000 + b"\r\n")
        await writer.drain()
        await asyncio.sleep(0)


async def informs_without_end(writer: asyncio.StreamWriter) -> None:
    """``103 Early Hints`` for ever."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: " + b"y" * 8000 + b"\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0)


async def says_nothing(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def closes_at_once(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
