"""From collected ads to facts in columns: each job once, whoever published it again."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from catalog.models import JobAd, Run, Source
from catalog.store import Collected
from catalog.territory import Territory
from generator.ad_words import AGE_FLAG, TRAINING, place_short, region_of
from generator.followed import MONTHS_SHOWN, STALE_DAYS, by_job, posted_day
from generator.freshness import add_months

#: Contracts and levels of people in training: what they are paid is set by law, and is no pay of the profession.
IN_TRAINING = frozenset({"alternance", "stage", *TRAINING})
_LEVELS_IN_TRAINING = frozenset({"alternant", "stagiaire"})

Row = dict[str, Any]


def ad_rows(collected: Collected, territory: Territory, today: dt.date) -> dict[str, list[Row]]:
    """The rows of ``ads``, ``ad_places`` and ``ad_skills``, by the id of the job.

    When the first publication is no longer known, the oldest that is leads its group. Places and skills are those of
    every publication; the rest is what the first one says.
    """
    oldest = add_months(today, -MONTHS_SHOWN)
    rows: dict[str, list[Row]] = {"ads": [], "ad_places": [], "ad_skills": []}
    for ads in by_job(collected.ads.values(), collected.ads):
        first = ads[0]
        rows["ads"].append(_ad(first, ads, oldest) | _first_place(first, territory))
        rows["ad_places"] += _places(first.id, ads, territory)
        rows["ad_skills"] += _skills(first.id, ads)
    return rows


def _ad(ad: JobAd, ads: list[JobAd], oldest: dt.date) -> Row:
    day = posted_day(ad)
    pay = ad.base_salary
    training = ad.contract in IN_TRAINING or ad.level in _LEVELS_IN_TRAINING
    counted = pay is not None and pay.usable and not training
    return {
        "ad": ad.id,
        "source": ad.source,
        "earliest": min(ad.date_posted.earliest, day) if ad.date_posted else day,
        "day": day,
        "month": posted_month(ad),
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
        "high": pay.yearly_gross_max if pay and counted else None,
        "read": any(each.fingerprint for each in ads),
        "age_wording": any(AGE_FLAG in each.flags for each in ads),
        "publications": len(ads),
        "online_days": _online_days(ads),
    }


def posted_month(ad: JobAd) -> str | None:
    """``2026-10``: the month it was posted, else first seen; None for an ad whose date may be in several months."""
    day = posted_day(ad)
    if ad.date_posted and ad.date_posted.earliest < day.replace(day=1):
        return None
    return f"{day:%Y-%m}"


def _online_days(ads: list[JobAd]) -> int | None:
    """Days from the first publication until the last was found gone; None while one is still there, or when the
    first does not tell its day."""
    posted = ads[0].date_posted
    gone = [each.expired for each in ads if each.expired]
    if len(gone) < len(ads) or posted is None or posted.earliest != posted.latest:
        return None
    return max((max(gone) - posted_day(ads[0])).days, 0)


def _first_place(ad: JobAd, territory: Territory) -> Row:
    """Where the job is, in words: the first of its places."""
    place = next(iter(ad.places), None)
    return {
        "place": place_short(place, territory) if place else None,
        "departement": place.departement_code if place else None,
    }


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
    """The months of each source of ads, and which of them it covers whole, be it without any ad.

    A month is complete when a good run tells of a day before it, another of a day after it, and no two good runs
    between them are more than ``STALE_DAYS`` apart: the day of a run may have ads that came after it, and the first
    run of a source finds old ads that do not tell their day. A survey made by hand covers no month whole.
    """
    months: dict[str, set[str]] = defaultdict(set)
    for ad in ads:
        months[ad.source].add(posted_month(ad) or "")
    rows: list[Row] = []
    for source in sorted(months):
        by_hand = source not in sources or sources[source].by_hand
        days = sorted({run.as_of for run in runs.get(source, []) if run.status == "good"})
        complete = set() if by_hand else {month for month in _months(days) if _covers(days, month)}
        for month in sorted((months[source] | complete) - {""}):
            rows.append({"source": source, "month": month, "complete": month in complete})
    return rows


def _months(days: list[dt.date]) -> Iterator[str]:
    """The months from the first to the last of ``days``."""
    if days:
        month = days[0].replace(day=1)
        while month <= days[-1]:
            yield f"{month:%Y-%m}"
            month = add_months(month, 1)


def _covers(days: list[dt.date], month: str) -> bool:
    """``days`` go from before the month to after it without a hole."""
    first = dt.date.fromisoformat(f"{month}-01")
    after = add_months(first, 1)
    before, later = bisect_left(days, first), bisect_left(days, after)
    if before == 0 or later == len(days):
        return False
    kept = days[before - 1 : later + 1]
    return all((second - one).days <= STALE_DAYS for one, second in pairwise(kept))
