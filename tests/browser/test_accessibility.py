"""No barrier that axe sees, nothing wider than the screen: on each kind of page, in both schemes, on phone and desk."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

#: Where nothing is.
NOWHERE = "page/perdue/"
#: One page of each kind.
PAGES = [
    "", "ressources/", "interviews/herve-kabla/", "etudes/enquete-cm-2023/", "ressources/google-dance-pagerank/",
    "questions/combien-gagne-un-community-manager/", "competences/redaction-web/", "competences/",
    "competences/que-me-manque-t-il/#j-ai=canva.moderation", "outils/", "ressources/theme/salaires/",
    "offres/", "sources/", "salaires/?region=53&contrat=CDI", "salaires/argumentaire/",
    "pme/", "repondre/", "veille/", "maturite/#cases=1.2.3.4.6", "formations/", "metier/intitules/",
    "metier/organisation/", "profils/", NOWHERE,
]  # fmt: skip
#: Seen for their width only: their frame is that of the ones above.
MORE_PAGES = [
    "questions/", "collections/alkyna/", "je-recrute/", "methode/", "etudes/", "metier/",
    "metier/journee/", "metier/cm-ou-social-media-manager/", "metier/carrieres/", "metier/critiques/", "attributions/",
]  # fmt: skip


def barriers(page: Page) -> list[str]:
    """What axe finds serious or critical: the rule, and the element."""
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def wear(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Have the system ask for a scheme, and wait until the page wears it."""
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if scheme == "dark" else "default")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("path", PAGES)
def test_no_barrier(visit, path):
    page = visit(path, missing=path == NOWHERE)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            wear(page, scheme)
            assert barriers(page) == [], f"{width} px, {scheme}"


@pytest.mark.parametrize("width", [1440, 360])
def test_no_barrier_in_the_search(visit, width):
    page = visit(width=width, height=800)
    page.get_by_role("button", name="Rechercher").click()
    page.keyboard.type("salaire")
    expect(page.locator(".search-result").nth(2)).to_be_visible()
    for scheme in ("light", "dark"):
        wear(page, scheme)
        assert barriers(page) == [], scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_in_the_menu_nor_in_filters(visit, scheme):
    page = visit("ressources/?theme=salaires&q=cm", width=360, height=800, color_scheme=scheme)
    page.get_by_text("Filtrer", exact=True).click()
    assert barriers(page) == []
    page.locator(".drawer > summary").click()
    assert barriers(page) == []


def test_nothing_is_wider_than_the_screen(visit):
    page = visit(NOWHERE, missing=True)
    wide = {}
    for path in [*PAGES, *MORE_PAGES]:
        page.goto(path or ".")
        # 320 px: reflow, as WCAG 1.4.10 asks (1280 px read at 400 %).
        for width in (1440, 768, 360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if pixels := overflow(page):
                wide[path, width] = pixels
    assert wide == {}
