"""One measure over the years: a line through the editions of one survey, its ends labelled."""

from __future__ import annotations

from markupsafe import Markup

from catalog.figures import Reading
from generator.charts.axes import Scale, left_axis, share_ticks, years_axis
from generator.charts.drawing import Drawing, Spot, Width
from generator.charts.joined import draw_joined
from generator.charts.words import width_of
from generator.numbers import NBSP, french_number, value_text


def over_years(readings: list[Reading], title: str, width: Width, number: int) -> Markup:
    """A line from zero; ``readings`` are shares of one metric and one series, with value and year, sorted by year."""
    known = [
        (reading.year.year, reading.figure.value, value_text(reading))
        for reading in readings
        if reading.year is not None and reading.figure.value is not None
    ]
    drawing = Drawing(width, number)
    ticks = share_ticks(max(value for _, value, _ in known))
    y = Scale(0, ticks[-1], 240 if width == "wide" else 210, 30)
    drawing.height = y.start + 28
    start = left_axis(drawing, y, ticks, lambda tick: f"{french_number(tick)}{NBSP}%")
    years = [year for year, _, _ in known]
    x = Scale(years[0], years[-1], start + 8, drawing.wide - 10)
    years_axis(drawing, x, years, y.start + 22)
    draw_joined(drawing, [(year, value) for year, value, _ in known], x, y)
    # The labels lean inwards: outside, they would narrow the drawing.
    for (year, value, label), side in ((known[-1], -1), (known[0], 1)):
        lean = x(year) + side * (width_of(label, True) / 2 - 8)
        drawing.place(label, [Spot(lean, y(value) + rise) for rise in (-13, -22, -31, 24, 33)], strong=True)
    return drawing.svg(title)
