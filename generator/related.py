"""Which entries to read next, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.catalog import Catalog
from catalog.fold import fold_name
from catalog.models import Interview, Study, Work
from catalog.partial_date import PartialDate

#: How many related entries a page shows.
SHOWN = 4

#: How much each thing in common counts. A theme shared by many says less than one shared by few.
_WEIGHTS = {"person": 8.0, "series": 4.0, "skill": 2.0, "topic": 3.0, "publisher": 1.0, "kind": 0.5}


@dataclass(frozen=True)
class Related:
    """An entry to read next; ``reason`` says in French what it shares with the one being read."""

    work: Work
    reason: str


def relate(catalog: Catalog, shown: int = SHOWN) -> dict[str, list[Related]]:
    """For each work, the others nearest to it, best first; ties are settled by id.

    At least three whenever three others share a theme with it; fewer when the catalog holds no more in common.
    """
    works = catalog.works
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for work in works.values():
        for feature in _features(work):
            holders[feature].append(work.id)
    return {work.id: _nearest(work, works, holders, catalog, shown) for work in works.values()}


def _nearest(
    work: Work,
    works: Mapping[str, Work],
    holders: Mapping[tuple[str, str], list[str]],
    catalog: Catalog,
    shown: int,
) -> list[Related]:
    scores: dict[str, float] = defaultdict(float)
    shared: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for feature in _features(work):
        others = holders[feature]
        # Idf-like: what two entries alone share binds them more than what fifty do.
        weight = _WEIGHTS[feature[0]] * (1 + 1 / len(others))
        for name in others:
            if name != work.id:
                scores[name] += weight
                shared[name].append((weight, *feature))
    best = sorted(scores, key=lambda name: (-scores[name], _years_apart(work, works[name]), name))[:shown]
    return [Related(works[name], _reason(shared[name], catalog)) for name in best]


def _years_apart(one: Work, other: Work) -> int:
    if isinstance(one.published, PartialDate) and isinstance(other.published, PartialDate):
        return abs(one.published.year - other.published.year)
    return 100


def _features(work: Work) -> Iterable[tuple[str, str]]:
    people = [*work.people, *([work.author] if work.author else [])]
    if isinstance(work, Interview) and work.person.name:
        people.append(work.person.name)
    yield from sorted({("person", fold_name(name)) for name in people})
    if isinstance(work, (Interview, Study)) and work.series:
        yield "series", fold_name(work.series)
    for topic in work.topics:
        yield "topic", topic
    for skill in work.skills:
        yield "skill", skill
    if work.publisher != "inconnu":
        yield "publisher", fold_name(work.publisher)
    yield "kind", getattr(work, "kind")  # noqa: B009 - every kind of work has one


def _reason(shared: list[tuple[float, str, str]], catalog: Catalog) -> str:
    """The strongest thing in common, in words; a second one of another nature when there is one."""
    words: list[str] = []
    seen: set[str] = set()
    for _, nature, value in sorted(shared, key=lambda item: (-_WEIGHTS[item[1]], -item[0], item[2])):
        if nature not in seen and len(words) < 2 and not (words and nature in ("publisher", "kind")):
            seen.add(nature)
            words.append(_words(nature, value, catalog))
    return ", ".join(words)


def _words(nature: str, value: str, catalog: Catalog) -> str:
    if nature == "topic":
        topic = catalog.topics.get(value)
        return f"même thème : {topic.label.lower() if topic else value}"
    if nature == "skill":
        skill = catalog.skills.get(value)
        return f"même compétence : {skill.label.fr if skill else value}"
    return {"person": "même personne", "series": "même série", "publisher": "même site", "kind": "même genre"}[nature]
