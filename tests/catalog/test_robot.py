"""A robot says who it is: that of its own checkout, never of the one it was copied from."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.robot import robot

PROJECT = '[project]\nname = "metier-veto"\nversion = "3.2"\n'


@pytest.mark.parametrize(
    "site", ["https://veto.example/base/", "https://veto.example/base", '"https://veto.example/base/" # ici']
)
def test_a_fork_asks_in_its_own_name(tmp_path: Path, site: str) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Véto\nsite_url: {site}\ntheme: !ENV x\n", "utf-8")
    assert robot(tmp_path).user_agent == "metier-veto/3.2 (+https://veto.example/base/sources/)"


@pytest.mark.parametrize("config", ["site_name: Véto\n", "site_url:\n", "site_url: ''\n# https://veto.example/\n"])
def test_without_an_address_it_asks_nothing(tmp_path: Path, config: str) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    with pytest.raises(ValueError, match="« site_url » manque"):
        robot(tmp_path)
