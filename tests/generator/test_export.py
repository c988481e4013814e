from __future__ import annotations

import subprocess
import sys

import pytest

from generator.export import EXPORT_MARK, export_tree, without_template
from generator.page import Page
from generator.replacing import ForeignFolder

PAGES = [
    Page(
        "interviews/herve-kabla/index.md",
        "---\ntitle: Hervé Kabla\n---\n# Hervé Kabla\n\n[Accueil](../../index.md)\n",
        None,
    ),
    Page("donnees/table.json", '{"âge": 28}\n', None),
]


@pytest.fixture
def docs(project):
    project.write(
        "docs/index.md",
        "---\ntitle: Accueil\ntemplate: accueil.html\n---\n[Hervé](interviews/herve-kabla/index.md)\n",
    )
    project.write("docs/assets/css/base.css", "p {}\n")
    project.write("docs/overrides/main.html", "{% block content %}")
    project.write("docs/decisions/0001.md", "# Pour nous\n")
    project.write("docs/.cache", "")
    return project.root / "docs"


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_export_holds_written_and_made_pages_and_no_theme(docs, tmp_path):
    target = tmp_path / "sortie/arbre"
    written = ["assets/css/base.css", "donnees/table.json", "index.md", "interviews/herve-kabla/index.md"]
    assert export_tree(docs, PAGES, target) == len(written)
    assert files(target) == [EXPORT_MARK, *written]
    assert (target / "interviews/herve-kabla/index.md").read_bytes() == PAGES[0].text.encode()


def test_an_export_replaces_an_export_and_nothing_else(docs, tmp_path):
    target = tmp_path / "arbre"
    export_tree(docs, PAGES, target)
    export_tree(docs, PAGES[:1], target)
    assert not (target / "donnees").exists()

    mine = tmp_path / "mes-documents"
    mine.mkdir()
    (mine / "these.md").write_text("trois ans de travail")
    with pytest.raises(ForeignFolder):
        export_tree(docs, PAGES, mine)
    assert files(mine) == ["these.md"]
    export_tree(docs, PAGES, mine, force=True)
    assert "these.md" not in files(mine)


def test_a_page_that_hides_a_written_one_leaves_the_previous_export(docs, tmp_path, contents):
    target = tmp_path / "arbre"
    export_tree(docs, PAGES, target)
    before = contents(target)
    with pytest.raises(ValueError, match="existe deux fois"):
        export_tree(docs, [*PAGES, Page("index.md", "# Autre\n", None)], target)
    assert contents(target) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\ntemplate: x.html\n---\nCorps\n", "---\ntitle: A\n---\nCorps\n"),
        ("---\ntitle: A\n---\ntemplate: dans le texte\n", "---\ntitle: A\n---\ntemplate: dans le texte\n"),
        ("template: dans le texte\n\n---\n", "template: dans le texte\n\n---\n"),
        ("---\ntitle: |\n  template: cité\n---\n", "---\ntitle: |\n  template: cité\n---\n"),
    ],
)
def test_only_the_front_matter_loses_its_template(text, expected):
    assert without_template(text) == expected


@pytest.mark.slow
def test_another_engine_builds_the_export(docs, project):
    export_tree(docs, PAGES, project.root / "arbre")
    project.write(
        "properdocs.yml",
        "site_name: Essai\ndocs_dir: arbre\nsite_dir: autre\ntheme: {name: null, custom_dir: theme}\n",
    )
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "properdocs.yml"],
        cwd=project.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    html = (project.root / "autre/index.html").read_text(encoding="utf-8")
    assert '<a href="interviews/herve-kabla/">Hervé</a>' in html
    assert not (project.root / "autre" / EXPORT_MARK).exists()
