"""How well job titles are read: first lines of the whole ads, and titles alone (``tests/gold/blind/titles.yml``)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from benchmarks.quality import Score
from benchmarks.quality_skills import BLIND, GOLD, ROOT, gold_ads
from catalog.load import load_catalog
from scraper.extract.titles import TitleReader

TITLES = BLIND.with_name("titles.yml")


def score() -> Score:
    """A title is exact when both its name and its level are."""
    reader = TitleReader(load_catalog(ROOT / "data", dt.date.max).catalog.titles.values())
    failures: list[str] = []
    cases = _cases()
    for texts, wanted in cases:
        found = next((found for text in texts if (found := reader.read(text))), None)
        read = (found.value.title, found.value.level) if found else (None, None)
        if read != wanted:
            failures.append(f"{texts[0]} : {read} au lieu de {wanted}")
    return Score("intitulés", len(cases), {"exactitude": 1 - len(failures) / len(cases)}, failures)


def _cases() -> list[tuple[list[str], tuple[str | None, str | None]]]:
    """A title, or the first two lines of an ad (the second for when the first names no job), and what it says."""
    alone: list[dict[str, Any]] = yaml.safe_load(TITLES.read_text(encoding="utf-8"))
    cases = [([case["text"]], (case["id"], case["level"])) for case in alone]
    for ad in gold_ads(GOLD) + gold_ads(BLIND):
        wanted = ad["title"] or {"id": None, "level": None}
        lines = [line for line in ad["text"].splitlines() if line.strip()]
        cases.append((lines[:2], (wanted["id"], wanted["level"])))
    return cases
