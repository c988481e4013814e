from __future__ import annotations

import json
import subprocess
import sys

import pytest

from generator.build import BuildFailed, export_site
from generator.export import EXPORT_MARK
from generator.front_matter import portable
from generator.replacing import ForeignFolder

WRITTEN = ["assets/css/base.css", "index.md"]
MADE = ["donnees/table.json", "interviews/herve-kabla/index.md", "interviews/index.md"]
#: It prints, as stock themes do, the front matter as it is.
BARE_THEME = """\
<!doctype html><title>{{ page.title }}</title><meta name="description" content="{{ page.meta.description }}">
{% for crumb in page.meta.crumbs %}<a href="{{ crumb.url }}">{{ crumb.title }}</a>{% endfor %}{{ page.meta.short }}
{% for item in nav %}{{ item }}{% endfor %}{{ page.content }}
"""


@pytest.fixture
def sources(project):
    project.write(
        "docs/index.md",
        "---\ntitle: Accueil\ntemplate: accueil.html\n---\n[Hervé](interviews/herve-kabla/index.md)\n",
    )
    project.write("docs/assets/css/base.css", "p {}\n")
    project.write("docs/overrides/main.html", "{% block content %}")
    project.write("docs/decisions/0001.md", "# Pour nous\n")
    project.write("docs/assets/.cache", "")
    return project


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_export_holds_written_and_made_pages_and_no_theme(sources):
    target = sources.root / "sortie/arbre"
    assert export_site(sources.config_file, target) == len(WRITTEN + MADE)
    assert files(target) == sorted([EXPORT_MARK, *WRITTEN, *MADE])
    entry = sources.root / "data/interviews/herve-kabla.yml"
    assert (target / "interviews/herve-kabla/index.md").read_bytes() == entry.read_bytes()


def test_an_export_replaces_an_export_and_nothing_else(sources):
    target = sources.root / "arbre"
    export_site(sources.config_file, target)
    (sources.root / "data/interviews/herve-kabla.yml").unlink()
    export_site(sources.config_file, target)
    assert not (target / "interviews/herve-kabla").exists()

    mine = sources.root / "mes-documents"
    sources.write("mes-documents/these.md", "trois ans de travail")
    with pytest.raises(ForeignFolder):
        export_site(sources.config_file, mine)
    assert files(mine) == ["these.md"]
    export_site(sources.config_file, mine, force=True)
    assert "these.md" not in files(mine)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("data/interviews/autre.yml", "FAUX", "data/interviews/autre.yml:1:1: mauvaise entrée [bad]"),
        *(
            (f"docs/{path}", "# La même", f"docs/{path} et la page produite « interviews/herve-kabla/index.md »")
            for path in ("interviews/herve-kabla/index.md", "interviews/herve-kabla.md")
        ),
        ("docs/donnees/table.json", "{}", "docs/donnees/table.json et la page produite « donnees/table.json »"),
        (
            "data/interviews/herve-kabla.autre.yml",
            "# La même",
            "(data/interviews/herve-kabla.yml) ont la même adresse",
        ),
    ],
)
def test_an_export_that_fails_leaves_the_previous_one(sources, contents, caplog, path, text, told):
    target = sources.root / "arbre"
    export_site(sources.config_file, target)
    before = contents(target)
    sources.write(path, text)
    with pytest.raises(BuildFailed):
        export_site(sources.config_file, target)
    assert contents(target) == before
    assert told in caplog.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\ntemplate: x.html\n---\nCorps\n", "---\ntitle: A\n---\nCorps\n"),
        ("---\ntitle: A\n---\ntemplate: dans le texte\n", "---\ntitle: A\n---\ntemplate: dans le texte\n"),
        ("template: dans le texte\n\n---\n", "template: dans le texte\n\n---\n"),
        ("---\ntitle: |\n  template: cité\n---\n", "---\ntitle: |\n  template: cité\n---\n"),
        ("---\r\ntemplate: x.html\r\n---\r\nCorps\r\n", "---\n---\r\nCorps\r\n"),
        ("---\nil y a: un: deux\n---\n<b>\n", "---\nil y a: un: deux\n---\n<b>\n"),
        ("---\n- <b>\n---\n", "---\n- <b>\n---\n"),
        ("---\ntitle: A <b>\n---\n<b>\n", "---\ntitle: A &lt;b&gt;\n---\n<b>\n"),
        (
            "---\ncrumbs:\n- title: R&D\n  url: a/\nwide: true\n---\n",
            "---\ncrumbs:\n- title: R&amp;D\n  url: a/\nwide: true\n---\n",
        ),
    ],
)
def test_only_the_front_matter_loses_its_template_and_its_markup(text, expected):
    assert portable(text) == expected


@pytest.mark.slow
def test_another_engine_builds_the_export(sources):
    export_site(sources.config_file, sources.root / "arbre")
    sources.write(
        "properdocs.yml",
        "site_name: Essai\ndocs_dir: arbre\nsite_dir: autre\ntheme: {name: null, custom_dir: theme}\n",
    )
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "properdocs.yml"],
        cwd=sources.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    html = (sources.root / "autre/index.html").read_text(encoding="utf-8")
    assert '<a href="interviews/herve-kabla/">Hervé</a>' in html
    assert not (sources.root / "autre" / EXPORT_MARK).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "theme"),
    [
        ("properdocs", "{name: null, custom_dir: brut}"),
        ("properdocs", "{name: material}"),
        ("mkdocs", "{name: mkdocs}"),
        ("mkdocs", "{name: readthedocs}"),
    ],
)
def test_a_hostile_entry_stays_text_in_the_theme_of_another_engine(sources, engine, theme):
    hostile = "X </title>\"'><script>alert(1)</script>"
    meta = {
        "title": hostile,
        "short": hostile,
        "description": hostile,
        "crumbs": [{"title": hostile, "url": hostile}],
    }
    sources.write("data/interviews/piege.yml", f"---\n{json.dumps(meta, indent=1)}\n---\n\n<h1>Une entrée</h1>\n")
    export_site(sources.config_file, sources.root / "arbre")
    sources.write("brut/main.html", BARE_THEME)
    sources.write(
        "autre.yml",
        f"site_name: Essai\nsite_url: https://exemple.fr/\ndocs_dir: arbre\nsite_dir: autre\ntheme: {theme}\n",
    )
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "-f", "autre.yml"],
        cwd=sources.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = [page.read_text(encoding="utf-8") for page in (sources.root / "autre").rglob("*.html")]
    assert any("&lt;script&gt;alert(1)" in html for html in pages)
    assert not any("<script>alert(1)" in html for html in pages)
