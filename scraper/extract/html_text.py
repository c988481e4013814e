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
_SPACES = re.compile(r"[^\S\n]+")
_WHITE = re.compile(r"\s+")
_BREAKS = re.compile(r"\n{3,}")
_BULLET = re.compile(r"(?:[•●▪◦‣∙■►▶➤✓✔➔→*·–—-]\s*+)+(?=\S)")
_BULLET_LINE = re.compile(r"^(?:[•●▪◦‣∙■►▶➤✓✔➔→*·]\s*+|[–—-]\s++)(?=\S)")
_BULLETS = frozenset("•●▪◦‣∙■►▶➤✓✔➔→*·–—-")
#: White space that is not one plain space: most texts have none, and looking is quicker than replacing.
_ODD_WHITE, _ODD_SPACE = re.compile(r"[^\S ]|  "), re.compile(r"[^\S\n ]|  ")


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
    root = Selector(text=clean_input(source), type="html").root
    return element_to_text(root)


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
                if inner := _spaced(node.text).lstrip(" " if parts[-1:] == ["\n- "] else ""):
                    parts.append(inner)
            continue
        if event == "end":
            if name in _SKIPPED:
                skipping -= 1
            elif not skipping and name in _PARAGRAPHS:
                parts.append("\n\n")
        if not skipping and node is not root:
            parts.append(_spaced(node.tail))
    return tidy(_unescape("".join(parts)))


def _spaced(text: str | None) -> str:
    """With one plain space for any white space."""
    return (_WHITE.sub(" ", text) if _ODD_WHITE.search(text) else text) if text else ""


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
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _INVISIBLE.sub("", text)
    if _ODD_SPACE.search(text):
        text = _SPACES.sub(" ", text)
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("- ") and (doubled := _BULLET.match(line, 2)):
            line = "- " + line[doubled.end() :]
        if line == "-":
            continue
        lines.append(_BULLET_LINE.sub("- ", line) if line[:1] in _BULLETS else line)
    text = _BREAKS.sub("\n\n", "\n".join(lines)).strip()
    return text[:MAX_TEXT].rstrip()
