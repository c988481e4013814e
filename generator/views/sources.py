"""The page of sources: who publishes what we collect, on which terms, and how each reading went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.models import Count, Run, Source
from catalog.models.collected import Status
from catalog.robot import robot
from catalog.run_labels import FREQUENCIES, error_label, refusal_label
from generator.actions import Actions, Address, actions
from generator.numbers import count_text, french_number
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.source_records import FoundPages, PayTable, found_pages, pay_tables

#: Runs that the history of a source shows.
HISTORY = 10
#: The state of a source: its word, the class that colours it, and what it means for the data.
STATES: dict[Status, tuple[str, str, str]] = {
    "good": ("lue sans erreur", "ok", ""),
    "partial": (
        "partielle",
        "moved",
        "Des erreurs ont caché une partie de la source ; ce qui manque n’est pas tenu pour retiré.",
    ),
    "interrupted": (
        "interrompue",
        "moved",
        "La lecture s’est arrêtée avant sa fin ; ce qui manque n’est pas tenu pour retiré.",
    ),
    "too_few": (
        "trop peu",
        "dead",
        "La lecture a rapporté trop peu pour être crue : les données d’avant restent en place.",
    ),
    "quarantined": (
        "en quarantaine",
        "dead",
        "La lecture a rapporté bien plus que d’habitude : les données d’avant restent en place jusqu’à ce qu’une"
        " personne l’accepte.",
    ),
    "failed": ("échec", "dead", "Rien n’a pu être lu : les données d’avant restent en place."),
}
_NEVER = ("jamais lue", "", "Cette source n’a encore rien donné.")


@dataclass(frozen=True)
class Reason:
    """Why records were refused, or what went wrong, and how many times."""

    label: str
    count: int
    samples: list[str]


@dataclass(frozen=True)
class Reading:
    """A run, as its line of the history tells it."""

    run: Run
    state: str
    colour: str
    refused: int
    errors: int


@dataclass(frozen=True)
class Health:
    """A source with its last readings, the newest first."""

    source: Source
    state: str
    colour: str
    meaning: str
    gives: str
    readings: list[Reading]
    last_good: Run | None
    refused: list[Reason]
    errors: list[Reason]
    pay: PayTable | None
    pages: FoundPages | None
    actions: Actions

    @property
    def last(self) -> Run | None:
        return self.readings[0].run if self.readings else None

    @property
    def counts(self) -> list[tuple[str, str]]:
        """What its last reading kept, refused and missed, under the name of each column."""
        last = self.readings[0] if self.readings else None
        counts = (last.run.kept, last.refused, last.errors) if last else (None, None, None)
        return [
            (label, "–" if count is None else french_number(count))
            for label, count in zip(("Gardées", "Écartées", "Erreurs"), counts, strict=True)
        ]

    @property
    def red(self) -> bool:
        return self.colour == "dead"


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
                "description": "Chaque source collectée : qui la publie, sous quelle licence, quand elle a été lue et"
                " comment cela s’est passé.",
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
        (pages, "page repérée, à lire par une personne", "pages repérées, à lire par une personne"),
        (pay, "chiffre de salaire", "chiffres de salaire"),
    ):
        for name, count in counts.items():
            words.setdefault(name, []).append(count_text(count, singular, plural))
    return {name: ", ".join(parts) for name, parts in words.items()}


def _health(site: Site, source: Source, given: _Given, address: Address) -> Health:
    runs = site.collected.runs.get(source.id, [])[::-1]
    state, colour, meaning = STATES[runs[0].status] if runs else _NEVER
    links = actions(site, address, "sources/index.md", f"source {source.id}", source.title, "")
    file = site.catalog.files.get(("sources", source.id), "")
    edit = f"{address.edit.rstrip('/')}/{file}" if address.edit and file.startswith("data/") else ""
    return Health(
        source=source,
        state=state,
        colour=colour,
        meaning=meaning,
        gives=given.words.get(source.id, "rien encore"),
        readings=[_reading(run) for run in runs[:HISTORY]],
        last_good=next((run for run in runs if run.status == "good"), None),
        refused=[Reason(refusal_label(name), *each) for name, each in _most(runs[0].refused)] if runs else [],
        errors=[Reason(error_label(name), *each) for name, each in _most(runs[0].errors)] if runs else [],
        pay=given.pay.get(source.id),
        pages=given.pages.get(source.id),
        actions=replace(links, edit=edit, citation=""),
    )


def _most(counts: Mapping[str, Count]) -> list[tuple[str, tuple[int, list[str]]]]:
    """The most frequent first, with three samples at most."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1].count, item[0]))
    return [(name, (each.count, list(each.samples[:3]))) for name, each in ranked]


def _reading(run: Run) -> Reading:
    state, colour, _ = STATES[run.status]
    return Reading(run, state, colour, *(sum(c.count for c in each.values()) for each in (run.refused, run.errors)))
