"""Age bands: the bounds of their words, and what they say exactly of those under an age."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tables.ages import Band, bounds, cuts, thresholds

AGES = st.integers(min_value=14, max_value=90)


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("26-35 ans", (26, 35)),
        ("18-35\u00a0ans", (18, 35)),
        ("moins de 30 ans", (None, 29)),
        ("Moins de 30\u202fans", (None, 29)),
        ("plus de 36 ans", (37, None)),
        ("50 ans et plus", (50, None)),
        ("40 ans ou moins", (None, 40)),
        ("de 21 à 30 ans", (21, 30)),
        ("jeunes", None),
        ("35-26 ans", None),
        ("", None),
        ("moins de 30 ans en CDI", None),
    ],
)
def test_bounds_are_those_of_the_words(words: str, band: tuple[int | None, int | None] | None) -> None:
    assert bounds(words) == band


@given(AGES)
def test_under_and_over_leave_the_age_itself_to_neither(age: int) -> None:
    assert bounds(f"moins de {age} ans") == (None, age - 1)
    assert bounds(f"plus de {age} ans") == (age + 1, None)
    assert bounds(f"{age} ans et plus") == (age, None)


@given(AGES, AGES)
def test_a_range_is_read_whatever_joins_its_ends(low: int, high: int) -> None:
    expected = (low, high) if low <= high else None
    for form in ("{}-{} ans", "{}–{} ans", "de {} à {} ans", "{} à {}\u00a0ans"):
        assert bounds(form.format(low, high)) == expected


def _band(low: int | None, high: int | None, share: float) -> Band:
    return Band(low, high, share, share)


def _under(bands: list[Band], age: int) -> tuple[float, float]:
    (found,) = thresholds(bands, [age])
    return found.at_least, found.at_most


def test_bands_that_follow_each_other_give_the_share_under_their_end() -> None:
    assert _under([_band(18, 25, 43), _band(26, 35, 45), _band(36, None, 12)], 36) == (88, 88)


def test_bands_of_2012_leave_nobody_between_them() -> None:
    """« Moins de 25 », « 26-35 » and « plus de 36 » make 100 %: those of 25 and 36 weigh nothing."""
    bands = [_band(None, 24, 43), _band(26, 35, 45), _band(37, None, 12)]
    assert _under(bands, 36) == (88, 88)
    assert _under(bands, 25) == _under(bands, 26) == (43, 43)


def test_an_age_inside_a_band_is_only_bounded() -> None:
    assert _under([_band(None, 20, 4), _band(21, 30, 68)], 30) == (4, 72)
    assert _under([_band(21, 30, 65)], 31) == (65, 100)


def test_what_is_above_tells_of_what_is_under() -> None:
    assert _under([_band(26, None, 61)], 26) == (39, 39)


def test_a_threshold_is_asked_when_a_band_is_cut_there_alone() -> None:
    found = thresholds([_band(None, 29, 64), _band(40, 49, 10)], [30, 40])
    assert [(each.age, each.asked) for each in found] == [(30, True), (40, False)]


def test_two_accounts_of_a_band_leave_the_span_between_them() -> None:
    assert _under([Band(None, 29, 66.7, 70)], 30) == (66.7, 70)


def test_bands_that_contradict_each_other_say_nothing() -> None:
    assert thresholds([_band(None, 29, 64), _band(30, None, 60)], [30]) == []


@given(st.lists(AGES, min_size=1, max_size=60), st.lists(st.tuples(AGES, AGES), max_size=5), AGES, st.randoms())
def test_the_true_share_always_lies_between_the_bounds(
    people: list[int], spans: list[tuple[int, int]], age: int, chance: random.Random
) -> None:
    """Whatever bands are published of a crowd, its real share under any age lies between the two bounds."""

    def share(low: int | None, high: int | None) -> float:
        inside = [each for each in people if (low or 0) <= each <= (high or 999)]
        return 100 * len(inside) / len(people)

    ends = [(min(pair), max(pair)) for pair in spans]
    bands: list[tuple[int | None, int | None]] = [
        chance.choice([(low, high), (None, high), (low, None)]) for low, high in ends
    ]
    (found,) = thresholds([_band(low, high, share(low, high)) for low, high in bands], [age])
    true = share(None, age - 1)
    assert found.at_least - 1e-6 <= true <= found.at_most + 1e-6


@given(st.lists(st.tuples(AGES, AGES), max_size=6))
def test_bands_are_cut_at_their_first_age_and_after_their_last(spans: list[tuple[int, int]]) -> None:
    bands = [_band(min(pair), max(pair), 10) for pair in spans]
    assert cuts(bands) == {min(pair) for pair in spans} | {max(pair) + 1 for pair in spans}
