"""What looks like a key of an API, where none may be written: this repository is public, and so are its reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from catalog.models import Source
from catalog.reading import Path

#: The names of what opens a door, in the address or the words that give it away, and what follows them. A word of a
#: language has no digit: « token : le jeton » is said of a key and is none.
_VALUE = r"""["'«]?\s*(?![A-Z_]+(?:[\s.,;\"\'»)]|$))(?:(?=[^\s&"'»]*\d)[^\s&"'»]{6,}|[^\s&"'»]{20,})"""
_KEY = re.compile(
    r"(?:\b|_)(?:api[_-]?key|apikey|app[_-]?key|app[_-]?id|access[_-]?key|access[_-]?token|auth[_-]?token|token|jeton"
    r"|client[_-]?secret|client[_-]?id|secret|password|passwd|pwd|mot de passe|signature|sig"
    rf"|(?<=[?&])key|clé|cle)\s*[=:]\s*{_VALUE}"
    r"|\b(?:Bearer|Basic)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,}",
    re.IGNORECASE,
)
#: In an address, a parameter so named is a key whatever it holds.
_PARAMETER = re.compile(
    r"[?&](?:api[_-]?key|apikey|app[_-]?key|access[_-]?token|auth[_-]?token|token|client[_-]?secret|secret|password)=[^&#\s]",
    re.IGNORECASE,
)
MESSAGE = (
    "une clé ne s’écrit jamais ici : elle se donne par une variable d’environnement (si celle-ci a été publiée, "
    "la faire révoquer)"
)


def holds_key(text: str) -> bool:
    """Whether ``text``, an address or a sentence, gives a key away: ``?api_key=…``, ``token: …``, ``Bearer …``."""
    return bool(_PARAMETER.search(text) or _KEY.search(text))


def keys_in(source: Source) -> Iterator[Path]:
    """Where, in a source, a text holds what looks like a key."""
    for name, value in source:
        yield from _within(value, (name,))


def _within(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, str):
        if holds_key(value):
            yield path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            named = isinstance(inner, str) and holds_key(f"{key}={inner}")
            yield from [(*path, key)] if named else _within(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _within(inner, (*path, index))
