"""The sentences of ``/profils/`` are true whichever way the data go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.views.profiles.words import Told, change_title, editions_title, listed, median_words, span_title

YEARS = st.lists(st.integers(2010, 2030), min_size=2, max_size=8, unique=True).map(sorted)
NBSP = "\u00a0"


def _told(values: dict[int, float], unit: str = "ans") -> list[Told]:
    return [Told(year, value, f"{value:g}{NBSP}{unit}") for year, value in values.items()]


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({2014: 27, 2015: 28, 2025: 28}, "l’âge médian n’a presque pas bougé depuis 2014"),
        ({2014: 28, 2025: 28}, "l’âge médian n’a pas bougé depuis 2014"),
        ({2014: 27, 2025: 31}, f"l’âge médian a gagné 4{NBSP}ans depuis 2014"),
        ({2014: 31, 2025: 29.5}, f"l’âge médian a perdu 1,5{NBSP}an depuis 2014"),
        ({2014: 27, 2018: 32, 2025: 28}, f"l’âge médian varie de 27 à 32{NBSP}ans depuis 2014, sans direction"),
        ({2025: 28}, "l’âge médian en 2025"),
    ],
)
def test_the_headline_says_what_the_medians_did(ages: dict[int, float], words: str) -> None:
    assert median_words(_told(ages)) == words


@given(YEARS, st.data())
def test_the_headline_never_says_that_it_did_not_move_when_it_did(years: list[int], data: st.DataObject) -> None:
    ages = {year: data.draw(st.integers(20, 50)) for year in years}
    words = median_words(_told(ages))
    change = ages[years[-1]] - ages[years[0]]
    still = max(ages.values()) - min(ages.values()) <= 1
    assert ("pas bougé" in words) == still
    assert "gagné" not in words or change > 1
    assert "perdu" not in words or change < -1


@pytest.mark.parametrize(
    ("first", "last", "begin"), [(55, 69, "monte"), (69, 55, "descend"), (55, 57, "reste"), (55, 55, "reste")]
)
def test_a_change_is_told_the_way_it_went(first: float, last: float, begin: str) -> None:
    title = change_title(_told({2011: first, 2025: last}, "%"), "monte", "descend", "reste")
    assert title == f"{begin} : {first}{NBSP}% en 2011, {last}{NBSP}% en 2025"


def test_a_span_keeps_the_reservations_of_its_ends() -> None:
    told = [Told(2020, 64, f"64{NBSP}%"), Told(2023, 70, f"environ 70{NBSP}%"), Told(2025, 60, f"60{NBSP}%")]
    assert span_title(told, "ont") == f"De 60 à environ 70{NBSP}% des personnes interrogées ont, de 2020 à 2025"
    told = [Told(2015, 57, f"57{NBSP}%"), Told(2021, 50, f"environ 50{NBSP}%")]
    assert span_title(told, "ont").startswith(f"D’environ 50 à 57{NBSP}%")
    assert span_title(told[:1], "ont") == f"57{NBSP}% des personnes interrogées ont, en 2015"


@pytest.mark.parametrize("shares", [{2011: 50, 2020: 59, 2023: 45}, {2011: 45, 2020: 50, 2023: 59}])
def test_editions_that_do_not_compare_have_a_span_and_no_direction(shares: dict[int, float]) -> None:
    title = editions_title(_told(shares, "%"), "CDI")
    assert title == f"CDI : de 45 à 59{NBSP}% selon l’édition, de 2011 à 2023"


def test_a_span_without_distance_says_one_share() -> None:
    assert editions_title(_told({2011: 50, 2023: 50}, "%"), "CDI") == (
        f"CDI : 50{NBSP}% à chaque édition, de 2011 à 2023"
    )
    assert editions_title(_told({2023: 50}, "%"), "CDI") == f"CDI : 50{NBSP}%, en 2023"


def test_names_are_listed_as_a_sentence_does() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a et b", "a, b et c"]
