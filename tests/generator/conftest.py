"""A small project to build: its pages come from a stand-in for the catalog, its theme prints what the tests look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import generator.plugin
from catalog.catalog import Catalog
from catalog.models import Interview, Metric, Study
from generator.actions import Address
from generator.page import Page
from generator.reading import BadData, Contents
from generator.site import Renderer, Site

CONFIG = """\
site_name: Essai
site_url: https://exemple.fr/metier-cm/
repo_url: https://forge.exemple.fr/equipe/metier-cm
edit_uri: edit/main/docs/
theme: {name: null, custom_dir: theme, static_templates: [sitemap.xml]}
plugins: [metier]
exclude_docs: |
  /overrides/
  /decisions/
nav:
  - Accueil: index.md
  - Interviews: interviews/index.md
"""
THEME = """\
<!doctype html><html lang="fr"><head><title>{{ page.title }}</title>
<meta name="description" content="{{ page.meta.description }}"></head>
<body><a class="edit" href="{{ page.edit_url }}"></a><article>{{ page.content }}</article></body></html>
"""
SITEMAP = "{% for page in pages %}{{ page.page.canonical_url }} {{ page.page.update_date }}\n{% endfor %}"


#: What hand-written pages may call.
METRIC = {"id": "salaire", "label": "Salaire", "definition": "Ce que l’on gagne.", "unit": "€", "kind": "médiane"}
WORK = {"url": "https://exemple.fr/", "publisher": "Relais", "published": "2013", "summary": "S.", "topics": ["x"]}
CALLED = Catalog(
    interviews={
        "herve-kabla": Interview.model_validate(
            {**WORK, "id": "herve-kabla", "title": "Hervé *Kabla* : R&D", "person": {"name": "Hervé", "role": "CM"}}
            | {"questions": [{"question": "Comment ?", "answer": "Ainsi."}]}
        )
    },
    studies={
        "enquete": Study.model_validate(
            {**WORK, "id": "enquete", "title": "Enquête", "kind": "enquete", "producer": "Producteur", "year": 2013}
            | {"sample_size": 1013, "population": "CM", "read_on": "original"}
            | {"figures": [{"metric": "salaire", "value": 25000}]}
        )
    },
    metrics={"salaire": Metric.model_validate(METRIC)},
)


def read_fake_contents(
    data_dir: Path, today: dt.date, address: Address, demonstration: Path | None = None
) -> Contents:
    """The stand-in: an entry's text is its page; one that holds FAUX is a wrong entry."""
    pages, problems = [], []
    for path in sorted(data_dir.rglob("*.yml")):
        source = path.relative_to(data_dir.parent).as_posix()
        text = path.read_text(encoding="utf-8")
        if "FAUX" in text:
            problems.append(f"{source}:1:1: mauvaise entrée [bad]")
        name = path.stem.partition(".")[0]  # "a.yml" and "a.autre.yml" ask for the same page
        pages.append(Page(f"{path.parent.name}/{name}/index.md", text, source))
    if problems:
        raise BadData(problems)
    where = f"{address.site_url} {address.repository} {address.edit}."
    links = "\n".join(f"- [{page.path}](../{page.path})" for page in pages)
    pages += [
        Page("interviews/index.md", f"# Interviews au {today:%d/%m/%Y}\n\n{where}\n\n{links}\n", None),
        Page("donnees/table.json", '{"âge": 28}\n', None),
    ]
    return Contents(pages, Renderer(Site(CALLED, today)))


@dataclass(frozen=True)
class Project:
    root: Path

    @property
    def config_file(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def page(self, path: str) -> str:
        return (self.site / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(generator.plugin, "read_contents", read_fake_contents)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")  # 22 November 2026
    project = Project(tmp_path)
    project.write("mkdocs.yml", CONFIG)
    project.write("theme/main.html", THEME)
    project.write("theme/sitemap.xml", SITEMAP)
    project.write("docs/index.md", "# Accueil\n\n[Les interviews](interviews/index.md)\n")
    project.write(
        "data/interviews/herve-kabla.yml", "---\nsearch_kind: Interview\n---\n# Hervé Kabla\n\nUn parcours.\n"
    )
    return project


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every file of a folder with its bytes."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
