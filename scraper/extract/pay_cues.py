"""Patterns for the words around a sum, of which few match: one pass over them says which need be run."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind


class Near:
    """A pattern to run on a stretch of words only when ``hints`` of these words, or of more, says so.

    One of ``strings``, words of it separated by ``|``, is in any match: the pattern is not run without.
    """

    def __init__(self, pattern: str, strings: str) -> None:
        self.re = re.compile(pattern)
        self._bit = 1 << len(_PATTERNS)
        self._search = self.re.search
        _PATTERNS.append((self._bit, strings.split("|")))
        _INDEX.clear()

    def search(self, words: str, hinted: int) -> re.Match[str] | None:
        """The first match in ``words``."""
        return self._search(words) if hinted & self._bit else None

    def may_match(self, hinted: int) -> bool:
        """Whether any match can be there."""
        return hinted & self._bit != 0


#: The bit of each pattern, with its strings; and the automaton of all, made once, with the bits of each string.
_PATTERNS: list[tuple[int, list[str]]] = []
_INDEX: list[tuple[AhoCorasick, list[int]]] = []


def hints(words: str) -> int:
    """The patterns that may match in ``words`` or in a part of them, one bit each."""
    if not _INDEX:
        _INDEX.append(_index())
    automaton, bits = _INDEX[0]
    found = 0
    for which, _, _ in automaton.find_matches_as_indexes(words, overlapping=True):
        found |= bits[which]
    return found


def _index() -> tuple[AhoCorasick, list[int]]:
    bits: dict[str, int] = {}
    for bit, strings in _PATTERNS:
        for string in strings:
            bits[string] = bits.get(string, 0) | bit
    return AhoCorasick(list(bits), matchkind=MatchKind.Standard, store_patterns=False), list(bits.values())
