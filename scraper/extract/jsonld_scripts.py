"""The JSON-LD scripts of a well-formed page without parsing the page: ten times quicker, the same texts.

Most pages that declare a JobPosting are sound: their scripts can be cut out as text. Anything lxml might see
otherwise (a script within a comment that does not end, within an attribute or a text area, with entities in its
type, with JSON to mend) makes this give up, and the whole page is parsed.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, AnyStr

#: What opens a stretch of page that is no markup, and the scripts; a slash closes nothing that is open here.
_NAMES = "script|style|textarea|title|xmp|plaintext|noembed|noframes|iframe|template|noscript"
_OPENING = re.compile(rf"<(?=[!inpstx])(?:!--|({_NAMES})(?=[\s/>]))", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _NAMES.split("|")}
_TAG_END = re.compile(r"""[^<>"']*+(?:(?:"[^"<>]*"|'[^'<>]*')[^<>"']*+)*+>""")
_TYPE = re.compile(r"""\stype\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'=]+))""", re.IGNORECASE)
_DECLARED = re.compile(r"(?:ld\+json|json\+ld)", re.IGNORECASE)
#: What may hide a script: an attribute that holds markup; the end of the document, after which lxml reads nothing, or
#: a comment of another kind. Two patterns, each with a first character to jump to: as one they take twice as long.
_ATTRIBUTE = re.compile(r"""=(?:"[^"<]*+<|'[^'<]*+<|\s++(?:"[^"<]*+<|'[^'<]*+<))""")
_OTHER = re.compile(r"<(?=[/!?])(?:/[hH][tT][mM][lL]|!\[|\?)")
#: A tag or a comment ends right before a script, another begins right after: it is not within an attribute.
_BEFORE, _AFTER = re.compile(r"(?:>|-->)\s*$"), re.compile(r"\s*(?:<|$)")
_SCRIPT = re.compile(r"</?[sS][cC][rR][iI][pP][tT]")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
#: Characters that XML forbids: lxml leaves them out, or stops.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
#: Characters of the attributes of a script that are remembered: they are the same on all pages of a site.
_USUAL = 200
#: What ``_is_hidden`` looks for.
_HIDDEN = ("<script", "<SCRIPT"), ">", ("+", "&", '"', "'")
_HIDDEN_IN_BYTES = (b"<script", b"<SCRIPT"), b">", (b"+", b"&", b'"', b"'")
#: Encodings of which any stretch of bytes that begins and ends with ASCII can be read alone.
STEADY = frozenset({"utf-8", "cp1252"})


def sound_scripts(page: str) -> list[Any] | None:
    """The JSON values of the declared scripts of ``page``, in order; None when only a parser can tell."""
    last = page.rfind("ld+json")
    return None if last < 0 or _is_hidden(page, last, *_HIDDEN) else _values(page, last)


def sound_scripts_of_bytes(page: bytes, encoding: str) -> list[Any] | None:
    """The same of a page yet to decode, in one of the encodings of ``STEADY``; what follows its scripts never is."""
    last = page.rfind(b"ld+json")
    if last < 0 or _is_hidden(page, last, *_HIDDEN_IN_BYTES):
        return None
    close = page.find(b"</script", last)
    # Up to the tag that follows, when there is one.
    end = page.find(b"<", close + 1) + 1 if close >= 0 else 0
    text = (page[:end] if end else page).decode(encoding, "replace")
    return _values(text, text.rfind("ld+json"))


def _values(page: str, last: int) -> list[Any] | None:
    """Those of the scripts that begin at ``last`` or before."""
    found: list[Any] = []
    at = 0
    while at <= last and (opening := _OPENING.search(page, at)):
        if _hides(page, at, opening.start() + 1):
            return None
        name = (opening[1] or "").lower()
        if not name:
            at = page.find("-->", opening.end()) + 3
            if at < 3 or page.startswith((">", "->"), opening.end()) or page.find("--!>", opening.end(), at) >= 0:
                return None
            continue
        tag = _TAG_END.match(page, opening.end())
        close = _CLOSING[name].search(page, tag.end()) if tag else None
        if not tag or not close:
            return None
        text = page[tag.end() : close.start()]
        if name == "script":
            declared = (_declared if len(tag[0]) <= _USUAL else _declared.__wrapped__)(tag[0])
            if declared is None:
                return None
            if declared:
                value = _value(text) if _stands(page, opening.start(), close.end()) else None
                if value is None:
                    return None
                found.append(value)
            elif "<!--" in text or _SCRIPT.search(text):
                return None
        elif name != "style" and ("<!--" in text or _SCRIPT.search(text) or _hides(text, 0, len(text))):
            return None
        at = close.end()
    return found


def _hides(page: str, start: int, end: int) -> bool:
    """Whether this stretch of markup may hide a script."""
    return _ATTRIBUTE.search(page, start, end) is not None or _OTHER.search(page, start, end) is not None


def _is_hidden(page: AnyStr, at: int, openings: tuple[AnyStr, ...], end: AnyStr, marks: tuple[AnyStr, ...]) -> bool:
    """Whether a script further than ``at`` may say that it is JSON-LD otherwise: in capitals, with entities, the
    other way round; or whether its tag may not end where it seems to."""
    for opening in openings:
        # From the end: `find` takes three times longer than `rfind`.
        start, after = page.rfind(opening, at), len(page)
        while start >= 0:
            close = page.find(end, start, after)
            tag = page[start:close]
            if close < 0 or any(mark in tag for mark in marks[:2]) or any(tag.count(mark) % 2 for mark in marks[2:]):
                return True
            start, after = page.rfind(opening, at, start), start
    return False


@lru_cache(maxsize=500)
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
    # Other characters that lxml leaves out, or stops at, are no JSON, or cannot be encoded.
    if "<!--" in text or "]]>" in text or "\r" in text or "\ufffe" in text or "\uffff" in text:
        return None
    try:
        text.encode()
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None
