"""Patterns that look only where they can match: the same matches as ``re``, ten times sooner.

Most of what readers look for is not in a given ad, and a regular expression tries each of its branches at every
character before saying so. Each pattern made here tells, from its own syntax tree, the strings one of which begins
any match, and those one of which is in any match. One Aho-Corasick pass finds those of all patterns at once; a
pattern without any is not run, another is only tried where it can begin.

Nothing is written by hand: a pattern whose tree says nothing of use runs as ``re`` runs it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]

from ahocorasick_rs import AhoCorasick, MatchKind

from scraper.extract.cue_strings import EDGE, SIGNS, frequency, heads, needs, spelt
from scraper.extract.fold import special

#: Texts whose strings are remembered: an ad is read by ten readers in a row, and the next has the same title.
_REMEMBERED = 16
#: Strings in any match are sought when they are so many times rarer than those that begin it.
_RARER = 20


class Cued:
    """A pattern for a folded text: ``search`` and ``finditer`` give what those of ``re`` give."""

    def __init__(self, pattern: str, flags: int = 0, *, family: str = "") -> None:
        self.re = re.compile(pattern, flags)
        if self.re.flags & ~(re.MULTILINE | re.UNICODE):
            raise ValueError("folded text needs no other flag than MULTILINE")
        tree = _parser.parse(pattern, flags)
        self.heads = heads(tree)
        self.needs = self._more_telling(needs(tree))
        relatives = FAMILIES.setdefault(family, Family())
        self._cues = relatives.cues
        self._number = relatives.add(self)
        self._bit = 1 << self._number

    def _more_telling(self, needed: frozenset[str] | None) -> frozenset[str] | None:
        """``needed``, unless seeking the beginnings tells about as much."""
        if needed and self.heads and frequency(needed) * _RARER > frequency(self.heads):
            return None
        return needed

    def finditer(self, text: str, pos: int = 0) -> Iterator[re.Match[str]]:
        """Every match that begins at ``pos`` or after, in order, none over another."""
        cues = self._cues(text)
        if cues is None:
            return self.re.finditer(text, pos)
        needed, starts = cues
        if not needed & self._bit:
            return iter(())
        if self.heads is None:
            return self.re.finditer(text, pos)
        return self._tried(text, pos, starts[self._number]) if self._number in starts else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        cues = self._cues(text)
        if cues is None:
            return self.re.search(text)
        needed, starts = cues
        if not needed & self._bit:
            return None
        if self.heads is None:
            return self.re.search(text)
        return next(self._tried(text, 0, starts[self._number]), None) if self._number in starts else None

    def _tried(self, text: str, end: int, starts: list[int]) -> Iterator[re.Match[str]]:
        """Where the pattern can begin, and nowhere else."""
        match_at = self.re.match
        for start in sorted(set(starts)) if len(starts) > 1 else starts:
            if start >= end and (match := match_at(text, start)):
                yield match
                end = match.end()


#: What one text holds: the patterns that may match, a bit each, and where each of those may begin.
_Cues = tuple[int, defaultdict[int, list[int]]]


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
        begins: dict[str, list[tuple[int, int]]] = {}
        needing: dict[str, int] = {}
        self._free = 0
        for number, pattern in enumerate(self.patterns):
            for head in pattern.heads or ():
                # The text is spelt with a space before it: a match begins one character further there.
                begins.setdefault(head.replace(EDGE, " "), []).append((number, 0 if head[0] == EDGE else 1))
            for need in pattern.needs or ():
                need = need.replace(EDGE, " ")
                needing[need] = needing.get(need, 0) | 1 << number
            if pattern.needs is None:
                self._free |= 1 << number
        self._signs = [(sign, needing.pop(sign)) for sign in SIGNS if sign in needing]
        strings = [*begins, *(need for need in needing if need not in begins)]
        self._owners = [(needing.get(string, 0), tuple(begins.get(string, ()))) for string in strings]
        # Not ``Implementation.DFA``: twice faster alone, slower among readers that need the processor's memory.
        self._automaton = AhoCorasick(strings, matchkind=MatchKind.Standard, store_patterns=False)
        self._indexed = len(self.patterns)

    def _cues(self, text: str) -> _Cues | None:
        """None for a text that is left to ``re``."""
        if not text.isascii() and any(map(_is_unusual, special(text))):
            return None
        if self._indexed != len(self.patterns):  # another module brought its patterns
            self._index()
        needed = self._free
        for sign, needing in self._signs:
            if sign in text:
                needed |= needing
        starts: defaultdict[int, list[int]] = defaultdict(list)
        owners = self._owners
        for which, found, _ in self._automaton.find_matches_as_indexes(spelt(text), overlapping=True):
            needing, beginning = owners[which]
            if needing:
                needed |= needing
            for number, shift in beginning:
                starts[number].append(found - shift)
        return needed, starts


def _is_unusual(character: str) -> bool:
    """Left to ``re``: digits that are not our ten (they are ``\\d`` too), and halves of characters."""
    return (character.isdecimal() and character not in "0123456789") or "\ud800" <= character <= "\udfff"


#: Every pattern made, by family: readers of the same text share one.
FAMILIES: dict[str, Family] = {}
