"""Experience, education, remote work, hours, age, employer: our gold texts against what the extractors read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from scraper.extract.conditions.age import read_age_wording, read_declared_age, read_declared_experience
from scraper.extract.conditions.education import read_education
from scraper.extract.conditions.employer import read_employer, read_sector
from scraper.extract.conditions.experience import read_experience
from scraper.extract.conditions.hours import read_hours
from scraper.extract.conditions.remote import read_remote
from scraper.extract.found import Found

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "conditions.yml"
Case = dict[str, Any]
#: What was read and what was expected, in one shape.
Pair = tuple[Any, Any]


def scores() -> list[Score]:
    """One score for each condition; a text is right when everything read is, and nothing is read where nothing is."""
    gold: dict[str, list[Case]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    return [_score(label, gold[name], compare) for name, (label, compare) in _COMPARE.items()]


def score() -> Score:
    """All the conditions as one score, with a measure for each."""
    each = scores()
    measures = {one.extractor: one.measures["exactitude"] for one in each}
    return Score("conditions", sum(one.n for one in each), measures, [line for one in each for line in one.failures])


def _score(label: str, cases: list[Case], compare: Callable[[Case], Pair]) -> Score:
    failures, invented = [], 0
    for case in cases:
        got, wanted = compare(case)
        if got != wanted:
            failures.append(f"{case['text']!r} : lu {got}, attendu {wanted}")
            invented += wanted is None
    nothing = sum("nothing" in case for case in cases)
    measures = {"exactitude": 1 - len(failures) / len(cases), "textes muets laissés vides": 1 - invented / nothing}
    return Score(label, len(cases), measures, failures)


def _value(found: Found[Any] | None) -> Any:
    return found.value if found else None


def _pair(case: Case, got: tuple[Any, ...] | None, wanted: tuple[Any, ...]) -> Pair:
    return got, None if "nothing" in case and not case.get("flags") else wanted


def _experience(case: Case) -> Pair:
    value = _value(read_experience(case["text"]))
    got = value and ([value.min_years, value.max_years], value.beginner, value.level)
    return _pair(case, got, (case.get("years", [None, None]), case.get("beginner", False), case.get("level")))


def _education(case: Case) -> Pair:
    found = read_education(case["text"])
    value = _value(found)
    got = value and (
        [value.bac_min, value.bac_max],
        value.level if value.bac_min is None else None,
        value.self_taught,
        value.no_diploma,
        list(found.flags) if found else [],
    )
    wanted = (
        case.get("bac", [None, None]),
        case.get("rncp"),
        case.get("self_taught", False),
        case.get("no_diploma", False),
        case.get("flags", []),
    )
    return _pair(case, got, wanted)


def _remote(case: Case) -> Pair:
    value = _value(read_remote(case["text"]))
    got = value and (value.kind, [value.min_days, value.max_days])
    return _pair(case, got, (case.get("remote"), case.get("days", [None, None])))


def _hours(case: Case) -> Pair:
    value = _value(read_hours(case["text"]))
    return _pair(case, value and ([value.low, value.high],), (case.get("hours"),))


def _age_wording(case: Case) -> Pair:
    found = read_age_wording(case["text"])
    return _pair(case, ({one.value for one in found},) if found else None, ({case.get("kind")},))


def _declared_age(case: Case) -> Pair:
    found = read_declared_age(case["text"])
    return _pair(case, (float(found.value),) if found else None, (case.get("years"),))


def _declared_experience(case: Case) -> Pair:
    found = read_declared_experience(case["text"])
    return _pair(case, (found.value,) if found else None, (case.get("years"),))


def _employer(case: Case) -> Pair:
    found = read_employer(case["text"])
    value = _value(found)
    got = value and (value.kind, [value.size_min, value.size_max], list(found.flags) if found else [])
    return _pair(case, got, (case.get("kind"), case.get("size", [None, None]), case.get("flags", [])))


def _sector(case: Case) -> Pair:
    found = read_sector(case["text"])
    return _pair(case, (found.value,) if found else None, (case.get("sector"),))


_COMPARE: dict[str, tuple[str, Callable[[Case], Pair]]] = {
    "experience": ("expérience", _experience),
    "education": ("niveau d’études", _education),
    "remote": ("télétravail", _remote),
    "hours": ("heures par semaine", _hours),
    "age_wording": ("mentions d’âge", _age_wording),
    "declared_age": ("âge déclaré", _declared_age),
    "declared_experience": ("expérience déclarée", _declared_experience),
    "employer": ("employeur", _employer),
    "sector": ("secteur", _sector),
}
