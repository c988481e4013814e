"""What an ad says, in words: contract, place, pay, and every reservation that was made when it was read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from catalog.models import BaseSalary, JobAd, Place
from catalog.partial_date import PartialDate
from catalog.pay_rules import RULES, Rule
from catalog.territory import Territory
from generator import labels
from generator.freshness import date_words
from generator.numbers import NBSP, french_number, money_number

UNNAMED = "employeur non nommé"

LEVELS = {
    "stagiaire": "stagiaire",
    "alternant": "alternance",
    "junior": "débutant ou junior",
    "confirme": "confirmé",
    "senior": "senior",
    "responsable": "responsable",
}
#: Levels that are contracts in truth: what pays a trainee is no level of the trade.
TRAINEES = ("stagiaire", "alternant")
REMOTE = {"aucun": "sur place", "partiel": "en partie à distance", "total": "entièrement à distance"}
#: The two contracts that "alternance" may be.
TRAINING = ("apprentissage", "professionnalisation")

UNITS = {"HOUR": "par heure", "DAY": "par jour", "WEEK": "par semaine", "MONTH": "par mois", "YEAR": "par an"}
CURRENCIES = {"EUR": "€", "USD": "$ US", "GBP": "£", "CHF": "francs suisses", "CAD": "$ canadiens"}

#: Reservations about an amount (``BaseSalary.flags``; they are given by ``scraper.extract.pay*``).
PAY_FLAGS = {
    "implausible": "unité douteuse à la source : personne n’est payé ce montant pour cette période",
    "wide_range": "bornes trop éloignées pour un seul poste : deux contrats ou deux périodes y sont sans doute mêlés",
    "upside_down": "bornes inversées à la source",
    "below_smic": "sous le Smic d’un temps plein",
    "part_time": "temps partiel : ce n’est pas le salaire d’un temps plein",
    "trainee": "rémunération d’une personne en formation",
    "internship": "gratification de stage",
    "stage": "gratification de stage",
    "apprenticeship": "rémunération d’alternance",
    "alternance": "rémunération d’alternance",
    "net_nearby": "brut ou net : les mots de l’annonce ne tranchent pas",
    "basis_unclear": "brut ou net : les mots de l’annonce ne tranchent pas",
    "basis_assumed": "brut ou net non précisé, lu comme du brut",
    "package": "part variable ou avantages compris",
    "independent": "prix d’une prestation, pas un salaire",
    "statistic": "chiffre de toute la profession, pas le salaire de ce poste",
    "months_conditional": "mois supplémentaires sous condition",
    "approximate": "montant approximatif",
    "several": "plusieurs montants dans l’annonce : un seul est gardé",
    "unit_inferred": "période non écrite, déduite du montant",
    "currency_inferred": "monnaie non écrite, déduite du pays",
    "currency_missing": "monnaie non écrite",
    "currency_ambiguous": "monnaie ambiguë",
    "cfa_zone": "franc CFA, sans qu’on sache lequel",
}
#: Under the minimum wage, when nothing in the ad explains it.
_UNEXPLAINED = (
    "sous le Smic d’un temps plein, sans que l’annonce parle de temps partiel ni de formation : un montant ou une"
    " période sont sans doute mal saisis"
)
#: The amounts came as numbers: the words of the pay are ours, not those of the ad.
_GIVEN_AS_NUMBERS = "chiffres-de-la-source"
#: Words that tell the period of a pay.
_PERIOD = re.compile(
    r"\b(an|ans|annee|année|annuel|mensuel|mois|jour|journalier|semaine|hebdomadaire|heure|horaire"
    r"|hour|day|week|month|year|tjm)(le|s|ly)?\b|/\s?[hjm]\b",
    re.IGNORECASE,
)
#: Those that make an amount doubtful: it is shown as it was written, and converted to nothing.
_DOUBTFUL = {"implausible", "wide_range", "upside_down"}
#: Under the minimum wage, a trainee's or a part-time pay is no surprise.
_BELOW_EXPECTED = {"trainee", "part_time", "internship", "stage", "apprenticeship", "alternance"}

#: Reservations about the rest (``JobAd.flags``; they are given by ``scraper.extract.ad`` and ``ad_codes``).
AD_FLAGS = {
    "contrat-contradictoire": "l’annonce se contredit sur le contrat",
    "plusieurs-contrats": "l’annonce propose plusieurs contrats",
    "lieu-ambigu": "plusieurs communes portent ce nom : la plus peuplée est gardée",
    "lieu-homonyme": "une ville bien plus grande porte le même nom : le lieu est peut-être mal codé à la source",
    "lieu-contradictoire": "le lieu et son code se contredisent à la source",
    "lieu-complete": "nom du lieu coupé à la source, complété",
    "lieu-approximatif": "lieu approximatif",
    "commune-inconnue": "commune non reconnue",
    "pour-un-client": "publiée pour un client",
    "date-a-venir": "la date de publication est à venir à la source",
    "plusieurs-metiers": "le titre nomme plusieurs métiers",
    "plusieurs-niveaux": "le titre nomme plusieurs niveaux",
    "sans-diplome-exige": "aucun diplôme exigé",
    "teletravail-contradictoire": "l’annonce se contredit sur le télétravail",
}
#: Told in a box of its own.
AGE_FLAG = "critere-d-age"


def flag_words(flag: str, known: dict[str, str]) -> str:
    """A reservation in words; one that nobody named yet, as a word."""
    return known.get(flag) or flag.replace("_", " ").replace("-", " ")


@lru_cache(maxsize=4_096)  # a few hundred days, told on every page
def day_words(day: dt.date) -> str:
    """``3 octobre 2026``, ``1er mars 2024``."""
    return date_words(PartialDate.parse(day.isoformat()))


#: Contracts that have a longer name.
_WHOLE = {"apprentissage": "contrat d’apprentissage", "professionnalisation": "contrat de professionnalisation"}


def contract_words(ad: JobAd, *, brief: bool = False) -> str | None:
    """``CDD de 12 mois``, ``Alternance de 12 à 24 mois, temps partiel``; None when nothing is known of it.

    ``brief`` takes full time for granted, and that one knows of which contract a name is short.
    """
    parts = [ad.contract if brief else _WHOLE.get(ad.contract, ad.contract)] if ad.contract else []
    if ad.contract_months:
        low, high = (french_number(value) for value in ad.contract_months)
        length = f"de {low}" if low == high else f"de {low} à {high}"
        parts = [f"{parts[0] if parts else 'Durée'} {length}{NBSP}mois"]
    if ad.part_time or (ad.part_time is False and not brief):
        parts.append("temps partiel" if ad.part_time else "temps plein")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] or None


def place_words(place: Place, territory: Territory) -> str:
    """From the town to the région, what is known of it; the words of the ad when nothing is."""
    names = (
        place.commune,
        territory.departements.get(place.departement_code or ""),
        territory.regions.get(region_of(place, territory) or ""),
        labels.country(place.country) if place.country and place.country != "FR" else None,
    )
    return ", ".join(dict.fromkeys(name for name in names if name)) or place.text


def place_short(place: Place, territory: Territory) -> str:
    """``Beaucouzé (Maine-et-Loire)``."""
    departement = territory.departements.get(place.departement_code or "")
    if place.commune:
        around = departement or (labels.country(place.country) if place.country != "FR" else None)
        return f"{place.commune} ({around})" if around and around != place.commune else place.commune
    region = territory.regions.get(region_of(place, territory) or "")
    return departement or region or place.text


def region_of(place: Place, territory: Territory) -> str | None:
    """The code of the région of a place."""
    return place.region_code or territory.region_of.get(place.departement_code or "")


@dataclass(frozen=True)
class PayWords:
    """A pay as its source gave it; what it comes to a year, by which rule; and what to know before using it.

    ``quoted`` says that ``written`` is in the words of the ad; else its source gave numbers, and the words are ours.
    ``amount`` and ``unit`` are written our way (``de 1 030 à 1 200 €``, ``brut par mois``); the amount is None when
    none was read, when it is doubtful, or when its words leave the currency open. ``period`` is the unit of a
    doubtful amount whose words do not tell it.
    """

    written: str
    quoted: bool
    amount: str | None
    unit: str
    period: str
    yearly: str | None
    rule: Rule | None
    notes: tuple[str, ...]
    doubtful: bool


def pay_words(pay: BaseSalary) -> PayWords:
    """What a page says of a pay; a rule or a flag that is not known is left out or told as it is."""
    flags = set(pay.flags)
    unexplained = "below_smic" in flags and not flags & _BELOW_EXPECTED
    doubtful = bool(flags & _DOUBTFUL or unexplained)
    quoted = _GIVEN_AS_NUMBERS not in flags
    rule = RULES.get(pay.rule or "")
    yearly = None
    if rule and rule.id != "annuel" and not doubtful:
        yearly = _range(pay.yearly_gross_min, pay.yearly_gross_max, "€")
    amount = _range(pay.min, pay.max, CURRENCIES.get(pay.currency or "", pay.currency) or "")
    unit = " ".join(part for part in (pay.basis, UNITS.get(pay.unit or "")) if part)
    known = {**PAY_FLAGS, "below_smic": _UNEXPLAINED} if unexplained else PAY_FLAGS
    return PayWords(
        written=pay.text if quoted or amount is None else f"{amount} {unit}".rstrip(),
        quoted=quoted,
        amount=None if doubtful or (quoted and pay.currency is None) else amount,
        unit=unit,
        period=unit if doubtful and quoted and not _PERIOD.search(pay.text) else "",
        yearly=yearly,
        rule=rule if not doubtful else None,
        notes=tuple(dict.fromkeys(flag_words(flag, known) for flag in pay.flags if flag != _GIVEN_AS_NUMBERS)),
        doubtful=doubtful,
    )


def _range(low: float | None, high: float | None, money: str) -> str | None:
    if low is None and high is None:
        return None
    if low is None or high is None:
        bound = low if low is not None else high
        assert bound is not None
        words = f"{'au moins' if high is None else 'au plus'} {money_number(bound)}"
    else:
        first, last = money_number(low), money_number(high)
        words = first if first == last else f"de {first} à {last}"
    return f"{words}{NBSP}{money}" if money else words


def experience_words(years: float) -> str:
    """``6 mois``, ``2 ans``, ``débutants acceptés``."""
    if years == 0:
        return "débutants acceptés"
    if years < 1:
        return f"{french_number(round(years * 12))}{NBSP}mois"
    return f"{french_number(years)}{NBSP}{'an' if years < 2 else 'ans'}"


def education_words(years: int) -> str:
    """The least asked, from the years after the baccalauréat."""
    if years == 0:
        return "bac"
    if years > 0:
        return f"bac + {years}"
    return "CAP ou BEP" if years == -1 else "avant le CAP"
