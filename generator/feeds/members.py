"""Which entries each feed follows."""

from __future__ import annotations

from collections import defaultdict

from catalog.catalog import Catalog
from catalog.models import Question, Training, Work
from generator.releases.contents import Key

#: The feed of everything.
ALL: Key = ("all", "")


def members(catalog: Catalog) -> dict[Key, list[Key]]:
    """The entries (kind, id) of each feed: ``ALL``, ``("topics", id)`` and ``("skills", id)``, sorted.

    A theme and a skill are followed by the works, questions and trainings that name them; one that nothing names has
    no feed.
    """
    found: dict[Key, list[Key]] = defaultdict(list)
    for kind in ("collections", "interviews", "questions", "resources", "skills", "studies", "trainings"):
        for name, entry in catalog.kind(kind).items():
            found[ALL].append((kind, name))
            if isinstance(entry, Work | Question | Training):
                for topic in sorted(set(entry.topics)):
                    found["topics", topic].append((kind, name))
                for skill in sorted(set(entry.skills)):
                    found["skills", skill].append((kind, name))
    return dict(found)
