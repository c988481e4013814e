"""Patterns that look only where they can match: the same matches as ``re``, ten times sooner.

Most of what readers look for is not in a given ad, and a regular expression tries each of its branches at every
character before saying so. Each pattern made here tells, from its own syntax tree, the strings one of which begins
any match, and those one of which is in any match. One Aho-Corasick pass finds those of all patterns at once; a
pattern without any is not run, another is only tried where it can begin.

Nothing is written by hand: a pattern whose tree says nothing of use runs as ``re`` runs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

#: Letters of a string worth seeking, fewer when that makes too many strings for one pattern.
_SIZES, _MOST = (6, 4, 3), 240
#: Characters of a class that are written out one by one.
_WIDEST_CLASS = 12
#: Texts whose strings are remembered: an ad is read by ten readers in a row.
_REMEMBERED = 8
_DIGITS = "0123456789"
#: Left to ``re``: a text with other digits than our ten (they are ``\d`` too), or with halves of characters.
_UNUSUAL = re.compile(r"[^\x00-\x7f](?:(?<=\d)|(?<=[\ud800-\udfff]))")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)

#: The beginnings of an item: a string, and whether it is all the item says.
_Heads = frozenset[tuple[str, bool]]
_NOTHING: _Heads = frozenset({("", True)})
_ANYTHING: _Heads = frozenset({("", False)})


class Cued:
    """A pattern for a folded text: ``search`` and ``finditer`` give what those of ``re`` give."""

    def __init__(self, pattern: str, flags: int = 0, *, family: str = "") -> None:
        self.re = re.compile(pattern, flags)
        if self.re.flags & ~(re.MULTILINE | re.UNICODE):
            raise ValueError("folded text needs no other flag than MULTILINE")
        tree = _parser.parse(pattern, flags)
        self.heads = heads(tree)
        self.needs = needs(tree)
        self._family = FAMILIES.setdefault(family, Family())
        self._number = self._family.add(self)

    def finditer(self, text: str, pos: int = 0) -> Iterator[re.Match[str]]:
        """Every match that begins at ``pos`` or after, in order, none over another."""
        cues = self._family.cues(text)
        if cues is None:
            return self.re.finditer(text, pos)
        if self._number not in cues.needed:
            return iter(())
        return self.re.finditer(text, pos) if self.heads is None else self._tried(text, pos, cues)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        cues = self._family.cues(text)
        if cues is not None and self._number not in cues.needed:
            return None
        return next(self.finditer(text), None)

    def _tried(self, text: str, end: int, cues: _Cues) -> Iterator[re.Match[str]]:
        """Where the pattern can begin, and nowhere else."""
        for start in sorted(set(cues.starts.get(self._number, ()))):
            if start >= end and (match := self.re.match(text, start)):
                yield match
                end = match.end()


@dataclass(frozen=True, slots=True)
class _Cues:
    """What one text holds: the patterns that may match, and where each of those may begin."""

    needed: set[int]
    starts: dict[int, list[int]]


class Family:
    """Patterns looked for in the same texts, together: one pass finds the strings of all."""

    def __init__(self) -> None:
        self.patterns: list[Cued] = []
        self._indexed = 0
        self.cues = lru_cache(maxsize=_REMEMBERED)(self._cues)

    def add(self, pattern: Cued) -> int:
        """The number of ``pattern`` in the family; what was remembered of texts is forgotten."""
        self.patterns.append(pattern)
        self.cues.cache_clear()
        return len(self.patterns) - 1

    def _index(self) -> None:
        """The strings of all patterns, and for each the patterns that begin with it or need it."""
        owners: dict[str, tuple[list[int], list[int]]] = {}
        for number, pattern in enumerate(self.patterns):
            for head in pattern.heads or ():
                owners.setdefault(head, ([], []))[0].append(number)
            for need in pattern.needs or ():
                owners.setdefault(need, ([], []))[1].append(number)
        self._indexed = len(self.patterns)
        self._free = {number for number, pattern in enumerate(self.patterns) if pattern.needs is None}
        self._begins = [tuple(begins) for begins, _ in owners.values()]
        self._needs = [tuple(needing) for _, needing in owners.values()]
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard, store_patterns=False)

    def _cues(self, text: str) -> _Cues | None:
        """None for a text that is left to ``re``."""
        if not text.isascii() and _UNUSUAL.search(text):
            return None
        if self._indexed != len(self.patterns):  # another module brought its patterns
            self._index()
        starts: dict[int, list[int]] = {}
        begins, seen = self._begins, set()
        for which, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            seen.add(which)
            for number in begins[which]:
                if number in starts:
                    starts[number].append(start)
                else:
                    starts[number] = [start]
        return _Cues(self._free.union(*(self._needs[which] for which in seen)), starts)


#: Every pattern made, by family: readers of the same text share one.
FAMILIES: dict[str, Family] = {}


def heads(items: Any) -> frozenset[str] | None:
    """Strings one of which begins any match of a parsed pattern; None when it may begin otherwise."""
    for longest in _SIZES:
        if found := _strings(_of_sequence(items, longest)):
            return found
    return None


def needs(items: Any) -> frozenset[str] | None:
    """Strings one of which is in any match: the most telling of the sets its parts give; None when none tells."""
    sets: list[frozenset[str] | None] = []
    items = list(items)
    for at, (code, value) in enumerate(items):
        sets.append(_strings(_of_sequence(items[at:], _SIZES[0])))
        if code is op.SUBPATTERN and not value[1]:
            sets.append(needs(value[-1]))
        elif code is op.ATOMIC_GROUP:
            sets.append(needs(value))
        elif code is op.BRANCH:
            each = [needs(branch) for branch in value[1]]
            sets.append(None if None in each else frozenset().union(*(one for one in each if one)))
        elif code in _REPEATS and value[0]:
            sets.append(needs(value[2]))
    return max((one for one in sets if one), key=_telling, default=None)


def _telling(strings: frozenset[str]) -> tuple[int, int]:
    return min(min(map(len, strings)), 5), -len(strings)


def _strings(found: _Heads) -> frozenset[str] | None:
    strings = {head for head, _ in found}
    if "" in strings:
        return None
    return frozenset(one for one in strings if not any(one[:size] in strings for size in range(1, len(one))))


def _of_sequence(items: Any, longest: int) -> _Heads:
    found = _NOTHING
    for code, value in items:
        if not any(whole and len(head) < longest for head, whole in found):
            break
        after = _of_item(code, value, longest)
        longer: set[tuple[str, bool]] = set()
        for head, whole in found:
            if not whole or len(head) >= longest:
                longer.add((head, False))
            else:
                longer.update(((head + more)[:longest], last and len(head + more) <= longest) for more, last in after)
        if len(longer) > _MOST:
            return frozenset((head, False) for head, _ in found)
        found = frozenset(longer)
    return found


def _of_item(code: Any, value: Any, longest: int) -> _Heads:
    if code is op.LITERAL:
        return frozenset({(chr(value), True)})
    if code is op.IN:
        letters = _letters(value)
        return frozenset((letter, True) for letter in letters) if letters else _ANYTHING
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING
    if code is op.SUBPATTERN:
        return _ANYTHING if value[1] else _of_sequence(value[-1], longest)  # flags of its own
    if code is op.ATOMIC_GROUP:
        return _of_sequence(value, longest)
    if code is op.BRANCH:
        return frozenset().union(*(_of_sequence(branch, longest) for branch in value[1]))
    if code in _REPEATS:
        least, most, inner = value
        once = _of_sequence(inner, longest)
        if most != 1:
            once = frozenset((head, False) for head, _ in once)
        return once if least else once | _NOTHING
    return _ANYTHING


def _letters(value: Any) -> set[str]:
    """The characters of a class; empty when there are too many, or when it says what it is not."""
    letters: set[str] = set()
    for code, what in value:
        if code is op.LITERAL:
            letters.add(chr(what))
        elif code is op.RANGE and what[1] - what[0] < _WIDEST_CLASS:
            letters.update(map(chr, range(what[0], what[1] + 1)))
        elif code is op.CATEGORY and what is op.CATEGORY_DIGIT:
            letters.update(_DIGITS)
        else:
            return set()
    return letters if len(letters) <= _WIDEST_CLASS else set()
