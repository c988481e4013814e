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
    return _run(text.strip(" \t\r\n"))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def paragraphs(text: str, refer: Callable[[str], Markup] | None = None) -> Markup:
    """``<p>`` for each part between blank lines; ``refer`` turns a ``[[reference]]`` into HTML."""
    return Markup("\n").join(
        Markup("<p>{}</p>").format(inline(part, refer)) for part in _BLANK_LINE.split(text.strip()) if part.strip()
    )


def inline(text: str, refer: Callable[[str], Markup] | None = None) -> Markup:
    """A run of text without paragraphs, its references resolved by ``refer``."""
    if refer is None:
        return plain(text)
    pieces: list[Markup] = []
    for words, reference in split_references(text):
        pieces.append(_run(words))
        if reference is not None:
            pieces.append(refer(reference))
    return Markup("").join(pieces)


@lru_cache(maxsize=16_384)  # a title stands on its page, in each list and beside its neighbours
def _run(words: str) -> Markup:
    # The ends count, between two references; no-break spaces are typography: only breakable ones are folded.
    return Markup(_SPECIAL.sub(_entity, _SPACES.sub(" ", words)))
