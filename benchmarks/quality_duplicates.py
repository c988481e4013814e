"""Duplicates: the gold ads grouped, then pair by pair within a family (``tests/gold/``, ``tests/gold/blind/``)."""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from benchmarks.quality import Score
from scraper.extract.duplicates import Ad, group
from scraper.extract.fingerprint import fingerprint

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "duplicates.yml"
BLIND = GOLD.parent / "blind" / "duplicates.yml"


def score(golds: tuple[Path, ...] = (GOLD, BLIND)) -> Score:
    """Precision: of the pairs put together, those that are one ad. Recall: of the latter, those put together."""
    blocks: dict[str, str] = {}
    entries: list[dict[str, Any]] = []
    for gold in golds:
        data = yaml.safe_load(gold.read_text(encoding="utf-8"))
        blocks |= data["blocks"]
        entries += data["ads"]
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        families[entry["family"]].append(entry)
    groups = group(to_ad(entry, blocks) for entry in entries)
    where = {ad.id: found.id for found in groups for ad in found.ads}
    pairs = [pair for family in families.values() for pair in itertools.combinations(family, 2)]
    counts = {(same, together): 0 for same in (True, False) for together in (True, False)}
    failures = []
    for a, b in pairs:
        same, together = a["job"] == b["job"], where[a["id"]] == where[b["id"]]
        counts[same, together] += 1
        if same != together:
            failures.append(f"{a['id']} et {b['id']} : {'à réunir' if same else 'à séparer'}")
    measures = {
        "précision": counts[True, True] / (counts[True, True] + counts[False, True]),
        "rappel": counts[True, True] / (counts[True, True] + counts[True, False]),
    }
    return Score("doublons", len(pairs), measures, failures)


def to_ad(entry: dict[str, Any], blocks: dict[str, str]) -> Ad:
    """An ad of the gold file, its text made of its blocks."""
    text = "\n".join(blocks[name] for name in entry["blocks"])
    for name, word in entry.get("with", {}).items():
        text = text.replace(f"{{{name}}}", str(word))
    text = text[: entry.get("cut", len(text))]
    if entry.get("flat"):
        text = " ".join(text.split())
    return Ad(
        id=entry["id"],
        source=entry["source"],
        url=f"https://{entry['source']}.example/{entry['id']}",
        title=entry["title"],
        employer=entry["employer"],
        places=tuple(entry["places"]),
        date=entry["date"],
        fingerprint=fingerprint(text),
    )
