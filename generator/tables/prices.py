"""What a euro of another year buys: a factor a year, chained from the two series of Insee that the base holds."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.models import Reference

INDEX, RISES = "indice-des-prix-a-la-consommation", "hausse-annuelle-des-prix"


def factors(references: Mapping[str, Reference]) -> tuple[dict[int, float], int | None]:
    """By year, what its euros are multiplied by to be euros of the last year known; and that year.

    Years of the index are divided by its level; after its last year, each year adds its yearly rise, rounded by Insee
    to a tenth of a point. A year that nothing leads to, because a rise is missing, has no factor. Empty without the
    references.
    """
    if INDEX not in references or RISES not in references:
        return {}, None
    levels = _by_year(references[INDEX])
    rises = _by_year(references[RISES])
    year = max(levels)
    while year + 1 in rises:
        year += 1
        levels[year] = levels[year - 1] * (1 + rises[year] / 100)
    return {each: levels[year] / level for each, level in sorted(levels.items())}, year


def _by_year(reference: Reference) -> dict[int, float]:
    return {value.valid_from.earliest.year: float(value.value) for value in reference.values}
