"""What is written around a pay: what decides it, how many months are paid, a bonus, a trainee's contract."""

from __future__ import annotations

import re

from scraper.extract.cued import Cued
from scraper.extract.pay_context import clause_after, clause_before, keywords, only_small_words
from scraper.extract.pay_cues import Near
from scraper.extract.pay_nouns import KEYWORD, kind_of_keyword
from scraper.extract.pay_words import (
    EXTRA_MONTH,
    MONTH_CONDITIONAL,
    MONTH_DENIED_AFTER,
    MONTH_DENIED_BEFORE,
    MONTHS_PAID,
    TERMS,
    TRAINEES,
)

Span = tuple[int, int]

_AROUND = 120  # characters around a sum where "alternance", "variable" or "sur 13 mois" are about it
_FIELD = 80  # a text this short may hold nothing but its terms
_MOST_WINDOWS = 60
_END = re.compile(r"[.!?](?=[ \n]|$)|\n")
_LIST = re.compile(r"[^\n.]{0,60}(?:\n[ ]{0,3}[-•*·✓✔➡][^\n]*)+")
_TIMES_MONTHS = re.compile(r"[x*×][ ]?1[2-8](?:[.,]\d{1,2})?(?: mois)?(?![\w.,%])")
#: Terms that say by themselves that they are about pay.
_OF_PAY = re.compile(r"indiciaire|salariale")
#: Paid for finding a colleague, not for the job.
_FINDING = re.compile(r"(?<![a-z])(?:cooptation|parrainage)")
_BONUS = Near(r"prime|bonus|variable|commission", "prime|bonus|variable|commission")
_BONUS_ALONE = re.compile(r"(?:fixe|salaire|smic) ?(?:[+]|et) ?(variable|commissions?|primes?)")


def sentence_around(folded: str, start: int, end: int, floor: int, ceiling: int) -> str:
    """The words about the pay in ``folded[start:end]``, between the sums before and after it."""
    return clause_before(folded, start, floor) + folded[start:end] + _until_end(folded, end, ceiling)


def _until_end(folded: str, end: int, ceiling: int) -> str:
    window = folded[end : min(ceiling, end + _AROUND)]
    stop = _END.search(window)
    return window[: stop.start()] if stop else window


def around(folded: str, start: int, end: int) -> str:
    """All the words that are looked at around ``folded[start:end]``."""
    return folded[max(0, start - _AROUND) : end + _AROUND]


def terms_in(words: str, hinted: int) -> tuple[str, ...]:
    """Which of ``TERMS`` a sentence about pay holds."""
    return tuple([name for name, pattern in TERMS if pattern.search(words, hinted)])


def months_in(words: str, hinted: int) -> float | None:
    """« sur 13 mois », « x 13 », « 13e mois » in a sentence about pay."""
    if not MONTHS_PAID.may_match(hinted):
        return None
    return max(map(_count, _granted(MONTHS_PAID.re, words)), default=None)


def multiplied(folded: str, start: int, end: int) -> bool:
    """« 5'500 x 13 »: what is multiplied by months is paid by the month."""
    return _TIMES_MONTHS.search(folded[start : end + 6]) is not None


def extra_month(folded: str) -> tuple[float | None, bool]:
    """« 13e mois » anywhere: unlike « sur 12 mois », it can only be about pay.

    With whether each has a condition: « après un an d'ancienneté ».
    """
    given = _granted(EXTRA_MONTH, folded)
    if not given:
        return None, False
    return max(map(_count, given)), all(MONTH_CONDITIONAL.match(folded, match.end()) for match in given)


def _granted(pattern: re.Pattern[str] | Cued, words: str) -> list[re.Match[str]]:
    """The months that are not denied: « pas de 13e mois », « 13e mois non versé »."""
    return [
        match
        for match in pattern.finditer(words)
        if not MONTH_DENIED_BEFORE.search(words, max(0, match.start() - 32), match.start())
        and not MONTH_DENIED_AFTER.match(words, match.end())
    ]


def _count(match: re.Match[str]) -> float:
    written = next(group for group in match.groups() if group)
    return {"treizieme": 13.0, "quatorzieme": 14.0}.get(written) or float(written.replace(",", "."))


def bonus_named(folded: str, end: int, ceiling: int, hinted: int) -> Span | None:
    """Where a bonus is named in the sentence after a pay, or among the next items of its list.

    A thirteenth month is not one.
    """
    if not _BONUS.may_match(hinted):
        return None
    words = _items(folded, end, ceiling) or _until_end(folded, end, ceiling)
    for match in KEYWORD.finditer(words):
        if kind_of_keyword(match) == "bonus" and not _is_month(words[match.end() : match.end() + 24]):
            return end + match.start(), end + match.end()
    return None


def _items(folded: str, end: int, ceiling: int) -> str:
    """The rest of the line and the items below it, where a pay is an item of a list."""
    match = _LIST.match(folded, end, min(ceiling, end + _AROUND))
    return match.group() if match else ""


def for_finding(folded: str, start: int, end: int) -> bool:
    """The bonus in ``folded[start:end]`` is for finding a colleague: without a pay beside it, it is none."""
    return _FINDING.search(clause_before(folded, start, 0) + clause_after(folded, end, len(folded))) is not None


def _is_month(words: str) -> bool:
    return EXTRA_MONTH.re.match(re.sub(r"^ (?:de |du )?", "", words)) is not None


def trainee_flags(words: str, hinted: int) -> tuple[str, ...]:
    """``internship`` or ``apprenticeship`` when the words around a sum say so."""
    return tuple([name for name, pattern in TRAINEES if pattern.search(words, hinted)])


def terms_alone(folded: str, nouns: list[int]) -> tuple[tuple[str, ...], list[Span]]:
    """Terms of a pay without amount, and where they stand. ``nouns``: where words of pay begin."""
    found = {name: match for name, pattern in TERMS if (match := _about_pay(folded, pattern.re, nouns))}
    return tuple(found), [match.span() for match in found.values()]


def months_alone(folded: str, nouns: list[int]) -> tuple[float | None, Span | None]:
    """Months paid without amount, and where."""
    given = _granted(EXTRA_MONTH, folded)
    if given:
        match: re.Match[str] | None = max(given, key=_count)
    elif EXTRA_MONTH.search(folded):
        match = None  # denied
    else:
        match = _about_pay(folded, MONTHS_PAID.re, nouns)
    return (_count(match), match.span()) if match else (None, None)


def bonus_alone(folded: str) -> Span | None:
    """« fixe + variable », in a field that says nothing else of pay."""
    match = _BONUS_ALONE.search(folded) if len(folded) <= _FIELD else None
    return match.span(1) if match else None


def _about_pay(folded: str, pattern: re.Pattern[str], nouns: list[int]) -> re.Match[str] | None:
    for start, end in _windows(folded, nouns):
        for match in pattern.finditer(folded, start, end):
            if _is_about_pay(folded, *match.span()):
                return match
    return None


def _windows(folded: str, nouns: list[int]) -> list[Span]:
    """Where to look: all of a field, the words around each word of pay of an ad."""
    if len(folded) <= 2 * _AROUND:
        return [(0, len(folded))]
    windows: list[Span] = []
    for noun in nouns[:_MOST_WINDOWS]:
        start = max(noun - _AROUND // 2, windows[-1][1] if windows else 0)
        windows.append((start, max(start, noun + _AROUND)))
    return windows


def _is_about_pay(folded: str, start: int, end: int) -> bool:
    """A word of pay stands before it in its sentence, within it or soon after, or terms are all the text says."""
    if _OF_PAY.search(folded, start, end):
        return True
    words = clause_before(folded, start, 0) + folded[start:end] + " ; " + clause_after(folded, end, len(folded))
    if any(kind == "pay" for _, _, kind in keywords(words)):
        return True
    if len(folded) > _FIELD:
        return False
    for _, pattern in TERMS:
        folded = pattern.re.sub(" ", folded)
    return only_small_words(folded)
