"""The charts of the skills: rankings, one corpus each, and a heat map. (Through the years: ``years``.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog.models import Skill, slugify
from generator.actions import Address, actions
from generator.ad_words import LEVELS
from generator.charts.drawing import Width
from generator.charts.heat import Cell, heat
from generator.charts.ranking import Ranked, ranking
from generator.charts.shown import Column, Link, ShownChart
from generator.numbers import NBSP, french_number, sample_text
from generator.site import Site
from generator.tables.rules import PUBLISHED, SHARE_MIN, UNSAID
from generator.tracing import Trace, cell_trace
from generator.views.skills.corpora import ADS, TABLE, Corpus, Demand, Demands
from generator.views.skills.rows import count, measure
from generator.views.skills.trend import Trends

#: Rows of a ranking, rows that each corpus gives to the heat map.
RANKED, HEATED = 10, 6
#: Levels from the first to the last of a career.
_RANK = {level: place for place, level in enumerate(LEVELS)}


@dataclass(frozen=True)
class TracedChart:
    """A chart and the number that the line under it opens."""

    chart: ShownChart
    trace: Trace


def made(
    site: Site,
    address: Address,
    page: str,
    name: str,
    title: str,
    draw: Callable[[Width], Markup],
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | Markup | Link]],
    table: str,
    trace: Trace,
) -> TracedChart:
    told = actions(site, address, page, f"table {table}", title, f"« {title} » ({caption})")
    return TracedChart(
        ShownChart(
            id=name,
            title=title,
            wide=draw("wide"),
            narrow=draw("narrow"),
            caption=caption,
            columns=columns,
            rows=rows,
            csv=f"donnees/{table}.csv",
            actions=replace(told, edit=""),
            level=3,
        ),
        trace,
    )


def ranking_chart(
    demands: Demands,
    corpus: Corpus,
    address: Address,
    page: str,
    number: int,
    *,
    categories: Sequence[str] = (),
    name: str = "",
    trends: Trends | None = None,
) -> TracedChart | None:
    """The skills that most texts of a corpus name, of some ``categories`` or of all; None when there are too few
    texts, or when too few of them name the first. ``trends`` are those of ads: no other corpus has any."""
    site, known = demands.site, demands.site.catalog.skills
    kept = [each for each in demands.ranking(corpus) if not categories or known[each.skill].category in categories]
    kept = kept[:RANKED]
    if not kept or not kept[0].told or kept[0].n < SHARE_MIN:
        return None
    title = _leading(kept, known)
    found = [trends.of(each.skill) if trends else None for each in kept]
    bars = [
        Ranked(known[each.skill].label.fr, each.percent, each.words, trend=trend.words if trend else None)
        for each, trend in zip(kept, found, strict=True)
    ]
    trace = demands.trace(kept[0])
    assert trace is not None  # a ranking is made of rows
    return made(
        site,
        address,
        page,
        name or f"competences-{corpus.id}",
        title,
        lambda width: ranking(bars, title, width, number, colour=corpus.colour),
        f"{french_number(kept[0].of)} {corpus.read}. {corpus.note}",
        [Column("Compétence"), Column(f"{corpus.many.capitalize()} qui la nomment", True), Column("Part", True)],
        [
            [
                Link(known[each.skill].label.fr, site.path("skills", each.skill)),
                f"{each.n} sur {each.of}",
                f"{french_number(round(each.percent, 1))}{NBSP}%",
            ]
            for each in kept
        ],
        TABLE,
        trace,
    )


def _leading(kept: Sequence[Demand], known: dict[str, Skill]) -> str:
    """« Canva arrive en tête : 5 des 12 fiches métier citées la nomment », whoever leads."""
    first = kept[0]
    names = [known[each.skill].label.fr for each in kept if each.n == first.n]
    texts = f"{first.n} des {french_number(first.of)} {first.corpus.read}"
    if len(names) == 1:
        return f"« {names[0]} » arrive en tête : dans {texts}"
    if len(names) == 2:
        return f"« {names[0]} » et « {names[1]} » arrivent en tête : dans {texts}"
    return f"« {names[0]} » et {len(names) - 1} autres arrivent en tête : dans {texts}"


def heat_chart(demands: Demands, address: Address, page: str, number: int) -> TracedChart | None:
    """The skills that lead, by the level that ads ask when enough ads say it, else corpus beside corpus."""
    return _by_level(demands, address, page, number) or _by_corpus(demands, address, page, number)


def _by_level(demands: Demands, address: Address, page: str, number: int) -> TracedChart | None:
    site, known = demands.site, demands.site.catalog.skills
    table = site.tables.get("competences-par-niveau")
    rows = table.where(status=PUBLISHED) if table else []
    levels = sorted({str(row["level"]) for row in rows} - {UNSAID}, key=lambda level: (_RANK.get(level, 99), level))
    skills = [each.skill for each in demands.ranking(ADS)[:RANKED]]
    if table is None or len(levels) < 2 or not skills:
        return None
    of = {str(row["level"]): count(row, "of") for row in rows}
    shares = {(str(row["skill"]), str(row["level"])): measure(row, "share") for row in rows}
    heads = [f"{LEVELS.get(level, level)} ({sample_text(of[level])})" for level in levels]
    cells = [[_shade(shares.get((skill, level), 0.0)) for level in levels] for skill in skills]
    names = [known[skill].label.fr for skill in skills]
    title = _widest(names, [f"des annonces « {LEVELS.get(level, level)} »" for level in levels], cells)
    return made(
        site,
        address,
        page,
        "competences-par-niveau",
        title,
        lambda width: heat(names, heads, cells, title, width, number),
        "Part des annonces lues de chaque niveau qui nomment la compétence.",
        [Column("Compétence"), *(Column(head, True) for head in heads)],
        _heat_rows(site, skills, cells),
        table.definition.id,
        cell_trace(site, table, rows[0], "share", n=count(rows[0], "of")),
    )


def _by_corpus(demands: Demands, address: Address, page: str, number: int) -> TracedChart | None:
    site, known = demands.site, demands.site.catalog.skills
    corpora = [corpus for corpus in demands.order if demands.of(corpus, "").told]
    leading = [each.skill for corpus in corpora for each in demands.ranking(corpus)[:HEATED]]
    skills = sorted(dict.fromkeys(leading), key=lambda skill: slugify(known[skill].label.fr))
    if len(corpora) < 2 or not skills:
        return None
    heads = [f"{corpus.many} ({sample_text(demands.size(corpus))})" for corpus in corpora]
    cells = [[_shade(demands.of(corpus, skill).percent) for corpus in corpora] for skill in skills]
    names = [known[skill].label.fr for skill in skills]
    title = _widest(names, [f"des {corpus.many}" for corpus in corpora], cells)
    trace = demands.trace(demands.ranking(corpora[0])[0])
    assert trace is not None
    return made(
        site,
        address,
        page,
        "competences-par-corpus",
        title,
        lambda width: heat(names, heads, cells, title, width, number, colour="--soft"),
        "Part des textes de chaque corpus qui nomment la compétence. Les corpus ne s’additionnent pas : une fiche"
        " décrit tout le métier, une interview une personne, une annonce un poste.",
        [Column("Compétence"), *(Column(head, True) for head in heads)],
        _heat_rows(site, skills, cells),
        TABLE,
        trace,
    )


def _widest(names: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> str:
    """The row whose cells differ most, in a sentence; the first of them when several do."""

    def ends(row: Sequence[Cell]) -> tuple[int, int]:
        values = [cell.value or 0.0 for cell in row]
        return values.index(max(values)), values.index(min(values))

    def gap(row: Sequence[Cell]) -> float:
        most, least = ends(row)
        return (row[most].value or 0.0) - (row[least].value or 0.0)

    at = max(range(len(names)), key=lambda place: (gap(cells[place]), -place))
    most, least = ends(cells[at])
    if not gap(cells[at]):
        return "Aucun écart : tous nomment autant les mêmes compétences"
    high, low = (f"{cells[at][place].text} {columns[place]}" for place in (most, least))
    return f"L’écart le plus large : « {names[at]} », dans {high} et {low}"


def _shade(percent: float) -> Cell:
    return Cell(percent, f"{french_number(round(percent))}{NBSP}%")


def _heat_rows(site: Site, skills: Sequence[str], cells: Sequence[Sequence[Cell]]) -> list[list[str | Markup | Link]]:
    return [
        [Link(site.catalog.skills[skill].label.fr, site.path("skills", skill)), *(cell.text for cell in row)]
        for skill, row in zip(skills, cells, strict=True)
    ]
