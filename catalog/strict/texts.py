"""The texts of an entry that we wrote, each with the place of its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from catalog.models import Entry, Work
from catalog.reading import Path

#: What says what a page brings: no sentence of it may stand elsewhere.
_TOLD = frozenset(
    [
        "summary",
        "points",
        "day",
        "path",
        "question",
        "answer",
        "limits",
        "definition",
        "description",
        "lede",
        "method",
    ]
)
#: What is written in French besides: what a field is for, why it is so, who a person is.
_NOTED = frozenset(
    [
        "note", "computed", "inferred", "off_topic", "reliability", "why", "role", "experience", "studies", "sector",
        "population", "label", "fr", "teaser", "group", "unit", "personal_data", "assumed", "dated", "keywords",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A text of the entry ``name``, at ``path``; ``told`` when it is one that must be in words of its own."""

    kind: str
    name: str
    path: Path
    text: str
    told: bool


def passages(kind: str, entry: Entry) -> Iterator[Passage]:
    """The French texts of an entry in the order of its fields; a work's title is its author's, in its language."""
    titled = entry.language == "fr" if isinstance(entry, Work) else True
    for path, field, text in _strings(entry, (), ""):
        if field in _TOLD or field in _NOTED or (titled and field in ("title", "subtitle")):
            yield Passage(kind, entry.id, path, text, field in _TOLD)


def _strings(value: object, path: Path, field: str) -> Iterator[tuple[Path, str, str]]:
    """Every string below ``value`` with its path and the field it belongs to, at whatever depth."""
    if isinstance(value, str):
        yield path, field, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), (*path, name), name)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index), field)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key), field)
