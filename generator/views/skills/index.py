"""``/competences/``: what is most asked, one corpus at a time, then every skill by category."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog.models import Skill, slugify
from generator import labels
from generator.actions import Address
from generator.charts.shown import chart_file
from generator.page import Page
from generator.site import Renderer
from generator.views.skills.charts import TracedChart, heat_chart, ranking_chart
from generator.views.skills.corpora import ADS, Corpus, Demands
from generator.views.skills.trend import Trends

PATH = "competences/index.md"


@dataclass(frozen=True)
class Ranking:
    """A corpus and the chart of what it names most; None when it holds too few texts (``size`` says how many)."""

    corpus: Corpus
    size: int
    chart: TracedChart | None


@dataclass(frozen=True)
class Line:
    """A skill in the index, with how many pages of the collection there are to read about it."""

    skill: Skill
    count: int


@dataclass(frozen=True)
class Group:
    """The skills of one category."""

    id: str
    label: str
    skills: list[Line]


def index_pages(renderer: Renderer, address: Address, demands: Demands, trends: Trends) -> list[Page]:
    """The index, and the drawings it shows."""
    site = renderer.site
    rankings = [
        Ranking(
            corpus,
            demands.size(corpus),
            ranking_chart(demands, corpus, address, PATH, number, trends=trends if corpus is ADS else None),
        )
        for number, corpus in enumerate(demands.order, 1)
    ]
    crossed = heat_chart(demands, address, PATH, len(rankings) + 1)
    page = renderer.page(
        "skills.md.j2",
        PATH,
        {
            "title": "Compétences",
            "description": "Les dix compétences les plus demandées au community manager selon les fiches métier, les"
            " interviews et les annonces, puis toutes les autres.",
            "template": "liste.html",
            "collected": bool(site.ads.groups),
            "search_words": ["les plus demandées", "dix compétences", "savoir-faire", "qualités"],
        },
        rankings=rankings,
        crossed=crossed,
        groups=_groups(renderer),
        count=len(site.catalog.skills),
    )
    charts = [each.chart for each in rankings if each.chart] + ([crossed] if crossed else [])
    return [page, *(chart_file(each.chart) for each in charts)]


def _groups(renderer: Renderer) -> list[Group]:
    catalog = renderer.site.catalog
    named = Counter(name for work in catalog.works.values() for name in work.skills)
    groups = []
    for category, label in labels.SKILL_CATEGORIES.items():
        members = [skill for skill in catalog.skills.values() if skill.category == category]
        if members:
            lines = [Line(skill, named[skill.id]) for skill in members]
            groups.append(Group(category, label, sorted(lines, key=lambda line: slugify(line.skill.label.fr))))
    return groups
