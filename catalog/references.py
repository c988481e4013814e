"""``[[study#figure]]`` and ``[[entry]]``: how an answer calls what stands elsewhere instead of retyping it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.catalog import Catalog
from catalog.models import Entry, Figure, Work
from catalog.problem import Hint, shown

#: A reference between its brackets.
REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")

#: The kinds of entries a text may call.
_CALLABLE = ("studies", "resources", "interviews", "questions", "skills")


@dataclass(frozen=True)
class Target:
    """What a reference leads to: an entry of ``kind``, and one of its figures when it names one.

    Both are missing, without a problem, when the entry exists and could not be read.
    """

    kind: str = ""
    entry: Entry | None = None
    figure: Figure | None = None
    problem: str | None = None
    hint: Hint | None = None


def split_references(text: str) -> Iterator[tuple[str, str | None]]:
    """The text in order: pairs (plain text, reference that follows it or None)."""
    last = 0
    for match in REFERENCE.finditer(text):
        yield text[last : match.start()], match[1].strip()
        last = match.end()
    yield text[last:], None


def references_in(text: str) -> list[str]:
    """The references of a text, without their brackets."""
    return [reference for _, reference in split_references(text) if reference is not None]


def resolve(catalog: Catalog, reference: str) -> Target:
    """Follow a reference; ``problem`` says in French why it leads nowhere."""
    name, _, key = reference.partition("#")
    kind = next((kind for kind in _CALLABLE if name in catalog.kind(kind)), None)
    if kind is None:
        if any(catalog.may_hold(kind, name) for kind in _CALLABLE):
            return Target()
        known = [name for kind in _CALLABLE for name in catalog.kind(kind)]
        return Target(problem=f"« [[{shown(reference)}]] » : aucune entrée « {shown(name)} »", hint=(name, known))
    entry = catalog.kind(kind)[name]
    if not key:
        return Target(kind, entry)
    figures = {figure.slug: figure for figure in entry.figures or ()} if isinstance(entry, Work) else {}
    if key in figures or catalog.is_faulty(kind, name, ("figures",)):
        return Target(kind, entry, figures.get(key))
    problem = f"« [[{shown(reference)}]] » : {name} n’a pas de chiffre « {shown(key)} »"
    return Target(kind, entry, problem=problem, hint=(key, figures))
