"""Whether the demand for a skill rises or falls: only where three complete months of one source say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.site import Site
from generator.tables.rules import PUBLISHED, TREND_MIN
from generator.views.skills.rows import count

TABLE = "competences-par-source"
#: Points of share between the first and the last month under which nothing is said to move.
LEAST_MOVE = 5.0


@dataclass(frozen=True)
class Trend:
    """``direction`` is 1, 0 or -1, over the last complete ``months`` of ``source``, in order."""

    direction: int
    source: str
    months: tuple[str, ...]

    @property
    def last(self) -> str:
        """The last of its months, in words."""
        return date_words(PartialDate.parse(self.months[-1]))

    @property
    def words(self) -> str:
        return {1: "↗ en hausse", 0: "→ stable", -1: "↘ en baisse"}[self.direction]


def direction(shares: Mapping[str, float]) -> tuple[int, tuple[str, ...]] | None:
    """Where the last three months of ``shares`` (percent by month) go, and which they are; None when they do not
    follow each other, or go both ways."""
    months = tuple(sorted(shares)[-TREND_MIN:])
    if len(months) < TREND_MIN or any(_rank(after) - _rank(before) != 1 for before, after in _pairs(months)):
        return None
    moves = [shares[after] - shares[before] for before, after in _pairs(months)]
    whole = shares[months[-1]] - shares[months[0]]
    if all(abs(move) < LEAST_MOVE for move in (*moves, whole)):
        return 0, months
    if abs(whole) >= LEAST_MOVE and (all(move >= 0 for move in moves) or all(move <= 0 for move in moves)):
        return (1 if whole > 0 else -1), months
    return None


class Trends:
    """The complete months of each source, read once."""

    def __init__(self, site: Site) -> None:
        #: By source and month, how many ads; by skill, source and month, how many of them name it.
        self._of: dict[str, dict[str, int]] = defaultdict(dict)
        self._n: dict[tuple[str, str, str], int] = {}
        table = site.tables.get(TABLE)
        for row in table.where(complete=True, status=PUBLISHED) if table else ():
            source, month = str(row["source"]), str(row["month"])
            self._of[source][month] = count(row, "of")
            self._n[str(row["skill"]), source, month] = count(row, "n")

    def of(self, skill: str) -> Trend | None:
        """The trend of a skill in the source that has most ads; None when no source shows one.

        A complete month of enough ads none of which names the skill is a share of zero.
        """
        for source in sorted(self._of, key=lambda name: (-sum(self._of[name].values()), name)):
            months = self._of[source]
            named = {month: self._n.get((skill, source, month), 0) for month in months}
            if not any(named.values()):
                continue
            found = direction({month: 100 * named[month] / months[month] for month in months})
            if found:
                return Trend(found[0], source, found[1])
        return None


def _pairs(months: Iterable[str]) -> list[tuple[str, str]]:
    return list(pairwise(months))


def _rank(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number)
