"""The lists of ads: the explorer, a page for each région, each contract and each month that has one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.models import slugify
from generator.ad_cards import (
    ABROAD,
    UNSAID,
    ad_card,
    contract_slug,
    filter_values,
    search_words,
    yearly_pay,
)
from generator.ad_index import Listed, index_files
from generator.ad_words import day_words
from generator.address import Address
from generator.charts.shown import chart_file
from generator.numbers import count_text, french_number
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.ad_facets import ad_facets, month_words
from generator.views.ad_months import months_chart
from generator.views.charted import Charted
from generator.views.explorer import Heading, Section

#: Cards on one page; the others are in the pages by month.
MOST_CARDS = 500
#: Cards in the page of the explorer: what is seen without a script, and before the rest is read.
NEWEST = 60

PATH = "offres/index.md"
CRUMBS = [{"title": "Offres", "url": "offres/"}]


@dataclass(frozen=True)
class Turn:
    """The pages before and after one of a month."""

    previous: str | None = None
    next: str | None = None


def ad_list_pages(renderer: Renderer, address: Address) -> list[Page]:
    """``/offres/`` and the files of its script, then its pages by région, by contract and by month."""
    site = renderer.site
    listed = [
        Listed(ad_card(site, group), filter_values(site, group), search_words(site, group), yearly_pay(group))
        for group in site.ads.groups
    ]
    regions = {slugify(name): name for name in site.territory.regions.values()}
    contracts = contract_names(site)
    by_region, by_contract, by_month = _by(listed, "region"), _by(listed, "contrat"), _by(listed, "mois")
    sections = [
        Section("regions", "Par région", _headings(site, "ads-region", by_region, regions, sorted(by_region))),
        Section("contrats", "Par contrat", _headings(site, "ads-contract", by_contract, contracts, contracts)),
        Section("mois", "Par mois de publication", [
            Heading(site.path("ads-month", month), month_words(month).capitalize(), len(by_month[month]))
            for month in sorted(by_month, reverse=True)
        ]),
    ]  # fmt: skip
    folder, files = index_files(listed)
    months = months_chart(site, address, PATH)
    return [
        _explorer(renderer, listed, {"region": regions, "contrat": contracts}, sections, folder, months),
        *(files if listed else ()),
        *([chart_file(months.chart)] if months else ()),
        *_narrow_pages(renderer, "ads-region", by_region, regions),
        *_narrow_pages(renderer, "ads-contract", by_contract, contracts),
        *(page for month in sorted(by_month) for page in _month_pages(renderer, month, by_month[month])),
    ]


def _headings(
    site: Site, kind: str, listed: Mapping[str, list[Listed]], names: Mapping[str, str], order: Iterable[str]
) -> list[Heading]:
    return [
        Heading(site.path(kind, slug), names[slug], len(listed[slug]))
        for slug in order
        if slug in names and listed.get(slug)
    ]


def contract_names(site: Site) -> dict[str, str]:
    """The contracts that ads state, by slug, in alphabetical order; each that an ad with a page states has a page."""
    stated = {contract_slug(each.ad): each.ad.contract for each in site.ads.pages if each.ad.contract}
    named = {"alternance": "Alternance", **{slug: name[:1].upper() + name[1:] for slug, name in stated.items()}}
    return {slug: named[slug] for slug in sorted(named) if slug != UNSAID}


def _by(listed: Iterable[Listed], name: str) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = defaultdict(list)
    for each in listed:
        for value in each.values[name]:
            found[value].append(each)
    return found


def _explorer(
    renderer: Renderer,
    listed: list[Listed],
    names: Mapping[str, Mapping[str, str]],
    sections: list[Section],
    files: str,
    months: Charted | None,
) -> Page:
    """``names`` are those of régions and contracts by slug; ``files`` is the folder of what the script reads."""
    site = renderer.site
    shown = listed[:NEWEST]
    return renderer.page(
        "ads.md.j2",
        PATH,
        {
            "title": "Offres",
            "description": "Les annonces d’emploi de community manager que le site suit : région, contrat, salaire,"
            " niveau, et le lien vers l’annonce d’origine.",
            "template": "liste.html",
            "collected": True,
            "script": "list.js",
        },
        title="Les offres de community manager",
        lede=_lede(site, listed),
        facets=ad_facets(site, [each.values for each in listed], names),
        cards=[each.card for each in shown],
        count=count_text(len(listed), "annonce"),
        files=files,
        nouns=("annonce", "annonces"),
        orders=[
            ("recent", "les plus récentes"),
            ("ancien", "les plus anciennes"),
            ("salaire", "salaire affiché"),
            ("titre", "titre"),
        ],
        months=months,
        sections=sections,
        silence=site.ads.silence,
        more=len(listed) - len(shown),
    )


def _lede(site: Site, listed: list[Listed]) -> str:
    """What this list is: how many ads, read where, until when, and how many are not of France."""
    if not listed:
        return "Les annonces d’emploi du métier, chacune avec ses faits et le lien vers l’original."
    publishers = site.ads.publishers
    where = f", relevées chez {publishers[0]}" if publishers else ""
    if len(publishers) > 1:
        where = f", relevées auprès de {count_text(len(publishers), 'source')}"
        where += f", surtout {publishers[0]}" if site.ads.mostly_first else ""
    until = f", jusqu’au {day_words(site.ads.read_until)}" if site.ads.read_until else ""
    abroad = sum(1 for each in listed if each.values["region"] == [ABROAD])
    elsewhere = f", dont {french_number(abroad)} uniquement hors de France" if abroad else ""
    return f"{count_text(len(listed), 'annonce')} de community manager{elsewhere}{where}{until}."


def _narrow_pages(
    renderer: Renderer, kind: str, listed: Mapping[str, list[Listed]], names: Mapping[str, str]
) -> list[Page]:
    """A page for each région or contract that ads name."""
    pages = []
    for slug in sorted(set(listed) & set(names)):
        rest = len(listed[slug]) - MOST_CARDS
        others = count_text(rest, "autre est", "autres sont")
        note = f"Les {MOST_CARDS} plus récentes ; les {others} dans les pages par mois." if rest > 0 else None
        path, name = renderer.site.path(kind, slug), names[slug]
        shown = listed[slug][:MOST_CARDS]
        pages.append(_list(renderer, path, f"Offres : {name}", name, len(listed[slug]), shown, note))
    return pages


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
