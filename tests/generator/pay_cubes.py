"""Invented tables of pay: as many ads as wanted, spread over every choice of the simulator."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from typing import Any

import pyarrow as pa

from catalog.models import slugify
from generator.tables.compute import Result
from generator.tables.pay import by_cell
from generator.tables.rules import ALL, PUBLISHED, QUANTILE_MIN, TOO_FEW, UNSAID
from generator.views.pay.choices import Dimension, dimensions

REGIONS = {"53": "Bretagne", "11": "Île-de-France", "04": "La Réunion", "32": "Hauts-de-France"}
DAY = dt.date(2026, 11, 25)


def choices() -> tuple[Dimension, ...]:
    return dimensions(REGIONS)


def cube(seed: int, ads: int) -> Result:
    """``salaires-annonces`` as ``ads`` invented ads would make it: counts that add up, quartiles in order.

    Some ads do not say their level, contract or employer.
    """
    draw = random.Random(seed)
    values = [[*each.options, UNSAID] for each in choices()]
    weights = [[draw.random() ** 3 + 0.01 for _ in each] for each in values]
    columns = [draw.choices(each, weight, k=ads) for each, weight in zip(values, weights, strict=True)]
    counts: Counter[tuple[str, ...]] = Counter()
    for ad in zip(*columns, strict=True):
        counts.update(itertools.product(*((value, ALL) for value in ad)))
    return result([_row(draw, names, n) for names, n in sorted(counts.items())])


def _row(draw: random.Random, names: tuple[str, ...], n: int) -> dict[str, Any]:
    quartiles = sorted(
        draw.choice([draw.randint(22_000, 60_000), draw.randint(44_000, 120_000) / 2]) for _ in range(6)
    )
    enough = n >= QUANTILE_MIN
    low_q1, low_median, high_q1, low_q3, high_median, high_q3 = quartiles if enough else [None] * 6
    of = n + draw.randint(0, 3 * n)
    return {
        **dict(zip(by_cell.key, names, strict=True)),
        "n": n, "of": of, "coverage": round(100 * n / of, 1), "flagged": draw.choice([0, 0, 1, 2, 1_200]),
        "one_ended": 0,
        "low_q1": low_q1, "low_median": low_median, "low_q3": low_q3,
        "high_q1": high_q1, "high_median": high_median, "high_q3": high_q3,
        "status": PUBLISHED if enough else TOO_FEW,
        "since": DAY - dt.timedelta(draw.randint(200, 360)), "until": DAY - dt.timedelta(draw.randint(0, 199)),
        "sources": draw.choice(["une", "une,autre"]),
    }  # fmt: skip


def result(rows: list[dict[str, Any]]) -> Result:
    """The table of these rows, named as the published one names them."""
    named = [{"key": ".".join(slugify(str(row[name])) for name in by_cell.key), **row} for row in rows]
    schema = by_cell.schema.insert(0, pa.field("key", pa.string()))
    return Result(by_cell, tuple(map(by_cell.column, schema.names)), pa.Table.from_pylist(named, schema=schema))
