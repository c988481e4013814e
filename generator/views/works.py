"""The page of a resource, an interview or a study."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from catalog.figures import Reading
from catalog.models import Collection, Interview, Resource, Study, Work
from catalog.partial_date import PartialDate
from generator import labels
from generator.actions import Address, actions, work_citation
from generator.cards import kind_of
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, excerpt

_TEMPLATES: dict[type[Work], str] = {
    Resource: "resource.md.j2",
    Interview: "interview.md.j2",
    Study: "study.md.j2",
}
_SECTIONS = {
    "resources": {"title": "Ressources", "url": "ressources/"},
    "interviews": {"title": "Interviews", "url": "interviews/"},
    "studies": {"title": "Études", "url": "etudes/"},
}


@dataclass(frozen=True)
class Place:
    """Where a work stands in a collection, counted from 1."""

    collection: Collection
    number: int
    count: int
    previous: Work | None
    next: Work | None


@dataclass(frozen=True)
class Contradiction:
    """What is told twice, the two figures or more, and why they differ when it is known."""

    label: str
    readings: list[Reading]
    note: str | None


@dataclass(frozen=True)
class Group:
    """Figures of one measure; ``title`` is empty when there is only one, and its label then stands on the figure."""

    title: str
    readings: list[Reading]

    @property
    def compact(self) -> bool:
        """Many figures of one measure read better as a table than as headlines."""
        return bool(self.title) and len(self.readings) > 3

    @property
    def bars(self) -> bool:
        """Shares can be drawn as lengths from zero, when one at least is long enough to see."""
        values = [reading.figure.value for reading in self.readings if reading.metric.is_share]
        drawn = [value for value in values if value is not None]
        return len(drawn) == len(self.readings) and max(drawn) >= 10

    def bar(self, reading: Reading) -> int:
        """The length of a share's bar, in per cent of its column."""
        return round(reading.figure.value or 0)

    def has_twin(self, reading: Reading) -> bool:
        """Another figure stands under the same label: two accounts of one survey."""
        return sum(self.label(other) == self.label(reading) for other in self.readings) > 1

    def label(self, reading: Reading) -> str:
        groups = ", ".join(reading.figure.group.values())
        if self.title:
            return groups or self.title
        return f"{reading.metric.label} : {groups}" if groups else reading.metric.label


def work_pages(renderer: Renderer, address: Address) -> list[Page]:
    """One page for each work of the catalog."""
    told = _contradictions(renderer.site)
    return [
        _work_page(renderer, work, address, told.get(work.id, [])) for work in renderer.site.catalog.works.values()
    ]


def _work_page(renderer: Renderer, work: Work, address: Address, contradictions: list[Contradiction]) -> Page:
    site = renderer.site
    path, source = site.work_path(work), site.catalog.files[site.kind_of[work.id], work.id]
    readings = site.readings(work)
    kind = labels.KINDS[kind_of(work)][0]
    meta = {
        "title": work.title,
        "short": _short(work),
        "description": excerpt(work.summary, DESCRIPTION),
        "template": "entree.html",
        "search_kind": _search_kind(work),
        "crumbs": [_SECTIONS[site.kind_of[work.id]]],
    }
    return renderer.page(
        _TEMPLATES[type(work)],
        path,
        meta,
        source,
        work=work,
        kind_label=kind,
        kind_path=site.path("kinds", kind_of(work)),
        published=work.published if isinstance(work.published, PartialDate) else None,
        fresh=site.freshness(work),
        readings=readings,
        groups=_groups(readings),
        contradictions=contradictions,
        places=_places(site, work),
        related=site.related[work.id],
        topics=[site.catalog.topics[name] for name in work.topics],
        skills=[site.catalog.skills[name] for name in work.skills],
        actions=actions(site, address, path, source, work.title, work_citation(work)),
    )


def _short(work: Work) -> str:
    return work.person.name if isinstance(work, Interview) and work.person.name else work.title


def _search_kind(work: Work) -> str:
    return "Étude" if isinstance(work, Study) else "Interview" if isinstance(work, Interview) else "Ressource"


def _groups(readings: list[Reading]) -> list[Group]:
    """Figures of one measure side by side, measures in the order of their first figure."""
    order = list(dict.fromkeys(reading.metric.id for reading in readings))
    ranked = sorted(readings, key=lambda reading: order.index(reading.metric.id))
    groups = [list(members) for _, members in groupby(ranked, key=lambda reading: reading.metric.id)]
    if all(len(members) == 1 for members in groups):
        return [Group("", [members[0] for members in groups])] if groups else []
    singles = Group("", [members[0] for members in groups if len(members) == 1])
    several = [Group(members[0].metric.label, members) for members in groups if len(members) > 1]
    return ([singles] if singles.readings else []) + several


def _contradictions(site: Site) -> dict[str, list[Contradiction]]:
    """The contradictions of the registry, under each work that holds one of their figures."""
    found: dict[str, list[Contradiction]] = {}
    for item in site.catalog.comparisons.values():
        if item.kind == "contradiction":
            readings = [site.reading(reference) for reference in item.figures]
            for name in dict.fromkeys(reading.work.id for reading in readings):
                found.setdefault(name, []).append(Contradiction(item.label, readings, item.note))
    return found


def _places(site: Site, work: Work) -> list[Place]:
    places = []
    for collection in site.catalog.collections.values():
        if work.id in collection.items:
            index = collection.items.index(work.id)
            works = [site.catalog.works.get(name) for name in collection.items]
            before = works[index - 1] if index else None
            after = works[index + 1] if index + 1 < len(works) else None
            places.append(Place(collection, index + 1, len(works), before, after))
    return places
