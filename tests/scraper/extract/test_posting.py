"""schema.org values in their many shapes."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.extract.base_salary import Salary, parse_amount
from scraper.extract.posting import Location, Posting, to_posting


def read(**properties: Any) -> Posting:
    posting = to_posting({"@type": "JobPosting", "title": "Community manager", **properties})
    assert posting is not None
    return posting


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("30 000", 30000),
        ("30\u202f000 €", 30000),
        ("30.000,50", 30000.5),
        ("30,000", 30000),
        ("12.31", 12.31),
        ("12,5", 12.5),
        ("28000.0", 28000),
        ("1802,36 euros", 1802.36),
        ("2026-10-01", None),
        ("30k€ - 35k€", None),
        ("selon profil", None),
        ("-5", None),
        ("1" * 50, None),
    ],
)
def test_amounts(text: str, amount: float | None) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("value", "salary"),
    [
        (
            {"currency": "EUR", "value": {"minValue": 1, "maxValue": 2, "unitText": "HOUR"}},
            Salary(None, 1, 2, "EUR", "HOUR"),
        ),
        (
            {"value": {"value": "30 000", "unitText": "per year", "currency": "eur"}},
            Salary(None, 30000, 30000, "EUR", "YEAR"),
        ),
        ({"currency": "EUR", "value": 1900, "unitText": "MONTH"}, Salary(None, 1900, 1900, "EUR", "MONTH")),
        ("selon profil", Salary("selon profil")),
        (45000, Salary(None, 45000, 45000)),
        ({"currency": "EUR", "value": {"value": "28-32 K€"}}, Salary("28-32 K€", None, None, "EUR")),
        ({"value": {"minValue": 0, "maxValue": 0}}, None),
        ({"value": {"minValue": "", "maxValue": None}}, None),
        ({"value": {"minValue": True}}, None),
    ],
)
def test_salaries(value: Any, salary: Salary | None) -> None:
    assert read(baseSalary=value).salaries == ((salary,) if salary else ())


@pytest.mark.parametrize(
    ("value", "location"),
    [
        ("Lyon", Location("Lyon")),
        ({"address": "69003 Lyon"}, Location("69003 Lyon")),
        ({"address": {"addressLocality": "Lyon", "postalCode": 69003}}, Location("69003 Lyon", "Lyon", "69003")),
        (
            {"address": {"addressLocality": "Bourg", "postalCode": 1000, "addressCountry": "FR"}},
            Location("01000 Bourg, FR", "Bourg", "01000", None, "FR"),
        ),
        (
            {"address": {"addressLocality": "Namur", "postalCode": 5000, "addressCountry": "BE"}},
            Location("5000 Namur, BE", "Namur", "5000", None, "BE"),
        ),
        ({"name": "Siège", "address": {}}, Location("Siège")),
        ({"address": {"streetAddress": "2 rue X", "addressLocality": "Lyon"}}, Location("Lyon", "Lyon")),
    ],
)
def test_locations(value: Any, location: Location) -> None:
    assert read(jobLocation=value).locations == (location,)


def test_several_locations_are_each_kept_once() -> None:
    places = [{"address": {"addressLocality": town}} for town in ("Lyon", "Paris", "Lyon")]
    assert [place.locality for place in read(jobLocation=places).locations] == ["Lyon", "Paris"]


def test_a_reference_to_another_node_is_followed() -> None:
    node = {"@type": "JobPosting", "title": "CM", "hiringOrganization": {"@id": "#o"}}
    posting = to_posting(node, {"#o": {"@id": "#o", "name": "Zeste"}})
    assert posting
    assert posting.hiring_organization == "Zeste"


def test_a_posting_that_says_nothing_is_none() -> None:
    assert to_posting({"@type": "JobPosting", "title": " ", "datePosted": "2026-01-01"}) is None
