"""``metier check`` looks at adapters and parameters, where what collects is installed, and says so where it is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from metier import main
from tests.catalog.test_keys import SOURCE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sources = tmp_path / "data" / "sources"
    sources.mkdir(parents=True)
    for name in ("metrics", "topics"):
        (tmp_path / "data" / f"{name}.yml").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    return sources


def check(folder: Path, old: str = "", new: str = "", *paths: str) -> Result:
    assert old in SOURCE
    (folder / "flux.yml").write_text(SOURCE.replace(old, new, 1), "utf-8")
    return CliRunner().invoke(main, ["check", *paths])


def test_a_source_that_can_run_is_sound(folder: Path) -> None:
    result = check(folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Aucune erreur.\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("adapter: flux", "adapter: flus", "5:10: adaptateur « flus » inconnu ; vouliez-vous dire « flux » ? ; il y a : "),
        ("flux\nfrequency", "flux\n  mod: x\nfrequency", "9:3: champ « mod » inconnu ; vouliez-vous dire « mode » ?"),
        ("flux\nfrequency", "flux\n  days: 0\nfrequency", "9:9: champ « days » : doit être au moins 1"),
        ("https://exemple.fr/flux", "exemple.fr/flux", "8:5: champ « feeds » : l’adresse doit commencer par http"),
        ("  feeds:\n  - https://exemple.fr/flux\n", "  days: 3\n", "7:3: champ « feeds » obligatoire"),
        ("parameters:\n  feeds:\n  - https://exemple.fr/flux\n", "", "1:1: champ « feeds » obligatoire"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(folder: Path, old: str, new: str, told: str) -> None:
    result = check(folder, old, new)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"data/sources/flux.yml:{told}")


def test_the_known_adapters_are_listed(folder: Path) -> None:
    told = check(folder, "adapter: flux", "adapter: rien").stdout
    assert "adzuna, arbeitnow, ashby, flux, " in told


def test_a_source_kept_elsewhere_is_checked_too(folder: Path) -> None:
    result = check(folder, "adapter: flux", "adapter: flus", "data/sources/flux.yml")
    assert "5:10: adaptateur « flus » inconnu" in result.stdout


def test_without_what_collects_it_says_that_nobody_looked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "scraper.check", raising=False)
    monkeypatch.delitem(sys.modules, "scraper.sources", raising=False)
    monkeypatch.setitem(sys.modules, "scrapy.spiderloader", None)
    result = check(folder, "adapter: flux", "adapter: flus")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Adaptateurs et paramètres des sources non vérifiés (scrapy.spiderloader manque) : pip install -e '.[collect]'",
        "Aucune erreur.",
    ]
