"""The list of resources: words, boxes, chips, sorting, and the address that holds them."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from catalog.partial_date import PartialDate
from generator import labels

pytestmark = pytest.mark.browser

LIST = "ressources/"


def count(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status").filter(has_text=re.compile("page"))


def box(page: Page, facet: str, name: str) -> Locator:
    """The checkbox that begins with ``name`` in the group ``facet``, whose fold is opened if it is there."""
    group = page.get_by_role("group", name=facet, exact=True)
    for folded in group.locator("details.rest:not([open])", has_text=name).all():
        folded.locator("summary").click()
    return group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)} \d+$"))


def chips(page: Page) -> list[str]:
    return page.locator(".chips.removable button").all_text_contents()


def titles(page: Page) -> list[str]:
    return page.locator(".list > li:not([hidden]) h2").all_text_contents()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def number(locator: Locator) -> int:
    return int(re.sub(r"\D", "", locator.inner_text()))


def test_counts_of_the_boxes_are_those_of_the_data(visit, catalog):
    page = visit(LIST)
    works = list(catalog.works.values())
    expect(count(page)).to_have_text(f"{len(works)} pages")
    expected = {
        "theme": Counter(topic for work in works for topic in work.topics),
        "genre": Counter(work.kind for work in works),
        "annee": Counter(
            str(work.published.latest.year) for work in works if isinstance(work.published, PartialDate)
        ),
    }
    shown = page.locator(".facets input[type=checkbox]").evaluate_all(
        "boxes => boxes.map(box => [box.name, box.value, box.closest('label').querySelector('small').textContent])"
    )
    for name, counts in expected.items():
        assert {value: int(n) for facet, value, n in shown if facet == name} == counts
    freshness = {value: int(n) for facet, value, n in shown if facet == "fraicheur"}
    assert sum(freshness.values()) == len(works)
    assert set(freshness) <= set(labels.FRESHNESS)


def test_boxes_of_a_filter_widen_and_filters_narrow(visit, catalog):
    page = visit(LIST)
    works = list(catalog.works.values())
    box(page, "Thème", "Salaires").check()
    about_pay = [work for work in works if "salaires" in work.topics]
    expect(count(page)).to_have_text(f"{len(about_pay)} pages")
    box(page, "Thème", "Profils").check()
    either = [work for work in works if {"salaires", "profils"} & set(work.topics)]
    expect(count(page)).to_have_text(f"{len(either)} pages")
    box(page, "Genre", "Enquête").check()
    surveys = [work for work in either if work.kind == "enquete"]
    expect(count(page)).to_have_text(f"{len(surveys)} pages")
    assert set(page.locator(".list > li:not([hidden]) .k").all_text_contents()) == {"Enquête"}
    assert query(page) == {"theme": ["profils", "salaires"], "genre": ["enquete"]} or query(page) == {
        "theme": ["salaires", "profils"],
        "genre": ["enquete"],
    }
    assert sorted(chips(page)) == sorted(["Salaires", "Profils", "Enquête", "Tout effacer"])


def test_the_count_beside_a_box_is_what_it_would_show(visit):
    page = visit(LIST)
    box(page, "Genre", "Interview").check()
    theme = page.get_by_role("group", name="Thème").get_by_role("checkbox", disabled=False).first
    promised = number(theme.locator("xpath=.."))
    theme.check()
    expect(count(page)).to_have_text(re.compile(rf"^{promised} pages?$"))


def test_a_box_that_would_show_nothing_is_put_away(visit):
    page = visit(f"{LIST}?genre=annonce&genre=statistique")
    page.locator("details.rest").evaluate_all("parts => parts.forEach(part => { part.open = true })")
    counts = page.locator(".facets label:has(input[type=checkbox]):visible small").all_text_contents()
    assert counts
    assert "0" not in counts
    assert len(counts) < page.locator(".facets input[type=checkbox]").count()


def test_back_undoes_a_box_but_not_a_letter(visit, catalog):
    page = visit(LIST)
    page.locator(".facets input[type=checkbox]").first.check()
    page.get_by_role("searchbox", name="Chercher dans la liste").press_sequentially("cm")
    kept = number(count(page))
    page.go_back()
    expect(page.locator(".facets input:checked")).to_have_count(0)
    assert number(count(page)) == len(catalog.works)
    page.go_forward()
    expect(page.locator(".facets input:checked")).to_have_count(1)
    assert number(count(page)) == kept


@pytest.mark.parametrize("words", ["rémunération", "REMUNERATION", "  remuneration  "])
def test_words_are_sought_without_accents_nor_case(visit, catalog, words):
    page = visit(LIST)
    page.get_by_role("searchbox", name="Chercher dans la liste").fill(words)
    assert 0 < number(count(page)) < len(catalog.works)
    assert query(page) == {"q": [words.strip()]}
    assert chips(page) == [f"« {words.strip()} »"]
    for card in page.locator(".list > li:not([hidden]) .card").all():
        expect(card).to_contain_text(re.compile("r[ée]mun[ée]ration", re.IGNORECASE))


def test_nothing_that_matches_is_said(visit):
    page = visit(LIST)
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("xyzzyqwv")
    expect(count(page)).to_have_text("0 page")
    expect(page.get_by_text("Rien ne correspond.")).to_be_visible()
    assert titles(page) == []


def test_a_chip_removes_its_filter_and_keeps_the_keyboard_near(visit):
    page = visit(f"{LIST}?q=community&theme=salaires&genre=enquete")
    before = number(count(page))
    assert chips(page) == ["« community »", "Enquête", "Salaires", "Tout effacer"] or chips(page) == [
        "« community »",
        "Salaires",
        "Enquête",
        "Tout effacer",
    ]
    page.get_by_role("button", name="Retirer le filtre Enquête").press("Enter")
    expect(box(page, "Genre", "Enquête")).not_to_be_checked()
    assert number(count(page)) >= before
    assert "genre" not in query(page)
    expect(page.locator(".chips.removable button:focus")).to_have_count(1)
    page.get_by_role("button", name="Retirer la recherche").press("Enter")
    page.get_by_role("button", name="Retirer le filtre Salaires").press("Enter")
    expect(page.get_by_role("searchbox", name="Chercher dans la liste")).to_be_focused()
    assert query(page) == {}


def test_all_is_cleared_at_once(visit, catalog):
    page = visit(f"{LIST}?q=community&theme=salaires&genre=enquete&annee=2025")
    page.get_by_role("button", name="Tout effacer").click()
    expect(count(page)).to_have_text(f"{len(catalog.works)} pages")
    assert query(page) == {}
    assert chips(page) == []
    expect(page.locator(".facets input:checked")).to_have_count(0)
    expect(page.get_by_role("searchbox", name="Chercher dans la liste")).to_have_value("")


def test_sorting_goes_by_date_or_by_title(visit, catalog):
    page = visit(f"{LIST}?theme=salaires")
    order = page.get_by_role("combobox", name="Trier par")

    def years() -> list[str]:
        return page.locator(".list > li:not([hidden]) .card").evaluate_all(
            "cards => cards.map(card => card.dataset.to.slice(0, 4)).filter(Boolean)"
        )

    assert years() == sorted(years(), reverse=True)
    order.select_option("les plus anciennes")
    assert query(page)["tri"] == ["ancien"]
    oldest = page.locator(".list > li:not([hidden]) .card").evaluate_all(
        "cards => cards.map(card => card.dataset.from)"
    )
    known = [day for day in oldest if day]
    assert known == sorted(known)
    assert oldest[: len(known)] == known, "what has no date comes last"
    order.select_option("titre")
    assert titles(page) == page.evaluate("all => all.toSorted((a, b) => a.localeCompare(b, 'fr'))", titles(page))


def test_the_address_restores_everything(visit):
    page = visit(LIST)
    box(page, "Thème", "Salaires").check()
    box(page, "Fraîcheur", "Plus de 5 ans").check()
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("enquête")
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    shown, address, kept = titles(page), page.url, chips(page)
    assert shown
    page.reload()
    assert (titles(page), page.url, chips(page)) == (shown, address, kept)
    assert titles(visit(address)) == shown


def test_back_and_forward_restore_the_list(visit):
    page = visit(LIST)
    box(page, "Thème", "Salaires").check()
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    shown, address = titles(page), page.url
    page.locator(".list > li:not([hidden]) h2 a").first.click()
    expect(page.locator(".entry")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(address)
    expect(box(page, "Thème", "Salaires")).to_be_checked()
    assert titles(page) == shown
    page.go_forward()
    expect(page.locator(".entry")).to_be_visible()


def test_the_list_grows_on_demand(visit, catalog):
    page = visit(LIST)
    assert len(titles(page)) == 30
    page.get_by_role("button", name="Afficher la suite").press("Enter")
    assert len(titles(page)) == min(60, len(catalog.works))
    expect(page.locator(".list > li:not([hidden])").nth(30).get_by_role("link")).to_be_focused()


def test_a_strange_address_is_only_words(visit):
    page = visit(f"{LIST}?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&theme=nulle-part&tri=constructor")
    assert chips(page) == ["« <img src=x onerror=alert(1)> »"]
    expect(page.locator("img")).to_have_count(0)
    expect(count(page)).to_have_text("0 page")


def test_the_keyboard_alone_filters(visit):
    page = visit(LIST)
    page.get_by_role("searchbox", name="Chercher dans la liste").focus()
    page.keyboard.press("Tab")
    first = page.locator(".facets input[type=checkbox]").first
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    promised = number(first.locator("xpath=.."))
    expect(count(page)).to_have_text(re.compile(rf"^{promised} pages?$"))


def test_a_phone_hides_the_filters_until_asked(visit):
    page = visit(LIST, width=360, height=800)
    field = page.get_by_role("searchbox", name="Chercher dans la liste")
    expect(field).to_be_hidden()
    expect(page.locator(".list > li:not([hidden])").first).to_be_in_viewport()
    page.get_by_text("Filtrer", exact=True).click()
    expect(field).to_be_visible()


def test_without_a_script_all_the_cards_and_the_themes_are_there(visit, catalog):
    page = visit(LIST, java_script_enabled=False)
    expect(page.locator(".list .card")).to_have_count(len(catalog.works))
    expect(page.locator(".list .card").last).to_be_visible()
    expect(page.locator(".facets")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Trier par")).to_be_hidden()
    expect(page.locator("[data-search-open]")).to_be_hidden()
    page.get_by_role("link", name=re.compile(r"^Salaires \d")).click()
    expect(page.locator("h1")).to_have_text("Salaires")
    about_pay = [work for work in catalog.works.values() if "salaires" in work.topics]
    expect(page.locator(".list .card")).to_have_count(len(about_pay))
