"""The lists of ads: the explorer, a page for each région and each month that has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.models import slugify
from catalog.partial_date import PartialDate
from generator.ad_cards import ABROAD, FILTERS, UNSAID, ad_card, filter_values
from generator.ad_words import LEVELS, day_words
from generator.cards import Card
from generator.followed import Group
from generator.freshness import date_words
from generator.numbers import count_text
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.explorer import Facet, Heading, Option, Section, by_count

#: Cards on one page; the others are in the pages by région and by month.
MOST_CARDS = 500

CRUMBS = [{"title": "Offres", "url": "offres/"}]
_LABELS = {
    "salaire": {"affiche": "Montant affiché", "douteux": "Montant douteux", "absent": "Non affiché"},
    "etat": {"online": "En ligne", "unknown": "Inconnu", "expired": "Retirée"},
    "niveau": {**{name: label.capitalize() for name, label in LEVELS.items()}, UNSAID: "Non précisé"},
}


@dataclass(frozen=True)
class Listed:
    """A job with what lists need of it."""

    group: Group
    card: Card
    values: Mapping[str, list[str]]


@dataclass(frozen=True)
class Turn:
    """The pages before and after one of a month."""

    previous: str | None = None
    next: str | None = None


def ad_list_pages(renderer: Renderer) -> list[Page]:
    """``/offres/``, and its pages by région and by month."""
    site = renderer.site
    listed = [Listed(group, ad_card(site, group), filter_values(site, group)) for group in site.ads.groups]
    regions = {slugify(name): name for name in site.territory.regions.values()}
    by_region, by_month = _by(listed, "region"), _by(listed, "mois")
    sections = [
        Section("regions", "Par région", [
            Heading(site.path("ads-region", slug), regions[slug], len(by_region[slug]))
            for slug in sorted(by_region) if slug in regions
        ]),
        Section("mois", "Par mois de publication", [
            Heading(site.path("ads-month", month), month_words(month).capitalize(), len(by_month[month]))
            for month in sorted(by_month, reverse=True)
        ]),
    ]  # fmt: skip
    return [
        _explorer(renderer, listed, regions, sections),
        *(_region(renderer, slug, regions[slug], by_region[slug]) for slug in sorted(by_region) if slug in regions),
        *(page for month in sorted(by_month) for page in _month_pages(renderer, month, by_month[month])),
    ]


def _by(listed: Iterable[Listed], name: str) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = defaultdict(list)
    for each in listed:
        for value in each.values[name]:
            found[value].append(each)
    return found


def month_words(month: str) -> str:
    """``octobre 2026``."""
    return date_words(PartialDate.parse(month))


def _explorer(renderer: Renderer, listed: list[Listed], regions: Mapping[str, str], sections: list[Section]) -> Page:
    site = renderer.site
    shown = listed[:MOST_CARDS]
    count = count_text(len(shown), "annonce")
    return renderer.page(
        "ads.md.j2",
        "offres/index.md",
        {
            "title": "Offres",
            "description": "Les annonces d’emploi de community manager que le site suit : région, contrat, salaire,"
            " niveau, et le lien vers l’annonce d’origine.",
            "template": "liste.html",
            "collected": True,
            "script": "list.js",
        },
        title="Les offres de community manager",
        lede=_lede(site, len(listed)),
        facets=_facets(site, shown, regions),
        cards=[each.card for each in shown],
        count=f"{count} sur {count_text(len(listed), 'annonce')}" if len(shown) < len(listed) else count,
        nouns=("annonce", "annonces"),
        orders=[
            ("recent", "les plus récentes"),
            ("ancien", "les plus anciennes"),
            ("salaire", "salaire affiché"),
            ("titre", "titre"),
        ],
        sections=sections,
        silence=site.ads.silence,
        more=len(listed) - len(shown),
    )


def _lede(site: Site, count: int) -> str:
    """What this list is: how many ads, read where, until when."""
    if not count:
        return "Les annonces d’emploi du métier, chacune avec ses faits et le lien vers l’original."
    publishers = site.ads.publishers
    where = f", relevées chez {publishers[0]}" if publishers else ""
    if len(publishers) > 1:
        where = f", relevées auprès de {count_text(len(publishers), 'source')}, surtout {publishers[0]}"
    until = f", jusqu’au {day_words(site.ads.read_until)}" if site.ads.read_until else ""
    return f"{count_text(count, 'annonce')} de community manager{where}{until}."


def _facets(site: Site, shown: list[Listed], regions: Mapping[str, str]) -> list[Facet]:
    counts = {name: Counter(value for each in shown for value in each.values[name]) for name in FILTERS}
    contracts = {slugify(each.ad.contract): each.ad.contract for each in site.ads.pages if each.ad.contract}
    labels: dict[str, dict[str, str]] = {
        **_LABELS,
        "region": {**regions, ABROAD: "Hors de France", UNSAID: "Non précisée"},
        "contrat": {
            "alternance": "Alternance",
            **{slug: name[:1].upper() + name[1:] for slug, name in contracts.items()},
            UNSAID: "Non précisé",
        },
        "mois": {month: month_words(month).capitalize() for month in counts["mois"]},
    }

    def options(name: str, order: Iterable[str]) -> list[Option]:
        found = counts[name]
        return [Option(value, labels[name].get(value, value), found[value]) for value in order if found[value]]

    frequent = {name: [value for value, _ in by_count(counts[name])] for name in ("region", "contrat")}
    return [
        Facet("region", "Région", "Toutes les régions", options("region", _unsaid_last(frequent["region"]))),
        Facet("contrat", "Contrat", "Tous les contrats", options("contrat", _unsaid_last(frequent["contrat"]))),
        Facet("salaire", "Salaire affiché", "Tous", options("salaire", labels["salaire"])),
        Facet("niveau", "Niveau", "Tous les niveaux", options("niveau", labels["niveau"])),
        Facet("mois", "Mois", "Tous les mois", options("mois", sorted(counts["mois"], reverse=True))),
        Facet("etat", "État", "Tous les états", options("etat", labels["etat"])),
    ]


def _unsaid_last(values: list[str]) -> list[str]:
    return sorted(values, key=lambda value: value in (UNSAID, ABROAD))


def _region(renderer: Renderer, slug: str, name: str, listed: list[Listed]) -> Page:
    rest = len(listed) - MOST_CARDS
    note = f"Les {MOST_CARDS} plus récentes ; les {rest} autres sont dans les pages par mois." if rest > 0 else None
    path = renderer.site.path("ads-region", slug)
    return _list(renderer, path, f"Offres : {name}", name, len(listed), listed[:MOST_CARDS], note)


def _month_pages(renderer: Renderer, month: str, listed: list[Listed]) -> list[Page]:
    """A month of more ads than a page holds goes on in ``2/``, ``3/``…"""
    site = renderer.site
    parts = [listed[start : start + MOST_CARDS] for start in range(0, len(listed), MOST_CARDS)]
    numbers = range(1, len(parts) + 1)
    paths = [site.path("ads-month", month if number == 1 else f"{month}/{number}") for number in numbers]
    named = month_words(month)
    title = f"Offres d’{named}" if named[0] in "ao" else f"Offres de {named}"
    pages = []
    for number, path, part in zip(numbers, paths, parts, strict=True):
        turn = Turn(paths[number - 2] if number > 1 else None, paths[number] if number < len(parts) else None)
        whole = title if len(parts) == 1 else f"{title}, page {number} sur {len(parts)}"
        pages.append(_list(renderer, path, whole, named, len(listed), part, turn=turn))
    return pages


def _list(
    renderer: Renderer,
    path: str,
    title: str,
    short: str,
    count: int,
    part: list[Listed],
    note: str | None = None,
    turn: Turn | None = None,
) -> Page:
    meta = {
        "title": title,
        "short": short.capitalize() if short[:1].islower() else short,
        "description": f"{count_text(count, 'annonce')} d’emploi de community manager : {short}.",
        "template": "liste.html",
        "collected": True,
        "crumbs": CRUMBS,
    }
    return renderer.page(
        "ads_list.md.j2",
        path,
        meta,
        title=title,
        count=count_text(count, "annonce"),
        cards=[each.card for each in part],
        silence=renderer.site.ads.silence,
        note=note,
        turn=turn or Turn(),
    )
