"""Pay read from the words of ads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality_pay import score
from scraper.extract.pay import Bonus, Pay, read_pay, read_pays


def test_the_gold_corpus_is_read_as_promised() -> None:
    result = score()
    assert result.n >= 300
    assert result.measures["exactitude"] >= 0.97, "\n".join(result.failures)
    assert result.measures["montants inventés"] == 0, "\n".join(result.failures)


def test_a_field_of_the_public_employment_service() -> None:
    found = read_pay("Mensuel de 1600,00 Euros à 1800,00 Euros sur 13 mois")
    assert found
    assert found.value == Pay(min=1600, max=1800, currency="EUR", unit="MONTH", months=13)


def test_the_span_holds_the_words_that_were_read() -> None:
    text = "Nous vous offrons un CDI.\nRémunération : entre 1\u202f900 et 2\u202f100 € nets par mois, selon profil."
    found = read_pay(text)
    assert found
    assert "1\u202f900 et 2\u202f100 € nets par mois" in text[found.start : found.end]
    assert found.value.terms == ("profil",)


def test_the_bonus_stays_apart() -> None:
    found = read_pay("Salaire : 2 000 € brut mensuel + prime annuelle de 500 €")
    assert found
    assert found.value.min == found.value.max == 2000
    assert found.value.bonus == Bonus("500 €", 500, 500)


def test_several_pays_are_all_there_and_the_first_says_so() -> None:
    text = "Salaire : 2 500 € brut mensuel soit 30 000 € annuel"
    assert [found.value.unit for found in read_pays(text)] == ["MONTH", "YEAR"]
    first = read_pay(text)
    assert first
    assert "several" in first.flags


def test_the_same_pay_said_twice_counts_once() -> None:
    assert len(read_pays("Community manager, 30 k€\nSalaire : 30 k€, mutuelle, RTT. Rappel : salaire de 30 k€.")) == 1


@pytest.mark.parametrize(
    "text", ["Télétravail selon profil", "Horaires à définir", "Missions selon la convention collective"]
)
def test_terms_of_something_else_are_not_terms_of_pay(text: str) -> None:
    assert read_pay(text) is None


def test_a_period_taken_from_the_size_is_flagged_and_a_doubtful_one_is_left_out() -> None:
    sure, doubtful = read_pay("Salaire : 30 000 €"), read_pay("Salaire : 600 €")
    assert sure
    assert doubtful
    assert (sure.value.unit, sure.flags) == ("YEAR", ("unit_inferred",))
    assert (doubtful.value.unit, doubtful.flags) == (None, ())


@pytest.mark.parametrize(
    ("text", "country_money", "expected"),
    [
        ("56 000 $ - 70 000 $", "CAD", "CAD"),
        ("30-35K", "EUR", "EUR"),
        ("Salaire : 60 000 dinars", "DZD", "DZD"),
    ],
)
def test_the_money_of_the_country_settles_what_the_words_leave_open(
    text: str, country_money: str, expected: str
) -> None:
    alone, helped = read_pay(text), read_pay(text, default_currency=country_money)
    assert alone
    assert helped
    assert alone.value.currency is None
    assert helped.value.currency == expected
    assert "currency_inferred" in helped.flags


def test_the_money_written_wins_over_that_of_the_country() -> None:
    found = read_pay("Salaire : 30.000 CHF", default_currency="EUR")
    assert found
    assert (found.value.currency, found.flags) == ("CHF", ())


def test_trainees_are_told() -> None:
    intern = read_pay("Gratification de stage : 700 € par mois")
    apprentice = read_pay("Alternance : de 43 % à 100 % du SMIC")
    assert intern
    assert apprentice
    assert "internship" in intern.flags
    assert "apprenticeship" in apprentice.flags


@pytest.mark.parametrize(
    "text", ["", " ", "€", "k€", "SMIC le SMIC du SMIC", "salaire", "%", "- / + (", "0 €", "\x00 12 €"]
)
def test_scraps_raise_nothing(text: str) -> None:
    read_pays(text)


@given(st.text(max_size=200))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for found in read_pays(text):
        assert 0 <= found.start <= found.end <= len(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl", "Cs"]), max_size=120))
def test_without_a_digit_there_is_no_amount(text: str) -> None:
    for found in read_pays(f"Salaire : {text} €"):
        assert found.value.min is None
        assert found.value.max is None


_SPACES = (" ", "\u00a0", "\u202f", ".", "")


@settings(max_examples=200)
@given(
    value=st.integers(1_400, 99_999),
    space=st.sampled_from(_SPACES),
    cents=st.booleans(),
    money=st.sampled_from(
        [(" €", "EUR"), ("€", "EUR"), (" euros", "EUR"), (" CHF", "CHF"), (" FCFA", "XOF"), (" TND", "TND")]
    ),
    unit=st.sampled_from([(" par mois", "MONTH"), ("/an", "YEAR"), (" brut annuel", "YEAR"), (" mensuels", "MONTH")]),
)
def test_an_amount_is_read_however_its_thousands_are_written(
    value: int, space: str, cents: bool, money: tuple[str, str], unit: tuple[str, str]
) -> None:
    written = f"{value:,}".replace(",", space) + (",50" if cents else "")
    found = read_pay(f"Rémunération : {written}{money[0]}{unit[0]} selon expérience.")
    assert found
    assert found.value.min == found.value.max == value + (0.5 if cents else 0)
    assert (found.value.currency, found.value.unit) == (money[1], unit[1])


@given(
    low=st.integers(18, 60),
    more=st.integers(1, 20),
    form=st.sampled_from(
        ["{}-{} K€", "{}/{}k€", "{}k€ - {}k€", "de {} à {} k€", "entre {}K et {}K€", "{} 000 à {} 000 €"]
    ),
    before=st.sampled_from(["", "Salaire : ", "CDI - Lyon - ", "Package "]),
)
def test_ranges_in_thousands(low: int, more: int, form: str, before: str) -> None:
    found = read_pay(before + form.format(low, low + more))
    assert found
    assert (found.value.min, found.value.max) == (low * 1000, (low + more) * 1000)
    assert (found.value.currency, found.value.unit) == ("EUR", "YEAR")


_OTHER_SUMS = st.sampled_from(
    [
        "un budget de {} €",
        "{} abonnés",
        "un chiffre d’affaires de {} €",
        "{} salariés",
        "une levée de fonds de {} €",
        "des frais de {} € par mois",
        "{} h par semaine",
        "{} visites par mois",
        "un panier moyen de {} €",
        "{} € de budget",
    ]
)


@given(sums=st.lists(st.tuples(_OTHER_SUMS, st.integers(2, 90_000)), max_size=4), pay=st.integers(22, 60))
def test_other_sums_around_a_salary_change_nothing(sums: list[tuple[str, int]], pay: int) -> None:
    words = ", ".join(form.format(number) for form, number in sums)
    found = read_pays(f"L’agence annonce {words}. Salaire : {pay} k€ brut annuel. Elle vise {words}.")
    assert [(item.value.min, item.value.max) for item in found] == [(pay * 1000, pay * 1000)]


@pytest.mark.parametrize(
    ("text", "basis", "unit"),
    [
        ("2 000 €/net/mois", "net", "MONTH"),
        ("Salaire 1 900 €/net", "net", "MONTH"),
        ("1 900 euros, net à payer", "net", "MONTH"),
        ("2 000 € en net", "net", "MONTH"),
        ("Salaire : 2 000 € - brut, par mois", "brut", "MONTH"),
        ("28 000 - 32 000 €/brut/an", "brut", "YEAR"),
        ("2 000 €/brut/mois", "brut", "MONTH"),
    ],
)
def test_gross_or_net_is_read_through_what_separates_it_from_the_sum(text: str, basis: str, unit: str) -> None:
    found = read_pay(text)
    assert found
    assert (found.value.basis, found.value.unit) == (basis, unit)


def test_words_after_a_comma_give_no_period() -> None:
    found = read_pay("Salaire : 30 k€, horaires de bureau")
    assert found
    assert found.value.unit == "YEAR"


@pytest.mark.parametrize("written", ["net ou brut", "brut ou net par mois", "brut/net"])
def test_gross_or_net_left_open_is_not_settled(written: str) -> None:
    found = read_pay(f"Salaire : 2 500 € {written}")
    assert found
    assert found.value.basis is None
    assert "basis_unclear" in found.flags


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Pas de 13e mois. 2 000 € brut mensuel", None),
        ("2 000 € brut mensuel, sans prime de 13e mois", None),
        ("2 000 € brut mensuel. 13ème mois non versé", None),
        ("2 000 € brut mensuel. Le 13e mois n'est pas prévu", None),
        ("2 000 € brut mensuel, ni prime ni treizième mois", None),
        ("Salaire selon profil, aucun 13e mois", None),
        ("2 000 € brut mensuel, 13e mois, pas de prime", 13),
        ("2 000 € brut mensuel + 13e mois + 14e mois", 14),
        ("2 000 € brut mensuel sur 12 mois. Treizième mois", 12),
    ],
)
def test_months_denied_are_not_paid_and_the_most_months_count(text: str, months: float | None) -> None:
    found = read_pay(text)
    assert found
    assert found.value.months == months


@pytest.mark.parametrize("condition", ["après un an d'ancienneté", "(sous condition)", "au bout d'un an", "possible"])
def test_a_month_with_a_condition_is_flagged(condition: str) -> None:
    found = read_pay(f"2 000 € brut mensuel, 13e mois {condition}")
    assert found
    assert (found.value.months, found.flags) == (13, ("months_conditional",))


@pytest.mark.parametrize(
    "text",
    ["Salaire: -2000 €", "Salaire = -2 000 € brut", "Rémunération : 10€/1000 vues", "Salaire : 5 € par 1 000 clics"],
)
def test_neither_a_debt_nor_a_price_by_the_thousand_is_pay(text: str) -> None:
    assert read_pay(text) is None


@pytest.mark.parametrize("text", ["Salaire :\n-2000 € brut par mois", "Salaire : 2 000 -2 400 € brut"])
def test_a_bullet_or_the_dash_of_a_range_is_no_minus(text: str) -> None:
    found = read_pay(text)
    assert found
    assert found.value.min == 2000


def test_the_money_of_a_line_is_not_that_of_the_next() -> None:
    (found,) = read_pays("Salaire : 2 000 €\n2026-09-19")
    assert (found.value.min, found.value.max, found.value.currency) == (2000, 2000, "EUR")
