"""Pay read in the gold texts, against what a careful reader would note."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from scraper.extract.found import Found
from scraper.extract.pay import Pay, read_pays

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "pay.yml"


def score(gold: Path = GOLD) -> Score:
    """``exactitude``: every field as noted. ``montants inventés``: share of the texts where an amount was made up."""
    cases = yaml.safe_load(gold.read_text(encoding="utf-8"))
    failures: list[str] = []
    invented: list[str] = []
    for case in cases:
        found = read_pays(case["t"])
        expected, got = _expected(case), [_facts(item) for item in found]
        missing = set(case.get("flags", ())) - set(found[0].flags if found else ())
        if got != expected or missing:
            failures.append(f"{case['t']!r} : attendu {expected} {sorted(missing)}, lu {got}")
        if _sums(got) - _sums(expected):
            invented.append(case["t"])
    return Score(
        "salaire",
        len(cases),
        {"exactitude": 1 - len(failures) / len(cases), "montants inventés": len(invented) / len(cases)},
        failures,
    )


def _expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    facts = {
        key: value
        for key, value in case.items()
        if key in ("a", "cur", "unit", "basis", "months", "smic", "terms", "bonus")
    }
    if "terms" in facts:
        facts["terms"] = sorted(facts["terms"])
    return [facts, *case.get("others", ())] if facts else []


def _facts(found: Found[Pay]) -> dict[str, Any]:
    """A pay in the words of the gold file, empty fields left out."""
    pay = found.value
    bonus = pay.bonus and (
        True if pay.bonus.min is None and pay.bonus.max is None else [pay.bonus.min, pay.bonus.max]
    )
    facts = {
        "a": [pay.min, pay.max] if pay.min is not None or pay.max is not None else None,
        "cur": pay.currency,
        "unit": pay.unit,
        "basis": pay.basis,
        "months": pay.months,
        "smic": [pay.smic_min, pay.smic_max] if pay.smic_min is not None or pay.smic_max is not None else None,
        "terms": sorted(pay.terms) or None,
        "bonus": bonus,
    }
    return {key: value for key, value in facts.items() if value is not None}


def _sums(pays: list[dict[str, Any]]) -> set[float]:
    """Every amount claimed, shares of the minimum wage included."""
    lists = [pay[key] for pay in pays for key in ("a", "bonus", "smic") if isinstance(pay.get(key), list)]
    return {float(value) for values in lists for value in values if value is not None}
