"""Hours of work a week. "Mi-temps" and "temps plein" name no number: None."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found


@dataclass(frozen=True)
class Hours:
    """Hours a week, at least and at most."""

    low: float
    high: float


#: A week of work has at most 48 hours (Code du travail, L. 3121-20); under 4, it is something else.
_LEAST, _MOST = 4, 48
#: Under the legal week, work is part time (Code du travail, L. 3121-27 and L. 3123-1).
FULL_WEEK = 35
#: The legal week and the usual ones above it: read without a further word.
_USUAL = frozenset((35, 36, 37, 37.5, 38, 39))
_A = r"(?<![\w.,:/+])(?P<low>\d{1,2}(?:[.,]\d{1,2})?)"
_H = r" ?(?:h(?:eures?|ours?)?)(?: ?(?P<minutes>[0-5]\d)\b(?! ?h\b))?(?![a-z])"
_RANGE = Cued(
    r"(?<![\w.,:/+])(?P<low>\d{1,2}) ?(?:h|heures)? ?(?:a|-|et|/|ou) ?(?P<high>\d{1,2}) ?h(?:eures?)? ?(?:/ ?"
    r"|par |de travail par "
    r")?(?:sem(?:aine)?\b|hebdo)"
)
_WEEKLY = Cued(rf"{_A}{_H} ?(?:\((?:/ ?|par )?)?(?:/ ?|par |per |de travail )?(?:la )?(?:sem(?:aine)?\b|hebdo|week)")
_NAMED = Cued(
    r"(?:\bbase|\bpar semaine|\bduree(?: hebdomadaire)?(?: du travail| de travail)?|\btemps de travail"
    r"|\bhebdomadaire"
    r"|\bsemaine de|\bcontrat(?: de)?"
    rf"|\bcd[id]|\btemps (?:plein|complet|partiel)|\bsoit)(?:(?: a)? \d\d ?%)?(?: ?[:,(-])? ?(?:de "
    rf"|a )?{_A}{_H}(?! ?/)"
)
_BARE = Cued(rf"{_A}{_H}(?! ?(?:/|par (?:jour|mois|an)|a \d|- ?\d|de (?!travail)))")
_MONTHLY = Cued(r"\b151[.,]6[67] ?h")
_CLOCK = re.compile(r"(?:\b(?:a|de|des|vers|sous|en|entre|avant|apres|jusqu'a) |- ?)$")


def read_hours(text: str) -> Found[Hours] | None:
    """The first weekly hours told; 151.67 hours a month are 35 a week (× 12 ÷ 52)."""
    folded = fold_once(text[:LONGEST_TEXT])
    if match := _RANGE.search(folded.text):
        return _found(folded, match, float(match["low"]), float(match["high"]))
    for pattern in (_WEEKLY, _NAMED):
        for match in pattern.finditer(folded.text):
            if (found := _found(folded, match, _value(match), _value(match))) is not None:
                return found
    if match := _MONTHLY.search(folded.text):
        return _found(folded, match, 35.0, 35.0)
    for match in _BARE.finditer(folded.text):
        before = folded.text[max(0, match.start() - 12) : match.start()]
        if _value(match) in _USUAL and not _CLOCK.search(before):
            return _found(folded, match, _value(match), _value(match))
    return None


def _value(match: re.Match[str]) -> float:
    return float(match["low"].replace(",", ".")) + int(match["minutes"] or 0) / 60


def _found(folded: Folded, match: re.Match[str], low: float, high: float) -> Found[Hours] | None:
    if not _LEAST <= low <= high <= _MOST:
        return None
    return Found(Hours(low, high), *folded.span(match.start(), match.end()))
