"""``/formations/``: trainings and certifications, the end of their registration judged on the day of the build."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from catalog.models import Training, slugify
from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.numbers import count_text
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, excerpt

#: What each level of the French framework stands for (decree 2019-14 of 8 January 2019, and the diplomas it names).
LEVELS = {
    3: "niveau du CAP",
    4: "niveau du bac",
    5: "bac + 2",
    6: "bac + 3 ou 4",
    7: "bac + 5",
    8: "doctorat",
}
#: The pages of the two national registers, by the letters of their codes.
_REGISTERS = {"RNCP": "rncp", "RS": "rs"}

_LEDE = (
    "Diplômes, titres et cours qui mènent au métier ou le certifient. Un titre inscrit au répertoire national l’est"
    " jusqu’à une date : au-delà, il a pu être renouvelé, remplacé ou abandonné, et c’est à vérifier avant de payer."
)


@dataclass(frozen=True)
class Row:
    """A training as its line shows it; ``state`` is the end of its registration in words, ``colour`` its class."""

    training: Training
    level: str
    register: str
    state: str
    colour: str


@dataclass(frozen=True)
class Group:
    """The trainings whose registration holds, has ended, or has no known end."""

    id: str
    label: str
    words: str
    rows: list[Row]


def training_pages(renderer: Renderer) -> list[Page]:
    """The page that lists every training: those still registered first."""
    site = renderer.site
    rows = [_row(each, site.today) for each in site.catalog.trainings.values()]
    rows.sort(key=lambda row: (slugify(row.training.title), row.training.id))
    groups = [
        Group(
            "en-cours", "Enregistrées", "La date de fin lue n’était pas passée le jour où cette page a été faite.", []
        ),
        Group(
            "sans-date",
            "Sans date de fin connue",
            "Diplômes, cours et certifications d’éditeurs dont aucune date de fin n’est donnée : vérifiez qu’ils"
            " existent encore.",
            [],
        ),
        Group(
            "expirees",
            "Expirées",
            "La date de fin lue est passée. Elle a pu être repoussée, ou un autre titre prendre la suite : le lien"
            " mène à la fiche officielle.",
            [],
        ),
    ]
    of_colour = {"ok": 0, "": 1, "dead": 2}
    for row in rows:
        groups[of_colour[row.colour]].rows.append(row)
    return [
        renderer.page(
            "trainings.md.j2",
            "formations/index.md",
            {"title": "Formations", "description": excerpt(_LEDE, DESCRIPTION), "template": "liste.html"},
            lede=_LEDE,
            today=site.today,
            count=count_text(len(rows), "formation"),
            groups=[group for group in groups if group.rows],
        )
    ]


def _row(training: Training, today: dt.date) -> Row:
    ends = training.ends if isinstance(training.ends, PartialDate) else None
    if ends is None:
        state, colour = "date de fin inconnue", ""
    elif ends.latest < today:
        state, colour = f"expirée, fin d’enregistrement : {date_words(ends)}", "dead"
    else:
        state, colour = f"en cours, fin d’enregistrement : {date_words(ends)}", "ok"
    level = LEVELS[training.level] if isinstance(training.level, int) else "niveau inconnu"
    return Row(training, level, _register(training.rncp), state, colour)


def _register(code: str | None) -> str:
    """The official page of a code; empty when the training has none."""
    if code is None:
        return ""
    letters = code.rstrip("0123456789")
    number = code.removeprefix(letters)
    return f"https://www.francecompetences.fr/recherche/{_REGISTERS[letters]}/{number}/"
