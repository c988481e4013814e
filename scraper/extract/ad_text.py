"""One clean line of a text that came from a page: what ``catalog.models.Line`` accepts."""

from __future__ import annotations

_LONGEST = 300
#: Letters to Unicode, blanks to a reader: the fillers of Hangul, the blank of Braille.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
_NOTHING = str.maketrans("", "", _BLANKS)


def one_line(text: str | None) -> str | None:
    """``text`` on one line of 300 characters at most, without invisible characters; None without letter or digit."""
    if not text:
        return None
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join("".join(mark for mark in line if mark.isprintable() or mark.isspace()).split())
    line = line.translate(_NOTHING)[:_LONGEST].strip() if not line.isascii() else line[:_LONGEST].strip()
    return line if any(map(str.isalnum, line)) else None
