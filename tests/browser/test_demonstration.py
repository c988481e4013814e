"""The pages of ads and sources as a demonstration shows them: what is invented, what is old, no barrier, no overflow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.demonstration import TYPED
from tests.browser.test_accessibility import barriers, overflow, wear

pytestmark = pytest.mark.browser

LIST = "offres/"
INVENTED = "Démonstration\u00a0: les annonces et les sources de ces pages sont inventées."
REAL = "Démonstration\u00a0: seules les offres et les sources sont inventées."


@pytest.fixture(scope="module")
def site(demonstration: Site) -> Site:
    """Our own entries, with invented records."""
    return demonstration


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize(
    ("path", "said"),
    [("", INVENTED), (LIST, INVENTED), ("offres/payee/", INVENTED), ("offres/mois/2026-10/", INVENTED),
     ("offres/contrat/cdi/", INVENTED), ("sources/", INVENTED), ("methode/", REAL), ("interviews/herve-kabla/", REAL)],
)  # fmt: skip
def test_a_demonstration_says_what_is_invented_on_every_page_and_on_paper(visit, path, said, width):
    page = visit(path, width=width)
    banner = page.locator(".demo")
    expect(banner).to_have_text(said)
    for where in (0, 0.5, 1):
        page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", where)
        expect(banner).to_be_in_viewport(ratio=1)
    foot = page.locator("footer.foot li").last.bounding_box()
    assert foot["y"] + foot["height"] <= banner.bounding_box()["y"], "the foot is hidden behind it"
    expect(page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
    page.emulate_media(media="print")
    expect(banner).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        LIST,
        "offres/payee/",
        "offres/region/pays-de-la-loire/",
        "offres/contrat/cdi/",
        "offres/mois/2026-10/",
        "sources/",
    ],
)
def test_old_data_are_told_where_ads_are_shown(visit, path):
    page = visit(path)
    expect(page.locator(".silence")).to_contain_text("du 1er novembre 2026, il y a 24 jours")


def test_the_original_is_the_first_link_of_an_ad(visit):
    page = visit("offres/payee/")
    first = page.locator("main .text a").first
    expect(first).to_have_attribute("href", "https://exemple.fr/payee")
    expect(first).to_be_in_viewport()
    page.get_by_role("link", name="La source site").click()
    expect(page.locator("#site")).to_be_in_viewport()


def test_untrusted_words_show_as_they_were_typed(visit):
    page = visit("offres/longue/")
    expect(page.locator(".byline")).to_contain_text(TYPED)
    expect(page.locator("main img")).to_have_count(0)
    page.goto("sources/")
    expect(page.locator("#site")).to_contain_text(TYPED)


def test_on_a_phone_the_table_of_sources_is_a_list_that_fits(visit):
    page = visit("sources/", width=360)
    table = page.locator("table.health")
    assert table.evaluate("each => each.scrollWidth <= each.parentElement.clientWidth")
    row = table.locator("tr", has_text="La source neuve")
    named = row.locator("td").nth(2).evaluate("each => getComputedStyle(each, '::before').content")
    assert named == '"Gardées : "'
    for cell in row.locator("td").all():
        edges = cell.bounding_box()
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= 360


def test_the_search_finds_ads_that_can_be_answered_after_what_explains(visit):
    page = visit()
    page.get_by_role("button", name="Rechercher").click()
    page.keyboard.type("community manager")
    expect(page.locator(".search-result").nth(2)).to_be_visible()
    assert "Annonce" not in page.locator(".search-kind").all_text_contents()
    page.get_by_role("button", name=re.compile("^Annonce")).click()
    expect(page.locator(".search-kind").first).to_have_text("Annonce")
    page.get_by_role("searchbox", name="Mots à chercher").fill("partie Angers")
    expect(page.locator(".search-status")).to_contain_text("partie Angers")
    assert "Community manager partie" not in page.locator(".search-title").all_text_contents()


@pytest.mark.parametrize(
    "path", [LIST, "offres/payee/", "offres/longue/", "offres/reprise/", "offres/mois/2026-10/", "sources/"]
)
def test_no_barrier_and_nothing_wider_than_the_screen(visit, path):
    page = visit(path)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    for width in (1440, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width
        for scheme in ("light", "dark") if width in (1440, 360) else ():
            wear(page, scheme)
            assert barriers(page) == [], f"{width} px, {scheme}"
