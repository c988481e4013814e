"""From figures to the facts that age bands and prices need: bounds, thresholds, what a euro buys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catalog.figures import Reading
from catalog.models import Reference, Study
from generator.tables.ages import Band, bounds, cuts, thresholds
from generator.tables.gather_ads import Row
from generator.tables.prices import factors

AGES = "part-age"


def survey_rows(readings: Sequence[Reading], references: Mapping[str, Reference]) -> dict[str, list[Row]]:
    """The rows of ``age_bands``, ``age_thresholds`` and ``prices``."""
    found = [(reading, bounds(reading.figure.group.get("age", ""))) for reading in readings if _is_age(reading)]
    banded = [(reading, band) for reading, band in found if band is not None]
    by_year, base = factors(references)
    return {
        "age_bands": [{"reference": reading.reference, "low": low, "high": high} for reading, (low, high) in banded],
        "age_thresholds": _thresholds(banded),
        "prices": [{"year": year, "factor": factor, "base": base} for year, factor in by_year.items()],
    }


def _is_age(reading: Reading) -> bool:
    """Bands of a survey's own people; pages that quote a survey say nothing more than it does."""
    return reading.metric.id == AGES and isinstance(reading.work, Study)


Bounds = tuple[int | None, int | None]


def _thresholds(banded: Iterable[tuple[Reading, Bounds]]) -> list[Row]:
    """One edition is one study in one year about one population."""
    editions: dict[tuple[str, int, str], list[tuple[Reading, Bounds]]] = defaultdict(list)
    for reading, band in banded:
        if reading.year:
            editions[reading.work.id, reading.year.year, reading.population or ""].append((reading, band))
    bands = {edition: _bands(members) for edition, members in editions.items()}
    ages = {age for each in bands.values() for age in cuts(each)}
    return [
        {
            "work": work,
            "year": year,
            "population": population,
            "age": found.age,
            "at_least": round(found.at_least, 6),
            "at_most": round(found.at_most, 6),
            "asked": found.asked,
            "approximate": any(reading.figure.qualifier == "environ" for reading, _ in editions[edition]),
        }
        for edition in sorted(bands)
        for work, year, population in [edition]
        for found in thresholds(bands[edition], ages)
    ]


def _bands(members: Iterable[tuple[Reading, Bounds]]) -> list[Band]:
    """One band for all the accounts of it: from the least of them to the most."""
    shares: dict[Bounds, list[tuple[float, float]]] = defaultdict(list)
    for reading, band in members:
        shares[band].append(_span(reading))
    return [
        Band(low, high, min(least for least, _ in told), max(most for _, most in told))
        for (low, high), told in shares.items()
    ]


def _span(reading: Reading) -> tuple[float, float]:
    """Between which shares a figure says it is: « plus de 60 % » is from 60 to 100."""
    figure = reading.figure
    least = figure.value if figure.value is not None else figure.min
    most = figure.value if figure.value is not None else figure.max
    least = 0.0 if least is None or (figure.qualifier == "moins-de" and figure.value is not None) else float(least)
    most = 100.0 if most is None or (figure.qualifier == "plus-de" and figure.value is not None) else float(most)
    return least, most
