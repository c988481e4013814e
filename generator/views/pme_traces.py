"""What the amounts of the small firm's guide open onto: how each is computed, from which constants of the law."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.figures import Reading
from generator.ad_words import day_words
from generator.costs import Constants
from generator.law import PATH as LAW
from generator.law import law_trace
from generator.numbers import NBSP, french_number
from generator.site import Site
from generator.tracing import Link, Trace, reading_trace, trace

SMIC, WEEK = "smic", "duree-legale-du-travail"
SHARES, INTERNSHIP = "apprentis-remuneration-minimale", "gratification-de-stage"
DUES, REDUCTION = "cotisations-patronales-principales", "reduction-generale-de-cotisations"


@dataclass(frozen=True)
class PmeTraces:
    """One for each amount of the page, by the choice it belongs to; the last ones are the constants themselves."""

    own_time: Trace
    minor: Trace
    adult: Trace
    freelance: Trace
    day_rate: Trace
    employee: Trace
    cases: Trace
    smic_month: Trace
    base_rate: Trace
    reduction: Trace
    shares: Trace
    smic: Trace
    internship: Trace


def pme_traces(
    site: Site, law: Constants, path: str, amounts: dict[str, str], days: float, salary: Reading
) -> PmeTraces:
    """The traces of the page at ``path``; ``amounts`` are its amounts as it writes them, by the anchor of each.

    ``days`` of freelance work a month are those of its first example, ``salary`` the yearly pay of a CDI.
    """
    survey = reading_trace(site, salary)

    def made(anchor: str, label: str, how: str, *laws: str, surveyed: bool = False) -> Trace:
        constants = [site.catalog.references[name] for name in laws]
        surveyor = salary.producer if surveyed else None
        producers = [*([surveyor] if surveyor else []), *(each.publisher for each in constants)]
        where = f"{path}#{anchor}"
        assumption = Link("hypothèse du site, à changer dans le calculateur", f"{path}#calcul")
        return trace(
            site,
            reference=f"made:{path.removesuffix('/index.md')}#{anchor}",
            label=label,
            value=amounts[anchor],
            n="calcul, sans effectif",
            period=f"aux taux lus pour le {day_words(site.today)}",
            producer=", ".join(dict.fromkeys(producers)) or site.address.title,
            sources=[
                *([Link(f"{survey.label}, {survey.period}", survey.path)] if surveyed else []),
                *(Link(each.title, f"{LAW}#{each.id}") for each in constants),
            ]
            or [assumption],
            how=how,
            row=Link("les montants du guide pour un commerce", where),
            path=where,
        )

    pay = "Part du Smic d’un mois à temps plein, selon l’âge et l’année : sans cotisations, aides ni frais d’école."
    least = "Salaire brut minimal d’un apprenti"
    return PmeTraces(
        own_time=made("cout-temps", "Temps passé, compté au Smic", "Heures d’un mois × Smic.", SMIC),
        minor=made("cout-alternant-18", f"{least} de 18 à 20 ans, 1re année", pay, SMIC, WEEK, SHARES),
        adult=made("cout-alternant-21", f"{least} de 21 à 25 ans, 1re année", pay, SMIC, WEEK, SHARES),
        freelance=made(
            "cout-freelance",
            f"Freelance, {french_number(days)} jours par mois, hors taxes",
            "Jours d’un mois, multipliés par le prix supposé d’une journée.",
        ),
        day_rate=made(
            "prix-journee",
            "Prix d’une journée, hors taxes",
            "Une hypothèse : aucune source ne mesure les prix payés.",
        ),
        employee=made(
            "cout-cdi",
            f"Coût mensuel d’un CDI à temps plein, au salaire médian de l’enquête de {survey.period}",
            "Un douzième du salaire médian, plus les cotisations patronales après la réduction générale.",
            SMIC, WEEK, DUES, REDUCTION, surveyed=True,
        ),
        cases=made(
            "cas", "Neuf exemples calculés",
            "Chaque exemple dit ses heures, ses jours ou son salaire ; les taux sont ceux du jour de la page.",
            SMIC, WEEK, SHARES, DUES, REDUCTION, surveyed=True,
        ),
        smic_month=made(
            "smic-mois", "Smic brut d’un mois à temps plein",
            "Smic horaire × heures légales d’une semaine × 52 ÷ 12.", SMIC, WEEK,
        ),
        base_rate=made(
            "taux-de-base", "Cotisations patronales avant réduction", "Somme des taux nommés ci-contre.", DUES
        ),
        reduction=made(
            "reduction", "Réduction générale, au plus", "Coefficient maximal du texte, en part du brut.", REDUCTION
        ),
        shares=made(
            "apprentis", "Salaire minimal d’un apprenti, en part du Smic",
            "De la plus petite à la plus grande part, selon l’âge et l’année.", SHARES,
        ),
        smic=law_trace(site, site.catalog.references[SMIC], law.smic),
        internship=law_trace(site, site.catalog.references[INTERNSHIP], law.internship),
    )  # fmt: skip


def percent(value: float) -> str:
    """``39,81 %``."""
    return f"{french_number(value)}{NBSP}%"
