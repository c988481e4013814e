"""What a title may say of shares and ranks: the minimum of texts, the lead that tells two counts apart, and ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from generator.numbers import NBSP, french_number

#: Under this many texts a share is written as a count (« 4 sur 9 »), and no title compares it.
TEXTS_MIN = 30
#: Two shares differ, or one leads, when they are further apart than this many times the standard error.
ERRORS = 2


@dataclass(frozen=True)
class Part:
    """``n`` texts of ``of`` name a skill; ``of`` is above zero."""

    n: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.n / self.of

    @property
    def enough(self) -> bool:
        """Whether a title may compare its share."""
        return self.of >= TEXTS_MIN

    @property
    def words(self) -> str:
        """``13,8 %``, or ``4 sur 9`` where a text more or less would change the share too much."""
        if self.enough:
            return f"{french_number(round(self.percent, 1))}{NBSP}%"
        return f"{self.n}{NBSP}sur{NBSP}{self.of}"


def apart(one: Part, other: Part) -> bool:
    """Whether the shares of two sets of texts differ by more than chance: never where one of the sets is small."""
    if not (one.enough and other.enough):
        return False
    pooled = (one.n + other.n) / (one.of + other.of)
    error = sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of))
    return abs(one.n / one.of - other.n / other.of) > ERRORS * error


def leader(counts: Sequence[int], of: int) -> int | None:
    """The place of what the same ``of`` texts name clearly more than all the rest; None when none does, or when there
    are too few texts."""
    if of < TEXTS_MIN or not counts:
        return None
    order = sorted(range(len(counts)), key=lambda place: (-counts[place], place))
    first, second = counts[order[0]], counts[order[1]] if len(order) > 1 else 0
    return order[0] if first - second > ERRORS * sqrt(first + second) else None


def tied(counts: Sequence[int], shown: int) -> tuple[int, int]:
    """Of ``counts``, most first, of which the first ``shown`` are shown: how many of those shown, and how many left
    out, are named as much as the last shown. (0, 0) where the cut parts no equals."""
    inside, outside = counts[:shown], counts[shown:]
    if not inside or not outside or outside[0] != inside[-1]:
        return 0, 0
    return inside.count(inside[-1]), outside.count(inside[-1])
