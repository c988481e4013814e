"""Derive the reference table of French places in ``data/geography/`` from Etalab's administrative division.

Run by a maintainer, once a year, when the Code officiel géographique changes::

    npm pack @etalab/decoupage-administratif@6
    tar xzf etalab-decoupage-administratif-6.*.tgz
    python -m scraper.derive_geography package/data data/geography

The data are under the Licence Ouverte (the package's code, which is not used, is MIT). Only what the reader of
places needs is kept: communes in force, arrondissements of Paris, Lyon and Marseille, names of former communes,
départements, régions. ``abroad.tsv``, ``countries.tsv`` and ``zones.tsv`` are written by hand and left alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

#: Collectivities over the sea have no INSEE région: their own code stands for a département.
_REGION_CODE_LENGTH = 2


def derive(source: Path, target: Path) -> dict[str, int]:
    """Read the package's JSON files in ``source``, write four TSV files in ``target``; lines written by file name."""
    communes = _load(source / "communes.json")
    tables = {
        "communes.tsv": sorted(_current(row) for row in communes if row["type"] in _IN_FORCE),
        "former.tsv": sorted(_former(communes)),
        "departements.tsv": sorted(_departement(row) for row in _load(source / "departements.json")),
        "regions.tsv": sorted(
            f"{row['code']}\t{row['nom']}"
            for row in _load(source / "regions.json")
            if len(row["code"]) == _REGION_CODE_LENGTH
        ),
    }
    for name, lines in tables.items():
        (target / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {name: len(lines) for name, lines in tables.items()}


_IN_FORCE = ("commune-actuelle", "arrondissement-municipal")


def _load(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def _current(row: dict[str, Any]) -> str:
    """``code, name, population, postal codes``: the codes without the département, which the INSEE code begins with.

    A postal code of another département than the commune's (some villages are served from next door) stays whole.
    """
    head = row["code"][:2]
    codes = " ".join(code[2:] if code.startswith(head) else code for code in row.get("codesPostaux", ()))
    return f"{row['code']}\t{row['nom']}\t{row.get('population', 0)}\t{codes}"


def _former(communes: list[dict[str, Any]]) -> set[str]:
    """``name, code of the commune that took it in``, where the name changed."""
    names = {row["code"]: row["nom"] for row in communes if row["type"] == "commune-actuelle"}
    return {
        f"{row['nom']}\t{row['chefLieu']}"
        for row in communes
        if row["type"] in ("commune-deleguee", "commune-associee") and names.get(row["chefLieu"]) != row["nom"]
    }


def _departement(row: dict[str, Any]) -> str:
    region = row["region"] if len(row["region"]) == _REGION_CODE_LENGTH else ""
    return f"{row['code']}\t{row['nom']}\t{region}"


if __name__ == "__main__":
    for written, count in derive(Path(sys.argv[1]), Path(sys.argv[2])).items():
        print(f"{written}: {count} lines")
