"""What surrounds every page: colours, menu, keyboard, print."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SCHEMES = {"light": "default", "dark": "slate"}
ENTRY = "interviews/herve-kabla/"


def scheme(page: Page) -> str:
    return page.evaluate("document.body.dataset.mdColorScheme")


def ground(page: Page) -> int:
    """How light the page is, from 0 to 255."""
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    )
    return (red + green + blue) // 3


def test_left_to_itself_the_theme_is_that_of_the_system(visit):
    page = visit(color_scheme="dark")
    assert scheme(page) == "slate"
    assert ground(page) < 60
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert ground(page) > 200


@pytest.mark.parametrize(("system", "clicks", "shown"), [("light", 2, "dark"), ("dark", 1, "light")])
def test_a_chosen_theme_stays_from_page_to_page(visit, system, clicks, shown):
    page = visit(color_scheme=system)
    switch = page.get_by_role("button", name=re.compile("^Thème automatique"))
    for _ in range(clicks):
        switch = page.locator("[data-theme-switch]")
        switch.click()
    assert scheme(page) == SCHEMES[shown]
    page.goto(ENTRY)
    assert scheme(page) == SCHEMES[shown]
    page.emulate_media(color_scheme=system)
    assert scheme(page) == SCHEMES[shown], "the system no longer decides"
    for _ in range(3 - clicks):
        page.locator("[data-theme-switch]").click()
    expect(page.get_by_role("button", name=re.compile("^Thème automatique"))).to_be_visible()
    assert scheme(page) == SCHEMES[system]


def test_the_menu_of_a_phone_leads_everywhere(visit):
    page = visit(ENTRY, width=360, height=800)
    plan = page.get_by_role("navigation", name="Plan du site")
    expect(plan).to_be_hidden()
    menu = page.locator(".drawer > summary")
    menu.click()
    expect(plan).to_be_visible()
    for name in (
        "Accueil",
        "Compétences",
        "Études",
        "Interviews",
        "Offres",
        "Ressources",
        "Questions",
        "Je recrute",
        "Méthode",
        "Sources",
    ):
        expect(plan.get_by_role("link", name=re.compile(f"^{name}"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(plan).to_be_hidden()
    expect(menu).to_be_focused()
    menu.press("Enter")
    plan.get_by_role("link", name="Questions", exact=True).click()
    expect(page.locator("h1")).to_contain_text("questions")


def test_the_menu_opens_without_a_script(visit):
    page = visit(ENTRY, width=360, java_script_enabled=False)
    page.locator(".drawer > summary").click()
    expect(page.get_by_role("navigation", name="Plan du site")).to_be_visible()


def focused_outline(page: Page) -> str:
    """How the focus shows: the outline of the focused element, or what its container draws for it."""
    return page.evaluate(
        """() => {
          const seen = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
          for (let node = document.activeElement; node && node !== document.body; node = node.parentElement) {
            const style = getComputedStyle(node);
            if (seen(style)) return "outline";
            if (node !== document.activeElement && style.boxShadow.includes("inset")) return "shadow";
          }
          return "none: " + document.activeElement.outerHTML.slice(0, 120);
        }"""
    )


@pytest.mark.parametrize("path", ["", "ressources/", ENTRY, "etudes/enquete-cm-2023/"])
def test_the_focus_always_shows(visit, path):
    page = visit(path)
    reached = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert focused_outline(page) in ("outline", "shadow")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.width, b.height] })()"
        )
        assert min(box) > 0, page.evaluate("document.activeElement.outerHTML")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    assert len(reached) >= 15


def test_the_keyboard_goes_from_the_first_link_to_an_entry(visit):
    page = visit()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.card')"):
            break
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator(".entry h1")).to_have_text(title)


@pytest.mark.parametrize("path", ["", ENTRY, "etudes/enquete-cm-2023/", "ressources/"])
def test_paper_keeps_the_text_and_drops_the_controls(visit, path):
    page = visit(path, color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for control in (".tools", "nav.main", "form.search", ".actions", ".facets"):
        for element in page.locator(control).all():
            expect(element).to_be_hidden()
    assert ground(page) == 255
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 90, "dark ink on white, whatever the theme"
    for part in page.locator(
        "main :is(li:not([hidden]) > .card h2, .card h3, .qa p, .lede, .figures .value, details.src dl)"
    ).all()[:20]:
        expect(part).to_be_visible()
