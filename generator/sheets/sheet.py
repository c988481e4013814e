"""A sheet as its readers see it: cells in rows, whatever the format of the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: Every file says it was made then: a date that moves would change bytes that say the same.
MADE = dt.datetime(2026, 1, 1)
#: Who made the files, for their properties.
MAKER = "Le métier de Community Manager"

Kind = Literal["text", "number", "decimal", "percent", "date"]
#: How a row looks: the headings, an example to erase, a line to fill, the sums, a line of explanation.
Look = Literal["head", "example", "line", "total", "note"]
Plain = str | int | float | dt.date


@dataclass(frozen=True)
class Formula:
    """``expression`` in the words of Excel, without its equals sign ("IF(B2=0,"",C2/B2)"); ``value`` is its result.

    The result is stored beside the expression, for programs that show a file without computing it.
    """

    expression: str
    value: Plain

    @property
    def open_formula(self) -> str:
        """The same in OpenFormula, the language of ODS: references in brackets, semicolons between arguments.

        Rule: OpenDocument 1.3, part 4, chapter 5. No text between quotes holds a comma nor looks like a cell.
        """
        references = re.sub(
            r"\b([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?\b",
            lambda match: f"[.{match[1]}:.{match[2]}]" if match[2] else f"[.{match[1]}]",
            self.expression,
        )
        return references.replace(",", ";")


@dataclass(frozen=True)
class Cell:
    """What a cell holds; None is an empty one. ``kind`` says how its value is written, once there."""

    value: Plain | Formula | None = None
    kind: Kind = "text"

    @property
    def result(self) -> Plain | None:
        """The value, or the result of the formula; None for an empty text."""
        value = self.value.value if isinstance(self.value, Formula) else self.value
        return None if value == "" else value


@dataclass(frozen=True)
class Row:
    look: Look
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A named table; ``widths`` are those of its columns, in characters. The first row is its headings."""

    name: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


def column_name(index: int) -> str:
    """A, B, … Z, AA: the letters of a column, the first being 0."""
    first, last = divmod(index, 26)
    return (column_name(first - 1) if first else "") + chr(ord("A") + last)


def texts(row: Row) -> Iterator[str]:
    """The row as plain words, numbers and dates written the French way; a formula gives its result."""
    for cell in row.cells:
        value = cell.result
        if value is None:
            yield ""
        elif isinstance(value, dt.date):
            yield f"{value:%d/%m/%Y}"
        elif isinstance(value, str):
            yield value
        elif cell.kind == "percent":
            yield f"{round(value * 100, 1):g}".replace(".", ",") + "\u00a0%"
        else:
            yield f"{round(value, 1):g}".replace(".", ",") if cell.kind == "decimal" else str(value)
