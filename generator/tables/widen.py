"""Which cell of ``salaires-annonces`` answers when the one asked for has too few ads, and the words that say so.

The order is fixed, each step on top of the ones before: every type of employer, then all of France, then every level,
then every contract; when all the ads together do not suffice, surveys answer. The place goes before the level and the
contract because pay depends less on it. A page's script follows the same order with the same words (``STEPS``,
``asked_words``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator import numbers
from generator.ad_words import LEVELS
from generator.tables.compute import Result, Row
from generator.tables.rules import ALL, PUBLISHED, UNSAID

Step = Literal["employer_type", "region", "level", "contract", "surveys"]
#: Each step, in order, with what the cell is widened to.
STEPS: dict[Step, str] = {
    "employer_type": "à tous les employeurs",
    "region": "à la France",
    "level": "à tous les niveaux",
    "contract": "à tous les contrats",
}
#: The columns a cell is asked by, in the order the sentence says them.
ASKED = ("contract", "level", "employer_type", "region")
_SURVEYS = "seules les enquêtes répondent"
_UNSAID = {
    "level": "sans niveau précisé",
    "contract": "sans contrat précisé",
    "employer_type": "sans employeur précisé",
}
_EMPLOYERS = {
    "agence": "en agence", "pme": "en PME", "grande-entreprise": "en grande entreprise", "start-up": "en start-up",
    "collectivite": "en collectivité", "public": "dans le secteur public", "association": "en association",
    "media": "dans un média", "studio-de-jeux": "dans un studio de jeux vidéo", "ecole": "dans une école",
    "independant": "chez une personne à son compte", "autre": "chez un autre employeur",
}  # fmt: skip
#: Where a région is: no rule gives the preposition.
REGIONS = {
    "01": "en Guadeloupe", "02": "en Martinique", "03": "en Guyane", "04": "à La Réunion", "06": "à Mayotte",
    "11": "en Île-de-France", "24": "en Centre-Val de Loire", "27": "en Bourgogne-Franche-Comté",
    "28": "en Normandie", "32": "dans les Hauts-de-France", "44": "dans le Grand Est",
    "52": "dans les Pays de la Loire", "53": "en Bretagne", "75": "en Nouvelle-Aquitaine", "76": "en Occitanie",
    "84": "en Auvergne-Rhône-Alpes", "93": "en Provence-Alpes-Côte d’Azur", "94": "en Corse",
}  # fmt: skip


@dataclass(frozen=True)
class Widened:
    """``row`` is the cell to show, None when only surveys answer; ``steps`` those that changed something, in order;
    ``sentence`` says so, empty when the cell asked for suffices."""

    row: Row | None
    steps: tuple[Step, ...]
    sentence: str


def widen(
    result: Result, *, level: str = ALL, region: str = ALL, contract: str = ALL, employer_type: str = ALL
) -> Widened:
    """The first cell of ``salaires-annonces`` that suffices, from the one asked for on; ``ALL`` asks for every value.

    A value that no ad has is a cell of zero ads, and widens likewise.
    """
    asked = {"level": level, "region": region, "contract": contract, "employer_type": employer_type}
    rows = {tuple(str(row[name]) for name in asked): row for row in result.rows}
    first = cell = rows.get(tuple(asked.values()))
    here, steps = dict(asked), list[Step]()
    for step in STEPS:
        if _suffices(cell):
            break
        if here[step] != ALL:
            here[step] = ALL
            steps.append(step)
            cell = rows.get(tuple(here.values()))
    if not _suffices(cell):
        return Widened(None, (*steps, "surveys"), _sentence(asked, first, steps, found=False))
    return Widened(cell, tuple(steps), _sentence(asked, first, steps, found=True) if steps else "")


def _suffices(row: Row | None) -> bool:
    return row is not None and row["status"] == PUBLISHED


def _sentence(asked: Mapping[str, str], row: Row | None, steps: list[Step], *, found: bool) -> str:
    """« Effectif insuffisant en Bretagne (n = 1), élargi à la France. »"""
    where = ", ".join(asked_words(name, asked[name]) for name in ASKED if asked[name] != ALL)
    n = numbers.sample_text(int(str(row["n"])) if row else 0)
    begun = f"Effectif insuffisant {where or 'dans toutes les annonces'} ({n})"
    to = ", puis ".join(STEPS[step] for step in steps)
    if found:
        return f"{begun}, élargi {to}."
    even = f", même élargi {to}" if to else ""
    return f"{begun}{even}{numbers.NBSP}: {_SURVEYS}."


def asked_words(column: str, value: str) -> str:
    """``en Bretagne``, ``au niveau confirmé``, ``en CDI``, ``en agence``: a value asked for, in the sentence."""
    if value == UNSAID:
        return _UNSAID.get(column, "sans région précisée")
    if column == "region":
        return REGIONS.get(value, f"dans la région {value}")
    if column == "employer_type":
        return _EMPLOYERS.get(value, f"chez un employeur de type {value}")
    return f"au niveau {LEVELS.get(value, value)}" if column == "level" else f"en {value}"
