"""What a person sees of a collection: a line a source while it runs, a table when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from catalog.models import Candidate, Count, JobAd, PayFigure, Record, Run
from catalog.models.collected import Status
from scraper.net import reasons
from scraper.relevance import LABELS as REFUSALS
from scraper.run.crawl import Job

#: The word of each status, and how it is coloured where there are colours.
STATUSES: dict[Status, tuple[str, str]] = {
    "good": ("bonne", "green"),
    "partial": ("partielle", "yellow"),
    "interrupted": ("interrompue", "yellow"),
    "too_few": ("trop peu", "red"),
    "quarantined": ("en quarantaine", "red"),
    "failed": ("échec", "red"),
}


def number(count: int) -> str:
    """``1 234``: thousands apart by a no-break space."""
    return f"{count:,}".replace(",", "\u202f")


class Screen:
    """A live line a source on a terminal; elsewhere, a plain line when a source begins and when it ends."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = console.is_terminal
        self._tasks: dict[int, TaskID] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.fields[source]}", style="bold"),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not self._live,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def began(self, job: Job) -> None:
        name = job.ready.source.id
        self._tasks[id(job)] = self._progress.add_task("", source=name, told="…", total=None)
        if not self._live:
            self._say(f"{name} : lecture…")

    def acknowledged(self, job: Job, count: int) -> None:
        tally = job.tally
        told = f"{number(count)} gardées · {number(sum(tally.refused.values()))} écartées"
        if errors := sum(tally.errors.values()):
            told += f" · {number(errors)} erreurs"
        self._progress.update(self._tasks[id(job)], told=f"{told} · {number(tally.requests)} requêtes")

    def ended(self, run: Run) -> None:
        note = f" ({run.note})" if run.note else ""
        self._say(f"{run.source} : {STATUSES[run.status][0]}, {number(run.kept)} gardées{note}")

    def _say(self, line: str) -> None:
        self._console.print(Text(line), highlight=False, soft_wrap=True)


def summary(runs: Sequence[Run], adapters: Mapping[str, str]) -> Table:
    """A row a source: what is new, seen again, gone, refused and missed, the last two by reason."""
    table = Table(title="Collecte", title_justify="left", box=SIMPLE)
    for heading in ("Source", "Adaptateur", "État"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Nouvelles", "Revues", "Expirées"):
        table.add_column(heading, justify="right")
    for heading in ("Écartées", "Erreurs"):
        table.add_column(heading, overflow="fold")
    for run in runs:
        word, style = STATUSES[run.status]
        seen = run.kept - run.new if run.status not in ("too_few", "quarantined", "failed") else 0
        table.add_row(
            Text(run.source),
            Text(adapters.get(run.source, "–")),
            Text(word, style=style),
            number(run.new),
            number(seen),
            number(run.expired),
            Text(_by_reason(run.refused.items(), REFUSALS)),
            Text(_by_reason(run.errors.items(), {})),
        )
    return table


def _by_reason(counts: Iterable[tuple[str, Count]], labels: dict[str, str]) -> str:
    told = sorted(((item.count, labels.get(code) or reasons.label_of(code)) for code, item in counts), reverse=True)
    return "\n".join(f"{number(count)} {label}" for count, label in told) or "–"


def shown_record(record: Record) -> str:
    """A record in a few words."""
    if isinstance(record, JobAd):
        where = ", ".join(place.commune or place.text for place in record.places[:2])
        pay = record.base_salary.text if record.base_salary else None
        told = [record.title, record.hiring_organization, where, record.contract, pay]
    elif isinstance(record, Candidate):
        asked = f"{record.questions} questions" if record.questions else None
        told = [record.title, record.interviewee, record.publisher, asked]
    elif isinstance(record, PayFigure):
        told = [
            ", ".join(record.group.values()),
            str(record.period),
            record.statistic,
            f"{record.value:g}",
            record.unit,
        ]
    else:
        told = [record.id]
    return " · ".join(part for part in told if part)
