"""What all the versions tell: what the last one held, when each entry came, what a figure was worth before."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.numbers import THIN
from generator.releases.contents import Contents, Difference, Key, Value, difference
from generator.releases.manifest import Manifest


@dataclass(frozen=True)
class Release:
    """A version, and what it changed from ``before``, the date of the one it follows: None for the first."""

    date: dt.date
    changes: Difference
    before: dt.date | None


@dataclass(frozen=True)
class Held:
    """The versions that first held an entry, and that last changed it."""

    added: dt.date
    changed: dt.date


@dataclass(frozen=True)
class Former:
    """A value that a figure had, and the last version that held it. ``words`` are typeset."""

    words: str
    n: int | None
    until: dt.date


class Ledger:
    """The versions up to ``today``, oldest first in ``releases``: a later one is not known yet on that day.

    ``contents`` is what the last one holds, ``last`` its date (None when there is none).
    """

    def __init__(self, manifests: Iterable[Manifest] = (), today: dt.date = dt.date.max) -> None:
        self.contents = Contents()
        self.releases: list[Release] = []
        self.held: dict[Key, Held] = {}
        #: Of each figure, the versions that changed it and its value since; None when it was gone.
        self._values: dict[str, list[tuple[dt.date, Value | None]]] = defaultdict(list)
        for manifest in sorted(manifests, key=lambda each: each.date):
            if manifest.date <= today:
                self._add(manifest)

    @property
    def last(self) -> dt.date | None:
        return self.releases[-1].date if self.releases else None

    def _add(self, manifest: Manifest) -> None:
        after = manifest.after(self.contents)
        changes = difference(self.contents, after)
        self.releases.append(Release(manifest.date, changes, self.last))
        for old, new in changes.renamed:
            self.held[new] = Held(self.held[old].added, manifest.date)
        for key in changes.added:
            self.held[key] = Held(manifest.date, manifest.date)
        for key in changes.changed:
            self.held[key] = Held(self.held[key].added, manifest.date)
        for key in (*changes.removed, *(old for old, _ in changes.renamed)):
            del self.held[key]
        revalued = (each.reference for each in (*changes.values, *changes.counts))
        for name in (*changes.figures_added, *revalued, *changes.figures_removed):
            self._values[name].append((manifest.date, after.figures.get(name)))
        self.contents = after

    def former_values(self, reference: str, now: str) -> list[Former]:
        """What a figure was worth before ``now``, its words today; newest first.

        Only a change of words counts: the same value resting on another number is no former value.
        """
        told: list[Former] = []
        events = self._values.get(reference, [])
        ends = [*(date for date, _ in events[1:]), None] if events else []
        for (_, value), end in zip(events, ends, strict=True):
            if value is not None:
                former = Former(spaced(value.words), value.n, self._last_before(end))
                if told and told[-1].words == former.words:
                    told.pop()
                told.append(former)
        if told and told[-1].words == spaced(plain_spaces(now)):
            told.pop()
        return told[::-1]

    def _last_before(self, end: dt.date | None) -> dt.date:
        return max(release.date for release in self.releases if end is None or release.date < end)


def plain_spaces(text: str) -> str:
    """The same words with nothing but plain spaces: typography is no change of a value."""
    return " ".join(text.split())


def spaced(words: str) -> str:
    """Words with plain spaces, with the typography of numbers again."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", THIN, words)
