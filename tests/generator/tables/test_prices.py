"""Euros of another year: chained by hand on a small index."""

from __future__ import annotations

import pytest

from catalog.models import Reference
from generator.tables.prices import INDEX, RISES, factors


def _reference(name: str, values: dict[int, float]) -> Reference:
    return Reference.model_validate(
        {
            "id": name, "title": name, "definition": "D.", "unit": "%", "publisher": "Insee",
            "url": "https://exemple.fr/", "read_on": "original",
            "values": [{"value": value, "valid_from": f"{year}-01-01"} for year, value in values.items()],
        }
    )  # fmt: skip


def test_years_of_the_index_and_years_of_rises_are_chained() -> None:
    """The index goes from 80 to 100; then prices rise by 2 % and by 5 %: 100 euros of 2015 are 133,875 of 2018."""
    found, base = factors(
        {
            INDEX: _reference(INDEX, {2015: 80, 2016: 100}),
            RISES: _reference(RISES, {2017: 2, 2018: 5}),
        }
    )
    assert base == 2018
    assert found == pytest.approx({2015: 1.33875, 2016: 1.071, 2017: 1.05, 2018: 1.0})


def test_the_chain_stops_at_the_first_year_without_a_rise() -> None:
    found, base = factors({INDEX: _reference(INDEX, {2016: 100}), RISES: _reference(RISES, {2017: 2, 2019: 5})})
    assert (set(found), base) == ({2016, 2017}, 2017)


def test_without_the_references_no_euro_is_converted() -> None:
    assert factors({}) == ({}, None)
