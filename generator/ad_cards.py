"""An ad as a card: what a list shows of it, what its filters read, and the words it is found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from catalog.models import JobAd
from catalog.models import slugify as slow_slugify
from generator.ad_traces import PAY, reference
from generator.ad_words import (
    TRAINEES,
    TRAINING,
    UNNAMED,
    PayWords,
    contract_words,
    day_words,
    pay_words,
    place_short,
    place_words,
    region_of,
)
from generator.cards import Card
from generator.followed import Followed, Group, State
from generator.freshness import Freshness, Level, ago_words, date_words
from generator.numbers import NBSP, count_text, french_number
from generator.quotes import Mark
from generator.site import Site

#: A few names, told by every ad.
slugify = lru_cache(maxsize=256)(slow_slugify)

#: Values of a filter that stand for what an ad does not say, or for elsewhere.
UNSAID, ABROAD = "non-precise", "hors-de-france"

#: The filters of the list, by their parameter in the address; that of skills is read when it is opened.
LATE = "competence"
FILTERS = ("region", "contrat", "salaire", "niveau", "teletravail", "mois", "etat", LATE)

_LEVELS: dict[State, Level] = {"online": "ok", "unknown": "unknown", "expired": "old"}


def filter_values(site: Site, group: Group) -> dict[str, list[str]]:
    """Under each filter, the boxes that keep this job: places, contracts and skills are those of all its ads."""
    ad = group.first.ad
    pay = pay_words(ad.base_salary) if ad.base_salary else None
    return {
        "region": regions(site, group),
        "contrat": _contracts(group),
        "salaire": ["absent" if pay is None else "douteux" if pay.doubtful else "affiche"],
        "niveau": [ad.level if ad.level and ad.level not in TRAINEES else UNSAID],
        "teletravail": [ad.remote or UNSAID],
        "mois": [group.first.month],
        "etat": [group.state],
        LATE: _skills(site, group),
    }


def _ads(group: Group) -> list[JobAd]:
    return [each.ad for each in (group.first, *group.others)]


def _contracts(group: Group) -> list[str]:
    found = []
    for ad in _ads(group):
        if ad.contract:
            found += ["alternance"] if ad.contract in TRAINING else []
            found.append(contract_slug(ad))
    return list(dict.fromkeys(found)) or [UNSAID]


def contract_slug(ad: JobAd) -> str:
    """The box of the contract an ad states."""
    return slugify(ad.contract or "") or UNSAID


def _skills(site: Site, group: Group) -> list[str]:
    """Those that the catalog holds, by id."""
    found = {name for ad in _ads(group) for name in ad.skills if name in site.catalog.skills}
    return sorted(found) or [UNSAID]


def regions(site: Site, group: Group) -> list[str]:
    """The slugs of the régions of a job; what stands for elsewhere or unknown when it has none."""
    found = []
    for place in (place for ad in _ads(group) for place in ad.places):
        name = site.territory.regions.get(region_of(place, site.territory) or "")
        if name:
            found.append(slugify(name))
        elif place.country and place.country != "FR":
            found.append(ABROAD)
    return list(dict.fromkeys(found)) or [UNSAID]


def ad_card(site: Site, group: Group) -> Card:
    """The card of a job: the first of its ads, the places of all, the state of the one that lasts longest."""
    ad = group.first.ad
    places = _unlike(place_short(place, site.territory) for each in _ads(group) for place in each.places)
    rest = len(places) - 2
    where = ", ".join(places[:2]) + (f" et {count_text(rest, 'autre lieu', 'autres lieux')}" if rest > 0 else "")
    path, pay = site.path("ads", ad.id), _pay_line(pay_words(ad.base_salary) if ad.base_salary else None)
    return Card(
        kind=contract_words(ad, brief=True) or "Contrat non précisé",
        path=path,
        title=ad.title,
        origin=f"{ad.hiring_organization or UNNAMED.capitalize()} · {where or 'lieu non précisé'}",
        text=pay,
        freshness=Freshness(_LEVELS[group.state], _fresh_words(group, site.today), None, group.first.day.isoformat()),
        attributes=Markup(""),
        marks=(Mark(0, len(pay), reference(ad, PAY), f"{path}#{PAY}"),) if pay else (),
    )


def search_words(site: Site, group: Group) -> list[str]:
    """What a job is found by: the title, the employer, the contract and the places of all its ads, title first."""
    found: list[str | None] = []
    for ad in _ads(group):
        places = (place_words(place, site.territory) for place in ad.places)
        found += [ad.title, ad.hiring_organization, contract_words(ad, brief=True), *places]
    return _unlike(found)


def _unlike(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _pay_line(pay: PayWords | None) -> str:
    if pay is None:
        return ""
    if pay.doubtful or pay.amount is None:
        written = f"«{NBSP}{pay.written}{NBSP}»" if pay.quoted else pay.written
        return written + (", montant douteux" if pay.doubtful else "")
    return f"{pay.amount} {pay.unit}".rstrip()


def yearly_pay(group: Group) -> float | None:
    """What the list sorts pay by: the yearly equivalent that tables use; None when there is none."""
    pay = group.first.ad.base_salary
    if pay is None or not pay.usable:
        return None
    return pay.yearly_gross_max or pay.yearly_gross_min or None


def _fresh_words(group: Group, today: dt.date) -> str:
    words = [posted_words(group.first, today), _state_words(group)]
    if group.others:
        times = len(group.others)
        words.append("rediffusée" if times == 1 else f"rediffusée {french_number(times)} fois")
    return " · ".join(words)


def posted_words(followed: Followed, today: dt.date) -> str:
    """``publiée il y a 7 semaines``; ``repérée`` when its source gives no date."""
    posted = followed.ad.date_posted
    if posted and posted.precision in ("month", "year"):
        return f"publiée en {date_words(posted)}"
    said = "publiée" if posted else "repérée"
    if followed.day >= today:
        return f"{said} aujourd’hui"
    return f"{said} il y a {ago_words(followed.day, today)}"


def _state_words(group: Group) -> str:
    last = max(each.last_seen for each in (group.first, *group.others))
    if group.state == "online":
        return "en ligne"
    if group.state == "unknown":
        return f"vue le {day_words(last)}"
    gone = max(each.ad.expired for each in (group.first, *group.others) if each.ad.expired)
    return f"retirée, constaté le {day_words(gone)}"
