"""« Que me manque-t-il ? »: the skills that texts ask, beside those that a reader has.

The page counts in the reader's browser, from one small file: each text as the skills it names, equal ones told once.
A text is within reach when the reader has half at least of what it names (``docs/assets/js/gap.js``).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from catalog.models import Skill, slugify
from generator import labels
from generator.cards import kind_of
from generator.numbers import count_text
from generator.page import Page
from generator.site import Renderer, Site, View, typography
from generator.views.skills.corpora import ADS, JOBS, Corpus, Demand, Demands
from generator.views.skills.learning import Learning, Lesson

FOLDER = "competences/que-me-manque-t-il"
#: Ways to learn that are shown for a skill; rows of the ranking that stands without a script.
LESSONS, RANKED = 3, 12
#: Boxes of a category in sight; the others are folded, and found by their name.
BOXES = 16
#: Ads that are counted when there are more.
NEWEST = 10_000
#: Counted apart: a reader who tells a skill is told of both, never of their sum.
COUNTED = (JOBS, ADS)

Texts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """A corpus to count in, and how many texts the page counts of it."""

    corpus: Corpus
    size: int
    chosen: bool

    @property
    def count(self) -> str:
        """``12 fiches métier``, ``annonces : aucune lue en entier``, or which ads when there are too many of them."""
        if not self.size:
            return f"{self.corpus.many} : {self.corpus.none}"
        if self.corpus is ADS and self.size == NEWEST:
            return f"les {count_text(self.size, self.corpus.one, self.corpus.many)} les plus récentes"
        return count_text(self.size, self.corpus.one, self.corpus.many)


@dataclass(frozen=True)
class Category:
    """The boxes of one category: those that most texts name, then the others."""

    label: str
    named: list[Skill]
    others: list[Skill]


@dataclass(frozen=True)
class Asked:
    """A line of the ranking that stands without a script."""

    demand: Demand
    skill: Skill
    lessons: Sequence[Lesson]


def gap_pages(renderer: Renderer, demands: Demands, learning: Learning) -> list[Page]:
    """The page, and the file it counts from."""
    site = renderer.site
    skills = learnable(site)
    texts = {JOBS.id: job_texts(site, skills), ADS.id: ad_texts(site, skills)}
    path = f"{FOLDER}/index.md"
    learnt = {name: learning.lessons(name, LESSONS) for name in sorted(skills)}
    body = typography(gap_json(texts, learnt, View(renderer, FOLDER)))
    file = Page(f"{FOLDER}/textes-{hashlib.sha256(body.encode()).hexdigest()[:10]}.json", body, None)
    first = next((corpus for corpus in demands.order if corpus in COUNTED and texts[corpus.id]), JOBS)
    page = renderer.page(
        "gap.md.j2",
        path,
        {
            "title": "Que me manque-t-il ?",
            "description": "Cochez ce que vous savez faire : combien de fiches métier ou d’annonces sont à votre"
            " portée, et quoi apprendre ensuite.",
            "template": "liste.html",
            "collected": bool(site.ads.groups),
            "script": "gap.js",
            "crumbs": [{"title": "Compétences", "url": "competences/"}],
            "search_words": ["bilan de compétences", "apprendre ensuite", "me former", "quoi apprendre après"],
        },
        file=file.path,
        choices=[Choice(corpus, len(texts[corpus.id]), corpus is first) for corpus in COUNTED],
        categories=_categories(skills, _most_named(demands)),
        rankings=[
            (
                corpus,
                [
                    Asked(each, skills[each.skill], learnt[each.skill])
                    for each in [each for each in demands.ranking(corpus) if each.skill in skills][:RANKED]
                    if each.told
                ],
            )
            for corpus in demands.order
            if corpus in COUNTED
        ],
        demands=demands,
    )
    return [page, file]


def learnable(site: Site) -> dict[str, Skill]:
    """The skills that one may still learn: a tool that has closed is neither ticked nor counted."""
    return {name: skill for name, skill in site.catalog.skills.items() if not skill.closed}


def job_texts(site: Site, known: Collection[str]) -> list[list[str]]:
    """The skills of ``known`` that each job description names; one that names none teaches nothing here."""
    named = (
        sorted(set(work.skills) & set(known))
        for work in site.catalog.works.values()
        if kind_of(work) == "fiche-metier" and not work.off_topic
    )
    return [each for each in named if each]


def ad_texts(site: Site, known: Collection[str], most: int = NEWEST) -> list[list[str]]:
    """The skills of ``known`` that each ad of the market names: France, twelve months, each job once, as the tables
    count. The ``most`` newest that name any: what the page weighs has an end, however many ads there are."""
    if not site.facts:
        return []
    ads, skills = site.facts["ads"], site.facts["ad_skills"]
    market = ads.filter(pc.field("france") & pc.field("recent") & pc.field("read"))
    skills = skills.filter(pc.is_in(skills["skill"], pa.array(sorted(known), pa.string())))
    market = market.filter(pc.is_in(market["ad"], skills["ad"].combine_chunks()))
    newest = market.sort_by([("day", "descending"), ("ad", "ascending")]).slice(0, most)["ad"]
    kept = skills.filter(pc.is_in(skills["ad"], newest.combine_chunks()))
    named: dict[str, list[str]] = {ad: [] for ad in newest.to_pylist()}
    for ad, skill in zip(kept["ad"].to_pylist(), kept["skill"].to_pylist(), strict=True):
        named[ad].append(skill)
    return [sorted(each) for each in named.values()]


def gap_json(texts: Mapping[str, Texts], lessons: Mapping[str, Sequence[Lesson]], view: View) -> str:
    """The file: ``skills`` lists ids, the most named first; a text is ``[times, place, place…]`` in that list.

    Equal texts are told once with how many they are. ``lessons`` leads from an id to ``[kind, title, address]``.
    """
    everything = [each for corpus in texts.values() for each in corpus]
    counts = Counter(name for each in everything for name in each)
    names = [*_by_count(counts), *sorted(name for name in lessons if lessons[name] and name not in counts)]
    place = {name: number for number, name in enumerate(names)}
    held = {
        "skills": names,
        "corpora": {
            corpus: [[times, *sorted(place[name] for name in each)] for each, times in _told_once(found)]
            for corpus, found in texts.items()
        },
        "lessons": {
            name: [[lesson.kind, lesson.title, str(view.href(lesson.path))] for lesson in lessons[name]]
            for name in names
            if lessons.get(name)
        },
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def _told_once(texts: Texts) -> Iterable[tuple[tuple[str, ...], int]]:
    counted = Counter(tuple(each) for each in texts)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _most_named(demands: Demands) -> list[str]:
    """What the corpora name, by the highest share that one of them gives it."""
    highest: dict[str, float] = {}
    for corpus in COUNTED:
        for each in demands.ranking(corpus):
            highest[each.skill] = max(highest.get(each.skill, 0.0), each.percent)
    return sorted(highest, key=lambda name: (-highest[name], name))


def _categories(skills: Mapping[str, Skill], named: Sequence[str]) -> list[Category]:
    found = []
    for category, label in labels.SKILL_CATEGORIES.items():
        members = sorted(
            (skill for skill in skills.values() if skill.category == category),
            key=lambda skill: slugify(skill.label.fr),
        )
        if members:
            mine = {skill.id for skill in members}
            first = set([name for name in named if name in mine][:BOXES])
            found.append(
                Category(
                    label,
                    [skill for skill in members if skill.id in first],
                    [skill for skill in members if skill.id not in first],
                )
            )
    return found
