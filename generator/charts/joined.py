"""A line through the editions of one survey."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.charts.axes import Scale
from generator.charts.drawing import Box, Colour, Drawing, Shape


def draw_joined(
    drawing: Drawing,
    points: Sequence[tuple[int, float]],
    x: Scale,
    y: Scale,
    colour: Colour = "--s1",
    shape: Shape = "open",
) -> None:
    """Points (year, value), sorted by year. Where an edition is missing the line is only a guess for the eye: it is
    dashed."""
    for (year, value), (next_year, next_value) in pairwise(points):
        guessed = next_year - year > 1
        drawing.add(
            "path",
            d=f"M{x(year):.1f} {y(value):.1f}L{x(next_year):.1f} {y(next_value):.1f}",
            stroke=f"var({colour})",
            stroke_width=2 if guessed else 3,
            stroke_dasharray="4 5" if guessed else None,
        )
        _take(drawing, x(year), y(value), x(next_year), y(next_value))
    for year, value in points:
        drawing.mark(shape, x(year), y(value), colour)


def _take(drawing: Drawing, x1: float, y1: float, x2: float, y2: float) -> None:
    """The line's place, in short pieces: words may stand in the corner it leaves free."""
    pieces = max(1, round(abs(x2 - x1) / 8))
    for index in range(pieces):
        a, b = index / pieces, (index + 1) / pieces
        ys = sorted((y1 + (y2 - y1) * a, y1 + (y2 - y1) * b))
        drawing.taken.append(Box(x1 + (x2 - x1) * a, ys[0] - 2, x1 + (x2 - x1) * b, ys[1] + 2))
