"""``[[table:…]]`` in a question or a page: told where it stands when no table holds it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from catalog.catalog import Catalog
from catalog.load import load_catalog
from catalog.references import Cell, resolve
from generator.tables.called import cell_problem, page_problems, question_problems

QUESTION = """\
title: Combien d’annonces ?
answer: >-
  En Bretagne, {reference} annonces.
limits: Un seul relevé.
topics: [recrutement]
"""


def test_a_cell_is_named_by_its_table_its_row_and_its_column() -> None:
    target = resolve(Catalog(), "table:annonces-par-mois#2026-10.apec.n")
    assert target.cell == Cell("annonces-par-mois", "2026-10.apec", "n")
    assert target.problem is None


@pytest.mark.parametrize("written", ["table:annonces-par-region", "table:annonces-par-region#53", "table:#53.n"])
def test_what_is_no_cell_is_told_how_to_write_one(written: str) -> None:
    assert "[[table:nom#ligne.colonne]]" in (resolve(Catalog(), written).problem or "")


def test_a_table_or_a_column_that_does_not_exist_is_told_with_a_near_name() -> None:
    assert "annonces-par-region" in (cell_problem(Cell("annonces-par-regions", "53", "n")) or "")
    assert "« shar »" in (cell_problem(Cell("annonces-par-region", "53", "shar")) or "")
    assert cell_problem(Cell("annonces-par-region", "53", "share")) is None


def test_a_row_may_be_missing_since_data_change() -> None:
    assert cell_problem(Cell("annonces-par-region", "99", "n")) is None


def test_a_question_is_told_the_line_of_its_call(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "questions"
    folder.mkdir(parents=True)
    (tmp_path / "data" / "topics.yml").write_text("recrutement: {label: Recrutement, description: Trouver.}\n")
    text = QUESTION.format(reference="[[table:annonces-par-region#53.nn]]")
    (folder / "combien.yml").write_text(text, encoding="utf-8")
    loaded = load_catalog(tmp_path / "data", dt.date(2026, 11, 25))
    assert not loaded.problems
    (problem,) = question_problems(loaded)
    assert (problem.path, problem.line) == ("data/questions/combien.yml", 3)
    assert "n’a pas de colonne « nn »" in problem.message


def test_a_page_is_told_the_line_of_its_call() -> None:
    (problem,) = page_problems(Catalog(), "# Titre\n\nOn compte [[table:rien#a.n]].\n", "docs/a.md")
    assert (problem.line, problem.code) == (3, "unknown_reference")
