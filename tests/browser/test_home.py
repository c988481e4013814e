"""The home page: what a reader finds in the first minute."""

from __future__ import annotations

import csv
import io
import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DOORS = ["Je découvre", "Je recrute", "Je suis CM"]


def test_the_page_says_what_it_is(visit):
    page = visit()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Le métier de Community Manager, chiffres et sources")
    expect(page).to_have_title("Le métier de Community Manager")
    expect(page.locator("main").get_by_role("searchbox")).to_have_count(1)


@pytest.mark.parametrize("name", DOORS)
def test_a_door_leads_to_five_answered_questions(visit, name):
    page = visit()
    expect(page.locator(".door")).to_have_count(len(DOORS))
    page.get_by_role("navigation", name="Vous êtes").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    questions = page.locator(".door-questions > section")
    expect(questions).to_have_count(5)
    for question in questions.all():
        expect(question.get_by_role("heading", level=2)).not_to_be_empty()
        expect(question.locator("p").first).not_to_be_empty()
        assert question.locator(".figure-inline, a").count(), "an answer gives its sources"


def test_six_tiles_each_open_on_what_it_takes_to_judge_the_value(visit):
    page = visit()
    tiles = page.locator(".tile")
    expect(tiles).to_have_count(6)
    for tile in tiles.all():
        expect(tile.locator(".value")).to_have_text(re.compile(r"\d"))
        summary, facts = tile.locator("summary"), tile.locator("details > :not(summary)").first
        expect(facts).to_be_hidden()
        summary.click()
        expect(facts).to_be_visible()
    surveys = tiles.filter(has_text="Producteur")
    expect(surveys).to_have_count(5)
    for tile in surveys.all():
        expect(tile.locator("summary")).to_have_text(re.compile(r"20\d\d\s·\sn\s=\s[\d\s]+"))
        expect(tile.locator("dt", has_text="Producteur").locator("+ dd")).not_to_be_empty()
        source = tile.locator("dt", has_text="Source").locator("+ dd").get_by_role("link")
        assert (source.get_attribute("href") or "").startswith("https://")
        expect(tile.locator("dt", has_text="Citer").locator("+ dd")).to_contain_text("données du")
        expect(tile.get_by_role("link", name="Signaler une erreur")).to_be_visible()


def test_the_chart_has_its_table_and_its_file(visit):
    page = visit()
    figure = page.locator("figure", has=page.locator("svg.plot"))
    expect(figure).to_have_count(1)
    expect(figure.get_by_role("img", name=re.compile("Part des femmes .* 2011 .* 2025"))).to_be_visible()
    figure.get_by_text("Le tableau", exact=True).click()
    table = figure.get_by_role("table")
    expect(table).to_be_visible()
    rows = table.locator("tbody tr")
    expect(rows.first).to_contain_text("2011")
    expect(rows.first).to_contain_text("55 %")
    expect(rows.last).to_contain_text("2025")
    expect(rows.last).to_contain_text("69 %")
    file = figure.get_by_role("link", name="CSV").evaluate("link => link.href")
    with urllib.request.urlopen(file) as answer:
        lines = list(csv.DictReader(io.StringIO(answer.read().decode())))
    assert [line["year"] for line in lines] == rows.locator("th").all_text_contents()
    assert all(line["producer"] and line["url"].startswith("http") for line in lines)


def test_the_rest_of_the_page_compares_and_gives_to_read(visit):
    page = visit()
    for title in ("Ce qui a changé", "Où les sources se contredisent"):
        rows = page.get_by_role("heading", name=title).locator("+ ul > li")
        assert rows.count() >= 2
        for row in rows.all():
            figures = row.locator(".figure-inline > button")
            assert figures.count() >= 2, "each figure set side by side opens onto its source"
            figures.first.click()
            expect(row.get_by_role("link", name="Adresse permanente")).to_be_visible()
            page.keyboard.press("Escape")
    cards = page.locator(".cards .card")
    expect(cards).to_have_count(4)
    for card in cards.all():
        expect(card.locator(".age")).to_have_text(re.compile("publié|date inconnue|à jour"))


def test_a_phone_shows_search_doors_and_two_tiles_within_two_screenfuls(visit):
    page = visit(width=360, height=800)
    limit = 2 * 800
    for part in (page.locator("main form.search"), *page.locator(".door").all(), *page.locator(".tile").all()[:2]):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= limit, part
