"""How much room words take in a drawing, and how they are cut into lines."""

from __future__ import annotations

import re

from generator.numbers import NBSP, french_number

#: The size of text in a drawing, in units of its viewBox, and the distance from a line to the next.
TEXT = 15
LINE = 18
#: The size of words that have little room, in a narrow drawing.
TIGHT = 14

# Widths in hundredths of the size, of DejaVu Sans: the widest of the faces a reader's system may give, so that what
# fits on paper fits on every screen.
_WIDTHS = {
    letter: width / 100
    for width, letters in (
        (20, "\u202f"),
        (30, "ijl'îïI|"),
        (33, " \u00a0.,’;:/"),
        (41, "f-t()[]!r"),
        (53, "–°sz?c"),
        (62, "aàâeéèêëoôTYLFPçkvxyJ«»"),
        (65, "0123456789€bdghnpqu½ùûESÉÈÊ"),
        (75, "ACBKRVXZUNHÀ"),
        (85, "DGOQ&w−+≈→↗↘=<>M×±"),
        (102, "Wm%—…œæ"),
    )
    for letter in letters
}
_BOLD = 1.15


def share_text(value: float, sign: str = "") -> str:
    """A share, in percent: ``75,5 %``; ``≈ 70 %`` with the ``sign`` of what its source says of its exactness."""
    return f"{sign}{NBSP if sign else ''}{french_number(value)}{NBSP}%"


def width_of(words: str, strong: bool = False, size: float = TEXT) -> float:
    """The room that ``words`` take on one line, in units of the drawing: never under what a browser gives them."""
    return sum(_WIDTHS.get(letter, 0.85) for letter in words) * size * (_BOLD if strong else 1)


def wrap(words: str, room: float, lines: int = 2, strong: bool = False, size: float = TEXT) -> list[str]:
    """``words`` cut into at most ``lines`` lines of ``room`` units; what is left out ends with an ellipsis."""
    done: list[str] = []
    line = ""
    for piece in pieces(words):
        if width_of((line + piece).rstrip(" "), strong, size) <= room or not line.strip():
            line += piece
        else:
            done.append(line.strip())
            line = piece.lstrip(" ")
    done.append(line.strip())
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1 :])]
    return [shorten(text, room, strong, size) for text in done]


def pieces(words: str) -> list[str]:
    """What a line may end after: a word and its space, a hyphen, a slash."""
    return re.findall(r"[^ /-]*[/-]|[^ /-]+ ?| ", words.strip())


def shorten(words: str, room: float, strong: bool = False, size: float = TEXT) -> str:
    """``words``, cut by an ellipsis where they are wider than ``room``."""
    if width_of(words, strong, size) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", strong, size) > room:
        kept = kept[:-1].rstrip(" ,;:-")
    return kept + "…"
