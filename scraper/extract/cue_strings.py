"""What a regular expression says of its matches: the strings that begin them, and those that are in them.

Strings are *spelt*, as the text they are sought in: digits are all ``0``, and whatever is neither a letter from ``a``
to ``z`` nor a digit is a space. So ``10 h`` is sought as ``00 h``, and a word alone as the word between two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

#: At the beginning of a head: the match begins after a space, or where the text does.
EDGE = "|"
# Signs that say enough to be sought alone, in the text as it is.
SIGNS = "€%$£+"
#: How often each character comes in a French ad, of 10,000.
_OFTEN = {
    letter: int(times)
    for letter, times in re.findall(
        r"(\w)(\d+)",
        "a650 b80 c280 d330 e1250 f90 g110 h80 i640 j35 k25 l430 m270 n630 o480 p240 q70 r580 s620 t600 u470 v110 w15"
        " x35 y40 z10 0150",
    )
}
_OFTEN |= {" ": 1_700, EDGE: 1_700, **dict.fromkeys(SIGNS, 15)}
_ANY = frozenset(_OFTEN) - {EDGE}
_WORD = _ANY - frozenset(SIGNS)
_SPELLING = bytes(
    ord("0") if chr(code) in "0123456789" else code if chr(code) in _WORD else ord(" ") for code in range(256)
)
# Between two characters of a string: a word begins or ends there, none ends, none begins.
_BOUNDARY, _NONE_BEFORE, _NONE_AFTER = "\0", "\1", "\2"
_MARKS = dict.fromkeys(map(ord, (_BOUNDARY, _NONE_BEFORE, _NONE_AFTER)))
# A word neither begins nor ends between two letters.
_IMPOSSIBLE = re.compile("[a-z0][\0\1\2]+[a-z0]")
_AT = {
    op.AT_BOUNDARY: _BOUNDARY,
    op.AT_BEGINNING: _NONE_BEFORE,
    op.AT_BEGINNING_STRING: _NONE_BEFORE,
    op.AT_END: _NONE_AFTER,
    op.AT_END_STRING: _NONE_AFTER,
}
#: Characters of the strings that begin a match, and how many strings: the fewer, the longer.
_SIZES, _MOST = (10, 7, 5), 600
#: Of those that are in a match; characters of a class that are told one by one.
_MOST_NEEDS, _WIDEST = 60, 12
#: Repetitions that are read.
_MOST_REPEATS = 4
_NO_SIGNS = dict.fromkeys(map(ord, SIGNS), " ")
#: A set of strings met more often than this, a character, tells nothing.
_TOO_OFTEN = 0.03
#: Past this character there are only spaces and signs.
_LAST = 0x7F
_CATEGORIES = {
    op.CATEGORY_DIGIT: frozenset("0"),
    op.CATEGORY_SPACE: frozenset(" "),
    op.CATEGORY_WORD: _WORD,
    op.CATEGORY_NOT_WORD: frozenset(" " + SIGNS),
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)

#: The beginnings of an item: a string, and whether it is all the item says.
_Heads = frozenset[tuple[str, bool]]
_NOTHING: _Heads = frozenset({("", True)})
_ANYTHING: _Heads = frozenset({("", False)})


def spelt(text: str) -> str:
    """``text`` spelt, character for character, between two spaces."""
    return f" {text} ".encode("ascii", "replace").translate(_SPELLING).decode("ascii")


def heads(items: Any) -> frozenset[str] | None:
    """Strings one of which begins any match of a parsed pattern; None when it may begin otherwise.

    Those that begin with ``EDGE`` stand after a space, which is not of the match.
    """
    readers = (_Beginnings(longest, widest=len(_ANY), most=_MOST) for longest in _SIZES)
    found = (_strings(reader.of_sequence(items), signs=False) for reader in readers)
    return min((one for one in found if one), key=_price, default=None)


def needs(items: Any) -> frozenset[str] | None:
    """Strings one of which is in any match, or around it: the most telling of the sets its parts give.

    One of ``SIGNS`` may stand for itself. None when no part tells anything.
    """
    return _best_needs(items, _Beginnings(_SIZES[0], widest=_WIDEST, most=_MOST_NEEDS))


def frequency(strings: Iterable[str]) -> float:
    """How often the strings are met in a French text, a character, were letters drawn at random."""
    total = 0.0
    for string in strings:
        chance = 1.0
        for character in string:
            chance *= _OFTEN[character] / 10_000
        total += chance
    return total


def _best_needs(items: Any, reader: _Beginnings) -> frozenset[str] | None:
    return min(_needs(list(items), reader), key=_price, default=None)


def _needs(items: list[Any], reader: _Beginnings) -> list[frozenset[str]]:
    sets: list[frozenset[str] | None] = []
    for at, (code, value) in enumerate(items):
        sets.append(_strings(reader.of_sequence(items[at:]), signs=True))
        if code is op.SUBPATTERN and not (value[1] or value[2]):
            sets += _needs(list(value[-1]), reader)
        elif code is op.ATOMIC_GROUP:
            sets += _needs(list(value), reader)
        elif code is op.BRANCH:
            each = [_best_needs(branch, reader) for branch in value[1]]
            if None not in each:
                sets.append(frozenset().union(*(one for one in each if one)))
        elif code in _REPEATS and value[0]:
            sets += _needs(list(value[2]), reader)
    return [one for one in sets if one]


def _price(strings: frozenset[str]) -> float:
    """What seeking them costs: trying where they are found, and a place in memory for each."""
    return frequency(strings) + len(strings) / 100_000_000


def _strings(found: _Heads, *, signs: bool) -> frozenset[str] | None:
    strings = {_resolved(head, signs=signs) for head, _ in found if not _IMPOSSIBLE.search(head)}
    if "" in strings or frequency(strings) > _TOO_OFTEN:
        return None
    return frozenset(one for one in strings if not any(one[:size] in strings for size in range(1, len(one))))


def _resolved(head: str, *, signs: bool) -> str:
    """A string without marks: where they tell of a space before it or after it, there is one."""
    core = head.translate(_MARKS)
    if not core.strip(SIGNS + " "):
        return core.strip()[:1] if signs else ""
    before, after = head[: head.index(core[0])], head[head.rindex(core[-1]) + 1 :]
    core = core.translate(_NO_SIGNS)
    begins = _NONE_BEFORE in before or (_BOUNDARY in before and core[0] != " ")
    ends = _NONE_AFTER in after or (_BOUNDARY in after and core[-1] != " ")
    return EDGE * begins + core + " " * ends


class _Beginnings:
    """The strings that parts of one pattern begin with, ``longest`` characters of them, each part read once.

    Of a class of more than ``widest`` characters, none is told.
    """

    def __init__(self, longest: int, *, widest: int, most: int) -> None:
        self._longest, self._widest, self._most = longest, widest, most
        self._read: dict[int, _Heads] = {}

    def of_sequence(self, items: Any) -> _Heads:
        found, longest = _NOTHING, self._longest
        for code, value in items:
            if not any(whole and len(head) < longest for head, whole in found):
                break
            after = self._of_item(code, value)
            if after == _NOTHING:
                continue
            longer: set[tuple[str, bool]] = set()
            for head, whole in found:
                if not whole or len(head) >= longest:
                    longer.add((head, False))
                    continue
                for more, last in after:
                    both = head + more
                    longer.add((both, last) if len(both) <= longest else (both[:longest], False))
            if len(longer) > self._most:
                return frozenset((head, False) for head, _ in found)
            found = frozenset(longer)
        return found

    def _of_item(self, code: Any, value: Any) -> _Heads:
        if code is op.LITERAL:
            return frozenset({(_letter(value), True)})
        if code in (op.ANY, op.NOT_LITERAL):
            return self._one_of(_ANY)
        if code is op.AT:
            return frozenset({(_AT.get(value, ""), True)})
        if code is op.ASSERT:
            return _NOTHING
        if id(value) not in self._read:
            self._read[id(value)] = self._of_part(code, value)
        return self._read[id(value)]

    def _of_part(self, code: Any, value: Any) -> _Heads:
        if code is op.IN:
            return self._one_of(_letters(value))
        if code is op.ASSERT_NOT:
            direction, inner = value
            mark = _NONE_BEFORE if direction < 0 else _NONE_AFTER
            return frozenset({(mark, True)}) if _is_any_letter(inner) else _NOTHING
        if code is op.SUBPATTERN:
            return _ANYTHING if value[1] or value[2] else self.of_sequence(value[-1])  # flags of its own
        if code is op.ATOMIC_GROUP:
            return self.of_sequence(value)
        if code is op.BRANCH:
            return frozenset().union(*map(self.of_sequence, value[1]))
        if code in _REPEATS:
            least, most, inner = value
            found: set[tuple[str, bool]] = set()
            for times in range(min(least, _MOST_REPEATS), min(most, _MOST_REPEATS) + 1):
                once = self.of_sequence(list(inner) * times)
                found.update(once if times == most or times < _MOST_REPEATS else ((head, False) for head, _ in once))
            return frozenset(found)
        return _ANYTHING

    def _one_of(self, letters: frozenset[str]) -> _Heads:
        return frozenset((letter, True) for letter in letters) if len(letters) <= self._widest else _ANYTHING


def _letters(value: Any) -> frozenset[str]:
    """The characters of a class, spelt."""
    letters: set[str] = set()
    for code, what in value:
        if code is op.LITERAL:
            letters.add(_letter(what))
        elif code is op.RANGE:
            letters.update(map(_letter, range(what[0], min(what[1], _LAST) + 1)))
            if what[1] > _LAST:
                letters.update(" ", SIGNS)
        elif code is op.CATEGORY and what in _CATEGORIES:
            letters |= _CATEGORIES[what]
        else:
            return _ANY
    return frozenset(letters)


@lru_cache(maxsize=256)
def _letter(code: int) -> str:
    """One character, spelt; signs remain."""
    character = chr(code)
    return character if character in SIGNS else spelt(character)[1]


def _is_any_letter(items: Any) -> bool:
    """Whether an assertion is about whatever is of a word, and perhaps about more."""
    if len(items) != 1 or items[0][0] is not op.IN:
        return False
    said = items[0][1]
    return said[0][0] is not op.NEGATE and (op.CATEGORY, op.CATEGORY_WORD) in said
