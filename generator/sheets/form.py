"""A form: columns to fill, some computed from others, an example line, empty lines, and the sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.sheets.sheet import Cell, Formula, Kind, Plain, Row, Sheet, column_name

#: What the first cell of the example line begins with.
EXAMPLE = "EXEMPLE, à effacer"
#: What every guide ends with.
ERASE = "La première ligne est un exemple inventé : effacez-la avant de partager le fichier."
LICENCE = "Modèle du site « Le métier de Community Manager », réutilisable sous Licence Ouverte 2.0."


@dataclass(frozen=True)
class Ratio:
    """One column divided by another, both of the same line; empty when there is nothing to divide by."""

    of: str
    to: str


@dataclass(frozen=True)
class Difference:
    """What ``end`` has more than ``start``, both of the same line; empty until both are filled."""

    end: str
    start: str


@dataclass(frozen=True)
class Column:
    """One thing to note. ``definition`` says what to write, ``hides`` what the number does not tell.

    ``computed`` makes it a formula; ``summed`` gives it a sum in the last line (a ratio is there the ratio of sums).
    """

    title: str
    definition: str
    example: Plain | None = None
    hides: str = ""
    kind: Kind = "text"
    width: int = 14
    computed: Ratio | Difference | None = None
    summed: bool = False


@dataclass(frozen=True)
class Form:
    """A file to download: ``slug`` names it; ``lines`` are the first cells of the lines to fill."""

    slug: str
    title: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[str, ...]
    advice: tuple[str, ...]
    total: str = ""

    def sheets(self) -> tuple[Sheet, Sheet]:
        """The form itself, and the page that says how to fill it."""
        return self._table(), self._guide()

    def _table(self) -> Sheet:
        head = Row("head", tuple(Cell(column.title) for column in self.columns))
        rows = [head, self._example(2)]
        first = len(rows) + 1
        for label in self.lines:
            rows.append(self._blank(len(rows) + 1, label))
        if self.total:
            rows.append(self._sums(len(rows) + 1, first, len(rows)))
        return Sheet(self.sheet, tuple(column.width for column in self.columns), tuple(rows))

    def _example(self, line: int) -> Row:
        known: dict[str, Plain | None] = {}
        cells = []
        for column in self.columns:
            cell = Cell(self._written(column, line, {**known, column.title: column.example}), column.kind)
            known[column.title] = cell.result
            cells.append(cell)
        label = f"{EXAMPLE} : {self.columns[0].example}"
        return Row("example", (Cell(label), *cells[1:]))

    def _blank(self, line: int, label: str) -> Row:
        cells = [Cell(self._written(column, line, {}), column.kind) for column in self.columns]
        return Row("line", (Cell(label or None), *cells[1:]))

    def _written(self, column: Column, line: int, known: Mapping[str, Plain | None]) -> Plain | Formula | None:
        return self._formula(column.computed, line, known) if column.computed else known.get(column.title)

    def _formula(self, computed: Ratio | Difference, line: int, known: Mapping[str, Plain | None]) -> Formula:
        if isinstance(computed, Ratio):
            of, to = self._place(computed.of, line), self._place(computed.to, line)
            part, whole = _number(known.get(computed.of)), _number(known.get(computed.to))
            # A sum that has nothing to add is an empty text, that no number equals: it is asked for apart.
            found = "" if part is None or not whole else part / whole
            return Formula(f'IF(OR({of}="",{to}=""),"",IF({to}=0,"",{of}/{to}))', found)
        start, end = self._place(computed.start, line), self._place(computed.end, line)
        before, after = _number(known.get(computed.start)), _number(known.get(computed.end))
        gained = "" if before is None or after is None else after - before
        return Formula(f'IF(OR({start}="",{end}=""),"",{end}-{start})', gained)

    def _sums(self, line: int, first: int, last: int) -> Row:
        cells = [Cell(self.total)]
        for index, column in enumerate(self.columns[1:], start=1):
            letters = column_name(index)
            span = f"{letters}{first}:{letters}{last}"
            if isinstance(column.computed, Ratio):
                cells.append(Cell(self._formula(column.computed, line, {}), column.kind))
            elif column.summed:
                cells.append(Cell(Formula(f'IF(COUNT({span})=0,"",SUM({span}))', ""), column.kind))
            else:
                cells.append(Cell())
        return Row("total", tuple(cells))

    def _place(self, title: str, line: int) -> str:
        """The cell of a column on a line: "C4"."""
        titles = [column.title for column in self.columns]
        return f"{column_name(titles.index(title))}{line}"

    def _guide(self) -> Sheet:
        rows = [Row("head", (Cell("Colonne"), Cell("Ce qu’on y écrit"), Cell("Ce qu’elle ne dit pas")))]
        for column in self.columns:
            said = f"Se calcule seule. {column.definition}" if column.computed else column.definition
            rows.append(Row("note", (Cell(column.title), Cell(said), Cell(column.hides or None))))
        rows += [Row("note", (Cell(), Cell(text), Cell())) for text in self.advice]
        return Sheet("Mode d’emploi", (28, 70, 60), tuple(rows))


def _number(value: Plain | None) -> int | float | None:
    return None if value is None or isinstance(value, str | dt.date) else value
