"""Microdata of a page as JSON-LD-like objects, so that one reading of a JobPosting serves both.

https://html.spec.whatwg.org/multipage/microdata.html, without ``itemref``.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from scraper.extract.html_text import element_to_text

_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "embed": "src",
    "source": "src",
}
#: A text within a text within a text… is read again at each level: past three, it is an attack.
_MAX_NESTED_TEXTS = 3
_VALUES = {"meta": "content", "time": "datetime", "data": "value", "meter": "value", "object": "data"}


def read_microdata(root: etree._Element) -> list[dict[str, Any]]:
    """The items at top level, in order; a property said several times has a list."""
    found: list[dict[str, Any]] = []
    open_items: list[tuple[etree._Element, dict[str, Any]]] = []
    open_texts: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if open_texts and open_texts[-1] is element:
                open_texts.pop()
            if open_items and open_items[-1][0] is element:
                open_items.pop()
            continue
        names = (element.get("itemprop") or "").split()
        is_item = element.get("itemscope") is not None or element.get("itemtype") is not None
        if is_item:
            kinds = (element.get("itemtype") or "").split()
            value: Any = {"@type": kinds} if kinds else {}
        elif names and open_items and len(open_texts) < _MAX_NESTED_TEXTS:
            value = _value(element)
            open_texts.append(element)
        else:
            continue
        if names and open_items:
            for name in names:
                _add(open_items[-1][1], name, value)
        elif is_item:
            found.append(value)
        if is_item:
            open_items.append((element, value))
    return found


def _value(element: etree._Element) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    if (content := element.get("content")) is not None:
        return str(content)
    for attributes in (_ADDRESSES, _VALUES):
        if (attribute := attributes.get(name)) and (written := element.get(attribute)):
            return str(written)
    return element_to_text(element)


def _add(item: dict[str, Any], name: str, value: Any) -> None:
    if name not in item:
        item[name] = value
    elif isinstance(item[name], list):
        item[name].append(value)
    else:
        item[name] = [item[name], value]
