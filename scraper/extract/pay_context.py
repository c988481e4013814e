"""What a sum of money is for: pay, a bonus on top of it, or anything else.

The rules, in order; the first that answers wins:

1. the noun right before the sum, with only small words between ("salaire mensuel de", "budget : ");
2. the noun right after it ("1 000 € de budget", "5 K€ variable");
3. "brut" or "net" beside the sum, unless another noun governs it;
4. the nearest noun before it in the same clause, within 60 characters;
5. "soit", "ou", "(" after a sum that is pay;
6. a word of employment before a sum whose period is written ("poste à 1 900 € par mois");
7. a sum that stands alone in its field or between two separators, as titles and fields write it.

A sum that no rule places is not pay: an amount is never invented.
"""

from __future__ import annotations

import re

from scraper.extract.pay_amounts import Amount
from scraper.extract.pay_nouns import FILLERS, KEYWORD, LABELS, WEAK, Kind, kind_of_keyword
from scraper.extract.pay_words import TERMS

_WINDOW = 90
_NEAR = 60
_SHORT = 200  # a title or a field, not an ad

# A sum with nothing else to tell what it is must at least be of the size of a pay, in any money.
_LEAST = {"HOUR": 5, "DAY": 50, "WEEK": 100, "MONTH": 300, "YEAR": 12_000}
_LEAST_RATE = 100

_BREAK = re.compile(r"[.!?;](?=[ \n]|$)|\n|[|•·◦▪✓✔➡]")
_UP_TO_BREAK = re.compile(rf"(?s:.*)(?:{_BREAK.pattern})")
_WORD = re.compile(r"[a-z]+(?:'(?=[a-z]))?|[0-9]+|%")
_AFTER = re.compile(r"[ ]{0,2}[(]?(?:de |d'|en |du |des |au titre (?:de la |de |du )|pour (?:le |la |les )?)?")
# A price by the piece: the period of a pay is never one of these.
_PIECE = re.compile(
    r"[ ]{0,2}(?:ht |ttc )?(?:/ ?|par |le |la |l'|per |the )(?:\d{1,3}[ .]?(?:\d{3})? ?|mille )?"
    r"(?:mots?|signes?|feuillets?|articles?|posts?"
    r"|publications?|pages?|photos?|videos?"
    r"|visuels?|images?|stor(?:y|ies)|reels?|campagnes?|projets?|clients?|prestations?|livrables?|actes?"
    r"|personnes?|titres?|trajets?"
    r"|repas|ventes?|leads?|clics?|vues?|m2|km|actions?|parts?|produits?|commandes?|word|piece|lot)(?![a-z])"
)
_PIECE_BEGINS = frozenset("ht/pl")
_OWN_RATE = re.compile(r"(?:tarif|rate)(?![a-z])")
_DAILY = re.compile(r"\btjm\b|journalier")
_NOT_COUNTED = re.compile(r"(?:selon|sur|par|pour|suivant|a negocier|hors|et|ou|x)(?![a-z])")
_ENGLISH = re.compile(r"(?:(?:annual|yearly|monthly|weekly|daily|hourly|gross|net|base) ){1,3}$")
_OF = re.compile(r"[ ](?:(?:de |d'|sur |des )?[a-z]{3,12}[ ])?(?:de (?:la |l')?|du |d'|sur (?:les? )?|aux? |des )?")
# Between two ways of saying one pay: "1 900 € brut (1 480 € net)".
_SAME = re.compile(r"[ ,]{0,2}[(/=]?[ ]{0,2}(?:soit|ou|c'est-a-dire|i\.e\.)?[ ]{0,2}(?:un |de |environ )?")
_PARENTHESIS = re.compile(r"[(][^()]*[)]")
_SENTENCE_END = re.compile(r"[.!?](?=[ \n])|\n")
_SEPARATORS = re.compile(r"\n|[|•·,;()+]| [-/] |[.!?](?=[ \n]|$)|[ ]{2,}")
# What tells that a short text is the title or the summary of an ad.
_JOB = re.compile(
    r"(?<![a-z])(?:cdi|cdd|stages?|alternan\w+|apprenti\w*|interim|freelance|temps (?:plein|partiel)|community"
    r"|manager|h/f|f/h|poste"
    r"|emploi|bac|charge[e(]?|responsable|35 ?h|39 ?h|35 heures|junior|senior|debutant"
    r"|contrat)(?![a-z])"
)


def clause_before(folded: str, start: int, floor: int) -> str:
    """The words before ``start`` in its clause, not before ``floor``; a heading line counts as its label."""
    window = folded[max(floor, start - _WINDOW) : start]
    end = len(window)
    while found := _UP_TO_BREAK.match(window, 0, end):
        cut = found.end()
        if window[cut - 1] != "\n" or window[cut:].strip():
            return window[cut:]
        end = cut - 1
        line = window[window.rfind("\n", 0, end) + 1 : end].strip()
        if line and not line.endswith(":") and not _is_heading(line):
            return window[cut:]
    return window


def clause_after(folded: str, end: int, ceiling: int) -> str:
    """The words after ``end`` in its clause, no further than ``ceiling``."""
    window = folded[end : min(ceiling, end + _NEAR)]
    match = _BREAK.search(window)
    return window[: match.start()] if match else window


def _is_heading(line: str) -> bool:
    return len(line) <= 40 and not any(character.isdigit() for character in line)


def keywords(words: str) -> list[tuple[int, int, Kind]]:
    """Each noun that can govern a sum: where it is, and of which kind. « prime de cooptation » is one bonus."""
    found: list[tuple[int, int, Kind]] = []
    for match in KEYWORD.finditer(words):
        kind = kind_of_keyword(match)
        if match.group().endswith("l de") and words[: match.start()].rstrip()[-1:].isalpha():
            continue  # "forfait mensuel de 800 €" is no pay, "Mensuel de 1 900 €" is
        if (
            kind == "other"
            and found
            and found[-1][2] == "bonus"
            and _OF.fullmatch(words, found[-1][1], match.start())
        ):
            found[-1] = (found[-1][0], match.end(), "bonus")
        else:
            found.append((match.start(), match.end(), kind))
    return found


def only_small_words(words: str) -> bool:
    """Nothing there could be what the sum is for."""
    return all(word.rstrip("'") in FILLERS or word == "35" for word in _WORD.findall(words))


def kind_of(folded: str, amount: Amount, floor: int, ceiling: int, previous: Kind | None) -> tuple[Kind | None, str]:
    """The kind of ``amount``, and the words before it that describe it (where a unit or "brut" may be written).

    ``floor`` and ``ceiling`` are the ends of the sums around it, ``previous`` the kind of the one before.
    """
    if amount.other:
        return "other", ""
    before = clause_before(folded, amount.start, floor)
    if folded[amount.end : amount.end + 3].lstrip(" ")[:1] in _PIECE_BEGINS and _PIECE.match(folded, amount.end):
        return "other", ""
    # "(fixe + primes), à partir de 24 K": what a closed parenthesis holds governs nothing after it.
    nouns = keywords(_PARENTHESIS.sub(_blank, before) if "(" in before else before)
    if nouns and only_small_words(before[nouns[-1][1] :]):
        if _is_own_rate(folded, amount, ceiling, before[nouns[-1][0] :]):
            return "pay", _label(before, nouns)
        return nouns[-1][2], _label(before, nouns)
    if not _countable(folded, amount):
        return None, ""
    after = clause_after(folded, amount.end, ceiling)
    lead = _AFTER.match(after)
    if lead and (tight := KEYWORD.match(after, lead.end())) and "+" not in after[: tight.start()]:
        kind = kind_of_keyword(tight)
        return kind, _label(before, [noun for noun in nouns if noun[2] == kind])
    if not (amount.written_currency or amount.thousands):
        return None, ""
    if amount.basis:
        return ("pay" if not nouns or nouns[-1][2] == "pay" else nouns[-1][2]), _label(before, nouns)
    if nouns and len(before) - nouns[-1][1] <= _NEAR:
        between = before[nouns[-1][1] :]
        if amount.thousands or amount.unit or "," not in between:
            return nouns[-1][2], _label(before, nouns)
    if previous == "pay" and _SAME.fullmatch(before):
        return "pay", ""
    if nouns and nouns[-1][2] != "pay":
        return nouns[-1][2], ""
    if amount.unit and (weak := list(WEAK.finditer(before))) and only_small_words(before[weak[-1].end() :]):
        return "pay", ""
    return ("pay", before) if _stands_alone(folded, amount) else (None, "")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_own_rate(folded: str, amount: Amount, ceiling: int, noun: str) -> bool:
    """« Tarif : 350 €/j », nothing said of what is sold, is a freelance's day; « nos tarifs » are a shop's prices."""
    if amount.unit != "DAY" or amount.known < _LEAST_RATE or not _OWN_RATE.match(noun):
        return False
    return only_small_words(clause_after(folded, amount.end, ceiling).partition(",")[0])


def _label(before: str, nouns: list[tuple[int, int, Kind]]) -> str:
    """The noun that governs the sum, with what English writes before it ("annual gross salary")."""
    if not nouns:
        return ""
    english = _ENGLISH.search(before, 0, nouns[-1][0])
    return before[english.start() if english else nouns[-1][0] :]


def _countable(folded: str, amount: Amount) -> bool:
    """A bare number may be pay only when nothing is counted after it."""
    return amount.written_currency or amount.thousands or amount.unit is not None or amount.basis is not None


def is_counted(folded: str, end: int) -> bool:
    """Something is counted by a bare number that ends there: "3 jours", "10 %", "2/3"."""
    following = folded[end : end + 14].lstrip(" ")
    if not following or not (following[0].isalnum() or following[0] in "%°/:"):
        return False
    return not _NOT_COUNTED.match(following)


def bare_pay(amount: Amount, label: str) -> bool:
    """A number without currency right after a word of pay, that counts nothing: is it an amount, or a date?"""
    hourly = "horaire" in label or amount.unit == "HOUR"
    daily = amount.unit == "DAY" or _DAILY.search(label)
    if amount.known < (_LEAST["HOUR"] if hourly else _LEAST["DAY"] if daily else _LEAST["MONTH"]):
        return False
    year = (
        amount.low is not None
        and amount.low == amount.high
        and 1950 <= amount.low <= 2049
        and float(amount.low).is_integer()
    )
    return not year or amount.basis is not None or amount.unit is not None


def _stands_alone(folded: str, amount: Amount) -> bool:
    """It is all the text says, or an item of its own: the first one, or one of a short text about a job."""
    if len(folded) > _SHORT:
        return False
    rest = folded[: amount.start] + " " + folded[amount.end :]
    for _, pattern in TERMS:
        rest = pattern.re.sub(" ", rest)
    if not keywords(rest) and _all_in(rest, FILLERS):
        return True
    left = _SEPARATORS.split(folded[: amount.start])[-1]
    right = _SEPARATORS.split(folded[amount.end :])[0]
    first = _all_in(folded[: amount.start], FILLERS)
    if not (first or _JOB.search(rest)) or not _all_in(f"{left} {right}", FILLERS | LABELS):
        return False
    if left.rstrip().endswith(":") and not _all_in(WEAK.sub(" ", left), FILLERS):
        return False  # "Télétravail : 2,60 € par jour"
    nearest = keywords(_SENTENCE_END.split(folded[max(0, amount.start - _NEAR) : amount.start])[-1])
    if nearest and nearest[-1][2] != "pay":
        return False
    least = _LEAST[amount.unit or "YEAR"]
    return least <= amount.known and (amount.unit not in (None, "YEAR") or amount.known <= 150_000)


def _all_in(words: str, known: frozenset[str]) -> bool:
    return all(word.isdigit() or word.rstrip("'") in known for word in _WORD.findall(words))
