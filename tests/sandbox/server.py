"""The server: one loopback port for every host, what it was asked, and errors on demand."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.sandbox import apis
from tests.sandbox.faults import Fault, fault_of
from tests.sandbox.messages import MOST_HEAD, Reply, Request, read_request, write_reply
from tests.sandbox.static import CONTENT_TYPES, serve_file

HOSTS = Path(__file__).with_name("hosts")
#: The sandbox's own sources, in the shape of ``data/sources``.
SOURCES = Path(__file__).with_name("sources")

Handler = Callable[[Request], Reply]


@dataclass
class _Order:
    """A fault asked for: ``left`` more times, or without end when None."""

    host: str
    path: str
    fault: Fault
    left: int | None


class Sandbox:
    """Serves ``/<host>/<path>?<query>`` on 127.0.0.1 from a thread of its own, as a context manager or until ``stop``.

    ``hosts`` is the folder of static files; ``install`` False leaves out the APIs of ``tests/sandbox/apis``.
    ``requests`` is what was asked, in order of arrival, faults included.
    """

    def __init__(self, port: int = 0, hosts: Path = HOSTS, *, install: bool = True) -> None:
        self.requests: list[Request] = []
        self._hosts = hosts
        self._routes: list[tuple[str, str, Handler]] = []
        self._orders: list[_Order] = []
        self._connections: set[asyncio.Task[None]] = set()
        if install:
            for module in pkgutil.iter_modules(apis.__path__):
                importlib.import_module(f"{apis.__name__}.{module.name}").install(self)
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._converse, "127.0.0.1", port, limit=MOST_HEAD)
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)
        self._thread.start()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close every connection, those that hang included, and the port. May be called twice."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def add(self, host: str, path: str, answer: Handler | Reply | str | bytes | dict[str, Any] | list[Any]) -> None:
        """Answer ``host`` and ``path`` (glob patterns; ``*`` passes ``/``) by a handler, a reply, a text or JSON.

        A text's Content-Type is that of the extension of ``path``, HTML without one. The last added wins, over files
        too. ``path`` is compared to the path alone and, if it does not match, to the path and its query.
        """
        self._routes.insert(0, (host, path, _handler(path, answer)))

    def fail(self, host: str, path: str, kind: str, times: int | None = None) -> None:
        """From now on, answer ``host`` and ``path`` by the fault ``kind`` (see faults.py), ``times`` times or always."""
        self._orders.insert(0, _Order(host, path, fault_of(kind), times))

    def heal(self) -> None:
        """Forget every fault."""
        self._orders.clear()

    def hosts(self) -> list[str]:
        """The hosts held, patterns included, sorted."""
        folders = {path.name for path in self._hosts.iterdir() if path.is_dir()} if self._hosts.is_dir() else set()
        return sorted(folders | {host for host, _, _ in self._routes})

    def asked(self, host: str = "*", path: str = "*") -> list[Request]:
        """The requests received so far that match."""
        return [request for request in self.requests if _matches(host, path, request)]

    def answer(self, request: Request) -> Reply:
        """What an honest server answers: a route, else a file, else 404 and why."""
        for host, path, handler in self._routes:
            if _matches(host, path, request):
                return handler(request)
        if reply := serve_file(self._hosts, request):
            return reply
        if not request.host:
            return Reply.html(_index(self.hosts()))
        return self._unknown(request)

    def _unknown(self, request: Request) -> Reply:
        known = self.hosts()
        if any(fnmatchcase(request.host, host) for host in known):
            text = f"Le bac à sable n’a rien à {request.path} sur {request.host}.\n"
        else:
            text = f"Le bac à sable ne tient pas l’hôte {request.host}. Il tient : {', '.join(known) or 'aucun'}.\n"
        return Reply(404, {"Content-Type": "text/plain; charset=utf-8"}, text)

    def _fault(self, request: Request) -> Fault | None:
        for order in self._orders:
            if order.left != 0 and _matches(order.host, order.path, request):
                if order.left is not None:
                    order.left -= 1
                return order.fault
        return None

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while request := await read_request(reader):
                self.requests.append(request)
                if fault := self._fault(request):
                    await fault(writer, request, self._safely(request))
                    break
                await write_reply(writer, request, self._safely(request))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client left
        except ValueError as error:
            await write_reply(writer, Request("GET", ""), Reply(400, {"Connection": "close"}, f"{error}\n"))
        except asyncio.CancelledError:
            writer.transport.abort()  # the sandbox stops
        finally:
            self._connections.discard(task)
            writer.close()

    def _safely(self, request: Request) -> Reply:
        try:
            return self.answer(request)
        except Exception as error:
            # A handler at fault must be seen as such, not as a connection that closes.
            return Reply(500, {"Content-Type": "text/plain; charset=utf-8"}, f"{type(error).__name__} : {error}\n")

    async def _close(self) -> None:
        self._server.close()
        tasks = list(self._connections)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close their sockets


def _matches(host: str, path: str, request: Request) -> bool:
    if not fnmatchcase(request.host, host):
        return False
    path = "/" + path.lstrip("/") if path != "*" else path
    whole = request.path + ("?" + request.url.partition("?")[2] if "?" in request.url else "")
    return fnmatchcase(request.path, path) or fnmatchcase(whole, path)


def _handler(path: str, answer: Handler | Reply | str | bytes | dict[str, Any] | list[Any]) -> Handler:
    if isinstance(answer, (dict, list)):
        answer = Reply.json(answer)
    elif isinstance(answer, (str, bytes)):
        kind = CONTENT_TYPES.get(Path(path).suffix, CONTENT_TYPES[".html"])
        answer = Reply(200, {"Content-Type": kind}, answer)
    if isinstance(answer, Reply):
        reply = answer
        return lambda _request: reply
    return answer


def _index(hosts: list[str]) -> str:
    items = "".join(f'<li><a href="/{escape(host)}/">{escape(host)}</a></li>' for host in hosts)
    return f'<!doctype html><html lang="fr"><title>Bac à sable</title><h1>Bac à sable</h1><ul>{items}</ul></html>'
