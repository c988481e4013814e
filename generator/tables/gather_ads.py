"""From collected ads to facts in columns: each job once, whoever published it again."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from catalog.models import JobAd, Run, Source
from catalog.store import Collected
from catalog.territory import Territory
from generator.ad_words import AGE_FLAG, TRAINING, region_of
from generator.followed import MONTHS_SHOWN, STALE_DAYS, posted_day
from generator.freshness import add_months

#: Contracts and levels of people in training: what they are paid is set by law, and is no pay of the profession.
IN_TRAINING = frozenset({"alternance", "stage", *TRAINING})
_LEVELS_IN_TRAINING = frozenset({"alternant", "stagiaire"})
#: Flags of a pay that make it no pay of a full-time job, even when it could be converted.
_NO_SALARY = frozenset({"independent", "statistic", "part_time", "trainee"})

Row = dict[str, Any]


def ad_rows(collected: Collected, territory: Territory, today: dt.date) -> dict[str, list[Row]]:
    """The rows of ``ads``, ``ad_places`` and ``ad_skills``, by the id of the job.

    A repost whose first publication is no longer known leads its group. Places and skills are those of every
    publication; the rest is what the first one says.
    """
    oldest = add_months(today, -MONTHS_SHOWN)
    groups: dict[str, list[JobAd]] = defaultdict(list)
    for ad in collected.ads.values():
        groups[ad.duplicate_of or ad.id].append(ad)
    rows: dict[str, list[Row]] = {"ads": [], "ad_places": [], "ad_skills": []}
    for name in sorted(groups):
        ads = sorted(groups[name], key=lambda ad: (ad.id != name, posted_day(ad), ad.id))
        first = ads[0]
        rows["ads"].append(_ad(first, ads, oldest))
        rows["ad_places"] += _places(first.id, ads, territory)
        rows["ad_skills"] += _skills(first.id, ads)
    return rows


def _ad(ad: JobAd, ads: list[JobAd], oldest: dt.date) -> Row:
    day = posted_day(ad)
    pay = ad.base_salary
    training = ad.contract in IN_TRAINING or ad.level in _LEVELS_IN_TRAINING
    counted = pay is not None and pay.usable and not training and not _NO_SALARY & set(pay.flags)
    return {
        "ad": ad.id,
        "source": ad.source,
        "day": day,
        "month": f"{day:%Y-%m}",
        "title": ad.job_title,
        "level": ad.level,
        "contract": "alternance" if ad.contract in TRAINING else ad.contract,
        "training": training,
        "employer_type": ad.employer_type,
        "remote": ad.remote,
        "france": any(place.country == "FR" for each in ads for place in each.places),
        "recent": day >= oldest,
        "pay_stated": pay is not None,
        "pay_flagged": pay is not None and not counted and not training,
        "low": pay.yearly_gross_min if pay and counted else None,
        "high": (pay.yearly_gross_max or pay.yearly_gross_min) if pay and counted else None,
        "read": any(each.skills or each.fingerprint for each in ads),
        "age_wording": any(AGE_FLAG in each.flags for each in ads),
        "publications": len(ads),
        "online_days": _online_days(day, ads),
    }


def _online_days(day: dt.date, ads: list[JobAd]) -> int | None:
    """Days until the last publication was found gone; None while one is still there."""
    gone = [each.expired for each in ads]
    return (max(each for each in gone if each) - day).days if all(gone) else None


def _places(name: str, ads: list[JobAd], territory: Territory) -> Iterator[Row]:
    found = {
        (region_of(place, territory), place.departement_code)
        for each in ads
        for place in each.places
        if place.country == "FR" and (place.departement_code or region_of(place, territory))
    }
    for region, departement in sorted(found, key=lambda pair: (pair[0] or "", pair[1] or "")):
        yield {"ad": name, "region": region, "departement": departement}


def _skills(name: str, ads: list[JobAd]) -> Iterator[Row]:
    required = {skill for each in ads for skill in each.required}
    optional = {skill for each in ads for skill in each.optional}
    for skill in sorted({skill for each in ads for skill in each.skills} | required | optional):
        asked = "required" if skill in required else "optional" if skill in optional else "named"
        yield {"ad": name, "skill": skill, "asked": asked}


def source_months(ads: Iterable[JobAd], runs: Mapping[str, list[Run]], sources: Mapping[str, Source]) -> list[Row]:
    """Which months each source of ads covers whole.

    A month is complete when a good run tells of its first day or before, another of its last day or after, and no
    two good runs between them are more than ``STALE_DAYS`` apart. A survey made by hand covers no month whole.
    """
    months: dict[str, set[str]] = defaultdict(set)
    for ad in ads:
        months[ad.source].add(f"{posted_day(ad):%Y-%m}")
    rows: list[Row] = []
    for source in sorted(months):
        by_hand = source not in sources or sources[source].frequency == "a-la-demande"
        days = sorted({run.as_of for run in runs.get(source, []) if run.status == "good"})
        for month in sorted(months[source]):
            rows.append({"source": source, "month": month, "complete": not by_hand and _covers(days, month)})
    return rows


def _covers(days: list[dt.date], month: str) -> bool:
    year, number = map(int, month.split("-"))
    first, last = dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
    before = [day for day in days if day <= first]
    after = [day for day in days if day >= last]
    if not before or not after:
        return False
    kept = [before[-1], *(day for day in days if first < day < last), after[0]]
    return all((later - earlier).days <= STALE_DAYS for earlier, later in pairwise(kept))
