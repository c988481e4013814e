"""``data/duplicates.yml``: where a person splits or joins what the program grouped wrongly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from catalog.messages import report_validation
from catalog.models.base import AsTuple, Line, Strict
from catalog.problem import Problem, did_you_mean, shown
from catalog.reading import Document, read_yaml


@dataclass(frozen=True)
class Corrections:
    """Each of ``split`` is ads that leave their group together; each of ``join``, ads whose groups are one."""

    split: tuple[tuple[str, ...], ...] = ()
    join: tuple[tuple[str, ...], ...] = ()

    def taken_out(self) -> dict[str, int]:
        """The number of the split each ad is in."""
        return {name: number for number, names in enumerate(self.split) for name in names}


class _Split(Strict):
    ads: Annotated[tuple[Line, ...], AsTuple, Field(min_length=1)]
    reason: Line


class _Join(Strict):
    ads: Annotated[tuple[Line, ...], AsTuple, Field(min_length=1)]
    reason: Line


class _File(Strict):
    split: Annotated[tuple[_Split, ...], AsTuple] = ()
    join: Annotated[tuple[_Join, ...], AsTuple] = ()


def read_corrections(
    raw: bytes, path: str, known: Collection[str] | None = None
) -> tuple[Corrections, list[Problem]]:
    """The corrections and what is wrong with them; with a problem, no correction at all. Never raises.

    ``known``, the ids of the ads stored, lets an id that is not one of them be told.
    """
    document = read_yaml(raw, path)
    if document.problems:
        return Corrections(), document.problems
    try:
        file = _File.model_validate(document.value)
    except ValidationError as error:
        report_validation(error, _File, document)
        return Corrections(), document.problems
    _check(file, document, known)
    if document.problems:
        return Corrections(), sorted(document.problems)
    return Corrections(tuple(item.ads for item in file.split), tuple(item.ads for item in file.join)), []


def _check(file: _File, document: Document, known: Collection[str] | None) -> None:
    first: dict[str, tuple[str, int]] = {}
    listed: tuple[tuple[str, tuple[_Split | _Join, ...]], ...] = (("split", file.split), ("join", file.join))
    for kind, items in listed:
        for number, item in enumerate(items):
            if kind == "join" and len(set(item.ads)) < 2:
                place = document.place((kind, number, "ads"))
                document.report(place, "il faut au moins deux annonces pour les réunir", "too_short")
            for index, name in enumerate(item.ads):
                place = document.place((kind, number, "ads", index))
                if name in first:
                    line = document.place((*first[name], "ads"))[0]
                    message = f"l’annonce « {shown(name)} » est déjà citée à la ligne {line} : une seule fois suffit"
                    document.report(place, message, "duplicate")
                else:
                    first[name] = (kind, number)
                if known is not None and name not in known:
                    message = f"aucune annonce ne porte l’identifiant « {shown(name)} »{did_you_mean(name, known)}"
                    document.report(place, message, "unknown_ad")
