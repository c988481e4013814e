"""What a list to search in is made of, whatever it lists: filters, and the indexes under it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

#: How many boxes a filter shows before the reader asks for the others.
BOXES = 7


@dataclass(frozen=True)
class Option:
    """One box of a filter, with how many cards it keeps; ``part``: the box before it counts them too."""

    value: str
    label: str
    count: int
    part: bool = False


@dataclass(frozen=True)
class Facet:
    """One filter of the explorer; ``name`` is its parameter in the address, ``more`` opens boxes that do not show.

    ``late``: what its boxes keep is read when they are opened, so that none shows before.
    """

    name: str
    label: str
    more: str
    options: list[Option]
    late: bool = False

    @property
    def first(self) -> list[Option]:
        """The boxes that show at once."""
        if self.late:
            return []
        return self.options if len(self.options) <= BOXES + 2 else self.options[:BOXES]

    @property
    def rest(self) -> list[Option]:
        """Those that a click opens."""
        return self.options[len(self.first) :]


@dataclass(frozen=True)
class Heading:
    """A line of an index: a page and how many cards it lists."""

    path: str
    label: str
    count: int


@dataclass(frozen=True)
class Section:
    """An index under the list: it shows when it has lines."""

    id: str
    title: str
    headings: list[Heading]


def by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first; ties are settled by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
