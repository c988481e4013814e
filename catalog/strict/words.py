"""The words of a text, and the language they show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

#: Letters and digits; an apostrophe or a hyphen within joins, a decimal mark too: « l’e-mail », « 3,5 » are one each.
_COUNTED = re.compile(r"\w+(?:[’'.,/·‑-]\w+)*")
_WORD = re.compile(r"\w+")

# Small words that only one of the two languages has.
_FRENCH = frozenset(
    re.findall(
        r"\w+",
        """le la les l des du de d un une et dans pour sur par au aux est sont qui que qu ce cette ces leur leurs avec
        vous votre vos nos notre comment pourquoi quel quelle quels quelles où chez sans entre être ils elle elles""",
    )
)
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the of and to is are for with from how what why your our their this that who when should my you we do does
        can will it its by""",
    )
)


@dataclass(frozen=True)
class Word:
    """A word without its case, and where it stands in the text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words in order; an elision is a word of its own (« l’ami » gives « l », « ami »)."""
    return [Word(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]


def count_words(text: str) -> int:
    """How many words a reader counts: « l’ami » and « porte-parole » are one each, punctuation is none."""
    return sum(1 for _ in _COUNTED.finditer(text))


def sure_language(text: str) -> Literal["fr", "en"] | None:
    """French or English, when at least two small words of one are there and none of the other; else None."""
    words = [word.text for word in words_of(text)]
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if french >= 2 and not english:
        return "fr"
    return "en" if english >= 2 and not french else None
