"""What readers see of versions: the page of what is new, and the former values of a figure where it stands."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from pathlib import Path

import pytest
from lxml import html

from catalog.load import load_catalog
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages, open_site
from generator.releases.contents import Contents, Value, difference
from generator.releases.manifest import Manifest
from generator.releases.present import HEADLINES, contents_of, mark_of, shown_figures
from generator.tables import DEFINITIONS
from generator.views.news import since_words
from tests.generator.made import ad, collected

TODAY = dt.date(2026, 11, 25)
OLD, LAST = dt.date(2026, 10, 4), dt.date(2026, 11, 8)
HERE = Address("https://exemple.fr/metier-cm/", "https://forge.exemple.fr/metier-cm")
ADS = collected(ad("vue"), ad("neuve", hiring_organization="Les *Nouveaux*"))
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1))"
FILES = {
    "metrics.yml": """
salaire: {label: Salaire, definition: Ce qu’on gagne., unit: €, per: an, basis: brut, kind: médiane}
part: {label: Part, definition: Une part., unit: "%", kind: part, dimensions: [contrat]}
""",
    "topics.yml": "profils: {label: Profils, description: Qui fait le métier.}\n",
    "skills/canva.yml": "label: {fr: Canva}\ncategory: outil\ndefinition: Un outil.\n",
    "studies/enquete.yml": """
title: Enquête annuelle
url: https://exemple.fr/enquete
publisher: Relais
published: 2013
kind: enquete
summary: Une édition.
topics: [profils]
producer: Producteur
year: 2013
sample_size: 1013
population: CM
read_on: relay
figures:
  - {metric: salaire, value: 25000}
  - {metric: part, value: 52, group: {contrat: CDI}}
""",
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def contents(data: Path, **figures: Value) -> Contents:
    """What today's site holds, but for the ad that is new and for ``figures`` of the study."""
    site = open_site(load_catalog(data, TODAY).catalog, TODAY, ADS)
    held = contents_of(site, shown_figures(site).values())
    changed = {f"enquete#{name}": value for name, value in figures.items()}
    return Contents(held.entries, {**held.figures, **changed}, frozenset({mark_of("vue")}))


def versions(*states: Contents) -> list[Manifest]:
    days = (OLD, LAST)[-len(states) :]
    befores = (Contents(), *states)
    return [
        Manifest.of(day, difference(before, after), after)
        for day, before, after in zip(days, befores, states, strict=False)
    ]


def build(data: Path, releases: list[Manifest], **options: object) -> dict[str, Page]:
    loaded = load_catalog(data, TODAY)
    assert [str(problem) for problem in loaded.problems] == []
    pages = build_pages(loaded.catalog, TODAY, HERE, **{"collected": ADS, "releases": releases, **options})
    return {page.path: page for page in pages}


def body(page: Page) -> html.HtmlElement:
    return html.fromstring(f"<main>{page.text.split('---' + chr(10), 2)[2]}</main>")


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def news(pages: dict[str, Page]) -> html.HtmlElement:
    return body(pages["nouveautes/index.md"])


def sections(page: html.HtmlElement) -> list[str]:
    return [section.get("id") for section in page.iter("section")]


def test_without_a_version_the_page_says_so_and_shows_what_is_recent(data: Path):
    page = news(build(data, []))
    assert "Aucune version n’a encore été enregistrée : on ne peut pas dire ce qui a changé." in words(page)
    assert sections(page) == ["recentes", "dernieres-annonces", "suivre"]
    assert "Enquête annuelle" in words(page.get_element_by_id("recentes"))
    assert len(page.get_element_by_id("dernieres-annonces").cssselect(".card")) == 2


def test_what_is_recent_has_a_sure_date(data: Path):
    study = data / "studies/enquete.yml"
    study.write_text(study.read_text("utf-8").replace("published: 2013", "published: 2013/2015"), "utf-8")
    assert "recentes" not in sections(news(build(data, [])))


def test_the_day_of_a_version_nothing_is_new(data: Path):
    kept = collected(ad("vue"))
    page = news(build(data, versions(contents(data)), collected=kept))
    assert "Rien n’a changé depuis la version du 8 novembre 2026." in words(page)
    assert sections(page) == ["recentes", "versions", "suivre"]
    assert words(page.get_element_by_id("version-2026-11-08")) == (
        "8 novembre 2026 2 fiches, 1 annonce, 2 chiffres première version enregistrée"
    )


def test_what_changed_stands_in_sections_with_the_value_before_and_its_date(data: Path):
    before = contents(data, salaire=Value("24 000 €", 900))
    gone = {("studies", "partie-2009"): "0" * 8, ("inconnus", "x"): "1" * 8}
    before = Contents({**before.entries, **gone}, before.figures, before.ads)
    write(data.parent, {"skills/figma.yml": "label: {fr: Figma}\ncategory: outil\ndefinition: Dessin.\n"})
    page = news(build(data, versions(before)))
    assert sections(page) == ["chiffres", "fiches", "annonces", "retirees", "versions", "suivre"]
    lede = words(page.cssselect(".lede")[0])
    assert lede == (
        "Depuis la version du 8 novembre 2026 : 1 fiche nouvelle, 2 retirées, 1 annonce nouvelle, 1 chiffre changé."
    )
    row = page.get_element_by_id("chiffres").cssselect("tbody tr")
    assert [words(cell) for cell in row[0]][:2] == ["Salaire Enquête annuelle", "24 000 € (n = 900)"]
    assert "25 000 €" in words(row[0][2])
    assert words(page.get_element_by_id("chiffres").cssselect("thead th")[1]) == "Jusqu’au 8 novembre 2026"
    assert words(page.get_element_by_id("fiches")) == "Fiches nouvelles 1 compétence Figma"
    assert words(page.get_element_by_id("retirees")) == "Fiches retirées 1 étude partie-2009 1 inconnus x"
    assert "Les *Nouveaux*" in words(page.get_element_by_id("annonces"))
    assert len(page.get_element_by_id("annonces").cssselect(".card")) == 1


def test_each_version_tells_what_it_changed(data: Path):
    first = contents(data, salaire=Value("23 000 €", None))
    first = Contents({key: mark for key, mark in first.entries.items() if key[0] != "skills"}, first.figures)
    page = news(build(data, versions(first, contents(data))))
    told = page.get_element_by_id("version-2026-11-08")
    assert words(told.cssselect("p")[0]) == ("8 novembre 2026 1 fiche nouvelle, 1 annonce nouvelle, 1 chiffre changé")
    cells = [words(cell) for cell in told.cssselect("tbody tr")[0]]
    assert cells == ["Salaire Enquête annuelle", "23 000 €", "25 000 € (n = 1 013)"]
    assert "1 compétence Canva" in words(told.cssselect("details")[0])
    assert [each.get("id") for each in page.cssselect(".versions > li")] == [
        "version-2026-11-08",
        "version-2026-10-04",
    ]


def test_a_figure_keeps_its_former_values_where_it_stands(data: Path):
    states = (contents(data, salaire=Value("23 000 €", 900)), contents(data, salaire=Value("24 000 €", None)))
    pages = build(data, versions(*states))
    figure = body(pages["etudes/enquete/index.md"]).get_element_by_id("chiffre-salaire")
    assert [words(each) for each in figure.cssselect(".former")] == [
        "Valait 24 000 € jusqu’au 8 novembre 2026",
        "Valait 23 000 € (n = 900) jusqu’au 4 octobre 2026",
    ]
    other = body(pages["etudes/enquete/index.md"]).get_element_by_id("chiffre-part.cdi")
    assert other.cssselect(".former") == []


def test_a_figure_called_elsewhere_opens_onto_its_former_values(data: Path):
    question = "title: Combien ?\nanswer: La médiane est [[enquete#salaire]].\nlimits: L.\ntopics: [profils]\n"
    write(data.parent, {"questions/combien.yml": question})
    pages = build(data, versions(contents(data, salaire=Value("24 000 €", None))))
    assert "Avant 24 000 € jusqu’au 8 novembre 2026" in words(body(pages["questions/combien/index.md"]))


def test_links_of_the_page_lead_to_pages_files_and_anchors(data: Path):
    states = (contents(data, salaire=Value("23 000 €", 900)), contents(data, salaire=Value("24 000 €", None)))
    pages = build(data, versions(*states))
    links = [link.get("href") for link in news(pages).iter("a")]
    assert any("#chiffre-salaire" in link for link in links)
    for link in (link for link in links if "://" not in link):
        target, _, anchor = link.partition("#")
        path = posixpath.normpath(posixpath.join("nouveautes", target))
        path = path if path in pages else f"{path}/index.md".removeprefix("./")
        assert path in pages, link
        assert not anchor or f'id="{anchor}"' in pages[path].text, link


def test_hostile_titles_stay_words_in_every_list(data: Path):
    before = contents(data)
    study = FILES["studies/enquete.yml"]
    named = {
        f"studies/{name}.yml": re.sub("title: .*", f"title: '{name} {HOSTILE}'", study).replace(
            "fr/enquete", f"fr/{name}"
        )
        for name in ("a", "b")
    }
    write(data.parent, named)
    page = news(build(data, versions(before, contents(data))))
    assert not page.cssselect("img, script, [onerror]")
    assert not [link for link in page.iter("a") if link.get("href", "").startswith("javascript")]
    assert words(page).count(HOSTILE) >= 2


def test_the_same_data_and_versions_give_the_same_bytes(data: Path):
    told = versions(contents(data, salaire=Value("24 000 €", None)))
    assert build(data, told) == build(data, told)


def test_other_pages_can_say_what_changed(data: Path):
    def said(releases: list[Manifest]) -> str:
        site = open_site(load_catalog(data, TODAY).catalog, TODAY, ADS, releases=releases)
        return since_words(site).replace("\u00a0", " ")

    assert said(versions(contents(data))) == "Depuis la version du 8 novembre 2026 : 1 annonce nouvelle."
    assert said([]) == ""


def test_the_cells_that_versions_keep_exist():
    known = {each.id: set(each.schema.names) for each in DEFINITIONS}
    kept = [(name, column) for name, columns in HEADLINES.items() for column in columns]
    assert [(name, column) for name, column in kept if column not in known[name]] == []


def test_figures_of_ads_and_of_studies_are_told_apart_with_their_former_values(data: Path):
    ads = [ad(f"a{number}", first_seen="2026-11-20", contract="CDI" if number < 9 else "CDD") for number in range(12)]
    kept = collected(*ads)
    site = open_site(load_catalog(data, TODAY).catalog, TODAY, kept)
    shown = shown_figures(site)
    cells = sorted(
        name for name in shown if name.startswith("table:annonces-par-contrat#") and name.endswith(".share")
    )
    assert len(cells) == 2
    held = contents_of(site, shown.values())
    figures = {**held.figures, cells[0]: Value("3 %", 400), "enquete#salaire": Value("24 000 €", 900)}
    pages = build(data, versions(Contents(held.entries, figures, held.ads)), collected=kept)
    part = news(pages).get_element_by_id("chiffres")
    assert [words(title) for title in part.iter("h3")] == ["Études et pages", "Tables tirées des annonces"]
    study, table = part.iter("table")
    assert "24 000 €" in words(study)
    assert "24 000 €" not in words(table)
    rows = table.cssselect("tbody tr")
    assert len(rows) == 1
    assert words(rows[0][1]) == "3 % (n = 400)"
    assert shown[cells[0]].words.replace("\u00a0", " ") in words(rows[0][2])
    assert "Avant 3 % (n = 400) jusqu’au 8 novembre 2026" in words(rows[0][2])
