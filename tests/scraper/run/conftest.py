"""Whole collections inside pytest, against a board of the test's own."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from catalog.load import load_catalog
from catalog.models import Expectation, Run, Source
from catalog.store import Collected, load_collected
from scraper.archive.reader import open_archive
from scraper.readers import Readers
from scraper.run.collect import Collection, Plan
from scraper.run.crawl import Job
from scraper.run.entry import SURVEYS
from scraper.run.wiring import crawl_settings
from scraper.sources import prepare
from tests.sandbox.server import Sandbox

ROOT = Path(__file__).parents[3]
BOARD = "boards-api.greenhouse.io"
START = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def readers() -> Readers:
    loaded = load_catalog(ROOT / "data", START.date() + dt.timedelta(days=60))
    assert loaded.problems == []
    return Readers(loaded.catalog)


@dataclass
class Silent:
    """Hears, says nothing; ``heard`` is called with what was acknowledged."""

    heard: Callable[[str, int], None] = lambda source, count: None
    runs: list[Run] = field(default_factory=list)

    def began(self, job: Job) -> None:
        pass

    def acknowledged(self, job: Job, count: int) -> None:
        self.heard(job.ready.source.id, count)

    def ended(self, run: Run) -> None:
        self.runs.append(run)


def board(name: str, *, low: int = 0, high: int = 1000, **fields: Any) -> Source:
    """A Greenhouse board of that name."""
    return Source(
        id=name, title=name, publisher=name, site=f"https://boards.greenhouse.io/{name}", licence="inconnu",
        adapter="greenhouse", parameters={"board": name, "company": "Maison Exemple"}, frequency="jour",
        personal_data="aucune", expect=Expectation(min=low, max=high), **fields,
    )  # fmt: skip


def postings(name: str, **fields: Any) -> Source:
    """A Lever site of that name: its ads come by pages."""
    return board(name).model_copy(
        update={"adapter": "lever", "parameters": {"site": name, "company": "Maison Exemple"}}
    )


def job(number: int, title: str = "Community manager (H/F)", words: str = "") -> dict[str, Any]:
    """An ad of a Greenhouse board; descriptions differ from one number to the next."""
    told = f"<p>Vous animez Instagram et Discord pour la ligne {number}, {words}. CDI, 30 000 € brut par an.</p>"
    return {
        "id": number,
        "title": title,
        "absolute_url": f"https://boards.greenhouse.io/x/jobs/{number}",
        "location": {"name": "Lille"},
        "updated_at": "2026-10-30T10:00:00-04:00",
        "content": told,
    }


async def with_own_resolver(run: Coroutine[Any, Any, list[Run]]) -> list[Run]:
    """A collection puts on the reactor a resolver that refuses the loopback: other tests get theirs back."""
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    try:
        return await run
    finally:
        reactor.installNameResolver(resolver)


@dataclass
class Field:
    """A sandbox, a store, and a clock that moves a day at each collection."""

    web: Sandbox
    loop: asyncio.AbstractEventLoop
    readers: Readers
    folder: Path
    day: int = 0
    collection: Collection | None = None

    def serve(self, name: str, jobs: Iterable[dict[str, Any]]) -> None:
        """What the board of that name lists from now on."""
        self.web.add(BOARD, f"/v1/boards/{name}/jobs", {"jobs": list(jobs)})

    def collect(
        self,
        sources: Sequence[Source],
        *,
        archive: Path | str | None = None,
        replay: Path | str | None = None,
        folder: Path | None = None,
        observer: Silent | None = None,
        sandboxed: bool = True,
    ) -> list[Run]:
        """One collection, a day after the former one."""
        now = START + dt.timedelta(days=self.day)
        self.day += 1
        ready, skipped, wrong = prepare(sources, {})
        assert (skipped, wrong) == ([], [])
        root = None if archive is None else str(archive)

        settings = partial(
            crawl_settings,
            archive=root,
            replaying=replay is not None,
            sandbox=self.web.port if sandboxed else None,
            surveys=str(SURVEYS) if sandboxed else None,
        )

        plan = Plan(
            ready=ready,
            sources={source.id: source for source in sources},
            readers=self.readers,
            folder=folder or self.folder,
            settings=lambda each: settings(each.source),
            now=lambda: now,
            archive=root,
            replay=open_archive(str(replay)) if replay is not None else None,
        )
        self.collection = Collection(plan, observer or Silent())
        return asyncio.run_coroutine_threadsafe(with_own_resolver(self.collection.run()), self.loop).result(60)

    def read(self, folder: Path | None = None) -> Collected:
        collected, problems = load_collected(folder or self.folder)
        assert problems == []
        return collected

    def files(self, folder: Path | None = None) -> dict[str, bytes]:
        """The records stored, reports and locks apart."""
        above = folder or self.folder
        return {
            path.relative_to(above).as_posix(): path.read_bytes()
            for kind in ("ads", "candidates", "pay")
            for path in (above / kind).glob("*.jsonl")
        }


@pytest.fixture
def field_of_play(web: Sandbox, reactor_thread: asyncio.AbstractEventLoop, readers: Readers, tmp_path: Path) -> Field:
    return Field(web, reactor_thread, readers, tmp_path / "collected")


def dump(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
