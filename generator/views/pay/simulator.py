"""« Me situer »: the small file that the browser reads, and the answer for the whole of France.

``docs/assets/js/pay.js`` widens as ``generator.tables.widen`` does, and says what ``answer_words`` says: a test
compares them.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from catalog.models import Source
from generator.numbers import NBSP, french_number
from generator.tables.compute import Result, Row
from generator.tables.rules import ALL
from generator.tables.widen import ASKED, STEPS, asked_words
from generator.views.pay.choices import Dimension
from generator.views.pay.freelance import money

TABLE = "salaires-annonces"
#: What a cell of the file holds after its four places: under the minimum, n only.
NUMBERS = ("n", "of", "flagged", "low_q1", "low_median", "high_median", "high_q3")


def simulator_data(result: Result, dimensions: Sequence[Dimension], sources: Mapping[str, Source]) -> dict[str, Any]:
    """The cells that a reader may come to, each as [places…, numbers…, key, since, until, sources].

    A place is the rank of a value among those of its dimension, 0 being « toutes ». Cells of values that nobody can
    choose (« non précisé », a freelance contract) are left out. A cell without a median holds its places and n, one
    that no ad fills is not there. ``steps`` and ``said`` are the orders in which ``widen`` widens and speaks.
    """
    columns: list[str] = [each.column for each in dimensions]
    ranks = [{ALL: 0, **{value: rank for rank, value in enumerate(dimension.options, 1)}} for dimension in dimensions]
    used: dict[str, int] = {}
    cells: list[list[Any]] = []
    for row in result.rows:
        places = [rank.get(str(row[each.column])) for each, rank in zip(dimensions, ranks, strict=True)]
        n = row["n"]
        if None in places or not isinstance(n, int) or not n:
            continue
        if row["low_median"] is None:
            cells.append([*places, n])
            continue
        named = [used.setdefault(name, len(used)) for name in str(row["sources"] or "").split(",") if name]
        cells.append([*places, *(_whole(row[name]) for name in NUMBERS), row.key, *_days(row), named])
    return {
        "dimensions": [
            {
                "name": each.name,
                "values": ["", *each.options],
                "asked": ["", *(asked_words(each.column, value) for value in each.options)],
                "widened": STEPS[each.column],
            }
            for each in dimensions
        ],
        "steps": [columns.index(step) for step in STEPS],
        "said": [columns.index(column) for column in ASKED],
        "sources": [[name, sources[name].title if name in sources else name] for name in used],
        "cells": sorted(cells, key=lambda cell: cell[: len(dimensions)]),
    }


def to_json(data: Mapping[str, Any]) -> str:
    """The file: no space, the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _whole(value: object) -> int | None:
    """An amount to the euro, halves up as ``money`` does: cents are the trace of a conversion."""
    return math.floor(value + 0.5) if isinstance(value, int | float) else None


def _days(row: Row) -> list[str]:
    return [day.isoformat() if isinstance(day := row[name], dt.date) else "" for name in ("since", "until")]


def answer_words(row: Row) -> str:
    """``De 23 200 à 26 200 € brut par an, au milieu de 10 annonces.``: medians of the low and of the high ends."""
    low, high = row["low_median"], row["high_median"]
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return f"{range_words(low, high)} brut par an, au milieu des annonces."


def spread_words(row: Row) -> str:
    """What a quarter of ads offer less than, and a quarter more: at least, since several may offer the same."""
    low, high = row["low_q1"], row["high_q3"]
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return (
        f"Au moins une annonce sur quatre commence à {money(low)} ou moins, au moins une sur quatre va jusqu’à"
        f" {money(high)} ou plus."
    )


def range_words(low: float | None, high: float | None) -> str:
    """``De 23 200 à 26 200 €``; one amount when both are the same; one bound when the other is unknown."""
    if low is None or high is None:
        bound = low if low is not None else high
        assert bound is not None
        return f"{'À partir de' if high is None else 'Jusqu’à'} {money(bound)}"
    first, last = map(money, sorted((low, high)))  # whatever the ends come from, no range is upside down
    return first if first == last else f"De {first.removesuffix(f'{NBSP}€')} à {last}"


def basis_words(row: Row) -> str:
    """On how many ads it rests, out of how many, and what was set aside."""
    n, of, flagged = (int(str(row[name])) for name in ("n", "of", "flagged"))
    share = french_number(math.floor(100 * n / of + 0.5)) if of else "0"
    text = f"{french_number(n)} annonces sur {french_number(of)} affichent un montant ou une fourchette utilisable"
    text += f" ({share}{NBSP}%)"
    if flagged:
        text += f" ; {french_number(flagged)} montant{'s' if flagged > 1 else ''} douteux ou à temps partiel"
        text += " sont écartés" if flagged > 1 else " est écarté"
    return f"{text}."
