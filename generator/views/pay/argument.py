"""What to bring to a negotiation: one printed sheet, nothing but sourced figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.figures import Reading
from generator.page import Page
from generator.site import Renderer, Site
from generator.tracing import Trace, cell_trace
from generator.views.pay.ads import AdsPanel
from generator.views.pay.groups import gender_gap, groups
from generator.views.pay.simulator import TABLE
from generator.views.pay.surveys import TABLE as SURVEYS
from generator.views.pay.surveys import Point

PATH = "salaires/argumentaire/index.md"
TEMPLATE = "pay_argument.md.j2"
FLOOR = "Un salaire à temps plein ne peut pas être plus bas, sauf dans les cas que fixe la loi, dont l’apprentissage."
#: What a gap between two groups serves for: the group of figures, a title, a sentence.
_GAPS = {
    "region": (
        "Ce que change le lieu",
        "L’expérience et la taille de l’employeur diffèrent aussi d’un lieu à l’autre.",
    ),
    "employeur": ("Ce que change la taille de l’employeur", "Les postes ne sont pas forcément les mêmes."),
}


@dataclass(frozen=True)
class Argument:
    """A figure, what it is for in a negotiation (``title``), and what to know before saying it (``words``)."""

    figure: Trace | Reading
    title: str
    words: str


def argument_page(renderer: Renderer, arguments: list[Argument]) -> Page:
    """The sheet; the simulator's choice, kept in the address, is added to it by the script."""
    return renderer.page(
        TEMPLATE,
        PATH,
        {
            "title": "Argumentaire pour négocier son salaire",
            "short": "Argumentaire",
            "description": "À imprimer avant un entretien : des chiffres sourcés, leur année, leur effectif.",
            "wide": True,
            "script": "pay.js",
            "collected": bool(renderer.site.ads.groups),
            "crumbs": [{"title": "Salaires", "url": "salaires/"}],
            "search_words": ["négocier", "augmentation", "entretien annuel"],
        },
        f"generator/templates/{TEMPLATE}",
        arguments=arguments,
    )


def arguments(site: Site, floor: Trace, ads: AdsPanel | None, points: Sequence[Point]) -> list[Argument]:
    """The figures of the sheet: what half earn, then and now, what ads offer, what separates groups, the floor."""
    return [
        *_medians(site, [point for point in points if point.kind == "median"]),
        *([_ads(site, ads)] if ads and ads.enough else []),
        *_gaps(site),
        *(
            Argument(reading, "L’écart entre femmes et hommes", "Poste, âge et expérience ne sont pas égaux.")
            for reading in gender_gap(site)
            if getattr(reading.work, "series", None)
        ),
        Argument(floor, "Le plancher légal", FLOOR),
    ]


def _medians(site: Site, medians: Sequence[Point]) -> list[Argument]:
    if not medians:
        return []
    first, last = medians[0], medians[-1]
    half = "La moitié des personnes interrogées gagnent ce montant ou moins, l’autre moitié davantage."
    made = [Argument(last.reading, "Ce que gagne la profession", half)]
    if first.year < last.year and first.constant:
        result = site.tables[SURVEYS]
        row = next(row for row in result.rows if row["reference"] == first.reading.reference)
        label = f"Salaire médian de {first.year}, aux prix de {first.constant_year}"
        trace = cell_trace(site, result, row, "constant_value", label=label, unit="brut par an")
        made.append(
            Argument(
                trace, "Ce que valait ce salaire", "À cent euros près : de quoi tenir compte de la hausse des prix."
            )
        )
    return made


def _ads(site: Site, ads: AdsPanel) -> Argument:
    label = "Bas de la fourchette, au milieu des CDI affichés"
    trace = cell_trace(site, site.tables[TABLE], ads.cell, "low_median", label=label, unit="brut par an")
    words = "Parmi les CDI qui affichent un salaire, un sur deux au moins commence à ce montant ou en dessous."
    return Argument(trace, "Ce que proposent les annonces", words)


def _gaps(site: Site) -> list[Argument]:
    return [
        Argument(reading, *_GAPS[group.id])
        for group in groups(site)
        if group.id in _GAPS
        for reading in group.readings
        if reading.metric.kind == "écart"
    ]
