"""Many phrases sought at once, whole words only, the longest winning.

Texts and phrases are both read as *words*: folded, every character that is neither a letter, a digit nor ``+ & #``
turned into one space, so that ``jeux-concours``, ``jeux concours`` and ``l’e-mailing`` need no spelling of their own.
Offsets stay those of the folded text.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789+&#")
_WORDS = bytes(code if code in _KEPT else ord(" ") for code in range(256))


def words(folded: str) -> str:
    """The words of a folded text, padded with one space: ``words(t)[i + 1]`` stands for ``t[i]``."""
    return f" {folded} ".encode("latin-1", "replace").translate(_WORDS).decode("ascii")


class Phrases:
    """A set of phrases, each with a number of the caller's choosing.

    ``phrases`` are ``(words, number)`` pairs in the form ``" ".join(words(fold(name)).split())``; of two equal
    phrases the first one counts. Building takes about 1 s for 300,000 phrases; matching does not depend on how many.
    """

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        numbers: dict[str, int] = {}
        for phrase, number in phrases:
            if phrase:
                numbers.setdefault(f" {phrase} ", number)
        self._numbers = tuple(numbers.values())
        self._automaton = AhoCorasick(numbers.keys(), matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """``(start, end, number)`` in the folded text that ``text = words(folded)`` was made from, in order.

        Of two phrases one inside the other only the longer is kept; two that merely overlap are both there.
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # The automaton reports matches by their end: at one start, the last reported is the longest.
        longest = {start: (end, which) for which, start, end in found}
        kept: list[tuple[int, int, int]] = []
        reached = 0
        for start in sorted(longest):
            end, which = longest[start]
            if end > reached:
                reached = end
                kept.append((start, end - 2, self._numbers[which]))
        return kept
