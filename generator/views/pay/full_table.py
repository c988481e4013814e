"""Every row behind the page, surveys and ads apart: what the simulator says, for those who have no script."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.figures import Reading
from generator.numbers import french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import ALL
from generator.views.pay.choices import Dimension
from generator.views.pay.groups import AMOUNTS, GAPS, pay_readings
from generator.views.pay.simulator import TABLE, range_words

#: Rows of ads that the page shows; the others are in the file.
MOST_ROWS = 200
TOO_FEW = "effectif insuffisant"


@dataclass(frozen=True)
class AdsRow:
    """A row of the table of ads: ``name`` says which (« Bretagne, CDI »)."""

    reference: str
    name: str
    pay: str
    spread: str
    n: str
    coverage: str


@dataclass(frozen=True)
class AdsTable:
    """The rows shown, the broadest first, and how many more the file holds."""

    rows: list[AdsRow]
    more: int


def ads_table(site: Site, dimensions: tuple[Dimension, ...]) -> AdsTable:
    """The cells that some ad fills with a pay."""
    names = [{ALL: "", **each.options} for each in dimensions]
    found: list[tuple[tuple[int, tuple[str, ...]], Row]] = []
    for row in site.tables[TABLE].rows:
        values = [str(row[each.column]) for each in dimensions]
        if row["n"] and all(value in known for value, known in zip(values, names, strict=True)):
            chosen = tuple(value for value in values if value != ALL)
            found.append(((len(chosen), tuple(values)), row))
    found.sort(key=lambda pair: pair[0])
    rows = [ads_row(row, _chosen(row, dimensions) or "Toutes les annonces") for _, row in found]
    return AdsTable(rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))


def _chosen(row: Row, dimensions: tuple[Dimension, ...]) -> str:
    return ", ".join(each.options[value] for each in dimensions if (value := str(row[each.column])) != ALL)


def ads_row(row: Row, name: str) -> AdsRow:
    """A cell of ``salaires-annonces`` in words; what is under its minimum says so."""
    low, high, first, last = (row[name] for name in ("low_median", "high_median", "low_q1", "high_q3"))
    known = isinstance(low, int | float) and isinstance(high, int | float)
    spread = isinstance(first, int | float) and isinstance(last, int | float)
    coverage = row["coverage"]
    return AdsRow(
        reference=f"table:{TABLE}#{row.key}",
        name=name,
        pay=range_words(low, high) if known else TOO_FEW,  # type: ignore[arg-type]
        spread=range_words(first, last) if spread else "–",  # type: ignore[arg-type]
        n=f"{french_number(int(str(row['n'])))} sur {french_number(int(str(row['of'])))}",
        coverage=french_number(coverage) if isinstance(coverage, int | float) else "–",
    )


def survey_rows(site: Site) -> list[Reading]:
    """Every figure of yearly gross pay and of its gaps, the newest first."""
    return pay_readings(site, (*AMOUNTS, *GAPS))
