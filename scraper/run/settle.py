"""The end of a run: its records join the store, or wait; what is gone expires; the run is reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.atomic import remove_durably, write_atomically
from catalog.merge import expire, merge
from catalog.models import Count, JobAd, Record, Run, Source
from catalog.store import QUARANTINE, Collected, Store
from scraper.run.journal import Head, discard, read_journal
from scraper.run.verdict import REFUSED, usual, verdict
from scraper.tally import Tally


@dataclass(frozen=True)
class Ending:
    """How the run of one source ended. ``interrupted``: before its end, by a person, a limit or a crash."""

    tally: Tally
    ended: dt.datetime
    interrupted: bool = False
    note: str | None = None


def settle(store: Store, collected: Collected, source: Source | None, journal: Path, ending: Ending) -> Run | None:
    """Judge the run whose records are in ``journal`` and act on it; ``collected`` is brought up to date.

    Each step may be done twice without harm, and the journal goes last: a crash in between repeats them.
    None when the journal holds no run. ``source`` is None when it is no longer described: its run is then
    interrupted.
    """
    read = read_journal(journal)
    if read is None:
        discard(journal)
        return None
    head, records = read
    history = [run for run in collected.runs.get(head.source, []) if run.started < head.started]
    interrupted = ending.interrupted or source is None
    status = (
        "interrupted"
        if source is None
        else verdict(len(records), source.expect, history, ending.tally, interrupted=interrupted)
    )
    waiting = store.folder / QUARANTINE / f"{head.source}.jsonl"
    new = changed = 0
    gone: tuple[str, ...] = ()
    if status in REFUSED:
        if records:
            write_atomically(waiting, journal.read_bytes())
    else:
        if status == "good":
            gone = _gone(collected, head, records, ending.tally)
            remove_durably(waiting) if waiting.exists() else None
        new, changed = _join(store, collected, head, records, gone)
    run = Run(
        source=head.source,
        started=head.started,
        ended=max(ending.ended, head.started),
        as_of=head.as_of,
        status=status,
        kept=len(records),
        new=new,
        changed=changed,
        expired=len(gone),
        requests=ending.tally.requests,
        refused=_counts(ending.tally, ending.tally.refused),
        errors=_counts(ending.tally, ending.tally.errors),
        missing=gone,
        note=ending.note or _note(source, len(records), history),
    )
    report(store, collected, run)
    discard(journal)
    return run


def accept(store: Store, collected: Collected, source: str) -> Run | None:
    """Let in what a run that was not trusted brought back, and hold that run for good; None when nothing waits."""
    waiting = store.folder / QUARANTINE / f"{source}.jsonl"
    read = read_journal(waiting) if waiting.exists() else None
    if read is None:
        return None
    head, records = read
    refused = next((run for run in collected.runs.get(source, []) if run.started == head.started), None)
    # What failed in that run is no longer known one by one: nothing expires.
    new, changed = _join(store, collected, head, records, ())
    base = refused or Run(
        source=source, started=head.started, ended=head.started, as_of=head.as_of, status="good", kept=len(records)
    )
    run = base.model_copy(update={"status": "good", "new": new, "changed": changed, "note": "acceptée à la main"})
    report(store, collected, run)
    discard(waiting)
    return run


def report(store: Store, collected: Collected, run: Run) -> None:
    """Put a run with those of its source, on disk and in memory."""
    store.add_run(run)
    others = [other for other in collected.runs.get(run.source, []) if other.started != run.started]
    collected.runs[run.source] = sorted([*others, run], key=lambda other: other.started)


def _gone(collected: Collected, head: Head, records: dict[str, Record], tally: Tally) -> tuple[str, ...]:
    """The open ads of the source that a whole run did not see, and whose page did not fail; none when a later run
    than this one is known (an old archive says nothing of today)."""
    if head.kind != "ads" or any(run.as_of > head.as_of for run in collected.runs.get(head.source, [])):
        return ()
    return tuple(
        name
        for name, ad in collected.ads.items()
        if ad.source == head.source
        and ad.expired is None
        and ad.first_seen <= head.as_of
        and name not in records
        and not tally.failed & {ad.source_id, ad.url}
    )


def _join(
    store: Store, collected: Collected, head: Head, records: dict[str, Record], gone: tuple[str, ...]
) -> tuple[int, int]:
    """Merge records and expirations into the store; how many are new, and how many changed."""
    known: dict[str, Any] = collected.kind(head.kind)
    new = changed = 0
    for name, record in records.items():
        before = known.get(name)
        known[name] = merge(before, record, head.as_of)
        new += before is None
        changed += before is not None and known[name] != before
    for name in gone:
        ad: JobAd = known[name]
        known[name] = expire(ad, head.as_of)
    store.write(head.kind, known)
    return new, changed


def _counts(tally: Tally, counter: dict[str, int]) -> dict[str, Count]:
    return {
        reason: Count(count=count, samples=tuple(tally.samples.get(reason, ())))
        for reason, count in sorted(counter.items())
    }


def _note(source: Source | None, kept: int, history: list[Run]) -> str | None:
    if source is not None and kept > source.expect.max:
        before = usual(history)
        habit = f", d’habitude {before:g}" if before is not None else ""
        return f"plus que le maximum attendu ({source.expect.max}{habit})"
    return None
