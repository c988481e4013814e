"""The errors a spider must survive, on demand. A fault sends what it likes, then the connection is closed."""

from __future__ import annotations

import asyncio
import functools
import gzip
import random
import re
import socket
import struct
from collections.abc import Awaitable, Callable

from tests.sandbox.messages import Reply, Request, head_of, write_reply

#: Writes a faulty answer; takes the answer that an honest server would have given.
Fault = Callable[[asyncio.StreamWriter, Request, Reply], Awaitable[None]]

#: Seconds between two bytes of ``drip``; bytes of ``bomb`` once unpacked; size of a piece of ``endless``.
DRIP, BOMB, PIECE = 0.05, 64 * 1024 * 1024, 64 * 1024


def fault_of(kind: str) -> Fault:
    """The fault named ``kind``: a name of ``KINDS``, ``redirect:<url>``, a status ``500``, or ``429:<seconds>``.

    Raises ValueError on any other word, so that a misspelt fault does not pass for a success.
    """
    if kind.startswith("redirect:"):
        location = kind.removeprefix("redirect:")
        return _answering(Reply(302, {"Location": location}))
    if match := re.fullmatch(r"([1-5]\d\d)(?::(\d+))?", kind):
        status, seconds = int(match[1]), match[2] or ("1" if match[1] == "429" else None)
        headers = {"Content-Type": "text/plain; charset=utf-8"} | ({"Retry-After": seconds} if seconds else {})
        return _answering(Reply(status, headers, f"Panne demandée : {status}\n"))
    if kind not in KINDS:
        raise ValueError(f"unknown fault {kind!r}: a status, redirect:<url>, {', '.join(KINDS)}")
    return KINDS[kind]


def _answering(faulty: Reply) -> Fault:
    async def fault(writer: asyncio.StreamWriter, request: Request, _reply: Reply) -> None:
        await _last(writer, request, faulty)

    return fault


async def _last(writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
    """Send ``reply`` and say that the connection closes, else a client would send its next POST into it."""
    await write_reply(writer, request, Reply(reply.status, reply.headers | {"Connection": "close"}, reply.body))


async def _hang(_writer: asyncio.StreamWriter, _request: Request, _reply: Reply) -> None:
    """Takes the request and never answers."""
    await asyncio.Event().wait()


async def _drip(writer: asyncio.StreamWriter, _request: Request, reply: Reply) -> None:
    """The right answer followed by blanks, one byte at a time, some fourteen hours long."""
    body = reply.content.ljust(1_000_000)
    writer.write(head_of(reply, len(body)))
    for byte in body:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(DRIP)


async def _endless(writer: asyncio.StreamWriter, _request: Request, reply: Reply) -> None:
    """A body without length that never ends."""
    writer.write(head_of(Reply(200, reply.headers), None))
    while True:
        writer.write(b" " * PIECE)
        await writer.drain()


async def _truncated(writer: asyncio.StreamWriter, _request: Request, reply: Reply) -> None:
    """Half of the body, under the length of more than the whole."""
    body = reply.content
    writer.write(head_of(reply, len(body) + 1000) + body[: len(body) // 2])
    await writer.drain()


async def _bomb(writer: asyncio.StreamWriter, _request: Request, reply: Reply) -> None:
    """A small gzip body that unpacks to 64 MB."""
    packed = _packed()
    writer.write(head_of(Reply(200, reply.headers | {"Content-Encoding": "gzip"}), len(packed)) + packed)
    await writer.drain()


@functools.cache
def _packed() -> bytes:
    return gzip.compress(bytes(BOMB), mtime=0)


async def _reset(writer: asyncio.StreamWriter, _request: Request, _reply: Reply) -> None:
    """The connection is cut by RST (a socket closed with a linger of 0)."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _latin1(writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
    """The right text in Latin-1, under headers that still say UTF-8."""
    body = reply.content.decode("utf-8", "replace").encode("latin-1", "replace")
    await _last(writer, request, Reply(reply.status, reply.headers, body))


async def _garbage(writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
    """The right status and headers over bytes that mean nothing, always the same."""
    await _last(writer, request, Reply(reply.status, reply.headers, random.Random(4).randbytes(4096)))


async def _babble(writer: asyncio.StreamWriter, _request: Request, _reply: Reply) -> None:
    """Bytes that are not HTTP."""
    writer.write(random.Random(4).randbytes(4096))
    await writer.drain()


KINDS: dict[str, Fault] = {
    "hang": _hang,
    "drip": _drip,
    "endless": _endless,
    "truncated": _truncated,
    "bomb": _bomb,
    "reset": _reset,
    "latin1": _latin1,
    "garbage": _garbage,
    "babble": _babble,
}
