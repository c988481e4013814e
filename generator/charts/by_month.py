"""Counts by month as columns from zero; a month that is not over, or not wholly read, is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale, from_zero, left_axis
from generator.charts.drawing import Box, Colour, Drawing, Spot, Width
from generator.charts.words import width_of
from generator.numbers import french_number

_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


@dataclass(frozen=True)
class Month:
    """``month`` is « 2026-10 »; ``complete`` is False for a month not over or not wholly read."""

    month: str
    count: int
    complete: bool = True


def by_month(months: Sequence[Month], title: str, width: Width, number: int, *, colour: Colour = "--s2") -> Markup:
    """A column a month, from the first to the last of ``months``; one that is absent between was not read:
    « – », where a month without any is written 0. ``months`` is not empty, without double."""
    drawing = Drawing(width, number)
    found = {_rank(month.month): month for month in months}
    first, last = min(found), max(found)
    ticks = from_zero(max(month.count for month in months), 4)
    if any(tick != round(tick) for tick in ticks):
        ticks = [0.0, 1.0]
    y = Scale(0, ticks[-1], 24 + (190 if width == "wide" else 160), 24)
    drawing.height = y.start + 46
    start = left_axis(drawing, y, ticks, french_number)
    # A lone month is a column, not a wall.
    step = min((drawing.wide - start) / (last - first + 1), 96)
    hatch = drawing.hatch() if any(not month.complete for month in months) else ""
    for rank, month in sorted(found.items()):
        x = start + (rank - first + 0.5) * step
        side = min(step * 0.7, 44)
        box = {"x": x - side / 2, "y": y(month.count), "width": side, "height": y.start - y(month.count)}
        if month.complete:
            drawing.add("rect", **box, fill=f"var({colour})")
        else:
            drawing.add("rect", **box, fill=hatch, stroke=f"var({colour})", stroke_width=2)
        drawing.taken.append(Box(x - side / 2, y(month.count), x + side / 2, y.start))
    # Where there is no room for all, the last month and the highest are told before the others.
    highest = max(found, key=lambda rank: (found[rank].count, rank))
    for rank in dict.fromkeys([last, highest, *sorted(found)]):
        words = french_number(found[rank].count)
        at = min(start + (rank - first + 0.5) * step, drawing.wide - width_of(words, True) / 2)
        drawing.place(words, [Spot(at, y(found[rank].count) - 6)], strong=True)
    for rank in sorted(set(range(first, last + 1)) - set(found)):
        drawing.place("–", [Spot(start + (rank - first + 0.5) * step, y.start - 6)])
    _months(drawing, start, step, first, last, y.start + 22)
    drawing.add("path", d=f"M{start:.1f} {y.start:.1f}H{drawing.wide}", stroke="var(--ink)")
    return drawing.svg(title)


def _rank(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def _months(drawing: Drawing, start: float, step: float, first: int, last: int, y: float) -> None:
    """As many months as can be read; under the first of them and each January, the year."""
    every = next(gap for gap in (1, 2, 3, 6, 12) if gap * step >= width_of("juil.") + 6 or gap == 12)
    # Counted from January, so that a year's own months fall at the same places.
    named = [rank for rank in range(first, last + 1) if rank % every == 0 or last - first < every]
    right = -1.0
    for rank in named or [first]:
        x = start + (rank - first + 0.5) * step
        half = max(width_of(_MONTHS[rank % 12]), width_of("0000")) / 2
        x = min(max(x, half), drawing.wide - half)
        if x - half < right + 4:
            continue
        right = x + half
        drawing.text(x, y, _MONTHS[rank % 12], "middle")
        if rank == (named or [first])[0] or rank % 12 == 0:
            drawing.text(x, y + 18, str(rank // 12), "middle")
