"""The JSON-LD scripts of a well-formed page without parsing the page: ten times quicker, the same texts.

Most pages that declare a JobPosting are sound: their scripts can be cut out as text. Anything lxml might see
otherwise (a script within a comment that does not end, within an attribute or a text area, with entities in its
type, with JSON to mend) makes this give up, and the whole page is parsed.
"""

from __future__ import annotations

import json
import re
from typing import Any

#: What opens a stretch of page that is no markup, and the scripts; a slash closes nothing that is open here.
_OPENING = re.compile(
    r"<(?:!--|(script|style|textarea|title|xmp|plaintext|noembed|noframes|iframe|template|noscript)(?=[\s/>]))",
    re.IGNORECASE,
)
_TAG_END = re.compile(r"""(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>""")
_TYPE = re.compile(r"""\stype\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'=]+))""", re.IGNORECASE)
_DECLARED = re.compile(r"(?:ld\+json|json\+ld)", re.IGNORECASE)
#: An attribute that holds markup; the end of the document, after which lxml reads nothing; a comment of another kind.
_HIDING = re.compile(r"""=\s*(?:"[^"<]*<|'[^'<]*<)|</[hH][tT][mM][lL]|<!\[|<\?""")
#: A tag or a comment ends right before a script, another begins right after: it is not within an attribute.
_BEFORE, _AFTER = re.compile(r"(?:>|-->)\s*$"), re.compile(r"\s*(?:<|$)")
_SCRIPT = re.compile(r"</?[sS][cC][rR][iI][pP][tT]")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
#: Characters that XML forbids: lxml leaves them out, or stops.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def sound_scripts(page: str) -> list[Any] | None:
    """The JSON values of the declared scripts of ``page``, in order; None when only a parser can tell."""
    last = max(page.rfind("d+j"), page.rfind("n+l"))
    if last < 0 or _is_hidden(page, last):
        return None
    found: list[Any] = []
    at = 0
    while at <= last and (opening := _OPENING.search(page, at)):
        if _HIDING.search(page, at, opening.start() + 1):
            return None
        name = (opening[1] or "").lower()
        if not name:
            at = page.find("-->", opening.end()) + 3
            if at < 3 or page.startswith((">", "->"), opening.end()) or page.find("--!>", opening.end(), at) >= 0:
                return None
            continue
        tag = _TAG_END.match(page, opening.end())
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(page, tag.end()) if tag else None
        if not tag or not close:
            return None
        text = page[tag.end() : close.start()]
        if name == "script":
            declared = _declared(tag[0])
            if declared is None:
                return None
            if declared:
                value = _value(text) if _stands(page, opening.start(), close.end()) else None
                if value is None:
                    return None
                found.append(value)
            elif "<!--" in text or _SCRIPT.search(text):
                return None
        elif name != "style" and ("<!--" in text or _SCRIPT.search(text) or _HIDING.search(text)):
            return None
        at = close.end()
    return found


def _is_hidden(page: str, at: int) -> bool:
    """Whether a script further than ``at`` may say that it is JSON-LD in capitals or with entities."""
    for opening in ("<script", "<SCRIPT"):
        start = page.find(opening, at)
        while start >= 0:
            end = page.find(">", start)
            if end < 0 or "&" in page[start:end] or "+" in page[start:end]:
                return True
            start = page.find(opening, end)
    return False


def _declared(attributes: str) -> bool | None:
    """Whether a script says it is JSON-LD; None when it is not plain."""
    if "&" in attributes or _FORBIDDEN.search(attributes):
        return None
    said = _TYPE.search(attributes)
    told = said is not None and _DECLARED.search(next(filter(None, said.groups()), "")) is not None
    return told if told or not _DECLARED.search(attributes) else None


def _stands(page: str, start: int, end: int) -> bool:
    return _BEFORE.search(page, max(0, start - 200), start) is not None and _AFTER.match(page, end) is not None


def _value(text: str) -> dict[str, Any] | list[Any] | None:
    """The object or the list that sound JSON is."""
    if "<!--" in text or "]]>" in text or _FORBIDDEN.search(text):
        return None
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None
