"""An entry, on an interview of the founding collection."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "interviews/herve-kabla/"
PUBLISHED = dt.date(2012, 5, 9)


def age_in_words(day: dt.date) -> str:
    """The time from PUBLISHED to ``day``, counted on the calendar one month then one day at a time."""

    def month_later(months: int) -> dt.date:
        year, month = divmod(PUBLISHED.month - 1 + months, 12)
        return dt.date(PUBLISHED.year + year, month + 1, PUBLISHED.day)  # the 9th exists in every month

    months = 0
    while month_later(months + 1) <= day:
        months += 1
    counts = (
        (months // 12, "an", "ans"),
        (months % 12, "mois", "mois"),
        ((day - month_later(months)).days, "jour", "jours"),
    )
    parts = [f"{count} {many if count > 1 else one}" for count, one, many in counts if count]
    return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def test_age_in_words_counts_as_a_person_does():
    assert age_in_words(dt.date(2026, 11, 22)) == "14 ans, 6 mois et 13 jours"
    assert age_in_words(dt.date(2027, 5, 9)) == "15 ans"


def test_the_banner_gives_the_exact_age_on_the_day_of_the_build(visit, site):
    page = visit(PAGE)
    banner = page.get_by_role("main").get_by_role("note").first
    expect(banner).to_have_text(
        f"Publié il y a {age_in_words(site.built)} (9 mai 2012) : ces informations sont peut-être périmées."
    )
    byline = page.locator(".byline")
    expect(byline).to_contain_text("9 mai 2012")
    expect(byline.locator(".inf")).to_have_text("inféré")


def test_the_person_stands_on_a_card(visit):
    page = visit(PAGE)
    card = page.locator(".person")
    expect(card.get_by_role("heading", name="Hervé Kabla")).to_be_visible()
    for words in ("École polytechnique", "Télécom Paris", "18 ans chez Dassault Systèmes", "BlogAngels"):
        expect(card).to_contain_text(words, use_inner_text=True)
    skills = card.locator("dt", has_text="Compétences citées").locator("+ dd").get_by_role("link")
    assert skills.count() >= 3
    name = skills.first.inner_text()
    skills.first.click()
    expect(page.locator("h1")).to_have_text(name)
    link = page.get_by_role("link", name="Hervé Kabla", include_hidden=True).first
    expect(link).to_be_attached()
    if not link.is_visible():
        page.locator("details.more", has=link).locator("summary").click()
    expect(link).to_be_visible()


def test_questions_are_numbered_and_can_be_linked_to(visit, catalog):
    page = visit(PAGE)
    questions = page.locator(".qa h3")
    expect(questions).to_have_text([item.question for item in catalog.interviews["herve-kabla"].questions])
    for rank, question in enumerate(questions.all(), 1):
        expect(question).to_have_id(f"q{rank}")
        expect(question.locator("+ p")).not_to_be_empty()
        assert question.evaluate("title => getComputedStyle(title, '::before').content") not in ("none", "normal")


def test_the_collection_is_read_one_page_after_the_other(visit, catalog):
    page = visit(PAGE)
    pager = page.get_by_role("navigation", name="Le métier de Community Manager")
    expect(pager.locator(".place")).to_have_text("6 sur 13, collection d’alkyna")
    pager.locator("[rel=next]").click()
    expect(page).to_have_url(re.compile(r"/ressources/veille-territoriale/$"))
    expect(page.locator(".pager .place")).to_contain_text("7 sur 13")
    page.locator(".pager [rel=prev]").click()
    page.locator(".pager [rel=prev]").click()
    expect(page).to_have_url(re.compile(r"/ressources/face-cachee/$"))
    page.get_by_role("link", name="collection d’alkyna").click()
    expect(page.locator(".list .card h2")).to_have_text(
        [catalog.works[name].title for name in catalog.collections["alkyna"].items]
    )


@pytest.mark.parametrize(
    ("end", "absent"), [("resources/temps-de-reaction", "prev"), ("resources/google-dance-pagerank", "next")]
)
def test_the_ends_of_the_collection_lead_only_inwards(visit, end, absent):
    page = visit(end.replace("resources", "ressources") + "/")
    expect(page.locator(f".pager [rel={absent}]")).to_have_count(0)
    expect(page.locator(".pager [rel]")).to_have_count(1)


def test_related_entries_say_why(visit):
    page = visit(PAGE)
    related = page.get_by_role("complementary").locator(".near > li")
    assert related.count() >= 3
    for item in related.all():
        expect(item.get_by_role("link")).not_to_be_empty()
        expect(item.locator("small")).to_have_text(re.compile(r"même|mêmes"))


def test_a_reader_can_mend_report_and_cite(visit):
    page = visit(PAGE)
    actions = page.locator(".actions")
    expect(actions.get_by_role("link", name="Modifier")).to_have_attribute(
        "href", re.compile(r"^https://.*/edit/main/data/interviews/herve-kabla\.yml$")
    )
    report = actions.get_by_role("link", name="Signaler").get_attribute("href") or ""
    assert re.match(r"https://.*/issues/new\?title=.*Kabla.*&body=.*herve-kabla", report)
    citation = actions.locator(".cite")
    expect(citation).to_be_hidden()
    actions.get_by_text("Citer").click()
    expect(citation).to_contain_text("ConseilsMarketing.fr")
    expect(citation).to_contain_text("9 mai 2012")
    actions.get_by_role("button", name="Copier").click()
    expect(actions.get_by_role("button")).to_have_text(re.compile("Copié|Copier"))


def test_the_original_is_one_click_away_and_its_state_is_said(visit, catalog):
    page = visit(PAGE)
    source = page.locator(".source")
    expect(source.get_by_role("link").first).to_have_attribute("href", catalog.interviews["herve-kabla"].url)
    expect(source.locator(".linkstate")).to_have_text(
        "copie : la page d’origine n’a pas été retrouvée · lien non revérifié depuis la saisie"
    )


def test_the_truncated_title_shows_its_repair(visit):
    page = visit("etudes/adoption-tpe-pme-2011/")
    repair = page.locator(".repair").first
    before, now = repair.locator("del").inner_text(), repair.locator("ins").inner_text()
    expect(page.locator("h1")).to_have_text(now)
    assert before != now
    expect(repair).to_contain_text("Pourquoi")


def test_the_entry_beside_the_point_says_so(visit):
    warnings = visit("ressources/google-dance-pagerank/").get_by_role("note")
    expect(warnings.filter(has_text="Hors sujet")).to_be_visible()
    expect(warnings.filter(has_text="À lire avec prudence")).to_be_visible()


def test_every_figure_of_a_study_opens_on_its_source(visit, catalog):
    study = catalog.studies["enquete-cm-2023"]
    page = visit("etudes/enquete-cm-2023/")
    sources = page.locator("#chiffres ~ * details.src, #chiffres ~ details.src")
    expect(sources).to_have_count(len(study.figures))
    for summary in page.locator("details.src > summary").all():
        expect(summary).to_have_text(re.compile(r"(\d{4}|année inconnue)\s·\sn\s(=|non)"))
    sources.first.locator("summary").click()
    expect(sources.first.locator("dl")).to_contain_text("Producteur")
