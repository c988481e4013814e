"""Ads in words: amounts, contracts, places, and a French sentence for every reservation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from catalog.models import BaseSalary, Place
from catalog.pay_rules import RULES
from catalog.territory import Territory, load_territory
from generator.ad_words import (
    AD_FLAGS,
    AGE_FLAG,
    PAY_FLAGS,
    contract_words,
    education_words,
    experience_words,
    flag_words,
    pay_words,
    place_short,
    place_words,
)
from tests.generator.made import ANGERS, TERRITORY, ad

EXTRACT = Path(__file__).parents[2] / "scraper" / "extract"


def plain(text: str | None) -> str | None:
    return text.replace("\u00a0", " ").replace("\u202f", " ") if text is not None else None


def salary(**fields) -> BaseSalary:
    return BaseSalary.model_validate({"text": "écrit ainsi", "currency": "EUR", **fields})


def test_a_monthly_pay_is_told_with_its_year_and_its_rule():
    pay = pay_words(
        salary(min=2200, max=2600, unit="MONTH", yearly_gross_min=26400, yearly_gross_max=31200, rule="mensuel-12",
               usable=True, flags=["basis_assumed"])
    )  # fmt: skip
    assert (plain(pay.amount), pay.unit) == ("de 2 200 à 2 600 €", "par mois")
    assert plain(pay.yearly) == "de 26 400 à 31 200 €"
    assert pay.rule is RULES["mensuel-12"]
    assert pay.notes == ("brut ou net non précisé, lu comme du brut",)
    assert not pay.doubtful


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        ({"min": 12.02, "max": 12.02, "unit": "HOUR"}, "12,02 €"),
        ({"min": 12.5, "max": 13, "unit": "HOUR"}, "de 12,50 à 13 €"),
        ({"min": 1801.5, "max": 1801.5}, "1 802 €"),
        ({"min": 25, "max": 25, "currency": None, "flags": ["chiffres-de-la-source"]}, "25"),
        ({"min": 25, "max": 25, "currency": None, "flags": ["currency_ambiguous"]}, None),  # « $25/hour » says more
        ({"min": 28000.40}, "au moins 28 000 €"),
        ({"max": 30000}, "au plus 30 000 €"),
        ({"min": 250, "max": 300, "currency": "CHF"}, "de 250 à 300 francs suisses"),
        ({"min": 5, "max": 6, "currency": "XOF"}, "de 5 à 6 XOF"),
        ({}, None),
    ],
)
def test_amounts_are_written_as_french_does(fields, amount):
    assert plain(pay_words(salary(**fields)).amount) == amount


@pytest.mark.parametrize("flag", ["implausible", "wide_range", "upside_down", "below_smic"])
def test_a_doubtful_amount_is_only_quoted(flag):
    pay = pay_words(salary(min=489, max=1801, unit="YEAR", yearly_gross_min=489, rule="annuel", flags=[flag]))
    assert pay.doubtful
    assert (pay.amount, pay.yearly, pay.rule, pay.written) == (None, None, None, "écrit ainsi")


@pytest.mark.parametrize(
    ("text", "period"),
    [("489 à 1801 €", "brut par an"), ("Annuel de 489.0 Euros", ""), ("489 € / an", ""), ("1 € l’année", "")],
)
def test_the_period_of_a_doubtful_amount_is_told_once(text, period):
    pay = pay_words(salary(text=text, min=489, unit="YEAR", basis="brut", flags=["implausible"]))
    assert (pay.written, pay.period) == (text, period)


def test_less_than_the_minimum_wage_that_nothing_explains_is_explained():
    (doubt,) = pay_words(salary(min=1136, max=1867, unit="MONTH", flags=["below_smic"])).notes
    assert "sans que l’annonce parle de temps partiel" in doubt
    assert pay_words(salary(min=900, flags=["below_smic", "trainee"])).notes[0] == "sous le Smic d’un temps plein"


@pytest.mark.parametrize("flag", ["trainee", "part_time"])
def test_less_than_the_minimum_wage_is_no_doubt_for_a_trainee_or_part_time(flag):
    assert not pay_words(salary(min=900, max=900, unit="MONTH", flags=["below_smic", flag])).doubtful


def test_an_unknown_rule_gives_no_equivalent():
    pay = pay_words(salary(min=1, unit="MONTH", yearly_gross_min=12, rule="regle-a-venir"))
    assert (pay.yearly, pay.rule) == (None, None)


def test_an_unknown_flag_is_told_as_a_word():
    assert flag_words("nouveau_doute", PAY_FLAGS) == "nouveau doute"
    assert pay_words(salary(flags=["nouveau_doute"])).notes == ("nouveau doute",)


def strings_of(path: Path) -> set[str]:
    return {
        node.value for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip


def test_every_flag_that_an_ad_keeps_has_a_sentence():
    from scraper.extract.ad_codes import _FLAGS
    from scraper.extract.pay_yearly import DOUBTS, NET_FLAGS, TRAINEE_FLAGS

    kept = {flag for flags in _FLAGS.values() for flag in flags.values()}
    # Those that readers add by themselves are written in their code, in French with hyphens.
    written = {"plusieurs-metiers", "plusieurs-niveaux", "sans-diplome-exige", "teletravail-contradictoire", AGE_FLAG}
    sources = set().union(*(strings_of(EXTRACT / name) for name in ("ad.py", "titles.py")))
    assert written <= sources, "a flag that no reader gives any more"
    assert (kept | written) - {AGE_FLAG} == set(AD_FLAGS)
    pay = set().union(*(strings_of(path) for path in EXTRACT.glob("*pay*.py")))
    assert set(PAY_FLAGS) <= pay, "a flag that no reader gives any more"
    assert set(PAY_FLAGS) >= DOUBTS | NET_FLAGS | TRAINEE_FLAGS
    corpus = (EXTRACT.parents[1] / "tests" / "gold" / "pay.yml").read_text("utf-8")
    seen = {flag.strip() for flags in re.findall(r"flags: \[([^]]*)\]", corpus) for flag in flags.split(",")}
    assert len(seen) >= 5
    assert seen <= set(PAY_FLAGS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contract": "CDD", "contract_months": [12, 12]}, "CDD de 12 mois"),
        ({"contract": "alternance", "contract_months": [12, 24]}, "Alternance de 12 à 24 mois"),
        ({"contract": None, "contract_months": [6, 6]}, "Durée de 6 mois"),
        ({"contract": "CDI", "part_time": True}, "CDI, temps partiel"),
        ({"contract": "CDI", "part_time": False}, "CDI, temps plein"),
        ({"contract": None, "part_time": True}, "Temps partiel"),
        ({"contract": None}, None),
    ],
)
def test_contracts(fields, words):
    assert plain(contract_words(ad("a", **fields))) == words


def test_on_a_card_full_time_goes_without_saying():
    assert contract_words(ad("a", part_time=False), brief=True) == "CDI"


@pytest.mark.parametrize(
    ("fields", "whole", "short"),
    [
        (ANGERS, "Angers, Maine-et-Loire, Pays de la Loire", "Angers (Maine-et-Loire)"),
        ({"text": "Paris", "commune": "Paris", "departement_code": "75"}, "Paris, Île-de-France", "Paris"),
        ({"text": "Manche (50)", "departement_code": "50"}, "Manche, Normandie", "Manche"),
        ({"text": "Normandie", "region_code": "28"}, "Normandie", "Normandie"),
        ({"text": "Ixelles", "commune": "Ixelles", "country": "BE"}, "Ixelles, Belgique", "Ixelles (Belgique)"),
        ({"text": "quelque part"}, "quelque part", "quelque part"),
    ],
)
def test_places(fields, whole, short):
    place = Place.model_validate(fields)
    assert (place_words(place, TERRITORY), place_short(place, TERRITORY)) == (whole, short)


def test_names_of_places_come_from_the_reference_table():
    territory = load_territory(Path(__file__).parents[2] / "data" / "geography")
    assert territory.regions["93"] == "Provence-Alpes-Côte d’Azur"
    assert territory.regions[territory.region_of["2B"]] == "Corse"
    assert territory.departements["974"] == "La Réunion"
    assert load_territory(Path("/nulle/part")) == Territory()


@pytest.mark.parametrize(
    ("years", "words"), [(0, "débutants acceptés"), (0.5, "6 mois"), (1, "1 an"), (2.5, "2,5 ans"), (3, "3 ans")]
)
def test_experience(years, words):
    assert plain(experience_words(years)) == words


@pytest.mark.parametrize(("years", "words"), [(-2, "avant le CAP"), (-1, "CAP ou BEP"), (0, "bac"), (5, "bac + 5")])
def test_education(years, words):
    assert education_words(years) == words
