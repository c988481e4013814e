"""Dates read from the words of ads and articles."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_dates import score
from catalog.partial_date import PartialDate
from scraper.extract.dates import read_date, read_start_date

TODAY = dt.date(2026, 10, 3)
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
past = st.dates(dt.date(1990, 1, 1), TODAY)


def test_the_gold_corpus_is_read_as_promised() -> None:
    result = score()
    assert result.n >= 120
    assert result.measures["exactitude"] >= 0.97, "\n".join(result.failures)
    assert result.measures["dates inventées"] == 0, "\n".join(result.failures)


def test_the_span_holds_the_date() -> None:
    text = "Offre n° 7635723 publiée le 1ᵉʳ\u00a0mars\u00a02024 à Lyon"
    found = read_date(text, today=TODAY)
    assert found
    assert text[found.start : found.end] == "1ᵉʳ\u00a0mars\u00a02024"


def test_precision_is_that_of_the_words() -> None:
    read = {text: read_date(text, today=TODAY) for text in ("2012", "mars 2012", "12 mars 2012", "été 2012")}
    assert [found.value.precision for found in read.values() if found] == ["year", "month", "day", "interval"]


@given(
    day=past, prefix=st.sampled_from(["", "publié le ", "Mis en ligne depuis le ", "Posté : ", "Offre publiée le "])
)
def test_any_day_is_read_in_every_usual_form(day: dt.date, prefix: str) -> None:
    forms = (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f"{day.isoformat()}T08:30:00+02:00",
    )
    for form in forms:
        found = read_date(prefix + form, today=TODAY)
        assert found, form
        assert (str(found.value), found.flags) == (day.isoformat(), ()), form


@given(day=st.integers(1, 99), month=st.integers(1, 99), year=st.integers(1990, 2030))
def test_a_day_that_does_not_exist_is_nothing(day: int, month: int, year: int) -> None:
    found = read_date(f"{day:02}/{month:02}/{year}", today=TODAY)
    try:
        expected: str | None = dt.date(year, month, day).isoformat()
    except ValueError:
        expected = None
    assert (str(found.value) if found else None) == expected


@given(count=st.integers(1, 400), today=past)
def test_days_ago_are_counted_from_the_clock_given(count: int, today: dt.date) -> None:
    found = read_date(f"il y a {count} jours", today=today)
    then = today - dt.timedelta(days=count)
    assert found
    assert found.value.earliest == then


@given(day=past, today=past)
def test_without_a_year_it_is_the_last_one_that_has_passed(day: dt.date, today: dt.date) -> None:
    found = read_date(f"{day.day} {MONTHS[day.month - 1]}", today=today)
    if found is None:
        assert today.year - 9 < 1990 or day.month == 2
        return
    assert found.value.earliest <= today
    assert (found.value.earliest.day, found.value.earliest.month) == (day.day, day.month)
    assert "year_inferred" in found.flags
    if (day.month, day.day) != (2, 29):
        assert (today - found.value.earliest).days < 366


@given(month=st.sampled_from(range(1, 13)), today=past)
def test_a_start_without_a_year_is_ahead(month: int, today: dt.date) -> None:
    found = read_start_date(f"Poste à pourvoir à partir de {MONTHS[month - 1]}", today=today)
    assert found
    assert found.value.latest >= today
    assert found.value.precision == "month"


def test_the_publication_is_preferred_to_a_deadline_and_to_a_start() -> None:
    text = "Date limite : 15/11/2026. Prise de poste : 04/01/2027. Publiée le 3 octobre 2026."
    found, start = read_date(text, today=TODAY), read_start_date(text, today=TODAY)
    assert found
    assert start
    assert found.value == PartialDate.parse("2026-10-03")
    assert start.value == PartialDate.parse("2027-01-04")


def test_a_lone_deadline_is_told_as_such() -> None:
    found = read_date("Candidatez avant le 15/11/2026", today=TODAY)
    assert found
    assert set(found.flags) == {"deadline", "future"}


@pytest.mark.parametrize("text", ["Une agence née hier, qui recrute aujourd’hui. " * 4])
def test_yesterday_in_the_prose_of_an_ad_is_no_date(text: str) -> None:
    assert read_date(text, today=TODAY) is None


@given(st.text(max_size=200))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for read in (read_date, read_start_date):
        found = read(text, today=TODAY)
        assert found is None or 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vous devez assurer une réponse immédiate aux commentaires",
        "Vous répondez immédiatement aux clients",
        "Poste en CDI. Vous modérez immédiatement les propos",
        "Poste à pourvoir, candidatures jusqu’au 30 juin 2027",
        "Vous commencerez par gérer le salon de mars 2027",
        "Un début d’expérience sur le salon de mars 2027",
        "Débutants bienvenus en mars 2027",
        "Dès janvier 2024 nous avons lancé le site.",
    ],
)
def test_other_dates_are_no_start(text: str) -> None:
    assert read_start_date(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Dès janvier 2024 nous avons lancé le site. Poste à pourvoir en mai 2027", "2027-05"),
        ("Prise de poste le 1er mai prochain", "2027-05-01"),
        ("Début : mai 2027", "2027-05"),
        ("Stage débutant le 3 mars 2027", "2027-03-03"),
        ("Le contrat débuterait en mars 2027", "2027-03"),
        ("Vous commencez le 3 mai 2027", "2027-05-03"),
        ("Prise de poste immédiate", "2026-10-03"),
        ("Vous commencez immédiatement", "2026-10-03"),
    ],
)
def test_a_label_bound_to_its_date_is_a_start(text: str, date: str) -> None:
    found = read_start_date(text, today=TODAY)
    assert found
    assert found.value == PartialDate.parse(date)


def test_next_is_ahead() -> None:
    found = read_date("le 1er mai prochain", today=dt.date(2026, 3, 10))
    assert found
    assert found.value == PartialDate.parse("2026-05-01")
