"""The three files of a table: the same rows in each, the same bytes each time, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.catalog import Catalog
from catalog.models import JobAd, Skill
from generator.tables.compute import Result, compute
from generator.tables.definition import table
from generator.tables.publish import rows_csv, table_files, to_csv, to_json, to_parquet
from generator.tables.schemas import SCHEMAS
from tests.generator import made
from tests.generator.made import ad
from tests.generator.tables.counted import PARIS, pay_of, place, tables

ADS = [
    ad(
        f"a{number}", date_posted=f"2026-10-{1 + number % 20:02}", places=[PARIS if number % 3 else place("49")],
        contract=("CDI", "CDD", "alternance", None)[number % 4], skills=["canva", "seo"][: number % 3],
        fingerprint="x", source=("site", "autre")[number % 2], level=("junior", None)[number % 2],
        base_salary=pay_of(24_000.33 + 100 * number), duplicate_of="a0" if number == 7 else None,
    )
    for number in range(60)
]  # fmt: skip
SKILLS = {
    name: Skill.model_validate({"id": name, "label": {"fr": name}, "category": "outil", "definition": "D."})
    for name in ("canva", "seo")
}
CATALOG = Catalog(sources={"site": made.source(), "autre": made.source("autre")}, skills=SKILLS)
RESULTS = tables(*ADS, catalog=CATALOG)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_the_three_files_hold_the_same_rows(name: str) -> None:
    result = RESULTS[name]
    assert result.rows, "the check needs rows"
    heads = [column.name for column in result.columns]
    rows = [[row[head] for head in heads] for row in result.rows]
    parquet = pq.read_table(io.BytesIO(to_parquet(result)))
    assert parquet.column_names == heads
    assert [list(row.values()) for row in parquet.to_pylist()] == rows
    told = json.loads(to_json(result))
    assert [column["name"] for column in told["columns"]] == heads
    assert [list(row.values()) for row in told["rows"]] == [[_plain(value) for value in row] for row in rows]
    head, *lines = csv.reader(io.StringIO(to_csv(result)))
    assert head == heads
    assert lines == [[_written(value) for value in row] for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(_plain(value))


def written(ads: list[JobAd]) -> dict[str, str | bytes]:
    return {
        page.path: page.data or page.text
        for result in tables(*ads, catalog=CATALOG).values()
        for page in table_files(result)
    }


FILES = written(ADS)


@settings(max_examples=4, deadline=None)
@given(st.permutations(ADS))
def test_the_order_of_the_ads_changes_no_byte(ads: list[JobAd]) -> None:
    assert written(ads) == FILES


@table("essai", "Essai", "ressources", key=("title",), facts="titles")
def hostile(facts):  # type: ignore[no-untyped-def]
    """Essai."""
    return facts.titles.select("title", place="label")


def results_of(*labels: str) -> Result:
    facts = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    rows = [{"title": f"t{number}", "label": label} for number, label in enumerate(labels)]
    facts["titles"] = pa.Table.from_pylist(rows, schema=SCHEMAS["titles"])
    return compute([hostile], facts)["essai"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-2", "@SUM(A1)", "  =1+1", "\t=1+1", "\r\n=1+1", "\u00a0=1+1", "＝1+1", "＠x"]
)
def test_a_text_that_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    *_, (_, _, cell) = csv.reader(io.StringIO(to_csv(results_of(text))))
    assert cell == "'" + text.strip()


def test_a_negative_number_stays_a_number() -> None:
    assert rows_csv(["n"], [[-7.2], [-3]]) == "n\n-7.2\n-3\n"


def test_separators_and_quotes_stay_in_their_cell() -> None:
    result = results_of('a,"b"\nc', "é;ï")
    assert [row[2] for row in csv.reader(io.StringIO(to_csv(result)))][1:] == ['a,"b" c', "é;ï"]
    assert json.loads(to_json(result))["rows"][0]["place"] == 'a,"b"\nc'


def test_two_rows_of_one_name_are_refused() -> None:
    facts = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    rows = [{"title": "Métier", "label": "a"}, {"title": "metier", "label": "b"}]
    facts["titles"] = pa.Table.from_pylist(rows, schema=SCHEMAS["titles"])
    with pytest.raises(ValueError, match="essai"):
        compute([hostile], facts)
