"""No trend below three complete months of one source, in a row."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.tables.compute import Row
from generator.tables.trends import Trend, share_trend, trend


def months(*counts: int | None, source: str = "site", since: int = 5) -> list[Row]:
    """Months from May 2026 on; None is one that is not complete."""
    return [
        Row(
            f"2026-{since + at:02}.{source}",
            {
                "month": f"2026-{since + at:02}",
                "source": source,
                "n": 7 if count is None else count,
                "complete": count is not None,
            },
        )
        for at, count in enumerate(counts)
    ]


@pytest.mark.parametrize(
    ("counts", "direction"),
    [
        ((100, 130, 170), "hausse"),
        ((170, 130, 100), "baisse"),
        ((100, 105, 110), "stable"),  # within what chance does
        ((100, 180, 170), "stable"),  # it went up, then down
        ((500, 100, 130, 170), "hausse"),  # the last three
        ((0, 0, 0), "stable"),
    ],
)
def test_three_complete_months_have_a_direction(counts: tuple[int, ...], direction: str) -> None:
    found = trend(months(*counts))
    assert found is not None
    assert (found.direction, found.counts) == (direction, counts[-3:])


@pytest.mark.parametrize("counts", [(), (100,), (100, 170), (100, None, 130, 170), (None, None, None)])
def test_fewer_than_three_in_a_row_have_none(counts: tuple[int | None, ...]) -> None:
    assert trend(months(*counts)) is None


def test_a_month_that_is_not_over_is_left_out() -> None:
    found = trend(months(100, 130, 170, None))
    assert found is not None
    assert found.months == ("2026-05", "2026-06", "2026-07")


def test_months_follow_each_other_over_the_new_year_in_whatever_order_they_come() -> None:
    rows = [*months(100, 130, since=11), Row("k", {"month": "2027-01", "source": "site", "n": 170, "complete": True})]
    found = trend(reversed(rows))
    assert found is not None
    assert found.months == ("2026-11", "2026-12", "2027-01")


def test_sources_are_never_put_together() -> None:
    with pytest.raises(ValueError, match="autre, site"):
        trend(months(100, 130) + months(170, source="autre", since=7))


TODAY = dt.date(2026, 11, 25)


def shares(*pairs: tuple[int, int], since: int = 8) -> Trend | None:
    """Of complete months from August 2026 on, each (n, of)."""
    return share_trend("site", {f"2026-{since + at:02}": pair for at, pair in enumerate(pairs)}, TODAY)


@pytest.mark.parametrize(
    ("pairs", "direction"),
    [
        (((10, 100), (20, 100), (40, 100)), "hausse"),
        (((40, 100), (20, 100), (10, 100)), "baisse"),
        (((2, 10), (3, 10), (4, 10)), "stable"),  # twenty points, of ten ads: chance does that
        (((200, 1000), (300, 1000), (400, 1000)), "hausse"),
        (((10, 100), (50, 100), (40, 100)), "stable"),  # it went up, then down
        (((10, 50), (20, 100), (40, 200)), "stable"),  # four times as many ads name it, of four times as many
        (((0, 100), (10, 100), (20, 100)), "hausse"),
        (((0, 100), (0, 100), (0, 100)), "stable"),
        (((100, 100), (100, 100), (100, 100)), "stable"),
    ],
)
def test_a_share_moves_when_chance_would_not_move_it_so(pairs: tuple[tuple[int, int], ...], direction: str) -> None:
    found = shares(*pairs)
    assert found is not None
    assert (found.direction, found.counts) == (direction, tuple(n for n, _ in pairs))


def test_the_trend_of_a_share_is_of_now() -> None:
    pairs = ((10, 100), (20, 100), (40, 100))
    assert shares(*pairs, since=7) is not None  # July to September, while October may not be over
    assert shares(*pairs, since=6) is None


def test_shares_of_two_months_have_no_trend() -> None:
    assert shares((10, 100), (40, 100), since=9) is None
    holed = {"2026-06": (1, 9), "2026-08": (1, 9), "2026-09": (5, 9), "2026-11": (9, 9)}
    assert share_trend("site", holed, TODAY) is None
