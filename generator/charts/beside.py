"""What surveys and what ads say of the same categories, side by side: never joined, never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale, share_ticks
from generator.charts.drawing import Colour, Drawing, Shape, Width
from generator.charts.words import LINE, share_text, width_of, wrap

_STEP = 21


@dataclass(frozen=True)
class SharePair:
    """A category as surveys and as ads have it, in percent; None is not known, and is said.

    ``sign`` stands before the share of surveys: « ≈ » when its source says « environ ».
    """

    label: str
    survey: float | None
    ads: float | None
    sign: str = ""


def surveys_beside_ads(
    rows: Sequence[SharePair],
    title: str,
    width: Width,
    number: int,
    *,
    survey: str = "enquêtes",
    ads: str = "annonces",
) -> Markup:
    """Two points a row from zero, each on its own line: a circle for surveys, a square for ads.

    ``survey`` and ``ads`` name the two (« enquête 2025 », « annonces de 2026 »). ``rows`` is not empty.
    """
    drawing = Drawing(width, number)
    wide = width == "wide"
    names = [wrap(row.label, 180 if wide else 328, 2) for row in rows]
    ticks = share_ticks(
        max((value for row in rows for value in (row.survey, row.ads) if value is not None), default=0)
    )
    last = share_text(ticks[-1])
    column = max(width_of(line) for lines in names for line in lines) + 24 if wide else 16.0
    x = Scale(0, ticks[-1], column, drawing.wide - width_of("≈ 00,00 %", True) - 12)
    drawing.mark("circle", 8, 10, "--s1")
    drawing.text(22, 15, survey, strong=True, colour="--s1")
    second = 22 + width_of(survey, True) + 24
    drawing.mark("square", second, 10, "--s2")
    drawing.text(second + 14, 15, ads, strong=True, colour="--s2")
    y = top = 34.0
    for row, lines in zip(rows, names, strict=True):
        y = _row(drawing, row, lines, x, y)
    for tick in ticks:
        drawing.behind("path", d=f"M{x(tick):.1f} {top:.1f}V{y:.1f}", stroke="var(--line)")
        half = width_of(last) / 2
        drawing.text(max(x(tick), half) if not wide else x(tick), y + 20, share_text(tick), "middle")
    drawing.height = y + 28
    return drawing.svg(title)


def _row(drawing: Drawing, row: SharePair, lines: Sequence[str], x: Scale, y: float) -> float:
    """A category; returns where it ends. On a phone its name stands above it."""
    if drawing.width == "wide":
        begin, high = y + 8 + _STEP - (len(lines) - 1) * LINE / 2, 2 * _STEP + 12
    else:
        begin, high = y + 16, 2 * _STEP + 12
    for index, line in enumerate(lines):
        drawing.text(0, begin + index * LINE, line, colour="--ink")
    if drawing.width == "narrow":
        y += len(lines) * LINE
    marks: tuple[tuple[float | None, str, Shape, Colour], ...] = (
        (row.survey, row.sign, "circle", "--s1"),
        (row.ads, "", "square", "--s2"),
    )
    for index, (value, sign, shape, colour) in enumerate(marks):
        middle = y + 6 + _STEP * (index + 0.5)
        if value is None:
            drawing.text(x(0) + 8, middle + 5, "–")
            continue
        drawing.add("path", d=f"M{x(0):.1f} {middle:.1f}H{x(value):.1f}", stroke=f"var({colour})", stroke_width=1)
        drawing.mark(shape, x(value), middle, colour)
        drawing.text(x(value) + 13, middle + 5, share_text(value, sign), strong=True)
    return y + high
