"""The texts that entries were read from: kept outside the repository, as they are not ours to publish."""

from __future__ import annotations

from pathlib import Path


def read_sources(folder: Path) -> dict[str, str]:
    """The texts of ``folder``, one ``<id>.txt`` an entry, by id; an ill-encoded character loses only its word."""
    return {path.stem: path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))}
