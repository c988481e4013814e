"""Invented ads, as many as asked: columns drawn at once (a million in seconds), or records that a site is built from.

``draw`` is pure: the same vocabulary, count, seed and day give the same columns. Proportions follow what we collected
in 2026 for contracts, and what a board that gives whole descriptions could bring for pay, skills and remote work.
``python -m benchmarks.synthetic_ads FOLDER [COUNT] [SEED]`` writes a folder for ``metier build --collected FOLDER``.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.load import load_catalog
from catalog.models import JobAd, Run
from catalog.store import Store
from catalog.territory import load_territory
from generator.ad_words import AGE_FLAG

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 25)
SEED = 20261125
#: The days over which ads are published, and the sources they come from.
DAYS, SOURCES = 360, ("bancal", "courant", "dormant")

CONTRACTS: tuple[tuple[str | None, float], ...] = (
    ("CDI", 0.27), ("CDD", 0.24), ("alternance", 0.27), ("apprentissage", 0.04), ("stage", 0.08), ("freelance", 0.04),
    ("intérim", 0.02), (None, 0.04),
)  # fmt: skip
LEVELS: tuple[tuple[str | None, float], ...] = (
    (None, 0.5), ("junior", 0.18), ("confirme", 0.16), ("senior", 0.06), ("responsable", 0.1), ("alternant", 0),
    ("stagiaire", 0),
)  # fmt: skip
#: Some contracts say the level.
LEVEL_OF = {"alternance": "alternant", "apprentissage": "alternant", "stage": "stagiaire"}
REMOTES: tuple[tuple[str | None, float], ...] = ((None, 0.6), ("partiel", 0.25), ("total", 0.05), ("aucun", 0.1))
#: The shares of ads that state pay, name skills, give a second place, repeat another, are gone, are for a job abroad,
#: are older than a year, or ask for an age; those of stated pays that are doubtful, that say a low end or a high end
#: alone.
PAID, SKILLED, TWO_PLACES, REPEATED, GONE, ABROAD, OLD, AGED = 0.3, 0.6, 0.05, 0.12, 0.35, 0.02, 0.1, 0.01
DOUBTFUL, FROM, UP_TO = 0.08, 0.1, 0.03
#: Where a job abroad is.
PLACE_ABROAD = {"text": "Bruxelles", "country": "BE"}
#: The first and the second source were read each week, for so many weeks; the third one today alone.
WEEKS = {"bancal": 60, "courant": 20, "dormant": 0}
#: No amount is under a year of the minimum wage, about.
LEAST = 22_200

_ENDS = (" (H/F)", " H/F", "", " - CDI", " F/H", " (F/H) - Agence", " | Tourisme", " pour le commerce", " bilingue")
_FIRST = (
    "Atelier",
    "Groupe",
    "Maison",
    "Agence",
    "Studio",
    "Comptoir",
    "Éditions",
    "Cabinet",
    "Office",
    "Les Amis de",
)
_SYLLABLES = ("ba", "cor", "del", "fan", "gui", "lan", "mor", "nel", "pra", "ri", "sau", "tel", "vou", "zan")


@dataclass(frozen=True)
class Words:
    """What ads are made of. ``communes`` are INSEE code, name, département, région and weight."""

    titles: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    employers: tuple[str, ...]
    communes: tuple[tuple[str, str, str, str, float], ...]


@dataclass(frozen=True)
class Drawn:
    """One row an ad, codes into ``Words`` and the tuples above; −1 stands for nothing.

    ``posted`` counts the days before the build, ``gone`` those since it left (−1: still there). ``abroad``: its place
    is ``PLACE_ABROAD``, whatever its communes. ``repeats`` is the
    row of the first publication. The skills of row i are ``skills[ends[i - 1]:ends[i]]``, without doubles.
    ``pay_low`` and ``pay_high`` are gross, by year where ``by_year``, else by month; 0 when the ad does not state it.
    """

    title: NDArray[np.int64]
    end: NDArray[np.int64]
    employer: NDArray[np.int64]
    source: NDArray[np.int64]
    contract: NDArray[np.int64]
    level: NDArray[np.int64]
    remote: NDArray[np.int64]
    commune: NDArray[np.int64]
    second: NDArray[np.int64]
    posted: NDArray[np.int64]
    gone: NDArray[np.int64]
    repeats: NDArray[np.int64]
    pay_low: NDArray[np.int64]
    pay_high: NDArray[np.int64]
    by_year: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]
    abroad: NDArray[np.bool_]
    aged: NDArray[np.bool_]
    skills: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.title)


def words(root: Path = ROOT) -> Words:
    """The titles, skills and communes of ``root``/data, and invented employers."""
    catalog = load_catalog(root / "data", TODAY).catalog
    titles = [(title.id, title.label.fr) for title in catalog.titles.values() if title.relevance == "profession"]
    rows = [line.split("\t") for line in (root / "data/geography/communes.tsv").read_text("utf-8").splitlines()]
    regions = load_territory(root / "data/geography").region_of
    communes = []
    for code, name, people, *_ in rows:
        departement = code[:3] if code.startswith("97") else code[:2]
        if departement in regions and int(people or 0) >= 2_000:
            communes.append((code, name, departement, regions[departement], float(people) ** 1.15))
    employers = [
        f"{first} {one.capitalize()}{two}{three}"
        for one in _SYLLABLES for two in _SYLLABLES for three in _SYLLABLES[:7] for first in _FIRST
    ]  # fmt: skip
    return Words(tuple(sorted(titles)), tuple(sorted(catalog.skills)), tuple(employers), tuple(communes))


def draw(words: Words, count: int, seed: int = SEED) -> Drawn:
    """``count`` ads; a larger count is another draw."""
    random = np.random.default_rng(seed)

    def pick(weights: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.searchsorted(np.cumsum(weights) / weights.sum(), random.random(count), side="right")

    def among(choices: tuple[tuple[str | None, float], ...]) -> NDArray[np.int64]:
        return pick(np.array([weight for _, weight in choices]))

    def some(share: float) -> NDArray[np.bool_]:
        return random.random(count) < share

    towns = np.array([commune[4] for commune in words.communes])
    contract, commune, second = among(CONTRACTS), pick(towns), pick(towns)
    posted = random.exponential(110, count).astype(np.int64) % DAYS + np.where(some(OLD), 400, 0)
    low = (LEAST * (1 + random.gamma(2.0, 0.14, count))).astype(np.int64) // 500 * 500 + 500
    by_year = some(0.6)
    low = np.where(by_year, low, low // 12 // 10 * 10)
    high = np.where(some(0.5), (low * 1.15).astype(np.int64) // 10 * 10, low)
    paid = some(PAID) & (contract < 2)
    ends_said = random.random(count)
    gone = np.where(some(GONE), (posted * random.random(count)).astype(np.int64), -1)
    skills, ends = _skills(random, count, len(words.skills))
    return Drawn(
        title=pick(_zipf(len(words.titles))),
        end=random.integers(0, len(_ENDS), count),
        employer=random.integers(0, len(words.employers), count),
        source=random.integers(0, len(SOURCES), count),
        contract=contract,
        level=_levels(contract, among(LEVELS)),
        remote=among(REMOTES),
        commune=commune,
        second=np.where(some(TWO_PLACES), second, -1),
        posted=posted,
        gone=gone,
        repeats=_repeats(random, some(REPEATED)),
        pay_low=np.where(paid & (ends_said >= UP_TO), low, 0),
        pay_high=np.where(paid & (ends_said < 1 - FROM), high, 0),
        by_year=by_year,
        doubtful=some(DOUBTFUL),
        abroad=some(ABROAD),
        aged=some(AGED),
        skills=skills,
        ends=ends,
    )


def _levels(contract: NDArray[np.int64], drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    names = [name for name, _ in LEVELS]
    said = np.array([names.index(LEVEL_OF[name]) if name in LEVEL_OF else -1 for name, _ in CONTRACTS])
    return np.where(said[contract] >= 0, said[contract], drawn)


def _zipf(count: int) -> NDArray[np.float64]:
    return 1.0 / np.arange(1, count + 1)


def _repeats(random: np.random.Generator, again: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each row that repeats, an earlier one that does not; row 0 never repeats."""
    firsts = np.flatnonzero(~again)
    before = np.searchsorted(firsts, np.arange(len(again)))
    chosen = firsts[(random.random(len(again)) * before).astype(np.int64)] if len(firsts) else before
    return np.where(again & (before > 0), chosen, -1)


def _skills(random: np.random.Generator, count: int, known: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The skills of all the rows, one after the other, and where each row ends."""
    sizes = np.where(random.random(count) < SKILLED, random.integers(1, 13, count), 0)
    rows = np.repeat(np.arange(count), sizes)
    shares = np.cumsum(_zipf(known))
    codes = np.searchsorted(shares / shares[-1], random.random(len(rows)), side="right")
    pairs = np.unique(rows * known + codes)
    return pairs % known, np.cumsum(np.bincount(pairs // known, minlength=count))


def records(words: Words, drawn: Drawn, today: dt.date = TODAY) -> Iterator[dict[str, Any]]:
    """Each row as the fields of a ``JobAd``, absent values left out."""
    begin = 0
    for row in range(len(drawn)):
        end = int(drawn.ends[row])
        first = today - dt.timedelta(days=int(drawn.posted[row]))
        name, label = words.titles[drawn.title[row]]
        source = SOURCES[drawn.source[row]]
        places = [_place(words.communes[town]) for town in (drawn.commune[row], drawn.second[row]) if town >= 0]
        places = [PLACE_ABROAD] if drawn.abroad[row] else places
        repeats, gone = int(drawn.repeats[row]), int(drawn.gone[row])
        fields = {
            "id": _id(drawn, row),
            "source": source,
            "source_id": f"{row:07x}",
            "url": f"https://exemple.fr/{source}/{row:07x}",
            "first_seen": first.isoformat(),
            "date_posted": first.isoformat(),
            "title": label + _ENDS[drawn.end[row]],
            "job_title": name,
            "level": LEVELS[drawn.level[row]][0],
            "hiring_organization": words.employers[drawn.employer[row]],
            "expired": (today - dt.timedelta(days=gone)).isoformat() if gone >= 0 else None,
            "places": places,
            "contract": CONTRACTS[drawn.contract[row]][0],
            "base_salary": _pay(drawn, row),
            "remote": REMOTES[drawn.remote[row]][0],
            "skills": sorted(words.skills[code] for code in drawn.skills[begin:end]),
            "duplicate_of": _id(drawn, repeats) if repeats >= 0 else None,
            "flags": [AGE_FLAG] if drawn.aged[row] else None,
        }
        begin = end
        yield {field: value for field, value in fields.items() if value is not None}


def _id(drawn: Drawn, row: int) -> str:
    return f"{SOURCES[drawn.source[row]]}-{(row * 2654435761) % 2**32:08x}"


def _place(commune: tuple[str, str, str, str, float]) -> dict[str, str]:
    code, name, departement, region, _ = commune
    return {
        "text": f"{departement} - {name.upper()}", "commune": name, "commune_code": code,
        "departement_code": departement, "region_code": region, "country": "FR",
    }  # fmt: skip


def _pay(drawn: Drawn, row: int) -> dict[str, Any] | None:
    low, high = int(drawn.pay_low[row]), int(drawn.pay_high[row])
    if not low and not high:
        return None
    by_year, usable = bool(drawn.by_year[row]), not drawn.doubtful[row]
    times, unit = (1, "YEAR") if by_year else (12, "MONTH")
    said = " ".join([*([f"de {low}"] if low else []), *([f"à {high}"] if high else [])])
    fields = {
        "text": f"{said} € brut par {'an' if by_year else 'mois'}", "min": low, "max": high, "currency": "EUR",
        "unit": unit, "basis": "brut", "yearly_gross_min": low * times, "yearly_gross_max": high * times,
        "rule": "annuel" if by_year else "mensuel-12",
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value} | {"usable": usable}


def runs(today: dt.date = TODAY) -> Iterator[Run]:
    """The good runs of each source: ``WEEKS``, each up to today."""
    for name, weeks in WEEKS.items():
        for week in range(weeks, -1, -1):
            day = (today - dt.timedelta(weeks=week)).isoformat()
            moment = f"{day}T06:00:00+00:00"
            fields = {"source": name, "started": moment, "ended": moment, "as_of": day, "status": "good"}
            yield Run.model_validate({**fields, "kept": 1, "new": 1})


def write(folder: Path, count: int, seed: int = SEED, *, today: dt.date = TODAY) -> None:
    """A folder of ``count`` invented ads, of their sources and of the runs of each, for ``--collected``."""
    known = words()
    store = Store(folder)
    ads = [JobAd.model_validate(fields) for fields in records(known, draw(known, count, seed), today)]
    store.write("ads", {ad.id: ad for ad in ads})
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for run in runs(today):
        store.add_run(run)
    for name in SOURCES:
        (folder / "sources" / f"{name}.yml").write_text(
            f"title: Le site {name}\npublisher: {name.capitalize()}\nsite: https://exemple.fr/\nlicence: inconnu\n"
            "adapter: sitemap\nfrequency: jour\npersonal_data: Aucune.\nassumed: Inventé.\n"
            "expect: {min: 1, max: 2000000}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
