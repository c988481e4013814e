"""The stems of an ad written with ordinary characters, as ``stems.weigh`` weighs them, more than twice sooner.

Such a text folds byte for byte: a few passes over its bytes cut it into segments and words, and one more finds the
telling words of all segments. Any other text (another alphabet, accents apart from their letters, invisible
characters) is left to ``weigh``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from string import ascii_lowercase, digits

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from scraper.extract.fold import fold
from scraper.extract.stems import (
    DENSITY,
    JOB_WEIGHT,
    OF_ITSELF,
    REPEATED,
    REPEATED_PHRASES,
    SMALL,
    STEM,
    TO_THE_READER,
    Stems,
)

#: Stands for a dash: it parts segments and, unlike a hyphen, words. No text that was tidied holds this character.
_DASH = "\x7f"
#: Stands for any sign that parts words and nothing else.
_SIGN = '"'
#: What usual texts hold that Latin-1 has not.
_WIDE = {
    "’": "'", "–": _DASH, "—": _DASH, "•": "\n", "●": "\n", "▪": "\n", "◦": "\n", "…": ".", "œ": "oe", "Œ": "OE",
    "\u202f": " ", "€": _SIGN,
}  # fmt: skip

#: Signs to replace one after the other, at most.
_MANY = 50
#: What tells that a sign is drawn in colours: it folds to nothing, and parts no more than the sign does.
_STYLE = re.compile("\ufe0f(?:(?<=[\u2190-\u2bff\U0001f000-\U0001faff].)|(?=\u20e3))")


def _plain(code: int) -> str:
    """The character of Latin-1 that stands for another: what is not ASCII then is not plain."""
    character = chr(code)
    if character in "\n\r;:*|":
        return "\n"
    if character.isspace():
        return " "
    if character in ".!?":
        return "."
    folded = fold(character)
    if character.isalnum():
        if len(folded) != 1 or not folded.isascii():
            return character
        return folded.upper() if character.isupper() else folded
    if not folded:
        return character
    return folded if folded.isascii() else _SIGN


_PLAIN = "".join(map(_plain, range(256))).encode("latin-1")
_WORDS = bytes(code if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(128)) + bytes(128)
_LETTERS = bytes(code if chr(code).isalpha() or chr(code) in "-\n" else 32 for code in range(128)) + bytes(128)
_NO_HYPHEN = re.compile(r"-(?:(?![a-zA-Z])|(?<![a-zA-Z].))")
#: The beginnings of the words of three letters or more, one letter more than their stems: of those that begin with a
#: small letter, and of the first of a line.
_KEPT, _FIRST = (re.compile(rf"{begins}[a-zA-Z-]{{2,{STEM}}})") for begins in (" ([a-z]", r"\n *([A-Z]"))

_PHRASE = re.compile(rf"(?:{REPEATED_PHRASES})\b".encode())
#: What each phrase begins with, a space for any sign.
_CUES = (
    "lettre de motivation", "titre", "ticket", "a distance", "code general", "temps complet", "frais de ",
    "cette offre", "nos offre", *(f"d{any_sign}autres offre" for any_sign in f" _{digits}{ascii_lowercase}"), "offre",
    "publie", "annonce", "notre cabinet", "fonction publique", "service public", "type de contrat", "contrat d",
    "savoir", "secteur d", "depuis ",
)  # fmt: skip
_REPEATED, _CUE, _TO_THE_READER, _OF_ITSELF = range(4)
_SOUGHT = {
    **{f" {word} ": _REPEATED for word in sorted(REPEATED)},
    **{f" {cue}": _CUE for cue in _CUES},
    **{f" {word} ": _TO_THE_READER for word in sorted(TO_THE_READER)},
    **{f" {word} ": _OF_ITSELF for word in sorted(OF_ITSELF)},
}
_KINDS = list(_SOUGHT.values())
_AUTOMATON = BytesAhoCorasick(
    [sought.encode() for sought in _SOUGHT], matchkind=MatchKind.Standard, implementation=Implementation.DFA
)


def weigh_plain(text: str) -> Stems | None:
    """What ``weigh`` gives, in no order; None for a text that is not plain."""
    cut = _cut(text)
    if cut is None:
        return None
    written = _NO_HYPHEN.sub(" ", cut.translate(_LETTERS).decode("ascii")).split("\n")
    ends = list(accumulate([len(line) + 1 for line in written]))
    lines = [line.lower() if line.isupper() else line for line in written]
    repeated: list[str] = []
    for number, marks in _marks(cut.lower(), ends).items():
        line, most = lines[number], marks * DENSITY
        if line.count(" ") < most or len(_stems([line])) <= most:
            repeated.append(line)
            lines[number] = ""
    of_job = set(_stems(lines))
    return {JOB_WEIGHT: of_job, 1: set(_stems(repeated)) - of_job}


def _cut(text: str) -> bytes | None:
    """``text`` without accents, in ASCII, a line for each segment, between two spaces; None when it is not plain."""
    if _DASH in text:
        return None
    if "\ufe0f" in text:
        text = _STYLE.sub("", text)
    for wide, plain in _WIDE.items():
        text = text.replace(wide, plain)
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        wides = list(filter("\xff".__lt__, set(text)))
        if len(wides) > _MANY:
            return None
        for wide in wides:
            if wide.isalnum() or not fold(wide) == wide == wide.upper():
                return None
            text = text.replace(wide, _SIGN)
        data = text.encode("latin-1")
    data = data.translate(_PLAIN)
    if not data.isascii():
        return None
    # A dash after a dash, or at the end of a line, parts nothing more.
    data = data.replace(b". ", b"\n ").replace(b" - ", b" \n ").replace(b" \x7f ", b" \n ")
    return b" %b " % data.replace(b"\n\n", b"\n")


def _stems(lines: list[str]) -> list[str]:
    """Those of the words that may tell."""
    text = "\n ".join(["", *lines])
    words = _KEPT.findall(text) + _FIRST.findall(text)
    return [word[:STEM] for word in map(str.lower, words) if word not in SMALL]


def _marks(text: bytes, ends: list[int]) -> dict[int, int]:
    """The number of telling words of each line that has some; lines end before ``ends``."""
    spans: list[tuple[int, int]] = []
    to_the_reader: set[int] = set()
    of_itself: list[int] = []
    for which, start, end in _AUTOMATON.find_matches_as_indexes(text.translate(_WORDS), overlapping=True):
        kind = _KINDS[which]
        if kind == _OF_ITSELF:
            of_itself.append(bisect_right(ends, start + 1))
        elif kind == _TO_THE_READER:
            to_the_reader.add(bisect_right(ends, start + 1))
        elif kind == _REPEATED:
            spans.append((start + 1, end - 1))
        elif phrase := _PHRASE.match(text, start + 1):
            spans.append(phrase.span())
    marked = [line for line in of_itself if line not in to_the_reader]
    after = 0
    for start, end in sorted(spans):
        if start >= after:  # not within another
            marked.append(bisect_right(ends, start))
            after = end
    return Counter(marked)
