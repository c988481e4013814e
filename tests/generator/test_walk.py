"""Any number on any page opens onto what it takes to judge it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from lxml import html

from generator.reading import read_site
from generator.tables.ads import by_employer
from generator.tables.columns import Column
from generator.tables.compute import Result
from tests.generator.walk import Walk

#: Ads by employer: 1 500 of an agency, 40 of others, 2 of a school.
TABLES = {
    each.id: Result(
        each,
        (Column("key", "Ligne", ""), Column("n", "n", ""), Column("share", "Part", "", "%")),
        pa.table({"key": ["agence", "autre", "ecole"], "n": [1500, 40, 2], "share": [97.3, 2.6, 0.1]}),
    )
    for each in (by_employer,)
}
OPEN = '<button popovertarget="f">{}</button>'


def walk(tmp_path: Path, body: str) -> list[str]:
    """The raw numbers of a page at ``a/``, beside the page of a study that holds a figure."""
    return [each.words.replace("\u00a0", " ") for each in walked(tmp_path, body).raw()]


def walked(tmp_path: Path, body: str) -> Walk:
    """A page at ``a/``, the page of a study, and the two pages of a table whose third row no page shows."""
    rows = {name: f'<table><tr id="{name}"><td>1</td></tr></table>' for name in ("agence", "autre")}
    pages = {"a": body, "etudes/x": '<p id="chiffre-y">1</p>'}
    pages |= {"donnees/annonces-par-employeur": rows["agence"], "donnees/annonces-par-employeur/2": rows["autre"]}
    for path, text in pages.items():
        file = tmp_path / path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!doctype html><html><body><main>{text}</main></body></html>", "utf-8")
    return Walk(tmp_path, ["À 40 ans", "Neuf CM sur dix, 90 % du métier"], TABLES)


@pytest.mark.parametrize(
    "words",
    [
        "69 %",
        "69\u00a0%",
        "30 000 €",
        "30\u202f000\u00a0€",
        "12,5 k€",
        "28 ans",
        "20 à 30 ans",
        "n = 844",
        "15-24 ans",
    ],
)
def test_a_bare_number_is_found_with_its_words(tmp_path, words):
    assert len(walk(tmp_path, f"<p>Ce sont {words} en tout.</p>")) == 1


@pytest.mark.parametrize("split", ["<b>28</b> ans", "<p>28<small> ans</small></p>", "<td>28&nbsp;<i>%</i></td>"])
def test_a_number_is_found_across_elements(tmp_path, split):
    assert len(walk(tmp_path, split)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>en 2019, le 5 mai</p>",
        f'<span data-figure="x#y">{OPEN.format("69 %")}</span>',
        '<tr data-figure="x#y"><td>69 %</td><td><details class="src"><summary>2025</summary></details></td></tr>',
        '<div data-trace><p data-figure="x#y">69 %</p><details class="src"></details></div>',
        '<a class="figure" data-figure="x#y" href="../etudes/x/#chiffre-y">69 %</a>',
        '<p><time datetime="2019">publié il y a 7 ans</time></p>',
        '<h2><a href="../b/">À 40 ans</a></h2>',
        "<a>← 3. Neuf CM sur dix, 90 %…</a>",
        "<script>69 %</script>",
        "<p>28</p><p>ans</p>",
    ],
)
def test_what_opens_and_what_is_no_figure_is_left_alone(tmp_path, body):
    assert walk(tmp_path, body) == []


@pytest.mark.parametrize(
    "body",
    [
        f'<span data-figure="x#z">{OPEN.format("69 %")}</span>',
        f'<span data-figure="z#y">{OPEN.format("69 %")}</span>',
        f'<span data-figure="quote:x#y">{OPEN.format("69 %")}</span>',
        '<span data-figure="x#y">69 %</span>',
        "<time>il y a 5 ans</time>",
        "<h1>À 41 ans</h1>",
        "<p>À 40 ans, tout commence</p>",
    ],
)
def test_a_mark_that_leads_nowhere_or_does_not_open_is_no_excuse(tmp_path, body):
    assert len(walk(tmp_path, body)) == 1


CELL = "table:annonces-par-employeur#"


@pytest.mark.parametrize(
    ("reference", "leads"),
    [
        ("agence", True),
        ("agence.n", True),
        ("autre.share", True),
        ("agence.m", False),
        ("studio.n", False),
        ("ecole.n", False),
        ("ecole", False),
    ],
)
def test_a_cell_is_a_row_and_a_column_of_the_table_that_a_page_shows(tmp_path, reference, leads):
    assert walked(tmp_path, "").resolves(CELL + reference) is leads


def test_a_table_leads_to_its_page_when_there_is_one(tmp_path):
    site = walked(tmp_path, "")
    assert site.resolves("table:annonces-par-employeur")
    assert not site.resolves("table:annonces-par-mois")


def shown(reference: str, words: str, gist: str = "") -> str:
    return (
        f'<span data-figure="{CELL}{reference}"><button popovertarget="f">{words}</button><span popover id="f">'
        f'<span class="gist"><b>Annonces</b> : {gist or words} · n = 3</span></span></span>'
    )


@pytest.mark.parametrize(
    "body",
    [
        shown("agence.n", "1\u202f500"),
        shown("agence.n", "1\u202f500 annonces sur 1\u202f542"),
        shown("agence.n", "1,5 k€"),
        shown("agence.share", "97,3\u00a0%"),
        shown("agence.share", "97\u00a0%"),
        shown("agence.share", "presque toutes", "97,3\u00a0%"),
        f'<li data-figure="{CELL}autre.n"><b class="value">40</b><details class="src"></details></li>',
        f'<li data-figure="{CELL}autre"><b class="value">41</b></li>',
    ],
)
def test_a_number_is_that_of_its_cell_as_it_is_rounded(tmp_path, body):
    assert list(walked(tmp_path, body).unlike()) == []


@pytest.mark.parametrize(
    "body",
    [
        shown("agence.n", "1\u202f501"),
        shown("agence.share", "98\u00a0%"),
        shown("agence.share", "97,2\u00a0%"),
        shown("agence.share", "presque toutes", "90\u00a0%"),
        f'<li data-figure="{CELL}autre.n"><b class="value">3 %</b><details class="src"></details></li>',
    ],
)
def test_a_number_that_opens_onto_another_is_found(tmp_path, body):
    assert len(list(walked(tmp_path, body).unlike())) == 1


@pytest.fixture(scope="module")
def whole(whole_site: tuple[Path, dt.date], checkout: Path) -> Walk:
    folder, day = whole_site
    site = read_site(checkout / "data", day)
    catalog = site.catalog
    titled = (catalog.works, catalog.questions, catalog.trainings, catalog.references, site.collected.ads)
    return Walk(folder, [entry.title for entries in titled for entry in entries.values()], site.tables)


@pytest.mark.slow
def test_every_number_of_the_site_opens(whole):
    raw = list(whole.raw())
    assert not raw, f"{len(raw)} numbers:\n" + "\n".join(map(str, raw[:200]))


@pytest.mark.slow
def test_every_cell_shown_is_worth_what_its_table_says(whole):
    wrong = list(whole.unlike())
    assert not wrong, f"{len(wrong)} numbers:\n" + "\n".join(map(str, wrong[:200]))


@pytest.mark.slow
def test_traces_are_whole(whole):
    """Beside each opened figure: a source, how it is made, where it stands, a citation, a permanent address, a report."""
    for path, page in whole.pages.items():
        for popover in page.xpath("//*[@data-figure]/*[@popover]"):
            _check(path, popover, [fact.text_content() for fact in popover.xpath(".//i")])
        for sheet in page.xpath("//*[@data-figure or @data-trace]//details[contains(@class, 'src')]"):
            _check(path, sheet, [term.text_content() for term in sheet.xpath(".//dt")])


def _check(path: str, opened: html.HtmlElement, terms: list[str]) -> None:
    assert {"Calcul", "Où", "Citer"} <= set(terms), f"{path}: {terms}"
    assert {"Source", "Sources"} & set(terms), f"{path}: {terms}"
    words = [link.text_content() for link in opened.iter("a")]
    assert "Signaler une erreur" in words, f"{path}: {words}"
    assert "Adresse permanente" in words, f"{path}: {words}"
