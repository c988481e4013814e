"""A trend: what three complete months of one source show, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Literal

from generator.freshness import add_months
from generator.tables.compute import Row
from generator.tables.rules import TREND_MIN

Direction = Literal["hausse", "baisse", "stable"]
#: Two counts differ when they are further apart than this many times the standard error of their difference.
_ERRORS = 2


@dataclass(frozen=True)
class Trend:
    """``months`` are those compared, ``2026-08`` to ``2026-10``, and ``counts`` what each holds. ``stable``: they do
    not all go the same way, or differ no more than chance makes counts differ."""

    source: str
    direction: Direction
    months: tuple[str, ...]
    counts: tuple[int, ...]


def trend(rows: Iterable[Row]) -> Trend | None:
    """The trend of one source, from its rows of ``annonces-par-mois`` in any order.

    It compares the last three complete months, which must follow each other; None when there are none such.
    ValueError when the rows are of several sources: they do not add up, nor follow each other.
    """
    each = list(rows)
    sources = {str(row["source"]) for row in each}
    if len(sources) > 1:
        raise ValueError(f"a trend is of one source, not of {', '.join(sorted(sources))}")
    complete = sorted((str(row["month"]), int(str(row["n"]))) for row in each if row["complete"])[-TREND_MIN:]
    months = tuple(month for month, _ in complete)
    if len(complete) < TREND_MIN or any(_after(one) != other for one, other in pairwise(months)):
        return None
    counts = tuple(count for _, count in complete)
    return Trend(sources.pop(), _direction(counts), months, counts)


def _after(month: str) -> str:
    return f"{add_months(dt.date.fromisoformat(f'{month}-01'), 1):%Y-%m}"


def _direction(counts: tuple[int, ...]) -> Direction:
    first, last = counts[0], counts[-1]
    if abs(last - first) <= _ERRORS * sqrt(first + last):
        return "stable"
    if all(one < other for one, other in pairwise(counts)):
        return "hausse"
    return "baisse" if all(one > other for one, other in pairwise(counts)) else "stable"
