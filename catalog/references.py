"""``[[study#figure]]``, ``[[entry]]`` and ``[[table:name#row.column]]``: how an answer calls what stands elsewhere
instead of retyping it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.catalog import Catalog
from catalog.models import Entry, Figure, Work
from catalog.problem import Hint, shown

#: A reference between its brackets.
REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")

#: A cell of a published table; a row's name may hold dots, a column's does not.
_CELL = re.compile(r"table:([a-z0-9-]+)#([a-z0-9.-]+)\.([a-z0-9_]+)")

#: The kinds of entries a text may call.
_CALLABLE = ("studies", "resources", "interviews", "questions", "skills")


@dataclass(frozen=True)
class Cell:
    """A cell of a published table: whether it exists is known where tables are (``generator.tables.called``)."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Target:
    """What a reference leads to: an entry of ``kind``, and one of its figures when it names one; or a ``cell``.

    Both are missing, without a problem, when the entry exists and could not be read.
    """

    kind: str = ""
    entry: Entry | None = None
    figure: Figure | None = None
    problem: str | None = None
    hint: Hint | None = None
    cell: Cell | None = None


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
    if reference.startswith("table:"):
        written = _CELL.fullmatch(reference)
        if not written:
            return Target(problem=f"« [[{shown(reference)}]] » : une case s’écrit [[table:nom#ligne.colonne]]")
        return Target(cell=Cell(*written.groups()))
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
