"""Reading one value of a JSON-LD node, whichever of its many spellings was used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scraper.extract.html_text import html_to_text

Node = Mapping[str, Any]
Nodes = Mapping[str, Node]

_NOTHING = frozenset({"", "null", "undefined", "none", "nan", "n/a", "[object object]"})
_MAX_LINE = 300
_PREFIX = re.compile(r"[/:#]")


def get(node: Node, name: str) -> Any:
    """The property ``name``, its key in any case, with or without a prefix (``schema:title``, ``http://schema.org/title``)."""
    if (value := node.get(name)) is not None:
        return value
    wanted = name.lower()
    for key, value in node.items():
        if value is not None and wanted in key.lower() and _PREFIX.split(key.strip())[-1].lower() == wanted:
            return value
    return None


def as_list(value: Any) -> list[Any]:
    """``value`` as a list, opening ``@list`` and ``@set``; None gives an empty list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        for wrapper in ("@list", "@set"):
            if wrapper in value:
                return as_list(value[wrapper])
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def resolve(value: Any, nodes: Nodes) -> Any:
    """The node that ``{"@id": …}`` names when it says nothing else, else ``value``; of a list, the first."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    return value


def text_of(value: Any, nodes: Nodes) -> str | None:
    """A text as written: a string, a number, or what an object holds (``@value``, ``name``); of a list, the first."""
    if isinstance(value, str):
        return None if value.strip().lower() in _NOTHING else value
    if value is None:
        return None
    for _ in range(5):
        value = resolve(value, nodes)
        if not isinstance(value, Mapping):
            break
        value = next((found for key in ("@value", "name", "value") if (found := get(value, key)) is not None), None)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return None if text.strip().lower() in _NOTHING else text


def line(value: Any, nodes: Nodes) -> str | None:
    """The same on one clean line, entities and tags resolved, cut at 300 characters."""
    text = text_of(value, nodes)
    if text is None:
        return None
    if "<" in text or "&" in text or "\n" in text or not text.isprintable():
        text = html_to_text(text[:5000])
    return " ".join(text.split())[:_MAX_LINE].strip() or None


def name_of(value: Any, nodes: Nodes) -> str | None:
    """The name of a thing: a string, or the ``name`` (else ``legalName``) of an object."""
    value = resolve(value, nodes)
    if not isinstance(value, Mapping):
        return line(value, nodes)
    for key in ("name", "legalName", "@value"):
        if found := line(get(value, key), nodes):
            return found
    return None
