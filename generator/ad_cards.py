"""An ad as a card: what a list shows of it, and what its filters read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from catalog.models import JobAd
from catalog.models import slugify as slow_slugify
from generator.ad_words import (
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
from generator.freshness import Freshness, Level, age_words, date_words, exact_age
from generator.markup import plain
from generator.numbers import NBSP, count_text, french_number
from generator.site import Site

#: A few names, told by every ad.
slugify = lru_cache(maxsize=256)(slow_slugify)

#: Values of a filter that stand for what an ad does not say, or for elsewhere.
UNSAID, ABROAD = "non-precise", "hors-de-france"

#: The filters of the list, by their parameter in the address.
FILTERS = ("region", "contrat", "salaire", "niveau", "mois", "etat")

_LEVELS: dict[State, Level] = {"online": "ok", "unknown": "unknown", "expired": "old"}


def filter_values(site: Site, group: Group) -> dict[str, list[str]]:
    """Under each filter, the boxes that keep this job: places and contracts are those of all its ads."""
    ad = group.first.ad
    pay = pay_words(ad.base_salary) if ad.base_salary else None
    return {
        "region": regions(site, group),
        "contrat": _contracts(group),
        "salaire": ["absent" if pay is None else "douteux" if pay.doubtful else "affiche"],
        "niveau": [ad.level or UNSAID],
        "mois": [group.first.month],
        "etat": [group.state],
    }


def _ads(group: Group) -> list[JobAd]:
    return [each.ad for each in (group.first, *group.others)]


def _contracts(group: Group) -> list[str]:
    found = []
    for ad in _ads(group):
        if ad.contract:
            found += ["alternance"] if ad.contract in TRAINING else []
            found.append(slugify(ad.contract))
    return list(dict.fromkeys(found)) or [UNSAID]


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
    """The card of a job: the first of its ads, the places of all, the state of the one that lasts longest.

    ``data-words`` are those of the other ads, which the card does not show and by which it is found.
    """
    ad = group.first.ad
    pay = pay_words(ad.base_salary) if ad.base_salary else None
    values = filter_values(site, group)
    places = _unlike(place_short(place, site.territory) for each in _ads(group) for place in each.places)
    rest = len(places) - 2
    where = ", ".join(places[:2]) + (f" et {count_text(rest, 'autre lieu', 'autres lieux')}" if rest > 0 else "")
    others = [each.ad for each in group.others]
    words = _unlike([
        *(name for each in others for name in (each.title, each.hiring_organization or "")),
        *(place_words(place, site.territory) for each in _ads(group) for place in each.places),
    ])  # fmt: skip
    filters = Markup(" ").join(Markup('data-{}="{}"').format(name, " ".join(values[name])) for name in FILTERS)
    day = group.first.day.isoformat()
    return Card(
        kind=contract_words(ad, brief=True) or "Contrat non précisé",
        path=site.path("ads", ad.id),
        title=ad.title,
        origin=f"{ad.hiring_organization or UNNAMED.capitalize()} · {where or 'lieu non précisé'}",
        text=_pay_line(pay),
        freshness=Freshness(_LEVELS[group.state], _fresh_words(group, site.today), None),
        attributes=filters
        + Markup(' data-from="{}" data-to="{}" data-pay="{}" data-words="{}"').format(
            day, day, _order(group), plain(" ".join(words))
        ),
    )


def _unlike(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _pay_line(pay: PayWords | None) -> str:
    if pay is None:
        return ""
    if pay.doubtful or pay.amount is None:
        written = f"«{NBSP}{pay.written}{NBSP}»" if pay.quoted else pay.written
        return written + (", montant douteux" if pay.doubtful else "")
    return f"{pay.amount} {pay.unit}".rstrip()


def _order(group: Group) -> str:
    """What the list sorts pay by: the yearly equivalent that tables use; empty when there is none."""
    pay = group.first.ad.base_salary
    if pay is None or not pay.usable:
        return ""
    return str(pay.yearly_gross_max or pay.yearly_gross_min or "")


def _fresh_words(group: Group, today: dt.date) -> str:
    words = [posted_words(group.first, today), _state_words(group)]
    if group.others:
        times = len(group.others)
        words.append("rediffusée" if times == 1 else f"rediffusée {french_number(times)} fois")
    return " · ".join(words)


def posted_words(followed: Followed, today: dt.date) -> str:
    """``publiée il y a 1 mois et 22 jours``; ``repérée`` when its source gives no date."""
    posted = followed.ad.date_posted
    if posted and posted.precision in ("month", "year"):
        return f"publiée en {date_words(posted)}"
    said = "publiée" if posted else "repérée"
    if followed.day >= today:
        return f"{said} aujourd’hui"
    return f"{said} il y a {age_words(exact_age(followed.day, today))}"


def _state_words(group: Group) -> str:
    last = max(each.last_seen for each in (group.first, *group.others))
    if group.state == "online":
        return "en ligne"
    if group.state == "unknown":
        return f"vue le {day_words(last)}"
    gone = max(each.ad.expired for each in (group.first, *group.others) if each.ad.expired)
    return f"retirée, constaté le {day_words(gone)}"
