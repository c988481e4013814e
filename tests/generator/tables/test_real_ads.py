"""Tables of the ads noted by hand in October 2026, which no run reads again: figures that a person can check in
``data/collected/ads/2026-10.jsonl``."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from catalog.load import load_catalog
from catalog.store import Collected, load_collected
from catalog.territory import load_territory
from generator.site import Site
from generator.tables.compute import Result, compute
from generator.tables.gather import gather
from generator.tables.rules import ALL, PUBLISHED
from generator.tables.widen import widen
from tests.generator.tables.counted import DEFINITIONS

DATA = Path(__file__).parents[3] / "data"
DAY = dt.date(2026, 11, 25)
SURVEY = "releve-france-travail-2026-10"


@cache
def tables() -> dict[str, Result]:
    collected, problems = load_collected(DATA / "collected")
    assert not problems
    ads = {name: ad for name, ad in collected.ads.items() if ad.source == SURVEY}
    site = Site(
        load_catalog(DATA, DAY).catalog,
        DAY,
        Collected(ads=ads, runs=collected.runs),
        load_territory(DATA / "geography"),
    )
    return compute(DEFINITIONS, gather(site))


def test_109_ads_are_98_jobs() -> None:
    (row,) = tables()["annonces-par-source"].rows
    assert (row["n"], row["reposts"], row["in_market"]) == (98, 11, 98)


def test_10_permanent_contracts_of_23_state_a_pay() -> None:
    contracts = tables()["annonces-par-contrat"].by_key
    assert (contracts["cdi"]["paid"], contracts["cdi"]["n"]) == (10, 23)
    assert (contracts["cdd"]["paid"], contracts["cdd"]["n"]) == (5, 35)
    assert (contracts["alternance"]["paid"], contracts["alternance"]["n"]) == (4, 40)


def test_quartiles_of_the_ten_pays_are_those_counted_by_hand() -> None:
    """Lows, in order: 22 404,20, 22 800 three times, 23 000, 23 400, 25 212, 26 400, 27 156, 40 000."""
    (row,) = tables()["salaires-annonces"].where(contract="CDI", level=ALL, region=ALL, employer_type=ALL)
    assert (row["n"], row["of"], row["flagged"], row["status"]) == (10, 23, 0, PUBLISHED)
    assert (row["low_q1"], row["low_median"], row["low_q3"]) == (22_800, 23_200, 26_103)
    assert row["high_median"] == 27_078


def test_two_fixed_term_pays_are_left_out_and_no_apprentice_is_in() -> None:
    (row,) = tables()["salaires-annonces"].where(contract="CDD", level=ALL, region=ALL, employer_type=ALL)
    assert (row["n"], row["of"], row["flagged"]) == (3, 35, 2)
    assert {row["contract"] for row in tables()["salaires-annonces"].rows} == {"CDI", "CDD", ALL}


def test_4_ads_are_in_brittany_and_its_pay_widens_to_france() -> None:
    assert tables()["annonces-par-region"].by_key["53"]["n"] == 4
    widened = widen(tables()["salaires-annonces"], region="53", contract="CDI")
    assert widened.row is not None
    assert (widened.row["contract"], widened.row["region"], widened.steps) == ("CDI", ALL, ("region",))


@pytest.mark.parametrize("name", ["competences-par-mois", "competences-par-niveau", "competences-ensemble"])
def test_no_skill_is_counted_in_ads_whose_words_were_not_noted(name: str) -> None:
    assert tables()[name].rows == ()
