"""« Que me manque-t-il ? » in Chromium: its rule against a count by brute force, its address, its keyboard, its absence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

GAP = "competences/que-me-manque-t-il/"
SCRIPT = Path(__file__).parents[2] / "docs" / "assets" / "js" / "gap.js"
#: Texts that equal ones are told once for, then the skills they name.
Text = tuple[int, frozenset[str]]
Case = tuple[list[Text], frozenset[str]]

_SKILLS = st.sampled_from([f"s{number}" for number in range(9)])
_TEXTS = st.lists(st.tuples(st.integers(1, 4), st.frozensets(_SKILLS, min_size=1)), max_size=9)
_CASES: st.SearchStrategy[list[Case]] = st.lists(st.tuples(_TEXTS, st.frozensets(_SKILLS)), min_size=20, max_size=60)


# The rule.


def reached(texts: list[Text], owned: frozenset[str]) -> int:
    return sum(times for times, named in texts if len(named & owned) >= len(named) / 2)


def oracle(texts: list[Text], owned: frozenset[str]) -> dict[str, Any]:
    """The same answer, each gain found by adding the skill and counting everything again."""
    far = [(times, named) for times, named in texts if len(named & owned) < len(named) / 2]
    missing = {skill for _, named in far for skill in named - owned}
    gains = [
        {
            "skill": skill,
            "opens": reached(texts, owned | {skill}) - reached(texts, owned),
            "named": sum(times for times, named in far if skill in named),
        }
        for skill in missing
    ]
    return {
        "of": sum(times for times, _ in texts),
        "reached": reached(texts, owned),
        "whole": sum(times for times, named in texts if named <= owned),
        "next": sorted(gains, key=lambda gain: (-gain["opens"], -gain["named"], gain["skill"])),
    }


@pytest.fixture(scope="module")
def rule(browser: Browser) -> Iterator[Callable[[list[Case]], list[dict[str, Any]]]]:
    """The rule of the page, on many cases at once."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield lambda cases: page.evaluate(
        "cases => cases.map(([texts, owned]) => gapReach(texts, new Set(owned)))",
        [([[times, *sorted(named)] for times, named in texts], sorted(owned)) for texts, owned in cases],
    )
    page.close()


@settings(max_examples=15, deadline=None)
@given(_CASES)
def test_the_rule_agrees_with_a_count_by_brute_force(rule: Any, cases: list[Case]) -> None:
    assert rule(cases) == [oracle(texts, owned) for texts, owned in cases]


def test_half_of_the_skills_is_enough_and_less_is_not(rule: Any) -> None:
    texts = [(1, frozenset({"a", "b", "c", "d"})), (1, frozenset({"a", "b", "c"}))]
    [one, two] = rule([(texts, frozenset({"a"})), (texts, frozenset({"a", "b"}))])
    assert (one["reached"], two["reached"], two["whole"]) == (0, 2, 0)


# The page.


@pytest.fixture(scope="module")
def texts(site: Site) -> dict[str, list[Text]]:
    """What the page counts from, by corpus."""
    [file] = Path(site.folder, GAP).glob("textes-*.json")
    held = json.loads(file.read_text("utf-8"))
    return {
        corpus: [(times, frozenset(held["skills"][place] for place in places)) for times, *places in found]
        for corpus, found in held["corpora"].items()
    }


def outcome(page: Page) -> Any:
    return page.get_by_role("status").filter(has_text=re.compile("portée|Cochez|Effectif"))


def box(page: Page, name: str) -> Any:
    return page.locator(f"input[name=competence][value='{name}']")


def tick(page: Page, name: str) -> None:
    """Find a skill by what it is called, as one that is folded is found, and tick it."""
    label = box(page, name).locator("+ span").text_content()
    page.get_by_label("Chercher une compétence").fill(label or "")
    box(page, name).check()
    page.get_by_label("Chercher une compétence").fill("")


def told(count: int, of: int) -> re.Pattern[str]:
    return re.compile(
        rf"^{count}\sfiches? métier sur {of} (est|sont) à votre portée, soit {round(100 * count / of)}\s%\."
    )


def test_ticking_says_how_many_texts_are_within_reach(visit, texts):
    jobs = texts["fiches-metier"]
    have = frozenset({"canva", "animation-de-communaute", "moderation"})
    page = visit(GAP)
    expect(outcome(page)).to_contain_text("Cochez une compétence")
    for name in sorted(have):
        tick(page, name)
    expected = oracle(jobs, have)
    expect(outcome(page)).to_have_text(told(expected["reached"], expected["of"]))
    names = page.locator("[data-next] li > a").evaluate_all("links => links.map(link => link.href.split('/').at(-2))")
    assert names == [each["skill"] for each in expected["next"][:6]]


def test_the_address_alone_gives_the_same_answer_back(visit, texts):
    page = visit(GAP)
    for name in ("canva", "moderation"):
        tick(page, name)
    said = outcome(page).text_content()
    assert page.url.endswith("#j-ai=canva.moderation")
    again = visit(page.url.split("/metier-cm/")[1])
    expect(outcome(again)).to_have_text(said or "")
    expect(box(again, "canva")).to_be_checked()
    expect(box(again, "veille")).not_to_be_checked()


def test_a_skill_that_the_page_no_longer_knows_stays_in_the_address(visit):
    page = visit(f"{GAP}#j-ai=une-ancienne.canva.%3Cb%3E")
    tick(page, "veille")
    assert page.url.endswith("#j-ai=canva.une-ancienne.veille")


def test_each_corpus_is_counted_apart(visit, texts):
    page = visit(f"{GAP}#j-ai=animation-de-communaute")
    ads = oracle(texts["annonces"], frozenset({"animation-de-communaute"}))
    expect(outcome(page)).to_contain_text("fiche")
    choice = page.locator("input[name=corpus][value=annonces]")
    if not ads["of"]:
        expect(page.get_by_label("annonces : aucune lue en entier")).to_be_disabled()
        expect(outcome(visit(f"{GAP}#parmi=annonces"))).to_contain_text("Cochez")
        return
    choice.check()
    assert "parmi=annonces" in page.url
    if ads["of"] < 5:
        expect(outcome(page)).to_contain_text("Effectif insuffisant")
        expect(page.locator("[data-next] li")).to_have_count(0)
    else:
        expect(outcome(page)).to_contain_text(f"sur {ads['of']}")
    page.reload()
    expect(choice).to_be_checked()


def test_advice_that_nothing_ranks_says_that_it_is_tied(visit):
    """Three skills asked by as many texts each, then one of them asked by one more."""
    page = visit(GAP)

    def told(*named: list[int]) -> Any:
        held = {"skills": ["canva", "facebook", "veille"], "corpora": {"fiches-metier": named}, "lessons": {}}
        page.route("**/textes-*.json", lambda route: route.fulfill(json=held))
        page.reload()
        expect(page.locator("[data-next] li")).to_have_count(3)
        return page.locator("[data-next]")

    expect(told([2, 0], [2, 1], [2, 2])).to_contain_text(
        re.compile("3 compétences sont à égalité.: chacune mettrait 2.fiches métier de plus à votre portée")
    )
    expect(told([3, 0], [2, 1], [2, 2])).not_to_contain_text("égalité")


def test_the_first_skill_advised_brings_what_it_promises(visit, texts):
    jobs = texts["fiches-metier"]
    page = visit(f"{GAP}#j-ai=canva.animation-de-communaute.facebook")
    before = oracle(jobs, frozenset({"canva", "animation-de-communaute", "facebook"}))
    best = before["next"][0]
    line = page.locator("[data-next] li").first
    assert best["opens"] > 0
    expect(line).to_contain_text(re.compile(rf"\+\s{best['opens']}\sfiches? métier à votre portée"))
    tick(page, best["skill"])
    expect(outcome(page)).to_have_text(told(before["reached"] + best["opens"], before["of"]))


def test_every_link_to_learn_leads_somewhere(visit):
    page = visit(f"{GAP}#j-ai=canva")
    links = page.locator("[data-next] a")
    expect(links.first).to_be_visible()
    for link in links.all():
        assert page.request.get(link.evaluate("link => link.href")).ok


def test_a_skill_is_found_by_its_name_even_folded_and_without_accents(visit):
    page = visit(GAP)
    page.get_by_label("Chercher une compétence").fill("REPUTATION")
    expect(page.locator(".ticks li:visible")).to_have_count(1)
    expect(box(page, "e-reputation")).to_be_visible()
    page.get_by_label("Chercher une compétence").fill("zzz")
    expect(page.get_by_text("Aucune compétence ne porte ce nom.")).to_be_visible()


def test_the_keyboard_ticks_and_unticks_all(visit):
    page = visit(GAP)
    page.get_by_label("Chercher une compétence").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(outcome(page)).to_contain_text("à votre portée")
    assert "#j-ai=" in page.url
    page.get_by_role("button", name="Tout décocher").focus()
    page.keyboard.press("Enter")
    expect(outcome(page)).to_contain_text("Cochez une compétence")
    assert "#" not in page.url
    expect(page.get_by_label("Chercher une compétence")).to_be_focused()


def test_on_a_phone_the_answer_stays_in_sight_while_one_ticks(visit):
    page = visit(f"{GAP}#j-ai=canva", width=360, height=740)
    for name in ("animation-de-communaute", "facebook"):
        box(page, name).scroll_into_view_if_needed()
        expect(outcome(page)).to_be_in_viewport()


def test_a_file_that_cannot_be_read_is_said(browser, site):
    page = browser.new_context(base_url=site.url).new_page()
    page.route("**/textes-*.json", lambda route: route.fulfill(status=500, body=""))
    page.goto(GAP)
    expect(page.get_by_role("status").filter(has_text="n’ont pas pu être lus")).to_be_visible()
    page.context.close()


def test_without_a_script_the_ranking_is_there_and_the_form_is_not(visit):
    page = visit(GAP, java_script_enabled=False)
    expect(page.locator("form.gap")).to_be_hidden()
    expect(page.locator("noscript .note")).to_be_visible()
    expect(page.locator("ol.ranked > li").first).to_be_visible()
    expect(page.locator("ol.ranked .learn a").first).to_be_visible()
