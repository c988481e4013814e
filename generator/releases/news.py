"""What is new: today against the last version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.followed import Group
from generator.numbers import count_text
from generator.releases.contents import Difference, difference
from generator.releases.ledger import Release
from generator.releases.present import GATHERERS, Gatherer, Shown, contents_of, mark_of, shown_figures
from generator.site import Site


@dataclass(frozen=True)
class News:
    """``since`` is the date of the last version: None when there is none, and nothing can be said to be new.

    ``ads`` are the jobs of which no ad had a page then, newest first; ``shown`` every figure of today by its
    reference. ``changes.values`` are the figures whose value changed.
    """

    since: dt.date | None
    changes: Difference
    ads: tuple[Group, ...]
    shown: Mapping[str, Shown]

    @property
    def words(self) -> str:
        """``12 fiches nouvelles, 1 retirée, 30 annonces nouvelles``; empty when nothing is worth a word."""
        return change_words(self.changes, ads=len(self.ads))


def news(site: Site, gatherers: Iterable[Gatherer] = GATHERERS) -> News:
    """What changed since the last version of ``site.releases``; it reads no file and no clock."""
    shown = shown_figures(site, gatherers)
    if site.releases.last is None:
        return News(None, Difference(), (), shown)
    changes = difference(site.releases.contents, contents_of(site, shown.values()))
    new = set(changes.ads_added)
    ads = [
        group for group in site.ads.groups if {mark_of(each.ad.id) for each in (group.first, *group.others)} <= new
    ]
    return News(site.releases.last, changes, tuple(ads), shown)


def change_words(changes: Difference, *, ads: int) -> str:
    """The counts of what changed, ``ads`` jobs new among them; empty when there is nothing to count."""
    told: list[str] = []
    for entries, one, several in (
        (changes.added, "nouvelle", "nouvelles"),
        (changes.changed, "revue", "revues"),
        (changes.renamed, "renommée", "renommées"),
        (changes.removed, "retirée", "retirées"),
    ):
        if entries and told:
            told.append(count_text(len(entries), one, several))
        elif entries:
            told.append(count_text(len(entries), f"fiche {one}", f"fiches {several}"))
    if ads:
        told.append(count_text(ads, "annonce nouvelle", "annonces nouvelles"))
    if changes.figures_added:
        told.append(count_text(len(changes.figures_added), "chiffre nouveau", "chiffres nouveaux"))
    if changes.values:
        told.append(count_text(len(changes.values), "chiffre changé", "chiffres changés"))
    return ", ".join(told)


def release_words(release: Release) -> str:
    """What a version brought: all it held for the first (``851 fiches, 109 annonces``), else what it changed."""
    changes = release.changes
    if release.before is None:
        counts = ((changes.added, "fiche"), (changes.ads_added, "annonce"), (changes.figures_added, "chiffre"))
        return ", ".join(count_text(len(held), noun) for held, noun in counts)
    return change_words(changes, ads=len(changes.ads_added)) or "des effectifs ou des annonces retirées, rien d’autre"
