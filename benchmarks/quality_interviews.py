"""How well interviews are recognised and read on whole pages (``tests/gold/interviews``): questions, who, when."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from benchmarks.quality import Score
from benchmarks.quality_skills import ROOT
from catalog.load import load_catalog
from scraper.extract.article import read_article
from scraper.extract.interview import Interview, read_interview
from scraper.extract.skills import SkillMatcher

PAGES = ROOT / "tests" / "gold" / "interviews"
TODAY = dt.date(2026, 11, 25)
FIELDS = ("interviewee", "role", "employer", "date", "questions")


def score(folder: Path = PAGES) -> Score:
    """Precision and recall of the recognition; of the interviews recognised, the fields that are exact.

    A field that the page does not tell counts too: it must be None. ``champs inventés`` are values where the page
    says another one or none.
    """
    skills = SkillMatcher(load_catalog(ROOT / "data", dt.date.max).catalog.skills.values())
    failures: list[str] = []
    found = wanted = right = exact = fields = invented = 0
    pages = sorted(folder.glob("*.html"))
    for page in pages:
        expected: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
        article = read_article(page.read_text("utf-8"), today=TODAY)
        interview = read_interview(article, skills) if article else None
        wanted += expected["interview"]
        found += interview is not None
        right += expected["interview"] and interview is not None
        if expected["interview"] != (interview is not None):
            failures.append(f"{page.stem} : {'non reconnu' if interview is None else 'pris pour un entretien'}")
        elif interview:
            for name, value in _facts(interview).items():
                fields += 1
                exact += value == expected[name]
                if value != expected[name]:
                    invented += value is not None
                    failures.append(f"{page.stem} : {name} {value!r} au lieu de {expected[name]!r}")
    measures = {
        "précision": right / found if found else 0.0,
        "rappel": right / wanted if wanted else 0.0,
        "champs exacts": exact / fields if fields else 0.0,
        "champs inventés": invented / fields if fields else 0.0,
    }
    return Score("entretiens", len(pages), measures, failures)


def _facts(interview: Interview) -> dict[str, Any]:
    return {
        "interviewee": interview.interviewee,
        "role": interview.role,
        "employer": interview.employer,
        "date": str(interview.date) if interview.date else None,
        "questions": len(interview.questions),
    }
