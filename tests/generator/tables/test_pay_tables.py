"""What ads pay, against counts made by hand: what enters a quartile, what is left out and said, what is too few."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.models import JobAd
from generator.tables.compute import Row
from generator.tables.pay import by_cell
from generator.tables.rules import ALL, PUBLISHED, QUANTILE_MIN, TOO_FEW
from generator.views.pay.simulator import answer_words, range_words
from tests.generator.made import ad
from tests.generator.tables.counted import ANGERS, PARIS, pay_of, place, tables

LOWS = [24_000 + 1_000 * number for number in range(10)]


def paid(name: str, low: float | None, high: float | None = None, **fields: object) -> JobAd:
    return ad(name, base_salary=pay_of(low, high), **fields)


TEN = tuple(paid(f"ten{low}", low, low + 5_000) for low in LOWS)


def cell(*ads: JobAd, level: str = ALL, region: str = ALL, contract: str = ALL, employer_type: str = ALL) -> Row:
    (row,) = tables(*ads, definitions=(by_cell,))["salaires-annonces"].where(
        level=level, region=region, contract=contract, employer_type=employer_type
    )
    return row


def test_ten_pays_have_exact_quartiles() -> None:
    row = cell(*TEN)
    q1, median, q3 = statistics.quantiles(LOWS, n=4, method="inclusive")
    assert (row["low_q1"], row["low_median"], row["low_q3"]) == (q1, median, q3) == (26_250, 28_500, 30_750)
    assert (row["high_q1"], row["high_median"], row["high_q3"]) == (31_250, 33_500, 35_750)
    assert (row["n"], row["of"], row["coverage"], row["status"]) == (10, 10, 100.0, PUBLISHED)


@pytest.mark.parametrize(("ads", "share"), [(1, None), (4, None), (5, 100.0)])
def test_how_many_state_a_pay_is_no_share_under_five_ads(ads: int, share: float | None) -> None:
    row = cell(*TEN[:ads])
    assert (row["n"], row["of"], row["coverage"]) == (ads, ads, share)


def test_nine_have_none_and_say_why() -> None:
    row = cell(*TEN[1:])
    assert {row[name] for name in ("low_q1", "low_median", "low_q3", "high_q1", "high_median", "high_q3")} == {None}
    assert (row["n"], row["status"]) == (9, TOO_FEW)


def test_a_repost_counts_once() -> None:
    again = (paid(f"again{low}", low, low + 5_000, duplicate_of=f"ten{low}") for low in LOWS[1:])
    assert cell(*TEN[1:], *again)["status"] == TOO_FEW


@pytest.mark.parametrize(
    "fields",
    [{"contract": "alternance"}, {"contract": "stage"}, {"contract": "apprentissage"}, {"level": "alternant"}],
)
def test_trainees_are_neither_in_the_quartiles_nor_in_what_they_are_a_part_of(fields: dict[str, str]) -> None:
    trainees = (paid(f"t{number}", 12_000, **fields) for number in range(20))
    row = cell(*TEN, *trainees)
    assert (row["low_q1"], row["n"], row["of"], row["flagged"]) == (26_250, 10, 10, 0)


def test_flagged_pay_is_left_out_and_counted() -> None:
    doubtful = ad("doubt", base_salary=pay_of(900_000, usable=False, flags=["implausible"]))
    silent = ad("silent")
    row = cell(*TEN, doubtful, silent)
    assert (row["high_q3"], row["n"], row["of"], row["flagged"], row["coverage"]) == (35_750, 10, 12, 1, 83.3)


def test_ads_abroad_or_older_than_a_year_are_not_the_market() -> None:
    far = paid("far", 1, places=[place(country="CH")])
    old = paid("old", 1, date_posted="2025-11-24")
    assert cell(*TEN, far, old)["of"] == 10


def opened(name: str, low: float | None, high: float | None) -> JobAd:
    """« À partir de 30 000 € » says nothing of the most that is paid, « jusqu’à » nothing of the least."""
    return ad(name, base_salary=pay_of(low or high, yearly_gross_min=low, yearly_gross_max=high, min=low, max=high))


def test_an_open_range_is_in_no_quartile_and_is_counted() -> None:
    row = cell(*TEN[1:], opened("from", 30_000, None), opened("to", None, 30_000))
    assert (row["n"], row["one_ended"], row["of"], row["status"], row["low_median"]) == (9, 2, 11, TOO_FEW, None)


def test_high_starts_without_an_end_do_not_turn_the_range_upside_down() -> None:
    ads = (
        *(paid(f"r{number}", 24_000, 26_000) for number in range(10)),
        *(opened(f"o{number}", 40_000, None) for number in range(15)),
    )
    row = cell(*ads)
    assert (row["n"], row["one_ended"], row["low_median"], row["high_median"]) == (10, 15, 24_000, 26_000)
    assert answer_words(row) == f"{range_words(24_000, 26_000)} brut par an, au milieu des annonces."


AMOUNT = st.integers(20_000, 60_000)


@settings(max_examples=10, deadline=None)  # each makes a site
@given(st.lists(st.tuples(AMOUNT, AMOUNT, st.sampled_from(["both", "from", "to"])), min_size=10, max_size=24))
def test_each_quartile_of_lows_is_under_that_of_highs(pays: list[tuple[int, int, str]]) -> None:
    ads = [
        opened(f"p{at}", None if ends == "to" else min(pair), None if ends == "from" else max(pair))
        for at, (*pair, ends) in enumerate(pays)
    ]
    row = cell(*ads)
    assert row["n"] == sum(ends == "both" for *_, ends in pays)
    for point in ("q1", "median", "q3"):
        low, high = row[f"low_{point}"], row[f"high_{point}"]
        assert (low is None) == (high is None) == (row["status"] == TOO_FEW)
        if isinstance(low, float) and isinstance(high, float):
            assert low <= high


def test_a_range_is_never_said_upside_down() -> None:
    assert range_words(40_000, 26_000) == range_words(26_000, 40_000)


def test_a_cell_crosses_what_is_asked_and_all_the_rest() -> None:
    ads = (
        paid("a", 25_000, level="junior", places=[PARIS, ANGERS], employer_type="agence"),
        paid("b", 25_000, level="junior", places=[PARIS]),
    )
    assert cell(*ads)["of"] == 2
    assert cell(*ads, region="11")["of"] == 2
    assert cell(*ads, region="52")["of"] == 1
    assert cell(*ads, region="52", level="junior", contract="CDI", employer_type="agence")["of"] == 1
    assert cell(*ads, employer_type="non précisé", region="11")["of"] == 1
    keys = {row.key for row in tables(*ads)["salaires-annonces"].rows}
    assert len(keys) == 4 * (3 + 3 + 2)  # level and contract said or all; employer: two and all, in 52 one and all


def test_each_ad_that_states_a_usable_pay_is_listed_once() -> None:
    ads = (
        paid("a", 25_000, 30_000, date_posted="2026-10-01", places=[PARIS], level="senior"),
        paid("b", 26_000, duplicate_of="a"),
        paid("trainee", 12_000, contract="stage"),
        ad("doubt", base_salary=pay_of(1, usable=False)),
        ad("silent"),
    )
    (row,) = tables(*ads)["salaires-affiches"].rows
    assert (row["ad"], row["low"], row["high"], row["contract"], row["level"]) == (
        "a",
        25_000,
        30_000,
        "CDI",
        "senior",
    )
    assert (row["place"], row["departement"], str(row["day"]), row["source"]) == ("Paris", "75", "2026-10-01", "site")


def test_pay_beside_a_skill_is_that_of_permanent_and_fixed_term_jobs() -> None:
    ads = [paid(f"s{low}", low, skills=["canva"], contract="CDD" if low > 30_000 else "CDI") for low in LOWS]
    freelance = paid("free", 99_000, skills=["canva"], contract="freelance")
    other = paid("other", 20_000, skills=["seo"])
    rows = tables(*ads, freelance, other)["salaires-competences"].by_key
    assert (rows["canva"]["n"], rows["canva"]["low_median"], rows["canva"]["status"]) == (10, 28_500, PUBLISHED)
    assert (rows["seo"]["n"], rows["seo"]["low_median"], rows["seo"]["status"]) == (1, None, TOO_FEW)


def test_ten_is_the_least_under_a_quantile() -> None:
    assert QUANTILE_MIN == 10
