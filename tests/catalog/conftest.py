"""A small catalog on disk, and what is found wrong in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.load import load_catalog

TODAY = dt.date(2026, 11, 22)

RESOURCE = """\
title: Répondre vite
url: https://exemple.fr/repondre
publisher: Exemple
published: 2012-05-09
kind: article
summary: Un texte.
topics: [moderation]
"""

METRICS = """\
part-femmes:
  label: Part de femmes
  definition: Part de femmes parmi les personnes interrogées.
  unit: "%"
  kind: part
part-contrat:
  label: Contrat
  definition: Part de chaque contrat.
  unit: "%"
  kind: part
  dimensions: [contrat]
"""

TOPICS = """\
moderation:
  label: Modération
  description: Tenir une discussion.
salaires:
  label: Salaires
  description: Ce que l’on gagne.
"""

Check = Callable[..., list[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with its two registries and nothing else."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "metrics.yml").write_text(METRICS, "utf-8")
    (folder / "topics.yml").write_text(TOPICS, "utf-8")
    return folder


@pytest.fixture
def check(data: Path) -> Check:
    """Write ``{"resources/x": text}`` and give the problems of the whole, as printed."""

    def run(entries: dict[str, str | bytes]) -> list[str]:
        for name, text in entries.items():
            path = data / f"{name}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [str(problem) for problem in load_catalog(data, TODAY).problems]

    return run
