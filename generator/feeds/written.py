"""A feed as text: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Item:
    """One line of a feed; texts are plain, ``url`` is whole and stays the same for ever: it is its id.

    ``language`` is that of the title. ``related`` is the page that the entry tells of, if any.
    """

    url: str
    title: str
    text: str
    added: dt.date
    changed: dt.date
    language: str = "fr"
    related: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """``page`` is the page it follows, ``atom`` and ``json`` where its two forms stand: whole addresses."""

    title: str
    subtitle: str
    author: str
    page: str
    atom: str
    json: str
    items: tuple[Item, ...]

    @property
    def updated(self) -> dt.date:
        """When one of its lines last changed."""
        return max(item.changed for item in self.items)


def atom(feed: Feed) -> str:
    """The feed in Atom."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _text(root, "id", feed.page)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.atom})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for item in feed.items:
        entry = SubElement(root, "entry")
        _text(entry, "id", item.url)
        title = _text(entry, "title", item.title)
        if item.language != "fr":
            title.set("xml:lang", item.language)
        _text(entry, "updated", _moment(item.changed))
        _text(entry, "published", _moment(item.added))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": item.url})
        if item.related:
            SubElement(entry, "link", {"rel": "related", "href": item.related})
        for tag in item.tags:
            SubElement(entry, "category", {"term": tag})
        _text(entry, "summary", item.text)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def json_feed(feed: Feed) -> str:
    """The same as a JSON Feed."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "description": feed.subtitle,
        "language": "fr",
        "authors": [{"name": feed.author}],
        "items": [_json_item(item) for item in feed.items],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _json_item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {"id": item.url, "url": item.url}
    if item.related:
        told["external_url"] = item.related
    told |= {
        "title": item.title,
        "content_text": item.text,
        "date_published": _moment(item.added),
        "date_modified": _moment(item.changed),
    }
    if item.tags:
        told["tags"] = list(item.tags)
    return told | ({"language": item.language} if item.language != "fr" else {})


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = text
    return element


def _moment(day: dt.date) -> str:
    """A day as feeds want it: an instant (RFC 3339). Nobody knows the hour: it is midnight."""
    return f"{day.isoformat()}T00:00:00Z"
