"""What the sentence of a sum says against taking it for the wage of this job, full time: one flag for each.

Nothing is thrown away here: a sum that is a statistic or an invoice was still written. The flags keep it out of
tables (``pay_yearly``).
"""

from __future__ import annotations

import re

from scraper.extract.near import Near

_AROUND = 120
_END = re.compile(r"[.!?;](?=[ \n]|$)|\n")
_UP_TO_END = re.compile(rf"(?s:.*)(?:{_END.pattern})")
_WEEK = Near(
    r"(?<![\d,.])(\d{1,2})(?:[.,]\d{1,2})? ?(?:h|heures?)(?:[ ]?\d{2})? ?(?:/ ?|par |a la )?(?:sem|hebdo)",
    "sem|hebdo",
)
_FULL_WEEK = 35
_FULL = Near(r"temps (?:plein|complet)|(?<![a-z])etp(?![a-z])|full[- ]time", "temps plein|temps complet|etp|full")
_PART = Near(
    r"(?<![a-z])(?:mi-temps|temps (?:partiel|non complet)|part[- ]time"
    # A bare "à 50 %" is more often a refund than a working time.
    r"|(?:pour|sur) un [1-9]\d ?%|(?:temps|poste|contrat|quotite)(?: de travail)? (?:a|de) [1-9]\d ?%)",
    "mi-temps|temps partiel|temps non complet|part-time|part time|%",
)
_ON_TOP = r"(?:variables?|primes?|bonus|commissions?)"
_DOUBTS = (
    # Without a basis of its own, a sum beside "net" cannot be assumed gross.
    ("net_nearby", Near(r"(?<![a-z.])net(?:te)?s?(?![a-z])", "net")),
    (
        "package",
        Near(
            rf"(?<![a-z])(?:package|{_ON_TOP}(?: [a-z]+)? (?:inclu|compris)"
            rf"|(?:dont|y compris|incluant|inclut|incluse?)(?: [a-z']+)? {_ON_TOP})",
            "package|inclu|compris|dont",
        ),
    ),
    (
        "independent",
        Near(
            r"(?<![a-z])(?:en liberal|liberale?s?|freelances?|auto-?entrepreneu\w*|micro-?entrepr\w*"
            r"|portage salarial|(?:travailleur|statut|en|comme) (?:d')?independante?s?)(?![a-z])"
            r"|(?:/ ?|par )(?:jours?|j)(?: ht)?[ ,(]{0,3}soit(?![a-z])",
            "liberal|freelance|entrepr|portage|independant|soit",
        ),
    ),
    (
        "statistic",
        Near(
            r"(?<![a-z])(?:salaires?|remunerations?|payes?)(?: [a-z]+){0,2} (?:median|moyen)(?:ne|e)?s?(?![a-z])"
            r"|(?:gagn|touch|percoi)\w*(?: [a-z]+)? en moyenne|en moyenne[^\d]{0,40}(?:gagn|touch|percoi)",
            "median|moyen",
        ),
    ),
)


def doubts(folded: str, start: int, end: int, hinted: int) -> tuple[str, ...]:
    """The flags of the sentence that holds ``folded[start:end]``; ``hinted``: ``hints`` of the words around it."""
    likely = [(name, pattern) for name, pattern in _DOUBTS if pattern.may_match(hinted)]
    if not (likely or _PART.may_match(hinted) or _WEEK.may_match(hinted)):
        return ()
    before = folded[max(0, start - _AROUND) : start]
    cut = _UP_TO_END.match(before)
    after = folded[end : end + _AROUND]
    stop = _END.search(after)
    words = before[cut.end() if cut else 0 :] + folded[start:end] + (after[: stop.start()] if stop else after)
    found = [name for name, pattern in likely if pattern.search(words, hinted)]
    if _is_part_time(words, hinted):
        found.append("part_time")
    return tuple(found)


def _is_part_time(words: str, hinted: int) -> bool:
    """Said of the sum itself: « base temps plein » in the same sentence makes it the pay of a full week."""
    if _FULL.search(words, hinted):
        return False
    if _PART.search(words, hinted):
        return True
    return _WEEK.may_match(hinted) and any(int(match[1]) < _FULL_WEEK for match in _WEEK.re.finditer(words))
