"""A trend is told of three complete months of one source that follow each other, and of nothing less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.views.skills.trend import LEAST_MOVE, direction

SHARES = st.dictionaries(
    st.integers(2024, 2026).flatmap(lambda year: st.integers(1, 12).map(lambda month: f"{year}-{month:02}")),
    st.integers(0, 100),
    max_size=14,
)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({}, None),
        ({"2026-09": 10, "2026-10": 40}, None),
        ({"2026-08": 10, "2026-09": 20, "2026-10": 30}, 1),
        ({"2026-08": 30, "2026-09": 20, "2026-10": 10}, -1),
        ({"2026-08": 30, "2026-09": 31, "2026-10": 29}, 0),
        ({"2026-08": 30, "2026-09": 60, "2026-10": 40}, None),
        ({"2026-07": 10, "2026-09": 20, "2026-10": 30}, None),
        ({"2025-11": 10, "2025-12": 20, "2026-01": 30}, 1),
        ({"2026-01": 90, "2026-08": 10, "2026-09": 20, "2026-10": 30}, 1),
    ],
)
def test_three_months_in_a_row_tell_where_a_share_goes(shares: dict[str, float], expected: int | None) -> None:
    found = direction(shares)
    assert (found[0] if found else None) == expected


@given(SHARES)
def test_the_opposite_shares_go_the_opposite_way(shares: dict[str, float]) -> None:
    found, opposite = direction(shares), direction({month: 100 - share for month, share in shares.items()})
    assert (found is None) == (opposite is None)
    if found and opposite:
        assert found == (-opposite[0], opposite[1])


@given(SHARES)
def test_a_direction_is_a_move_that_a_reader_would_see(shares: dict[str, float]) -> None:
    found = direction(shares)
    if found and found[0]:
        first, last = shares[found[1][0]], shares[found[1][-1]]
        assert found[0] * (last - first) >= LEAST_MOVE
        assert found[1] == tuple(sorted(shares)[-3:])
