"""How well skills are read in whole ads: ``ads.yml`` of ``tests/gold/`` and of ``tests/gold/blind/``.

The latter was written without having seen the reader.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from catalog.load import load_catalog
from scraper.extract.skills import SkillAsked, SkillMatcher, skills_asked

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "ads.yml"
BLIND = ROOT / "tests" / "gold" / "blind" / "ads.yml"


def gold_ads(gold: Path = GOLD) -> list[dict[str, Any]]:
    ads: list[dict[str, Any]] = yaml.safe_load(gold.read_text(encoding="utf-8"))
    return ads


def marked(ad: dict[str, Any]) -> dict[str, SkillAsked]:
    """The skills a reader marked in ``ad``, by id."""
    kinds = {"required": ("required", False), "optional": ("optional", False), "negated": (None, True)}
    found: dict[str, SkillAsked] = {}
    for kind, ids in ad["skills"].items():
        requirement, negated = kinds.get(kind, (None, False))
        for skill in ids:
            found[skill] = SkillAsked(skill, requirement, negated)
    return found


def score(golds: tuple[Path, ...] = (GOLD, BLIND)) -> Score:
    """F1 over (ad, skill) pairs; then, on pairs both saw, whether what is asked of the skill is read alike."""
    matcher = SkillMatcher(load_catalog(ROOT / "data", dt.date.max).catalog.skills.values())
    right = wrong = missed = alike = 0
    failures: list[str] = []
    ads = [ad for gold in golds for ad in gold_ads(gold)]
    for ad in ads:
        expected = marked(ad)
        mentions = matcher.find(ad["text"])
        found = {asked.skill: asked for asked in skills_asked(mentions)}
        for skill in sorted(found.keys() - expected.keys()):
            wrong += 1
            words = [ad["text"][m.start : m.end] for m in mentions if m.value.skill == skill]
            failures.append(f"{ad['id']} : {skill} lu à tort dans « {words[0]} »")
        for skill in sorted(expected.keys() - found.keys()):
            missed += 1
            failures.append(f"{ad['id']} : {skill} non lu")
        for skill in sorted(expected.keys() & found.keys()):
            right += 1
            if found[skill] == expected[skill]:
                alike += 1
            else:
                failures.append(f"{ad['id']} : {skill}, {_said(found[skill])} au lieu de {_said(expected[skill])}")
    precision, recall = right / (right + wrong), right / (right + missed)
    measures = {
        "précision": precision,
        "rappel": recall,
        "F1": 2 * precision * recall / (precision + recall),
        "exigence bien lue": alike / right,
    }
    return Score("Compétences", len(ads), measures, failures)


def _said(asked: SkillAsked) -> str:
    if asked.negated:
        return "non demandé"
    return {"required": "exigé", "optional": "un plus", None: "sans précision"}[asked.requirement]


if __name__ == "__main__":
    result = score()
    for failure in result.failures:
        print(failure)
    print(result.n, result.measures)
