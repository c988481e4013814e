"""What the simulator lets one choose: a value of each dimension of the table of pay, and the words that name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.models import slugify
from generator import labels
from generator.ad_words import LEVELS
from generator.tables.widen import Step

#: Contracts whose pay is a salary. An apprentice's is set by law, a freelance's is a price: neither is a choice here.
CONTRACTS = {"CDI": "CDI", "CDD": "CDD", "intérim": "Intérim"}
IN_TRAINING = ("stagiaire", "alternant")


@dataclass(frozen=True)
class Dimension:
    """``column`` is its name in the table, ``name`` in the address of the page; ``every`` is said when none is
    chosen. ``options`` are words by value of the table."""

    column: Step
    name: str
    label: str
    every: str
    options: Mapping[str, str]


def dimensions(regions: Mapping[str, str]) -> tuple[Dimension, ...]:
    """The four dimensions, in the order of the key of the table; ``regions`` are names by code."""
    by_name = sorted(regions.items(), key=lambda item: slugify(item[1]))
    return (
        Dimension("level", "niveau", "Niveau", "Tous les niveaux", _titled(LEVELS, IN_TRAINING)),
        Dimension("region", "region", "Région", "Toute la France", dict(by_name)),
        Dimension("contract", "contrat", "Contrat", "Tous les contrats", CONTRACTS),
        Dimension("employer_type", "employeur", "Employeur", "Tous les employeurs", _titled(labels.EMPLOYERS)),
    )


def _titled(names: Mapping[str, str], without: tuple[str, ...] = ()) -> dict[str, str]:
    return {code: words[:1].upper() + words[1:] for code, words in names.items() if code not in without}
