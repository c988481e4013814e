"""The pages to fill and to tick: the self-assessment, with and without a script, and the files of the monitoring kit."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from generator.sheets.dashboard import DASHBOARD

pytestmark = pytest.mark.browser

MATURITY = "maturite/"
MONITORING = "veille/"
STEPS = {1: "la hiérarchie", 2: "la communauté émergente", 3: "la communauté", 4: "le réseau"}


def tick(page: Page, *values: int) -> None:
    for value in values:
        page.locator(f".assess input[value='{value}']").check()


def ticked(page: Page) -> list[str]:
    return page.eval_on_selector_all(".assess input:checked", "boxes => boxes.map(box => box.value)")


def outcome(page: Page):
    return page.get_by_role("status").filter(has_text=re.compile("Étape|case"))


def expect_step(page: Page, step: int) -> None:
    expect(outcome(page)).to_contain_text(re.compile(rf"^Étape {step} sur 4\s:\s{STEPS[step]}\."))


def test_before_any_box_no_step_is_said(visit):
    page = visit(MATURITY)
    expect(outcome(page)).to_contain_text("Aucune case cochée")
    expect(page.locator("[data-next] li")).to_have_count(0)
    expect(page.get_by_text("Imprimez la page")).to_be_hidden()
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ((1,), 1),
        ((1, 2, 3), 1),
        ((1, 2, 3, 4), 2),
        (range(6, 17), 1),
        ((1, 2, 3, 4, 6, 7, 8, 9), 2),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 3),
        ((*range(1, 12), 12, 13, 14), 3),
        ((*range(1, 5), *range(7, 12), *range(13, 17)), 4),
        (range(1, 17), 4),
    ],
)
def test_the_step_is_that_of_the_first_group_not_held(visit, values, step):
    page = visit(MATURITY)
    tick(page, *values)
    expect_step(page, step)


def test_the_next_steps_are_the_empty_boxes_of_the_group(visit):
    page = visit(MATURITY)
    tick(page, 1, 2, 3, 4, 6, 9)
    expect(outcome(page)).to_contain_text(
        "6\u00a0cases cochées sur 16. Encore 3\u00a0cases pour passer à la suivante."
    )
    expect(page.get_by_role("heading", name="Vos prochains pas")).to_be_visible()
    lists = page.locator("[data-next] ul")
    expect(lists.nth(0).get_by_role("listitem")).to_have_count(4)
    expect(lists.nth(1).get_by_role("listitem")).to_have_text([re.compile("^On a écrit qui peut publier")])
    for link in page.locator("[data-next] a").all():
        assert page.request.get(link.evaluate("link => link.href")).ok


def test_everything_ticked_leaves_nothing_to_do(visit):
    page = visit(MATURITY)
    tick(page, *range(1, 17))
    expect(page.locator("[data-next]")).to_have_text("Tout est coché. Refaites le test dans un an.")


def test_the_address_holds_the_answers(visit):
    page = visit(MATURITY)
    tick(page, 4, 1, 12)
    assert page.url.endswith("#cases=1.4.12")
    page.reload()
    assert ticked(page) == ["1", "4", "12"]
    expect_step(page, 1)
    page.evaluate("location.hash = '#cases=1.2.3.4'")
    expect_step(page, 2)
    page.get_by_role("link", name="Ce que vaut ce test").click()
    assert ticked(page) == ["1", "2", "3", "4"], "a place in the page is no answer"


@pytest.mark.parametrize("fragment", ["cases=", "cases=99.x.-1", "cases=<img src=x>", "autre=1", "%E0%A4%A"])
def test_an_address_that_means_nothing_ticks_nothing(visit, fragment):
    page = visit(f"{MATURITY}#{fragment}")
    assert ticked(page) == []
    expect(outcome(page)).to_contain_text("Aucune case cochée")


def test_reset_forgets_everything_and_keeps_the_focus_in_the_test(visit):
    page = visit(f"{MATURITY}#cases=1.2.3.4.5")
    expect_step(page, 2)
    page.get_by_role("button", name="Tout effacer").click()
    assert ticked(page) == []
    assert "#" not in page.url
    expect(page.locator(".assess input").first).to_be_focused()
    expect(outcome(page)).to_contain_text("Aucune case cochée")


def test_answers_are_never_sent(visit):
    page = visit(MATURITY)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    tick(page, 1, 2, 3)
    page.locator(".assess input").nth(3).press("Enter")
    page.get_by_role("button", name="Tout effacer").click()
    # Chromium asks for the icon again when the address changes; a fragment never leaves the browser.
    assert [url for url in asked if not url.endswith("favicon.svg")] == []
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []


def test_the_keyboard_ticks(visit):
    page = visit(MATURITY)
    page.locator(".assess input").first.focus()
    page.keyboard.press("Space")
    assert ticked(page) == ["1"]
    expect_step(page, 1)


@pytest.mark.parametrize("width", [1440, 360])
def test_a_box_is_large_enough_for_a_finger(visit, width):
    page = visit(MATURITY, width=width)
    for label in page.locator(".assess label").all():
        box = label.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_without_a_script_it_is_a_list_to_tick(visit):
    page = visit(MATURITY, java_script_enabled=False)
    boxes = page.locator(".assess").get_by_role("checkbox")
    expect(boxes).to_have_count(16)
    boxes.nth(2).check()
    expect(boxes.nth(2)).to_be_checked()
    expect(page.get_by_text("La règle\u00a0:")).to_be_visible()
    expect(page.get_by_text("Imprimez la page")).to_be_visible()
    expect(page.locator(".outcome")).to_be_hidden()
    for step in ("De l’étape 1 à l’étape 2", "De l’étape 2 à l’étape 3", "De l’étape 3 à l’étape 4"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()


def test_paper_keeps_the_boxes_the_rule_and_the_step(visit):
    page = visit(f"{MATURITY}#cases=1.2.3.4")
    page.emulate_media(media="print")
    expect(page.locator(".assess input").first).to_be_visible()
    expect(page.locator("#regle")).to_be_visible()
    expect_step(page, 2)
    expect(outcome(page)).to_be_visible()
    expect(page.get_by_role("button", name="Tout effacer")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_each_file_is_downloaded_and_opens(visit, script):
    page = visit(MONITORING, java_script_enabled=script)
    names = set()
    for link in page.locator(".downloads a").all():
        with page.expect_download() as begun:
            link.click()
        name = begun.value.suggested_filename
        content = Path(begun.value.path()).read_bytes()
        names.add(name)
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
        else:
            assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) == 2
    assert len(names) == 9


def test_each_link_to_a_file_says_which(visit):
    page = visit(MONITORING)
    names = page.eval_on_selector_all(".downloads a", "links => links.map(link => link.textContent)")
    assert len(set(names)) == 9


def test_the_page_explains_what_the_dashboard_computes(visit):
    page = visit(MONITORING)
    explained = page.get_by_role("region", name="Les mesures").locator("td:first-child").all_inner_texts()
    assert {column.title for column in DASHBOARD.columns if column.computed} <= set(explained)
    assert {name.split(",")[0] for name in explained} <= {column.title.split(",")[0] for column in DASHBOARD.columns}
