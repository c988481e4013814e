"""Several shares over the years: a line a category, named at its right end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale, left_axis, share_ticks, years_axis
from generator.charts.drawing import Colour, Drawing, Shape, Spot, Width, box_of
from generator.charts.joined import draw_joined
from generator.charts.words import LINE, share_text, width_of, wrap
from generator.numbers import NBSP

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
    """A category: its shares, in percent, by year; at least one.

    ``sign`` stands before the last of them, the one that is written: « ≈ » when its source says « environ ».
    """

    label: str
    shares: Sequence[tuple[int, float]]
    sign: str = ""


def shares_over_years(lines: Sequence[ShareLine], title: str, width: Width, number: int) -> Markup:
    """One line a category, six at most (ValueError beyond), each named at its right end with its last share (and its
    year, where it stops before the others). A line alone is not named: the title of the chart does it.

    Between editions that are not of two years in a row the line is dashed. ``lines`` is not empty.
    """
    if len(lines) > len(_LOOKS):
        raise ValueError(f"{len(lines)} lines in one drawing: {len(_LOOKS)} at most can be told apart")
    drawing = Drawing(width, number)
    wide = width == "wide"
    room = 190.0 if wide else 116.0
    years = sorted({year for line in lines for year, _ in line.shares})
    names = [wrap(_name(line, years[-1], len(lines) == 1), room, 3, True) for line in lines]
    taken = max(width_of(text, True) for name in names for text in name) + 18
    plot = max(230.0 if wide else 210.0, sum(len(name) * LINE + 4 for name in names))
    ticks = share_ticks(max(value for line in lines for _, value in line.shares))
    y = Scale(0, ticks[-1], 16 + plot, 16)
    drawing.height = y.start + 28
    start = left_axis(drawing, y, ticks, share_text, taken - 8)
    x = Scale(years[0], years[-1], start + 10, drawing.wide - taken)
    years_axis(drawing, x, years, y.start + 22)
    for line, (colour, shape) in zip(lines, _LOOKS, strict=False):
        draw_joined(drawing, sorted(line.shares), x, y, colour, shape)
    beside = [index for index in range(len(lines)) if not _named_in_place(drawing, lines[index], index, x, y)]
    tops = _spread(
        [y(max(lines[index].shares)[1]) for index in beside], [len(names[i]) * LINE + 4 for i in beside], y
    )
    for index, top in zip(beside, tops, strict=True):
        last_year, last = max(lines[index].shares)
        middle = top + len(names[index]) * LINE / 2
        if abs(middle - y(last)) > 10 or last_year < years[-1]:
            # Dotted and grey: it leads to a name, it is no part of the line.
            path = f"M{x(last_year) + 8:.1f} {y(last):.1f}L{x(years[-1]) + 15:.1f} {middle:.1f}"
            drawing.add("path", d=path, stroke="var(--edge)", stroke_dasharray="1 3")
        for rank, text in enumerate(names[index]):
            at = top + 14 + rank * LINE
            drawing.text(x(years[-1]) + 18, at, text, strong=True, colour=_LOOKS[index][0])
    return drawing.svg(title)


def _name(line: ShareLine, last_year: int, alone: bool) -> str:
    """« CDI 45 % », and the year when it is not that of the others: « Stage 24 % en 2016 »."""
    year, value = max(line.shares)
    said = share_text(value, line.sign)
    said = said if alone else f"{line.label} {said}"
    return said if year == last_year else f"{said} en{NBSP}{year}"


def _named_in_place(drawing: Drawing, line: ShareLine, index: int, x: Scale, y: Scale) -> bool:
    """Name a line that stops early where it stops, if there is room."""
    year, value = max(line.shares)
    if year == x.high:
        return False
    at, height = x(year), y(value)
    spots = [
        Spot(at + 14, height + 5, "start"),
        *(Spot(at + side, height + rise) for side in (0, 30) for rise in (-13, 23)),
    ]
    words = f"{line.label} {share_text(value, line.sign)}"
    # The names of the other lines begin at the right of the ground.
    spots = [spot for spot in spots if box_of(spot, words, strong=True).right < x.end + 10]
    return drawing.place(words, spots, strong=True, colour=_LOOKS[index][0]) is not None


def _spread(wanted: Sequence[float], heights: Sequence[float], y: Scale) -> list[float]:
    """Where each name begins: as near as can be to the end of its line, without running into another."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    tops = [0.0] * len(wanted)
    at = 4.0
    for index in order:
        tops[index] = at = max(at, wanted[index] - heights[index] / 2)
        at += heights[index]
    at = y.start
    for index in reversed(order):
        tops[index] = min(tops[index], at - heights[index])
        at = tops[index]
    return tops
