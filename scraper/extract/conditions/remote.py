"""Remote work: none, part of the week, all of it, and how many days a week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found
from scraper.extract.numerals import NUMBER, number

Kind = Literal["aucun", "partiel", "total"]


@dataclass(frozen=True)
class Remote:
    """``kind``, and the days a week away from the office, at least and at most, when told."""

    kind: Kind
    min_days: float | None = None
    max_days: float | None = None


_AWAY = (
    r"(?:tele-?travail\w*|home ?-?office|remote\b|tt\b|(?:a|en) distanciel|a distance|chez (?:vous|soi)"
    r"|a la maison)"
)
_TOTAL = Cued(
    r"full[- ]?(?:remote|teletravail)|fully remote|\(a distance\b|\btelecommute\b|teletravail (?:a )?(?:100 ?%"
    r"|complet"
    r"|total(?!ement)|integral)"
    r"|100 ?%,? (?:en |de )?(?:tele-?travail|remote|a distance|distanciel)|teletravail a temps (?:plein|complet)"
    r"|(?:entierement|totalement|integralement|completement) (?:en |a )?(?:distance|teletravail|remote|distanciel)"
)
_NOT_TOTAL = re.compile(r"(?:pas de|pas du|pas en|ni|sans|aucun) $")
_NONE = Cued(
    r"teletravail ?:? ?(?:non\b|impossible|exclu)|(?:pas|aucune?|sans|ni) (?:de |d')?(?:possibilite de "
    r"|jour de )?teletravail"
    r"|(?:non|pas) (?:eligible|ouvert) au teletravail"
    r"|(?:non|pas) teletravaillable|teletravail n'est pas|100 ?%,? (?:en )?presentiel|(?:presentiel"
    r"|sur site) (?:uniquement"
    r"|obligatoire|exclusivement|a 100)|(?:uniquement|exclusivement) (?:en presentiel|sur site)"
    r"|(?:poste|travail|mission|stage|alternance)(?: \w+){0,2}? (?:en presentiel|sur site)|on[- ]?site only"
    r"|presence (?:au bureau|sur site|dans nos locaux) (?:tous les jours|obligatoire|requise|quotidienne)"
    r"|pas de remote"
    r"|\bn(?:e |')[^.;\n]{0,25}\bpas\b[^.;\n]{0,25}(?:teletravail|a distance)"
)
_RANGE = (
    rf"(?P<upto>jusqu'a |maximum )?(?<![\w,.])(?P<low>{NUMBER})(?: ?(?:a|-|/|ou) ?(?P<high>{NUMBER}))? ?"
    r"(?:j\b|jours?\b|journees?\b|jrs\b|days?\b)"
)
_DAYS = (
    Cued(rf"{_RANGE}(?! ?(?:/|par) ?mois)[^.;\n\d]{{0,25}}?\b{_AWAY}"),
    Cued(rf"\b{_AWAY}(?:[^.;\n\d]{{0,30}}?)(?:\b|\()(?=\d|un|deux|trois|quatre|cinq){_RANGE}(?! ?(?:/|par) ?mois)"),
)
_SOME = Cued(
    r"tele-?travail\w*|home ?-?office|\bremote\b|travail(?:ler)? a distance|poste (?:\w+ )?a distance|en distanciel"
    r"|(?:travail|mode|rythme|poste|organisation|modele|fonctionnement)(?: \w+){0,2} hybride|^hybride$"
    r"|\(hybride\)|\bhybrid (?:work|position|job)"
)
_AT_OFFICE = Cued(r"presence (?:au bureau|sur site) ([1-4]) jours (?:sur 5|sur cinq|par semaine)")
#: Talk of remote work, or of lessons and events: not of where this job is done.
_ELSEWHERE = re.compile(
    r"(?:formations?|cours|ecole|ateliers?|anim\w+|enseignement|reunions?|evenements?|webinaires?|entretiens?"
    r"|articles?"
    r"|contenus?|sujet|theme)[^.;\n]{0,30}$|\bsur (?:le |la )?$"
    r"|\b(?:primes?|indemnites?|allocations?|forfaits?)(?: \w+)? (?:de |du |au |pour (?:le )?)?$"
)
#: "3 jours de télétravail par mois": days, but not of a week.
_MONTHLY = re.compile(r"(?:/|par|chaque|au|dans le) ?mois\b|\bmensuel")
_REST = re.compile(r"[^.,;\n\d]{0,25}")


def read_remote(text: str) -> Found[Remote] | None:
    """What the text says of remote work at this job: all, then days, then none, then some."""
    folded = fold_once(text[:LONGEST_TEXT])
    for match in _TOTAL.finditer(folded.text):
        if not _NOT_TOTAL.search(_before(folded.text, match)):
            return _found(folded, match, Remote("total"))
    for pattern in _DAYS:
        for match in pattern.finditer(folded.text):
            low, high = number(match["low"]), number(match["high"] or match["low"])
            if _monthly(folded.text, match):
                continue
            if not _ELSEWHERE.search(_before(folded.text, match)) and not _lesson(match[0]) and low <= high <= 5:
                return _found(folded, match, Remote("partiel", None if match["upto"] else float(low), float(high)))
    if present := _AT_OFFICE.search(folded.text):
        away = 5.0 - int(present[1])
        return _found(folded, present, Remote("partiel", away, away))
    for match in _NONE.finditer(folded.text):
        return _found(folded, match, Remote("aucun"))
    for match in _SOME.finditer(folded.text):
        if not _ELSEWHERE.search(_before(folded.text, match)):
            return _found(folded, match, Remote("partiel"))
    return None


def _lesson(text: str) -> bool:
    return "cours" in text or "formation" in text


def _monthly(text: str, match: re.Match[str]) -> bool:
    rest = _REST.match(text, match.end())
    told = match[0] + (rest[0] if rest else "")
    return _MONTHLY.search(told) is not None and "semaine" not in told and "hebdo" not in told


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 45) : match.start()]


def _found(folded: Folded, match: re.Match[str], value: Remote) -> Found[Remote]:
    return Found(value, *folded.span(match.start(), match.end()))
