"""What a person sees of a collection: a line a source while it runs, a table when it is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from catalog.models import Candidate, Count, JobAd, PayFigure, Record, Run
from catalog.models.collected import Status
from catalog.run_labels import STATISTICS, status_label
from scraper.net import reasons
from scraper.relevance import LABELS as REFUSALS
from scraper.run.crawl import Job
from scraper.run.verdict import REFUSED

#: Under this width a terminal is spared the columns one can do without.
NARROW = 110
_STYLES: dict[Status, str] = {"good": "green", "partial": "yellow", "interrupted": "yellow"}
#: Characters of an example.
_LONGEST = 60
#: The units of pay, as people say them.
_UNITS = {"HOUR": "par heure", "MONTH": "par mois", "YEAR": "par an"}


def number(count: int) -> str:
    """``1 234``: thousands apart by a no-break space."""
    return f"{count:,}".replace(",", "\u202f")


def plural(count: int, one: str, many: str | None = None) -> str:
    """``0 fiche``, ``1 fiche``, ``2 fiches``: French is singular below two."""
    return f"{number(count)} {one if count < 2 else many or f'{one}s'}"


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
        counts = [plural(count, "gardée"), plural(tally.refused.total(), "écartée")]
        if errors := tally.errors.total():
            counts.append(plural(errors, "erreur"))
        counts.append(plural(tally.requests, "requête"))
        self._progress.update(self._tasks[id(job)], told=" · ".join(counts))

    def ended(self, run: Run) -> None:
        note = f" ; {run.note}" if run.note else ""
        kept = plural(run.kept, "gardée")
        if run.status in REFUSED and run.kept:
            kept = f"{plural(run.kept, 'fiche lue', 'fiches lues')}, aucune gardée"
        self._say(f"{run.source} : {status_label(run)}, {kept}{note}")

    def _say(self, line: str) -> None:
        self._console.print(Text(line), highlight=False, soft_wrap=True)


def state(run: Run) -> Text:
    """How a reading ended, green, yellow or red where there are colours."""
    return Text(status_label(run), style=_STYLES.get(run.status, "red"))


def table_of_sources(title: str, *, narrow: bool) -> Table:
    """An empty table whose first column is a source: its whole name, on two lines where one is too short."""
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 0 if narrow else 1))
    table.add_column("Source", overflow="fold")
    return table


def summary(runs: Sequence[Run], adapters: Mapping[str, str], width: int) -> Table:
    """A row a source: what is new, seen again, gone, refused and missed. ``reasons_told`` says why.

    ``width`` is that of the terminal, in characters; a narrow one is not told the adapters.
    """
    narrow = width < NARROW
    table = table_of_sources("Collecte", narrow=narrow)
    for heading in (*([] if narrow else ["Adaptateur"]), "Lecture"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Nouvelles", "Revues", "Expirées", "Écartées", "Erreurs"):
        table.add_column(heading, justify="right", no_wrap=True)
    for run in runs:
        joined = run.status not in REFUSED
        table.add_row(
            Text(run.source),
            *([] if narrow else [Text(adapters.get(run.source, "–"))]),
            state(run),
            number(run.new),
            number(run.kept - run.new if joined else 0),
            number(run.expired),
            number(_total(run.refused)),
            number(_total(run.errors)),
        )
    return table


def reasons_told(runs: Sequence[Run]) -> Iterator[str]:
    """Why records were refused, what went wrong and what it hid, a line each for the sources that have any."""
    for run in runs:
        if run.status == "partial":
            yield f"{run.source} : des erreurs ont caché une partie de la source ; rien n’en est tenu pour retiré."
        for what, counts, labels in (("écartées", run.refused, REFUSALS), ("erreurs", run.errors, {})):
            if counts:
                yield f"{run.source}, {what} : {_by_reason(counts, labels)}."


def _by_reason(counts: Mapping[str, Count], labels: Mapping[str, str]) -> str:
    told = [(item, labels.get(code) or reasons.label_of(code)) for code, item in counts.items()]
    told.sort(key=lambda each: (-each[0].count, each[1]))
    return ", ".join(f"{number(item.count)} × {label}{_example(item)}" for item, label in told)


def _example(counted: Count) -> str:
    """One of those counted, between brackets; nothing when none was kept."""
    example = counted.samples[0] if counted.samples else ""
    return f" ({example[:_LONGEST]}{'…' if len(example) > _LONGEST else ''})" if example else ""


def _total(counts: Mapping[str, Count]) -> int:
    return sum(item.count for item in counts.values())


def shown_record(record: Record) -> str:
    """A record in a few words."""
    if isinstance(record, JobAd):
        where = ", ".join(place.commune or place.text for place in record.places[:2])
        pay = record.base_salary.text if record.base_salary else None
        told = [record.title, record.hiring_organization, where, record.contract, pay]
    elif isinstance(record, Candidate):
        asked = plural(record.questions, "question") if record.questions else None
        told = [record.title, record.interviewee, record.publisher, asked]
    elif isinstance(record, PayFigure):
        amount = f"{record.value:,.2f}".removesuffix(".00").replace(",", "\u202f").replace(".", ",")
        who = ", ".join(record.group.values())
        told = [
            who,
            str(record.period),
            STATISTICS[record.statistic],
            f"{amount} {record.currency} {_UNITS[record.unit]}",
        ]
    else:
        told = [record.id]
    return " · ".join(part for part in told if part)
