"""What can still be read of an entry with faults, so that all its faults are told at once.

Faulty fields are taken out and the rest is read again: what pydantic leaves unsaid while a field is faulty (a range
upside down) is said then, and the checks across entries see the fields that are sound. Such an entry is never
published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, cast

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from catalog.messages import faults_by_path, report_faults
from catalog.models import Entry
from catalog.reading import Document, Path

#: Each round takes out a level more; entries are not deeper.
_ROUNDS = 8
#: Said of what was taken out rather than of what is written.
_OF_ABSENCE = {"missing", "too_short"}


@dataclass(frozen=True)
class Partial:
    """``faulty``: the paths taken out; ``kept``: for each list that lost items, the indices of those that stayed."""

    faulty: set[Path] = field(default_factory=set)
    kept: dict[Path, list[int]] = field(default_factory=dict)
    _around: set[Path] = field(default_factory=set)

    def add(self, paths: set[Path]) -> None:
        """Note that these were taken out."""
        self.faulty.update(paths)
        self._around.update(path[:length] for path in paths for length in range(len(path) + 1))

    def written(self, path: Path) -> Path:
        """The path in the file of what stands at ``path`` in the entry."""
        result: Path = ()
        for part in path:
            kept = self.kept.get(result) if isinstance(part, int) else None
            result = (*result, kept[cast(int, part)] if kept else part)
        return result

    def touches(self, path: Path) -> bool:
        """Whether something at or below ``path`` (in the entry) was taken out."""
        return self.written(path) in self._around

    def take_out(self, value: Any, path: Path = ()) -> Any:
        """A copy of ``value`` without what is faulty."""
        if isinstance(value, dict):
            return {
                key: self.take_out(item, (*path, key))
                for key, item in value.items()
                if (*path, key) not in self.faulty
            }
        if isinstance(value, list):
            stay = [index for index in range(len(value)) if (*path, index) not in self.faulty]
            if len(stay) < len(value):
                self.kept[path] = stay
            return [self.take_out(value[index], (*path, index)) for index in stay]
        return value


def read_entry(model: type[Entry], data: dict[str, Any], document: Document) -> tuple[Entry | None, Partial | None]:
    """The entry, with a ``Partial`` when it has faults (told in ``document``); no entry when nothing can be kept."""
    try:
        return model.model_validate(data), None
    except ValidationError as error:
        faults = faults_by_path(error.errors(include_url=False), document)
    partial = Partial()
    report_faults({path: found for path, found in faults.items() if not document.is_unread(path)}, model, document)
    for _ in range(_ROUNDS):
        new = {_to_take_out(path, found) for path, found in faults.items()}
        if () in new or new <= partial.faulty:
            break
        partial.add(new)
        try:
            return _lenient(model).model_validate(partial.take_out(data)), partial
        except ValidationError as error:
            details = error.errors(include_url=False)
        for fault in details:
            fault["loc"] = partial.written(fault["loc"])
        faults = faults_by_path(details, document)
        report_faults(
            {path: found for path, found in faults.items() if _is_true(path, found, partial)}, model, document
        )
    return None, partial


def _to_take_out(path: Path, found: list[ErrorDetails]) -> Path:
    """The fault's own place; for a missing field, the item of a list or the field of the entry that lacks it."""
    if all(details["type"] != "missing" for details in found) or len(path) == 1:
        return path
    around = path[:-1]
    items = [length for length in range(1, len(around) + 1) if isinstance(around[length - 1], int)]
    return around[: items[-1]] if items else around[:1]


def _is_true(path: Path, found: list[ErrorDetails], partial: Partial) -> bool:
    kinds = {details["type"] for details in found}
    values_lost = any((*path, name) in partial.faulty for name in ("value", "min", "max"))
    return not kinds & _OF_ABSENCE and not ("figure_value" in kinds and values_lost)


@lru_cache
def _lenient(model: type[Entry]) -> type[Entry]:
    """The model with no required field: what could not be read is ``None``."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required() and name != "id":
            kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            fields[name] = (kind, None)
    return create_model(model.__name__, __base__=model, **fields)
