"""What age bands say exactly: their bounds, and between which shares a threshold must lie.

A survey asks « moins de 30 ans » or « 26-35 ans » as it likes. Two surveys compare at an age only where the bands of
each leave no freedom there; elsewhere they leave a lower and an upper bound. Nothing is ever interpolated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FORMS = (
    (re.compile(r"moins de (\d+) ans"), lambda a: (None, a - 1)),
    (re.compile(r"plus de (\d+) ans"), lambda a: (a + 1, None)),
    (re.compile(r"(\d+) ans (?:et|ou) plus"), lambda a: (a, None)),
    (re.compile(r"(\d+) ans (?:et|ou) moins"), lambda a: (None, a)),
    (re.compile(r"(?:de )?(\d+) ?(?:[-–]|à) ?(\d+) ans"), lambda a, b: (a, b)),
)
#: Above every age: « moins de 999 ans » is everybody.
_END = 999


@dataclass(frozen=True)
class Band:
    """A band and the share of those asked who are in it, in percent; it lies between ``least`` and ``most`` when
    accounts differ. ``low`` and ``high`` are whole ages, included; None is an open end."""

    low: int | None
    high: int | None
    least: float
    most: float


@dataclass(frozen=True)
class Threshold:
    """The share of those under ``age``, in percent: at least, at most. ``asked``: a band is cut there and nowhere
    else."""

    age: int
    at_least: float
    at_most: float
    asked: bool


def bounds(words: str) -> tuple[int | None, int | None] | None:
    """« 26-35 ans » gives (26, 35), « moins de 30 ans » (None, 29), « plus de 36 ans » (37, None).

    Ages are whole and included; None for words that name no band.
    """
    text = " ".join(words.split()).lower()
    for form, made in _FORMS:
        found = form.fullmatch(text)
        if found:
            low, high = made(*map(int, found.groups()))
            return (low, high) if low is None or high is None or low <= high else None
    return None


def cuts(bands: Iterable[Band]) -> set[int]:
    """The ages where bands begin or end: « 26-35 ans » cuts at 26 and at 36."""
    edges = {edge for band in bands for edge in (band.low, None if band.high is None else band.high + 1)}
    return {edge for edge in edges if edge is not None}


def thresholds(bands: Sequence[Band], ages: Iterable[int]) -> list[Threshold]:
    """What the bands of one edition say of those under each of ``ages``: the tightest bounds, by age.

    Shares under an age grow with it, from 0 to 100, and each band says how much they grow across it: bounds follow as
    shortest paths between ages. Empty when the bands contradict each other.
    """
    wanted = sorted(set(ages))
    nodes = sorted({0, _END, *wanted, *cuts(bands)})
    apart = {(a, b): 0.0 if a == b else float("inf") for a in nodes for b in nodes}

    def at_most(start: int, end: int, share: float) -> None:
        """Under ``end`` there are at most ``share`` more than under ``start``."""
        apart[start, end] = min(apart[start, end], share)

    for younger, older in pairwise(nodes):
        at_most(older, younger, 0.0)
    at_most(0, _END, 100.0)
    at_most(_END, 0, -100.0)
    for band in bands:
        start, end = band.low or 0, _END if band.high is None else band.high + 1
        at_most(start, end, band.most)
        at_most(end, start, -band.least)
    for middle in nodes:
        for a in nodes:
            for b in nodes:
                apart[a, b] = min(apart[a, b], apart[a, middle] + apart[middle, b])
    if any(apart[node, node] < -1e-9 for node in nodes):
        return []
    asked = {band.high + 1 for band in bands if band.low is None and band.high is not None}
    asked |= {band.low for band in bands if band.high is None and band.low is not None}
    return [Threshold(age, -apart[age, 0] + 0.0, apart[0, age], age in asked) for age in wanted]
