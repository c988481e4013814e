"""Sums of money in a text: numbers, currencies, ranges, with what is written right before and after.

Nothing here decides whether a sum is pay: see ``pay_context``. Linear: each number is matched by a bounded pattern,
and at most ``MOST_NUMBERS`` of them are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Literal

from scraper.extract.pay_words import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    BASES,
    CURRENCY,
    CURRENCY_BEFORE,
    EITHER_BASIS,
    TAIL,
    UNITS,
    Basis,
    Unit,
    currency_code,
)

#: An ad holds a few dozen numbers; past this many, the text is a table or a trap.
MOST_NUMBERS = 1000
#: How far a word of pay may stand before a bare number.
NEAR = 60
_HEAD = 24  # characters looked at before a number for "à partir de" and the like

# The digit comes first and the look-behind after it, so that `re` can jump from digit to digit.
_NUMBER = re.compile(
    r"""[0-9](?<![0-9][0-9])(?<![0-9][.,'][0-9])
    (?:
       (?P<spaced>[0-9]{0,2}(?:[ ][0-9]{3}){1,3})(?![ ]?[0-9])(?P<spaced_cents>[.,][0-9]{1,2}(?![0-9]))?
     | (?P<dotted>[0-9]{0,2}(?:\.[0-9]{3}){1,3})(?![.][0-9]|[0-9])(?P<dotted_cents>,[0-9]{1,3}(?![0-9]))?
     | (?P<commas>[0-9]{0,2}(?:,[0-9]{3}){1,3})(?![,][0-9]|[0-9])(?P<commas_cents>\.[0-9]{1,2}(?![0-9]))?
     | (?P<quoted>[0-9]{0,2}(?:'[0-9]{3}){1,3})(?![0-9])(?P<quoted_cents>[.,][0-9]{1,2}(?![0-9]))?
     | (?P<plain>[0-9]{0,8})(?P<plain_cents>[.,][0-9]{1,3})?
    )
    (?![0-9]|[.,'/][0-9]{1,2}[./][0-9])(?:\.-{1,2})?""",
    re.VERBOSE,
)
_SUFFIX = re.compile(
    rf"[ ]{{0,2}}(?:(?P<million>m(?:illions?|illiards?|ds?)?(?: d'| de )?[ ]?(?:{CURRENCY})|millions?\b|milliards?\b)"
    rf"|(?P<k>k(?=[ ]?(?:{CURRENCY})|e?(?![a-z0-9]))|mille(?= (?:{CURRENCY})))?[ ]?"
    rf"(?P<currency>(?<=k)e(?![a-z])|{CURRENCY})?(?P<cents>(?<=€)[0-9]{{2}}(?![0-9]))?)"
)
# No pay is below zero. At the start of a line a dash is a bullet, after a number a range.
_MINUS = re.compile(r"[:=][ ]{0,2}-$")
_CONDITION = re.compile(r"[ ]{0,2}(?:selon|suivant|en fonction|fonction d[eu'])(?![a-z])")
_LINK = re.compile(r"[ ]{0,2}(?P<link>-|/|a|et|to|and|au|~|->|→|>|jusqu'a)[ ]{0,2}")

Side = Literal["from", "to"]


@dataclass(frozen=True)
class Amount:
    """A sum or a range in ``folded[start:end]``, words such as « à partir de » and « brut par an » included.

    ``low`` or ``high`` is None when the range is open. ``thousands`` tells that it was written with a "k".
    """

    start: int
    end: int
    low: float | None
    high: float | None
    currency: str | None
    unit: Unit | None
    basis: Basis | None
    thousands: bool
    written_currency: bool
    flags: tuple[str, ...] = ()
    other: bool = False  # millions: never a person's pay

    @property
    def known(self) -> float:
        """The one end that is known, the lowest of two."""
        value = self.low if self.low is not None else self.high
        assert value is not None
        return value


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    value: float
    thousands: bool
    currency: str | None
    flag: str | None
    written: bool
    million: bool
    glued: bool  # a letter follows at once: "35h", "10e"


def read_amounts(folded: str, nouns: list[int]) -> list[Amount]:
    """Every sum of a folded text, in order. A number without currency is one of them only when it stands in a range
    with one that has, or less than ``NEAR`` characters after one of ``nouns`` (where words of pay begin, in order).
    """
    numbers = _kept(_numbers(folded), nouns)
    amounts: list[Amount] = []
    index = 0
    while index < len(numbers):
        first = numbers[index]
        pair = _range(folded, first, numbers[index + 1]) if index + 1 < len(numbers) else None
        if pair:
            low, high = pair
            amounts.append(_amount(folded, low, high))
            index += 2
            continue
        if not first.glued:
            amounts.append(_amount(folded, first, first))
        index += 1
    return _joined(folded, amounts)


def _numbers(folded: str) -> list[_Number]:
    found: list[_Number] = []
    for match in _NUMBER.finditer(folded):
        if len(found) == MOST_NUMBERS:
            break
        suffix = _SUFFIX.match(folded, match.end())
        assert suffix is not None  # every part of it may be empty
        start, end = match.start(), suffix.end() if suffix.group().strip() else match.end()
        if _MINUS.search(folded, max(0, start - 4), start):
            continue
        code, flag, written = None, None, suffix["currency"]
        if written:
            code, flag = ("EUR", None) if written == "e" else currency_code(written)
        if before := CURRENCY_BEFORE.search(folded, max(0, start - 8), start):
            start = before.start()
            if not written or code is None:
                code, flag = currency_code(before[1])
            written = before[1]
        elif not written and folded[start - 1 : start].isalpha():
            continue  # "B2B", "H24"
        thousands = suffix["k"] is not None
        value = _value(match, thousands)
        if suffix["cents"] and value.is_integer():  # "13€50"
            value += int(suffix["cents"]) / 100
        following = folded[end : end + 1]
        found.append(
            _Number(
                start,
                end,
                value * 1000 if thousands else value,
                thousands,
                code,
                flag,
                written is not None,
                suffix["million"] is not None,
                following.isalpha() and not (written or thousands),
            )
        )
    return found


def _kept(numbers: list[_Number], nouns: list[int]) -> list[_Number]:
    money = [number.written or number.thousands or number.million for number in numbers]
    money.append(False)
    kept = []
    for index, number in enumerate(numbers):
        beside = money[index + 1] and numbers[index + 1].start - number.end <= 40
        beside = beside or (index > 0 and money[index - 1] and number.start - numbers[index - 1].end <= 40)
        place = bisect_left(nouns, number.start)
        if money[index] or beside or (place and number.start - nouns[place - 1] <= NEAR):
            kept.append(number)
    return kept


def _value(match: re.Match[str], thousands: bool) -> float:
    first = match.group()[0]
    for name in ("spaced", "dotted", "commas", "quoted", "plain"):
        if match[name] is None:
            continue
        whole = first + match[name]
        cents = (match[f"{name}_cents"] or "").replace(",", ".")
        if thousands and name in ("dotted", "commas") and not cents:  # "30.500 K€" is 30.5 K€
            return float(whole.replace(",", "."))
        return float("".join(filter(str.isdigit, whole)) + cents)
    raise ValueError(match.group())


def _range(folded: str, left: _Number, right: _Number) -> tuple[_Number, _Number] | None:
    """Two numbers that are the ends of one range, made alike: "28-32 K€", "30 à 35 000 euros", "30k€ - 35"."""
    if left.million or right.million or left.glued or right.glued or right.start - left.end > 40:
        return None
    gap_start = _tail_end(folded, left.end)
    link = _LINK.fullmatch(folded, gap_start, right.start) or _LINK.fullmatch(folded, left.end, right.start)
    if not link:
        return None
    opened = re.search(r"(?:entre|between)[ ]{0,2}$", folded[max(0, left.start - 12) : left.start])
    if link["link"] in ("et", "and") and not opened:
        return None
    if (
        left.written
        and right.written
        and left.currency != right.currency
        and left.flag is None
        and right.flag is None
    ):
        return None
    if right.thousands and not left.thousands and left.value < 1000 and left.value * 1000 <= right.value:
        left = replace(left, value=left.value * 1000, thousands=True)
    elif left.thousands and not right.thousands and right.value < 1000 and right.value * 1000 >= left.value:
        if (
            not right.written
            and folded[right.end : right.end + 2].strip()[:1].isalpha()
            and not _is_tail(folded, right.end)
        ):
            return None  # "30k€ - 3 ans d'expérience"
        right = replace(right, value=right.value * 1000, thousands=True)
    elif left.value < 1000 and not left.written and left.value * 1000 <= right.value <= left.value * 3000:
        left = replace(left, value=left.value * 1000)
    loose = link["link"] in ("-", "/", "et", "and", ">") and not opened
    if left.value > right.value or right.value > left.value * (4 if loose and not left.written else 10):
        return None
    if not right.written and not right.thousands and not _stands(folded, right.end):
        return None
    return left, right


def _stands(folded: str, end: int) -> bool:
    """Nothing is counted after a bare number: "25 jours", "35 %"."""
    following = folded[end : end + 2].lstrip(" ")
    if _is_tail(folded, end) or _CONDITION.match(folded, end):
        return True
    return not following or not (following[0].isalnum() or following[0] in "%°+")


def _is_tail(folded: str, end: int) -> bool:
    return TAIL.match(folded, end) is not None


def _tail_end(folded: str, end: int) -> int:
    for _ in range(6):
        match = TAIL.match(folded, end)
        if not match:
            break
        end = match.end()
    return end


def _amount(folded: str, left: _Number, right: _Number) -> Amount:
    start, end = left.start, _tail_end(folded, right.end)
    head = folded[max(0, start - _HEAD) : start]
    tail = folded[left.end : right.start if left is not right else left.end] + " " + folded[right.end : end]
    flags: list[str] = []
    side: Side | None = None
    if about := ABOUT.search(head):
        flags.append("approximate")
        start -= len(head) - about.start()
        head = head[: about.start()]
    if opening := AT_LEAST.search(head):
        side = "from"
        start -= len(head) - opening.start()
    elif opening := AT_MOST.search(head):
        side = "to"
        start -= len(head) - opening.start()
    elif re.search(r"\b(?:et plus|minimum|mini?)\b|[+]$", tail):
        side = "from"
    elif re.search(r"\b(?:maximum|maxi?)\b", tail):
        side = "to"
    currency = right.currency or left.currency
    flag = right.flag if right.written else left.flag
    if flag == "currency_ambiguous" and currency:
        flag = None
    basis = basis_in(tail)
    if EITHER_BASIS.search(folded, right.end, end + 16):
        basis = None
        flags.append("basis_unclear")
    written = left.written or right.written
    alone = left is right
    return Amount(
        start,
        end,
        None if alone and side == "to" else left.value,
        None if alone and side == "from" else right.value,
        currency,
        unit_in(tail),
        basis,
        left.thousands or right.thousands,
        written,
        (*flags, *([flag] if flag else [])),
        left.million or right.million,
    )


def _joined(folded: str, amounts: list[Amount]) -> list[Amount]:
    """« mini 25 k€, maxi 30 k€ » is one range."""
    result: list[Amount] = []
    for amount in amounts:
        last = result[-1] if result else None
        if (
            last
            and last.high is None
            and amount.low is None
            and last.low is not None
            and amount.high is not None
            and last.low <= amount.high
            and re.fullmatch(
                r"[ ,;/-]{0,4}(?:et[ ])?(?:(?:salaire|remuneration)[ ])?", folded[last.end : amount.start]
            )
        ):
            result[-1] = replace(
                last,
                end=amount.end,
                high=amount.high,
                currency=last.currency or amount.currency,
                unit=amount.unit or last.unit,
                basis=amount.basis or last.basis,
                written_currency=last.written_currency or amount.written_currency,
            )
        else:
            result.append(amount)
    return result


def unit_in(words: str) -> Unit | None:
    """The first period named in a short folded text."""
    found = [(match.start(), unit) for unit, pattern in UNITS if (match := pattern.search(words))]
    return min(found)[1] if found else None


def basis_in(words: str) -> Basis | None:
    """Gross or net, the first named in a short folded text."""
    found = [
        (match.start(), basis) for basis, pattern in BASES if (match := re.search(rf"\b(?:{pattern.pattern})", words))
    ]
    return min(found)[1] if found else None
