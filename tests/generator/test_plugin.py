from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config import load_config

from generator.build import SITE_MARK, BuildFailed, build_site
from generator.plugin import TEMPLATES

CONFTEST = Path(__file__).with_name("conftest.py")


def edit_link(html: str) -> str:
    return html.split('class="edit" href="')[1].split('"')[0]


def test_a_page_of_the_catalog_becomes_a_page_of_the_site(project):
    build_site(project.config_file, project.site)
    assert "<p>Un parcours.</p>" in project.page("interviews/herve-kabla")
    assert 'href="herve-kabla/"' in project.page("interviews")


@pytest.mark.parametrize(
    ("said", "edit"),
    [
        ("edit/main/docs/", "https://forge.exemple.fr/equipe/metier-cm/edit/main/"),
        ("-/edit/branche/docs", "https://forge.exemple.fr/equipe/metier-cm/-/edit/branche/"),
        ("https://ailleurs.exemple.fr/main/docs/", "https://ailleurs.exemple.fr/main/"),
        ("edit/main/autre/", ""),
        ('""', ""),
    ],
)
def test_pages_know_where_they_are_published_and_edited(project, said, edit):
    config = project.config_file.read_text(encoding="utf-8")
    project.write("mkdocs.yml", config.replace("edit_uri: edit/main/docs/", f"edit_uri: {said}"))
    build_site(project.config_file, project.site)
    where = f"https://exemple.fr/metier-cm/ https://forge.exemple.fr/equipe/metier-cm {edit}."
    assert where in project.page("interviews")


def test_pages_are_made_on_the_date_of_the_build(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    build_site(project.config_file, project.site)
    assert "Interviews au 01/01/1970" in project.page("interviews")


def test_a_date_of_build_that_is_no_number_is_told(project, monkeypatch, caplog):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "demain")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert "SOURCE_DATE_EPOCH doit être un nombre de secondes, pas « demain »" in caplog.text


def test_a_page_is_edited_where_its_entry_stands(project):
    build_site(project.config_file, project.site)
    forge = "https://forge.exemple.fr/equipe/metier-cm/edit/main"
    assert edit_link(project.page("interviews/herve-kabla")) == f"{forge}/data/interviews/herve-kabla.yml"
    assert edit_link(project.page(".")) == f"{forge}/docs/index.md"
    assert edit_link(project.page("interviews")) == "None"


def test_what_is_not_markdown_goes_out_as_it_is(project):
    build_site(project.config_file, project.site)
    assert (project.site / "donnees/table.json").read_bytes() == '{"âge": 28}\n'.encode()


def test_what_stands_in_an_entry_is_shown_as_text(project):
    project.write(
        "data/interviews/piege.yml",
        "---\ntitle: 'R&D </title><script>alert(1)</script>'\ndescription: '\"><script>alert(2)</script>'\n---\n"
        "&lt;script&gt;alert(3)&lt;/script&gt; {{ 7 * 7 }} {% raw %}\n",
    )
    build_site(project.config_file, project.site)
    html = project.page("interviews/piege")
    assert "<script" not in html
    assert "<title>R&amp;D &lt;/title&gt;&lt;script&gt;alert(1)" in html
    assert "&lt;script&gt;alert(3)&lt;/script&gt; {{ 7 * 7 }} {% raw %}" in html


def test_every_problem_of_the_data_is_told_at_once(project, caplog):
    project.write("data/interviews/un.yml", "FAUX")
    project.write("data/interviews/deux.yml", "FAUX")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == [
        "data/interviews/deux.yml:1:1: mauvaise entrée [bad]\ndata/interviews/un.yml:1:1: mauvaise entrée [bad]"
    ]


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("docs/interviews/herve-kabla.md", "interviews/herve-kabla/index.md"),
        ("docs/donnees/table.json", "donnees/table.json"),
    ],
)
def test_a_written_page_and_a_made_one_cannot_share_an_address(project, caplog, path, made):
    project.write(path, "# La même\n")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert f"{path} et la page produite « {made} »" in caplog.text


def test_two_made_pages_cannot_share_an_address(project, caplog):
    project.write("data/interviews/herve-kabla.autre.yml", "# La même\n")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert (
        "la page produite « interviews/herve-kabla/index.md » (data/interviews/herve-kabla.autre.yml) et "
        "la page produite « interviews/herve-kabla/index.md » (data/interviews/herve-kabla.yml) ont la même adresse"
    ) in caplog.text


def test_nothing_is_written_among_the_sources(project, contents):
    before = {folder: contents(project.root / folder) for folder in ("docs", "data", "theme")}
    build_site(project.config_file, project.site)
    assert {folder: contents(project.root / folder) for folder in ("docs", "data", "theme")} == before


def test_the_live_server_watches_the_entries_and_the_templates(project):
    config = load_config(str(project.config_file))
    watched: list[str] = []
    config.plugins.on_serve(SimpleNamespace(watch=watched.append), config=config, builder=None)
    assert watched == [str(project.root / "data"), str(TEMPLATES)]


@pytest.mark.slow
def test_properdocs_runs_the_plugin_unchanged(project, contents):
    code = (
        "import runpy, sys\n"
        "from properdocs.__main__ import cli\n"
        "import generator.plugin\n"
        f"generator.plugin.read_contents = runpy.run_path({str(CONFTEST)!r})['read_fake_contents']\n"
        "cli()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--strict", "-f", "mkdocs.yml", "-d", "autre"],
        cwd=project.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    build_site(project.config_file, project.site)
    assert {**contents(project.root / "autre"), SITE_MARK: b""} == contents(project.site)
