"""Untrusted text on its way into a page: it shows as it was typed, whatever it contains.

A generated page goes through Markdown, and may go through other engines. Every character that HTML or Markdown
could read as markup therefore becomes a numeric entity, which both leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup

from catalog.references import split_references

# HTML, then Markdown and its extensions; a hyphen, a plus or a number with a dot only where a list could begin.
_SPECIAL = re.compile(r"""[&<>"'`*_{}\[\]#|~^=\\$@]|:(?=\S)|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]""")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def plain(text: str) -> Markup:
    """One line of text, safe anywhere in a page: between tags, in a quoted attribute, in Markdown."""
    return run(text.strip(" \t\r\n"))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


#: Makes HTML of a part of a text.
Write = Callable[[str], Markup]


def paragraphs(text: str, refer: Write | None = None, write: Write | None = None) -> Markup:
    """``<p>`` for each part between blank lines, written by ``inline``."""
    return Markup("\n").join(
        Markup("<p>{}</p>").format(inline(part, refer, write))
        for part in _BLANK_LINE.split(text.strip())
        if part.strip()
    )


def inline(text: str, refer: Write | None = None, write: Write | None = None) -> Markup:
    """A run of text without paragraphs: ``refer`` makes HTML of a ``[[reference]]``, ``write`` of the rest."""
    write, text = write or run, text.strip(" \t\r\n")
    if refer is None:
        return write(text)
    pieces: list[Markup] = []
    for words, reference in split_references(text):
        pieces.append(write(words))
        if reference is not None:
            pieces.append(refer(reference))
    return Markup("").join(pieces)


@lru_cache(maxsize=16_384)  # a title stands on its page, in each list and beside its neighbours
def run(words: str) -> Markup:
    """Part of a line: as ``plain``, its ends kept."""
    # No-break spaces are typography: only breakable ones are folded.
    return Markup(_SPECIAL.sub(_entity, _SPACES.sub(" ", words)))
