"""A ranking as bars from zero: what is asked or used most, with its value and, where it is known, its trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale
from generator.charts.drawing import Colour, Drawing, Width
from generator.charts.words import LINE, shorten, width_of, wrap
from generator.numbers import sample_text


@dataclass(frozen=True)
class Ranked:
    """A row: ``text`` is its value as people read it (« 42 % »); ``n`` is printed beside it when it is given.

    ``trend`` is an arrow and a word or two (« ↗ en hausse »), None where three comparable periods do not show it.
    """

    label: str
    value: float
    text: str
    n: int | None = None
    trend: str | None = None


def ranking(
    rows: Sequence[Ranked],
    title: str,
    width: Width,
    number: int,
    *,
    colour: Colour = "--s1",
    top: float | None = None,
) -> Markup:
    """Bars in the order given, from zero to ``top`` (the largest value when None). ``rows`` is not empty."""
    drawing = Drawing(width, number)
    wide = width == "wide"
    names = [wrap(row.label, 200 if wide else 328, 3) for row in rows]
    texts = [row.text for row in rows]
    notes = [sample_text(row.n) if row.n is not None else "" for row in rows]
    column = max(width_of(line) for lines in names for line in lines) + 14 if wide else 0.0
    trends = [shorten(row.trend or "", 130) for row in rows]
    right = max(width_of(trend) for trend in trends)
    right = drawing.wide - right - (16 if right else 0)
    room = max(
        width_of(text, True) + (width_of(note) + 8 if note else 0) for text, note in zip(texts, notes, strict=True)
    )
    x = Scale(0, top or max(row.value for row in rows) or 1, column, max(right - room - 8, column + 30))
    y = 4.0
    for row, lines, text, note, trend in zip(rows, names, texts, notes, trends, strict=True):
        high = (len(lines) * LINE + 8) if wide else (len(lines) * LINE + 30)
        middle = y + high / 2 if wide else y + len(lines) * LINE + 12
        begin = middle + 5 - (len(lines) - 1) * LINE / 2 if wide else y + 14
        for index, line in enumerate(lines):
            drawing.text(0, begin + index * LINE, line, colour="--ink")
        length = x(row.value) - x.start
        drawing.add("rect", x=x.start, y=middle - 8, width=length, height=16, fill=f"var({colour})")
        drawing.text(x.start + length + 8, middle + 5, text, strong=True)
        # The line they all start from; on a phone it would strike the names out.
        reach = high / 2 if wide else 12
        drawing.add("path", d=f"M{x.start:.1f} {middle - reach:.1f}V{middle + reach:.1f}", stroke="var(--ink)")
        if note:
            drawing.text(x.start + length + 16 + width_of(text, True), middle + 5, note)
        if trend:
            drawing.text(drawing.wide, middle + 5, trend, "end")
        y += high
    drawing.height = y + 4
    return drawing.svg(title)
