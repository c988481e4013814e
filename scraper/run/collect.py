"""A collection: what was left is recovered, every source is read, judged and settled, ads that are one are told."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from catalog.models import Run, Source
from catalog.problem import Problem
from catalog.store import Collected, Store, load_collected
from scraper.archive.reader import Archive
from scraper.extract.corrections import Corrections
from scraper.net.reasons import reason_of
from scraper.readers import Readers
from scraper.run.crawl import Job, crawl, end
from scraper.run.grouping import regroup
from scraper.run.lock import locked
from scraper.run.recovery import recover
from scraper.run.settle import Ending, give_up, settle
from scraper.sources import Ready

#: Sources read at once; each host is asked at its own pace.
AT_ONCE = 8
#: A clock may have gone back by so much; a last run further ahead was dated by a clock that was wrong.
_CLOCK_BACK = dt.timedelta(hours=2)


class BadStore(Exception):
    """What is stored cannot be read: nothing is collected over it. ``str()`` tells every problem, one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))


class Observer(Protocol):
    """Hears how a collection goes."""

    def began(self, job: Job) -> None: ...

    def acknowledged(self, job: Job, count: int) -> None: ...

    def ended(self, run: Run) -> None: ...


@dataclass(frozen=True)
class Plan:
    """``ready`` are the sources to read, ``sources`` all that are described.

    ``folder`` is where records go (``data/collected``); ``settings`` are those of Scrapy for a source. ``archive`` is
    the root of the WARC files, None to keep none; ``replay`` an archive that is read instead of the network, its
    passes in order, each with its own clock.
    """

    ready: Sequence[Ready]
    sources: Mapping[str, Source]
    readers: Readers
    folder: Path
    settings: Callable[[Ready], Settings]
    now: Callable[[], dt.datetime]
    corrections: Corrections = field(default_factory=Corrections)
    archive: str | None = None
    replay: Archive | None = None


class Collection:
    """One run over several sources. ``stop`` ends it cleanly: what was got is kept."""

    def __init__(self, plan: Plan, observer: Observer) -> None:
        self._plan = plan
        self._observer = observer
        self._crawls: list[tuple[Job, Crawler]] = []
        self._stopping: list[asyncio.Future[None]] = []
        self.stopped = False
        self._store = Store(plan.folder)
        self._collected = Collected()
        self.recovered: list[Run] = []
        self.runs: list[Run] = []

    async def run(self) -> list[Run]:
        """The reports of the sources read. Raises Held, BadStore, or OSError when the disk refuses; what was
        acknowledged is then on it, and the next run takes it up."""
        with locked(self._plan.folder, self._plan.now()):
            self._collected, problems = load_collected(self._plan.folder)
            if problems:
                raise BadStore(problems)
            self.recovered = recover(self._store, self._collected, self._plan.sources)
            for jobs in self._passes():
                await self._together(jobs)
            ads = regroup(self._collected.ads, self._plan.corrections)
            if ads != self._collected.ads:
                self._store.write("ads", ads)
        return self.runs

    def stop(self) -> None:
        """Ask every spider to end; requests under way are finished, no other is sent."""
        self.stopped = True
        for job, crawler in self._crawls:
            self._stopping.append(asyncio.ensure_future(end(job, crawler)))

    def _passes(self) -> Iterator[list[Job]]:
        """Jobs that may run side by side: all of them on the network, those of one pass in a replay."""
        plan = self._plan
        if plan.replay is None:
            yield [
                Job(ready, self._start(ready), plan.readers, plan.now, archive=plan.archive) for ready in plan.ready
            ]
            return
        for tape in plan.replay.passes():
            wanted = [ready for ready in plan.ready if tape.source in (None, ready.source.id)]
            yield [Job(ready, tape.started, plan.readers, plan.now, replay=tape) for ready in wanted]

    def _start(self, ready: Ready) -> dt.datetime:
        """Now, or a second after the last run of the source: two runs never have one start, clocks go back."""
        runs = self._collected.runs.get(ready.source.id)
        now = self._plan.now()
        last = runs[-1].started if runs else None
        behind = last is not None and now <= last < now + _CLOCK_BACK
        return last + dt.timedelta(seconds=1) if last is not None and behind else now

    async def _together(self, jobs: Sequence[Job]) -> None:
        runner = AsyncCrawlerRunner()
        room = asyncio.Semaphore(AT_ONCE)

        async def one(job: Job) -> None:
            async with room:
                if not self.stopped:
                    await self._one(job, runner)

        results = await asyncio.gather(*map(one, jobs), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _one(self, job: Job, runner: AsyncCrawlerRunner) -> None:
        self._observer.began(job)

        def register(crawler: Crawler) -> None:
            self._crawls.append((job, crawler))
            if self.stopped:  # between the first word of a source and its first request
                self._stopping.append(asyncio.ensure_future(end(job, crawler)))

        def acknowledge(count: int) -> None:
            self._observer.acknowledged(job, count)

        try:
            await crawl(job, runner, self._plan.settings(job.ready), self._plan.folder, acknowledge, register)
        except OSError:
            raise
        except Exception as error:  # of this source alone: the others go on
            job.tally.incomplete = True
            job.tally.error(reason_of(error), type(error).__name__)
            job.cut = "arrêtée par une erreur imprévue"
        if job.failure:
            self.stop()
            raise job.failure
        self._settle(job)

    def _settle(self, job: Job) -> None:
        cut = job.cut or (job.replay.cut if job.replay else None)
        ended = job.started if job.replay else self._plan.now()
        ending = Ending(job.tally, ended, interrupted=cut is not None, replayed=job.replay is not None, note=cut)
        journal = job.journal(self._plan.folder)
        try:
            told = job.head, job.records
            run = settle(self._store, self._collected, job.ready.source, journal, ending, told)
            job.records = {}  # the job is known until the collection ends
        except (ValueError, TypeError, KeyError) as error:
            run = give_up(self._store, self._collected, job.head, journal, error)
        if run:
            self.runs.append(run)
            self._observer.ended(run)
