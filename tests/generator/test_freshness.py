"""How old a page is, to the day when the day is known."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.partial_date import PartialDate
from generator.freshness import Age, add_months, age_words, ago_words, date_words, exact_age, freshness

TODAY = dt.date(2026, 11, 22)
DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31))


def of(text: str | None, reviewed: str | None = None, today: dt.date = TODAY):
    parse = PartialDate.parse
    found = freshness(parse(text) if text else None, parse(reviewed) if reviewed else None, today)
    return found.level, found.words.replace("\u00a0", " "), found.banner and found.banner.replace("\u00a0", " ")


def test_a_banner_counts_a_day_in_years_months_and_days_and_a_card_says_it_as_people_do():
    assert of("2012-05-09") == (
        "stale",
        "publié il y a plus de 14 ans",
        "Publié il y a 14 ans, 6 mois et 13 jours (9 mai 2012) : ces informations sont peut-être périmées.",
    )


@pytest.mark.parametrize(
    ("day", "today", "age"),
    [
        ("2020-02-29", "2021-02-28", Age(1, 0, 0)),
        ("2020-02-29", "2021-02-27", Age(0, 11, 29)),
        ("2020-01-31", "2020-02-29", Age(0, 1, 0)),
        ("2020-01-31", "2020-03-01", Age(0, 1, 1)),
        ("2020-12-31", "2021-01-01", Age(0, 0, 1)),
        ("2012-05-09", "2012-05-09", Age(0, 0, 0)),
        ("2010-03-15", "2026-03-14", Age(15, 11, 27)),
    ],
)
def test_months_of_unequal_length(day, today, age):
    assert exact_age(dt.date.fromisoformat(day), dt.date.fromisoformat(today)) == age


@given(DAYS, st.integers(0, 20000))
def test_an_age_leads_back_to_its_day(day, later):
    today = day + dt.timedelta(later)
    age = exact_age(day, today)
    assert 0 <= age.months < 12
    assert 0 <= age.days < 31
    assert age.years * 365.2 + age.months * 28 + age.days <= later + 1
    if day.day <= 28:
        months = (day.year * 12 + day.month - 1) + age.years * 12 + age.months
        anchor = dt.date(months // 12, months % 12 + 1, day.day)
        assert anchor + dt.timedelta(age.days) == today


@given(DAYS, st.integers(0, 9000), st.integers(1, 400))
def test_a_page_never_grows_younger(day, later, more):
    levels = ["ok", "old", "stale"]
    before = of(day.isoformat(), today=day + dt.timedelta(later))[0]
    after = of(day.isoformat(), today=day + dt.timedelta(later + more))[0]
    assert levels.index(before) <= levels.index(after)


@pytest.mark.parametrize(
    ("published", "level", "words"),
    [
        ("2012-05", "stale", "publié il y a plus de 14 ans"),
        ("2012", "stale", "publié il y a environ 14 ans"),
        ("2010/2012", "stale", "publié entre 2010 et 2012, il y a 14 à 16 ans"),
        ("2026-11", "ok", "publié ce mois-ci"),
        ("2026", "ok", "publié cette année"),
        ("2025", "ok", "publié il y a environ 1 an"),
        ("2026-11-22", "ok", "publié aujourd’hui"),
        ("2026-11-21", "ok", "publié il y a 1 jour"),
        ("2024", "ok", "publié il y a environ 2 ans"),
        ("2023", "old", "publié il y a environ 3 ans"),
        ("2021", "old", "publié il y a environ 5 ans"),
        ("2020", "stale", "publié il y a environ 6 ans"),
        ("2024-10", "old", "publié il y a plus de 2 ans"),
        ("2024-11", "ok", "publié il y a environ 2 ans"),
        ("2025/2026", "ok", "publié entre 2025 et 2026, il y a au plus 1 an"),
        ("2021/2023", "old", "publié entre 2021 et 2023, il y a 3 à 5 ans"),
        ("2024-11-23", "ok", "publié il y a 23 mois"),
        ("2024-11-22", "old", "publié il y a 2 ans"),
        ("2021-11-23", "old", "publié il y a près de 5 ans"),
        ("2021-11-22", "stale", "publié il y a 5 ans"),
        ("2015-01-12", "stale", "publié il y a près de 12 ans"),
        ("2014-12-23", "stale", "publié il y a près de 12 ans"),
        ("2015-01-23", "stale", "publié il y a plus de 11 ans"),
        ("2026-10", "ok", "publié il y a environ 1 mois"),
        ("2025-11", "ok", "publié il y a environ 12 mois"),
        ("2014-12", "stale", "publié il y a près de 12 ans"),
    ],
)
def test_what_is_not_known_is_said_to_be_approximate_and_two_thresholds_warn(published, level, words):
    found = of(published)
    assert found[:2] == (level, words)
    assert (found[2] is None) == (level == "ok")
    if level == "old":
        assert found[2].endswith("des informations ont pu changer.")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-22", ""),
        ("2026-11-21", "1 jour"),
        ("2026-10-23", "30 jours"),
        ("2026-10-22", "4 semaines"),
        ("2026-09-23", "8 semaines"),
        ("2026-09-22", "2 mois"),
        ("2024-11-23", "23 mois"),
        ("2024-11-22", "2 ans"),
        ("2024-10-22", "plus de 2 ans"),
        ("2024-01-22", "près de 3 ans"),
    ],
)
def test_how_long_ago_is_said_in_the_unit_one_would_use(day, words):
    assert ago_words(dt.date.fromisoformat(day), TODAY).replace("\u00a0", " ") == words


@given(DAYS, st.integers(1, 20000))
def test_how_long_ago_never_says_more_than_is_true(day, later):
    today = day + dt.timedelta(later)
    words = ago_words(day, today).replace("\u00a0", " ")
    near, count, unit = re.fullmatch(r"(près de |plus de )?(\d+) (jours?|semaines|mois|ans)", words).groups()
    step = {"j": dt.timedelta(int(count)), "s": dt.timedelta(7 * int(count))}.get(unit[0])
    said = day + step if step else add_months(day, int(count) * (12 if unit == "ans" else 1))
    assert (today < said) == (near == "près de ")
    assert not near or unit == "ans"
    assert add_months(said, -2) <= today < add_months(said, 12)


def test_an_unknown_date_warns_and_a_recent_review_reassures():
    assert of(None)[0] == "unknown"
    assert of("2012", reviewed="2026-03") == ("ok", "à jour, relu en 2026", None)
    assert of("2012", reviewed="2019")[0] == "stale"


def test_words_for_ages_and_dates():
    assert age_words(Age(1, 0, 1)).replace("\u00a0", " ") == "1 an et 1 jour"
    assert date_words(PartialDate.parse("2024-03-01")).replace("\u00a0", " ") == "1er mars 2024"
    days = date_words(PartialDate.parse("2010-05-01/2010-06-30"))
    assert days.replace("\u00a0", " ") == "entre le 1er mai 2010 et le 30 juin 2010"
    assert date_words(PartialDate.parse("2011-06/2011-08")).replace("\u00a0", " ") == "entre juin 2011 et août 2011"
