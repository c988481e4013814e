"""``make quality``: score every extractor on the gold corpus and write the page that says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from benchmarks import (
    quality_conditions,
    quality_contract,
    quality_dates,
    quality_duplicates,
    quality_interviews,
    quality_jsonld,
    quality_pay,
    quality_places,
    quality_skills,
    quality_titles,
)
from benchmarks.quality import Score
from generator.markup import plain
from generator.numbers import french_number
from generator.site import typography

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "methode" / "qualite.md"
FIRST_TRIES = tuple(ROOT / "tests" / "gold" / name for name in ("first_try.yml", "interviews/first_try.yml"))

SCORES: tuple[Callable[[], Score], ...] = (
    quality_pay.score,
    quality_dates.score,
    quality_places.score,
    quality_contract.score,
    quality_conditions.score,
    quality_skills.score,
    quality_titles.score,
    quality_jsonld.score,
    quality_duplicates.score,
    quality_interviews.score,
)

HEAD = """\
---
title: Qualité de la lecture
description: Ce que les programmes du site lisent juste dans une annonce, mesuré sur des textes écrits pour cela.
---

# Qualité de la lecture

Des programmes lisent les annonces : salaire, date, lieu, contrat, compétences. Un autre reconnaît les entretiens
parmi les pages de la veille, et dit qui y répond. Voici ce qu’ils lisent juste, mesuré sur un corpus écrit par
nous dans les formes que prennent les vraies annonces. Cette page est produite par `make quality` ; un test échoue
quand elle n’est plus à jour.

Un corpus que l’on a sous les yeux finit par être trop bien lu. Le second tableau compte donc davantage : il donne le
premier essai sur des textes nouveaux, avant toute correction.

## Sur le corpus de référence
"""
FIRST = """
## Au premier essai, sur des textes nouveaux

Ces textes ont été écrits sans regarder les programmes, lus une seule fois, puis versés au corpus.
"""


def page(scores: list[Score], first_try: list[dict[str, Any]]) -> str:
    """The Markdown page: one row for each measure, then the first tries."""
    rows = ["| Lecture | Textes | Mesure | Résultat |", "|---|---:|---|---:|"]
    for score in scores:
        for index, (label, ratio) in enumerate(score.measures.items()):
            name, size = (
                (score.extractor[:1].upper() + score.extractor[1:], french_number(score.n))
                if index == 0
                else ("", "")
            )
            rows.append(f"| {name} | {size} | {label} | {percent(ratio)} |")
    tries = ["| Lecture | Textes | Mesure | Résultat | Date |", "|---|---:|---|---:|---|"]
    for item in first_try:
        cells = (plain(item["reading"]), item["n"], plain(item["measure"]), percent(item["ratio"]), item["date"])
        tries.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return typography("\n".join([HEAD, *rows, FIRST, *tries, ""]))


def percent(ratio: float) -> str:
    """A ratio as a percentage, cut (never rounded up) to one decimal."""
    return f"{french_number(int(ratio * 1000 + 1e-6) / 10)}\u00a0%"


def current_page() -> tuple[str, list[Score]]:
    """The page as it should stand now, and the scores it tells."""
    scores = [measure() for measure in SCORES]
    tries = [line for file in FIRST_TRIES for line in yaml.safe_load(file.read_text("utf-8"))]
    return page(scores, tries), scores


def main() -> None:
    """Write the page; with ``-v``, print each failure."""
    text, scores = current_page()
    PAGE.write_text(text, "utf-8")
    for score in scores:
        sys.stdout.write(f"{score.extractor}: {score.n} texts, {score.measures}\n")
        if "-v" in sys.argv:
            sys.stdout.write("".join(f"  {failure}\n" for failure in score.failures))


if __name__ == "__main__":
    main()
