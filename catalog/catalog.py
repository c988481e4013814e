"""The catalog: every entry that the site is made of, in memory, and where each one is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.models import (
    Collection,
    Comparison,
    Door,
    Entry,
    Highlight,
    Interview,
    JobTitle,
    Metric,
    Question,
    Reference,
    Resource,
    Skill,
    Source,
    Study,
    Topic,
    Training,
    Work,
)
from catalog.partial import Partial
from catalog.reading import Path

#: The folder of ``data/`` where each kind of entry lives, one file an entry.
FOLDERS: dict[str, type[Entry]] = {
    "resources": Resource,
    "interviews": Interview,
    "studies": Study,
    "skills": Skill,
    "titles": JobTitle,
    "trainings": Training,
    "references": Reference,
    "questions": Question,
    "collections": Collection,
    "sources": Source,
}
#: The registries: one file that maps ids to entries.
REGISTRIES: dict[str, type[Entry]] = {
    "metrics": Metric,
    "topics": Topic,
    "doors": Door,
    "highlights": Highlight,
    "comparisons": Comparison,
}
#: Stands for every id of a kind whose file or folder could not be read.
EVERY = "*"


@dataclass
class Catalog:
    """Each kind maps ids to entries, sorted by id. ``files`` gives the file an entry is written in."""

    resources: dict[str, Resource] = field(default_factory=dict)
    interviews: dict[str, Interview] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    titles: dict[str, JobTitle] = field(default_factory=dict)
    trainings: dict[str, Training] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    highlights: dict[str, Highlight] = field(default_factory=dict)
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Entries (kind, id) that exist but could not be read; the id of a whole kind is ``EVERY``.
    unread: set[tuple[str, str]] = field(default_factory=set)
    #: Entries read without their faulty fields, for the checks only: a field that could not be read is ``None``.
    partial: dict[tuple[str, str], Partial] = field(default_factory=dict)

    def kind(self, name: str) -> dict[str, Entry]:
        """The entries of one folder or registry, by its name."""
        entries: dict[str, Entry] = getattr(self, name)
        return entries

    def may_hold(self, kind: str, name: str) -> bool:
        """Whether an entry exists, or may exist in a file that could not be read."""
        unread = {(kind, name), (kind, EVERY)} & self.unread
        return name in self.kind(kind) or bool(unread) or (kind, name) in self.partial

    def is_faulty(self, kind: str, name: str, path: Path) -> bool:
        """Whether something at or below ``path`` of an entry could not be read."""
        partial = self.partial.get((kind, name))
        return partial is not None and partial.touches(path)

    @property
    def works(self) -> dict[str, Work]:
        """Resources, interviews and studies: their ids never collide (checked)."""
        return {**self.resources, **self.interviews, **self.studies}

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with the name of its kind."""
        for name in (*FOLDERS, *REGISTRIES):
            for entry in self.kind(name).values():
                yield name, entry
