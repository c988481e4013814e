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
from generator.views.skills.comparing import Part, apart, tied
from generator.views.skills.corpora import ADS, TABLE, Corpus, Demand, Demands
from generator.views.skills.rows import count
from generator.views.skills.trend import Trends

#: Rows of a ranking, rows that each corpus gives to the heat map, skills left out by a tie that are named.
RANKED, HEATED, NAMED = 10, 6, 5
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
    every = [each for each in demands.ranking(corpus) if not categories or known[each.skill].category in categories]
    kept = every[:RANKED]
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
        f"{french_number(kept[0].of)} {corpus.read}. {corpus.note}{_ties(every, known)}",
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


def _ties(every: Sequence[Demand], known: dict[str, Skill]) -> str:
    """Which skills are named as much as the last of a ranking and are not in it; nothing when there is none."""
    inside, outside = tied([each.n for each in every], RANKED)
    if not outside:
        return ""
    names = [f"«{NBSP}{known[each.skill].label.fr}{NBSP}»" for each in every[RANKED : RANKED + outside]]
    listed = f"{', '.join(names[:-1])} et {names[-1]}" if outside > 1 else names[0]
    others = listed if outside <= NAMED else f"{outside} autres"
    last = "La dernière est" if inside == 1 else f"Les {inside} dernières sont"
    return f" {last} à égalité avec {others}{NBSP}: l’ordre alphabétique seul les départage."


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
    named = {(str(row["skill"]), str(row["level"])): count(row, "n") for row in rows}
    heads = [f"{LEVELS.get(level, level)} ({sample_text(of[level])})" for level in levels]
    parts = [[Part(named.get((skill, level), 0), of[level]) for level in levels] for skill in skills]
    cells = _shades(parts)
    names = [known[skill].label.fr for skill in skills]
    title = _widest(
        names,
        [f"des annonces « {LEVELS.get(level, level)} »" for level in levels],
        parts,
        "Les compétences les plus demandées, niveau par niveau",
    )
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
    parts = [[Part(demands.of(corpus, skill).n, demands.size(corpus)) for corpus in corpora] for skill in skills]
    cells = _shades(parts)
    names = [known[skill].label.fr for skill in skills]
    title = _widest(
        names,
        [f"des {corpus.many}" for corpus in corpora],
        parts,
        "Les compétences les plus nommées, corpus par corpus",
    )
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


def _widest(names: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[Part]], neutral: str) -> str:
    """The row whose shares differ most among those that chance does not explain, in a sentence; else ``neutral``."""
    gaps = [
        (most.percent - least.percent, -place, row.index(most), row.index(least))
        for place, row in enumerate(rows)
        for most, least in [(max(row, key=lambda part: part.percent), min(row, key=lambda part: part.percent))]
        if apart(most, least)
    ]
    if not gaps:
        return neutral
    _, place, most, least = max(gaps)
    high, low = (f"{rows[-place][at].words} {columns[at]}" for at in (most, least))
    return f"Un écart net : « {names[-place]} », dans {high} et {low}"


def _shades(rows: Sequence[Sequence[Part]]) -> list[list[Cell]]:
    return [[Cell(part.percent, part.words) for part in row] for row in rows]


def _heat_rows(site: Site, skills: Sequence[str], cells: Sequence[Sequence[Cell]]) -> list[list[str | Markup | Link]]:
    return [
        [Link(site.catalog.skills[skill].label.fr, site.path("skills", skill)), *(cell.text for cell in row)]
        for skill, row in zip(skills, cells, strict=True)
    ]
