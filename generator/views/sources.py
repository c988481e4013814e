"""The page of sources: who publishes what we collect, on which terms, and how each reading went."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.models import Count, Run, Source
from catalog.models.collected import Status
from catalog.robot import robot
from catalog.run_labels import FREQUENCIES, error_label, refusal_label, status_label
from generator.actions import Actions, Address, actions
from generator.numbers import count_text, french_number
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.source_records import FoundPages, PayTable, found_pages, pay_tables

#: Runs that the history of a source shows.
HISTORY = 10
#: How a reading ended: the class that colours it, and what it means for the data.
STATES: dict[Status, tuple[str, str]] = {
    "good": ("ok", ""),
    "partial": (
        "moved",
        "Des erreurs ont caché une partie de la source ; ce qui manque n’est pas tenu pour retiré.",
    ),
    "interrupted": ("moved", "La lecture s’est arrêtée avant sa fin ; ce qui manque n’est pas tenu pour retiré."),
    "too_few": ("dead", "La lecture a rapporté trop peu pour être crue : rien n’en est entré dans les données."),
    "quarantined": (
        "dead",
        "La lecture a rapporté bien plus que d’habitude : rien n’en entrera dans les données avant qu’une personne"
        " l’accepte.",
    ),
    "failed": ("dead", "La lecture a échoué : les données sont restées comme elles étaient."),
}
_RED = "dead"


@dataclass(frozen=True)
class Reason:
    """Why records were refused, or what went wrong, and how many times."""

    label: str
    count: int
    samples: list[str]


@dataclass(frozen=True)
class Reading:
    """A run, as its line of the history tells it; ``read`` is what it read, ``kept`` what of it joined the data."""

    run: Run
    state: str
    colour: str
    kept: int
    refused: int
    errors: int

    @property
    def read(self) -> int:
        return self.run.kept


@dataclass(frozen=True)
class Health:
    """A source with its last readings, the newest first; ``until`` is the day its data tell of, if they tell any."""

    source: Source
    meaning: str
    gives: str
    until: dt.date | None
    readings: list[Reading]
    last_good: Run | None
    refused: list[Reason]
    errors: list[Reason]
    pay: PayTable | None
    pages: FoundPages | None
    actions: Actions

    @property
    def last(self) -> Reading | None:
        return self.readings[0] if self.readings else None

    @property
    def state(self) -> str:
        return self.last.state if self.last else "jamais lue"

    @property
    def colour(self) -> str:
        return self.last.colour if self.last else ""

    @property
    def counts(self) -> list[tuple[str, str]]:
        """What its last reading kept, refused and missed, under the name of each column."""
        last = self.last
        counts = (last.kept, last.refused, last.errors) if last else (None, None, None)
        return [
            (label, "–" if count is None else french_number(count))
            for label, count in zip(("Gardées", "Écartées", "Erreurs"), counts, strict=True)
        ]

    @property
    def red(self) -> bool:
        return self.colour == _RED


@dataclass(frozen=True)
class _Given:
    """What each source gave so far, by its id."""

    words: Mapping[str, str]
    pay: Mapping[str, PayTable]
    pages: Mapping[str, FoundPages]


def source_pages(renderer: Renderer, address: Address) -> list[Page]:
    """``/sources/``: those that are red first, then by title."""
    site = renderer.site
    given = _Given(_gives(site), pay_tables(site), found_pages(site))
    sources = [_health(site, source, given, address) for source in site.catalog.sources.values()]
    sources.sort(key=lambda each: (not each.red, each.source.title.casefold(), each.source.id))
    red = [each for each in sources if each.red]
    return [
        renderer.page(
            "sources.md.j2",
            "sources/index.md",
            {
                "title": "Sources",
                "description": "Chaque source que lit le site : qui la publie, sous quelle licence, quand elle a été"
                " lue et ce que la lecture a donné.",
                "template": "liste.html",
                "collected": True,
            },
            sources=sources,
            red=red,
            count=count_text(len(sources), "source"),
            frequencies=FREQUENCIES,
            silence=site.ads.silence if site.ads.sources else None,
            repository=address.repository,
            robot=robot().name,
        )
    ]


def _gives(site: Site) -> dict[str, str]:
    """What each source has given so far, in words."""
    collected = site.collected
    ads = Counter(ad.source for ad in collected.ads.values())
    pages = Counter(each.source for each in collected.candidates.values())
    pay = Counter(each.source for each in collected.pay.values())
    words: dict[str, list[str]] = {}
    for counts, singular, plural in (
        (ads, "annonce", "annonces"),
        (pages, "page repérée, qu’une personne doit lire", "pages repérées, qu’une personne doit lire"),
        (pay, "chiffre de salaire", "chiffres de salaire"),
    ):
        for name, count in counts.items():
            words.setdefault(name, []).append(count_text(count, singular, plural))
    return {name: ", ".join(parts) for name, parts in words.items()}


def _health(site: Site, source: Source, given: _Given, address: Address) -> Health:
    runs = site.collected.runs.get(source.id, [])[::-1]
    links = actions(site, address, "sources/index.md", f"source {source.id}", source.title, "")
    file = site.catalog.files.get(("sources", source.id), "")
    edit = f"{address.edit.rstrip('/')}/{file}" if address.edit and file.startswith("data/") else ""
    return Health(
        source=source,
        meaning=STATES[runs[0].status][1] if runs else "",
        gives=given.words.get(source.id, "rien encore"),
        until=_until(site, source, runs),
        readings=[_reading(run) for run in runs[:HISTORY]],
        last_good=next((run for run in runs if run.status == "good" and not run.accepted), None),
        refused=[Reason(refusal_label(name), *each) for name, each in _most(runs[0].refused)] if runs else [],
        errors=[Reason(error_label(name), *each) for name, each in _most(runs[0].errors)] if runs else [],
        pay=given.pay.get(source.id),
        pages=given.pages.get(source.id),
        actions=replace(links, edit=edit, citation=""),
    )


def _until(site: Site, source: Source, runs: Sequence[Run]) -> dt.date | None:
    """The day of the last reading that joined the data; ads noted by hand tell of no day after the newest."""
    joined = next((run.as_of for run in runs if STATES[run.status][0] != _RED), None)
    newest = site.ads.newest.get(source.id) if source.by_hand else None
    return min(joined, newest) if joined and newest else joined


def _most(counts: Mapping[str, Count]) -> list[tuple[str, tuple[int, list[str]]]]:
    """The most frequent first, with three samples at most."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1].count, item[0]))
    return [(name, (each.count, list(each.samples[:3]))) for name, each in ranked]


def _reading(run: Run) -> Reading:
    colour = STATES[run.status][0]
    refused, errors = (sum(each.count for each in counts.values()) for counts in (run.refused, run.errors))
    return Reading(run, status_label(run), colour, 0 if colour == _RED else run.kept, refused, errors)
