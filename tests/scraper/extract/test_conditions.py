"""Experience, education, remote work, hours, employer and age: what is read, and what is left unread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import Score
from benchmarks.quality_conditions import scores
from scraper.extract.conditions.age import read_age_wording, read_declared_age, read_declared_experience
from scraper.extract.conditions.education import Education, read_education
from scraper.extract.conditions.employer import read_employer, read_sector
from scraper.extract.conditions.experience import Experience, read_experience
from scraper.extract.conditions.hours import Hours, read_hours
from scraper.extract.conditions.remote import Remote, read_remote
from scraper.extract.found import Found

READERS: list[Callable[[str], Found[Any] | None]] = [
    read_declared_age,
    read_declared_experience,
    read_education,
    read_employer,
    read_experience,
    read_hours,
    read_remote,
    read_sector,
]
_SCORES = {score.extractor: score for score in scores()}


@pytest.mark.parametrize("score", _SCORES.values(), ids=_SCORES.keys())
def test_gold_scores(score: Score) -> None:
    assert score.measures["exactitude"] >= 0.95, "\n".join(score.failures)
    assert score.measures["textes muets laissés vides"] == 1, "\n".join(score.failures)


@pytest.mark.parametrize("name", ["expérience", "niveau d’études", "télétravail", "heures par semaine"])
def test_gold_is_large_enough(name: str) -> None:
    assert _SCORES[name].n >= 40


def test_values_are_those_of_the_words() -> None:
    def value(found: Found[Any] | None) -> Any:
        assert found is not None
        return found.value

    assert value(read_experience("2 à 5 ans d’expérience")) == Experience(2, 5)
    assert value(read_experience("Débutant accepté")) == Experience(0, beginner=True)
    assert value(read_education("De Bac+3 à Bac+5")) == Education(3, 5, level=6)
    assert value(read_remote("2 jours de télétravail par semaine")) == Remote("partiel", 2, 2)
    assert value(read_hours("151,67 heures par mois")) == Hours(35, 35)
    assert value(read_declared_age("J’ai 27 ans…")) == 27
    assert value(read_declared_experience("depuis 5 ans je suis CM")) == 5


def test_the_span_is_that_of_the_words_read() -> None:
    text = "Poste en CDI à Lyon, 2 jours de télétravail par semaine."
    found = read_remote(text)
    assert found is not None
    assert text[found.start : found.end] == "2 jours de télétravail"


def test_age_wording_flags_the_ad_and_a_legal_age_is_another_flag() -> None:
    assert [found.value for found in read_age_wording("Équipe jeune et dynamique")] == ["age"]
    assert [found.value for found in read_age_wording("Apprentissage : moins de 30 ans")] == ["legal"]
    assert read_age_wording("Une cible de 18-25 ans") == ()


def test_a_diploma_the_training_leads_to_is_not_asked_for() -> None:
    found = read_education("Vous préparez un Bac+3 en alternance.")
    assert found is not None
    assert found.flags == ("prepared",)


@pytest.mark.parametrize("read", READERS)
@given(text=st.text(max_size=200))
def test_no_text_makes_it_fail(read: Callable[[str], Found[Any] | None], text: str) -> None:
    if found := read(text):
        assert 0 <= found.start <= found.end <= len(text)


@given(st.text(max_size=200))
def test_no_text_makes_age_wording_fail(text: str) -> None:
    assert all(0 <= found.start <= found.end <= len(text) for found in read_age_wording(text))


@given(
    st.integers(1, 14),
    st.sampled_from(["{} ans d’expérience", "Expérience de {} ans", "{} An(s) - sur un poste similaire"]),
)
def test_years_are_read_back(years: int, shape: str) -> None:
    found = read_experience(shape.format(years))
    assert found is not None
    assert found.value.min_years == years


@pytest.mark.parametrize(
    "text",
    [
        "3 jours de télétravail par mois",
        "Télétravail : 3 jours maximum par mois",
        "4 jours par mois en télétravail",
        "Télétravail 2 jours mensuels",
    ],
)
def test_days_of_a_month_are_not_days_of_a_week(text: str) -> None:
    found = read_remote(text)
    assert found is not None
    assert found.value == Remote("partiel")


@pytest.mark.parametrize(
    "text", ["2 jours de télétravail par semaine, prime par mois", "Télétravail 2 jours/semaine"]
)
def test_days_of_a_week_are_kept(text: str) -> None:
    found = read_remote(text)
    assert found is not None
    assert found.value == Remote("partiel", 2, 2)


@pytest.mark.parametrize(
    "text", ["Prime de télétravail", "Indemnité télétravail", "Allocation mensuelle de télétravail"]
)
def test_money_for_remote_work_is_not_remote_work(text: str) -> None:
    assert read_remote(text) is None
