"""The figures of a table of surveys as points: those of the survey that the site follows, or of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.figures import Reading
from generator.charts.marks_over_years import Kind, Mark
from generator.numbers import value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.views.profiles.words import Told

_SIGNS = {"environ": "≈", "plus-de": ">", "moins-de": "<"}


@dataclass(frozen=True)
class Point:
    """A figure of an edition. ``value`` is what it gives, or its lower bound when it gives bounds (``bound``)."""

    row: Row
    reading: Reading
    year: int
    value: float
    bound: bool

    @property
    def category(self) -> str:
        """The group, in the survey's words; empty for all those asked."""
        return ", ".join(self.reading.figure.group.values())

    @property
    def sign(self) -> str:
        """What the source says of the exactness of its figure, as drawings write it; empty when it says nothing."""
        return _SIGNS.get(self.reading.figure.qualifier or "", "")


def points(site: Site, table: str, metric: str, *, followed: bool = True, country: str = "FR") -> list[Point]:
    """The figures of ``metric`` in ``table``, by year, then as the table has them; those without year or value are
    left out. ``followed``: of the survey that the site follows, else of the other studies of ``country``."""
    rows = site.tables[table].where(metric=metric, same_population=followed, country=country)
    found = (_point(site, row) for row in rows)
    return sorted((point for point in found if point), key=lambda point: point.year)


def _point(site: Site, row: Row) -> Point | None:
    year, value, low = row["year"], row["value"], row["min"]
    known = value if value is not None else low
    if not isinstance(year, int) or not isinstance(known, int | float):
        return None
    return Point(row, site.reading(str(row["reference"])), year, float(known), value is None)


def one_an_edition(found: Iterable[Point]) -> list[Point]:
    """One point a year and category, its bounds left out: the account read at its source first, else the first."""
    chosen: dict[tuple[int, str], Point] = {}
    for point in found:
        known = chosen.get((point.year, point.category))
        if not point.bound and (known is None or _rank(point) < _rank(known)):
            chosen[point.year, point.category] = point
    return sorted(chosen.values(), key=lambda point: point.year)


def _rank(point: Point) -> tuple[bool, bool]:
    """A figure with a key of its own is another account of one that has none."""
    return (point.reading.read_on != "original", point.reading.figure.key is not None)


def told(found: Iterable[Point]) -> list[Told]:
    """What sentences are made of."""
    return [Told(point.year, point.value, value_text(point.reading)) for point in found]


def mark(point: Point, kind: Kind = "value") -> Mark:
    """The point as a mark of a drawing, where « environ » takes less room as a sign."""
    return Mark(point.year, point.value, value_text(point.reading).replace("environ", "≈"), kind)


def series(found: Iterable[Point]) -> list[tuple[int, float]]:
    """(year, value), by year: what lines are made of."""
    return [(point.year, point.value) for point in found]


def told_twice(found: Sequence[Point]) -> list[str]:
    """The years for which accounts give several values."""
    counts = Counter(year for year, _ in {(point.year, point.value) for point in found if not point.bound})
    return [str(year) for year, count in sorted(counts.items()) if count > 1]


def silent(found: Iterable[Point]) -> list[str]:
    """The years, from the first point to the last, of which none tells: no edition, or one whose account is mute."""
    years = {point.year for point in found}
    return [str(year) for year in range(min(years), max(years)) if year not in years]


def by_category(found: Iterable[Point], editions: int) -> dict[str, list[Point]]:
    """The categories that ``editions`` editions at least give, the most asked first."""
    kept = one_an_edition(found)
    counts = Counter(point.category for point in kept)
    names = sorted(
        (name for name, count in counts.items() if count >= editions), key=lambda name: (-counts[name], name)
    )
    return {name: [point for point in kept if point.category == name] for name in names}


def newest_edition(found: Iterable[Point], categories: int) -> list[Point]:
    """The points of the last edition that gives ``categories`` categories at least, the largest first."""
    kept = one_an_edition(found)
    counts = Counter(point.year for point in kept)
    years = [year for year, count in counts.items() if count >= categories]
    last = [point for point in kept if years and point.year == max(years)]
    return sorted(last, key=lambda point: (-point.value, point.category))
