"""``[[study#figure]]`` and ``[[entry]]``: how an answer calls what stands elsewhere instead of retyping it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.catalog import Catalog
from catalog.models import Entry, Figure, Work
from catalog.problem import did_you_mean, shown

_REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")


@dataclass(frozen=True)
class Target:
    """What a reference leads to: an entry of ``kind``, and one of its figures when it names one."""

    kind: str = ""
    entry: Entry | None = None
    figure: Figure | None = None
    problem: str | None = None


def split_references(text: str) -> Iterator[tuple[str, str | None]]:
    """The text in order: pairs (plain text, reference that follows it or None)."""
    last = 0
    for match in _REFERENCE.finditer(text):
        yield text[last : match.start()], match[1].strip()
        last = match.end()
    yield text[last:], None


def references_in(text: str) -> list[str]:
    """The references of a text, without their brackets."""
    return [reference for _, reference in split_references(text) if reference is not None]


def resolve(catalog: Catalog, reference: str) -> Target:
    """Follow a reference; ``problem`` says in French why it leads nowhere."""
    name, _, key = reference.partition("#")
    for kind in ("studies", "resources", "interviews", "questions", "skills"):
        entry = catalog.kind(kind).get(name)
        if entry is not None:
            break
    else:
        known = [*catalog.works, *catalog.questions, *catalog.skills]
        return Target(
            problem=f"« [[{shown(reference)}]] » : aucune entrée « {shown(name)} »{did_you_mean(name, known)}"
        )
    if not key:
        return Target(kind, entry)
    figures = {figure.slug: figure for figure in entry.figures} if isinstance(entry, Work) else {}
    if key not in figures:
        hint = did_you_mean(key, figures)
        return Target(kind, entry, problem=f"« [[{shown(reference)}]] » : {name} n’a pas de chiffre « {key} »{hint}")
    return Target(kind, entry, figures[key])
