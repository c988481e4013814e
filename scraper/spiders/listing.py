"""A list read page by page: what was seen of it, and whether that is surely all of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Listing:
    """One list, or one search, from its first page to its last. ``name`` is how a report calls it.

    All of it was seen when as many distinct items came as it ever announced. Without a total, when its pages were
    turned to the last, then back to the first: between two pages, an ad taken down moves the others one place up, so
    that one goes unseen to a page already read; read from the last page to the first, it is met there.

    ``within`` is the list that this one is a part of: what is seen here is seen there.
    """

    name: str
    within: Listing | None = None
    #: Pages asked for and not to be read again yet, in order.
    pages: list[str] = field(default_factory=list)
    is_back: bool = False
    seen: set[str] = field(default_factory=set)
    #: The greatest total that a page told; None as long as none did.
    announced: int | None = None
    #: Items of all pages so far, and those of the last page that no other had.
    count: int = 0
    fresh: int = 0
    #: The day of the last ad, as long as each has one that is not after that of the ad before it.
    oldest: dt.date | None = None
    is_sorted: bool = True

    def open(self, items: int, total: Any = None) -> None:
        """A page of so many ``items``, which tells ``total``; one that is no number, or too small, tells nothing."""
        self.count += 0 if self.is_back else items
        self.fresh = 0
        told = number_of(total)
        if told is not None and told >= self.count:
            self.announced = max(told, self.announced or 0)

    def see(self, name: str) -> bool:
        """Whether the item of that name is new; it no longer is."""
        if self.within is not None:
            self.within.see(name)
        if name in self.seen:
            return False
        self.seen.add(name)
        self.fresh += 1
        return True

    def date(self, written: str | None) -> None:
        """The next ad was posted that day (ISO 8601, with a time or not)."""
        if self.is_back:
            return
        try:
            day = dt.date.fromisoformat((written or "")[:10])
        except ValueError:
            self.is_sorted = False
            return
        self.is_sorted = self.is_sorted and (self.oldest is None or day <= self.oldest)
        self.oldest = day

    def end(self) -> None:
        """Its last page was read, or its parts take its place."""
        self.pages.clear()
        self.is_back = True

    @property
    def is_whole(self) -> bool:
        """Whether all of it was surely seen."""
        if self.announced is not None:
            return len(self.seen) >= self.announced
        return self.is_back and not self.pages


def number_of(total: Any) -> int | None:
    """A number of items, written as a number or in figures; None for anything else."""
    if isinstance(total, str) and total.isascii() and total.isdigit() and len(total) < 10:
        return int(total)
    return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None
