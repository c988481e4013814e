"""What a version is made of: entries, figures and ads, each as little as it takes to tell that it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The kind of an entry and its id.
Key = tuple[str, str]


@dataclass(frozen=True)
class Value:
    """A figure as a reader sees it: its words with plain spaces (``30 000 €``), and how many it rests on."""

    words: str
    n: int | None = None


@dataclass(frozen=True)
class Contents:
    """``entries`` gives the print of each, ``figures`` the value of each by its reference, ``ads`` the marks of those
    that have a page."""

    entries: Mapping[Key, str] = field(default_factory=dict)
    figures: Mapping[str, Value] = field(default_factory=dict)
    ads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NewValue:
    """A figure whose words changed, or only how many it rests on."""

    reference: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Difference:
    """What leads from one contents to another; all sorted.

    ``renamed`` gives the former id and the new one of an entry whose words are the same: neither added nor removed.
    ``values`` are the figures whose words changed; ``counts`` those that say the same and rest on another number.
    """

    added: tuple[Key, ...] = ()
    changed: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    renamed: tuple[tuple[Key, Key], ...] = ()
    figures_added: tuple[str, ...] = ()
    values: tuple[NewValue, ...] = ()
    counts: tuple[NewValue, ...] = ()
    figures_removed: tuple[str, ...] = ()
    ads_added: tuple[str, ...] = ()
    ads_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Difference()


def difference(before: Contents, after: Contents) -> Difference:
    """What changed from ``before`` to ``after``."""
    added = sorted(after.entries.keys() - before.entries.keys())
    removed = sorted(before.entries.keys() - after.entries.keys())
    renamed = _renamed(before, after, removed, added)
    old, new = ({pair[side] for pair in renamed} for side in (0, 1))
    kept = sorted(before.figures.keys() & after.figures.keys())
    figures = [NewValue(name, before.figures[name], after.figures[name]) for name in kept]
    return Difference(
        added=tuple(key for key in added if key not in new),
        changed=tuple(
            key
            for key in sorted(before.entries.keys() & after.entries.keys())
            if before.entries[key] != after.entries[key]
        ),
        removed=tuple(key for key in removed if key not in old),
        renamed=renamed,
        figures_added=tuple(sorted(after.figures.keys() - before.figures.keys())),
        values=tuple(each for each in figures if each.before.words != each.after.words),
        counts=tuple(each for each in figures if each.before.words == each.after.words and each.before != each.after),
        figures_removed=tuple(sorted(before.figures.keys() - after.figures.keys())),
        ads_added=tuple(sorted(after.ads - before.ads)),
        ads_removed=tuple(sorted(before.ads - after.ads)),
    )


def _renamed(before: Contents, after: Contents, removed: list[Key], added: list[Key]) -> tuple[tuple[Key, Key], ...]:
    """Each entry gone whose very words came back under another id of its kind."""
    came = {(key[0], after.entries[key]): key for key in reversed(added)}
    pairs = []
    for key in removed:
        new = came.pop((key[0], before.entries[key]), None)
        if new:
            pairs.append((key, new))
    return tuple(pairs)
