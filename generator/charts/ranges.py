"""Amounts of money as dots and ranges, a row each: pay by level, by region, by ad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.charts.axes import Scale, around
from generator.charts.drawing import Box, Colour, Drawing, Spot, Width
from generator.charts.words import LINE, width_of, wrap
from generator.numbers import NBSP, french_number, sample_text

#: What a single amount may be: the most, or the least, that is paid.
Bound = Literal["most", "least"]
_BOUNDS: dict[Bound, str] = {"most": "jusqu’à ", "least": "à partir de "}
#: How far a mark of one bound goes towards what is not known.
_TAIL = 34.0


@dataclass(frozen=True)
class Interval:
    """A row: from ``low`` to ``high``, in euros; a single amount when ``high`` is None.

    ``n`` is how many amounts stand behind the row, printed after its amounts when it is given; an ``emphasised`` row
    is the one the reader came for. ``bound`` is for a single amount that is one end of a range whose other end nobody
    gives.
    """

    label: str
    low: float
    high: float | None = None
    n: int | None = None
    emphasised: bool = False
    bound: Bound | None = None


@dataclass(frozen=True)
class Landmark:
    """An amount the rows are read against: « SMIC »."""

    label: str
    value: float


def ranges(
    rows: Sequence[Interval],
    title: str,
    width: Width,
    number: int,
    *,
    colour: Colour = "--s2",
    landmark: Landmark | None = None,
    thousands: bool = True,
) -> Markup:
    """Rows in the order given, over an axis of thousands of euros (of euros unless ``thousands``).

    The axis holds what there is and need not begin at zero: places are compared here, not lengths. ``rows`` is not
    empty.
    """
    drawing = Drawing(width, number)
    wide = width == "wide"
    names = [wrap(row.label, 215 if wide else drawing.wide, 4, True) for row in rows]
    column = max(width_of(line, True) for lines in names for line in lines) + 16 if wide else 0.0
    values = [value for row in rows for value in (row.low, row.high) if value is not None]
    values += [landmark.value] if landmark else []
    ticks, x = _axis(min(values), max(values), column, drawing.wide, thousands)
    y = 30.0 if landmark else 4.0
    strips = []
    drawing.height = 10_000  # known once the rows are set
    for row, lines in zip(rows, names, strict=True):
        top, bottom, y = _row(drawing, x, row, lines, _words(row, thousands), y, colour)
        strips.append((top, bottom))
    for tick in ticks:
        drawing.behind("path", d=_through(x(tick), strips), stroke="var(--line)")
        drawing.text(x(tick), y + 20, _money([tick], thousands), "middle")
    if landmark:
        _landmark(drawing, x(landmark.value), landmark.label, strips)
    drawing.height = y + 26
    return drawing.svg(title)


def _axis(low: float, high: float, left: float, right: float, thousands: bool) -> tuple[list[float], Scale]:
    """As many round amounts as can be read under the rows, and the places they give."""
    for most in (6, 5, 4, 3, 2, 1):
        ticks = around(low, high, most)
        widths = [width_of(_money([tick], thousands)) for tick in ticks]
        x = Scale(ticks[0], ticks[-1], left + widths[0] / 2, right - widths[-1] / 2)
        if x(ticks[1]) - x(ticks[0]) >= max(widths) + 8:
            break
    return ticks, x


def _money(amounts: Sequence[float], thousands: bool) -> str:
    """« 23 à 27,5 k€ »; two amounts that read the same are one."""
    shown = [french_number(round(amount / 1000, 1) if thousands else round(amount)) for amount in amounts]
    return f"{' à '.join(dict.fromkeys(shown))}{NBSP}{'k€' if thousands else '€'}"


def _words(row: Interval, thousands: bool) -> str:
    amounts = _money([row.low] if row.high is None else [row.low, row.high], thousands)
    amounts = f"{_BOUNDS[row.bound]}{amounts}" if row.bound else amounts
    return f"{amounts} ({sample_text(row.n)})" if row.n is not None else amounts


def _row(
    drawing: Drawing, x: Scale, row: Interval, lines: Sequence[str], words: str, top: float, colour: Colour
) -> tuple[float, float, float]:
    """One row; returns where the strip of its range begins, where it stops and where the row ends.

    On a phone its name stands above its range, elsewhere beside it.
    """
    narrow = drawing.width == "narrow"
    strip = top + len(lines) * LINE + 4 if narrow else top
    height = 26.0 if narrow else len(lines) * LINE + 12.0
    y = strip + height / 2
    begin = top + LINE - 2 if narrow else y + 5 - (len(lines) - 1) * LINE / 2
    for index, line in enumerate(lines):
        drawing.text(0, begin + index * LINE, line, strong=row.emphasised, colour="--ink")
    low, high = x(row.low), x(row.low if row.high is None else row.high)
    paint = f"var({colour})"
    if row.bound:
        low, high = _open_end(drawing, row.bound, low, y, paint)
    elif high > low:
        thick = 9 if row.emphasised else 7
        drawing.add(
            "path", d=f"M{low:.1f} {y:.1f}H{high:.1f}", stroke=paint, stroke_width=thick, stroke_linecap="round"
        )
    else:
        drawing.add("circle", cx=low, cy=y, r=7.5 if row.emphasised else 6, fill=paint)
    drawing.taken.append(Box(low - 9, y - 8, high + 9, y + 8))
    # A range that leaves no room at its sides has its amounts under it.
    half = width_of(words, row.emphasised) / 2
    under = Spot(min(max((low + high) / 2, x.start - 20 + half), drawing.wide - half), y + 25)
    spots = [Spot(high + 14, y + 5, "start"), Spot(low - 14, y + 5, "end"), under]
    found = drawing.place(words, spots, strong=row.emphasised, colour="--ink" if row.emphasised else "--soft")
    below = 8.0 if narrow else 0.0
    if found is under:
        return strip, strip + height - 4, strip + height + LINE + below
    return strip, strip + height + below, strip + height + below


def _open_end(drawing: Drawing, bound: Bound, x: float, y: float, paint: str) -> tuple[float, float]:
    """A hollow dot, and dots towards the amounts that are not known; returns where the mark begins and ends."""
    far = max(x - _TAIL, 0.0) if bound == "most" else min(x + _TAIL, float(drawing.wide))
    drawing.add(
        "path", d=f"M{x:.1f} {y:.1f}H{far:.1f}", stroke=paint, stroke_width=4, stroke_dasharray="1 7",
        stroke_linecap="round",
    )  # fmt: skip
    drawing.add("circle", cx=x, cy=y, r=5, fill="var(--paper)", stroke=paint, stroke_width=3)
    return min(x, far), max(x, far)


def _through(x: float, strips: Sequence[tuple[float, float]]) -> str:
    """An upright line that leaves alone what is written over or under a range."""
    return "".join(f"M{x:.1f} {top:.1f}V{bottom:.1f}" for top, bottom in strips)


def _landmark(drawing: Drawing, x: float, label: str, strips: Sequence[tuple[float, float]]) -> None:
    path = f"M{x:.1f} 20V30" + _through(x, strips)
    drawing.behind("path", d=path, stroke="var(--accent)", stroke_width=2, stroke_dasharray="4 4")
    half = width_of(label, True) / 2
    drawing.text(min(max(x, half), drawing.wide - half), 14, label, "middle", strong=True, colour="--accent")
