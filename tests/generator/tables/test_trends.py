"""No trend below three complete months of one source, in a row."""

from __future__ import annotations

import pytest

from generator.tables.compute import Row
from generator.tables.trends import trend


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
