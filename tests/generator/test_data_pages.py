"""The page of a table: every row says in words what it is about, and the dictionary describes every file's column."""

from __future__ import annotations

import pytest
from lxml import html

from generator.page import Page
from tests.generator.ad_pages import PAY, body, build, words
from tests.generator.made import ad, source

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
