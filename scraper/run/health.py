"""The health of each source: ``metier sources``, and what a pull request of data says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from catalog.models import Run, Source
from catalog.run_labels import FREQUENCIES
from scraper.run.screen import STATUSES, number
from scraper.run.verdict import REFUSED, usual
from scraper.sources import prepare


def health_table(
    sources: Mapping[str, Source], runs: Mapping[str, Sequence[Run]], environ: Mapping[str, str]
) -> tuple[Table, bool]:
    """One row a source, and whether all of those that were read last ended well."""
    _, skipped, wrong = prepare(sources.values(), environ)
    table = Table(title="Sources", title_justify="left", box=SIMPLE)
    for heading in ("Source", "Fréquence", "Dernière collecte", "État"):
        table.add_column(heading)
    for heading in ("Fiches", "D’habitude", "Écartées", "Erreurs"):
        table.add_column(heading, justify="right")
    sound = not wrong
    for name, source in sources.items():
        history = runs.get(name, ())
        last = history[-1] if history else None
        state, style = STATUSES[last.status] if last else ("jamais lue", "dim")
        if any(line.startswith(f"{name} :") for line in skipped):
            state += ", clé absente"
        sound = sound and not (last and last.status in REFUSED)
        habit = usual(history)
        table.add_row(
            Text(name),
            FREQUENCIES[source.frequency],
            f"{last.as_of:%d/%m/%Y}" if last else "–",
            Text(state, style=style),
            number(last.kept) if last else "–",
            number(round(habit)) if habit is not None else "–",
            number(sum(count.count for count in last.refused.values())) if last else "–",
            number(sum(count.count for count in last.errors.values())) if last else "–",
        )
    for line in wrong:
        table.caption = f"{table.caption}\n{line}" if table.caption else line
    return table, sound
