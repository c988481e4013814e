"""The words contracts are named by, in French and in the English of job boards and of schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from scraper.extract.cued import Cued
from scraper.extract.fold import Folded
from scraper.extract.numerals import NUMBER, number

Kind = Literal[
    "CDI", "CDD", "alternance", "apprentissage", "professionnalisation", "stage", "freelance", "intérim",
    "fonctionnaire", "contractuel", "VIE", "bénévolat", "service civique",
]  # fmt: skip
#: Training under contract; "alternance" when the words do not say which of the two.
TRAINING: frozenset[Kind] = frozenset(("alternance", "apprentissage", "professionnalisation"))

_NAMES: dict[Kind, str] = {
    "service civique": r"services? civiques?",
    "VIE": r"v\.i\.e\b|vie\b|volontariat international",
    "professionnalisation": r"contrats? pros?\b|(?:contrats? de |de )?professionnalisation",
    "apprentissage": r"(?:contrats? d')?apprentissage|apprenti(?:[ (.·-]?e\b)?s?|apprenticeship",
    "stage": r"stages?(?! manager| director)(?: alternes?)?|stagiaires?|intern(?:ship)?s?\b",
    "alternance": r"alternances?|alternant(?:[ (.·-]?e\b)?s?|alternee?",
    "freelance": r"free-? ?lances?|independante?s?|(?:auto|micro)-?entrepreneure?s?|portage(?: salarial)?"
    r"|prestations? de services?|prestation|prestataire|profession liberale|contractor",
    "CDI": r"cdi(?: interimaire)?|(?:contrat (?:de travail )?a )?duree indeterminee"
    r"|(?<!non )permanent(?! ?\W{0,3}fonction publique| employee|[^.;\n]{0,60}(?:fonctionnaire|titulaire))"
    r"(?: contract)?",
    "intérim": r"(?:travail|mission|contrat) temporaire|interim(?:aires?)?\b",
    "CDD": r"cdd[ui]?|(?:contrat (?:de travail )?a )?duree determinee|saisonni(?:er|ere)s?|fixed-term"
    r"|temporary|temporaire",
    "contractuel": r"contractuel(?:le)?s?|contrat de projet|vacataires?|vacations?|emploi non permanent",
    "fonctionnaire": r"fonctionnaires?|titulaires?(?= de la fonction| ou contractuel| et contractuel)"
    r"|permanent ?\W{1,3}fonction publique|(?:par )?voie statutaire|agents? titulaires?|cadres? d'emplois?"
    r"|titulaires?(?= ou cdd)|aux titulaires",
    "bénévolat": r"benevolat|benevoles?|volunteer",
}
_GROUPS: dict[str, Kind] = {f"k{number}": kind for number, kind in enumerate(_NAMES)}
_ANY = Cued(
    r"(?<![\w'])(?:" + "|".join(f"(?P<{group}>{_NAMES[kind]})" for group, kind in _GROUPS.items()) + r")(?![\w])"
    r"|(?<=[ld]')(?:(?P<z1>apprentissage)|(?P<z2>alternance))(?!\w)"
)
_ELIDED: dict[str, Kind] = {"z1": "apprentissage", "z2": "alternance"}
#: "Média indépendant" names a firm, not a status.
_FIRM = re.compile(
    r"\b(?:media|agence|maison|cabinet|structure|label|studio|groupe|entreprise|radio|magazine|librairie|cinema"
    r"|marque) $"
)
_NOT_VIE = re.compile(r" ?(?:scolaire|associative|locale|etudiante|quotidienne|publique|privee|pro|de|du|d')\b")

_DURATION = re.compile(
    rf"(?<![\w,.])({NUMBER})(?:(?: mois| ans?)? ?(?:a|-|/|ou|et) ?({NUMBER}))? ?-?(mois|months?|ans?|annees?|years?"
    r"|semaines?|weeks?|jour\(s\))(?!\w)"
    r"(?! (?:d'exp|minimum|mini\b|d'anciennete|apres bac|de cours|en entreprise|en centre))"
)
_UNIT = re.compile(r"(?:mois|months?|ans?|annees?|years?|semaines?|weeks?|jour\(s\))(?!\w)")
#: Months in a unit, by how its name begins; in a month when none does. Boards write days as "45 Jour(s)".
_MONTHS_IN = {"an": 12.0, "year": 12.0, "sem": 12 / 52, "week": 12 / 52, "jour": 12 / 365}
_PART = Cued(
    r"(?:manager|poste|indeterminee|determinee|cdi|cdd|taux d'activite)(?: de| a| :)? ?[2-9]0 ?%"
    r"|temps partiel|mi-temps|mi temps|part[-_ ]time|3/4 temps|trois quarts de temps"
)
_FULL = Cued(r"(?<!pour un )(?<!equivalent )(?<!base )temps plein|temps complet|plein[- ]temps|full[-_ ]time")
_EITHER = Cued(r"temps (?:plein|complet|partiel) (?:ou|et|/) (?:a )?(?:temps )?(?:partiel|plein|complet)")
_MAYBE = re.compile(r"[^.\n]{0,12}(?:possible|envisageable|accepte|negociable|sur demande)")


class Mention(NamedTuple):
    """A contract named in ``folded.text[start:end]``."""

    kind: Kind
    start: int
    end: int


def mentions(folded: Folded, start: int = 0) -> Iterator[Mention]:
    """Every contract named from ``start`` on, in order. "Vie" is one only in capitals."""
    text = folded.text
    for match in _ANY.finditer(text, start):
        group = str(match.lastgroup)
        kind = _GROUPS.get(group) or _ELIDED[group]
        if kind == "VIE" and match[0].startswith("vie"):
            first, last = folded.span(match.start(), match.end())
            if not folded.original[first:last].isupper() or _NOT_VIE.match(text, match.end()):
                continue
        if match[0].startswith("independant") and _FIRM.search(text, max(0, match.start() - 12), match.start()):
            continue
        yield Mention(kind, match.start(), match.end())


def merge(kinds: list[Kind]) -> tuple[Kind, ...]:
    """The contracts really offered: precisions of one another become one, each once, in order.

    Apprenticeship and professionalisation together are "alternance"; an alternance contract is also a CDD in law, so
    that "CDD - alternance" is an alternance.
    """
    found = list(dict.fromkeys(kinds))
    if "apprentissage" in found and "professionnalisation" in found:
        found = list(dict.fromkeys("alternance" if kind in TRAINING else kind for kind in found))
    elif "alternance" in found and any(kind in TRAINING for kind in found if kind != "alternance"):
        found.remove("alternance")
    if any(kind in TRAINING or kind in ("contractuel", "VIE") for kind in found) and "CDD" in found:
        found.remove("CDD")
    return tuple(found)


def duration(text: str, start: int = 0, end: int | None = None) -> tuple[float, float] | None:
    """Months, at least and at most, from the first duration of a folded text; see ``_MONTHS_IN``."""
    end = len(text) if end is None else end
    match = _DURATION.search(text, start, end) if _UNIT.search(text, start, end) else None
    if not match:
        return None
    unit = match[3]
    scale = next((part for start, part in _MONTHS_IN.items() if unit.startswith(start)), 1.0)
    low = number(match[1])
    high = number(match[2]) if match[2] else low
    return (round(low * scale, 2), round(high * scale, 2)) if low <= high else None


def part_time(text: str) -> bool | None:
    """True for part time, False for full time, None when a folded text says neither, both, or "possible"."""
    part, full = _PART.search(text), _FULL.search(text)
    if (part and full) or not (part or full) or _EITHER.search(text):
        return None
    if part:
        return None if _MAYBE.match(text, part.end()) else True
    return False
