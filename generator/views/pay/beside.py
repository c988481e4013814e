"""What surveys and pages say of a choice of the simulator: shown beside the ads, never mixed with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.figures import Reading
from generator.site import Site
from generator.views.pay.groups import AMOUNTS, GAPS, pay_readings

#: Île-de-France: surveys say « Paris ».
_PARIS = "11"
#: Words of a group, the dimension they tell of, the values they concern; ``!`` before a value means all the others.
_CONCERNS = (
    (re.compile(r"\bparis et régions\b", re.IGNORECASE), "region", ("*",)),
    (re.compile(r"\b(paris|île-de-france)\b", re.IGNORECASE), "region", (_PARIS,)),
    (re.compile(r"\bprovince\b", re.IGNORECASE), "region", (f"!{_PARIS}",)),
    (re.compile(r"débutant|jeune diplômé|premières années", re.IGNORECASE), "niveau", ("junior",)),
    (re.compile(r"expérimenté|confirmé|expert", re.IGNORECASE), "niveau", ("confirme", "senior")),
    (re.compile(r"^cdi$", re.IGNORECASE), "contrat", ("CDI",)),
    (re.compile(r"\b(entreprises?|pme)\b", re.IGNORECASE), "employeur", ("pme", "grande-entreprise", "start-up")),
)


@dataclass(frozen=True)
class Beside:
    """A figure and the choice it concerns: ``values`` of the dimension ``name``, ``*`` being any choice at all.
    ``name`` is empty for what concerns everyone."""

    reading: Reading
    name: str = ""
    values: tuple[str, ...] = ()


def beside(site: Site, median: Reading | None) -> list[Beside]:
    """The newest median, then what is said of a choice, the newest first."""
    made = [Beside(median)] if median else []
    return [*made, *_concerned(pay_readings(site, (*AMOUNTS, *GAPS)))]


def _concerned(readings: Iterable[Reading]) -> list[Beside]:
    made = []
    for reading in readings:
        for words, name, values in _CONCERNS:
            if any(words.search(value) for value in reading.figure.group.values()):
                made.append(Beside(reading, name, values))
                break
    return made
