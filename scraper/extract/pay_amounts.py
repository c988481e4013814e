"""Sums of money in a text: numbers, currencies, ranges, with what is written right before and after.

Nothing here decides whether a sum is pay: see ``pay_context``. Linear: each number is matched by a bounded pattern,
and at most ``MOST_NUMBERS`` of them are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

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
_BESIDE = 40  # how far a number with a mark of money may stand from one without
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
#: What may begin ``_SUFFIX``, what may end ``CURRENCY_BEFORE``: most numbers of an ad are years, hours or postcodes,
#: and no longer pattern need say so.
_MAY_FOLLOW = re.compile(r"[ ]{0,3}(?:[€$£k]|ar|c[afh$ ]|d[ahiotz]|eu|f[ .rc]|g[bno]|ht|li|m[^o]|ro|sf|tn|us|x[oap])")
_MAY_PRECEDE = frozenset(("ro", "os", "ur", "sd", "ad", "bp", "hf", "of", "af", "fa", "nd", "zd", "ga"))
#: What may begin ``TAIL`` after its spaces.
_TAIL_BEGINS = frozenset("abcdefghjlmnpstwxy,/(-*×+")
_MARKS = str.maketrans("", "", " .,'")
_SIGNS = frozenset("€$£")
# No pay is below zero. At the start of a line a dash is a bullet, after a number a range.
_MAYBE_MINUS = frozenset("-\n")
_MINUS = re.compile(r"[:=][ ]{0,2}-$")
_CONDITION = re.compile(r"[ ]{0,2}(?:selon|suivant|en fonction|fonction d[eu'])(?![a-z])")
_LINK = re.compile(r"[ ]{0,2}(?P<link>-|/|a|et|to|and|au|~|->|→|>|jusqu'a)[ ]{0,2}")
_LINK_ENDS = frozenset("-/atodu~>→")
_OPENED = re.compile(r"(?:entre|between)[ ]{0,2}$")
_FROM_AFTER, _TO_AFTER = re.compile(r"\b(?:et plus|minimum|mini?)\b|[+]$"), re.compile(r"\b(?:maximum|maxi?)\b")
_AND_MOST = re.compile(r"[ ,;/-]{0,4}(?:et[ ])?(?:(?:salaire|remuneration)[ ])?")
#: The last letters of ``ABOUT``, ``AT_LEAST`` and ``AT_MOST``.
_ENDS = "de|du|d'|es|rs|ns| a|'a|in|al|le|um|ni|ax|xi|n.|l.|e.|m.|i.|x.| :|om|at|to|ue|on|nt|ox|nd|ut|/-|nv|v."
_HEAD_ENDS = frozenset(_ENDS.split("|"))
_HEAD_SIGNS = frozenset(">=≥<≤~≈à")
#: One pattern for the five periods: of two that begin together, the first by its name.
_UNIT = re.compile("|".join(f"(?P<{unit}>{pattern.pattern})" for unit, pattern in sorted(UNITS, key=lambda u: u[0])))
_BASIS = re.compile(r"\b(?:" + "|".join(f"(?P<{basis}>{pattern.pattern})" for basis, pattern in BASES) + ")")

Side = Literal["from", "to"]
_SIDES: tuple[tuple[Side, re.Pattern[str]], ...] = (("from", AT_LEAST), ("to", AT_MOST))
#: The money after a number, and that before it.
_Parts = tuple[re.Match[str] | None, re.Match[str] | None]


class Amount(NamedTuple):
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


class _Number(NamedTuple):
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
    numbers = _numbers(folded, nouns)
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


def _numbers(folded: str, nouns: list[int]) -> list[_Number]:
    """Those that may be sums: with a mark of money, next to one that has, or soon after a word of pay."""
    found: list[tuple[int, int, _Parts | None, re.Match[str]]] = []
    near = False
    for match in _NUMBER.finditer(folded):
        if len(found) == MOST_NUMBERS:
            break
        start, end = match.span()
        written = suffix = None
        if _MAY_FOLLOW.match(folded, end):
            suffix = _SUFFIX.match(folded, end)
            if suffix and suffix.group().strip():
                end, written = suffix.end(), suffix["currency"]
            else:
                suffix = None
        last = folded[start - 1 : start]
        if last in _MAYBE_MINUS and _MINUS.search(folded, max(0, start - 4), start):
            continue
        before = None
        ending = folded[max(0, start - 5) : start].rstrip(" \n")[-2:]
        if ending in _MAY_PRECEDE or ending[-1:] in _SIGNS:
            before = CURRENCY_BEFORE.search(folded, max(0, start - 8), start)
        if before:
            start = before.start()
        elif not written and last.isalpha():
            continue  # "B2B", "H24"
        parts = (suffix, before) if suffix or before else None
        near = near or parts is not None
        found.append((start, end, parts, match))
    return _kept(folded, found, nouns) if near or nouns else []


def _kept(folded: str, found: list[tuple[int, int, _Parts | None, re.Match[str]]], nouns: list[int]) -> list[_Number]:
    kept = []
    last = len(found) - 1
    for index, (start, end, parts, match) in enumerate(found):
        if (
            parts
            or (index < last and found[index + 1][2] and found[index + 1][0] - end <= _BESIDE)
            or (index and found[index - 1][2] and start - found[index - 1][1] <= _BESIDE)
            or ((place := bisect_left(nouns, start)) and start - nouns[place - 1] <= NEAR)
        ):
            kept.append(_number(folded, start, end, parts or (None, None), match))
    return kept


def _number(folded: str, start: int, end: int, parts: _Parts, match: re.Match[str]) -> _Number:
    suffix, before = parts
    code, flag, written = None, None, None
    thousands = million = False
    cents = None
    if suffix:
        written, thousands, million = suffix["currency"], suffix["k"] is not None, suffix["million"] is not None
        cents = suffix["cents"]
    if written:
        code, flag = ("EUR", None) if written == "e" else currency_code(written)
    if before:
        if not written or code is None:
            code, flag = currency_code(before[1])
        written = before[1]
    value = _value(match, thousands)
    if cents and value.is_integer():  # "13€50"
        value += int(cents) / 100
    glued = folded[end : end + 1].isalpha() and not (written or thousands)
    return _Number(
        start, end, value * 1000 if thousands else value, thousands, code, flag, written is not None, million, glued
    )


def _value(match: re.Match[str], thousands: bool) -> float:
    name = str(match.lastgroup).removesuffix("_cents")
    whole = match.group()[0] + match[name]
    cents = (match[f"{name}_cents"] or "").replace(",", ".")
    if thousands and name in ("dotted", "commas") and not cents:  # "30.500 K€" is 30.5 K€
        return float(whole.replace(",", "."))
    return float(whole.translate(_MARKS) + cents)


def _range(folded: str, left: _Number, right: _Number) -> tuple[_Number, _Number] | None:
    """Two numbers that are the ends of one range, made alike: "28-32 K€", "30 à 35 000 euros", "30k€ - 35"."""
    if left.million or right.million or left.glued or right.glued or right.start - left.end > _BESIDE:
        return None
    if folded[left.end : right.start].rstrip(" ")[-1:] not in _LINK_ENDS:
        return None
    gap_start = _tail_end(folded, left.end)
    link = _LINK.fullmatch(folded, gap_start, right.start) or _LINK.fullmatch(folded, left.end, right.start)
    if not link:
        return None
    opened = _OPENED.search(folded[max(0, left.start - 12) : left.start])
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
        left = left._replace(value=left.value * 1000, thousands=True)
    elif left.thousands and not right.thousands and right.value < 1000 and right.value * 1000 >= left.value:
        if (
            not right.written
            and folded[right.end : right.end + 2].strip()[:1].isalpha()
            and not _is_tail(folded, right.end)
        ):
            return None  # "30k€ - 3 ans d'expérience"
        right = right._replace(value=right.value * 1000, thousands=True)
    elif left.value < 1000 and not left.written and left.value * 1000 <= right.value <= left.value * 3000:
        left = left._replace(value=left.value * 1000)
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
        if folded[end : end + 4].lstrip(" ")[:1] not in _TAIL_BEGINS or not (match := TAIL.match(folded, end)):
            break
        end = match.end()
    return end


def _amount(folded: str, left: _Number, right: _Number) -> Amount:
    start, end = left.start, _tail_end(folded, right.end)
    tail = folded[left.end : right.start if left is not right else left.end] + " " + folded[right.end : end]
    start, flags, side = _head(folded, start)
    told = not tail.isspace()
    if told and side is None:
        side = "from" if _FROM_AFTER.search(tail) else "to" if _TO_AFTER.search(tail) else None
    currency = right.currency or left.currency
    flag = right.flag if right.written else left.flag
    if flag == "currency_ambiguous" and currency:
        flag = None
    basis = basis_in(tail) if told else None
    after = folded[right.end : end + 16]
    if ("brut" in after or "net" in after) and EITHER_BASIS.search(folded, right.end, end + 16):
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
        unit_in(tail) if told else None,
        basis,
        left.thousands or right.thousands,
        written,
        (*flags, *([flag] if flag else [])),
        left.million or right.million,
    )


def _head(folded: str, start: int) -> tuple[int, list[str], Side | None]:
    """Where « environ » and « à partir de » before a sum begin, with what they say of it."""
    head = folded[max(0, start - _HEAD) : start]
    ending = head.rstrip(" \n")
    if ending[-2:] not in _HEAD_ENDS and ending[-1:] not in _HEAD_SIGNS:
        return start, [], None
    flags = []
    if about := ABOUT.search(head):
        flags.append("approximate")
        start -= len(head) - about.start()
        head = head[: about.start()]
    for side, pattern in _SIDES:
        if opening := pattern.search(head):
            return start - (len(head) - opening.start()), flags, side
    return start, flags, None


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
            and _AND_MOST.fullmatch(folded[last.end : amount.start])
        ):
            result[-1] = last._replace(
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
    match = _UNIT.search(words)
    return match.lastgroup if match else None  # type: ignore[return-value]


def basis_in(words: str) -> Basis | None:
    """Gross or net, the first named in a short folded text."""
    match = _BASIS.search(words)
    return match.lastgroup if match else None  # type: ignore[return-value]
