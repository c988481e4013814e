"""Where ``metier collect`` and ``metier sources`` enter: what is on the disk, then the command."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from catalog.catalog import Catalog
from catalog.load import load_catalog
from catalog.models import Source
from catalog.store import load_collected
from scraper.extract.corrections import read_corrections
from scraper.run import command
from scraper.run.health import health
from scraper.run.lock import Held, locked

DATA, COLLECTED, DEMO = Path("data"), Path("data/collected"), Path(".demo")
#: The sandbox's own sources, and its tables of ads noted by hand, in a checkout.
SANDBOX, SURVEYS = Path("tests/sandbox/sources"), Path("tests/sandbox/surveys")


def collect(
    names: tuple[str, ...], *, sandbox: bool, replay: str | None, archive: str | None, accept: str | None
) -> int:
    """Run ``metier collect`` in the current folder; the exit code."""
    console = _console()
    if sandbox and accept:
        return _wrong(console, "--sandbox ne va pas avec --accept")
    if accept and (names or replay):
        return _wrong(console, "--accept prend une source et rien d’autre")
    catalog = _catalog(console, sandbox)
    if catalog is None:
        return command.NOT_TRUSTED
    if accept:
        fixes, problems = read_corrections(_corrections() or b"split: []", "data/duplicates.yml")
        if problems:
            return _wrong(console, "\n".join(map(str, problems)), command.NOT_TRUSTED)
        return command.let_in(accept, COLLECTED, catalog.sources, fixes, console)
    try:
        with _web(sandbox and not replay) as (port, environ):
            request = _request(catalog, names, sandbox, port, replay, archive)
            return command.collect(request, catalog, environ, _corrections(), console)
    except Held as error:
        return _wrong(console, str(error), command.BUSY)
    except OSError as error:
        return _wrong(console, command.disk_refused(error), command.NOT_TRUSTED)


def _request(
    catalog: Catalog, names: tuple[str, ...], sandbox: bool, port: int | None, replay: str | None, archive: str | None
) -> command.Request:
    """What is asked, the demonstration in ``.demo/`` and all else in ``data/collected``."""
    if not sandbox:
        return command.Request(catalog.sources, COLLECTED, names, archive, replay)
    return command.Request(
        catalog.sources,
        DEMO,
        names,
        str(DEMO / "archive") if archive else None,
        replay,
        sandbox=True,
        port=port,
        surveys=str(SURVEYS),
        cache=str(DEMO / "cache"),
    )


def sources() -> int:
    """Run ``metier sources``; 1 when a source is not to be trusted."""
    console = _console()
    catalog = _catalog(console, sandbox=False)
    if catalog is None:
        return command.NOT_TRUSTED
    collected, problems = load_collected(COLLECTED)
    for problem in problems:
        console.print(Text(str(problem)), soft_wrap=True)
    found = health(catalog.sources, collected.runs, os.environ, console.width)
    console.print(found.table)
    for note in found.notes:
        console.print(Text(note), soft_wrap=True, highlight=False)
    return command.OK if found.sound and not problems else command.NOT_TRUSTED


def _catalog(console: Console, sandbox: bool) -> Catalog | None:
    """What is in ``data/``, with the sandbox's sources in place of ours when asked; None, told, when it is wrong."""
    if sandbox and not SANDBOX.is_dir():
        _wrong(console, "--sandbox ne marche que dans un dépôt cloné : tests/sandbox n’est pas là")
        return None
    extra = tuple(sorted(SANDBOX.glob("*.yml"))) if sandbox else ()
    loaded = load_catalog(DATA, dt.date.today(), extra)
    if loaded.problems:
        for problem in loaded.problems:
            console.print(Text(str(problem)), soft_wrap=True)
        return None
    if sandbox:
        shown = {path.stem for path in extra}
        kept: dict[str, Source] = {name: source for name, source in loaded.catalog.sources.items() if name in shown}
        loaded.catalog.sources = kept
    return loaded.catalog


def _corrections() -> bytes | None:
    path = DATA / "duplicates.yml"
    return path.read_bytes() if path.exists() else None


@contextlib.contextmanager
def _web(sandbox: bool) -> Iterator[tuple[int | None, Mapping[str, str]]]:
    """The port of the sandbox web for the time of the block, and the keys it takes, ``.demo/`` emptied first; without
    it no port, and the keys of the environment."""
    if not sandbox:
        yield None, os.environ
        return
    # The command may have been started by its name: the checkout is then not where modules are looked for.
    sys.path.insert(0, str(Path.cwd()))
    from tests.sandbox.secrets import SECRETS
    from tests.sandbox.server import Sandbox

    _empty_demo()
    with Sandbox() as web:
        yield web.port, SECRETS


def _empty_demo() -> None:
    """``.demo/`` with the sandbox's sources and nothing else; raises Held when a demonstration is under way."""
    with locked(DEMO, command.now()):
        for item in DEMO.iterdir():
            if item.is_dir():
                shutil.rmtree(item)
        (DEMO / "sources").mkdir()
        for path in SANDBOX.glob("*.yml"):
            shutil.copy(path, DEMO / "sources")


def _wrong(console: Console, message: str, code: int = command.USAGE) -> int:
    console.print(Text(message), soft_wrap=True)
    return code


def _console() -> Console:
    """Where there is no terminal, lines are as wide as tables need; what the output cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    console = Console()
    return console if console.is_terminal else Console(width=170)
