"""Dates read in the gold texts, precision and flags included."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml

from benchmarks.quality import Score
from scraper.extract.dates import read_date, read_start_date

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "dates.yml"
TODAY = dt.date(2026, 10, 3)


def score(gold: Path = GOLD) -> Score:
    """``exactitude``: date and flags as noted. ``dates inventées``: share of texts where one was made up."""
    cases = yaml.safe_load(gold.read_text(encoding="utf-8"))
    failures: list[str] = []
    invented = 0
    for section, read in (("published", read_date), ("starts", read_start_date)):
        for case in cases[section]:
            today = dt.date.fromisoformat(case["today"]) if "today" in case else TODAY
            found = read(case["t"], today=today)
            got = str(found.value) if found else None
            missing = set(case.get("flags", ())) - set(found.flags if found else ())
            if got != case.get("d") or missing:
                failures.append(f"{case['t']!r} : attendu {case.get('d')} {sorted(missing)}, lu {got}")
            invented += bool(found) and "d" not in case
    n = sum(map(len, cases.values()))
    return Score("dates", n, {"exactitude": 1 - len(failures) / n, "dates inventées": invented / n}, failures)
