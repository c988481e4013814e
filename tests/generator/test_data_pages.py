"""The page of a table: every row says in words what it is about, and the dictionary describes every file's column."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import html

from catalog.catalog import Catalog
from generator.address import Address
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer
from generator.tables.publish import ROWS_A_PAGE
from generator.tracing import cell_trace
from generator.views.data import data_pages
from tests.generator.ad_pages import PAY, body, build, words
from tests.generator.made import TERRITORY, TODAY, ad, collected, source

PARIS = {"text": "Paris", "commune": "Paris", "departement_code": "75", "country": "FR"}
ADS = (
    ad("a", base_salary=PAY, skills=["canva"], fingerprint="x", level="junior"),
    ad("b", places=[PARIS], date_posted="2026-10", duplicate_of="a"),
    ad("c", places=[PARIS], date_posted="2026-10-04", contract="CDD", skills=["canva"], fingerprint="x"),
    ad("old", date_posted="2010-09", source="autre"),
)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return build(*ADS, sources=(source(), source("autre")))


def table(pages: dict[str, Page], name: str) -> html.HtmlElement:
    (found,) = body(pages[f"donnees/{name}/index.md"]).cssselect("table.data")
    return found


def test_pay_is_shown_with_the_region_of_each_row(pages):
    shown = table(pages, "salaires-annonces")
    heads = [words(head) for head in shown.cssselect("th")]
    region = [words(row.cssselect("td")[heads.index("Région")]) for row in shown.cssselect("tbody tr")]
    assert set(region) == {"Île-de-France", "Pays de la Loire", "toutes"}


@pytest.mark.parametrize("name", ["annonces-par-region", "annonces-par-departement", "competences-par-region"])
def test_a_code_that_a_column_names_is_not_shown_twice(pages, name):
    heads = [words(head) for head in table(pages, name).cssselect("th")]
    assert not [head for head in heads if head.startswith("Code")]
    assert len(set(heads)) == len(heads)


def test_no_two_rows_of_a_table_look_alike(pages):
    checked = 0
    for path, page in pages.items():
        for shown in (
            body(page).cssselect("table.data") if path.startswith("donnees/") and path.endswith(".md") else ()
        ):
            rows = [words(row) for row in shown.cssselect("tbody tr")]
            assert len(set(rows)) == len(rows), path
            checked += 1
    assert checked > 10


def test_the_dictionary_describes_every_column_of_the_files(pages):
    for path, page in pages.items():
        if path.startswith("donnees/") and path.endswith("/index.md") and path != "donnees/index.md":
            columns = pages[path.removesuffix("/index.md") + ".csv"].text.splitlines()[0].split(",")
            described = {words(code) for code in body(page).cssselect(".dictionary code")}
            assert set(columns) == described, path


def test_an_ad_dated_by_month_gives_its_whole_month_to_the_period(pages):
    (byline,) = body(pages["donnees/annonces-par-source/index.md"]).cssselect(".byline")
    assert "du 1er septembre 2010 au" in words(byline)


def test_every_row_has_an_address_however_long_its_table(pages):
    """A table longer than a page has several: the trace of each cell leads to the page that shows its row."""
    many = [ad(f"a{number}", date_posted=f"{1700 + number}-03") for number in range(ROWS_A_PAGE + 5)]
    site = open_site(Catalog(sources={"site": source()}), TODAY, collected(*many), TERRITORY)
    result = site.tables["annonces-par-mois"]
    made = {page.path: page for page in data_pages(Renderer(site), Address())}
    assert len(result.rows) > ROWS_A_PAGE
    for row in result.rows:
        path, _, anchor = cell_trace(site, result, row, "n").path.partition("#")
        (line,) = [each for each in _lines(made[path]) if each.get("id") == anchor]
        assert line.get("data-figure") == f"table:annonces-par-mois#{row.key}"
    last = body(made["donnees/annonces-par-mois/2/index.md"])
    assert [link.get("href") for link in last.cssselect("nav.pager a")] == ["../"]
    assert f"Lignes {ROWS_A_PAGE + 1} à {len(result.rows)} sur {len(result.rows)}" in words(last)


@cache
def _lines(page: Page) -> list[html.HtmlElement]:
    return body(page).cssselect("table.data tbody tr")


def test_a_table_without_rows_stands_last_and_offers_no_file(pages):
    index = body(pages["donnees/index.md"])
    *full, empty = index.cssselect("section")
    assert empty.get("id") == "vides"
    assert empty.cssselect("li")
    assert not empty.cssselect("a[download]")
    for group in full:
        for line in group.cssselect("li"):
            assert len(line.cssselect("a[download]")) == 3
            assert not words(line).startswith("0")


def test_why_tables_are_empty_is_true(pages):
    """Two ads of the pages were read whole: their emptiness has another reason."""
    assert "lue en entier" not in words(body(pages["donnees/index.md"]).cssselect("#vides")[0])
    unread = build(ad("a"), sources=(source(),))
    assert "lue en entier" not in words(body(unread["donnees/index.md"]).cssselect("#vides")[0]), (
        "surveys are empty too"
    )


def test_links_of_the_index_have_names_of_their_own(pages):
    names = [link.get("aria-label") or words(link) for link in body(pages["donnees/index.md"]).cssselect("li a")]
    assert len(names) > 30
    assert len(set(names)) == len(names)


def test_who_made_the_figures_of_a_table_is_cited_first(pages):
    cited = words(body(pages["donnees/annonces-par-source/index.md"]).cssselect("dd.as")[0])
    assert cited.startswith(("Éditeur autre, Éditeur site, table «", "Éditeur site, Éditeur autre, table «"))


def test_a_source_is_shown_by_its_title(pages):
    shown = table(pages, "annonces-par-source")
    assert {words(row.cssselect("td")[0]) for row in shown.cssselect("tbody tr")} == {
        "La source site",
        "La source autre",
    }


def test_every_table_of_data_has_a_caption(pages):
    for path, page in pages.items():
        if path.startswith("donnees/") and path.endswith("/index.md"):
            for shown in body(page).cssselect("table.data"):
                assert words(shown.cssselect("caption")[0]), path
