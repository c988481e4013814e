"""Pay by region, employer, gender, title: every figure the base holds, each with its own population.

(By experience: ``experience``.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.figures import Reading
from generator.site import Site
from generator.tracing import COMPUTED

#: What is earned in a year, gross, and what separates two groups.
AMOUNTS = ("salaire-median-brut", "salaire-moyen-brut", "salaire-annuel-brut", "salaire-plafond-brut", "part-salaire")
GAPS = ("ecart-salaire-pourcent", "ecart-salaire-euros")
DAY_RATE = "tarif-journalier"
COUNTRY = "FR"

_PARIS = re.compile(r"\b(paris|province|région|île-de-france)", re.IGNORECASE)
_EMPLOYER = re.compile(r"\b(entreprise|salarié|groupe|agence|annonceur)", re.IGNORECASE)
_GENDER = re.compile(r"\bfemmes?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Figures that answer one question: ``id`` is the anchor, ``text`` what to know before reading them."""

    id: str
    title: str
    text: str
    readings: tuple[Reading, ...]


def group_words(reading: Reading) -> str:
    """What a figure is of, beside others of its kind: ``Débutant`` rather than ``Community manager, Débutant``."""
    group = reading.figure.group
    words = [value for dimension, value in group.items() if dimension != "poste"] or list(group.values())
    return ", ".join(words)


def reserve_words(reading: Reading) -> str:
    """What its source says of a figure, and how it was computed when it is ours; empty when there is nothing."""
    figure = reading.figure
    return " ".join(part for part in (figure.note, figure.computed and COMPUTED + figure.computed) if part)


def pay_readings(site: Site, metrics: Iterable[str]) -> list[Reading]:
    """The figures of France for these metrics: the newest first, those without a year last."""
    wanted = set(metrics)
    found = [
        reading
        for work in site.catalog.works.values()
        if work.country == COUNTRY
        for reading in site.readings(work)
        if reading.metric.id in wanted
    ]
    return sorted(found, key=lambda each: (-(each.year.year if each.year else 0), each.reference))


def gender_gap(site: Site) -> list[Reading]:
    """What separates the pay of women and men, the newest first."""
    return [each for each in pay_readings(site, GAPS) if _names(each, _GENDER)]


def day_rates(site: Site) -> list[Reading]:
    """The price of a day's work, from the oldest and lowest to the newest."""
    found = pay_readings(site, (DAY_RATE,))
    return sorted(found, key=lambda each: (each.year.year if each.year else 0, _lowest(each), each.reference))


def groups(site: Site) -> list[Group]:
    """Pay by region, employer and title; a question that no figure answers is left out."""
    amounts, gaps = pay_readings(site, AMOUNTS), pay_readings(site, GAPS)
    made = [
        Group(
            "region",
            "Selon la région",
            "Paris et le reste du pays, tels que les enquêtes les opposent ; ni l’expérience ni la taille de"
            " l’employeur ne sont égales des deux côtés.",
            _those(
                [*gaps, *amounts],
                lambda each: (
                    "region" in each.figure.group or (_names(each, _PARIS) and "poste" not in each.figure.group)
                ),
            ),
        ),
        Group(
            "employeur",
            "Selon l’employeur",
            "Aucune source lue ne donne un salaire pour chaque taille d’employeur.",
            _those(gaps, lambda each: _names(each, _EMPLOYER)),
        ),
        Group(
            "poste",
            "Selon l’intitulé",
            "Community manager ou social media manager : des montants indiqués par des pages et des cabinets.",
            _those(
                amounts,
                lambda each: set(each.figure.group) == {"poste"} and each.metric.id == "salaire-annuel-brut",
            ),
        ),
    ]
    return [group for group in made if group.readings]


def _those(readings: Iterable[Reading], keeps: Callable[[Reading], bool]) -> tuple[Reading, ...]:
    return tuple(reading for reading in readings if keeps(reading))


def _names(reading: Reading, words: re.Pattern[str]) -> bool:
    return any(words.search(value) for value in reading.figure.group.values())


def _lowest(reading: Reading) -> float:
    figure = reading.figure
    return next((value for value in (figure.value, figure.min, figure.max) if value is not None), 0.0)
