"""What may be stored of a text when people may be named in it: no e-mail address, no telephone number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from scraper.extract.contacts import without_contacts
from scraper.extract.posting import Location, Posting

#: What is left hanging at the ends of a line when its contact is gone, and between two words.
_MARKS = " -–—,;:/|"
_EMPTY = re.compile(r"\([ )]*\)|\[[ \]]*\]")
#: Fields that are an address, or may be one: cut, they would lead elsewhere.
_ADDRESSES = frozenset({"url", "source_id"})
#: An address in an address may be encoded again at each link it went through.
_MOST_ENCODED = 3


def masked(text: str) -> str:
    """``text`` on one line without e-mail addresses and telephone numbers, nor the marks that led to them."""
    cleaned = without_contacts(text)
    if cleaned == text:
        return " ".join(text.split()).strip(_MARKS)
    return " ".join(_EMPTY.sub("", cleaned).split()).strip(f"{_MARKS}()[]")


def masked_url(url: str) -> str:
    """``url`` without the parameters and the fragment that hold an e-mail address, encoded or not: such a link
    fills a form for whom it was sent to. Not an address: its words, masked as any others when they hold one."""
    if "@" not in _decoded(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return masked(url)
    if not parts.scheme or not parts.netloc:
        return masked(url)
    kept = "&".join(pair for pair in parts.query.split("&") if "@" not in _decoded(pair))
    fragment = "" if "@" in _decoded(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, fragment))


def masked_value(name: str, value: Any) -> Any:
    """The value of the field ``name`` of a record, masked, as are those of a group; what is no text is as it was."""
    if isinstance(value, Mapping):
        return {key: masked_value(key, inner) for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    return masked_url(value) if name in _ADDRESSES else masked(value)


def masked_posting(posting: Posting) -> Posting:
    """The posting with every field that may be stored masked; its description, which is not stored, is as it was."""
    masks: dict[str, Any] = {
        "title": _or_none(posting.title),
        "hiring_organization": _or_none(posting.hiring_organization),
        "locations": tuple([location for place in posting.locations if (location := _location(place))]),
        "salaries": tuple(
            [replace(salary, text=_or_none(salary.text)) if salary.text else salary for salary in posting.salaries]
        ),
    }
    changes = {name: value for name, value in masks.items() if value != getattr(posting, name)}
    return replace(posting, **changes) if changes else posting


def _decoded(text: str) -> str:
    for _ in range(_MOST_ENCODED):
        text = unquote_plus(text)
    return text.replace("＠", "@")


def _or_none(text: str | None) -> str | None:
    return masked(text) or None if text else None


def _location(place: Location) -> Location | None:
    text = masked(place.text)
    return (place if text == place.text else replace(place, text=text)) if text else None
