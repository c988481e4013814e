"""Twisted's reactor around one coroutine, and Ctrl-C around both."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor

T = TypeVar("T")
#: Said when a second signal ends the process.
SECOND = "\nArrêt net : ce qui a été reçu est sur le disque, la prochaine collecte le reprendra.\n"
REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def run_in_reactor(main: Callable[[], Coroutine[Any, Any, T]], stop: Callable[[], None]) -> T:
    """The result of ``main()``, or what it raised; the reactor runs for its time, once a process.

    The first SIGINT or SIGTERM calls ``stop``, which should let ``main`` come to its end; a second one ends the
    process there and then, with code 130: what was acknowledged is on the disk, the system takes the lock back.
    """
    install_reactor(REACTOR)
    from twisted.internet import reactor as installed

    reactor: Any = installed

    outcome: list[T] = []
    failures: list[BaseException] = []
    stopped: list[bool] = []

    async def whole() -> None:
        try:
            outcome.append(await main())
        except BaseException as error:
            failures.append(error)
        finally:
            reactor.stop()

    def interrupted(*_: object) -> None:
        if stopped:
            os.write(2, SECOND.encode())
            os._exit(130)  # threads of the reactor would hold an ordinary end up
        stopped.append(True)
        reactor.callFromThread(stop)

    def begin() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, interrupted)
        tasks.append(asyncio.ensure_future(whole()))

    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(begin)
    reactor.run(installSignalHandlers=False)
    if failures:
        raise failures[0]
    return outcome[0]
