"""Values over the years as marks that nothing joins: medians, means and other populations do not make one series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from generator.charts.axes import Scale, from_zero, left_axis, share_ticks, years_axis
from generator.charts.drawing import Box, Colour, Drawing, Shape, Spot, Width, box_of
from generator.charts.words import LINE, width_of
from generator.numbers import NBSP, french_number

#: ``median`` and ``mean`` never read as one; ``part`` is a mean of a part only (CDI), ``other`` another population.
Kind = Literal["median", "mean", "part", "other", "value"]

_SHAPES: dict[Kind, tuple[Shape, Colour]] = {
    "median": ("diamond", "--s1"),
    "mean": ("open", "--s3"),
    "part": ("dashed", "--s3"),
    "other": ("cross", "--soft"),
    "value": ("circle", "--s1"),
}


@dataclass(frozen=True)
class Mark:
    """What one edition says: ``text`` is its value as people read it (« 30 000 € », « environ 70 % »)."""

    year: int
    value: float
    text: str
    kind: Kind = "value"


def marks_over_years(
    marks: Sequence[Mark],
    title: str,
    width: Width,
    number: int,
    *,
    unit: str = "",
    key: Mapping[Kind, str] | None = None,
    thousands: bool = False,
) -> Markup:
    """Marks over the years, from zero; ``unit`` follows the values of the axis (« ans », « % », « k€ »).

    ``key`` names the kinds of marks, under the years, when there are several. ``thousands`` divides the values of the
    axis. The last, the first, the highest and the lowest of each kind are labelled first, then those that differ
    from the one before, where there is room. ``marks`` is not empty, its values are not negative.
    """
    drawing = Drawing(width, number)
    marks = sorted(marks, key=lambda mark: (mark.year, mark.kind, mark.value))
    top = max(mark.value for mark in marks)
    ticks = share_ticks(top) if unit == "%" else from_zero(top * 1.12, 5)
    y = Scale(0, ticks[-1], 250 if width == "wide" else 220, 24)
    rows = _key_rows(key or {}, marks, drawing.wide)
    drawing.height = y.start + 28 + len(rows) * (LINE + 4) + (6 if rows else 0)

    def text_of(tick: float) -> str:
        shown = french_number(tick / 1000 if thousands else tick)
        return f"{shown}{NBSP}{unit}" if unit else shown

    start = left_axis(drawing, y, ticks, text_of)
    years = sorted({mark.year for mark in marks})
    x = Scale(years[0], years[-1], start + 30, drawing.wide - 30)
    years_axis(drawing, x, years, y.start + 22)
    for mark in marks:
        shape, colour = _SHAPES[mark.kind]
        drawing.mark(shape, x(mark.year), y(mark.value), colour)
    for mark in _by_interest(marks):
        _label(drawing, x, y, mark, start, marks)
    _draw_key(drawing, rows, y.start + 22)
    return drawing.svg(title)


def _by_interest(marks: Sequence[Mark]) -> list[Mark]:
    """The last, the first, the highest and the lowest of each kind, then what differs from the edition before."""
    chosen: list[Mark] = []
    for pick in (lambda own: own[-1], lambda own: own[0], _highest, _lowest):
        for kind in _SHAPES:
            own = [mark for mark in marks if mark.kind == kind]
            chosen += [pick(own)] if own else []
    for kind in _SHAPES:
        own = [mark for mark in marks if mark.kind == kind]
        chosen += [after for before, after in pairwise(own) if after.text != before.text]
    return list(dict.fromkeys(chosen))


def _highest(marks: Sequence[Mark]) -> Mark:
    return max(marks, key=lambda mark: mark.value)


def _lowest(marks: Sequence[Mark]) -> Mark:
    return min(marks, key=lambda mark: mark.value)


def _hangs(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether its words read better under it: the mark nearest in time, before or at the same date, is higher."""
    before = [other for other in marks if other.year <= mark.year and other is not mark]
    nearest = max(before, key=lambda other: (other.year, other.value), default=mark)
    return nearest.value > mark.value


def _label(drawing: Drawing, x: Scale, y: Scale, mark: Mark, left: float, marks: Sequence[Mark]) -> None:
    """Write the words of ``mark`` where they can only be its own, or not at all."""
    here = x(mark.year)
    above, below = y(mark.value) - 13, y(mark.value) + 23
    half = width_of(mark.text, True) / 2
    inside = min(max(here, left + half), drawing.wide - half)
    rows = (below, above) if _hangs(mark, marks) else (above, below)
    spots = [Spot(inside, at) for at in rows]
    spots += [Spot(here + side * 0.6 * half, at) for at in rows for side in (-1, 1)]
    spots += [Spot(here + 14, y(mark.value) + 5, "start"), Spot(here - 14, y(mark.value) + 5, "end")]
    others = [other for other in marks if other.text != mark.text]

    def is_own(spot: Spot) -> bool:
        box = box_of(spot, mark.text, strong=True)
        away = _away(box, here, y(mark.value))
        return box.left >= left and all(away + 3 <= _away(box, x(other.year), y(other.value)) for other in others)

    ground = drawing.height
    drawing.height = y.start  # the years and the key keep their place
    drawing.place(mark.text, filter(is_own, spots), strong=True)
    drawing.height = ground


def _away(box: Box, x: float, y: float) -> float:
    """How far words are from a mark."""
    across = max(box.left - x, 0, x - box.right)
    along = max(box.top - y, 0, y - box.bottom)
    return math.hypot(across, along)


def _key_rows(key: Mapping[Kind, str], marks: Sequence[Mark], wide: float) -> list[list[tuple[Kind, str, float]]]:
    """The kinds that are drawn, in rows as wide as the drawing; none when one kind says it all."""
    used = [kind for kind in _SHAPES if any(mark.kind == kind for mark in marks)]
    rows: list[list[tuple[Kind, str, float]]] = []
    x = wide
    for kind in used if len(used) > 1 else []:
        words = key.get(kind)
        if not words:
            continue
        room = 22 + width_of(words)
        if x + room > wide or not rows:
            rows.append([])
            x = 0
        rows[-1].append((kind, words, x))
        x += room + 22
    return rows


def _draw_key(drawing: Drawing, rows: list[list[tuple[Kind, str, float]]], top: float) -> None:
    for index, row in enumerate(rows):
        y = top + 8 + (index + 1) * (LINE + 4)
        for kind, words, x in row:
            shape, colour = _SHAPES[kind]
            drawing.mark(shape, x + 7, y - 5, colour)
            drawing.text(x + 22, y, words)
