"""Runs the tables on DuckDB, in memory, and names their rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import duckdb
import pyarrow as pa

from catalog.models import slugify
from generator.tables.columns import Column
from generator.tables.definition import Definition, shared_sql

#: Stands in a key for a value that is not known.
UNKNOWN = "inconnu"
#: Most values are slugs already.
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

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
    """A table computed: its columns, its rows in order (``data`` in Arrow, ``rows`` in Python), ``key`` first."""

    definition: Definition
    columns: tuple[Column, ...]
    data: pa.Table

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Made when first asked for: a table of a million ads may only be written to a file."""
        return tuple(Row(values["key"], values) for values in self.data.to_pylist())

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """Rows by the key that names them."""
        return {row.key: row for row in self.rows}

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each row stands, counted from 0, by the key that names it."""
        return {row.key: place for place, row in enumerate(self.rows)}

    def where(self, **values: Value) -> list[Row]:
        """The rows that have these values, in order."""
        return [row for row in self.rows if all(row[name] == value for name, value in values.items())]


def compute(definitions: Iterable[Definition], facts: Mapping[str, pa.Table]) -> dict[str, Result]:
    """Every table by its id. The same facts give the same rows, in the same order, whatever the threads did.

    ValueError when two rows of a table have one name.
    """
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")  # every table is ordered: this only saves memory
        for name, rows in facts.items():
            connection.register(name, rows)  # read where they are: a copy costs more than it saves
        for name, sql in shared_sql().items():
            connection.execute(f'CREATE TABLE "{name}" AS {sql}')
        return {each.id: _result(each, connection, facts[each.facts].num_rows) for each in definitions}


def _result(definition: Definition, connection: duckdb.DuckDBPyConnection, facts: int) -> Result:
    data = definition.schema.empty_table()
    if facts:
        data = connection.sql(definition.sql).to_arrow_table().cast(definition.schema)
    keys = _keys(definition, data)
    if len(set(keys)) != len(keys):
        raise ValueError(f"table {definition.id}: its key does not name one row")
    named = data.add_column(0, "key", pa.array(keys, pa.string()))
    return Result(definition, tuple(map(definition.column, named.column_names)), named)


def _keys(definition: Definition, data: pa.Table) -> list[str]:
    """``2026-10.apec``: what names each row, as an address may hold it."""
    parts = []
    for name in definition.key:
        values = data[name].combine_chunks().dictionary_encode()  # a place or a skill names many rows
        names = list(map(_named, values.dictionary.to_pylist()))
        parts.append([UNKNOWN if code is None else names[code] for code in values.indices.to_pylist()])
    return [".".join(row) for row in zip(*parts, strict=True)]


def _named(value: Value) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else ".".join(map(slugify, re.split(r"[#.]", text)))
