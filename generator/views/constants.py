"""``/methode/constantes/``: every dated constant that a calculation of the site rests on, with all its values."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.models import Reference
from catalog.models.records import ReferenceValue
from generator.ad_words import day_words
from generator.costs import in_force
from generator.freshness import date_words
from generator.law import PATH, amount, law_trace, table_trace
from generator.page import Page
from generator.site import Renderer, Site
from generator.tracing import Trace


@dataclass(frozen=True)
class Line:
    """A value of a constant, as the page tells it; ``until`` is empty when nothing ends it."""

    group: str
    value: str
    since: str
    until: str
    url: str
    note: str


@dataclass(frozen=True)
class Constant:
    """A constant: the values in force, those of before from the newest, and what they open onto.

    ``alone``: one value holds for all, and stands large.
    """

    reference: Reference
    now: list[Line]
    before: list[Line]
    alone: bool
    trace: Trace


def constant_pages(renderer: Renderer) -> list[Page]:
    """The page of the constants; none for a catalog that holds none."""
    site = renderer.site
    references = sorted(site.catalog.references.values(), key=lambda each: each.title.casefold())
    constants = [each for reference in references if (each := _constant(site, reference))]
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


def _constant(site: Site, reference: Reference) -> Constant | None:
    """None for a constant that has not begun."""
    dated = in_force(reference, site.today)
    if not dated:
        return None
    # A group that the law no longer names has ended; when all have, the next values were not read.
    dated = [each for each in dated if not each.expired] or dated
    current = {(each.group, each.since) for each in dated}
    newest = sorted(reference.values, key=lambda value: value.valid_from.earliest, reverse=True)
    now = [value for value in reference.values if (value.group or "", value.valid_from.earliest) in current]
    before = [value for value in newest if value not in now]
    alone = len(dated) == 1
    trace = (
        law_trace(site, reference, dated[0])
        if alone
        else table_trace(site, reference, len(dated), day_words(site.today))
    )
    return Constant(
        reference,
        [_line(reference, value) for value in now],
        [_line(reference, value) for value in before],
        alone,
        trace,
    )


def _line(reference: Reference, value: ReferenceValue) -> Line:
    return Line(
        value.group or "",
        amount(reference, float(value.value))[0],
        date_words(value.valid_from),
        date_words(value.valid_until) if value.valid_until else "",
        value.url or "",
        value.note or "",
    )
