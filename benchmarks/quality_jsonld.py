"""JobPostings read from the gold pages against the facts written beside each."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from benchmarks.quality import Score
from scraper.extract.jsonld import read_postings

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "jsonld"
BLIND = GOLD.parent / "blind" / "jsonld"


def score(golds: tuple[Path, ...] = (GOLD, BLIND)) -> Score:
    """Pages wholly right, and facts right among those written or read."""
    pages = [page for gold in golds for page in sorted(gold.glob("*.html"))]
    right_pages = right = total = crashes = 0
    failures: list[str] = []
    for page in pages:
        expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        try:
            found = [_facts(posting) for posting in read_postings(page.read_bytes())]
        except Exception as error:
            crashes += 1
            failures.append(f"{page.stem} : {type(error).__name__}")
            found = []
        misses = list(_compare(expected, found))
        facts = sum(
            len(expected_one.keys() | found_one.keys()) for expected_one, found_one in _pairs(expected, found)
        )
        total += facts
        right += facts - len(misses)
        right_pages += not misses
        failures += [f"{page.stem} : {miss}" for miss in misses]
    measures = {
        "pages exactes": right_pages / len(pages),
        "faits exacts": right / total,
        "pages lues sans erreur": 1 - crashes / len(pages),
    }
    return Score("JSON-LD", len(pages), measures, failures)


def _facts(posting: Any) -> dict[str, Any]:
    """A posting as JSON holds it, what is absent left out."""
    return json.loads(json.dumps(_pruned(dataclasses.asdict(posting))))


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _pruned(child) for key, child in value.items() if child not in (None, (), False)}
    return [_pruned(child) for child in value] if isinstance(value, (list, tuple)) else value


def _pairs(
    expected: list[dict[str, Any]], found: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    longest = max(len(expected), len(found))
    return list(zip(expected + [{}] * (longest - len(expected)), found + [{}] * (longest - len(found)), strict=True))


def _compare(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    return [
        f"{key} : attendu {wanted.get(key)!r}, lu {read.get(key)!r}"
        for wanted, read in _pairs(expected, found)
        for key in sorted(wanted.keys() | read.keys())
        if wanted.get(key) != read.get(key)
    ]
