"""A door: five answers, then the pages that go further; a question leads to such pages too."""

from __future__ import annotations

import pytest
from lxml import html
from pydantic import ValidationError

from catalog.catalog import Catalog
from catalog.models import Door, Question, Topic
from generator.address import Address
from generator.page import Page
from generator.reading import lost_guides
from generator.site import Renderer, Site
from generator.views.questions import door_pages, question_pages
from tests.generator.made import TODAY

NAMES = [f"q{number}" for number in range(5)]
QUESTION = {"title": "Pourquoi ?", "answer": "Parce que.", "limits": "Rien.", "topics": ["x"], "sources": ["y"]}


def door(**fields: object) -> Door:
    written = {"id": "je-lis", "title": "Je lis", "teaser": "Lire", "lede": "Lisez.", "questions": NAMES}
    return Door.model_validate({**written, **fields})


GUIDES = [{"path": "pme/", "label": "Ce que cela <coûte>"}]


def catalog_of(shown: Door, **fields: object) -> Catalog:
    questions = {name: Question.model_validate({**QUESTION, **fields, "id": name}) for name in NAMES}
    files = {("doors", shown.id): "data/doors.yml"} | {("questions", name): f"data/{name}.yml" for name in NAMES}
    topics = {"x": Topic.model_validate({"id": "x", "label": "X", "description": "D."})}
    return Catalog(questions=questions, doors={shown.id: shown}, files=files, topics=topics)


def page(shown: Door, **fields: object) -> html.HtmlElement:
    [made] = door_pages(Renderer(Site(catalog_of(shown, **fields), TODAY)))
    return tree_of(made)


def tree_of(made: Page) -> html.HtmlElement:
    return html.fromstring(f"<div>{made.text.split('---' + chr(10) * 2, 1)[1]}</div>")


def test_a_door_leads_to_the_pages_that_go_further() -> None:
    tree = page(door(guides=[{"path": "metier/journee/", "label": "Une journée & <plus>"}]))
    [link] = tree.xpath('//section[@id="plus-loin"]//a')
    assert (link.get("href"), link.text_content()) == ("../metier/journee/", "Une journée & <plus>")


def test_a_door_without_guides_promises_none() -> None:
    assert not page(door()).xpath('//section[@id="plus-loin"]')


@pytest.mark.parametrize("path", ["/metier/", "metier", "https://ailleurs.exemple.fr/", "../metier/", "a//b/", ""])
def test_a_guide_is_a_page_of_the_site(path: str) -> None:
    with pytest.raises(ValidationError):
        door(guides=[{"path": path, "label": "Ailleurs"}])


def test_a_question_leads_to_its_guides_on_its_page_and_on_its_door() -> None:
    catalog = catalog_of(door(), guides=GUIDES)
    made = {each.path: each for each in question_pages(Renderer(Site(catalog, TODAY)), Address())}
    [link] = tree_of(made["questions/q0/index.md"]).xpath('//ul[@class="onward"]//a')
    assert (link.get("href"), link.text_content()) == ("../../pme/", "Ce que cela <coûte>")
    links = page(door(), guides=GUIDES).xpath('//section[@id="q0"]//ul[@class="onward"]//a')
    assert [each.get("href") for each in links] == ["../pme/"]


def test_a_question_without_guides_promises_none() -> None:
    assert not page(door()).xpath('//ul[@class="onward"]')


def test_a_guide_that_is_no_page_is_told_with_the_file_that_names_it() -> None:
    catalog = catalog_of(door(guides=[{"path": "metier/", "label": "Le métier"}]), guides=GUIDES)
    told = {str(problem) for problem in lost_guides(catalog, {"pme/index.md", "questions/index.md"})}
    assert told == {"data/doors.yml:1:1: « Je lis » : aucune page « metier/ » [unknown_page]"}
    assert lost_guides(catalog, {"pme/index.md", "metier/index.md"}) == []
