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
_WEIGHTS = {"person": 8.0, "series": 4.0, "skill": 2.0, "topic": 3.0}

#: What two works may have in common: its nature (a key of ``_WEIGHTS``) and its value.
Feature = tuple[str, str]
#: A feature that two works have in common, after its weight.
Shared = tuple[float, str, str]


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
    features = {name: list(_features(work)) for name, work in works.items()}
    holders: dict[Feature, list[str]] = defaultdict(list)
    for name, owned in features.items():
        for feature in owned:
            holders[feature].append(name)
    # Idf-like: what two entries alone share binds them more than what fifty do.
    weights = {feature: _WEIGHTS[feature[0]] * (1 + 1 / len(names)) for feature, names in holders.items()}
    years = {name: work.published.year for name, work in works.items() if isinstance(work.published, PartialDate)}

    def near(name: str) -> list[Related]:
        own = features[name]
        best = _nearest(name, own, holders, weights, years, shown)
        return [Related(works[other], _reason(_shared(own, features[other], weights), catalog)) for other in best]

    return {name: near(name) for name in works}


def _nearest(
    name: str,
    features: Iterable[Feature],
    holders: Mapping[Feature, list[str]],
    weights: Mapping[Feature, float],
    years: Mapping[str, int],
    shown: int,
) -> list[str]:
    """The ``shown`` names of highest score. Every pair of works goes through here: the loops stay bare."""
    scores: dict[str, float] = defaultdict(float)
    for feature in features:
        weight = weights[feature]
        for other in holders[feature]:
            scores[other] += weight
    scores.pop(name, None)
    if not scores:
        return []
    enough = sorted(scores.values(), reverse=True)[:shown][-1]
    year = years.get(name)

    def rank(other: str) -> tuple[float, int, str]:
        apart = abs(year - years[other]) if year is not None and other in years else 100
        return (-scores[other], apart, other)

    return sorted((other for other, score in scores.items() if score >= enough), key=rank)[:shown]


def _shared(one: Iterable[Feature], other: Iterable[Feature], weights: Mapping[Feature, float]) -> list[Shared]:
    common = set(other)
    return [(weights[feature], *feature) for feature in one if feature in common]


def _features(work: Work) -> Iterable[Feature]:
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


def _reason(shared: list[Shared], catalog: Catalog) -> str:
    """The strongest thing in common, in words; a second one of another nature when there is one."""
    words: list[str] = []
    seen: set[str] = set()
    for _, nature, value in sorted(shared, key=lambda item: (-_WEIGHTS[item[1]], -item[0], item[2])):
        if nature not in seen and len(words) < 2:
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
    return {"person": "même personne", "series": "même série"}[nature]
