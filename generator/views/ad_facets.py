"""The filters of the list of ads: their boxes, in words, in an order that helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from catalog.partial_date import PartialDate
from generator.ad_cards import ABROAD, FILTERS, LATE, UNSAID
from generator.ad_words import LEVELS, REMOTE, TRAINING
from generator.freshness import date_words
from generator.numbers import count_text
from generator.site import Site
from generator.views.explorer import Facet, Option, by_count

_LABELS = {
    "salaire": {"affiche": "Montant affiché", "douteux": "Montant douteux", "absent": "Aucun montant"},
    "etat": {"online": "En ligne", "unknown": "État inconnu", "expired": "Retirée"},
    "niveau": {**{name: label.capitalize() for name, label in LEVELS.items()}, UNSAID: "Non précisé"},
    "teletravail": {**{name: label.capitalize() for name, label in REMOTE.items()}, UNSAID: "Non précisé"},
}

#: The box that counts every contract of ``TRAINING``, and how theirs say that they are within it.
WHOLE = "alternance"
_PARTS = {"apprentissage": "dont apprentissage", "professionnalisation": "dont professionnalisation"}


def month_words(month: str) -> str:
    """``octobre 2026``."""
    return date_words(PartialDate.parse(month))


def ad_facets(
    site: Site, jobs: Sequence[Mapping[str, Sequence[str]]], names: Mapping[str, Mapping[str, str]]
) -> list[Facet]:
    """The filters of ``jobs``, each told by its values; ``names`` are those of régions and contracts, by slug.

    A filter with one box sorts nothing out: it is not there.
    """
    counts = {name: Counter(value for values in jobs for value in values[name]) for name in FILTERS}
    labels: dict[str, Mapping[str, str]] = {
        **_LABELS,
        "region": {**names["region"], ABROAD: "Hors de France", UNSAID: "Non précisée"},
        "contrat": {**names["contrat"], **_PARTS, UNSAID: "Non précisé"},
        "mois": {month: month_words(month).capitalize() for month in counts["mois"]},
        LATE: {**{skill.id: skill.label.fr for skill in site.catalog.skills.values()}, UNSAID: "Aucune nommée"},
    }
    frequent = {
        name: _unsaid_last([value for value, _ in by_count(counts[name])]) for name in ("region", "contrat", LATE)
    }
    frequent["contrat"] = _parts_after(frequent["contrat"])
    orders: dict[str, Iterable[str]] = {**labels, **frequent, "mois": sorted(counts["mois"], reverse=True)}
    titles = {
        "region": ("Région", "Toutes les régions"),
        "contrat": ("Contrat", "Tous les contrats"),
        "salaire": ("Salaire affiché", "Tous"),
        "niveau": ("Niveau", "Tous les niveaux"),
        "teletravail": ("Télétravail", "Tous"),
        "mois": ("Mois", "Tous les mois"),
        "etat": ("État", "Tous les états"),
        LATE: ("Compétence", f"Voir {count_text(len(set(counts[LATE]) - {UNSAID}), 'compétence')}"),
    }
    options = {
        name: [
            Option(value, labels[name].get(value, value), counts[name][value], name == "contrat" and value in _PARTS)
            for value in orders[name]
            if counts[name][value]
        ]
        for name in FILTERS
    }
    return [Facet(name, *titles[name], boxes, late=name == LATE) for name, boxes in options.items() if len(boxes) > 1]


def _parts_after(values: list[str]) -> list[str]:
    """Contracts, the two that "alternance" may be right after it, since it counts them."""
    if WHOLE not in values:
        return values
    parts = [value for value in values if value in TRAINING]
    rest = [value for value in values if value not in TRAINING]
    at = rest.index(WHOLE) + 1
    return [*rest[:at], *parts, *rest[at:]]


def _unsaid_last(values: list[str]) -> list[str]:
    return sorted(values, key=lambda value: value in (UNSAID, ABROAD))
