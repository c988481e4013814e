"""Tables computed from a few made ads."""

from __future__ import annotations

from typing import Any

from catalog.catalog import Catalog
from catalog.models import JobAd, Run
from generator.site import Site
from generator.tables import ads as tables_of_ads
from generator.tables import pay, skills
from generator.tables.compute import Result, compute
from generator.tables.definition import Definition
from generator.tables.gather import gather
from tests.generator import made

DEFINITIONS = (*tables_of_ads.TABLES, *pay.TABLES, *skills.TABLES)


def tables(
    *ads: JobAd,
    runs: tuple[Run, ...] = (),
    catalog: Catalog | None = None,
    definitions: tuple[Definition, ...] = DEFINITIONS,
) -> dict[str, Result]:
    """The tables of ads and skills on ``made.TODAY``."""
    known = catalog or made.catalog(made.source(), made.source("autre"))
    site = Site(known, made.TODAY, made.collected(*ads, runs=runs), made.TERRITORY)
    return compute(definitions, gather(site))


def pay_of(low: float | None, high: float | None = None, **fields: Any) -> dict[str, Any]:
    """A usable yearly gross pay; ``low`` alone is a single amount."""
    return {
        "text": "x", "min": low, "max": high or low, "currency": "EUR", "unit": "YEAR", "rule": "annuel",
        "yearly_gross_min": low, "yearly_gross_max": high or low, "usable": True, **fields,
    }  # fmt: skip


def place(departement: str | None = None, region: str | None = None, country: str = "FR") -> dict[str, Any]:
    """A place known by its codes."""
    named = {"text": "quelque part", "departement_code": departement, "region_code": region, "country": country}
    return {name: value for name, value in named.items() if value is not None}


PARIS, ANGERS, ANYWHERE = place("75", "11"), place("49", "52"), place()
