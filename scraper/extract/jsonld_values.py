"""Reading one value of a JSON-LD node, whichever of its many spellings was used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from scraper.extract.html_text import html_to_text

Node = Mapping[str, Any]
Nodes = Mapping[str, Node]
#: What most are, then what all are: asking for the first is much quicker.
_OBJECT = (dict, Mapping)

_WRAPPERS = ("@list", "@set")
_NOTHING = frozenset({"", "null", "undefined", "none", "nan", "n/a", "[object object]"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
#: Characters of a line, and of the text that it is cut from.
_MAX_LINE, _MAX_READ = 300, 2_000
_PREFIX = re.compile(r"[/:#]")


def get(node: Node, name: str) -> Any:
    """The property ``name``, its key in any case, with or without a prefix (``schema:title``, ``http://schema.org/title``)."""
    if (value := node.get(name)) is not None:
        return value
    wanted = name.lower()
    for key, value in node.items():
        if value is not None and (_remembered_bare(key) if len(key) <= _MAX_NAME else _bare(key)) == wanted:
            return value
    return None


def getter(node: Node) -> Callable[[str], Any]:
    """``get`` of ``node``, for who asks for many properties."""
    others: dict[str, Any] = {}
    for key, value in node.items():
        if value is not None:
            others.setdefault(bare(key), value)

    def get_property(name: str) -> Any:
        value = node.get(name)
        return others.get(name.lower()) if value is None else value

    return get_property


def bare(name: str) -> str:
    """A key, or a type, without its prefix, in small letters."""
    return _remembered_bare(name) if len(name) <= _MAX_NAME else _bare(name)


def _bare(name: str) -> str:
    return _PREFIX.split(name.strip())[-1].lower()


_remembered_bare, _MAX_NAME = lru_cache(maxsize=1_000)(_bare), 100


def as_list(value: Any) -> list[Any]:
    """``value`` as a list, opening ``@list`` and ``@set``; None gives an empty list."""
    while isinstance(value, _OBJECT):
        wrapper = next((name for name in _WRAPPERS if name in value), None)
        if wrapper is None:
            return [value]
        value = value[wrapper]
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def resolve(value: Any, nodes: Nodes) -> Any:
    """The node that ``{"@id": …}`` names when it says nothing else, else ``value``; of a list, the first."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, _OBJECT) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    return value


def text_of(value: Any, nodes: Nodes) -> str | None:
    """A text as written: a string, a number, or what an object holds (``@value``, ``name``); of a list, the first."""
    if isinstance(value, str):
        return None if _is_nothing(value) else value
    if value is None:
        return None
    for _ in range(5):
        value = resolve(value, nodes)
        if not isinstance(value, _OBJECT):
            break
        value = next((found for key in ("@value", "name", "value") if (found := get(value, key)) is not None), None)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return None if _is_nothing(text) else text


def _is_nothing(text: str) -> bool:
    if len(text) > _MAX_READ:
        return text.isspace()
    text = text.strip()
    return len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING


def line(value: Any, nodes: Nodes) -> str | None:
    """The same on one clean line, entities and tags resolved, cut at 300 characters."""
    text = text_of(value, nodes)
    if text is None:
        return None
    text = text[:_MAX_READ]
    if "<" in text or "&" in text or "\n" in text or not text.isprintable():
        text = html_to_text(text)
    return " ".join(text.split())[:_MAX_LINE].strip() or None


def name_of(value: Any, nodes: Nodes) -> str | None:
    """The name of a thing: a string, or the ``name`` (else ``legalName``) of an object."""
    value = resolve(value, nodes)
    if not isinstance(value, _OBJECT):
        return line(value, nodes)
    for key in ("name", "legalName", "@value"):
        if found := line(get(value, key), nodes):
            return found
    return None
