"""One spelling for every way a word is typed, and the way back to the text as it was.

Ads are pasted from word processors, phones and PDF files: the same word comes with composed or decomposed accents,
with five sorts of apostrophes, in full-width or "mathematical" bold letters. Extractors read the folded text and
report spans of the original one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache

_APOSTROPHES = "’‘‛ʼʹ′´`＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
# Line feeds stay: a list of tasks reads line by line.
_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_LINES = "\u2028\u2029"
# Soft hyphen, zero-width marks, direction marks, word joiner, byte order mark, variation selectors of emojis.
_INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ"}
# Letters that Unicode writes as a plain letter and marks, or as a styled copy of a plain letter.
_DECOMPOSED = (
    *range(0xC0, 0x250),  # Latin-1 Supplement, Latin Extended-A and B
    *range(0x1E00, 0x1F00),  # Latin Extended Additional
    *range(0xFB00, 0xFB07),  # ligatures left by PDF files
    *range(0xFF01, 0xFF5F),  # full-width forms
    *range(0x1D400, 0x1D800),  # the "bold" and "italic" of posts on social networks
    *range(0x212A, 0x212C),  # the signs of kelvin and angstrom
)
# Past this many different characters to replace, one pass of `translate` beats as many passes of `replace`.
_MANY = 64


def _table() -> dict[str, str]:
    table = {chr(code): "" for code in range(0x300, 0x370)}
    for code in _DECOMPOSED:
        character = chr(code)
        plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)).lower()
        plain = "".join(_LETTERS.get(c, c) for c in plain)
        if plain != character:
            table[character] = plain
    table |= _LETTERS
    table |= dict.fromkeys(_INVISIBLE, "")
    table |= dict.fromkeys(_APOSTROPHES, "'")
    table |= dict.fromkeys(_DASHES, "-")
    table |= dict.fromkeys(_SPACES, " ")
    table |= dict.fromkeys(_LINES, "\n")
    return table


_TABLE = _table()
_KEYS = frozenset(_TABLE)
_TRANSLATE = str.maketrans(_TABLE)
# How many characters each of these folds to; all others fold to one.
_SIZES = {key: len(value) for key, value in _TABLE.items() if len(value) != 1}
_SIZES |= {key.upper(): size for key, size in _SIZES.items() if size and len(key.upper()) == 1}
#: Halves of characters are text too.
_UTF_8 = ("utf-8", "surrogatepass")
# Bytes of UTF-8 that stand for themselves, or for a capital.
_PLAIN = bytes(code for code in range(128) if chr(code) not in _KEYS)
# What keeps a text from being folded byte for byte: what changes size, and letters that Latin-1 does not have.
_UNALIGNED = {key for key, value in _TABLE.items() if ord(key) > 0xFF and value.isalnum()} | _SIZES.keys()


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with one apostrophe ``'``, one dash ``-`` and one space.

    ``œ`` becomes ``oe``; invisible characters and combining accents go; line feeds, digits, punctuation and signs
    such as ``€`` or ``·`` stay. Linear in the length, idempotent. The result may be longer or shorter than the text:
    see ``Folded`` to go back. Only the characters present are replaced, each by a ``str.replace``: ten times faster
    than ``str.translate`` on an ad.
    """
    return _replaced(text, special(text))


def special(text: str) -> set[str]:
    """The characters of ``text`` that are not plain ASCII: accented letters, signs, controls but the line feed.

    Bytes are sorted out by C in one pass; a set of all characters takes ten times longer.
    """
    return set(text.encode(*_UTF_8).translate(None, _PLAIN).decode(*_UTF_8))


def _replaced(text: str, characters: set[str]) -> str:
    """``text`` folded, once its ``special`` ``characters`` are known."""
    if len(characters) > _MANY:
        return text.translate({ord(character): _alone(character) for character in characters}).lower()
    for character in characters:
        plain = _alone(character)
        if plain != character:
            text = text.replace(character, plain)
    if text.isascii():
        return text.lower()
    # What is left and not ASCII has no capital: a pass over bytes is faster than ``str.lower``.
    return text.encode(*_UTF_8).lower().decode(*_UTF_8)


@lru_cache(maxsize=4_096)
def _alone(character: str) -> str:
    """One character, folded: no letter is in need of its neighbours, the two small sigmas being one."""
    return character.lower().translate(_TRANSLATE)


class Folded:
    """A text and its folded form: ``Folded("Œuvre").text == "oeuvre"``."""

    def __init__(self, original: str) -> None:
        characters = special(original)
        self.original = original
        self.text = _replaced(original, characters)
        self._unaligned = _UNALIGNED & characters

    @cached_property
    def aligned(self) -> str:
        """The original with the letters that change size already folded: as long as ``text``, index for index."""
        text = self.original
        for character in self._unaligned:
            text = text.replace(character, _alone(character))
        return text

    @cached_property
    def _resized(self) -> tuple[list[int], list[int]]:
        """Where each character that does not fold to one stands: in the original, and in the folded text."""
        places: list[int] = []
        for character in _SIZES.keys() & self._unaligned:
            place = self.original.find(character)
            while place >= 0:
                places.append(place)
                place = self.original.find(character, place + 1)
        places.sort()
        shift = 0
        folded: list[int] = []
        for place in places:
            folded.append(place + shift)
            shift += _SIZES[self.original[place]] - 1
        return places, folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of ``original`` that ``text[start:end]`` was folded from, half letters made whole.

        Accents and invisible characters that follow the last letter belong to it. Out of range raises IndexError.
        """
        if not 0 <= start <= end <= len(self.aligned):
            raise IndexError(f"span {start}:{end} of a folded text of {len(self.aligned)} characters")
        if not self._resized[0]:
            return start, end
        low = self._origin(start) if start < len(self.aligned) else len(self.original)
        if start == end:
            return low, low
        after = self._origin(end - 1) + 1
        while after < len(self.original) and _SIZES.get(self.original[after]) == 0:
            after += 1
        return low, after

    def spans(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """``span`` of each of ``places``, which are in range."""
        if not self._resized[0]:
            return list(places)
        return [self.span(start, end) for start, end in places]

    def _origin(self, index: int) -> int:
        """The index of the original character that ``text[index]`` was folded from."""
        places, folded = self._resized
        last = bisect_right(folded, index) - 1
        if last < 0:
            return index
        size = _SIZES[self.original[places[last]]]
        return places[last] + max(0, index - folded[last] - size + 1)


@lru_cache(maxsize=16)
def fold_once(text: str) -> Folded:
    """``Folded(text)``, kept for the next reader of the same text."""
    return Folded(text)
