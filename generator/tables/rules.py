"""The rules every table obeys, in one place: minimums, and what counts.

- A quantile rests on ten values at least, a share on five: under that the cell is empty and its row says so.
  A quantile counts its values, a share those it is a share of.
- Quantiles are exact (linear interpolation between the two values around the rank, as DuckDB’s ``quantile_cont``).
- A trend needs three complete periods of one source (``generator.tables.trends``).
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

#: Fewest values under a quantile, fewest under a share, fewest complete periods of one source under a trend.
QUANTILE_MIN, SHARE_MIN, TREND_MIN = 10, 5, 3
#: More sources than this are counted, not named, where a row may come from hundreds of works.
MOST_SOURCES = 10
PUBLISHED, TOO_FEW = "publié", "effectif insuffisant"
#: The quartiles that tables give, by the end of their column's name.
POINTS = {"q1": 0.25, "median": 0.5, "q3": 0.75}
#: Stands for what an ad does not say, and for all values of a dimension together.
UNSAID, ALL = "non précisé", "toutes"


def market(ads: ir.Table) -> ir.Table:
    """The jobs that tell of today’s market: in France, published in the last twelve months."""
    return ads.filter(ads.recent & ads.france)


def said(column: ir.Column) -> ir.Column:
    """The column with ``UNSAID`` where an ad says nothing."""
    return column.fill_null(UNSAID)


def span(ads: ir.Table) -> dict[str, ir.Value]:
    """``since`` and ``until``: every day on which the ads may have been published is between them, both included.

    An ad that tells only its month may be of its first day or of its last.
    """
    return {"since": ads.earliest.min(), "until": ads.day.max()}


def window(facts: ir.Table) -> dict[str, ir.Value]:
    """The aggregates that every table of ads carries: its window, and its sources in order."""
    return {
        **span(facts),
        "sources": facts.source.collect(distinct=True).sort().join(","),
    }


def works_window(works: ir.Table) -> dict[str, ir.Value]:
    """The same of works of the collection: years, as texts, and their names unless there are too many to name."""
    named = works.work.collect(distinct=True).sort().join(",")
    return {
        "since": works.first_year.min().cast("string"),
        "until": works.year.max().cast("string"),
        "sources": ibis.ifelse(works.work.nunique() <= MOST_SOURCES, named, ibis.null("string")),
    }


def enough(n: ir.NumericValue, minimum: int, values: Mapping[str, ir.Value]) -> dict[str, ir.Value]:
    """``values`` where ``n`` reaches the minimum, null elsewhere, with the ``status`` that says which."""
    kept = {name: ibis.ifelse(n >= minimum, value, ibis.null(value.type())) for name, value in values.items()}
    return {**kept, "status": ibis.ifelse(n >= minimum, PUBLISHED, TOO_FEW)}


def percent(part: ir.NumericValue, whole: ir.NumericValue) -> ir.FloatingValue:
    """A share in percent; null when there is nothing to divide by."""
    return part * 100.0 / whole.nullif(0)


def coverage(told: ir.NumericValue, whole: ir.NumericValue) -> ir.FloatingValue:
    """The share of those that tell; null under the fewest that a share rests on."""
    return ibis.ifelse(whole >= SHARE_MIN, percent(told, whole), ibis.null("float64"))


def quartiles(column: ir.NumericColumn, name: str) -> dict[str, ir.Value]:
    """``name_q1``, ``name_median`` and ``name_q3``, exact."""
    return {f"{name}_{point}": column.quantile(at) for point, at in POINTS.items()}


def together(*tables: ir.Table) -> ir.Table:
    """The rows of tables of the same columns, one after the other."""
    first, *others = tables
    return first.union(*(other.select(first.columns) for other in others)) if others else first
