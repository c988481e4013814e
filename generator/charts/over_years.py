"""One measure over the years: a line through the editions of one survey, its ends labelled."""

from __future__ import annotations

from itertools import accumulate, pairwise

import altair as alt
from markupsafe import Markup

from catalog.figures import Reading
from generator.charts.draw import Width, draw
from generator.numbers import value_text


def over_years(readings: list[Reading], title: str, width: Width, number: int) -> Markup:
    """A line from zero; ``readings`` share a metric and a series, have a value and a year, sorted by year."""
    known = [
        (reading.year.year, reading.figure.value, value_text(reading))
        for reading in readings
        if reading.year is not None and reading.figure.value is not None
    ]
    years = [float(year) for year, _, _ in known]
    runs = list(accumulate((int(after - before > 1) for before, after in pairwise(years)), initial=0))
    points = [
        {"year": year, "value": value, "label": label, "run": run}
        for (year, value, label), run in zip(known, runs, strict=True)
    ]
    ticks = _apart(years, 2 if width == "wide" else 4)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[years[0], years[-1]], nice=False),
        axis=alt.Axis(values=ticks, format="d", grid=False, labelBound=False, labelFlush=False),
    )
    top = max(value for _, value, _ in known)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, 25 * (int(top * 1.1 // 25) + 1)], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '\u00a0%'"),
    )
    base = alt.Chart(alt.InlineData(values=points))
    solid = base.mark_line(stroke="var(--s1)", strokeWidth=3).encode(x=x, y=y, detail="run:N")
    # Where editions are missing the line is only a guess for the eye: it is dashed.
    gaps = [pair for pair in pairwise(points) if pair[0]["run"] != pair[1]["run"]]
    across = [{**point, "gap": index} for index, pair in enumerate(gaps) for point in pair]
    dashed = alt.Chart(alt.InlineData(values=across)).mark_line(stroke="var(--s1)", strokeWidth=2, strokeDash=[4, 5])
    lines = [dashed.encode(x=x, y=y, detail="gap:N"), solid] if gaps else [solid]
    dots = base.mark_circle(size=70, fill="var(--paper)", stroke="var(--s1)", strokeWidth=3, opacity=1).encode(
        x=x, y=y
    )
    # The labels lean inwards: outside, they would narrow the drawing.
    first = alt.Chart(alt.InlineData(values=points[:1])).mark_text(dy=-18, align="left")
    last = alt.Chart(alt.InlineData(values=points[-1:])).mark_text(dy=-18, align="right")
    ends = [mark.encode(x=x, y=y, text="label:N") for mark in (first, last)]
    return draw(alt.layer(*lines, dots, *ends), width, title, number)


def _apart(years: list[float], gap: int) -> list[float]:
    """The ends, and the years between them that are ``gap`` apart: named one by one they would collide."""
    kept = [years[0]]
    for year in years[1:-1]:
        if year - kept[-1] >= gap and years[-1] - year >= gap:
            kept.append(year)
    return [*kept, years[-1]]
