"""One thing wrong in the data, and where."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """``path`` is relative to the checkout; ``line`` and ``column`` count from 1; ``message`` is in French.

    Printed, it is one line whatever the file's name or text hold.
    """

    path: str
    line: int
    column: int
    message: str
    code: str

    def __str__(self) -> str:
        return _escaped(f"{self.path}:{self.line}:{self.column}: {self.message} [{self.code}]")


def _printable(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escaped(text: str) -> str:
    """Control characters and undecodable bytes (PEP 383) written ``\\n`` or ``\\udcff``: a terminal obeys none."""
    if text.isprintable():
        return text
    return "".join(
        character if _printable(character) else character.encode("unicode_escape").decode() for character in text
    )


#: At most this many problems a file: past that it is another kind of file.
MAX_PROBLEMS = 50
#: What was written, and the words it may have been meant for.
Hint = tuple[str, Iterable[str]]


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`` ; vouliez-vous dire « … » ?`` when a known word is near, else nothing."""
    near = difflib.get_close_matches(wrong[:80].casefold(), list(known), n=1, cutoff=0.6)
    return f" ; vouliez-vous dire « {near[0]} » ?" if near else ""


def shown(value: object, length: int = 60) -> str:
    """A value quoted in a message: on one line, cut, without control characters."""
    text = "".join(character if _printable(character) else "�" for character in str(value))
    return text if len(text) <= length else text[: length - 1] + "…"
