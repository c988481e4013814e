"""A page for each skill: who asks it, since when, where, with what; who talks about it, where to learn it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.models import Interview, Skill, Work
from generator.actions import Address, actions
from generator.cards import card, kind_of, newest_first
from generator.charts.shown import chart_file
from generator.feeds.files import feed_meta
from generator.numbers import count_text
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, excerpt
from generator.views.skills.asked import breakdowns, pay
from generator.views.skills.corpora import ADS, Demand, Demands
from generator.views.skills.learning import Learning
from generator.views.skills.neighbours import neighbours
from generator.views.skills.rows import SkillRows
from generator.views.skills.trend import Trends
from generator.views.skills.years import Told, skill_over_time

SECTION = {"title": "Compétences", "url": "competences/"}
#: Pages that must name a skill before their years are drawn; cards shown before the others fold.
DRAWN, CARDS = 10, 5


def skill_page(
    renderer: Renderer,
    skill: Skill,
    address: Address,
    demands: Demands,
    learning: Learning,
    trends: Trends,
    rows: SkillRows,
) -> list[Page]:
    """The page, and the drawing it shows if any."""
    site = renderer.site
    path, source = site.path("skills", skill.id), site.catalog.files["skills", skill.id]
    works = newest_first([work for work in site.catalog.works.values() if skill.id in work.skills])
    taught = learning.resources(skill.id)
    read = [work for work in works if not isinstance(work, Interview) and (skill.closed or work not in taught)]
    chart = None
    if len(works) >= DRAWN:
        # Tools come and go in whatever is written; a skill means the same only in texts of one kind.
        corpus: Told = "collection" if skill.tool else "interviews"
        chart = skill_over_time(site, skill.id, corpus, address, path, f"competence-{skill.id}", 1)
    demand = [demands.of(corpus, skill.id) for corpus in demands.order]
    asked = demands.of(ADS, skill.id)
    feeds = feed_meta(site, ("skills", skill.id), skill.label.fr)
    page = renderer.page(
        "skill.md.j2",
        path,
        {
            "title": skill.label.fr,
            "description": excerpt(skill.definition, DESCRIPTION),
            "template": "entree.html",
            "collected": bool(site.ads.groups),
            "search_kind": "Compétence",
            "crumbs": [SECTION],
            "feeds": feeds,
        },
        source,
        skill=skill,
        demand=[(each, demands.trace(each)) for each in demand],
        asked=asked,
        breakdowns=breakdowns(rows, skill.id) if asked.n else [],
        pay=pay(site, skill.id) if asked.n else None,
        trend=trends.of(skill.id),
        chart=chart,
        interviews=[card(site, work) for work in works if isinstance(work, Interview)],
        trainings=[(each, learning.has_expired(each)) for each in learning.trainings(skill.id)],
        taught=[card(site, work) for work in taught],
        works=[card(site, work) for work in read],
        seen=_seen(demand, works),
        shown=CARDS,
        neighbours=neighbours(rows, skill),
        feeds=feeds,
        actions=actions(site, address, path, source, skill.label.fr, f"« {skill.label.fr} »."),
    )
    return [page, chart_file(chart.chart)] if chart else [page]


def _seen(demand: Sequence[Demand], works: Sequence[Work]) -> list[str]:
    """How many texts name the skill: ``3 fiches métier``, ``12 interviews``, then the other pages."""
    found = [count_text(each.n, each.corpus.one, each.corpus.many) for each in demand if each.n]
    others = [work for work in works if not isinstance(work, Interview) and kind_of(work) != "fiche-metier"]
    return [*found, count_text(len(others), "autre page", "autres pages")] if others else found
