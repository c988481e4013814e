"""The search of the whole site: from the header, the keyboard, a form of the page or the address."""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FOUND = re.compile(r"résultats? pour")


def without_accents(text: str) -> str:
    """The text as it is typed in a hurry: lower case, no accent, no typography."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    kept = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return " ".join(kept.split())


def search(page: Page, words: str) -> list[str]:
    """Type in the open dialog; the titles of the first results, best first."""
    page.get_by_role("searchbox", name="Mots à chercher").fill(words)
    # Typography and accents are kept in what the status repeats: it names the search that is shown.
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(f"« {words} »")
    return page.locator(".search-title").all_text_contents()


def open_search(page: Page) -> None:
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("dialog", name="Rechercher dans le site")).to_be_visible()


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_dialog_and_escape_gives_the_focus_back(visit, key):
    page = visit("methode/")
    link = page.get_by_role("link", name="Offres").first
    link.focus()
    page.keyboard.press(key)
    field = page.get_by_role("searchbox", name="Mots à chercher")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("salaire")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(FOUND)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_keys_are_letters_in_a_field(visit):
    page = visit("ressources/")
    field = page.get_by_role("searchbox", name="Chercher dans la liste")
    field.focus()
    page.keyboard.type("s/s")
    expect(field).to_have_value("s/s")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_arrows_choose_a_result_and_enter_opens_it(visit):
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type("salaire")
    links = page.locator(".search-results a")
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox", name="Mots à chercher")).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = links.nth(0).evaluate("link => link.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)


def test_enter_in_the_field_opens_the_first_result(visit):
    page = visit()
    page.keyboard.press("s")
    page.keyboard.type("kabla")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/metier-cm/interviews/herve-kabla/$"))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("rémunération", "remuneration"),
        ("Hervé Kabla", "herve kabla"),
        ("modération", "MODERATION"),
        ("l’âge médian", "l'age median"),
    ],
)
def test_accents_and_case_do_not_change_the_first_result(visit, written, typed):
    page = visit()
    open_search(page)
    best = search(page, written)[0]
    assert search(page, typed)[0] == best


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("répondre e-mail", "En combien de temps"),
        ("âge moyen", "âge"),
        ("coût petite entreprise", "petite entreprise"),
        ("TJM", "tarif"),
    ],
)
def test_the_words_people_type_lead_to_the_question_that_answers(visit, typed, question):
    page = visit()
    open_search(page)
    assert any(question in title for title in search(page, typed)[:3])


def test_every_item_of_the_founding_collection_is_found_by_its_title(visit, catalog):
    page = visit()
    open_search(page)
    items = catalog.collections["alkyna"].items
    assert len(items) == 13
    ranks = {}
    for item in items:
        title = catalog.works[item].title
        assert search(page, without_accents(title)), title
        links = page.locator(".search-results a").evaluate_all("links => links.map(link => link.pathname)")
        ranks[item] = next((rank for rank, link in enumerate(links, 1) if link.endswith(f"/{item}/")), None)
    assert {item: rank for item, rank in ranks.items() if rank is None or rank > 3} == {}


def test_a_kind_narrows_the_results(visit):
    page = visit()
    open_search(page)
    search(page, "salaire")
    kinds = page.get_by_role("group", name="Filtrer par genre").get_by_role("button")
    expect(kinds.first).to_have_text(re.compile(r"^Tout \d+"))
    expect(kinds.first).to_have_attribute("aria-pressed", "true")
    study = kinds.filter(has_text="Étude")
    expected = int(re.sub(r"\D", "", study.inner_text()))
    study.click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("genre « Étude »")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(str(expected))
    shown = page.locator(".search-kind").all_text_contents()
    assert set(shown) == {"Étude"}
    kinds.first.click()
    expect(page.get_by_role("dialog").get_by_role("status")).not_to_contain_text("genre")


def test_counts_of_the_kinds_add_up(visit):
    page = visit()
    open_search(page)
    search(page, "salaire")
    counts = page.locator(".search-kinds .search-count").all_text_contents()
    total, *parts = [int(re.sub(r"\D", "", count)) for count in counts]
    assert total == sum(parts)


def test_nothing_found_is_said_in_french(visit):
    page = visit()
    open_search(page)
    assert search(page, "ẍẍqẅẍ") == []
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Aucun résultat pour « ẍẍqẅẍ »")


def test_excerpts_show_what_was_sought(visit):
    page = visit()
    open_search(page)
    search(page, "modération")
    expect(page.locator(".search-excerpt mark").first).to_have_text(re.compile("mod[ée]r", re.IGNORECASE))


def test_what_is_beyond_the_first_results_comes_on_demand(visit):
    page = visit()
    open_search(page)
    search(page, "community manager")
    results = page.locator(".search-result")
    expect(results).to_have_count(8)
    page.get_by_role("button", name="Afficher la suite").click()
    expect(results).to_have_count(16)
    expect(results.nth(8).get_by_role("link")).to_be_focused()


def test_the_form_of_the_home_page_opens_the_search(visit):
    page = visit()
    page.locator("main").get_by_role("searchbox", name="Rechercher dans le site").focus()
    page.keyboard.type("kabla")
    expect(page.get_by_role("searchbox", name="Mots à chercher")).to_have_value("kabla")
    expect(page.locator(".search-title").first).to_contain_text("Kabla")


def test_a_page_that_is_not_there_offers_the_search(visit):
    page = visit("une/page/perdue/", missing=True)
    expect(page.locator("h1")).to_have_text("Cette page n’existe pas, ou plus")
    page.get_by_role("searchbox", name="Rechercher dans le site").focus()
    page.keyboard.type("kabla")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/metier-cm/interviews/herve-kabla/$"))


def test_an_address_can_hold_the_question(visit):
    page = visit("methode/?q=kabla")
    expect(page.get_by_role("searchbox", name="Mots à chercher")).to_have_value("kabla")
    expect(page.locator(".search-title").first).to_contain_text("Kabla")


def test_a_phone_gives_the_dialog_the_whole_screen(visit):
    page = visit(width=360, height=800)
    open_search(page)
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 800}
    page.get_by_role("button", name="Fermer").click()
    expect(page.get_by_role("button", name="Rechercher")).to_be_focused()


@pytest.mark.parametrize("typed", ["xyzzyq", "zzqqvv"])
def test_words_that_no_page_holds_find_nothing_and_lead_elsewhere(visit, typed):
    page = visit("methode/")
    open_search(page)
    assert search(page, typed) == []
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Aucun résultat")
    page.get_by_role("dialog").get_by_role("link", name="les questions").click()
    expect(page).to_have_url(re.compile("/questions/$"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("combien coûte un CM", "Combien une petite entreprise"),
        ("reconversion 40 ans", "Se reconvertir à quarante ans"),
        ("je veux changer de métier", "Se reconvertir à quarante ans"),
    ],
)
def test_a_question_typed_as_it_is_said_finds_its_answer(visit, typed, expected):
    page = visit("methode/")
    open_search(page)
    assert any(title.startswith(expected) for title in search(page, typed)[:5])
