"""The page of one ad: where the original is, its facts, what is not known of it, and how long it was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.models import JobAd, Skill, slugify
from generator import labels
from generator.actions import Address, actions
from generator.ad_cards import contract_slug, posted_words, regions
from generator.ad_traces import experience_trace, pay_trace
from generator.ad_words import (
    AD_FLAGS,
    AGE_FLAG,
    LEVELS,
    REMOTE,
    TRAINEES,
    UNNAMED,
    contract_words,
    education_words,
    experience_words,
    flag_words,
    pay_words,
    place_short,
    place_words,
    region_of,
)
from generator.followed import Followed
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, excerpt
from generator.tracing import Trace
from generator.views.ad_facets import month_words
from generator.views.ads import CRUMBS, contract_names


@dataclass(frozen=True)
class Fact:
    """A line of the sheet: a name and what the ad says; ``trace`` is its number, when it is one."""

    label: str
    lines: list[str]
    trace: Trace | None = None


@dataclass(frozen=True)
class Copy:
    """Another publication of the same job: who published it, its page, and the town it names."""

    followed: Followed
    source: str
    path: str
    place: str


def ad_pages(renderer: Renderer, address: Address) -> list[Page]:
    """A page for each ad that has one, newest first."""
    site = renderer.site
    listed = {slug for group in site.ads.groups for slug in regions(site, group)}
    contracts = contract_names(site)
    return [_ad_page(renderer, each, address, listed, contracts) for each in site.ads.pages]


def _ad_page(
    renderer: Renderer, followed: Followed, address: Address, listed: set[str], contracts: Mapping[str, str]
) -> Page:
    site, ad = renderer.site, followed.ad
    path = site.path("ads", ad.id)
    group = site.ads.group_of[ad.id]
    again = group.first.ad.id != ad.id
    title = ad.title
    employer = ad.hiring_organization or UNNAMED
    places = [place_short(place, site.territory) for place in ad.places]
    meta: dict[str, object] = {
        "title": title,
        "description": excerpt(_description(followed, employer, places, site), DESCRIPTION),
        "template": "entree.html",
        "collected": True,
        "search_kind": "Annonce",
        "crumbs": CRUMBS,
    }
    if followed.state == "expired":
        meta |= {"robots": "noindex"}
    if followed.state == "expired" or again:
        meta |= {"search": False}
    source = site.catalog.sources.get(ad.source)
    pay = pay_words(ad.base_salary) if ad.base_salary else None
    return renderer.page(
        "ad.md.j2",
        path,
        meta,
        ad=ad,
        followed=followed,
        employer=employer,
        places=places,
        posted=posted_words(followed, site.today),
        origin=source,
        facts=_facts(ad, site),
        pay=pay,
        pay_trace=pay_trace(site, ad, pay) if pay else None,
        unsaid=_unsaid(ad),
        reservations=[flag_words(flag, AD_FLAGS) for flag in ad.flags if flag != AGE_FLAG],
        age=AGE_FLAG in ad.flags,
        skills=_skills(ad, site),
        original=_copy(group.first, site) if again else None,
        copies=[_copy(each, site) for each in group.others if each.ad.id != ad.id],
        regions=_regions(ad, site, listed),
        contract=_contract(ad, site, contracts),
        month=site.path("ads-month", group.first.month),
        month_name=month_words(group.first.month),
        silence=site.ads.silence,
        actions=replace(actions(site, address, path, f"annonce {ad.id}, {ad.url}", title, ""), edit="", citation=""),
    )


def _description(followed: Followed, employer: str, places: list[str], site: Site) -> str:
    parts = (contract_words(followed.ad), *places[:1], employer, posted_words(followed, site.today))
    return f"Annonce d’emploi : {', '.join(part for part in parts if part)}."


def _facts(ad: JobAd, site: Site) -> list[Fact]:
    """What the ad says, in the order in which a candidate asks; the pay has a place of its own."""
    employer = ad.hiring_organization or "non nommé"
    if ad.employer_type:
        employer += f" ({labels.EMPLOYERS[ad.employer_type]})"
    trainee = bool(ad.contract) and ad.level in TRAINEES  # the contract says it
    told: list[tuple[str, list[str]]] = [
        ("Employeur", [employer]),
        ("Lieu" if len(ad.places) < 2 else "Lieux", [place_words(place, site.territory) for place in ad.places]),
        ("Contrat" if ad.contract or ad.contract_months else "Temps de travail", [contract_words(ad) or ""]),
        ("Niveau", [LEVELS[ad.level].capitalize()] if ad.level and not trainee else []),
        ("Expérience", [experience_words(ad.experience_years)] if ad.experience_years is not None else []),
        ("Études", [education_words(ad.education)] if ad.education is not None else []),
        ("Télétravail", [REMOTE[ad.remote]] if ad.remote else []),
    ]
    traces = {"Expérience": experience_trace(site, ad)}
    return [Fact(label, lines, traces.get(label)) for label, lines in told if any(lines)]


def _unsaid(ad: JobAd) -> list[str]:
    """What the ad, or the part of it that its source gives, does not say."""
    missing = (
        ("le lieu", not ad.places),
        ("le contrat", not ad.contract),
        ("le salaire", ad.base_salary is None),
        ("l’expérience demandée", ad.experience_years is None),
        ("les études", ad.education is None),
        ("le télétravail", ad.remote is None),
        ("les compétences", not ad.skills),
    )
    return [label for label, is_missing in missing if is_missing]


def _skills(ad: JobAd, site: Site) -> list[tuple[str, list[Skill]]]:
    """Those asked for, those welcome, those only named; ids that the catalog no longer holds are left out."""
    named = [name for name in ad.skills if name not in ad.required and name not in ad.optional]
    groups = (("Demandées", ad.required), ("Appréciées", ad.optional), ("Citées", tuple(named)))
    known = site.catalog.skills
    found = [(label, [known[name] for name in names if name in known]) for label, names in groups]
    return [(label, skills) for label, skills in found if skills]


def _copy(followed: Followed, site: Site) -> Copy:
    ad, source = followed.ad, site.catalog.sources.get(followed.ad.source)
    place = place_short(ad.places[0], site.territory) if ad.places else ""
    return Copy(followed, source.publisher if source else ad.source, site.path("ads", ad.id), place)


def _regions(ad: JobAd, site: Site, listed: set[str]) -> list[tuple[str, str]]:
    """The pages of the régions of the ad, path and name; a repost may name one that has no page."""
    names = [site.territory.regions.get(region_of(place, site.territory) or "") for place in ad.places]
    named = {slugify(name): name for name in names if name}
    return [(site.path("ads-region", slug), name) for slug, name in named.items() if slug in listed]


def _contract(ad: JobAd, site: Site, contracts: Mapping[str, str]) -> tuple[str, str] | None:
    """The page of the contract that the ad states, path and name; None when it states none that has a page."""
    slug = contract_slug(ad)
    return (site.path("ads-contract", slug), contracts[slug]) if ad.contract and slug in contracts else None
