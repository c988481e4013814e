"""From values to places in a drawing: scales, round ticks, and the axes they give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.charts.drawing import Drawing
from generator.charts.words import width_of


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` stand from ``start`` to ``end`` in the drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.end - self.start)


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, 20… that cuts ``span`` into at most ``most`` parts (0.1 and below never)."""
    least = max(span / most, 1e-9)
    power = 10.0 ** math.floor(math.log10(least))
    return next(step for factor in (1, 2, 5, 10) if (step := factor * power) >= least * (1 - 1e-9))


def from_zero(top: float, most: int) -> list[float]:
    """Round ticks from zero to the first that is not under ``top``."""
    step = round_step(top, most) if top > 0 else 1.0
    return [index * step for index in range(math.ceil(top / step - 1e-9) + 1)] if top > 0 else [0.0, 1.0]


def around(low: float, high: float, most: int) -> list[float]:
    """Round ticks that hold ``low`` and ``high``: for places on an axis, never for lengths."""
    span = (high - low) or max(abs(high) * 0.2, 1.0)
    step = round_step(span, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, max(last, first + 1) + 1)]


def share_ticks(top: float) -> list[float]:
    """Zero, then quarters of a hundred, up to the first that leaves some air above ``top``."""
    return [float(25 * index) for index in range(min(int(top * 1.1 // 25) + 1, 4) + 1)]


def left_axis(
    drawing: Drawing, y: Scale, ticks: Sequence[float], text_of: Callable[[float], str], right: float = 0
) -> float:
    """Rules across the drawing but its ``right`` units, their values at the left; returns where they begin."""
    texts = [text_of(tick) for tick in ticks]
    start = max(width_of(text) for text in texts) + 10
    for tick, text in zip(ticks, texts, strict=True):
        drawing.rule(start, y(tick), drawing.wide - right, y(tick))
        drawing.text(start - 10, y(tick) + 5, text, "end")
    return start


def years_axis(drawing: Drawing, x: Scale, years: Sequence[int], bottom: float) -> None:
    """The years that have something to show: the ends first, then those that are far enough apart to be read."""
    for year in years:
        drawing.rule(x(year), bottom - 22, x(year), bottom - 16)
    half = width_of("0000") / 2
    written: list[float] = []
    for year in dict.fromkeys([years[-1], years[0], *years]):
        at = min(max(x(year), half), drawing.wide - half)
        if all(abs(at - other) >= 2 * half + 10 for other in written):
            drawing.text(at, bottom, str(year), "middle")
            written.append(at)
