"""Questions, and the doors that gather five of them for one kind of reader."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.models import Question, Work, slugify
from catalog.references import references_in, resolve
from generator.actions import Address, actions
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, excerpt

_SECTION = {"title": "Questions", "url": "questions/"}


@dataclass(frozen=True)
class Group:
    """The questions whose first theme is the same."""

    label: str
    questions: list[Question]


def question_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The index of the questions, and a page for each."""
    site = renderer.site
    questions = list(site.catalog.questions.values())
    index = renderer.page(
        "questions.md.j2",
        "questions/index.md",
        {
            "title": "Questions",
            "description": "Les questions qu’on pose vraiment sur le métier, avec des chiffres sourcés.",
            "template": "liste.html",
        },
        groups=_groups(site, questions),
    )
    return [index, *(_question_page(renderer, question, address) for question in questions)]


def door_pages(renderer: Renderer) -> list[Page]:
    """A page for each door: five questions answered in a row."""
    site = renderer.site
    pages = []
    for door in site.catalog.doors.values():
        meta = {"title": door.title, "description": excerpt(door.lede, DESCRIPTION), "hide": ["toc"], "edit": False}
        questions = [site.catalog.questions[name] for name in door.questions]
        others = [other for other in site.catalog.doors.values() if other.id != door.id]
        source = site.catalog.files["doors", door.id]
        pages.append(
            renderer.page(
                "door.md.j2", f"{door.id}/index.md", meta, source, door=door, questions=questions, others=others
            )
        )
    return pages


def _groups(site: Site, questions: list[Question]) -> list[Group]:
    first = dict.fromkeys(question.topics[0] for question in questions)
    groups = [
        Group(site.catalog.topics[name].label, [question for question in questions if question.topics[0] == name])
        for name in first
    ]
    return sorted(groups, key=lambda group: (-len(group.questions), slugify(group.label)))


def _question_page(renderer: Renderer, question: Question, address: Address) -> Page:
    site = renderer.site
    path, source = site.path("questions", question.id), site.catalog.files["questions", question.id]
    meta = {
        "title": question.title,
        "description": excerpt(question.answer, DESCRIPTION),
        "template": "entree.html",
        "search_kind": "Question",
        "search_words": list(question.keywords),
        "crumbs": [_SECTION],
    }
    return renderer.page(
        "question.md.j2",
        path,
        meta,
        source,
        question=question,
        works=_works(site, question),
        others=_others(site, question),
        actions=actions(site, address, path, source, question.title, f"« {question.title} »."),
    )


def _works(site: Site, question: Question) -> list[Work]:
    """The works an answer rests on: those it names, then those it calls, each once."""
    called = [
        resolve(site.catalog, reference).entry for reference in references_in(question.answer + question.limits)
    ]
    named = [site.catalog.works.get(name) for name in question.sources]
    works = [entry for entry in (*called, *named) if isinstance(entry, Work)]
    return list({work.id: work for work in works}.values())


def _others(site: Site, question: Question) -> list[Question]:
    """Up to four questions that share the most themes with this one."""
    shared = {
        other.id: len(set(other.topics) & set(question.topics))
        for other in site.catalog.questions.values()
        if other.id != question.id
    }
    nearest = sorted((name for name, count in shared.items() if count), key=lambda name: (-shared[name], name))
    return [site.catalog.questions[name] for name in nearest[:4]]
