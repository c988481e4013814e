"""The health of each source: ``metier sources``, and what a pull request of data says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from catalog.models import Run, Source
from catalog.run_labels import FREQUENCIES
from scraper.run.screen import NARROW, number, state, table_of_sources
from scraper.run.verdict import REFUSED, usual
from scraper.sources import prepare


@dataclass(frozen=True)
class Health:
    """One row a source, with the day of its last reading that joined the data; what to know besides, a line each;
    whether all that were read last ended well."""

    table: Table
    notes: list[str]
    sound: bool


def health(
    sources: Mapping[str, Source], runs: Mapping[str, Sequence[Run]], environ: Mapping[str, str], width: int
) -> Health:
    """How each source goes; ``width`` is that of the terminal, in characters."""
    _, skipped, wrong = prepare(sources.values(), environ)
    narrow = width < NARROW
    table = table_of_sources("Sources", narrow=narrow)
    for heading in (*(() if narrow else ("Fréquence",)), "Lue le", "Lecture"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Fiches", *(() if narrow else ("D’habitude",)), "Écartées", "Erreurs"):
        table.add_column(heading, justify="right", no_wrap=True)
    sound = not wrong
    for name, source in sources.items():
        history = runs.get(name, ())
        last = history[-1] if history else None
        joined = next((run for run in reversed(history) if run.status not in REFUSED), None)
        sound = sound and not (last and last.status in REFUSED)
        habit = usual(history)
        table.add_row(
            Text(name),
            *(() if narrow else (FREQUENCIES[source.frequency],)),
            f"{joined.as_of:%d/%m/%Y}" if joined else "–",
            state(last) if last else Text("jamais lue", style="dim"),
            number(0 if last.status in REFUSED else last.kept) if last else "–",
            *(() if narrow else (number(round(habit)) if habit is not None else "–",)),
            number(sum(count.count for count in last.refused.values())) if last else "–",
            number(sum(count.count for count in last.errors.values())) if last else "–",
        )
    return Health(table, [*wrong, *skipped], sound)
