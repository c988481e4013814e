"""Invented ads as columns are what their records would give, and the SQL they are measured by gives the same rows."""

from __future__ import annotations

import datetime as dt

import duckdb
import pyarrow as pa
import pytest

from benchmarks import tables_sql
from benchmarks.synthetic_ads import SOURCES, Words, draw, records, runs
from benchmarks.synthetic_facts import employer_type, facts
from catalog.catalog import Catalog
from catalog.models import JobAd
from catalog.territory import Territory
from generator.site import Site
from generator.tables import ads, mentions, pay, skills
from generator.tables.compute import compute
from generator.tables.gather import gather
from tests.generator import made

TODAY = dt.date(2026, 11, 25)
WORDS = Words(
    titles=(("community-manager", "Community manager"), ("social-media-manager", "Social media manager")),
    skills=("canva", "seo", "veille", "video", "x"),
    employers=tuple(f"Maison {number}" for number in range(30)),
    communes=(("49007", "Angers", "49", "52", 3.0), ("75056", "Paris", "75", "11", 9.0), ("50129", "Cherbourg", "50", "28", 1.0)),
)  # fmt: skip
TERRITORY = Territory(made.TERRITORY.regions, made.TERRITORY.departements, {"49": "52", "75": "11", "50": "28"})
DRAWN = draw(WORDS, 600, seed=4)
DEFINITIONS = (*ads.TABLES, *pay.TABLES, *skills.TABLES, *mentions.TABLES)
FACTS = facts(WORDS, DRAWN, TODAY, TERRITORY)


def dated_by_month(ads: pa.Table) -> pa.Table:
    """Every other ad tells only its month: invented ones all tell their day."""
    firsts = [day.replace(day=1) if row % 2 else day for row, day in enumerate(ads["day"].to_pylist())]
    return ads.set_column(ads.schema.get_field_index("earliest"), "earliest", pa.array(firsts, pa.date32()))


VAGUE = {**FACTS, "ads": dated_by_month(FACTS["ads"])}


def test_columns_are_what_records_give() -> None:
    each = list(records(WORDS, DRAWN, TODAY))
    for row, fields in enumerate(each):
        fields["employer_type"] = employer_type(int(DRAWN.employer[row]))
        fields["fingerprint"] = "x" if fields.get("skills") else None
    known = [JobAd.model_validate({name: value for name, value in one.items() if value is not None}) for one in each]
    catalog = Catalog(sources={name: made.source(name) for name in SOURCES})
    gathered = gather(Site(catalog, TODAY, made.collected(*known, runs=tuple(runs(TODAY))), TERRITORY))
    for name in ("ads", "ad_places", "ad_skills", "source_months"):
        order = [(column, "ascending") for column in FACTS[name].column_names]
        ours, theirs = FACTS[name].sort_by(order), gathered[name].sort_by(order)
        assert ours.num_rows > 30
        for column in ours.column_names:
            assert ours[column].to_pylist() == theirs[column].to_pylist(), f"{name}.{column}"


def test_every_table_that_grows_with_the_ads_is_measured() -> None:
    from_works_alone = {"competences-par-periode"}
    assert set(tables_sql.TABLES) == {definition.id for definition in DEFINITIONS} - from_works_alone


MEASURED = [definition for definition in DEFINITIONS if definition.id in tables_sql.TABLES]


@pytest.mark.parametrize("definition", MEASURED, ids=lambda definition: definition.id)
def test_sql_written_by_hand_gives_the_same_rows(definition, sql_rows) -> None:  # type: ignore[no-untyped-def]
    ours = compute([definition], VAGUE)[definition.id].data.drop_columns(["key"])
    theirs = sql_rows(definition.id)
    assert ours.column_names == theirs.column_names
    assert ours.to_pylist() == theirs.to_pylist()
    assert ours.num_rows


@pytest.fixture(scope="module")
def sql_rows():  # type: ignore[no-untyped-def]
    """The rows of a table by its id, as SQL gives them."""
    with duckdb.connect() as connection:
        for name, rows in VAGUE.items():
            connection.register("given", rows)
            connection.execute(f'CREATE TABLE "{name}" AS FROM given')
        tables_sql.prepare(connection)

        def rows(name: str) -> pa.Table:
            return connection.sql(tables_sql.TABLES[name]).to_arrow_table()

        yield rows
