"""The names of régions and départements, by INSEE code (``data/geography``, whose README says where they come from)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Territory:
    """``regions`` and ``departements`` give names by code; ``region_of`` the région of a département."""

    regions: dict[str, str] = field(default_factory=dict)
    departements: dict[str, str] = field(default_factory=dict)
    region_of: dict[str, str] = field(default_factory=dict)


def load_territory(folder: Path) -> Territory:
    """Read ``folder`` (``data/geography``); without it no code has a name. OSError when a file is unreadable."""
    if not folder.is_dir():
        return Territory()
    regions = {row[0]: row[1] for row in _rows(folder / "regions.tsv")}
    departements = list(_rows(folder / "departements.tsv"))
    return Territory(
        regions,
        {row[0]: row[1] for row in departements},
        {row[0]: row[2] for row in departements if len(row) > 2 and row[2]},
    )


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.replace("'", "’").split("\t") for line in lines if "\t" in line]
