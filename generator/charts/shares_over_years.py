"""Several shares over the years: a line a category, named at its right end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale, left_axis, share_ticks, years_axis
from generator.charts.drawing import Colour, Drawing, Shape, Width
from generator.charts.joined import draw_joined
from generator.charts.words import LINE, width_of, wrap
from generator.numbers import NBSP, french_number

_LOOKS: tuple[tuple[Colour, Shape], ...] = (
    ("--s1", "open"),
    ("--s3", "diamond"),
    ("--s4", "triangle"),
    ("--soft", "dashed"),
    ("--ink", "circle"),
    ("--s3", "cross"),
)


@dataclass(frozen=True)
class ShareLine:
    """A category: its shares, in percent, by year; at least one."""

    label: str
    shares: Sequence[tuple[int, float]]


def shares_over_years(lines: Sequence[ShareLine], title: str, width: Width, number: int) -> Markup:
    """One line a category, six at most (ValueError beyond), each named at its right end with its last share.

    Between editions that are not of two years in a row the line is dashed. ``lines`` is not empty.
    """
    if len(lines) > len(_LOOKS):
        raise ValueError(f"{len(lines)} lines in one drawing: {len(_LOOKS)} at most can be told apart")
    drawing = Drawing(width, number)
    wide = width == "wide"
    room = 190.0 if wide else 104.0
    lasts = [max(line.shares)[1] for line in lines]
    names = [wrap(f"{line.label} {_percent(last)}", room, 3, True) for line, last in zip(lines, lasts, strict=True)]
    taken = max(width_of(text, True) for name in names for text in name) + 18
    needed = sum(len(name) * LINE + 4 for name in names)
    plot = max(230.0 if wide else 210.0, needed)
    ticks = share_ticks(max(value for line in lines for _, value in line.shares))
    y = Scale(0, ticks[-1], 16 + plot, 16)
    drawing.height = y.start + 28
    start = left_axis(drawing, y, ticks, _percent, taken - 8)
    years = sorted({year for line in lines for year, _ in line.shares})
    x = Scale(years[0], years[-1], start + 10, drawing.wide - taken)
    years_axis(drawing, x, years, y.start + 22)
    for line, (colour, shape) in zip(lines, _LOOKS, strict=False):
        draw_joined(drawing, sorted(line.shares), x, y, colour, shape)
    heights = [len(name) * LINE + 4 for name in names]
    tops = _spread([y(last) for last in lasts], heights, 4, y.start)
    for name, top, line, (colour, _) in zip(names, tops, lines, _LOOKS, strict=False):
        last_year, last = max(line.shares)
        middle = top + len(name) * LINE / 2
        if abs(middle - y(last)) > 10 or last_year < years[-1]:
            drawing.add(
                "path", d=f"M{x(last_year) + 8:.1f} {y(last):.1f}L{x(years[-1]) + 15:.1f} {middle:.1f}",
                stroke=f"var({colour})", stroke_width=1,
            )  # fmt: skip
        for index, text in enumerate(name):
            drawing.text(x(years[-1]) + 18, top + 14 + index * LINE, text, strong=True, colour=colour)
    return drawing.svg(title)


def _percent(value: float) -> str:
    return f"{french_number(value)}{NBSP}%"


def _spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where each name begins: as near as can be to the end of its line, without running into another."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    tops = [0.0] * len(wanted)
    at = top
    for index in order:
        tops[index] = at = max(at, wanted[index] - heights[index] / 2)
        at += heights[index]
    at = bottom
    for index in reversed(order):
        tops[index] = min(tops[index], at - heights[index])
        at = tops[index]
    return tops
