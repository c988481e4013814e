from __future__ import annotations

import errno
import gzip
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.build
import generator.plugin
from generator.build import SITE_MARK, BuildFailed, build_site, export_site, serve_site
from generator.replacing import ForeignFolder

DEADLINE_SECONDS = 20


@pytest.fixture
def previous(project, contents):
    """A site built from good data, and its bytes."""
    build_site(project.config_file, project.site)
    return contents(project.site)


def nothing_beside(project) -> bool:
    return not [path.name for path in project.root.iterdir() if path.name.startswith(".")]


def test_a_wrong_entry_leaves_the_previous_site_as_it_was(project, previous, contents):
    project.write("data/interviews/un.yml", "FAUX")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert contents(project.site) == previous
    assert nothing_beside(project)


def test_a_link_to_nowhere_leaves_the_previous_site_as_it_was(project, previous, contents):
    project.write("docs/index.md", "[nulle part](absent.md)")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert contents(project.site) == previous


@pytest.mark.parametrize("executable", ["absent", "muet"])
def test_a_search_engine_that_fails_leaves_the_previous_site_as_it_was(
    project, previous, contents, monkeypatch, caplog, executable
):
    project.write("muet", "#!/bin/sh\necho 'plus de place' >&2\nexit 3\n").chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(project.root / executable))
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert contents(project.site) == previous
    assert "l’index de recherche n’a pas pu être fait" in caplog.text
    assert ("plus de place" in caplog.text) == (executable == "muet")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_is_stopped_leaves_the_previous_site_as_it_was(project, previous, contents, monkeypatch, stop):
    def index(*args: object) -> None:
        raise stop

    monkeypatch.setattr(generator.plugin, "build_index", index)
    with pytest.raises(stop):
        build_site(project.config_file, project.site)
    assert contents(project.site) == previous
    assert nothing_beside(project)


def test_the_previous_site_is_whole_until_the_new_one_is(project, previous, contents, monkeypatch):
    seen = []
    index = generator.plugin.build_index

    def spy(*args: object) -> None:
        seen.append(contents(project.site))
        index(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(generator.plugin, "build_index", spy)
    project.write("docs/index.md", "# Autre accueil\n")
    build_site(project.config_file, project.site)
    assert seen == [previous]
    assert "Autre accueil" in project.page(".")


def test_a_page_that_is_gone_leaves_the_site(project, previous):
    (project.root / "data/interviews/herve-kabla.yml").unlink()
    build_site(project.config_file, project.site)
    assert not (project.site / "interviews/herve-kabla").exists()
    assert nothing_beside(project)


def test_a_folder_that_is_not_a_site_is_not_replaced(project):
    kept = project.write("site/these.odt", "trois ans de travail")
    with pytest.raises(ForeignFolder, match="contient autre chose"):
        build_site(project.config_file, project.site)
    assert kept.read_text() == "trois ans de travail"


def test_a_folder_with_a_home_page_of_its_own_is_not_replaced(project, contents):
    project.write("site/index.html", "le mien")
    project.write("site/photos/p.jpg", "une photo")
    before = contents(project.site)
    with pytest.raises(ForeignFolder, match="contient autre chose"):
        build_site(project.config_file, project.site)
    assert contents(project.site) == before


def test_a_site_built_by_the_engine_alone_is_replaced(project, previous):
    (project.site / SITE_MARK).unlink()
    build_site(project.config_file, project.site)
    assert (project.site / SITE_MARK).is_file()


@pytest.mark.parametrize("make", [build_site, export_site])
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/proc/absent/site", "« /proc/absent/site » : dossier ou fichier introuvable (/proc/absent)"),
        ("fichier/x", "fichier/x » : un élément du chemin n’est pas un dossier"),
        ("boucle", "boucle » : un élément du chemin n’est pas un dossier"),
        ("long" * 100, " » : nom trop long"),
    ],
)
def test_a_target_that_cannot_be_written_is_told(project, caplog, make, target, told):
    project.write("fichier", "")
    (project.root / "boucle").symlink_to("boucle")
    with pytest.raises(BuildFailed):
        make(project.config_file, project.root / target)
    assert told in caplog.text


@pytest.mark.parametrize("failing", [1, 2])
@pytest.mark.parametrize("code", [errno.EXDEV, errno.EBUSY])
def test_a_folder_that_cannot_be_moved_is_told_and_stays(
    project, previous, contents, monkeypatch, caplog, code, failing
):
    rename, calls = Path.rename, []

    def fail(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise OSError(code, os.strerror(code), str(path), None, str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site)
    assert "qui ne peut pas être déplacé" in caplog.text
    assert contents(project.site) == previous
    assert nothing_beside(project)


def test_a_missing_configuration_is_told(project, caplog):
    with pytest.raises(BuildFailed):
        build_site(project.root / "absent.yml", project.site)
    assert "absent.yml" in caplog.text


def test_two_builds_of_the_same_input_give_the_same_bytes(project, contents):
    for n in range(30):
        project.write(
            f"data/interviews/e{n}.yml", f"---\nsearch_kind: Genre {n % 3}\n---\n# Entrée {n}\n\nMot{n} et cœur.\n"
        )
    build_site(project.config_file, project.site)
    build_site(project.config_file, project.root / "autre")
    first = contents(project.site)
    assert first == contents(project.root / "autre")
    assert b"2026-11-22" in gzip.decompress(first["sitemap.xml.gz"])
    assert "pagefind/pagefind.js" in first


def test_no_interface_of_the_search_engine_is_published(project):
    build_site(project.config_file, project.site)
    assert not list(project.site.glob("pagefind/*ui*"))


@pytest.fixture
def served(project, monkeypatch):
    """The address of a live server of the project, that ends with the test."""
    servers = []

    class Server(generator.build.LiveReloadServer):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, polling_interval=0.05, shutdown_delay=0.05, **kwargs)
            servers.append(self)

    monkeypatch.setattr(generator.build, "LiveReloadServer", Server)
    monkeypatch.setattr(generator.build, "_end_on_sigterm", lambda: None)  # signals belong to the main thread
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    thread = threading.Thread(target=serve_site, args=(project.config_file, "127.0.0.1", port), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/metier-cm/"
    servers[0].shutdown()
    thread.join(DEADLINE_SECONDS)
    assert not thread.is_alive()


def wait_for(url: str, expected: Callable[[str], bool]) -> str:
    """The first answer at ``url`` that is as expected; the last one when time is out."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    answer = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=DEADLINE_SECONDS) as response:
                answer = response.read().decode("utf-8", "replace")
        except OSError:
            answer = ""
        if expected(answer):
            break
        time.sleep(0.02)
    return answer


@pytest.mark.slow
def test_an_edit_of_an_entry_shows_in_the_browser(project, served):
    url = served + "interviews/herve-kabla/"
    assert "Un parcours." in wait_for(url, lambda text: "Un parcours." in text)
    assert "pagefind" in wait_for(served + "pagefind/pagefind.js", bool)

    project.write("data/interviews/herve-kabla.yml", "# Hervé Kabla\n\nUn autre parcours.\n")
    assert "Un autre parcours." in wait_for(url, lambda text: "Un autre parcours." in text)

    project.write("data/interviews/neuve.yml", "FAUX")
    project.write("docs/index.md", "# Neuf\n")
    assert "Un autre parcours." in wait_for(url, lambda text: "Un autre parcours." in text)

    project.write("data/interviews/neuve.yml", "# Une entrée neuve\n")
    assert "Une entrée neuve" in wait_for(served + "interviews/neuve/", lambda text: "Une entrée neuve" in text)
    assert "Neuf" in wait_for(served, lambda text: "Neuf" in text)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["build", "export"])
def test_the_command_line_tells_a_wrong_entry_and_where_it_stands(project, command):
    project.write("data/resources/essai.yml", "title: Essai\nurl: pas-une-adresse\n")
    arguments = ["build"] if command == "build" else ["export", "arbre"]
    done = subprocess.run(
        [sys.executable, "-m", "metier", *arguments],
        cwd=project.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.search(r"^data/resources/essai\.yml:2:6: .+ \[\w+\]$", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert not project.site.exists()
