"""Contracts: our gold texts against what the extractor reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from scraper.extract.contract import read_contract

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "contracts.yml"


def score() -> Score:
    """A text is right when the contract, its length, the working time and the other contracts all are."""
    cases: list[dict[str, Any]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    failures, kinds = [], 0
    for case in cases:
        found = read_contract(case.get("title"), case.get("field"), case.get("text"))
        contract = found.value if found else None
        got = (
            contract
            and (contract.kind, contract.months and list(contract.months), contract.part_time, list(contract.others))
        )  # fmt: skip
        wanted = None
        if not case.get("nothing"):
            wanted = (case["kind"], case.get("months"), case.get("part_time"), case.get("others", []))
        kinds += (got and got[0]) == (wanted and wanted[0])
        missing = set(case.get("flags", ())) - set(found.flags if found else ())
        if got != wanted or missing:
            said = " | ".join(case.get(name, "") for name in ("title", "field", "text"))
            failures.append(f"{said!r} : lu {got}, attendu {wanted} {sorted(missing)}")
    right = len(cases) - len(failures)
    return Score(
        "contrats", len(cases), {"exactitude": right / len(cases), "nature du contrat": kinds / len(cases)}, failures
    )
