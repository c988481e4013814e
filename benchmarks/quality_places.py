"""Places: our gold texts against what the extractor reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from catalog.models.collected import Place
from scraper.extract.geography import geography
from scraper.extract.places import read_places

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "places.yml"


def score() -> Score:
    """A text is right when every place is, to the finest level, in order, and no more, with the flags expected."""
    cases: list[dict[str, Any]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    failures, invented = [], 0
    for case in cases:
        found = read_places(case["text"])
        got = [_facts(place.value) for place in found]
        flags = {flag for place in found for flag in place.flags}
        missing = set(case.get("flags", ())) - flags
        invented += bool(found) and not case["places"]
        if got != [_expected(place) for place in case["places"]] or missing:
            failures.append(
                f"{case['text']!r} : lu {got} {sorted(flags)}, attendu {case['places']} {sorted(missing)}"
            )
    right = len(cases) - len(failures)
    nothing = sum(not case["places"] for case in cases)
    return Score(
        "lieux",
        len(cases),
        {"exactitude": right / len(cases), "textes sans lieu laissés vides": 1 - invented / nothing},
        failures,
    )


def _expected(place: dict[str, str]) -> tuple[str | None, ...]:
    if code := place.get("insee"):
        number = code[:3] if code.startswith(("97", "98")) else code[:2]
        departement = geography().departement(number)
        return "FR", departement and departement.region, number, code
    if number := place.get("departement"):
        departement = geography().departement(number)
        return "FR", departement and departement.region, number, None
    if region := place.get("region"):
        return "FR", region, None, None
    if place.get("remote"):
        return None, None, None, None
    return place.get("country"), None, None, place.get("city")


def _facts(place: Place) -> tuple[str | None, ...]:
    return place.country, place.region_code, place.departement_code, place.commune_code or place.commune
