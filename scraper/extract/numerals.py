"""Whole numbers, in digits or in French words, as extractors meet them in folded text."""

from __future__ import annotations

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_SMALL = _UNITS.split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def _words() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_SMALL)} | {"une": 1}
    for ten, word in _TENS.items():
        table[word] = ten
        for unit in range(1, 10):
            table[f"{word} et un" if unit == 1 else f"{word}-{_SMALL[unit]}"] = ten + unit
    return table


_WORDS = _words()

#: Zero to sixty-nine in words, or at most three digits: to put in a pattern, with its own borders.
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"


def number(text: str) -> int:
    """``"24"``, ``"vingt-quatre"`` → 24."""
    return int(text) if text.isdigit() else _WORDS[text]
