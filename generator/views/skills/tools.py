"""``/outils/``: tools and platforms, who names them, what they cost, who publishes them, and since when pages do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.models import Skill, slugify
from generator.actions import Address
from generator.charts.shown import chart_file
from generator.page import Page
from generator.site import Renderer, Site
from generator.tables.compute import Result
from generator.tables.rules import PUBLISHED
from generator.tracing import Trace
from generator.views.skills.charts import TracedChart, ranking_chart
from generator.views.skills.comparing import TEXTS_MIN
from generator.views.skills.corpora import CORPORA, INTERVIEWS, Demand, Demands
from generator.views.skills.rows import count
from generator.views.skills.years import TABLE, skills_over_time

PATH = "outils/index.md"
#: The two categories of the page, by the id of their part.
PARTS = {"plateforme": "plateformes", "outil": "outils"}


@dataclass(frozen=True)
class Line:
    """A tool, and how many texts of each corpus name it, in the order of ``CORPORA``."""

    skill: Skill
    demand: list[Demand]


@dataclass(frozen=True)
class Part:
    """Platforms or tools: their chart over the years, their ranking, those that are named, the others.

    The charts count what was said then, and keep those that have closed; the lists hold only what one may use.
    """

    id: str
    title: str
    years: TracedChart | None
    ranking: TracedChart | None
    named: list[Line]
    others: list[Line]
    trace: Trace | None


def tools_pages(renderer: Renderer, address: Address, demands: Demands) -> list[Page]:
    """The page, and the drawings it shows."""
    site = renderer.site
    parts = [
        _part(site, address, demands, "plateforme", "Plateformes", 1),
        _part(site, address, demands, "outil", "Outils", 3),
    ]
    parts = [part for part in parts if part.named or part.others]
    closed = _lines(demands, [skill for skill in site.catalog.skills.values() if skill.closed])
    page = renderer.page(
        "tools.md.j2",
        PATH,
        {
            "title": "Outils et plateformes",
            "description": "Les outils et les plateformes du community manager : qui les nomme, gratuits ou payants,"
            " leur éditeur, et ce qu’on en dit au fil des ans.",
            "template": "liste.html",
            "collected": bool(site.ads.groups),
            "search_words": ["logiciels", "réseaux sociaux", "applications", "prix"],
        },
        parts=parts,
        closed=closed,
        closed_trace=_trace(demands, closed),
        corpora=[(corpus, demands.size(corpus)) for corpus in CORPORA],
    )
    charts = [chart for part in parts for chart in (part.years, part.ranking) if chart]
    return [page, *(chart_file(each.chart) for each in charts)]


def _part(site: Site, address: Address, demands: Demands, category: str, title: str, number: int) -> Part:
    name = PARTS[category]
    members = [skill for skill in site.catalog.skills.values() if skill.category == category]
    lines = _lines(demands, [skill for skill in members if not skill.closed])
    named = [line for line in lines if any(each.n for each in line.demand)]
    spoken = _most_spoken(site, category)
    return Part(
        id=name,
        title=title,
        years=skills_over_time(site, spoken, address, PATH, f"{name}-dans-le-temps", number),
        ranking=ranking_chart(
            demands, INTERVIEWS, address, PATH, number + 1, categories=(category,), name=f"{name}-interviews"
        ),
        named=named,
        others=[line for line in lines if line not in named],
        trace=_trace(demands, named),
    )


def _lines(demands: Demands, skills: Iterable[Skill]) -> list[Line]:
    """Interviews are the corpus that names most tools: it sets the order of the rows, and the page says so."""
    order = [INTERVIEWS, *(corpus for corpus in CORPORA if corpus is not INTERVIEWS)]
    lines = [Line(skill, [demands.of(corpus, skill.id) for corpus in CORPORA]) for skill in skills]
    return sorted(
        lines,
        key=lambda line: ([-demands.of(corpus, line.skill.id).n for corpus in order], slugify(line.skill.label.fr)),
    )


def _trace(demands: Demands, lines: Sequence[Line]) -> Trace | None:
    """Where the first of their counts comes from: the others stand in the same table."""
    return next((demands.trace(each) for line in lines for each in line.demand if each.row), None)


def _most_spoken(site: Site, category: str) -> list[str]:
    """The tools of a category by their highest share in a period: one that was all the rage ten years ago counts."""
    table: Result | None = site.tables.get(TABLE)
    highest: dict[str, tuple[float, int]] = {}
    for row in table.where(corpus="collection", category=category, status=PUBLISHED) if table else ():
        share = row["share"]
        known = str(row["skill"]) in site.catalog.skills and count(row, "of") >= TEXTS_MIN
        if known and isinstance(share, int | float):
            best = highest.get(str(row["skill"]), (0.0, 0))
            highest[str(row["skill"])] = max(best, (float(share), count(row, "n")))
    return sorted(highest, key=lambda name: (-highest[name][0], -highest[name][1], name))
