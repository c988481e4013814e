"""One source read by its spider, from the first request to a closed journal."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from catalog.models import Record
from catalog.store import JOURNAL
from scraper.archive.reader import Pass
from scraper.archive.writer import ArchiveWriter
from scraper.readers import Readers
from scraper.run.journal import Head, Journal
from scraper.sources import Ready
from scraper.tally import Tally

#: Why a spider closed before its end, as a report says it.
_ENDINGS = {
    "shutdown": "arrêtée à la main",
    "closespider_pagecount": "arrêtée à la limite du nombre de pages",
    "closespider_timeout": "arrêtée à la limite de durée",
    "memusage_exceeded": "arrêtée à la limite de mémoire",
}

#: Seconds between two looks at whether a crawl has begun.
_OPENING = 0.05


@dataclass
class Job:
    """A source to read: since when, with what. ``archive`` is the root of the WARC files, None to keep none.

    ``replay`` takes the place of the network, and of ``clock``, which dates the responses.
    """

    ready: Ready
    started: dt.datetime
    readers: Readers
    clock: Callable[[], dt.datetime]
    archive: str | None = None
    replay: Pass | None = None
    tally: Tally = field(default_factory=Tally)
    #: What was written in its journal, by id.
    records: dict[str, Record] = field(default_factory=dict)
    #: Why it ended early, None when it did not.
    cut: str | None = None
    failure: OSError | None = None
    #: Whether its engine has started, and whether all is over.
    begun: bool = False
    over: bool = False

    @property
    def head(self) -> Head:
        source, spider = self.ready.source, self.ready.spider
        return Head(
            source=source.id, kind=spider.brings, started=self.started, as_of=spider.as_of(source, self.started)
        )

    def journal(self, folder: Path) -> Path:
        """Where the journal of this source is."""
        return folder / JOURNAL / f"{self.ready.source.id}.jsonl"


async def crawl(
    job: Job,
    runner: AsyncCrawlerRunner,
    settings: Settings,
    folder: Path,
    acknowledge: Callable[[int], None],
    register: Callable[[Crawler], None],
) -> None:
    """Run the spider of ``job`` to its end; what it found is in its journal, what it counted in its tally.

    ``acknowledge`` hears how many records are safe on the disk; ``register`` is given the crawler, to stop it.
    Only an OSError of the journal or of the archive ends it early from inside: it is then in ``job.failure``.
    """
    stopping: list[asyncio.Future[None]] = []

    def fail(error: OSError) -> None:
        if job.failure is None:
            job.failure = error
            stopping.append(asyncio.ensure_future(end(job, crawler)))

    archive = _archive(job, fail)
    journal = Journal(job.journal(folder), job.head, acknowledge=acknowledge)
    crawler = Crawler(job.ready.spider, settings)

    def closed(reason: str) -> None:
        if reason != "finished":
            job.cut = _ENDINGS.get(reason, f"arrêtée ({reason})")

    def broken() -> None:
        if journal.failure:
            fail(journal.failure)

    def begun() -> None:
        job.begun = True

    crawler.signals.connect(begun, signals.engine_started)
    crawler.signals.connect(closed, signals.spider_closed)
    crawler.signals.connect(broken, signals.item_error)
    register(crawler)
    try:
        await runner.crawl(
            crawler,
            source=job.ready.source,
            now=job.started,
            tally=job.tally,
            secrets_given=job.ready.secrets,
            readers=job.readers,
            clock=job.clock,
            journal=journal,
            archive=archive,
            replay=job.replay,
        )
    finally:
        job.over = True
        job.records = journal.kept
        journal.close()
        if archive:
            with contextlib.suppress(OSError):  # a file without its ending is that of a run that was cut
                archive.end(job.cut)
            archive.close()


def _archive(job: Job, fail: Callable[[OSError], None]) -> ArchiveWriter | None:
    if job.archive is None:
        return None
    run = f"{job.started:%Y%m%dT%H%M%SZ}"
    return ArchiveWriter(job.archive, run, job.ready.source.id, job.started, fail)


async def end(job: Job, crawler: Crawler) -> None:
    """Stop a crawl cleanly, once it has begun: Scrapy waits for ever for the end of one stopped while it opens."""
    while not job.over:
        if job.begun and crawler.engine.running:
            await crawler.stop_async()
            return
        await asyncio.sleep(_OPENING)
