"""The pay page: the simulator answers as the tables do, keeps its choice in the address, and nothing needs a script."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.tables.compute import Result
from generator.tables.rules import ALL
from generator.tables.widen import widen
from generator.views.pay import simulator
from tests.generator.pay_cubes import choices, cube

pytestmark = pytest.mark.browser

PAY, SHEET = "salaires/", "salaires/argumentaire/"

#: Sets the lists as each case wants, as a reader would, and gives the paragraphs of each answer.
ASK = """async (cases) => {
  const form = document.querySelector("form.sim");
  const answers = [];
  for (const wanted of cases) {
    for (const [name, value] of Object.entries(wanted)) form.elements[name].value = value;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
    answers.push([...document.querySelectorAll("[data-answer] p")].map((each) => each.textContent));
  }
  return answers;
}"""


def words(text: str) -> str:
    """A text whose spaces are all alike."""
    return re.sub(r"\s+", " ", text).strip()


def answer(page: Page) -> str:
    return words(page.locator("[data-answer]").inner_text())


def expected(result: Result, asked: dict[str, str]) -> list[str]:
    """What the tables answer, but for where it comes from."""
    columns = {each.name: each.column for each in choices()}
    found = widen(result, **{columns[name]: value or ALL for name, value in asked.items()})  # type: ignore[arg-type]
    said = [found.sentence] if found.sentence else []
    if found.row:
        said = [
            simulator.answer_words(found.row),
            *said,
            simulator.spread_words(found.row),
            simulator.basis_words(found.row),
        ]
    return [words(each) for each in said]


@pytest.mark.parametrize(("seed", "ads"), [(1, 0), (2, 40), (3, 400), (4, 5_000)])
def test_the_browser_widens_and_speaks_as_the_tables_do(visit: Any, seed: int, ads: int) -> None:
    result = cube(seed, ads)
    draw = random.Random(seed)
    cases = [{each.name: draw.choice(["", *each.options]) for each in choices()} for _ in range(120)]
    page = visit()
    data = simulator.to_json(simulator.simulator_data(result, choices(), {}))
    page.route("**/simulateur.json", lambda route: route.fulfill(body=data, content_type="application/json"))
    page.goto(PAY)
    with page.expect_response("**/simulateur.json"):
        page.locator("form.sim").get_by_label("Contrat").select_option("CDI")
    expect(page.locator("[data-answer] p").first).to_have_text(re.compile("CDI|brut par an"))
    answers = page.evaluate(ASK, cases)
    for asked, said in zip(cases, answers, strict=True):
        wanted = expected(result, asked)
        assert [words(each) for each in said[: len(wanted)]] == wanted, asked
        assert len(said) - len(wanted) == (1 if "brut par an" in said[0] else 0)


def test_the_choice_is_in_the_address_and_comes_back(visit):
    page = visit(PAY)
    page.locator("form.sim").get_by_label("Région").select_option(label="Bretagne")
    page.locator("form.sim").get_by_label("Contrat").select_option("CDI")
    expect(page).to_have_url(re.compile(r"\?region=53&contrat=CDI$"))
    expect(page.locator("[data-answer]")).to_contain_text("Effectif insuffisant en CDI, en Bretagne")
    said = answer(page)
    page.reload()
    expect(page.locator("form.sim").get_by_label("Région")).to_have_value("53")
    expect(page.locator("[data-answer]")).to_contain_text("en Bretagne")
    assert answer(page) == said
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?region=53$"))
    expect(page.locator("form.sim").get_by_label("Contrat")).to_have_value("")
    expect(page.locator("[data-answer]")).to_contain_text("Effectif insuffisant en Bretagne")


def test_an_address_that_means_nothing_chooses_nothing(visit):
    page = visit(f"{PAY}?region=999&niveau=<b>&autre=1")
    lists = page.locator("form.sim select")
    expect(lists).to_have_count(4)
    for each in lists.all():
        expect(each).to_have_value("")


def test_the_answer_is_announced_and_says_where_it_comes_from(visit):
    page = visit(PAY)
    live = page.locator("[data-answer]")
    expect(live).to_have_attribute("aria-live", "polite")
    page.locator("form.sim").get_by_label("Contrat").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"\?contrat=CDI$"))
    expect(live).to_contain_text("affichent un montant ou une fourchette utilisable")
    expect(live).to_contain_text("Sources")
    row = live.get_by_role("link", name="La ligne de la table")
    row.click()
    expect(page).to_have_url(re.compile(r"donnees/salaires-annonces/#toutes\.toutes\.cdi\.toutes$"))
    expect(page.locator("[id='toutes.toutes.cdi.toutes']")).to_contain_text("CDI")


def test_surveys_stand_beside_ads_for_the_choice_they_concern(visit):
    page = visit(PAY)
    beside = page.locator(".beside li")
    everyone = beside.filter(has_text="Salaire médian brut annuel : 30").first
    paris = page.locator(".beside li[data-values='11']").first
    expect(everyone).to_be_visible()
    expect(paris).to_be_hidden()
    page.locator("form.sim").get_by_label("Région").select_option("11")
    expect(paris).to_be_visible()
    page.locator("form.sim").get_by_label("Région").select_option("53")
    expect(paris).to_be_hidden()
    expect(everyone).to_be_visible()


def test_when_the_file_cannot_be_read_the_page_says_so(visit):
    page = visit(PAY)
    page.route("**/simulateur.json", lambda route: route.fulfill(body="<p>", content_type="text/html"))
    page.locator("form.sim").get_by_label("Contrat").select_option("CDD")
    expect(page.locator("[data-answer]")).to_contain_text("n’ont pas pu être lues")
    page.unroute("**/simulateur.json")
    page.locator("form.sim").get_by_label("Contrat").select_option("CDI")
    expect(page.locator("[data-answer]")).to_contain_text("brut par an")


def test_without_a_script_the_full_table_says_it_all(visit):
    page = visit(PAY, java_script_enabled=False)
    expect(page.locator("form.sim")).to_be_hidden()
    rows = page.locator("#tableau tbody tr")
    assert rows.count() > 20
    expect(page.locator("#tableau")).to_contain_text("Toutes les annonces")
    expect(page.locator("#tableau")).to_contain_text("effectif insuffisant")
    expect(page.get_by_text("Le simulateur demande JavaScript")).to_be_visible()
    assert all(item.is_visible() for item in page.locator(".beside li").all())
    assert page.locator(".cases li").count() >= 2


@pytest.mark.parametrize("script", [True, False])
def test_the_switch_of_euros_shows_one_drawing_at_a_time(visit, script):
    page = visit(PAY, java_script_enabled=script)
    current, constant = page.locator("#salaires-enquetes-courants"), page.locator("#salaires-enquetes-constants")
    expect(current).to_be_visible()
    expect(constant).to_be_hidden()
    page.get_by_role("radio", name="courants").focus()
    page.keyboard.press("ArrowRight")
    expect(constant).to_be_visible()
    expect(current).to_be_hidden()
    expect(constant).to_contain_text("En euros de")


def test_a_day_of_freelance_becomes_a_year_as_the_cases_say(visit):
    page = visit(PAY)
    said = page.locator("[data-year]")
    for case in page.locator(".cases li").all():
        page.get_by_label("Prix d’une journée, hors taxes").fill(case.get_attribute("data-price"))
        page.get_by_label("Jours facturés dans l’année").fill(case.get_attribute("data-days"))
        assert words(said.inner_text()) == words(case.inner_text())
    page.get_by_label("Prix d’une journée, hors taxes").fill("1000")
    expect(said).to_contain_text("plus que le plafond de la micro-entreprise")
    page.get_by_label("Jours facturés dans l’année").fill("0")
    expect(said).to_contain_text("un nombre entre 1 et 300")


def test_the_sheet_takes_the_choice_and_prints_on_one_page(visit):
    page = visit(PAY)
    page.locator("form.sim").get_by_label("Contrat").select_option("CDI")
    page.locator("[data-sheet]").click()
    expect(page).to_have_url(re.compile(r"salaires/argumentaire/\?contrat=CDI$"))
    expect(page.locator("[data-answer]")).to_contain_text("brut par an")
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(pages) == 1


def test_the_sheet_alone_shows_no_choice(visit):
    page = visit(SHEET)
    expect(page.locator("[data-answer]")).to_be_hidden()
    assert page.locator(".points > li").count() >= 5
