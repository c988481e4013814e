"""HTML of a description, escaped once, twice or not at all, to clean text."""

from __future__ import annotations

import html
import re

from lxml import etree
from parsel import Selector

#: What is read and what is given back, in characters: no ad comes near.
MAX_INPUT, MAX_TEXT = 400_000, 50_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARAGRAPHS = _words(
    "address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav"
    " ol p pre section table ul"
)
_LINES = frozenset({"br", "tr", "option"})
_CELLS = frozenset({"td", "th"})
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea", "title"}
)
_INLINE = "a abbr b big code em font i img label mark q s small span strike strong sub sup time u"
_BLOCK = " ".join(sorted(_PARAGRAPHS | _LINES | _CELLS | _SKIPPED | {"li", "tbody", "body", "html"}))

_TAG = re.compile(rf"</?(?:{'|'.join((_INLINE + ' ' + _BLOCK).split())})(?=[\s/>])", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(_BLOCK.split())})(?=[\s/>])", re.IGNORECASE)
_ESCAPED_TAG = re.compile(
    rf"&(?:amp;){{0,4}}(?:lt|#0{{0,4}}60|#x0{{0,4}}3c);/?(?:{'|'.join((_INLINE + ' ' + _BLOCK).split())})\b",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10}\d{0,2});", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)
_WHITE = re.compile(r"\s+")
_ODD_SPACE, _SPACES = re.compile(r"[^\S\n ]"), re.compile(r"  +")
#: What begins an item, at the beginning of a line; a dash needs a space, and what a list is made of may add its own.
_BULLETS = "•●▪◦‣∙■►▶➤✓✔➔→*·"
_BULLET = re.compile(rf"\n(?:[{_BULLETS}] ?+|[–—] |- (?:[{_BULLETS}–—-] ?+)+)(?=[^ \n])")
_LONE_DASH = re.compile(r"\n-(?=\n)")
#: What plain descriptions are made of, and within which elements ("" is none) nothing has to be mended.
_WORDED, _HOLDERS = _words("p h1 h2 h3 h4 h5 h6 li"), frozenset({"", "ul", "ol"})
_EMPHASES = _words("strong b em i u")
_WITHIN: dict[str, frozenset[str]] = {
    **dict.fromkeys(_WORDED, frozenset({""})),
    **dict.fromkeys(("ul", "ol"), frozenset({""})),
    **dict.fromkeys(_EMPHASES, _WORDED | _EMPHASES),
    "li": _HOLDERS,
}
_USUAL_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|#x27|rsquo|eacute|egrave|ecirc|agrave|ccedil);")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def html_to_text(source: str) -> str:
    """Clean text of ``source``: a blank line between paragraphs, ``- `` before each item of a list, single spaces, no
    script. Plain text keeps its own line breaks. At most ``MAX_TEXT`` characters; never raises."""
    source = source[:MAX_INPUT]
    for _ in range(3):
        if not _ESCAPED_TAG.search(source):
            break
        source = html.unescape(source)
    if not _TAG.search(source):
        return tidy(_unescape(source))
    if not _BLOCK_TAG.search(source):
        source = source.replace("\n", "<br>")
    if (parts := _simple_parts(source)) is not None:
        return tidy(_unescape("".join(parts)))
    root = Selector(text=clean_input(source), type="html").root
    return element_to_text(root)


def _simple_parts(source: str) -> list[str] | None:
    """The parts that ``element_to_text`` would make of plain paragraphs and lists, three times sooner; None for
    anything else: another tag, an attribute, an element left open or out of place, an unusual entity."""
    if "<br" in source:
        source = source.replace("<br />", "<br>").replace("<br/>", "<br>")
    first, *pieces = source.split("<")
    # Printable: neither a control nor white space but plain spaces.
    printable = source.isprintable()
    if first.strip() or (not printable and _CONTROLS.search(source)):
        return None
    escaped = "&" in source
    if escaped and source.count("&") != len(_USUAL_ENTITY.findall(source)):
        return None
    uneven = not printable or "  " in source
    parts: list[str] = []
    inside: list[str] = []
    around = ""
    for piece in pieces:
        tag, closed, text = piece.partition(">")
        if not closed:
            return None
        if escaped and "&" in text:
            text = _spaced(html.unescape(text))
        elif uneven:
            text = _spaced(text)
        if inside and tag == f"/{around}":
            if around in _PARAGRAPHS:
                parts.append("\n\n")
            elif around == "li":
                _end_item(parts)
            inside.pop()
            around = inside[-1] if inside else ""
        elif tag == "br" and around not in _HOLDERS:
            if parts[-1] != "\n- ":
                parts.append("\n")
        elif around in _WITHIN.get(tag, ()) and tag not in inside:
            inside.append(tag)
            around = tag
            if tag not in _EMPHASES and parts[-1:] != ["\n- "]:
                parts.append(_opening(tag))
        else:
            return None
        if around in _HOLDERS and text and not text.isspace():
            return None
        _add(parts, text)
    return None if inside else parts


def element_to_text(root: etree._Element) -> str:
    """The same, for an element already parsed."""
    parts: list[str] = []
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if name in _SKIPPED:
                skipping += 1
            if not skipping:
                if (opening := _opening(name)) and parts[-1:] != ["\n- "]:  # <li><p> is one item
                    parts.append(opening)
                _add(parts, _spaced(node.text))
            continue
        if event == "end":
            if name in _SKIPPED:
                skipping -= 1
            elif not skipping and name in _PARAGRAPHS:
                parts.append("\n\n")
            elif not skipping and name == "li":
                _end_item(parts)
        if not skipping and node is not root:
            _add(parts, _spaced(node.tail))
    return tidy(_unescape("".join(parts)))


def _add(parts: list[str], text: str) -> None:
    """``text`` after ``parts``; an item that has no word yet stays so for a space."""
    if parts and parts[-1] == "\n- ":
        text = text.lstrip(" ")
    if text:
        parts.append(text)


def _end_item(parts: list[str]) -> None:
    """An item without a word is none: what comes next is not in it."""
    if parts[-1] == "\n- ":
        parts[-1] = "\n"


def _spaced(text: str | None) -> str:
    """With one plain space for any white space."""
    if not text:
        return ""
    return text if text.isprintable() and "  " not in text else _WHITE.sub(" ", text)


def _opening(name: str) -> str:
    if name in _PARAGRAPHS:
        return "\n\n"
    if name == "li":
        return "\n- "
    if name in _LINES:
        return "\n"
    return " " if name in _CELLS else ""


def clean_input(source: str) -> str:
    """What lxml accepts: neither null nor lone surrogate, and never nothing."""
    return source.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or "<p></p>"


def _unescape(text: str) -> str:
    """Resolve what entities are left (``&amp;nbsp;`` in a document escaped twice)."""
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def tidy(text: str) -> str:
    """Single spaces, at most one blank line, ``- `` for any bullet, no invisible character; cut at ``MAX_TEXT``."""
    if not text.replace("\n", "").isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
        text = _ODD_SPACE.sub(" ", _INVISIBLE.sub("", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    text = f"\n{text.strip()}\n".replace(" \n", "\n").replace("\n ", "\n")
    if "\n-\n" in text:
        text = _LONE_DASH.sub("", text)
    text = _BULLET.sub("\n- ", text)
    text = text.replace("\n\n\n\n", "\n\n")  # between two paragraphs
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()[:MAX_TEXT].rstrip()
