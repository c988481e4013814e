"""A skill's trend is told of one source, the one with most ads, by the rule of the tables, and of nothing less."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from generator.site import Site
from generator.tables import DEFINITIONS
from generator.tables.columns import COLUMNS
from generator.tables.compute import Result
from generator.tables.rules import PUBLISHED
from generator.views.skills.trend import TABLE, Trends
from tests.generator.made import catalog, source

TODAY = dt.date(2026, 11, 25)
NAMES = ("key", "skill", "source", "month", "n", "of", "complete", "status")
#: (source, month): how many ads name Canva, of how many read; the month is complete.
Counts = dict[tuple[str, str], tuple[int, int]]


def trends(counts: Counts, *, complete: bool = True) -> Trends:
    """The trends of a site whose table says so of Canva."""
    rows = [
        (f"canva.{name}.{month}", "canva", name, month, n, of, complete, PUBLISHED)
        for (name, month), (n, of) in counts.items()
    ]
    table = pa.table(dict(zip(NAMES, zip(*rows, strict=True), strict=True)))
    made = Site(catalog(source("grande"), source("petite")), TODAY)
    definition = next(each for each in DEFINITIONS if each.id == TABLE)
    made.tables = {TABLE: Result(definition, tuple(COLUMNS[name] for name in NAMES), table)}
    return Trends(made)


def months(name: str, *pairs: tuple[int, int]) -> Counts:
    """Complete months up to October 2026."""
    return {(name, f"2026-{11 - len(pairs) + at:02}"): pair for at, pair in enumerate(pairs)}


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (((100, 1000), (200, 1000), (300, 1000)), "↗ en hausse"),
        (((300, 1000), (200, 1000), (100, 1000)), "↘ en baisse"),
        (((2, 10), (3, 10), (4, 10)), "→ stable"),
    ],
)
def test_three_complete_months_tell_where_a_share_goes(pairs: tuple[tuple[int, int], ...], words: str) -> None:
    found = trends(months("grande", *pairs)).of("canva")
    assert found is not None
    assert (found.words, found.source) == (words, "grande")
    assert found.last.replace("\u00a0", " ") == "octobre 2026"


def test_two_months_or_incomplete_ones_tell_nothing() -> None:
    pairs = ((100, 1000), (200, 1000), (300, 1000))
    assert trends(months("grande", *pairs[1:])).of("canva") is None
    assert trends(months("grande", *pairs), complete=False).of("canva") is None


def test_a_smaller_source_is_not_asked_when_the_biggest_does_not_move() -> None:
    still, moving = ((200, 1000),) * 3, ((10, 100), (30, 100), (60, 100))
    found = trends(months("grande", *still) | months("petite", *moving)).of("canva")
    assert found is not None
    assert (found.words, found.source) == ("→ stable", "grande")


def test_a_skill_that_no_ad_names_has_no_trend() -> None:
    assert trends(months("grande", *((200, 1000),) * 3)).of("vine") is None
