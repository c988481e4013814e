"""What the sentence of a sum says against taking it for the wage of this job, full time: one flag for each.

Nothing is thrown away here: a sum that is a statistic or an invoice was still written. The flags keep it out of
tables (``pay_yearly``).
"""

from __future__ import annotations

import re

_AROUND = 120
_END = re.compile(r"[.!?;](?=[ \n]|$)|\n")
_WEEK = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:[.,]\d{1,2})? ?(?:h|heures?)(?:[ ]?\d{2})? ?(?:/ ?|par |a la )?(?:sem|hebdo)"
)
_FULL_WEEK = 35
_FULL = re.compile(r"temps (?:plein|complet)|(?<![a-z])etp(?![a-z])|full[- ]time")
_PART = re.compile(
    r"(?<![a-z])(?:mi-temps|temps (?:partiel|non complet)|part[- ]time"
    # A bare "à 50 %" is more often a refund than a working time.
    r"|(?:pour|sur) un [1-9]\d ?%|(?:temps|poste|contrat|quotite)(?: de travail)? (?:a|de) [1-9]\d ?%)"
)
_ON_TOP = r"(?:variables?|primes?|bonus|commissions?)"
_DOUBTS = (
    # Without a basis of its own, a sum beside "net" cannot be assumed gross.
    ("net_nearby", re.compile(r"(?<![a-z.])net(?:te)?s?(?![a-z])")),
    (
        "package",
        re.compile(
            rf"(?<![a-z])(?:package|{_ON_TOP}(?: [a-z]+)? (?:inclu|compris)"
            rf"|(?:dont|y compris|incluant|inclut|incluse?)(?: [a-z']+)? {_ON_TOP})"
        ),
    ),
    (
        "independent",
        re.compile(
            r"(?<![a-z])(?:en liberal|liberale?s?|freelances?|auto-?entrepreneu\w*|micro-?entrepr\w*"
            r"|portage salarial|(?:travailleur|statut|en|comme) (?:d')?independante?s?)(?![a-z])"
            r"|(?:/ ?|par )(?:jours?|j)(?: ht)?[ ,(]{0,3}soit(?![a-z])"
        ),
    ),
    (
        "statistic",
        re.compile(
            r"(?<![a-z])(?:salaires?|remunerations?|payes?)(?: [a-z]+){0,2} (?:median|moyen)(?:ne|e)?s?(?![a-z])"
            r"|(?:gagn|touch|percoi)\w*(?: [a-z]+)? en moyenne|en moyenne[^\d]{0,40}(?:gagn|touch|percoi)"
        ),
    ),
)


def doubts(folded: str, start: int, end: int) -> tuple[str, ...]:
    """The flags of the sentence that holds ``folded[start:end]``."""
    before = folded[max(0, start - _AROUND) : start]
    cut = max((match.end() for match in _END.finditer(before)), default=0)
    after = folded[end : end + _AROUND]
    stop = _END.search(after)
    words = before[cut:] + folded[start:end] + (after[: stop.start()] if stop else after)
    found = [name for name, pattern in _DOUBTS if pattern.search(words)]
    if _is_part_time(words):
        found.append("part_time")
    return tuple(found)


def _is_part_time(words: str) -> bool:
    """Said of the sum itself: « base temps plein » in the same sentence makes it the pay of a full week."""
    if _FULL.search(words):
        return False
    return _PART.search(words) is not None or any(int(match[1]) < _FULL_WEEK for match in _WEEK.finditer(words))
