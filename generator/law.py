"""Constants that the law or a statistics office fixes: what each opens onto."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models import Reference
from generator import labels, numbers
from generator.ad_words import day_words
from generator.costs import Dated
from generator.numbers import NBSP
from generator.site import Site
from generator.tracing import Link, Trace, entry_file, trace

#: The page of all the constants.
PATH = "methode/constantes/index.md"
FIXED = "Valeur fixée par un texte ou publiée par un organisme officiel, reprise sans calcul."


def amount(reference: Reference, value: float) -> tuple[str, str]:
    """A value with its sign, then what the unit adds: ``12,31 €`` and ``bruts par heure``."""
    sign, _, rest = reference.unit.partition(" ")
    if sign in ("€", "%"):
        # From a hundred euros on, the law's cents stay as they are written.
        cents = sign == "€" and value < 100
        return f"{numbers.money_number(value) if cents else numbers.french_number(value)}{NBSP}{sign}", rest
    return numbers.french_number(value), reference.unit


def since_words(dated: Dated) -> str:
    """``depuis le 1er juin 2026``, and that the next value is not known when it is not."""
    unread = " ; la valeur suivante n’a pas été lue" if dated.expired else ""
    return f"depuis le {day_words(dated.since)}{unread}"


def law_trace(site: Site, reference: Reference, dated: Dated) -> Trace:
    """The trace of the value of a constant that was in force on a day."""
    value, unit = amount(reference, dated.value)
    label = f"{reference.title} : {dated.group}" if dated.group else reference.title
    return _trace(site, reference, label, value, unit, since_words(dated), [("Définition", reference.definition)])


def table_trace(site: Site, reference: Reference, count: int, day: str) -> Trace:
    """The trace of all the values of a constant in force on ``day``, one a group."""
    period = f"en vigueur le {day}"
    return _trace(site, reference, reference.title, numbers.count_text(count, "valeur"), "", period, [])


def _trace(
    site: Site,
    reference: Reference,
    label: str,
    value: str,
    unit: str,
    period: str,
    facts: Iterable[tuple[str, str]],
) -> Trace:
    path = f"{PATH}#{reference.id}"
    return trace(
        site,
        reference=f"reference:{reference.id}",
        label=label,
        value=value,
        unit=unit,
        n="sans effectif",
        period=period,
        producer=reference.publisher,
        sources=[Link(f"{reference.publisher}, {labels.READ_ON[reference.read_on]}", reference.url)],
        how=FIXED,
        row=Link(f"constantes, «{NBSP}{reference.title}{NBSP}»", path),
        file=entry_file(site, "references", reference.id),
        path=path,
        facts=facts,
    )
