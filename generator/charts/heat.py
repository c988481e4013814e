"""A heat map: a value at each crossing of rows and columns, read as a number first, as a shade second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.drawing import Colour, Drawing, Width, shade
from generator.charts.words import LINE, pieces, width_of, wrap

_CELL = 34


@dataclass(frozen=True)
class Cell:
    """``value`` shades the cell, ``text`` is written in it; with None for value there are too few to say (« – »)."""

    value: float | None
    text: str = "–"


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    title: str,
    width: Width,
    number: int,
    *,
    colour: Colour = "--s2",
) -> Markup:
    """``cells`` holds a row for each of ``rows``, a cell for each of ``columns``; none is empty.

    Columns that do not fit beside each other follow in a second map under the first. Cells without a value are
    hatched.
    """
    drawing = Drawing(width, number)
    hatch = drawing.hatch() if any(cell.value is None for row in cells for cell in row) else ""
    top = max((cell.value for row in cells for cell in row if cell.value is not None), default=0) or 1
    names = [wrap(row, 170 if width == "wide" else 328, 3) for row in rows]
    left = max(width_of(line) for lines in names for line in lines) + 12 if width == "wide" else 0.0
    least = max(width_of(cell.text, True) for row in cells for cell in row) + 10
    # The longest word of a head sets how narrow a column may be, within reason.
    longest = max(width_of(part.strip()) for head in columns for part in pieces(head))
    least = max(least, min(longest + 8, 110.0))
    per_map = max(1, int((drawing.wide - left) // least))
    maps = -(-len(columns) // per_map)
    per_map = -(-len(columns) // maps)
    step = (drawing.wide - left) / per_map
    y = 0.0
    for begin in range(0, len(columns), per_map):
        shown = range(begin, min(begin + per_map, len(columns)))
        room = step - 6
        if any(width_of(columns[index]) > room for index in shown):
            room = min(room, max(longest, 40))  # one that is cut has the others cut alike
        heads = [wrap(columns[index], room, 3) for index in shown]
        y += max(len(lines) for lines in heads) * LINE
        for place, lines in enumerate(heads):
            for index, line in enumerate(reversed(lines)):
                drawing.text(left + (place + 0.5) * step, y - index * LINE, line, "middle")
        y += 8
        for lines, row in zip(names, cells, strict=True):
            y = _row(drawing, lines, [row[index] for index in shown], left, step, y, top, colour, hatch)
        y += 16
    drawing.height = y - 14
    return drawing.svg(title)


def _row(
    drawing: Drawing,
    name: Sequence[str],
    cells: Sequence[Cell],
    left: float,
    step: float,
    y: float,
    top: float,
    colour: Colour,
    hatch: str,
) -> float:
    """One row of the map; returns where it ends. On a phone its name stands above it."""
    if left:
        high = max(_CELL, len(name) * LINE + 4)
        begin = y + high / 2 + 5 - (len(name) - 1) * LINE / 2
    else:
        high, begin = _CELL, y + 15
        y += len(name) * LINE + 3
    for index, line in enumerate(name):
        drawing.text(0, begin + index * LINE, line, colour="--ink")
    for place, cell in enumerate(cells):
        x = left + place * step
        if cell.value is None:
            drawing.add("rect", x=x + 1, y=y + 1, width=step - 2, height=high - 2, fill=hatch, fill_opacity="0.35")
        else:
            drawing.add(
                "rect",
                x=x + 1,
                y=y + 1,
                width=step - 2,
                height=high - 2,
                fill=f"var({colour})",
                fill_opacity=shade(cell.value / top),
            )
        drawing.text(x + step / 2, y + high / 2 + 5, cell.text, "middle", strong=cell.value is not None)
    return y + high + (2 if left else 8)
