"""The guides: the calculator says what the worked cases say, the path asks one question at a time."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SHOP, REPLY = "pme/", "repondre/"


def words(text: str) -> str:
    """A text whose spaces are all alike."""
    return re.sub(r"\s+", " ", text).strip()


def answer(page: Page) -> str:
    return words(page.locator("[data-answer]").inner_text())


def choose(page: Page, mode: str) -> None:
    page.get_by_role("radio", name=mode, exact=True).check()


def test_the_calculator_says_what_the_nine_cases_say(visit):
    page = visit(SHOP)
    cases = page.locator(".cases > li")
    expect(cases).to_have_count(9)
    assert {case.get_attribute("data-mode") for case in cases.all()} == {"moi", "alternant", "freelance", "cdi"}
    for case in cases.all():
        mode = case.get_attribute("data-mode")
        page.locator(f"input[name=mode][value={mode}]").check()
        page.locator(f"[name={mode}-quantite]").fill(case.get_attribute("data-quantite"))
        assumption = page.locator(f"[name={mode}-hypothese]")
        if mode == "alternant":
            assumption.select_option(case.get_attribute("data-hypothese").removesuffix(".0"))
        else:
            assumption.fill(case.get_attribute("data-hypothese"))
        page.locator("[name=mois]").fill(case.get_attribute("data-mois"))
        assert answer(page) == words(case.inner_text())


def test_two_days_of_a_freelance_are_six_hundred_euros(visit):
    page = visit(SHOP)
    expect(page.get_by_label("Prix d’une journée, hors taxes", exact=True)).to_have_value("300")
    assert "2 jours par mois à 300 € la journée font 600 € par mois hors taxes" in answer(page)
    page.get_by_label("Prix d’une journée, hors taxes", exact=True).fill("450")
    assert "font 900 € par mois hors taxes" in answer(page)


def test_only_the_fields_of_the_choice_are_asked(visit):
    page = visit(SHOP)
    rate = page.get_by_label("Cotisations patronales avant réduction", exact=True)
    expect(rate).to_be_hidden()
    choose(page, "CDI")
    expect(rate).to_be_visible()
    expect(page.get_by_label("Jours par mois", exact=True)).to_be_hidden()
    before = answer(page)
    rate.fill("60")
    assert answer(page) != before


def test_a_field_that_means_nothing_says_what_it_waits_for(visit):
    page = visit(SHOP)
    choose(page, "CDI")
    hours = page.locator("[name=cdi-quantite]")
    hours.fill("12")
    assert answer(page) == "Heures par semaine : un nombre entre 24 et 35, s’il vous plaît."
    expect(hours).to_have_attribute("aria-invalid", "true")
    hours.fill("30")
    expect(hours).to_have_attribute("aria-invalid", "false")


def test_the_shop_guide_says_it_all_without_a_script(visit):
    page = visit(SHOP, java_script_enabled=False)
    expect(page.locator("form.calc")).to_be_hidden()
    expect(page.locator(".cases > li")).to_have_count(9)
    expect(page.locator(".choice")).to_have_count(4)
    for choice in page.locator(".choice").all():
        assert choice.locator("dt").all_inner_texts() == [
            "COÛT PAR MOIS", "HEURES", "DÉLAI", "RISQUES", "À CHOISIR QUAND",
        ]  # fmt: skip
    expect(page.locator("#entretien ol > li")).to_have_count(10)
    assert all("publié" in age for age in page.locator(".evidence .age").all_inner_texts())


def test_the_brief_is_a_document(visit, site):
    page = visit(SHOP)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Télécharger le cahier des charges").click()
    package = zipfile.ZipFile(io.BytesIO(waited.value.path().read_bytes()))
    assert waited.value.suggested_filename.endswith(".odt")
    assert "Qui répond aux messages" in package.read("content.xml").decode("utf-8")


def test_the_shop_guide_prints_on_two_pages(visit):
    page = visit(SHOP)
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(pages) == 2


def shown(page: Page) -> list[str]:
    titles = page.locator("[data-path] > section:not([hidden]) > h3").all_inner_texts()
    return [" ".join(title.split()) for title in titles]


def test_the_path_asks_one_question_at_a_time(visit):
    page = visit(REPLY)
    assert shown(page) == ["Quelqu’un est-il en danger, ou menacé ?"]
    for link in (
        "Non",
        "Une personne du public",
        "Une personne, ou quelques-unes",
        "Il est permis",
        "Une réparation",
    ):
        page.locator("[data-path]").get_by_role("link", name=link).click()
    expect(page.locator("[data-path] h3:visible")).to_have_text("Une plainte")
    assert page.url.endswith("#plainte")
    expect(page.get_by_role("heading", name="Une plainte")).to_be_focused()
    page.get_by_role("link", name="Question précédente").click()
    expect(page.locator("[data-path] h3:visible")).to_have_text("Qu’attend cette personne ?")
    page.go_back()
    expect(page.locator("[data-path] h3:visible")).to_have_text("Une plainte")
    page.get_by_role("link", name="Recommencer").click()
    expect(page.locator("[data-path] h3:visible")).to_have_text("Quelqu’un est-il en danger, ou menacé ?")


def test_an_address_opens_its_sheet_and_knows_the_way_back(visit):
    page = visit(f"{REPLY}#crise")
    assert shown(page) == ["Une crise"]
    page.get_by_role("link", name="Question précédente").click()
    expect(page.locator("[data-path] h3:visible")).to_have_text("Combien disent la même chose ?")
    page.get_by_role("button", name="Tout afficher").click()
    assert len(shown(page)) == 13
    page.get_by_role("button", name="Une question à la fois").click()
    assert len(shown(page)) == 1


def test_every_sheet_is_reached_and_says_the_same_things(visit):
    page = visit(REPLY, java_script_enabled=False)
    sheets = page.locator(".outcome")
    expect(sheets).to_have_count(8)
    for sheet in sheets.all():
        expect(sheet).to_be_visible()
        text = sheet.inner_text()
        for label in ("Délai.", "Ton.", "Prévenir.", "Jamais.", "Appuis."):
            assert label in text, (sheet.get_attribute("id"), label)
        assert page.locator(f'.step ul a[href="#{sheet.get_attribute("id")}"]').count() >= 1
    targets = page.locator(".step ul a").evaluate_all("links => links.map(a => !!document.querySelector(a.hash))")
    assert all(targets)
