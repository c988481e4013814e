"""Patterns for the words around a sum or a contract, of which few match: one pass says which need be run."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind


class Near:
    """A pattern to run on a stretch of words only when ``hints`` of these words, or of more, says so.

    One of ``strings``, words of it separated by ``|``, is in any match: the pattern is not run without.
    """

    def __init__(self, pattern: str, strings: str) -> None:
        self.re = re.compile(pattern)
        self.strings = strings.split("|")
        self.bit = 1 << len(PATTERNS)
        self._search = self.re.search
        PATTERNS.append(self)
        _INDEX.clear()

    def search(self, words: str, hinted: int) -> re.Match[str] | None:
        """The first match in ``words``."""
        return self._search(words) if hinted & self.bit else None

    def may_match(self, hinted: int) -> bool:
        """Whether any match can be there."""
        return hinted & self.bit != 0


#: Every pattern made; and the automaton of their strings, made once, with the bits of each string.
PATTERNS: list[Near] = []
_INDEX: list[tuple[AhoCorasick, list[int]]] = []


def hints(words: str) -> int:
    """The patterns that may match in ``words`` or in a part of them, one bit each."""
    if not _INDEX:
        _INDEX.append(_index())
    automaton, bits = _INDEX[0]
    found = 0
    for which, _, _ in strings_in(words, automaton):
        found |= bits[which]
    return found


def strings_in(text: str, automaton: AhoCorasick) -> list[tuple[int, int, int]]:
    """Every string of ``automaton`` in ``text``: which, from where, to where. Halves of characters are in none."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping=True)


def _index() -> tuple[AhoCorasick, list[int]]:
    bits: dict[str, int] = {}
    for pattern in PATTERNS:
        for string in pattern.strings:
            bits[string] = bits.get(string, 0) | pattern.bit
    return AhoCorasick(list(bits), matchkind=MatchKind.Standard, store_patterns=False), list(bits.values())
