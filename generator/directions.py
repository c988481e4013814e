"""Whether a figure rises, falls or stays: told when three editions of one survey asked the same people the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from catalog.figures import Reading
from catalog.models import Study
from generator.tables.rules import TREND_MIN

Way = Literal["hausse", "baisse", "stable"]
_WORDS: dict[Way, str] = {"hausse": "en hausse", "baisse": "en baisse", "stable": "stable"}


@dataclass(frozen=True)
class Direction:
    """The way a figure goes through ``readings``, the editions compared, oldest first."""

    way: Way
    readings: tuple[Reading, ...]

    @property
    def words(self) -> str:
        """``en baisse en 2021, 2022 et 2023``: the editions compared, since others may lie between them."""
        years = [str(reading.year) for reading in self.readings]
        return f"{_WORDS[self.way]} en {', '.join(years[:-1])} et {years[-1]}"


def direction(reading: Reading, others: Iterable[Reading]) -> Direction | None:
    """Where the last three editions that compare with ``reading`` lead, itself the last; None when they lead nowhere.

    Two figures compare when one survey gives them for the same measure, group and population. Each of the three must
    be one plain value of its own year: an edition that gives two, or an approximate one, breaks the row.
    """
    if not isinstance(reading.work, Study) or reading.work.series is None or reading.year is None:
        return None
    by_year: dict[int, list[Reading]] = {}
    for other in others:
        if _measure(other) == _measure(reading) and other.year and other.year.year <= reading.year.year:
            by_year.setdefault(other.year.year, []).append(other)
    last = [told for _, told in sorted(by_year.items())][-TREND_MIN:]
    if len(last) < TREND_MIN or not all(len(told) == 1 and _is_plain(told[0]) for told in last):
        return None
    compared = tuple(told[0] for told in last)
    way = _way([each.figure.value or 0.0 for each in compared])
    return Direction(way, compared) if way and compared[-1].reference == reading.reference else None


def _is_plain(reading: Reading) -> bool:
    return reading.figure.value is not None and reading.figure.qualifier is None and reading.year is not None


def _measure(reading: Reading) -> tuple[object, ...]:
    series = reading.work.series if isinstance(reading.work, Study) else None
    return (series, reading.metric.id, tuple(reading.figure.group.items()), reading.population)


def _way(values: list[float]) -> Way | None:
    steps = [after - before for before, after in pairwise(values)]
    if all(step == 0 for step in steps):
        return "stable"
    if all(step > 0 for step in steps):
        return "hausse"
    return "baisse" if all(step < 0 for step in steps) else None
