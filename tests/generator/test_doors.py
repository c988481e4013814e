"""A door: five answers, then the pages that go further."""

from __future__ import annotations

import pytest
from lxml import html
from pydantic import ValidationError

from catalog.catalog import Catalog
from catalog.models import Door, Question
from generator.site import Renderer, Site
from generator.views.questions import door_pages
from tests.generator.made import TODAY

NAMES = [f"q{number}" for number in range(5)]
QUESTION = {"title": "Pourquoi ?", "answer": "Parce que.", "limits": "Rien.", "topics": ["x"], "sources": ["y"]}


def door(**fields: object) -> Door:
    written = {"id": "je-lis", "title": "Je lis", "teaser": "Lire", "lede": "Lisez.", "questions": NAMES}
    return Door.model_validate({**written, **fields})


def page(shown: Door) -> html.HtmlElement:
    questions = {name: Question.model_validate({**QUESTION, "id": name}) for name in NAMES}
    catalog = Catalog(questions=questions, doors={shown.id: shown}, files={("doors", shown.id): "data/doors.yml"})
    [made] = door_pages(Renderer(Site(catalog, TODAY)))
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
