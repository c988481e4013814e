"""What is taken of ads before anything is counted: each job once, and nothing that its ad does not say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.models import JobAd
from generator.tables.gather_ads import ad_rows, source_months
from tests.generator import made
from tests.generator.made import ad, run
from tests.generator.tables.counted import ANGERS, PARIS, pay_of, place


def rows(*ads: JobAd) -> list[dict[str, Any]]:
    return ad_rows(made.collected(*ads), made.TERRITORY, made.TODAY)["ads"]


def row(*ads: JobAd) -> dict[str, Any]:
    (only,) = rows(*ads)
    return only


def test_a_repost_is_its_first_publication_again() -> None:
    first = ad("a", date_posted="2026-09-01", places=[PARIS], skills=["canva"])
    again = ad("b", date_posted="2026-10-05", places=[ANGERS], skills=["seo"], required=["seo"], duplicate_of="a")
    facts = ad_rows(made.collected(first, again), made.TERRITORY, made.TODAY)
    assert [(each["ad"], each["publications"], each["month"]) for each in facts["ads"]] == [("a", 2, "2026-09")]
    assert [(each["ad"], each["departement"]) for each in facts["ad_places"]] == [("a", "75"), ("a", "49")]
    assert [(each["skill"], each["asked"]) for each in facts["ad_skills"]] == [
        ("canva", "named"),
        ("seo", "required"),
    ]


def test_reposts_of_an_ad_that_is_no_longer_known_are_one_job_led_by_the_oldest() -> None:
    late = ad("b", date_posted="2026-10-05", duplicate_of="gone")
    early = ad("c", date_posted="2026-10-01", duplicate_of="gone")
    assert (row(late, early)["ad"], row(late, early)["publications"]) == ("c", 2)


def test_a_repost_of_a_repost_is_the_same_job() -> None:
    chain = (ad("a"), ad("b", duplicate_of="a"), ad("c", duplicate_of="b"))
    assert (row(*chain)["ad"], row(*chain)["publications"]) == ("a", 3)


def test_ads_that_name_each_other_as_first_are_one_job() -> None:
    assert row(ad("a", duplicate_of="b"), ad("b", duplicate_of="a"))["publications"] == 2


@pytest.mark.parametrize(
    ("posted", "month"),
    [
        ("2026-10-05", "2026-10"),
        ("2026-10", "2026-10"),
        (None, "2026-11"),  # first seen on 20 November
        ("2026", None),
        ("2026-09/2026-10", None),
        ("2026-12-24", "2026-11"),  # dated in the future: seen before
    ],
)
def test_an_ad_is_of_the_month_that_its_date_tells(posted: str | None, month: str | None) -> None:
    assert row(ad("a", date_posted=posted))["month"] == month


@pytest.mark.parametrize(
    ("posted", "first", "last"),
    [
        ("2026-10-05", "2026-10-05", "2026-10-05"),
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2026-11", "2026-11-01", "2026-11-20"),  # seen on 20 November: published before
        ("2010", "2010-01-01", "2010-12-31"),
        (None, "2026-11-20", "2026-11-20"),
        ("2026-12-24", "2026-11-20", "2026-11-20"),
    ],
)
def test_an_ad_may_be_of_any_day_that_its_date_holds(posted: str | None, first: str, last: str) -> None:
    got = row(ad("a", date_posted=posted))
    assert (str(got["earliest"]), str(got["day"])) == (first, last)


@pytest.mark.parametrize(("day", "recent"), [("2025-11-25", True), ("2025-11-24", False)])
def test_the_market_is_twelve_months(day: str, recent: bool) -> None:
    assert row(ad("a", date_posted=day))["recent"] is recent


@pytest.mark.parametrize(
    ("places", "france"),
    [([ANGERS], True), ([place(country="SN")], False), ([place(country="BE"), PARIS], True), ([], False)],
)
def test_an_ad_is_of_france_when_one_of_its_places_is(places: list[dict[str, Any]], france: bool) -> None:
    assert row(ad("a", places=places))["france"] is france


def test_a_place_abroad_is_in_no_region_whatever_its_code() -> None:
    facts = ad_rows(made.collected(ad("a", places=[place("75", country="SN")])), made.TERRITORY, made.TODAY)
    assert facts["ad_places"] == []


def test_the_region_of_a_departement_is_known_and_that_of_nothing_is_not() -> None:
    facts = ad_rows(made.collected(ad("a", places=[place("50"), place()])), made.TERRITORY, made.TODAY)
    assert facts["ad_places"] == [{"ad": "a", "region": "28", "departement": "50"}]


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (pay_of(25_000, 30_000), (25_000, 30_000, True, False)),
        (pay_of(25_000), (25_000, 25_000, True, False)),
        (pay_of(25_000, max=None, yearly_gross_max=None), (25_000, None, True, False)),
        (pay_of(30_000, min=None, yearly_gross_min=None), (None, 30_000, True, False)),
        (pay_of(500, usable=False, flags=["implausible"]), (None, None, True, True)),
        (None, (None, None, False, False)),
    ],
)
def test_a_pay_gives_its_ends_when_it_is_usable(pay: dict[str, Any] | None, expected: tuple[Any, ...]) -> None:
    got = row(ad("a", base_salary=pay))
    assert (got["low"], got["high"], got["pay_stated"], got["pay_flagged"]) == expected


@pytest.mark.parametrize(
    "fields",
    [{"contract": contract} for contract in ("alternance", "apprentissage", "professionnalisation", "stage")]
    + [{"level": level} for level in ("alternant", "stagiaire")],
)
def test_what_trainees_are_paid_is_no_pay(fields: dict[str, str]) -> None:
    got = row(ad("a", base_salary=pay_of(25_000), **fields))
    assert (got["training"], got["low"], got["high"], got["pay_flagged"]) == (True, None, None, False)


def test_words_were_read_only_when_there_was_a_description() -> None:
    assert row(ad("a", skills=["canva"]))["read"] is False  # named by its title
    assert row(ad("a", fingerprint="abc"))["read"] is True
    assert row(ad("a"), ad("b", duplicate_of="a", fingerprint="abc"))["read"] is True


@pytest.mark.parametrize(
    ("ads", "days"),
    [
        ([ad("a", date_posted="2026-10-01", expired="2026-10-11")], 10),
        ([ad("a", date_posted="2026-10-01")], None),
        ([ad("a", date_posted="2026-10", expired="2026-11-21")], None),
        ([ad("a", expired="2026-11-21")], None),
        ([ad("a", date_posted="2026-10-01", expired="2026-10-11"), ad("b", duplicate_of="a")], None),
        (
            [
                ad("a", date_posted="2026-10-01", expired="2026-10-11"),
                ad("b", date_posted="2026-10-08", expired="2026-10-31", duplicate_of="a"),
            ],
            30,
        ),
    ],
)
def test_time_online_goes_from_a_day_that_is_known_to_the_last_that_leaves(
    ads: list[JobAd], days: int | None
) -> None:
    assert row(*ads)["online_days"] == days


def covered(*days: str, posted: str = "2026-10-05", adapter: str = "sitemap", status: str = "good") -> set[str]:
    """The months that runs of these days cover whole."""
    runs = {"site": [run(day, status=status) for day in days]}
    known = {"site": made.source(adapter=adapter)}
    found = source_months([ad("a", date_posted=posted)], runs, known)
    return {each["month"] for each in found if each["complete"]}


WEEKLY = ("2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02")


def test_a_month_is_complete_when_runs_surround_it_without_a_hole() -> None:
    assert covered(*WEEKLY) == {"2026-10"}


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (("2026-10-01", *WEEKLY[1:]), "its first run finds older ads that do not tell their day"),
        ((*WEEKLY[:-1], "2026-10-31"), "ads may come after the run of its last day"),
        (WEEKLY[:3] + WEEKLY[5:], "fifteen days and more without a run"),
        ((), "never read"),
    ],
)
def test_a_month_is_not_complete(days: tuple[str, ...], why: str) -> None:
    assert covered(*days) == set(), why


def test_neither_bad_runs_nor_a_survey_by_hand_make_a_month_complete() -> None:
    assert covered(*WEEKLY, status="partial") == set()
    assert covered(*WEEKLY, adapter="releve") == set()


def test_a_complete_month_without_any_ad_is_one_of_zero() -> None:
    until = dt.date(2026, 11, 2)
    days = [until - dt.timedelta(days=7 * week) for week in range(12)]
    assert covered(*map(str, days), posted="2026-09-15") == {"2026-09", "2026-10"}
