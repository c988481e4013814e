"""What a stranger comes for is three clicks, or one search, from the home page, with its source and its sample."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.catalog import Catalog
from catalog.figures import read_figure
from catalog.references import references_in
from generator.numbers import value_text

pytestmark = pytest.mark.browser

QUESTIONS = Path(__file__).parents[2] / "data" / "questions"

Walk = Callable[..., Page]


def words(text: str) -> str:
    """The text with plain spaces: typography puts others between a number and its unit."""
    return " ".join(text.split())


def said(catalog: Catalog, reference: str) -> str:
    """A figure as pages write it: « 30 000 € »."""
    name, _, key = reference.partition("#")
    work = catalog.works[name]
    figure = next(figure for figure in work.figures if figure.slug == key)
    return words(value_text(read_figure(catalog, work, figure)))


def holds(page: Page, *texts: str) -> None:
    """The page says each of ``texts``, in what it shows."""
    shown = words(page.locator("main").inner_text())
    for text in texts:
        assert text in shown, f"{text!r} is not on {page.url}"


class Stranger:
    """Walks from the home page and counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, name: str | re.Pattern[str], *, within: str = "body") -> Stranger:
        self.clicks += 1
        assert self.clicks <= 3, "a stranger left"
        link = self.page.locator(within).get_by_role("link", name=name).first
        link.click()
        self.page.wait_for_load_state()
        return self

    def search(self, typed: str, found: str | re.Pattern[str]) -> Stranger:
        """Type in the field of the home page and open the result called ``found``, one of the first three."""
        field = self.page.locator("main form.search").get_by_role("searchbox")
        field.press_sequentially(typed)
        titles = self.page.locator(".search-title")
        expect(self.page.get_by_role("dialog").get_by_role("status")).to_contain_text(f"« {typed} »")
        matching = [place for place, title in enumerate(titles.all_text_contents()[:3]) if re.search(found, title)]
        assert matching, f"{typed!r} gives {titles.all_text_contents()[:3]}"
        titles.nth(matching[0]).click()
        self.page.wait_for_load_state()
        return self


@pytest.fixture
def stranger(visit) -> Stranger:
    return Stranger(visit())


def test_the_median_pay_and_what_is_known_of_a_beginner(stranger, catalog):
    page = stranger.search("salaire débutant", "Combien gagne").page
    holds(page, said(catalog, "enquete-cm-2025#salaire-median-brut"), "2025, n = 844")
    expect(page.locator("main")).to_contain_text(re.compile("débutant"))


def test_the_pay_page_answers_a_beginner(stranger, catalog):
    page = stranger.click("Salaires", within="header").page
    holds(page, said(catalog, "enquete-cm-2025#salaire-median-brut"))
    page.locator("form.sim").get_by_label("Niveau").select_option(value="junior")
    answer = page.locator("[data-answer]")
    expect(answer).to_contain_text("débutant")
    expect(answer).to_contain_text(re.compile(r"[Ee]ffectif insuffisant|\d\s\d{3}\s€"))


def test_the_usual_age(stranger, catalog):
    page = stranger.click("Profils", within="header").page
    holds(
        page, said(catalog, "enquete-cm-2025#age-median"), said(catalog, "enquete-cm-2025#part-age.moins-de-30-ans")
    )


@pytest.mark.parametrize("typed", ["âge", "quel age", "tranche d'âge"])
def test_the_usual_age_by_its_name(visit, catalog, typed):
    page = Stranger(visit()).search(typed, "Quel âge|Profils").page
    holds(page, said(catalog, "enquete-cm-2025#age-median"))


def test_the_ten_skills_asked_most(stranger):
    page = stranger.click("Compétences", within="header").page
    expect(page.get_by_role("heading", name=re.compile("dix compétences les plus demandées"))).to_be_visible()
    ranking = page.locator("figure table").first
    assert ranking.locator("tbody tr").count() >= 10
    holds(page, "fiches métier")


def test_what_to_learn_after_canva_and_moderation(stranger):
    page = stranger.click("Compétences", within="header").click(re.compile("Que me manque-t-il")).page
    for skill in ("Canva", "Modération"):
        page.get_by_role("checkbox", name=re.compile(rf"^{skill}\b")).first.check()
    expect(page).to_have_url(re.compile("canva"))
    following = page.locator("[data-next] li, .next li")
    expect(following.first).to_be_visible()
    assert following.first.get_by_role("link").count() >= 1, "a skill to learn leads to where it is learnt"


def test_the_ads_in_bretagne(stranger):
    page = stranger.click("Offres", within="header").click("Bretagne").page
    expect(page.locator("h1")).to_contain_text("Bretagne")
    assert page.locator(".card").count() >= 1


def test_how_fast_to_answer_an_e_mail(stranger, catalog):
    page = stranger.search("délai réponse e-mail", "(?i)répondre|réponse|délai|réaction").page
    holds(page, "courriel", said(catalog, "temps-de-reaction#delai-reponse-accepte.courriel"))


def test_what_it_costs_a_small_firm(stranger):
    stranger.click("Je recrute")
    stranger.clicks += 1
    stranger.page.locator("main a[href$='pme/']").first.click()
    page = stranger.page
    expect(page).to_have_url(re.compile("/pme/$"))
    costs = page.locator("main [data-figure*='cout']")
    assert costs.count() >= 4, "each of the four choices has its cost"
    for cost in costs.all()[:4]:
        expect(cost).to_contain_text(re.compile(r"\d\s€"))


def test_what_it_costs_a_small_firm_by_one_search(stranger, catalog):
    page = stranger.search("combien coûte un community manager", "petite entreprise").page
    answer = catalog.questions["combien-coute-un-cm-a-une-pme"].answer
    called = [reference for reference in references_in(answer) if "#" in reference and ":" not in reference]
    assert called
    holds(page, *(said(catalog, reference) for reference in called))


@pytest.mark.parametrize("name", sorted(path.stem for path in QUESTIONS.glob("*.yml")))
def test_every_question_is_answered_with_live_figures_or_says_why_not(visit, catalog, name):
    question = catalog.questions[name]
    page = visit(f"questions/{name}/")
    called = [reference for reference in references_in(question.answer) if "#" in reference]
    if called:
        holds(page, *(said(catalog, reference) for reference in called if ":" not in reference))
        openers = page.locator(".reply [data-figure]")
        assert openers.count() >= len(called) - sum(reference.startswith("table:") for reference in called)
    else:
        holds(page, "On ne sait pas encore")
