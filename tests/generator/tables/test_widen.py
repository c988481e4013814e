"""Widening a cell of pay that has too few ads: never under the minimum, never narrower, the first that suffices."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tables.compute import Result
from generator.tables.pay import by_cell
from generator.tables.rules import ALL, PUBLISHED, TOO_FEW, UNSAID
from generator.tables.widen import STEPS, asked_words, widen
from tests.generator.made import ad
from tests.generator.tables.counted import ANGERS, PARIS, pay_of, tables

NAMES = ("level", "region", "contract", "employer_type")
VALUES = {
    "level": ("junior", "senior", None),
    "region": ("11", "52"),
    "contract": ("CDI", "CDD"),
    "employer_type": ("agence", "pme", None),
}
PLACES = {"11": PARIS, "52": ANGERS}


def table(counts: dict[tuple[str | None, ...], int]) -> Result:
    """``salaires-annonces`` of so many ads of each level, région, contract and employer."""
    ads = [
        ad(
            f"a{number}-{index}", level=level, places=[PLACES[region]], contract=contract, employer_type=employer,
            base_salary=pay_of(25_000),
        )
        for number, ((level, region, contract, employer), count) in enumerate(counts.items())
        for index in range(count)
    ]  # fmt: skip
    return tables(*ads, definitions=(by_cell,))["salaires-annonces"]


def cells(counts: dict[tuple[str, ...], int]) -> Result:
    """A table of any cells, each of so many pays."""
    rows = [
        {
            "key": ".".join(cell),
            **dict(zip(NAMES, cell, strict=True)),
            "n": n,
            "status": PUBLISHED if n >= 10 else TOO_FEW,
        }
        for cell, n in counts.items()
    ]
    return Result(by_cell, (), pa.Table.from_pylist(rows))


a_cell = st.tuples(*(st.sampled_from([ALL, *(value or UNSAID for value in VALUES[name])]) for name in NAMES))


@given(st.dictionaries(a_cell, st.integers(0, 14), max_size=60), st.lists(a_cell, min_size=1, max_size=10))
def test_the_first_cell_that_suffices_in_the_stated_order(
    counts: dict[tuple[str, ...], int], asked: list[tuple[str, ...]]
) -> None:
    result = cells(counts)
    for cell in asked:
        widened = widen(result, **dict(zip(NAMES, cell, strict=True)))
        tried = [dict(zip(NAMES, cell, strict=True))]
        for name in STEPS:
            tried.append({**tried[-1], name: ALL})
        enough = [place for place in tried if counts.get(tuple(place.values()), 0) >= 10]
        if not enough:
            assert widened.row is None
            assert widened.steps[-1] == "surveys"
            continue
        assert widened.row is not None
        assert {name: widened.row[name] for name in NAMES} == enough[0]
        assert int(str(widened.row["n"])) >= 10
        assert all(widened.row[name] in (tried[0][name], ALL) for name in NAMES)
        assert set(widened.steps) == {name for name in NAMES if enough[0][name] != tried[0][name]}
        assert bool(widened.sentence) == bool(widened.steps)


def test_the_order_is_employer_then_region_then_level_then_contract() -> None:
    assert tuple(STEPS) == ("employer_type", "region", "level", "contract")


MARKET = table(
    {("junior", "52", "CDI", "agence"): 1, ("senior", "11", "CDI", "agence"): 9, (None, "11", "CDD", None): 9}
)


def said(**asked: str) -> str:
    return widen(MARKET, **asked).sentence.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_cell_that_suffices_says_nothing() -> None:
    assert widen(MARKET, region="11").sentence == ""


def test_a_region_widens_to_france() -> None:
    assert said(region="52") == "Effectif insuffisant dans les Pays de la Loire (n = 1), élargi à la France."


def test_each_step_is_named_in_the_order_it_was_taken() -> None:
    assert said(level="junior", region="52", contract="CDI", employer_type="pme") == (
        "Effectif insuffisant en CDI, au niveau débutant ou junior, en PME, dans les Pays de la Loire (n = 0),"
        " élargi à tous les employeurs, puis à la France, puis à tous les niveaux."
    )


def test_surveys_answer_when_no_ad_does() -> None:
    few = table({("junior", "52", "CDI", "agence"): 3})
    assert widen(few).sentence.replace("\u00a0", " ") == (
        "Effectif insuffisant dans toutes les annonces (n = 3) : seules les enquêtes répondent."
    )
    widened = widen(few, region="11")
    assert (widened.row, widened.steps) == (None, ("region", "surveys"))
    assert "(n = 0), même élargi à la France : seules" in widened.sentence.replace("\u00a0", " ")


def test_no_ads_at_all_widen_to_surveys() -> None:
    assert widen(table({}), contract="CDI").steps == ("contract", "surveys")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("region", "04", "à La Réunion"),
        ("region", "non précisé", "sans région précisée"),
        ("employer_type", "public", "dans le secteur public"),
        ("level", "confirme", "au niveau confirmé"),
        ("contract", "freelance", "en freelance"),
        ("contract", "non précisé", "sans contrat précisé"),
    ],
)
def test_what_is_asked_is_said_in_words(column: str, value: str, words: str) -> None:
    assert asked_words(column, value) == words
