"""A share is judged by the whole it is a part of: its n, and the time over which that was counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from generator.site import Site
from generator.tables import DEFINITIONS
from generator.tables.compute import Result, compute
from generator.tables.definition import Definition
from generator.tables.gather import gather
from generator.tables.resources import by_topic
from generator.tables.windows import whole_window
from generator.tracing import cell_trace, period_words
from generator.views.data import window_words
from tests.generator.made import TERRITORY, TODAY, ad, catalog, collected, source


def site(*ads: Any) -> Site:
    made = Site(catalog(source()), TODAY, collected(*ads), TERRITORY)
    made.tables = compute(DEFINITIONS, gather(made))
    return made


ADS = (
    *(ad(f"cdi-{day}", contract="CDI", date_posted=f"2026-11-{day:02}") for day in range(1, 7)),
    *(ad(f"cdd-{day}", contract="CDD", date_posted=f"2026-10-{day:02}") for day in range(1, 5)),
)


def test_the_share_of_a_contract_is_counted_over_all_ads() -> None:
    made = site(*ADS)
    result = made.tables["annonces-par-contrat"]
    row = result.by_key["cdi"]
    assert (row["since"], row["until"]) == (dt.date(2026, 11, 1), dt.date(2026, 11, 6))
    assert whole_window(result, row) == (dt.date(2026, 10, 1), dt.date(2026, 11, 6))
    trace = cell_trace(made, result, row, "share")
    assert "10" in trace.n
    assert trace.period.replace("\u00a0", " ") == "du 1er octobre 2026 au 6 novembre 2026"


def test_skills_that_as_many_ads_name_are_not_one_whole() -> None:
    """« of » alone would put them together: here it counts the ads that name the skill."""
    pairs = {"10": ("canva", "seo"), "11": ("veille", "video")}
    ads = [
        ad(f"{month}-{day}", skills=list(names), fingerprint="x", date_posted=f"2026-{month}-{day:02}")
        for month, names in pairs.items()
        for day in range(1, 7)
    ]
    result = site(*ads).tables["competences-ensemble"]
    assert whole_window(result, result.by_key["canva.seo"]) == (dt.date(2026, 10, 1), dt.date(2026, 10, 6))


def test_a_count_keeps_its_own_time() -> None:
    made = site(*ADS)
    result = made.tables["annonces-par-contrat"]
    assert (
        cell_trace(made, result, result.by_key["cdi"], "n").period.replace("\u00a0", " ")
        == "du 1er novembre 2026 au 6 novembre 2026"
    )


def test_a_table_that_dates_works_says_its_years() -> None:
    schema = by_topic.schema.insert(0, pa.field("key", pa.string()))
    rows = [
        {"key": "a", "since": "2011", "until": "2022"},
        {"key": "b", "since": "2009", "until": "2013"},
        {"key": "c"},
    ]
    columns = tuple(map(by_topic.column, schema.names))
    assert window_words(Result(by_topic, columns, pa.Table.from_pylist(rows, schema=schema))) == "de 2009 à 2022"


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.id)
def test_every_table_says_from_what_and_over_which_time(definition: Definition) -> None:
    names = set(definition.schema.names)
    assert names & {"sources", "source"}
    assert {"since", "until"} <= names or names & {"year", "day"}


def test_a_period_between_dates_written_as_texts() -> None:
    assert period_words("2011", "2022") == "de 2011 à 2022"
    assert period_words("2025", "2025") == "2025"
    assert period_words("2013", None) == "depuis 2013"
    assert period_words(None, None) == "période inconnue"
