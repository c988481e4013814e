"""``/methode/constantes/``: every dated constant that a calculation of the site rests on, with all its values."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.models import Reference
from catalog.models.records import ReferenceValue
from generator.costs import in_force
from generator.freshness import date_words
from generator.law import PATH, amount, law_trace
from generator.page import Page
from generator.site import Renderer
from generator.tracing import Trace


@dataclass(frozen=True)
class Line:
    """A value of a constant, as the page tells it; ``until`` is empty for the one in force."""

    group: str
    value: str
    since: str
    until: str
    url: str
    note: str


@dataclass(frozen=True)
class Constant:
    """A constant, its values from the newest, and the trace of its latest."""

    reference: Reference
    lines: list[Line]
    grouped: bool
    trace: Trace


def constant_pages(renderer: Renderer) -> list[Page]:
    """The page of the constants; none for a catalog that holds none."""
    site = renderer.site
    constants = [
        Constant(
            reference,
            [_line(reference, value) for value in _newest_first(reference)],
            any(value.group for value in reference.values),
            law_trace(site, reference, dated),
        )
        for reference in sorted(site.catalog.references.values(), key=lambda each: each.title.casefold())
        for dated in in_force(reference, site.today)[-1:]
    ]
    if not constants:
        return []
    meta = {
        "title": "Les constantes de la loi",
        "description": "Smic, minima, cotisations, prix : les valeurs datées dont partent les calculs du site.",
        "template": "liste.html",
        "search_words": ["Smic", "cotisations", "inflation"],
        "crumbs": [{"title": "Méthode", "url": "methode/"}],
    }
    return [renderer.page("constants.md.j2", PATH, meta, constants=constants)]


def _newest_first(reference: Reference) -> list[ReferenceValue]:
    return sorted(reference.values, key=lambda value: value.valid_from.earliest, reverse=True)


def _line(reference: Reference, value: ReferenceValue) -> Line:
    return Line(
        value.group or "",
        amount(reference, float(value.value))[0],
        date_words(value.valid_from),
        date_words(value.valid_until) if value.valid_until else "",
        value.url or "",
        value.note or "",
    )
