"""Each survey's own age bands on one ruler: what was asked, as it was asked, nothing worked out between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axes import Scale
from generator.charts.drawing import Drawing, Spot, Width
from generator.charts.words import LINE, share_text, width_of, wrap
from generator.numbers import NBSP

#: The ages the ruler holds, in years.
FIRST, LAST = 16, 65
_BAND = 24


@dataclass(frozen=True)
class AgeBand:
    """A band as the survey names it, ``low`` and ``high`` included (« 25-29 ans »: 25, 29).

    None is an open end: « moins de 25 ans » is (None, 24), « plus de 40 ans » is (41, None). ``share`` is in percent,
    ``sign`` stands before it: « ≈ » when the survey says « environ ».
    """

    low: int | None
    high: int | None
    share: float
    sign: str = ""


@dataclass(frozen=True)
class AgeEdition:
    """An edition of a survey, its bands in any order: those that overlap are set one under the other."""

    label: str
    bands: Sequence[AgeBand]


def age_ruler(editions: Sequence[AgeEdition], title: str, width: Width, number: int) -> Markup:
    """A row an edition, in the order given; the share of each band is printed on it, in percent.

    An open end is a point without border. ``editions`` is not empty.
    """
    drawing = Drawing(width, number)
    wide = width == "wide"
    names = [wrap(edition.label, 150 if wide else 328, 3, True) for edition in editions]
    column = max(width_of(line, True) for lines in names for line in lines) + 14 if wide else 0
    x = Scale(FIRST, LAST + 1, column + 2, drawing.wide - 2)
    drawing.height = 10_000  # known once the rows are set
    y = 8.0
    grounds: list[tuple[float, float]] = []
    for edition, lines in zip(editions, names, strict=True):
        begin = y
        for index, line in enumerate(lines):
            drawing.text(0, y + 17 + index * LINE, line, strong=True, colour="--ink")
        if not wide:
            y += len(lines) * LINE + 6
        bottom = _bands(drawing, edition.bands, x, y)
        grounds.append((y, bottom))
        y = max(bottom, begin + len(lines) * LINE if wide else 0) + 12
    _ages(drawing, x, grounds, y)
    drawing.height = y + 26
    return drawing.svg(title)


def _bands(drawing: Drawing, bands: Sequence[AgeBand], x: Scale, top: float) -> float:
    """The bands of an edition, those that overlap in lanes one under the other; returns where they end."""
    lanes: list[list[AgeBand]] = []
    for band in sorted(bands, key=lambda band: (_within(band), band.share)):
        free = (lane for lane in lanes if _within(lane[-1])[1] <= _within(band)[0])
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(band)
    bottom = top
    for index, lane in enumerate(lanes):
        y = bottom + (6 if index else 0)
        for band in lane:
            low, high = _within(band)
            bottom = max(bottom, _band(drawing, band, x(low), x(high), y))
    return bottom


def _within(band: AgeBand) -> tuple[int, int]:
    """Where the band begins and ends on the ruler: someone is 29 until the day of their 30 years."""
    low = FIRST if band.low is None else min(max(band.low, FIRST), LAST)
    high = LAST + 1 if band.high is None else min(max(band.high + 1, low + 1), LAST + 1)
    return low, high


def _words(band: AgeBand, room: float) -> str | None:
    """The share as the band has room for it: « 36 % », else « 36 », else None."""
    said = share_text(band.share, band.sign)
    return next((text for text in (said, said.removesuffix(f"{NBSP}%")) if width_of(text, True) <= room - 6), None)


def _band(drawing: Drawing, band: AgeBand, left: float, right: float, y: float) -> float:
    bottom, middle, tip = y + _BAND, y + _BAND / 2, 9.0
    begin = f"M{left + tip:.1f} {y:.1f}" if band.low is None else f"M{left + 1:.1f} {y:.1f}"
    end = f"H{right - tip:.1f}L{right:.1f} {middle:.1f}L{right - tip:.1f} {bottom:.1f}"
    end = end if band.high is None else f"H{right - 1:.1f}V{bottom:.1f}"
    back = f"H{left + tip:.1f}L{left:.1f} {middle:.1f}z" if band.low is None else f"H{left + 1:.1f}z"
    drawing.add(
        "path", d=begin + end + back, fill="var(--s1)", fill_opacity=str(round(0.1 + 0.4 * band.share / 100, 2)),
        stroke="var(--s1)", stroke_width=1.5,
    )  # fmt: skip
    words = _words(band, right - left - (tip if band.low is None or band.high is None else 0))
    if words is not None:
        drawing.text((left + right) / 2, middle + 5, words, "middle", strong=True)
        return bottom
    # Too short for its share: it is written under the band, as low as its neighbours ask.
    words = share_text(band.share, band.sign)
    half = width_of(words, True) / 2
    centre = min(max((left + right) / 2, half), drawing.wide - half)
    for rank in range(1, 99):
        if drawing.place(words, [Spot(centre, bottom + LINE * rank - 2)], strong=True):
            return bottom + LINE * rank + 2
    return bottom


def _ages(drawing: Drawing, x: Scale, grounds: Sequence[tuple[float, float]], bottom: float) -> None:
    """The ruler: an age every five years, its rules behind the bands."""
    for age in range(20, LAST + 1, 5 if drawing.width == "wide" else 10):
        path = "".join(f"M{x(age):.1f} {top - 3:.1f}V{end + 3:.1f}" for top, end in grounds)
        drawing.behind("path", d=path, stroke="var(--line)")
        drawing.place(f"{age}{NBSP}ans", [Spot(x(age), bottom + 18)])
