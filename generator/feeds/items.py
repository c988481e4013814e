"""The lines of a feed: each entry with the day it came, and each version with what it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Entry, Question, Skill, Training, Work
from catalog.partial_date import PartialDate
from generator import labels
from generator.ad_words import day_words
from generator.cards import card, kind_of
from generator.entry_words import entry_path, title_of
from generator.feeds.written import Item
from generator.releases.contents import Difference, Key
from generator.releases.ledger import Release
from generator.releases.news import release_words
from generator.site import Site, excerpt

#: Lines of a feed, the newest.
MOST_ITEMS = 50
_TEXT = 320


@dataclass(frozen=True)
class _Dated:
    """``waiting`` when no version holds the entry yet; ``rank`` orders the lines of one day, greatest first."""

    added: dt.date
    changed: dt.date
    waiting: bool
    rank: dt.date


def items(
    site: Site,
    keys: Iterable[Key],
    changes: Difference,
    releases: Iterable[Release] = (),
    made: dict[Key, Item] | None = None,
) -> tuple[Item, ...]:
    """What came last among the entries ``keys`` and the versions ``releases``, newest first.

    An entry came with the version that first held it. Until one does it stands first, dated from the last version or
    from its publication, whichever is later: never from the day of the build. Where there is no version at all, an
    entry is dated from its publication, and one without is left out. ``changes`` is what today's site changed from
    the last version. ``made`` keeps the lines of entries from one feed to the next.
    """
    made = {} if made is None else made
    changed, renamed = set(changes.changed), {new: old for old, new in changes.renamed}
    dated: list[tuple[_Dated, Key | Release]] = [
        (_Dated(each.date, each.date, waiting=False, rank=dt.date.max), each) for each in releases
    ]
    for key in keys:
        when = _dated(site, key, renamed.get(key, key), key in changed)
        dated += [(when, key)] if when else []
    dated.sort(key=lambda each: (each[0].waiting, each[0].added, each[0].rank, each[1]), reverse=True)
    lines = []
    for when, what in dated[:MOST_ITEMS]:
        if isinstance(what, Release):
            lines.append(_release_item(site, what))
        else:
            if what not in made:
                made[what] = _entry_item(site, what, when)
            lines.append(made[what])
    return tuple(lines)


def _dated(site: Site, key: Key, known: Key, changed: bool) -> _Dated | None:
    entry = site.catalog.kind(key[0])[key[1]]
    stated = entry.published if isinstance(entry, Work) else None
    published = stated.earliest if isinstance(stated, PartialDate) else None
    rank = published or dt.date.min
    held, last = site.releases.held.get(known), site.releases.last
    if held and last:
        return _Dated(held.added, last if changed else held.changed, waiting=False, rank=rank)
    day = max((each for each in (last, published) if each), default=None)
    return _Dated(day, day, waiting=True, rank=rank) if day else None


def _entry_item(site: Site, key: Key, when: _Dated) -> Item:
    kind, name = key
    entry = site.catalog.kind(kind)[name]
    head, text, tags = _words(site, entry)
    return Item(
        url=site.address.url(entry_path(site, kind, name) or ""),
        title=title_of(entry),
        text=". ".join(part for part in (head, excerpt(text, _TEXT)) if part),
        added=when.added,
        changed=when.changed,
        language=entry.language if isinstance(entry, Work) else "fr",
        related=entry.url if isinstance(entry, Work | Training) else None,
        tags=tags,
    )


def _release_item(site: Site, release: Release) -> Item:
    return Item(
        url=site.address.url(f"nouveautes/index.md#version-{release.date}"),
        title=f"Version du {day_words(release.date)}",
        text=release_words(release),
        added=release.date,
        changed=release.date,
    )


def _words(site: Site, entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    """What an entry is and where it comes from, its text, and its themes."""
    topics = entry.topics if isinstance(entry, Work | Question | Training) else ()
    tags = tuple(site.catalog.topics[name].label for name in topics)
    if isinstance(entry, Work):
        origin = card(site, entry).origin
        kind = labels.KINDS[kind_of(entry)][0]
        return f"{kind}, {origin}" if origin else kind, entry.summary, tags
    if isinstance(entry, Question):
        return "Question", entry.answer, tags
    if isinstance(entry, Training):
        return "Formation", entry.summary, tags
    if isinstance(entry, Skill):
        return labels.SKILL_CATEGORIES[entry.category], entry.definition, tags
    return "Collection", getattr(entry, "summary", ""), tags
