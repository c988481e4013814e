"""Cells of tables that texts call: what is wrong with ``[[table:name#row.column]]`` shows only beside the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from catalog.catalog import Catalog
from catalog.load import LoadResult
from catalog.problem import Problem, did_you_mean, shown
from catalog.prose import calls_in
from catalog.prose import page_problems as reference_problems
from catalog.references import Cell, references_in, resolve
from generator.tables import DEFINITIONS
from generator.tables.definition import Definition

_FIELDS = ("answer", "limits")


def cell_problem(cell: Cell) -> str | None:
    """Why no table holds such a cell, in French; None when one does. A row may be missing: data change."""
    tables = _definitions()
    if cell.table not in tables:
        return f"aucune table « {shown(cell.table)} »{did_you_mean(cell.table, tables)}"
    known = ["key", *tables[cell.table].schema.names]
    if cell.column not in known:
        return f"la table {cell.table} n’a pas de colonne « {shown(cell.column)} »{did_you_mean(cell.column, known)}"
    return None


def question_problems(loaded: LoadResult) -> list[Problem]:
    """The cells that questions call and no table holds, each at its place."""
    problems: list[Problem] = []
    for name, question in loaded.catalog.questions.items():
        path = loaded.catalog.files["questions", name]
        for field in _FIELDS:
            for reference, message in _wrong(loaded.catalog, references_in(getattr(question, field) or "")):
                place = loaded.documents[path].place_of_reference((field,), reference)
                problems.append(Problem(path, *place, message, "unknown_reference"))
    return problems


def page_problems(catalog: Catalog, text: str, path: str) -> list[Problem]:
    """All that is wrong with the references of a hand-written page: those of the catalog, and its cells of tables."""
    problems = reference_problems(catalog, text, path)
    for call in calls_in(text):
        for _, message in _wrong(catalog, [call.reference]):
            line, column = text.count("\n", 0, call.start) + 1, call.start - text.rfind("\n", 0, call.start)
            problems.append(Problem(path, line, column, message, "unknown_reference"))
    return sorted(problems)


def _wrong(catalog: Catalog, references: list[str]) -> Iterator[tuple[str, str]]:
    for reference in references:
        cell = resolve(catalog, reference).cell
        problem = cell_problem(cell) if cell else None
        if problem:
            yield reference, f"« [[{shown(reference)}]] » : {problem}"


@cache
def _definitions() -> Mapping[str, Definition]:
    return {each.id: each for each in DEFINITIONS}
