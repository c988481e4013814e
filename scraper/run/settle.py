"""The end of a run: its records join the store, or wait; what is gone expires; the run is reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.atomic import write_atomically
from catalog.merge import expire, merge
from catalog.models import Count, JobAd, Record, Run, Source
from catalog.models.collected import Status
from catalog.store import QUARANTINE, Collected, Store, to_line
from scraper.run.journal import Head, discard, read_journal
from scraper.run.verdict import REFUSED, usual, verdict
from scraper.tally import Tally


@dataclass(frozen=True)
class Ending:
    """How the run of one source ended. ``interrupted``: before its end, by a person, a limit or a crash.

    ``replayed``: it read an archive, so that later runs may be known, and this very one.
    """

    tally: Tally
    ended: dt.datetime
    interrupted: bool = False
    replayed: bool = False
    note: str | None = None


def settle(
    store: Store,
    collected: Collected,
    source: Source | None,
    journal: Path,
    ending: Ending,
    told: tuple[Head, dict[str, Record]] | None = None,
) -> Run | None:
    """Judge the run whose records are in ``journal`` and act on it; ``collected`` is brought up to date.

    ``told`` is what the file holds, when the process that wrote it is the one that asks.
    Each step may be done twice without harm, and the journal goes last: a crash in between repeats them.
    None when the journal holds no run. ``source`` is None when it is no longer described: its run is then
    interrupted. A replay leaves the report of the run it replays as it was.
    """
    read = told or read_journal(journal)
    if read is None:
        discard(journal)
        return None
    head, records = read
    history = [run for run in collected.runs.get(head.source, []) if run.started < head.started]
    status: Status = "interrupted"
    if source is not None:
        status = verdict(len(records), source.expect, history, ending.tally, interrupted=ending.interrupted)
    new = changed = 0
    gone: tuple[str, ...] = ()
    if status in REFUSED:
        if status != "failed" and not ending.replayed:
            _put_aside(store, head, records, ending.tally)
    else:
        if status == "good":
            seen = _as_told(head, ending.tally)
            gone = _gone(collected, seen, records, replayed=ending.replayed)
            if not ending.replayed and (waiting := _waiting(store, head.source)).exists():
                discard(waiting)  # this run says better
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
        note=ending.note or _note(source, status, len(records), history),
    )
    known = any(other.started == head.started for other in collected.runs.get(head.source, []))
    if not (ending.replayed and known):
        report(store, collected, run)
    discard(journal)
    return run


def give_up(store: Store, collected: Collected, head: Head, journal: Path, error: Exception) -> Run:
    """A run that cannot be settled is reported as failed; its journal waits aside, and no other source suffers."""
    aside = _waiting(store, head.source).with_suffix(".journal")
    aside.parent.mkdir(parents=True, exist_ok=True)
    journal.replace(aside)
    note = f"erreur imprévue ({type(error).__name__}) : les fiches lues attendent dans {aside.name}"
    run = Run(
        source=head.source, started=head.started, ended=head.started, as_of=head.as_of, status="failed", note=note
    )
    report(store, collected, run)
    return run


class CannotAccept(Exception):
    """``str()`` says why, in French."""


def accept(store: Store, collected: Collected, source: str) -> Run:
    """Let in what a run that was not trusted brought back, and hold that run for good: what it did not see is gone.

    Raises CannotAccept when nothing waits, or when a later run has joined: it would bring back the past.
    """
    waiting = _waiting(store, source)
    read = read_journal(waiting) if waiting.exists() else None
    if read is None:
        raise CannotAccept(f"{source} : rien n’attend d’être accepté")
    head, records = read
    runs = collected.runs.get(source, [])
    if any(run.started > head.started and run.status not in REFUSED for run in runs):
        raise CannotAccept(f"{source} : une collecte plus récente est déjà entrée ; relancez plutôt la collecte")
    gone = () if head.incomplete else _gone(collected, head, records, replayed=False)
    new, changed = _join(store, collected, head, records, gone)
    refused = next((run for run in runs if run.started == head.started), None)
    base = refused or Run(
        source=source, started=head.started, ended=head.started, as_of=head.as_of, status="good", kept=len(records)
    )
    told = {"status": "good", "accepted": True, "note": "acceptée à la main"}
    counts = {"new": new, "changed": changed, "expired": len(gone), "missing": gone}
    run = base.model_copy(update={**told, **counts})
    report(store, collected, run)
    discard(waiting)
    return run


def _waiting(store: Store, source: str) -> Path:
    """What waits to be accepted of a source: what its last run that was not trusted brought back."""
    return store.folder / QUARANTINE / f"{source}.jsonl"


def _put_aside(store: Store, head: Head, records: Mapping[str, Record], tally: Tally) -> None:
    lines = (_as_told(head, tally).model_dump_json(exclude_defaults=True) + "\n", *map(to_line, records.values()))
    write_atomically(_waiting(store, head.source), "".join(lines).encode("utf-8"))


def report(store: Store, collected: Collected, run: Run) -> None:
    """Put a run with those of its source, on disk and in memory."""
    store.add_run(run)
    others = [other for other in collected.runs.get(run.source, []) if other.started != run.started]
    collected.runs[run.source] = sorted([*others, run], key=lambda other: other.started)


def _as_told(head: Head, tally: Tally) -> Head:
    """The head with what the run tells of what it could not see."""
    told = {"failed": tuple(sorted(tally.failed)), "incomplete": tally.incomplete, "capped": tally.capped}
    return head.model_copy(update=told)


def _gone(collected: Collected, head: Head, records: Mapping[str, Record], *, replayed: bool) -> tuple[str, ...]:
    """The open ads of the source that a whole run did not see, and whose page did not fail; none when an archive is
    replayed and a later run is known: it says nothing of today. Of a list cut at its newest, only what is newer than
    the cut can be called gone."""
    failed = set(head.failed)
    later = replayed and any(run.as_of > head.as_of for run in collected.runs.get(head.source, []))
    if head.kind != "ads" or later:
        return ()
    return tuple(
        name
        for name, ad in collected.ads.items()
        if ad.source == head.source
        and ad.expired is None
        and ad.first_seen <= head.as_of
        and name not in records
        and not failed & {ad.source_id, ad.url}
        and (head.capped is None or (ad.date_posted is not None and ad.date_posted.earliest > head.capped))
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


def _note(source: Source | None, status: Status, kept: int, history: list[Run]) -> str | None:
    """What was expected, when it is not what came."""
    if source is None:
        return None
    before = usual(history)
    usually = "" if before is None else f"{before:.1f}".removesuffix(".0").replace(".", ",")
    habit = usually and f", d’habitude {usually}"
    if kept > source.expect.max:
        return f"plus que le maximum attendu : {source.expect.max}{habit}"
    if status == "too_few" and kept < source.expect.min:
        return f"moins que le minimum attendu : {source.expect.min}{habit}"
    words = {"too_few": "bien moins que", "quarantined": "bien plus que"}
    return f"{words[status]} d’habitude : {usually}" if status in words else None
