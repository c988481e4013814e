"""Invented ads as facts in columns: what ``generator.tables.gather`` would make of their records.

A million ads take some seconds and no ``JobAd``. A test holds the two ways equal on a few hundred.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.synthetic_ads import CONTRACTS, LEVELS, PLACE_ABROAD, REMOTES, SOURCES, WEEKS, Drawn, Words, _id
from catalog.territory import Territory
from generator.ad_words import TRAINING
from generator.followed import MONTHS_SHOWN
from generator.freshness import add_months
from generator.tables.gather_ads import IN_TRAINING
from generator.tables.schemas import SCHEMAS

#: Types of employers, one for each invented employer in turn; the records name none.
EMPLOYER_TYPES = (None, "agence", None, "pme", "ecole", None, "collectivite", "start-up", "association", "media")
_EPOCH = dt.date(1970, 1, 1)


def employer_type(employer: int) -> str | None:
    """That of an employer of ``Words``."""
    return EMPLOYER_TYPES[employer % len(EMPLOYER_TYPES)]


def facts(words: Words, drawn: Drawn, today: dt.date, territory: Territory) -> dict[str, pa.Table]:
    """The facts of ``drawn`` on ``today``: those of ads, their places and skills filled, the others empty."""
    rows = np.arange(len(drawn))
    job = np.where(drawn.repeats >= 0, drawn.repeats, rows)
    first = np.flatnonzero(drawn.repeats < 0)
    names = pa.array([_id(drawn, int(row)) for row in rows], pa.string())
    columns = {
        "ads": _ads(words, drawn, today, territory, job, first, names),
        "ad_places": _places(words, drawn, job, names),
        "ad_skills": _skills(words, drawn, job, names),
        "source_months": _months(drawn, today),
        "titles": {"title": [name for name, _ in words.titles], "label": [label for _, label in words.titles]},
        "skills": {"skill": words.skills, "label": words.skills, "category": ["metier"] * len(words.skills)},
        "places": _named(territory),
    }
    return {
        name: pa.table(columns[name], schema=schema) if name in columns else schema.empty_table()
        for name, schema in SCHEMAS.items()
    }


def _coded(codes: NDArray[np.int64], values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(codes))


def _ads(
    words: Words, drawn: Drawn, today: dt.date, territory: Territory, job: Any, first: Any, names: pa.Array
) -> dict[str, Any]:
    count = len(drawn)
    base = (today - _EPOCH).days
    posted = drawn.posted[first]
    day = pa.array((base - posted).astype("int32")).cast(pa.date32())
    months = [f"{today - dt.timedelta(days=day):%Y-%m}" for day in range(int(drawn.posted.max()) + 1)]
    training_contract = np.array([name in IN_TRAINING for name, _ in CONTRACTS])
    training_level = np.array([name in ("alternant", "stagiaire") for name, _ in LEVELS])
    sizes = np.diff(drawn.ends, prepend=0)
    times = np.where(drawn.by_year, 1, 12)
    paid = (drawn.pay_low[first] > 0) | (drawn.pay_high[first] > 0)
    usable = paid & ~drawn.doubtful[first]
    lows, highs = ((pay * times)[first] for pay in (drawn.pay_low, drawn.pay_high))
    left = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(left, job, drawn.gone)  # the last to leave; −1 when one is still there
    online = posted - left[first]
    towns = [*(_short(town, territory) for town in words.communes), PLACE_ABROAD["text"]]
    codes = [*(town[2] for town in words.communes), None]
    commune = np.where(drawn.abroad, len(words.communes), drawn.commune)[first]
    contracts = ["alternance" if name in TRAINING else name for name, _ in CONTRACTS]
    return {
        "ad": names.take(pa.array(first)),
        "source": _coded(drawn.source[first], SOURCES),
        "earliest": day,
        "day": day,
        "month": _coded(posted, months),
        "title": _coded(drawn.title[first], [name for name, _ in words.titles]),
        "place": _coded(commune, towns),
        "departement": _coded(commune, codes),
        "level": _coded(drawn.level[first], [name for name, _ in LEVELS]),
        "contract": _coded(drawn.contract[first], contracts),
        "training": training_contract[drawn.contract[first]] | training_level[drawn.level[first]],
        "employer_type": _coded(drawn.employer[first] % len(EMPLOYER_TYPES), EMPLOYER_TYPES),
        "remote": _coded(drawn.remote[first], [name for name, _ in REMOTES]),
        "france": _any(~drawn.abroad, job)[first],
        "recent": posted <= (today - add_months(today, -MONTHS_SHOWN)).days,
        "pay_stated": paid,
        "pay_flagged": paid & ~usable,
        "low": pa.array(lows.astype(float), mask=~usable | (lows == 0)),
        "high": pa.array(highs.astype(float), mask=~usable | (highs == 0)),
        "read": np.bincount(job, weights=sizes, minlength=count)[first] > 0,
        "age_wording": _any(drawn.aged, job)[first],
        "publications": np.bincount(job, minlength=count)[first].astype("int32"),
        "online_days": pa.array(np.maximum(online, 0).astype("int32"), mask=left[first] < 0),
    }


def _any(said: NDArray[np.bool_], job: NDArray[np.int64]) -> NDArray[np.bool_]:
    """By the row of each first publication, whether one of its publications says so."""
    found: NDArray[np.bool_] = np.bincount(job, weights=said, minlength=len(job)) > 0
    return found


def _short(town: tuple[str, str, str, str, float], territory: Territory) -> str:
    _, name, code, *_ = town
    departement = territory.departements.get(code)
    return f"{name} ({departement})" if departement and departement != name else name


def _places(words: Words, drawn: Drawn, job: Any, names: pa.Array) -> dict[str, Any]:
    here, two = ~drawn.abroad, (drawn.second >= 0) & ~drawn.abroad
    jobs, towns = np.concatenate([job[here], job[two]]), np.concatenate([drawn.commune[here], drawn.second[two]])
    codes = sorted({town[2] for town in words.communes})
    regions = {town[2]: town[3] for town in words.communes}
    departement = np.array([codes.index(town[2]) for town in words.communes])[towns]
    pairs = np.unique(jobs * len(codes) + departement)
    return {
        "ad": names.take(pa.array(pairs // len(codes))),
        "region": _coded(pairs % len(codes), [regions[code] for code in codes]),
        "departement": _coded(pairs % len(codes), codes),
    }


def _skills(words: Words, drawn: Drawn, job: Any, names: pa.Array) -> dict[str, Any]:
    sizes = np.diff(drawn.ends, prepend=0)
    pairs = np.unique(np.repeat(job, sizes) * len(words.skills) + drawn.skills)
    return {
        "ad": names.take(pa.array(pairs // len(words.skills))),
        "skill": _coded(pairs % len(words.skills), words.skills),
        "asked": pa.array(["named"]).take(pa.array(np.zeros(len(pairs), np.int64))),
    }


def _months(drawn: Drawn, today: dt.date) -> dict[str, Any]:
    days = {(SOURCES[source], int(posted)) for source, posted in np.unique([drawn.source, drawn.posted], axis=1).T}
    told = {(source, f"{today - dt.timedelta(days=posted):%Y-%m}") for source, posted in days}
    complete = {(source, month) for source, weeks in WEEKS.items() for month in _complete(weeks, today)}
    pairs = sorted(told | complete)
    return {
        "source": [source for source, _ in pairs],
        "month": [month for _, month in pairs],
        "complete": [pair in complete for pair in pairs],
    }


def _complete(weeks: int, today: dt.date) -> list[str]:
    """The months between the first weekly run and today: both ends of each were seen."""
    first = today - dt.timedelta(weeks=weeks)
    month, months = add_months(first.replace(day=1), 1), []
    while add_months(month, 1) <= today:
        months.append(f"{month:%Y-%m}")
        month = add_months(month, 1)
    return months


def _named(territory: Territory) -> Mapping[str, Any]:
    scales = {"region": territory.regions, "departement": territory.departements}
    each = [(code, scale, name) for scale, names in scales.items() for code, name in names.items()]
    return {"code": [row[0] for row in each], "scale": [row[1] for row in each], "name": [row[2] for row in each]}
