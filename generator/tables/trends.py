"""A trend: what three complete months of one source show, of a count or of a share, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Literal

from generator.freshness import add_months
from generator.tables.compute import Row
from generator.tables.rules import TREND_MIN

Direction = Literal["hausse", "baisse", "stable"]
#: Two values differ when they are further apart than this many times the standard error of their difference.
_ERRORS = 2
#: A month is complete once its source was read after it: the last one may be that before the last to be over.
_RECENT_MONTHS = 2


@dataclass(frozen=True)
class Trend:
    """``months`` are those compared, ``2026-08`` to ``2026-10``, and ``counts`` what each holds. ``stable``: they do
    not all go the same way, or differ no more than chance makes them differ."""

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
    complete = {str(row["month"]): int(str(row["n"])) for row in each if row["complete"]}
    months = _compared(complete)
    if months is None:
        return None
    counts = tuple(complete[month] for month in months)
    error = sqrt(counts[0] + counts[-1])
    return Trend(sources.pop(), _direction(counts, error), months, counts)


def share_trend(source: str, complete: Mapping[str, tuple[int, int]], today: dt.date) -> Trend | None:
    """The trend of a share in one source: of how many ads name a skill, among those read.

    ``complete`` gives its complete months, each with both counts (n, of), ``of`` above zero; a month where no ad
    names the skill is there with n = 0. None without three months that follow each other, or when the last is too old
    to tell of ``today``. ``counts`` are those of n; shares give the direction, and their sampling error what is
    chance.
    """
    months = _compared(complete)
    if months is None or months[-1] < f"{add_months(today.replace(day=1), -_RECENT_MONTHS):%Y-%m}":
        return None
    counts, wholes = zip(*(complete[month] for month in months), strict=True)
    pooled = (counts[0] + counts[-1]) / (wholes[0] + wholes[-1])
    error = sqrt(pooled * (1 - pooled) * (1 / wholes[0] + 1 / wholes[-1]))
    shares = tuple(n / of for n, of in zip(counts, wholes, strict=True))
    return Trend(source, _direction(shares, error), months, counts)


def _compared(complete: Iterable[str]) -> tuple[str, ...] | None:
    """The last of the complete months, in order; None when there are too few, or a hole between them."""
    months = tuple(sorted(complete)[-TREND_MIN:])
    if len(months) < TREND_MIN or any(_after(one) != other for one, other in pairwise(months)):
        return None
    return months


def _after(month: str) -> str:
    return f"{add_months(dt.date.fromisoformat(f'{month}-01'), 1):%Y-%m}"


def _direction(values: tuple[float, ...], error: float) -> Direction:
    """``error`` is the standard error of the last value minus the first."""
    if abs(values[-1] - values[0]) <= _ERRORS * error:
        return "stable"
    if all(one < other for one, other in pairwise(values)):
        return "hausse"
    return "baisse" if all(one > other for one, other in pairwise(values)) else "stable"
