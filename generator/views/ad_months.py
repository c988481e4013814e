"""Ads by month, as the source that has most of them publishes them: sources are never added together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from generator.actions import Address
from generator.charts.by_month import Month, by_month
from generator.charts.drawing import Width
from generator.charts.shown import Column, Link
from generator.freshness import add_months
from generator.numbers import count_text, french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import TREND_MIN
from generator.tables.trends import Trend, trend
from generator.tracing import cell_trace
from generator.views.ad_facets import month_words
from generator.views.charted import Charted, Charts

TABLE = "annonces-par-mois"
#: Calendar months, the current one included.
MONTHS = 12
_WAYS = {
    "hausse": "De plus en plus d’annonces",
    "baisse": "De moins en moins d’annonces",
    "stable": "Ni hausse ni baisse nette du nombre d’annonces",
}


def months_chart(site: Site, address: Address, path: str) -> Charted | None:
    """The last twelve months of the source that has most ads of them, and every source in the table under it.

    None when no source has an ad, or a month read throughout, in that time.
    """
    result = site.tables[TABLE]
    since = f"{add_months(site.today.replace(day=1), 1 - MONTHS):%Y-%m}"
    recent = [row for row in result.rows if row["month"] is not None and str(row["month"]) >= since]
    rows = largest_source(recent)
    if not rows:
        return None
    source, found = str(rows[0]["source"]), trend(rows)
    said = newest_complete(rows) or max(rows, key=lambda row: (_count(row), str(row["month"])))

    def draw(title: str, width: Width, number: int) -> Markup:
        months = [Month(str(row["month"]), _count(row), bool(row["complete"])) for row in rows]
        return by_month(months, title, width, number)

    known = site.catalog.sources.get(source)
    name, publisher = (known.title, known.publisher) if known else (source, source)
    return Charts(site, address, path).make(
        "offres-par-mois",
        months_title(rows, found),
        draw,
        _caption(name, publisher, rows, others=len({row["source"] for row in recent}) - 1),
        TABLE,
        [
            Column("Mois"),
            Column("Source"),
            Column("Annonces", True),
            Column("Rediffusions", True),
            Column("Mois complet"),
        ],
        [_cells(site, row) for row in sorted(recent, key=_newest)],
        cell_trace(site, result, said, "n", label=f"Annonces publiées en {month_words(str(said['month']))}"),
        publisher,
        corpus="ads",
        level=2,
        panel=False,
    )


def largest_source(rows: Sequence[Row]) -> list[Row]:
    """The rows of the source with most ads, by month; the first by name of those that have as many."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_source[str(row["source"])].append(row)
    if not by_source:
        return []
    _, kept = min(by_source.items(), key=lambda item: (-sum(map(_count, item[1])), item[0]))
    return sorted(kept, key=lambda row: str(row["month"]))


def newest_complete(rows: Sequence[Row]) -> Row | None:
    """The last month that was read throughout; None when there is none."""
    complete = [row for row in rows if row["complete"]]
    return max(complete, key=lambda row: str(row["month"])) if complete else None


def months_title(rows: Sequence[Row], found: Trend | None) -> str:
    """What the months of one source say: a direction only when ``found`` gives one, else a count that is sure.

    The count of a month that was not read throughout is a least: ads were there that nobody saw.
    """
    if found:
        first, last = month_words(found.months[0]), month_words(found.months[-1])
        if first[-4:] == last[-4:]:
            first = first[:-5]
        *before, after = map(french_number, found.counts)
        counts = f"{', '.join(before)}, puis {after}"
        return f"{_WAYS[found.direction]} {_from(first)} à {last} : {counts}"
    complete = newest_complete(rows)
    if complete:
        month = month_words(str(complete["month"]))
        return f"{_published(complete)} en {month} ; trop peu de mois complets pour une tendance"
    most = max(rows, key=lambda row: (_count(row), str(row["month"])))
    least = f"Au moins {_published(most)} en {month_words(str(most['month']))}"
    return f"{least} ; aucun mois complet, donc pas de tendance"


def _published(row: Row) -> str:
    return count_text(_count(row), "annonce publiée", "annonces publiées")


def _from(month: str) -> str:
    return f"d’{month}" if month[0] in "ao" else f"de {month}"


def _caption(name: str, publisher: str, rows: Sequence[Row], others: int) -> str:
    text = (
        f"{name if publisher in name else f'{name} ({publisher})'}, la source qui a le plus d’annonces depuis un an."
    )
    if not all(row["complete"] for row in rows):
        text += (
            " Hachuré : mois que l’on n’a pas suivi du début à la fin ; les annonces retirées avant notre lecture y"
            " manquent, un mois ancien paraît donc plus creux qu’il ne l’a été."
        )
    text += f" Une tendance demande {french_number(TREND_MIN)} mois complets qui se suivent."
    if others > 0:
        told = count_text(others, "autre source", "autres sources")
        text += f" Dans le tableau, {told}, sans addition : l’une reprend parfois l’autre."
    return text


def _count(row: Row) -> int:
    value = row["n"]
    return value if isinstance(value, int) else 0


def _newest(row: Row) -> tuple[int, str]:
    year, _, month = str(row["month"]).partition("-")
    return (-(int(year) * 12 + int(month)), str(row["source"]))


def _cells(site: Site, row: Row) -> list[str | Markup | Link]:
    source, again = str(row["source"]), row["reposts"]
    known = site.catalog.sources.get(source)
    return [
        month_words(str(row["month"])).capitalize(),
        Link(known.title, f"sources/index.md#{source}") if known else source,
        french_number(_count(row)),
        french_number(again) if isinstance(again, int) else "0",
        "oui" if row["complete"] else "non",
    ]
