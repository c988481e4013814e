"""What an extractor gives back: a value, where it was read, and what to think of it."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """``value`` was read from ``text[start:end]``; ``flags`` name every reservation (``"contradiction"``…)."""

    value: T
    start: int
    end: int
    flags: tuple[str, ...] = ()
