"""Rows of the published tables, found by skill without reading a whole table for each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.site import Site
from generator.tables.compute import Result, Row


class SkillRows:
    """The rows of any table that has a column ``skill``; a table that is not there has none."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._found: dict[str, dict[str, list[Row]]] = {}

    def of(self, table: str, skill: str) -> tuple[Result | None, Sequence[Row]]:
        """The table, and its rows about a skill, in order."""
        result = self.site.tables.get(table)
        if result is None:
            return None, ()
        if table not in self._found:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in result.rows:
                grouped[str(row["skill"])].append(row)
            self._found[table] = dict(grouped)
        return result, self._found[table].get(skill, ())


def count(row: Row, column: str) -> int:
    """A cell that holds a whole number; 0 when it is empty."""
    value = row[column]
    return int(value) if isinstance(value, int | float) else 0


def measure(row: Row, column: str) -> float:
    """A cell that holds a number; 0 when it is empty."""
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0


def span(row: Row) -> str:
    """The window of a row: ``du 3 octobre au 25 novembre 2026``, ``de 2010 à 2025``, or nothing."""
    ends = [date_words(PartialDate.parse(str(row[name]))) for name in ("since", "until") if row[name]]
    if not ends:
        return ""
    if ends[0] == ends[-1]:
        return ends[0]
    return f"de {ends[0]} à {ends[-1]}" if len(str(row["since"])) == 4 else f"du {ends[0]} au {ends[-1]}"
