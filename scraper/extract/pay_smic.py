"""Pay written as a share of the French minimum wage: "SMIC", "60 % du SMIC", "SMIC + 10 %", "1,5 x SMIC"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.pay_amounts import basis_in, unit_in
from scraper.extract.pay_context import clause_before, keywords, only_small_words
from scraper.extract.pay_nouns import KEYWORD
from scraper.extract.pay_words import AT_LEAST, AT_MOST, Basis, Unit

_MOST = 30  # mentions looked at in one text

_SMIC = re.compile(r"smic(?![a-z])")
_P = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_PERCENT_BEFORE = re.compile(
    rf"(?:(?<![\d,.]){_P} ?%? ?(?:a|et|-|/|jusqu'a) ?)?(?<![\d,.]){_P} ?% "
    r"(?:(?:du|de|d'un|brut|au|montant)[ ]{1,2}){0,3}$"
)
_TIMES_BEFORE = re.compile(r"(?<![\d,.])(\d(?:[.,]\d{1,2})?) ?(?:x|×|[*]|fois)(?: le)?[ ]{1,2}$")
_ABOVE_BEFORE = re.compile(rf"(?<![\d,.]){_P} ?% (?:au-dessus|de plus que|superieure? au)[ ](?:du |le )?$")
_MORE_AFTER = re.compile(rf"(?: (?:horaire|mensuel|brut))*[ ]?(?:[+]|majore de|plus)[ ]?{_P} ?%")
_TAIL = re.compile(r"(?:[ ](?:horaire|mensuel|annuel|brut|net|par mois|hotelier|en vigueur))*")


@dataclass(frozen=True)
class SmicShare:
    """A share of the minimum wage in ``folded[start:end]``; one end is None in an open range."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit | None
    basis: Basis | None


def read_smic(folded: str) -> list[SmicShare]:
    """Every share of the minimum wage that is someone's pay; a sentence about the SMIC itself gives nothing."""
    if "smic" not in folded:
        return []
    found: list[SmicShare] = []
    for count, match in enumerate(_SMIC.finditer(folded)):
        if count == _MOST:
            break
        if "a" <= folded[match.start() - 1 : match.start()] <= "z":
            continue
        share = _share(folded, match.start(), match.end())
        if share:
            found.append(share)
    return found


def _share(folded: str, start: int, end: int) -> SmicShare | None:
    head = folded[max(0, start - 60) : start]
    offset = start - len(head)
    tail = _TAIL.match(folded, end)
    stop = tail.end() if tail else end
    words = folded[end:stop]
    low: float | None
    high: float | None
    if percent := _PERCENT_BEFORE.search(head):
        high = _number(percent[2]) / 100
        low = _number(percent[1]) / 100 if percent[1] else high
        begin = offset + percent.start()
        if low > high:
            return None
    elif above := _ABOVE_BEFORE.search(head):
        low = high = round(1 + _number(above[1]) / 100, 4)
        return SmicShare(offset + above.start(), stop, low, high, unit_in(words), basis_in(words))
    elif more := _MORE_AFTER.match(folded, end):
        low = high = round(1 + _number(more[1]) / 100, 4)
        begin, stop = start, more.end()
        if not _is_pay(folded, begin, stop):
            return None
    elif times := _TIMES_BEFORE.search(head):
        low = high = _number(times[1])
        begin = offset + times.start()
    elif re.search(r"%[ ]?(?:du|de)?[ ]?$|pourcentage du[ ]$", head):
        return None
    else:
        low = high = 1.0
        begin = start
        if not _is_pay(folded, begin, stop):
            return None
    before = folded[max(0, begin - 24) : begin]
    more = re.match(r"[ ](?:ou plus|et plus|minimum|mini)\b", folded[stop : stop + 10])
    bare = re.sub(r"(?:du|le|au)[ ]$", "", before)
    if more or AT_LEAST.search(before) or re.search(r"(?:a partir|au-dessus|plus|minimum)[ ]$", bare):
        high = None
    elif AT_MOST.search(before):
        low = None
    return SmicShare(begin, stop, low, high, unit_in(words), basis_in(words))


def _is_pay(folded: str, start: int, end: int) -> bool:
    """The word alone: after a word of pay in its clause, or all the text says before a "+"."""
    before = clause_before(folded, start, 0)
    nouns = keywords(before)
    if nouns:
        return nouns[-1][2] == "pay"
    rest = KEYWORD.sub(" ", folded[:start] + " " + folded[end:].partition("+")[0]) if len(folded) <= 80 else ""
    return len(folded) <= 80 and only_small_words(rest)


def _number(written: str) -> float:
    return float(written.replace(",", "."))
