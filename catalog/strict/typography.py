"""French typography, as the Imprimerie nationale's « Lexique des règles typographiques » has it.

A space before ``: ; ! ?`` and inside guillemets may be an ordinary one: the site makes it non-breaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.references import REFERENCE
from catalog.strict.words import sure_language

#: What follows other rules: an address, code, a reference.
_APART = re.compile(rf"https?://[^\s»)]+|(?<![\w.-])[\w.-]+\.[a-z]{{2,6}}/[^\s»)]*|`[^`]*`|{REFERENCE.pattern}")
_QUOTED = re.compile(r"«([^«»]*)»")
#: Names with a mark of their own, and those in English: « Magic: The Gathering ».
_NAMES = re.compile(r"\bYahoo!|\w+: The\b")


@dataclass(frozen=True)
class Fault:
    """What is wrong, in French, at a character of the text."""

    start: int
    message: str
    code: str


_SPACE = "typography_space"
_RULES = (
    # Only a mark that ends a word: 12:30, 4:3, « c:droit » and a smiley's are no punctuation.
    (re.compile(r"(?<=[^\s:;!?(\[«…])[:;!?]+(?=[\s»)\]”,.]|$)"), "il manque une espace avant « {found} »", _SPACE),
    (re.compile(r"«(?=\S)"), "il manque une espace après « {found} »", _SPACE),
    (re.compile(r"(?<=\S)»"), "il manque une espace avant « {found} »", _SPACE),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)"), "deux espaces de suite", _SPACE),
    (re.compile(r'"'), "guillemets droits : écrire « … »", "typography_quotes"),
    (re.compile(r"(?<=\w)'|'(?=\w)"), "apostrophe droite : écrire ’", "typography_apostrophe"),
    (re.compile(r"\.{3,}"), "trois points : écrire …", "typography_ellipsis"),
)


def typography_faults(text: str) -> Iterator[Fault]:
    """What French typography would have otherwise, in the order of the text.

    Addresses, code, references and titles quoted in English are apart.
    """
    bare = _NAMES.sub(_hidden, _APART.sub(_hidden, _QUOTED.sub(_hidden_if_english, text)))
    faults = [
        Fault(found.start(), message.format(found=found[0]), code)
        for rule, message, code in _RULES
        for found in rule.finditer(bare)
    ]
    yield from sorted(faults, key=lambda fault: fault.start)


def _hidden(found: re.Match[str]) -> str:
    """As many letters: every character keeps its place."""
    return "x" * len(found[0])


def _hidden_if_english(found: re.Match[str]) -> str:
    """What stands between the guillemets hidden, but for the spaces at its ends."""
    if sure_language(found[1]) != "en":
        return found[0]
    title = found[1].strip()
    return found[0].replace(title, "x" * len(title))
