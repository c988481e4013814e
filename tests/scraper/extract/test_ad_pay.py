"""The pay of an ad: fields before words, one period for all, doubts told, and what stays out of every table."""

from __future__ import annotations

import datetime as dt

import pytest

from scraper.extract.ad import AdReader
from scraper.extract.base_salary import Salary
from scraper.extract.posting import Location, Posting
from tests.scraper.extract.conftest import read


def test_an_apprentice_s_pay_is_converted_and_stays_out_of_tables(reader: AdReader) -> None:
    ad = read(reader, employment_types=("Contrat d'apprentissage",), salaries=(Salary("60 % du SMIC"),))
    assert ad.base_salary
    assert ad.base_salary.yearly_gross_min
    assert ("trainee" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


@pytest.mark.parametrize(
    "salary",
    [
        Salary("Annuel de 489.0 Euros à 1801.8 Euros"),
        Salary("Mensuel de 28000 Euros"),
        Salary(None, 489, 1801.8, "EUR", "YEAR"),
        Salary(None, 28_000, 28_000, "EUR", "MONTH"),
    ],
)
def test_a_unit_wrong_at_the_source_is_flagged(reader: AdReader, salary: Salary) -> None:
    ad = read(reader, salaries=(salary,), locations=(Location("75 - Paris"),))
    assert ad.base_salary
    assert ("implausible" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


@pytest.mark.parametrize(
    ("salary", "yearly", "rule"),
    [
        (Salary("Mensuel de 1900.0 Euros à 2300.0 Euros"), (22_800, 27_600), "mensuel-12"),
        (Salary(None, 26_000, 30_000, "EUR", "YEAR"), (26_000, 30_000), "annuel"),
        (Salary(None, 30_000, 26_000, "EUR", "YEAR"), (26_000, 30_000), "annuel"),
        (Salary(None, 13, None, "EUR", "HOUR"), (23_660, None), "horaire-35h"),
        (Salary("28-32 K€", None, None, None, "YEAR"), (28_000, 32_000), "annuel"),
        (Salary(None, 2_200, 2_200), (26_400, 26_400), "mensuel-12"),
    ],
)
def test_structured_pay_is_converted_as_words_are(
    reader: AdReader, salary: Salary, yearly: tuple[float, float | None], rule: str
) -> None:
    pay = read(reader, salaries=(salary,), locations=(Location("59000 Lille, FR"),)).base_salary
    assert pay
    assert ((pay.yearly_gross_min, pay.yearly_gross_max), pay.rule) == (yearly, rule)


@pytest.mark.parametrize(
    ("salary", "ours"),
    [
        (Salary(None, 24_000, None, "EUR", "YEAR"), True),
        (Salary(None, 2_200, 2_200), True),
        (Salary("Au moins 24 000 € par an", 24_000, None, "EUR", "YEAR"), True),
        (Salary("Annuel de 24000.0 Euros"), False),
        (Salary("28-32 K€", None, None, None, "YEAR"), False),
    ],
)
def test_words_of_ours_are_never_taken_for_those_of_the_ad(reader: AdReader, salary: Salary, ours: bool) -> None:
    pay = read(reader, salaries=(salary,)).base_salary
    assert pay
    assert ("chiffres-de-la-source" in pay.flags) is ours
    written = read(reader, description="Salaire : 2 430 € brut par mois.").base_salary
    assert written
    assert "chiffres-de-la-source" not in written.flags


def test_pay_written_upside_down_is_stored_upright_and_not_used(reader: AdReader) -> None:
    pay = read(reader, salaries=(Salary(None, 30_000, 26_000, "EUR", "YEAR"),)).base_salary
    assert pay
    assert (pay.min, pay.max, pay.usable, "upside_down" in pay.flags) == (26_000, 30_000, False, True)


def test_the_field_of_the_pay_comes_before_the_words(reader: AdReader) -> None:
    prose = "Salaire : 3 000 € brut par mois."
    ad = read(reader, description=prose, salaries=(Salary(None, 26_000, 28_000, "EUR", "YEAR"),))
    assert ad.base_salary
    assert (ad.base_salary.min, ad.base_salary.max) == (26_000, 28_000)
    silent = read(reader, description=prose, salaries=(Salary("selon profil"),))
    assert silent.base_salary
    assert silent.base_salary.min == 3_000


def test_of_a_net_and_a_gross_pay_the_gross_one_counts(reader: AdReader) -> None:
    pay = read(reader, description="Salaire : 1 900 € net par mois, soit 2 430 € brut par mois.").base_salary
    assert pay
    assert (pay.min, pay.basis, pay.usable, "several" in pay.flags) == (2_430, "brut", True, True)


def test_a_pay_that_title_and_words_both_state_is_one(reader: AdReader) -> None:
    pay = read(reader, title="Community manager 28-32 K€", description="Salaire : 28-32 K€ brut annuel.").base_salary
    assert pay
    assert (pay.min, pay.max, "several" in pay.flags) == (28_000, 32_000, False)


def test_money_is_that_of_the_country(reader: AdReader) -> None:
    prose = "Salaire annuel brut : 60 000."
    paris = read(reader, description=prose, locations=(Location("75002 Paris"),)).base_salary
    geneva = read(reader, description=prose, locations=(Location("Genève, CH", "Genève", country="CH"),)).base_salary
    assert paris
    assert geneva
    assert (paris.currency, geneva.currency, geneva.yearly_gross_min) == ("EUR", "CHF", None)


@pytest.mark.parametrize("hours", ["24H/semaine Travail en journée", "Temps partiel - 24H00/semaine"])
def test_part_time_pay_by_the_month_is_not_a_full_one(reader: AdReader, hours: str) -> None:
    ad = read(
        reader,
        description="Poste à temps plein.",
        salaries=(Salary(None, 1_900, 1_900, "EUR", "MONTH"),),
        found={"hours": hours},
    )
    assert ad.part_time is True
    assert ad.base_salary
    assert ("part_time" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


def test_a_freelance_s_rate_is_no_salary(reader: AdReader) -> None:
    pay = read(reader, employment_types=("CONTRACTOR",), salaries=(Salary(None, 40_000, 40_000, "EUR", "YEAR"),))
    assert pay.base_salary
    assert (pay.base_salary.usable, "independent" in pay.base_salary.flags) == (False, True)


def test_the_minimum_wage_is_that_of_the_day_of_the_ad(reader: AdReader) -> None:
    salaries = (Salary("Salaire : SMIC"),)
    old, new = (read(reader, date_posted=day, salaries=salaries) for day in ("2012-02-01", "2026-09-14"))
    assert old.base_salary
    assert new.base_salary
    assert old.base_salary.yearly_gross_min == pytest.approx(9.22 * 1820)
    assert (new.base_salary.yearly_gross_min or 0) > 21_000


def test_a_short_pay_field_is_stored_whole_with_its_period(reader: AdReader) -> None:
    facts = reader.read(
        Posting("Community manager", salaries=(Salary(text="Mensuel de 2200.0 Euros à 2600.0 Euros sur 12.0 mois"),)),
        today=dt.date(2026, 10, 3),
    )
    assert facts.base_salary is not None
    assert facts.base_salary.text == "Mensuel de 2200.0 Euros à 2600.0 Euros sur 12.0 mois"
    assert (facts.base_salary.min, facts.base_salary.unit) == (2200, "MONTH")
