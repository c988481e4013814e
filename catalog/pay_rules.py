"""The rules that convert a pay to its yearly gross equivalent, as readers are told them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """``id`` is stable; ``sentence`` is shown to readers; ``source`` is the text it rests on, if any."""

    id: str
    sentence: str
    source: str | None = None


_LABOUR_CODE = "Code du travail, articles L. 3121-27 et L. 3242-1"
RULES = {
    rule.id: rule
    for rule in (
        Rule("annuel", "Montant annuel, repris tel quel."),
        Rule("mensuel-12", "Montant mensuel multiplié par 12, faute de treizième mois annoncé."),
        Rule("mensuel-n", "Montant mensuel multiplié par le nombre de mois payés qu’annonce l’offre."),
        Rule("hebdomadaire-52", "Montant hebdomadaire multiplié par 52 semaines."),
        Rule(
            "horaire-35h",
            "Taux horaire multiplié par 1 820 heures : 35 heures par semaine, soit 151,67 heures par mois.",
            _LABOUR_CODE,
        ),
        Rule(
            "smic-35h",
            "Part du Smic en vigueur à la date de l’offre, multipliée par 1 820 heures (35 heures par semaine).",
            f"{_LABOUR_CODE} ; Smic : décret ou arrêté en vigueur à cette date",
        ),
    )
}
