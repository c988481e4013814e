"""One collection at a time."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout


class Held(Exception):
    """Another process collects into the same folder; ``str()`` names it, in French."""


@contextlib.contextmanager
def locked(folder: Path, now: dt.datetime) -> Iterator[None]:
    """Hold ``folder`` for the time of the block; raises Held at once when another process does.

    The lock is the system's: it falls with its holder, even killed. Who holds it stands in a file beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    holder = folder / ".lock.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Held(_named(holder)) from None
    try:
        told = {"pid": os.getpid(), "host": socket.gethostname(), "since": now.isoformat(timespec="seconds")}
        holder.write_text(json.dumps(told), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _named(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        since = dt.datetime.fromisoformat(told["since"])
        who = f"le processus {int(told['pid'])} sur {told['host']}, depuis le {since:%d/%m/%Y à %H:%M} UTC"
    except (OSError, ValueError, KeyError, TypeError):
        who = "un autre processus"
    return f"une collecte est déjà en cours ({who})"
