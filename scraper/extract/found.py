"""What an extractor gives back: a value, where it was read, and what to think of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Found(Generic[T]):
    """``value`` was read from ``text[start:end]``; ``flags`` name every reservation (``"contradiction"``…)."""

    value: T
    start: int
    end: int
    flags: tuple[str, ...] = ()
