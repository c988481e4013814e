"""Skills: the index by category, and a page for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog.models import Interview, Skill, slugify
from generator import labels
from generator.actions import Address, actions
from generator.cards import card, newest_first
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, excerpt

_SECTION = {"title": "Compétences", "url": "competences/"}


@dataclass(frozen=True)
class Line:
    """A skill in the index, with how many works name it."""

    skill: Skill
    count: int


@dataclass(frozen=True)
class Group:
    """The skills of one category."""

    id: str
    label: str
    skills: list[Line]


def skill_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The index of the skills, and a page for each."""
    site = renderer.site
    named = Counter(name for work in site.catalog.works.values() for name in work.skills)
    groups = []
    for category, label in labels.SKILL_CATEGORIES.items():
        members = [skill for skill in site.catalog.skills.values() if skill.category == category]
        if members:
            lines = [Line(skill, named[skill.id]) for skill in members]
            groups.append(Group(category, label, sorted(lines, key=lambda line: slugify(line.skill.label.fr))))
    index = renderer.page(
        "skills.md.j2",
        "competences/index.md",
        {
            "title": "Compétences",
            "description": "Savoir-faire, outils, plateformes et qualités du community manager, définis simplement.",
            "template": "liste.html",
        },
        groups=groups,
        most_named=_most_named(site, named),
        work_count=len(site.catalog.works),
        count=len(site.catalog.skills),
    )
    return [index, *(_skill_page(renderer, skill, address) for skill in site.catalog.skills.values())]


def _most_named(site: Site, named: Counter[str]) -> list[Line]:
    """The ten skills most works name; ties are settled by label."""
    known = [Line(skill, named[skill.id]) for skill in site.catalog.skills.values() if named[skill.id]]
    return sorted(known, key=lambda line: (-line.count, slugify(line.skill.label.fr)))[:10]


def _skill_page(renderer: Renderer, skill: Skill, address: Address) -> Page:
    site = renderer.site
    path, source = site.path("skills", skill.id), site.catalog.files["skills", skill.id]
    works = newest_first([work for work in site.catalog.works.values() if skill.id in work.skills])
    meta = {
        "title": skill.label.fr,
        "description": excerpt(skill.definition, DESCRIPTION),
        "template": "entree.html",
        "search_kind": "Compétence",
        "crumbs": [_SECTION],
    }
    return renderer.page(
        "skill.md.j2",
        path,
        meta,
        source,
        skill=skill,
        interviews=[card(site, work) for work in works if isinstance(work, Interview)],
        works=[card(site, work) for work in works if not isinstance(work, Interview)],
        neighbours=_neighbours(site, skill),
        actions=actions(site, address, path, source, skill.label.fr, f"« {skill.label.fr} »."),
    )


def _neighbours(site: Site, skill: Skill) -> list[Skill]:
    """Up to six: those the entry names, then those most often named with it by the same works."""
    together = Counter(
        name
        for work in site.catalog.works.values()
        if skill.id in work.skills
        for name in work.skills
        if name != skill.id
    )
    ranked = sorted(together, key=lambda name: (-together[name], name))
    names = list(dict.fromkeys([*skill.related, *ranked]))[:6]
    return [site.catalog.skills[name] for name in names]
