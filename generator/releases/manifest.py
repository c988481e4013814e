"""The file of a version, ``data/releases/<date>.json``: what it changed from the one before.

It lists changes only, so that a git diff is the list of what changed and a file stays small. The first lists all.
Taking a file away makes what it brought look new again; nothing else breaks.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from catalog.messages import report_validation
from catalog.models.base import AsTuple, Id, Line, Strict
from catalog.models.collected import Day
from catalog.problem import Problem
from catalog.reading import read_yaml
from generator.releases.contents import Contents, Difference, Value

FOLDER = "releases"

#: A digest of what readers see of an entry.
Print = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
#: ``study#figure`` or ``table:id#row.column``.
Reference = Annotated[str, Field(pattern=r"^(table:)?[a-z0-9-]{1,80}#\S{1,200}$")]
#: The words of a figure, and n or null.
Figure = Annotated[tuple[Line, Annotated[int, Field(ge=0)] | None], AsTuple]
#: Marks of ads, several a line.
Marks = Annotated[
    tuple[Annotated[str, Field(pattern=r"^[0-9a-z]{8}( [0-9a-z]{8})*$")], ...],
    AsTuple,
]

_MARKS_A_LINE = 12


class Ads(Strict):
    """The ads that have a page now and had none, and the other way round."""

    added: Marks = ()
    removed: Marks = ()


class Manifest(Strict):
    """A version. In ``entries`` (by kind, then by id) and in ``figures`` (by reference), ``null`` is what is gone."""

    date: Day
    entries: dict[Id, dict[Id, Print | None]] = {}
    figures: dict[Reference, Figure | None] = {}
    ads: Ads = Ads()

    @classmethod
    def of(cls, date: dt.date, changes: Difference, after: Contents) -> Manifest:
        """The version of ``date``, that ``changes`` lead to ``after``."""
        entries: dict[str, dict[str, str | None]] = {}
        gone = [*changes.removed, *(old for old, _ in changes.renamed)]
        here = [*changes.added, *changes.changed, *(new for _, new in changes.renamed)]
        for kind, name in sorted([*gone, *here]):
            entries.setdefault(kind, {})[name] = after.entries.get((kind, name))
        told = [*changes.figures_added, *(each.reference for each in (*changes.values, *changes.counts))]
        values = ((name, after.figures[name]) for name in told)
        figures: dict[str, tuple[str, int | None] | None] = {name: (value.words, value.n) for name, value in values}
        figures |= dict.fromkeys(changes.figures_removed)
        ads = Ads(added=_packed(changes.ads_added), removed=_packed(changes.ads_removed))
        return cls(date=date, entries=entries, figures=dict(sorted(figures.items())), ads=ads)

    def after(self, before: Contents) -> Contents:
        """What the version holds, when the one before held ``before``."""
        entries, figures = dict(before.entries), dict(before.figures)
        for kind, named in self.entries.items():
            for name, mark in named.items():
                _put(entries, (kind, name), mark)
        for reference, figure in self.figures.items():
            _put(figures, reference, Value(*figure) if figure else None)
        return Contents(entries, figures, before.ads - _unpacked(self.ads.removed) | _unpacked(self.ads.added))

    def written(self) -> bytes:
        """The file: one entry or figure a line."""
        told = self.model_dump(mode="json", exclude_defaults=True)
        return (_dumped(told, 3) + "\n").encode("utf-8")


def _put(held: dict[Any, Any], name: object, value: object) -> None:
    if value is None:
        held.pop(name, None)
    else:
        held[name] = value


def _packed(marks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(marks[start : start + _MARKS_A_LINE]) for start in range(0, len(marks), _MARKS_A_LINE))


def _unpacked(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(mark for line in lines for mark in line.split())


def _dumped(value: object, levels: int, indent: str = "") -> str:
    """JSON whose first ``levels`` levels have one item a line; a figure, which is a list, stays on its line."""
    inner = indent + " "
    if isinstance(value, Mapping) and value and levels:
        items = [f"{inner}{_one(name)}: {_dumped(item, levels - 1, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and levels == 1 and all(isinstance(item, str) for item in value):
        return "[\n" + ",\n".join(inner + _one(item) for item in value) + f"\n{indent}]"
    return _one(value)


def _one(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def load_manifests(folder: Path, root: Path) -> tuple[list[Manifest], list[Problem]]:
    """The versions of ``folder`` (``data/releases``), oldest first, and what is wrong with their files, each fault at
    its place; never raises. Paths in problems are relative to ``root``. No folder is no version."""
    manifests: list[Manifest] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        try:
            raw = path.read_bytes()
        except OSError as error:
            message = f"fichier illisible : {error.strerror or error}"
            problems.append(Problem(shown, 1, 1, message, "unreadable"))
            continue
        manifest, wrong = read_manifest(raw, shown)
        problems += wrong
        if manifest and manifest.date.isoformat() != path.stem:
            message = f"le nom du fichier dit la date de la version : {manifest.date}.json"
            problems.append(Problem(shown, 1, 1, message, "file_name"))
        elif manifest:
            manifests.append(manifest)
    return manifests, problems


def read_manifest(raw: bytes, path: str) -> tuple[Manifest | None, list[Problem]]:
    """The version that ``raw`` holds, or what is wrong with it: broken JSON, a name written twice, a wrong field."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        told = dict(pairs)
        if len(told) < len(pairs):
            twice.append(path)
        return told

    try:
        text = raw.decode("utf-8")
        json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        message = f"ce n’est pas du JSON : {_conflict(text, error.lineno)}"
        return None, [Problem(path, error.lineno, error.colno, message, "json_invalid")]
    except (UnicodeDecodeError, RecursionError):
        return None, [Problem(path, 1, 1, "ce n’est pas du JSON en UTF-8", "json_invalid")]
    document = read_yaml(raw, path) if twice else None  # JSON is YAML, and this reader keeps the place of each value
    if document and document.problems:
        return None, document.problems
    try:
        return Manifest.model_validate_json(text), []
    except ValidationError as error:
        document = read_yaml(raw, path)
        if not document.problems:
            report_validation(error, Manifest, document)
        return None, document.problems


def _conflict(text: str, line: int) -> str:
    written = text.split("\n")[line - 1] if line else ""
    if written.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "une fusion de git y est restée inachevée ; relancer « metier release » écrit le fichier de nouveau"
    return "une virgule, un guillemet ou une accolade manque ici ou juste avant"
