"""A published table: an Ibis function, whose docstring is what readers are told of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.tables.columns import COLUMNS, Column
from generator.tables.schemas import SCHEMAS
from generator.tables.shared import read_skills

Family = Literal["annonces", "competences", "enquetes", "interviews", "ressources"]


@dataclass(frozen=True)
class Facts:
    """The tables of facts, as Ibis sees them (their columns: ``generator.tables.schemas``), and those made of others
    (``generator.tables.shared``)."""

    ads: ir.Table
    ad_places: ir.Table
    ad_skills: ir.Table
    source_months: ir.Table
    figures: ir.Table
    age_bands: ir.Table
    age_thresholds: ir.Table
    prices: ir.Table
    works: ir.Table
    work_topics: ir.Table
    work_skills: ir.Table
    interviews: ir.Table
    interview_items: ir.Table
    skills: ir.Table
    titles: ir.Table
    places: ir.Table
    read_skills: ir.Table


@dataclass(frozen=True)
class Definition:
    """``id`` names the file, ``key`` the columns that together name a row; ``columns`` are those whose words differ
    from the common ones. ``facts`` is the table of facts without which there is nothing to compute."""

    id: str
    title: str
    family: Family
    key: tuple[str, ...]
    facts: str
    expression: Callable[[Facts], ir.Table]
    columns: Mapping[str, Column] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its entry in the dictionary: paragraphs, in French."""
        return inspect.getdoc(self.expression) or ""

    @cached_property
    def sql(self) -> str:
        """Its rows in DuckDB's SQL, in the order of what names them, unknown last; shares rounded to one decimal and
        other measures to two. Compiled once a run."""
        return str(ibis.to_sql(self._rows, dialect="duckdb", pretty=False))

    @cached_property
    def schema(self) -> pa.Schema:
        """Its columns, without the key, and their types."""
        return self._rows.schema().to_pyarrow()

    @cached_property
    def _rows(self) -> ir.Table:
        rows = self.expression(unbound())
        types = rows.schema().items()
        rounded = {
            name: rows[name].round(1 if self.column(name).unit == "%" else 2)
            for name, kind in types
            if kind.is_floating()
        }
        return rows.mutate(**rounded).order_by([rows[name].asc(nulls_first=False) for name in self.key])

    def column(self, name: str) -> Column:
        """What a column is; KeyError when nobody wrote it in the dictionary."""
        return self.columns.get(name) or COLUMNS[name]


def table(
    name: str, title: str, family: Family, *, key: tuple[str, ...], facts: str, columns: tuple[Column, ...] = ()
) -> Callable[[Callable[[Facts], ir.Table]], Definition]:
    """Makes a ``Definition`` of a function from facts to an expression; its docstring, in French, is published."""

    def define(function: Callable[[Facts], ir.Table]) -> Definition:
        return Definition(name, title, family, key, facts, function, {column.name: column for column in columns})

    return define


@cache
def unbound() -> Facts:
    """Facts without data: what an expression may be compiled to SQL from, or asked its columns."""
    given = _given()
    made = {name: ibis.table(expression.schema(), name=name) for name, expression in _made().items()}
    return Facts(**given, **made)


@cache
def shared_sql() -> dict[str, str]:
    """The facts that are made of others, by their names, in DuckDB's SQL."""
    return {
        name: str(ibis.to_sql(expression, dialect="duckdb", pretty=False)) for name, expression in _made().items()
    }


def _given() -> dict[str, ir.Table]:
    return {name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in SCHEMAS.items()}


def _made() -> dict[str, ir.Table]:
    given = _given()
    return {"read_skills": read_skills(given["ads"], given["ad_skills"])}
