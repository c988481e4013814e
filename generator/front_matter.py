"""The front matter of a page, made safe for themes that print titles and descriptions without escaping them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from markupsafe import escape

#: The same delimiters as MkDocs (mkdocs/utils/meta.py), and Windows line ends.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?=\r?\n)", re.DOTALL)


def each_string(value: Any, change: Callable[[str], str]) -> Any:
    """A copy of a front matter, or of a part of it, whose strings went through ``change``, at any depth."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_string(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [each_string(item, change) for item in value]
    return value


def portable(text: str) -> str:
    """A Markdown text for an engine that knows neither our theme nor our plugin.

    Its front matter names no template, which that engine would look for, and its strings are HTML: no theme can turn
    a title into a script. A text with nothing to change comes back as it is, and so does what YAML cannot read: no
    engine takes it for front matter.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return text
    try:
        meta = yaml.load(match[1], yaml.CSafeLoader)
    except yaml.YAMLError:
        return text
    if not isinstance(meta, dict):
        return text
    kept = {key: item for key, item in meta.items() if key != "template"}
    safe = each_string(kept, lambda string: str(escape(string)))
    if safe == meta:
        return text
    front = (
        yaml.dump(safe, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000) if safe else ""
    )
    return f"---\n{front}---{text[match.end() :]}"


def headed(text: str, banner: str) -> str:
    """A Markdown text with ``banner``, a line of Markdown, before all it says; as it is when there is none."""
    if not banner:
        return text
    match = _FRONT_MATTER.match(text)
    end = match.end() if match else 0
    return f"{text[:end]}{chr(10) * 2 if match else ''}{banner}\n\n{text[end:].lstrip()}"
