"""Runs the tables on DuckDB, in memory, and gives their rows in one order with rounded values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ibis
import pyarrow as pa

from catalog.models import slugify
from generator.tables.columns import Column
from generator.tables.definition import Definition, Facts, unbound

Value = str | int | float | bool | dt.date | None


@dataclass(frozen=True)
class Row:
    """A row: its values by column, and the key that names it in addresses."""

    key: str
    values: Mapping[str, Value]

    def __getitem__(self, column: str) -> Value:
        return self.values[column]


@dataclass(frozen=True)
class Result:
    """A table computed: its columns and rows, in order."""

    definition: Definition
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """Rows by the key that names them."""
        return {row.key: row for row in self.rows}

    def where(self, **values: Value) -> list[Row]:
        """The rows that have these values, in order."""
        return [row for row in self.rows if all(row[name] == value for name, value in values.items())]


def compute(definitions: Iterable[Definition], facts: Mapping[str, pa.Table]) -> dict[str, Result]:
    """Every table by its id. The same facts give the same rows, in the same order, whatever the threads did."""
    connection = ibis.duckdb.connect()
    try:
        bound = Facts(**{name: connection.create_table(name, rows) for name, rows in facts.items()})
        results = {}
        for definition in definitions:
            empty = not facts[definition.facts].num_rows
            expression = definition.expression(unbound() if empty else bound)
            rows = [] if empty else connection.to_pyarrow(expression).to_pylist()
            results[definition.id] = finish(definition, expression.columns, rows)
        return results
    finally:
        connection.disconnect()


def finish(definition: Definition, names: Iterable[str], rows: Iterable[Mapping[str, Value]]) -> Result:
    """Rows named, sorted by what names them, shares rounded to one decimal and other floats to two.

    ValueError when two rows have one name.
    """
    columns = tuple(definition.column(name) for name in ("key", *names))
    decimals = {column.name: 1 if column.unit == "%" else 2 for column in columns}
    made = [Row(_key(definition, row), {"key": _key(definition, row), **_rounded(row, decimals)}) for row in rows]
    made.sort(key=lambda row: [_order(row[name]) for name in definition.key])
    result = Result(definition, columns, tuple(made))
    if len(result.by_key) != len(made):
        raise ValueError(f"table {definition.id}: its key does not name one row")
    return result


def _key(definition: Definition, row: Mapping[str, Value]) -> str:
    """``2026-10.apec``: what names the row, as an address may hold it."""
    parts = [str(row[name]) if row[name] is not None else "inconnu" for name in definition.key]
    return ".".join(slugify(piece) for part in parts for piece in re.split(r"[#.]", part))


def _order(value: Value) -> tuple[int, str | float]:
    if isinstance(value, int | float):
        return (0, value)
    return (2, "") if value is None else (1, str(value))


def _rounded(row: Mapping[str, Value], decimals: Mapping[str, int]) -> dict[str, Value]:
    return {name: round(value, decimals[name]) if isinstance(value, float) else value for name, value in row.items()}
