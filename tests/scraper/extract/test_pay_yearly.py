"""The yearly gross equivalent, its rules, and what keeps an amount out of the tables."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load_catalog
from scraper.extract.pay import Pay, read_pay
from scraper.extract.pay_yearly import RULES, PayConstants, YearlyGross, yearly_gross

DAY = dt.date(2026, 10, 3)
DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def constants() -> PayConstants:
    references = load_catalog(DATA, DAY).catalog.references
    return PayConstants.of(references["smic"], references["duree-legale-du-travail"])


def convert(text: str, constants: PayConstants, when: dt.date = DAY) -> YearlyGross | None:
    found = read_pay(text)
    assert found
    return yearly_gross(found.value, when, constants, flags=found.flags)


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("De 25 000 à 30 000 € brut annuel", (25_000, 30_000), "annuel"),
        ("Mensuel de 2000,00 Euros à 2200,00 Euros", (24_000, 26_400), "mensuel-12"),
        ("Mensuel de 2000,00 Euros sur 13 mois", (26_000, 26_000), "mensuel-n"),
        ("Salaire : 13 € brut de l'heure", (23_660, 23_660), "horaire-35h"),
        ("Salaire : 600 € brut par semaine", (31_200, 31_200), "hebdomadaire-52"),
        ("Salaire : à partir de 30 k€ brut annuel", (30_000, None), "annuel"),
        ("Salaire : SMIC", (22_404.2, 22_404.2), "smic-35h"),
        ("SMIC + 10 %", (24_644.62, 24_644.62), "smic-35h"),
    ],
)
def test_each_rule(constants: PayConstants, text: str, expected: tuple[float, float | None], rule: str) -> None:
    yearly = convert(text, constants)
    assert yearly
    assert (yearly.min, yearly.max, yearly.rule.id) == (*expected, rule)
    assert yearly.usable


@pytest.mark.parametrize(
    "text",
    [
        "TJM 350 €",
        "entre 1 900 et 2 100 € nets par mois",
        "Salaire : 30.000 CHF par an",
        "150 000 FCFA / mois",
        "Salaire : 600 €",
        "30-35K",
        "selon profil",
        "13e mois",
    ],
)
def test_what_no_rule_converts(constants: PayConstants, text: str) -> None:
    assert convert(text, constants) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Salaire mensuel : 400 000 €", "implausible"),
        ("Salaire annuel : 1 801 €", "implausible"),
        ("Salaire horaire : 2 000 €", "implausible"),
        ("Annuel de 489.0 Euros à 1801.0 Euros", "implausible"),
        ("Mensuel de 505.0 Euros à 1867.0 Euros", "wide_range"),
        ("Mensuel de 1030.0 Euros", "below_smic"),
        ("Stage : 2 000 € par mois", "trainee"),
        ("Alternance, salaire : 1 900 € brut par mois", "trainee"),
        ("60 % du SMIC", "below_smic"),
        ("Rémunération de 100 % à 900 % du SMIC", "implausible"),
        ("De 100 % à 400 % du SMIC", "wide_range"),
        ("Package 40 k€ variable inclus", "package"),
        ("35 k€ brut annuel, primes comprises", "package"),
        ("Salaire : 45 k€ brut annuel dont variable", "package"),
        ("Salaire en libéral : 30 000 € par an", "independent"),
        ("Freelance : 300€/jour soit 6 000 €/mois", "independent"),
        ("Le salaire médian d'un CM est de 32 000 € par an", "statistic"),
        ("Un community manager gagne en moyenne un salaire de 30 000 € brut par an", "statistic"),
        ("Salaire : 2 000 € brut mensuel pour 28h/semaine", "part_time"),
        ("Salaire : 2 000 € brut mensuel pour un 80 %", "part_time"),
        ("Salaire : 2 000 € brut mensuel, mi-temps", "part_time"),
    ],
)
def test_what_stays_out_of_every_table(constants: PayConstants, text: str, flag: str) -> None:
    yearly = convert(text, constants)
    assert yearly
    assert flag in yearly.flags
    assert not yearly.usable


def test_an_ad_written_before_the_last_rise_of_the_minimum_wage_is_kept(constants: PayConstants) -> None:
    yearly = convert("Mensuel de 1823.03 Euros", constants)
    assert yearly
    assert yearly.usable


def test_a_part_time_month_is_not_a_full_year(constants: PayConstants) -> None:
    monthly = Pay(min=2000, max=2000, currency="EUR", unit="MONTH", basis="brut")
    hourly = Pay(min=13, max=13, currency="EUR", unit="HOUR", basis="brut")
    results = [yearly_gross(pay, DAY, constants, full_time=False) for pay in (monthly, hourly)]
    assert [result and result.usable for result in results] == [False, True]


def test_part_time_in_the_words_of_the_pay_gives_way_to_what_the_caller_knows(constants: PayConstants) -> None:
    found = read_pay("Salaire : 2 000 € brut mensuel pour 28h/semaine")
    assert found
    told = yearly_gross(found.value, DAY, constants, flags=found.flags, full_time=True)
    assert told
    assert told.usable


@pytest.mark.parametrize(
    "words",
    ["pour 35h/semaine", "7h/jour", "base temps plein, poste à mi-temps", "remboursement du transport à 50 %"],
)
def test_a_full_week_or_a_refund_is_not_part_time(constants: PayConstants, words: str) -> None:
    yearly = convert(f"Salaire : 2 000 € brut mensuel, {words}", constants)
    assert yearly
    assert yearly.usable


@pytest.mark.parametrize(
    "text",
    ["Salaire : 2 500 € net ou brut", "Salaire : 2 000 €, par mois, montant net", "Salaire net (mensuel) : 2 000 €"],
)
def test_gross_is_never_assumed_where_the_sentence_says_net(constants: PayConstants, text: str) -> None:
    assert convert(text, constants) is None


def test_pay_that_says_neither_gross_nor_net_is_taken_as_gross_and_flagged(constants: PayConstants) -> None:
    yearly = convert("Annuel de 28000.0 Euros", constants)
    assert yearly
    assert "basis_assumed" in yearly.flags


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2012-03-31", 9.22), ("2012-07-01", 9.40), ("2024-10-31", 11.65), ("2025-01-01", 11.88), ("2026-06-01", 12.31)],
)
def test_the_minimum_wage_of_a_day(constants: PayConstants, day: str, rate: float) -> None:
    assert constants.hourly_smic(dt.date.fromisoformat(day)) == rate


def test_the_minimum_wage_has_no_gap_and_never_falls() -> None:
    values = load_catalog(DATA, DAY).catalog.references["smic"].values
    for before, after in itertools.pairwise(values):
        assert before.valid_until
        assert after.valid_from.earliest == before.valid_until.latest + dt.timedelta(days=1)
        assert after.value > before.value
    assert values[-1].valid_until is None


def test_before_the_first_rate_known_a_share_is_not_converted(constants: PayConstants) -> None:
    assert convert("SMIC", constants, dt.date(2009, 1, 1)) is None


def test_every_rule_says_what_it_does() -> None:
    assert all(rule.sentence.endswith(".") and rule.id == key for key, rule in RULES.items())


@given(
    low=st.floats(1, 1e6),
    spread=st.floats(1, 10),
    unit=st.sampled_from(["HOUR", "WEEK", "MONTH", "YEAR"]),
    months=st.sampled_from([None, 12, 13, 14.5]),
)
def test_a_range_stays_a_range(low: float, spread: float, unit: str, months: float | None) -> None:
    constants = PayConstants(((dt.date(2026, 1, 1), 12.02),))
    pay = Pay(min=low, max=low * spread, currency="EUR", unit=unit, months=months)  # type: ignore[arg-type]
    yearly = yearly_gross(pay, DAY, constants)
    assert yearly
    assert yearly.min is not None
    assert yearly.max is not None
    assert yearly.min <= yearly.max
