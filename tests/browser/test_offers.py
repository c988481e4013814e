"""The list of ads in a browser: filters, counts, words, sorting, the keyboard, and the address that holds them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

LIST = "offres/"


@pytest.fixture(scope="module")
def site(demonstration: Site) -> Site:
    """Our own entries, with invented records."""
    return demonstration


@pytest.fixture(scope="module")
def catalog_order(site: Site) -> list[str]:
    """The titles of the jobs, newest first, as the pages by month list them."""
    found = []
    for month in ("2026-11", "2026-10", "2026-09"):
        page = Path(site.folder, "offres/mois", month, "index.html")
        if page.exists():
            found += [heading.text_content().strip() for heading in html.parse(page).getroot().cssselect(".list h2")]
    return found


def count(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status")


def counted(number: int) -> re.Pattern[str]:
    return re.compile(rf"^{number}\sannonces?$")


def titles(page: Page) -> list[str]:
    return page.locator(".list > li:not([hidden]) h2").all_text_contents()


def box(page: Page, facet: str, name: str) -> Locator:
    group = page.get_by_role("group", name=facet, exact=True)
    for folded in group.locator("details.rest:not([open])", has_text=name).all():
        folded.locator("summary").click()
    return group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)} \d+$"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def promised(box: Locator) -> int:
    return int(re.sub(r"\D", "", box.locator("xpath=..").locator("small").inner_text()))


def files(page: Page) -> list[str]:
    """The files of the list that were asked for, in order."""
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [url.rsplit("/", 1)[1] for url in asked if "/liste/" in url]


def settled(page: Page) -> Page:
    """The page once its list answers what is asked."""
    expect(page.locator(".list[aria-busy]")).to_have_count(0)
    return page


def test_filters_narrow_the_ads_and_live_in_the_address(visit):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    box(page, "Région", "Pays de la Loire").check()
    box(page, "Contrat", "CDI").check()
    expect(count(page)).to_have_text(counted(19))
    shown = titles(page)
    assert query(page) == {"region": ["pays-de-la-loire"], "contrat": ["cdi"]}
    page.reload()
    expect(count(page)).to_have_text(counted(19))
    assert titles(page) == shown
    box(page, "État", "Retirée").check()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Community manager partie"]


def test_every_ad_is_searched_those_the_page_does_not_hold_too(visit, catalog_order):
    page = visit(LIST, java_script_enabled=False)
    held = set(titles(page))
    oldest = catalog_order[-1]
    assert oldest not in held
    page = visit(f"{LIST}?q={oldest.replace(' ', '+')}")
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == [oldest]
    page.locator(".list h2 a").click()
    expect(page.locator("h1")).to_have_text(oldest)


def test_a_card_made_by_the_script_is_the_one_of_the_pages(visit):
    def parts(card: Locator) -> Any:
        return card.evaluate(
            "card => [...card.querySelectorAll('*')].map(each => [each.tagName, each.className, each.dateTime, each.href, each.textContent])"
        )

    page = visit(f"{LIST}?tri=ancien")
    expect(page.locator(".list h2").first).to_contain_text("a84")
    pages = visit("offres/mois/2026-09/")
    for title in ("Community manager a84", "Zélé CM"):
        card, written = (each.locator(".list .card", has_text=title) for each in (page, pages))
        assert parts(card) == parts(written)


def test_the_list_goes_on_to_its_end_and_the_keyboard_with_it(visit, catalog_order):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    for many in (60, 90, 99):
        page.get_by_role("button", name="Afficher la suite").press("Enter")
        expect(page.locator(".list > li")).to_have_count(many)
        expect(page.locator(".list > li").nth((many - 1) // 30 * 30).get_by_role("link")).to_be_focused()
    assert titles(page) == catalog_order
    expect(page.get_by_role("button", name="Afficher la suite")).to_be_hidden()
    page.get_by_role("combobox", name="Trier par").select_option("ancien")
    expect(page.locator(".list h2").first).to_have_text(catalog_order[-1])


def test_a_view_comes_back_whole_from_its_address(visit):
    page = visit(LIST)
    box(page, "Région", "Île-de-France").check()
    box(page, "Télétravail", "En partie à distance").check()
    box(page, "Compétence", "Canva").check()
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("manager")
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    expect(count(page)).to_have_text(counted(3))
    shown, address, chips = titles(page), page.url, page.locator(".chips.removable button").all_text_contents()
    assert shown == sorted(shown)
    assert set(query(page)) == {"q", "region", "teletravail", "competence", "tri"}
    assert set(chips) == {"« manager »", "Île-de-France", "En partie à distance", "Canva", "Tout effacer"}
    for again in (page, visit(address)):
        again.goto(address)
        expect(count(again)).to_have_text(counted(3))
        assert titles(again) == shown
        assert again.locator(".chips.removable button").all_text_contents() == chips
    page.get_by_role("button", name="Tout effacer").click()
    expect(count(page)).to_have_text(counted(99))
    page.go_back()
    expect(count(page)).to_have_text(counted(3))
    assert titles(page) == shown


def test_the_count_of_a_box_follows_the_other_filters_and_keeps_its_promise(visit):
    page = visit(LIST)
    before = promised(box(page, "Contrat", "CDI"))
    box(page, "Région", "Pays de la Loire").check()
    expect(box(page, "Contrat", "CDI").locator("xpath=..").locator("small")).not_to_have_text(str(before))
    for facet, name in (("Compétence", "Canva"), ("Mois", "Octobre 2026"), ("Contrat", "Alternance")):
        each = settled(page) and box(page, facet, name)
        settled(page)
        number = promised(each)
        each.check()
        expect(count(page)).to_have_text(counted(number))
    assert promised(box(page, "Région", "Île-de-France")) > 0, "a filter does not narrow its own boxes"


def test_a_chip_names_its_filter_when_its_label_says_nothing_alone(visit):
    page = settled(visit(f"{LIST}?teletravail=non-precise&contrat=cdi"))
    chips = page.locator(".chips.removable button")
    assert chips.all_text_contents() == ["CDI", "Télétravail : non précisé", "Tout effacer"]
    page.get_by_role("button", name="Retirer le filtre Télétravail : non précisé").press("Enter")
    expect(page.get_by_role("searchbox", name="Chercher dans la liste")).to_be_focused()
    assert query(page) == {"contrat": ["cdi"]}


def test_nothing_is_read_before_it_serves(visit):
    page = settled(visit(LIST))
    assert files(page) == ["faits.json"]
    box(page, "Région", "Pays de la Loire").check()
    expect(count(page)).not_to_have_text(counted(99))
    assert "competence.json" not in files(page)
    assert "mots.json" not in files(page)
    skills = page.get_by_role("group", name="Compétence", exact=True)
    skills.get_by_text("Voir 2 compétences").press("Enter")
    expect(skills.get_by_role("checkbox", name=re.compile("^Canva"))).to_be_visible()
    settled(page)
    assert "competence.json" in files(page)
    page.get_by_role("searchbox", name="Chercher dans la liste").fill("zele")
    expect(count(page)).to_have_text(counted(1))
    assert files(page).count("mots.json") == files(page).count("faits.json") == 1


def test_a_list_that_cannot_be_read_says_so_and_comes_back(visit):
    page = visit(LIST)
    expect(count(page)).to_have_text(counted(99))
    page.route("**/mots.json", lambda route: route.fulfill(status=404))
    with page.expect_response("**/mots.json") as answer:
        page.get_by_role("searchbox", name="Chercher dans la liste").fill("zele")
    visit.missing.add(answer.value.url)
    expect(page.get_by_role("alert")).to_contain_text("La liste n’a pas pu être lue.")
    expect(page.locator(".list")).to_be_hidden()
    page.unroute("**/mots.json")
    page.get_by_role("button", name="Recharger la page").click()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    expect(page.get_by_text("La liste n’a pas pu être lue.")).to_be_hidden()


def test_the_keyboard_alone_opens_the_skills_and_ticks_one(visit):
    page = settled(visit(LIST))
    summary = page.get_by_role("group", name="Compétence", exact=True).locator("summary")
    page.get_by_role("group", name="État", exact=True).get_by_role("checkbox").last.focus()
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.get_by_role("group", name="Compétence", exact=True).get_by_role("checkbox").first
    expect(first).to_be_focused()
    settled(page)
    number = promised(first)
    page.keyboard.press("Space")
    expect(count(page)).to_have_text(counted(number))
    expect(first).to_be_focused()


def test_a_job_is_found_by_what_its_reposts_alone_say(visit):
    page = visit(f"{LIST}?q=rebaptisee+paris")
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    box(page, "Région", "Île-de-France").check()
    settled(page)
    assert titles(page) == ["Zélé CM"]


@pytest.mark.parametrize("width", [1440, 360])
def test_the_boxes_of_a_filter_keep_their_width_when_the_first_is_hidden(visit, width):
    page = visit(f"{LIST}?q=partie", width=width)
    if width < 768:
        page.get_by_text("Filtrer", exact=True).click()
    expect(count(page)).to_have_text(counted(1))
    hidden = page.locator(".facets legend + label[hidden]")
    assert hidden.count() > 0, "nothing to try"
    widths = page.locator(".facets label:has(input[type=checkbox]):not([hidden])").evaluate_all(
        "labels => labels.filter(each => !each.closest('details.rest:not([open])')).map(each => each.offsetWidth)"
    )
    assert min(widths) > 150


def test_pay_can_be_filtered_and_sorted(visit):
    page = visit(f"{LIST}?tri=salaire")
    expect(page.locator(".list h2").first).to_have_text("Zélé CM")  # a doubtful amount is not ranked
    box(page, "Salaire affiché", "Montant affiché").check()
    expect(count(page)).to_have_text(counted(1))
    assert titles(page) == ["Zélé CM"]
    page.get_by_role("combobox", name="Trier par").select_option("titre")
    assert query(page) == {"salaire": ["affiche"], "tri": ["titre"]}


def test_without_a_script_the_newest_ads_and_every_region_contract_and_month_are_there(visit, catalog_order):
    page = visit(LIST, java_script_enabled=False)
    expect(page.locator(".list .card")).to_have_count(60)
    assert titles(page) == catalog_order[:60]
    expect(page.get_by_text("les 39 autres sont dans les pages")).to_be_visible()
    expect(page.locator(".facets")).to_be_hidden()
    for name, title in (
        ("Pays de la Loire", "Offres : Pays de la Loire"),
        ("CDI", "Offres : CDI"),
        ("Octobre 2026", "Offres d’octobre 2026"),
    ):
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
        expect(page.locator("h1")).to_have_text(title)
        page.get_by_role("link", name="Toutes les offres").click()
    page.get_by_role("link", name=re.compile("^Octobre 2026")).click()
    page.locator(".card a").first.click()
    expect(page.get_by_role("link", name="Lire l’annonce d’origine chez Éditeur")).to_be_visible()
