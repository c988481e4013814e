"""Records on their way from a folder to pages: what stops a build, and what a demonstration shows instead of ours."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config import load_config

from catalog.store import Store
from generator.build import BuildFailed, build_site, export_site
from generator.plugin import DEMONSTRATION, ELSEWHERE, TEMPLATES
from generator.reading import BadData, read_contents
from generator.tables import DEFINITIONS
from tests.generator.made import TODAY, ad, run, source

TITLE = "La source {}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one source and one ad."""
    folder = tmp_path / "data"
    write_source(folder / "sources", "site")
    write_records(folder / "collected", "reelle")
    return folder


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """What a demonstration holds: records beside the sources they come from."""
    folder = tmp_path / "essai"
    write_records(folder, "inventee")
    return folder


def write_records(folder: Path, name: str, source_id: str = "site") -> None:
    store = Store(folder)
    store.write("ads", {name: ad(name, source=source_id)})
    store.add_run(run("2026-11-25", source=source_id))


def write_source(folder: Path, name: str) -> None:
    folder.mkdir(parents=True)
    written = source(name).model_dump(exclude={"id"}, exclude_defaults=True)
    (folder / f"{name}.yml").write_text(json.dumps(written), encoding="utf-8")


def paths(pages) -> set[str]:
    return {page.path for page in pages}


def test_what_stands_beside_the_entries_is_shown(data):
    pages = read_contents(data, TODAY).pages
    assert "offres/reelle/index.md" in paths(pages)


def test_without_records_the_site_is_still_made(data):
    for path in (data / "collected").rglob("*.jsonl"):
        path.unlink()
    assert "offres/index.md" in paths(read_contents(data, TODAY).pages)


def test_a_wrong_record_stops_the_build_at_its_line(data):
    file = data / "collected" / "ads" / "2026-11.jsonl"
    good = file.read_text("utf-8")
    file.write_text(good + '{"id": "b"}\n' + "pas du JSON\n", "utf-8")
    with pytest.raises(BadData) as caught:
        read_contents(data, TODAY)
    places = [str(problem).split(" ")[0] for problem in caught.value.problems]
    assert places == ["data/collected/ads/2026-11.jsonl:2:1:", "data/collected/ads/2026-11.jsonl:3:1:"]


def test_a_demonstration_is_shown_in_place_of_our_records(data, invented):
    shown = paths(read_contents(data, TODAY, demonstration=invented).pages)
    assert "offres/inventee/index.md" in shown
    assert "offres/reelle/index.md" not in shown


def test_the_sources_of_a_demonstration_take_the_place_of_ours(data, invented):
    ours = text_of_sources(read_contents(data, TODAY, demonstration=invented).pages)
    assert TITLE.format("site") in ours
    write_source(invented / "sources", "exemple")
    theirs = text_of_sources(read_contents(data, TODAY, demonstration=invented).pages)
    assert TITLE.format("exemple") in theirs
    assert TITLE.format("site") not in theirs


def text_of_sources(pages) -> str:
    return next(page.text for page in pages if page.path == "sources/index.md")


def test_a_wrong_source_of_a_demonstration_stops_the_build(data, invented):
    (invented / "sources").mkdir()
    (invented / "sources" / "exemple.yml").write_text("title: seul\n", "utf-8")
    with pytest.raises(BadData, match=r"exemple\.yml:1:1"):
        read_contents(data, TODAY, demonstration=invented)


def test_every_page_of_a_demonstration_says_so_and_no_other_page_does(project, tmp_path):
    theme = (project.root / "theme/main.html").read_text("utf-8")
    said = "[{{ config.extra.demo }}|{{ config.extra.demo_elsewhere }}]"
    project.write("theme/main.html", theme.replace("<article>", f"<article>{said}"))
    build_site(project.config_file, project.site, tmp_path)
    pages = list(project.site.rglob("index.html"))
    assert len(pages) >= 3
    assert all(f"[{DEMONSTRATION}|{ELSEWHERE}]" in page.read_text("utf-8") for page in pages)
    for ours in (None, project.root / "data" / "collected", project.root / "data" / ".." / "data" / "collected"):
        build_site(project.config_file, project.site, ours)
        assert all("[|]" in page.read_text("utf-8") for page in pages), ours


def test_the_pages_that_show_records_are_those_that_say_them_invented(data, invented):
    pages = {page.path: page.text for page in read_contents(data, TODAY, demonstration=invented).pages if page.text}
    shown = {path for path, text in pages.items() if "\ncollected: true\n" in text.split("\n---\n")[0] + "\n"}
    counted = tuple(
        f"donnees/{each.id}/" for each in DEFINITIONS if each.family in ("annonces", "competences")
    )  # tables of ads, and of the skills that ads name
    folders = ("offres/", "sources/", "salaires/", "profils/", "competences/", "outils/", "nouveautes/", *counted)
    expected = {path for path in pages if path.startswith(folders) and path.endswith(".md")}
    assert shown == expected | {"index.md", "donnees/index.md"}


def test_an_exported_demonstration_says_so_under_the_front_matter_of_every_text(project, tmp_path):
    target = tmp_path / "sortie"
    export_site(project.config_file, target, tmp_path)
    texts = list(target.rglob("*.md"))
    assert len(texts) >= 3
    for path in texts:
        assert f"**Démonstration\u00a0:** {ELSEWHERE}\n\n" in path.read_text("utf-8"), path
    with_front = (target / "interviews/herve-kabla/index.md").read_text("utf-8")
    assert with_front.startswith("---\nsearch_kind: Interview\n---\n\n**Démonstration")
    export_site(project.config_file, target, project.root / "data" / "collected")
    assert not any("Démonstration" in path.read_text("utf-8") for path in target.rglob("*.md"))


def test_a_page_can_stay_out_of_the_search(project):
    project.write("data/interviews/cachee.yml", "---\nsearch: false\n---\n# Introuvable\n\nMotrare.\n")
    project.write("data/interviews/montree.yml", "# Trouvable\n\nAutremot.\n")
    build_site(project.config_file, project.site)
    kinds = json.loads((project.site / "pagefind/kinds.json").read_text("utf-8"))
    fragments = list((project.site / "pagefind/fragment").iterdir())
    assert sum(len(ids.split()) for ids in kinds.values()) == len(fragments)
    assert len(fragments) == len(list(project.site.rglob("index.html"))) - 1


def test_the_live_server_watches_a_demonstration_too(project, tmp_path):
    config = load_config(str(project.config_file))
    config.plugins["metier"].demonstration = tmp_path
    watched: list[str] = []
    config.plugins.on_serve(SimpleNamespace(watch=watched.append), config=config, builder=None)
    assert watched == [str(project.root / "data"), str(TEMPLATES), str(tmp_path)]


def test_a_wrong_demonstration_leaves_the_site_in_place(project, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr("generator.plugin.read_contents", read_contents)
    build = project.root / "data"
    for path in build.rglob("*.yml"):
        path.unlink()
    (tmp_path / "essai" / "ads").mkdir(parents=True)
    (tmp_path / "essai" / "ads" / "2026-11.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(BuildFailed):
        build_site(project.config_file, project.site, tmp_path / "essai")
    assert "essai/ads/2026-11.jsonl:1:1:" in caplog.text
    assert not project.site.exists()
