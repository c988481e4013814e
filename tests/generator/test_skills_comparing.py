"""What a title may compare: never few texts, never what chance explains, never a rank that equals share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.views.skills.comparing import TEXTS_MIN, Part, apart, leader, tied

PARTS = st.integers(1, 400).flatmap(lambda of: st.builds(Part, st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Part(12, 87), Part(0, 67), True),
        (Part(12, 87), Part(9, 66), False),
        (Part(30, 30), Part(0, 30), True),
        (Part(30, 30), Part(0, 29), False),
        (Part(53, 146), Part(1, 12), False),
        (Part(40, 40), Part(40, 40), False),
    ],
)
def test_shares_are_apart_when_both_rest_on_enough_texts_and_chance_does_not_explain_it(
    one: Part, other: Part, expected: bool
) -> None:
    assert apart(one, other) is expected


@given(PARTS, PARTS)
def test_apart_goes_both_ways_and_never_holds_for_few_texts(one: Part, other: Part) -> None:
    assert apart(one, other) == apart(other, one)
    assert not apart(one, one)
    if min(one.of, other.of) < TEXTS_MIN:
        assert not apart(one, other)


@pytest.mark.parametrize(
    ("counts", "of", "expected"),
    [
        ([1, 1, 1, 1], 67, None),
        ([10, 12, 9], 87, None),
        ([23, 21], 67, None),
        ([2, 12, 1], 87, 1),
        ([2, 12, 1], 29, None),
        ([5], 67, 0),
        ([4], 67, None),
        ([0, 0], 67, None),
        ([], 67, None),
    ],
)
def test_a_leader_has_enough_texts_and_a_clear_lead(counts: list[int], of: int, expected: int | None) -> None:
    assert leader(counts, of) == expected


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8))
def test_who_leads_does_not_depend_on_the_order_of_the_others(counts: list[int]) -> None:
    place, turned = leader(counts, 200), leader(counts[::-1], 200)
    assert (place is None) == (turned is None)
    if place is not None:
        assert turned == len(counts) - 1 - place


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([5, 3, 2, 2, 2], (1, 2)), ([5, 2, 2, 2, 1], (2, 1)), ([5, 3, 2, 1], (0, 0)), ([5, 3, 2], (0, 0)), ([], (0, 0))],
)
def test_a_cut_that_parts_equals_says_how_many_it_leaves_out(counts: list[int], expected: tuple[int, int]) -> None:
    assert tied(counts, 3) == expected


def test_a_share_of_few_texts_is_written_as_a_count() -> None:
    assert Part(4, TEXTS_MIN - 1).words.replace("\u00a0", " ") == "4 sur 29"
    assert Part(4, TEXTS_MIN).words.replace("\u00a0", " ") == "13,3 %"
