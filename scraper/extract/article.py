"""A page's HTML to its article: title, lines of text, date, language and site.

trafilatura finds what is the article among menus, comments and related links; nothing is fetched. It is given a tree
already parsed, bounded in length and in depth, and its fast mode: the fallbacks that this skips double the time
(4.3 ms to 8.0 ms of CPU for 100 kB) and change nothing that is read of the gold interviews.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

import trafilatura
from lxml import etree, html

from catalog.partial_date import PartialDate
from scraper.extract import page_metadata as metadata
from scraper.extract.contacts import without_contacts
from scraper.extract.html_text import clean_input

#: Characters and elements of a page that are read, and lines of its article that are kept. An element costs 50 µs.
MAX_PAGE, MAX_ELEMENTS, MAX_LINES = 2_000_000, 20_000, 3_000
_LONGEST_LINE = 20_000

Kind = Literal["heading", "line", "item", "quote"]
_KINDS: dict[str, Kind] = {"head": "heading", "item": "item", "quote": "quote"}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
#: Characters by which a line is known again in the page.
_KEY = 40
_BLOCKS = ("p", "head", "item", "quote", "cell", "code")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: +(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|de|du|le|la|van|et|&)){0,5}"
#: A line that says who wrote the page or led the interview, and nothing else.
_BYLINE = re.compile(
    rf"(?:(?:un )?(?:article |texte |billet |interview |entretien )?(?:(?:é|e)crite?|r(?:é|e)dig(?:é|e)e?"
    rf"|publi(?:é|e)e?|post(?:é|e)e?"
    rf"|men(?:é|e)e?|r(?:é|e)alis(?:é|e)e?|propos(?:é|e)e?|sign(?:é|e)e?) (?:le .{{3,30}} )?par"
    rf"|propos recueillis(?: et mis en forme)? par"
    rf"|(?:auteure?|autrice|photos?|cr(?:é|e)dits?(?: photos?)?|texte|r(?:é|e)daction) ?:|par|by)"
    rf" +{_NAME}(?:\W.{{0,60}})?",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?i:par|by) +{_NAME}(?:\s*[,|•·–—-].{{0,50}}|\s+(?:le|on|il y a)\b.{{0,40}})?\.?")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Line:
    """One line of an article. ``marked``: all of it is in bold or italics; ``lead``: its first words in bold."""

    text: str
    kind: Kind = "line"
    marked: bool = False
    lead: str = ""


@dataclass(frozen=True)
class Article:
    """``lines`` are what a person reads, in order, without by-lines; not to be stored. ``words`` counts them.

    ``publisher`` is the name of the site, ``language`` an ISO 639-1 code; ``faq``: the page says it answers frequent
    questions. What is not said is None.
    """

    title: str | None
    lines: tuple[Line, ...]
    published: PartialDate | None
    language: str | None
    publisher: str | None
    faq: bool = False

    @cached_property
    def text(self) -> str:
        """The lines, one paragraph each."""
        return "\n\n".join(line.text for line in self.lines)

    @cached_property
    def words(self) -> int:
        return sum(len(line.text.split()) for line in self.lines)


def read_article(page: str, *, today: dt.date) -> Article | None:
    """The article of a page, or of the part of it that a feed gives; None when there is nothing to read.

    Only the first ``MAX_PAGE`` characters and ``MAX_ELEMENTS`` elements are read, nested at most 256 deep. Never
    raises.
    """
    root = _parse(page)
    if root is None:
        return None
    lines = list(_lines(root))
    if not any(line.kind == "heading" for line in lines):
        lines = _with_headings(root, lines)[:MAX_LINES]
    nodes, meta = metadata.nodes_of(root), metadata.meta_of(root)
    publisher = metadata.publisher_of(meta, nodes)
    title = metadata.title_of(root, meta, nodes, publisher)
    published = metadata.published_of(root, meta, nodes, [line.text for line in lines], today)
    kept = tuple(line for line in lines if line.text != title and not _says_who_wrote(line.text))
    if not kept and not title:
        return None
    language = metadata.language_of(root, meta, " ".join(line.text for line in kept))
    title = without_contacts(title) or None if title else None
    return Article(title, kept, published, language, publisher, metadata.is_faq(nodes))


def _parse(page: str) -> html.HtmlElement | None:
    text = clean_input(page[:MAX_PAGE].lstrip("\ufeff"))
    # Not a huge parser: libxml2 then refuses to nest deeper than 256, so what walks the tree can recurse.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if not isinstance(root, html.HtmlElement):
        return None
    for node in list(islice(root.iter(), MAX_ELEMENTS, None)):
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    return root


def _lines(root: html.HtmlElement) -> Iterator[Line]:
    try:
        document = trafilatura.bare_extraction(
            root, fast=True, include_comments=False, include_formatting=True, with_metadata=False
        )
    except Exception:  # a third party's code on hostile trees: whatever it raises, there is no article
        return
    body = getattr(document, "body", None)
    if body is None:
        return
    count = 0
    for block, kind in _blocks(body):
        for line in _split(block, kind):
            count += 1
            if count > MAX_LINES:
                return
            yield line


def _with_headings(root: html.HtmlElement, lines: list[Line]) -> list[Line]:
    """The lines, and the headings of the page that stand between them.

    Where an article is made of many boxes (page builders), trafilatura gives its paragraphs alone.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(line.text[:_KEY], []).append(index)
    before: dict[int, list[Line]] = {}
    waiting: list[Line] = []
    for node in root.iter("p", "li", "blockquote", "div", "td", *_HEADINGS):
        if node.tag in ("div", "td") and len(node):
            continue
        text = _clean("".join(node.itertext()))
        if node.tag in _HEADINGS:
            waiting.append(Line(text, "heading"))
        elif at := places.get(text[:_KEY]):
            # What stands above the first line is the site's, but for the heading right above it.
            before[at.pop(0)] = [line for line in (waiting if before else waiting[-1:]) if line.text]
            waiting = []
    return [kept for index, line in enumerate(lines) for kept in (*before.get(index, ()), line)]


def _blocks(body: etree._Element) -> Iterator[tuple[etree._Element, Kind]]:
    """The elements that hold text, with what they are: a quotation's paragraphs are quotations."""
    for node in body.iter(*_BLOCKS):
        parent = node.getparent()
        kind = _KINDS.get(node.tag) or (_KINDS.get(parent.tag) if parent is not None else None)
        yield node, kind or "line"


def _split(block: etree._Element, kind: Kind) -> Iterator[Line]:
    """The lines of one element, as its line breaks part them."""
    pieces: list[tuple[str, bool]] = []
    for text, strong in (*_pieces(block, False), ("\n", False)):
        if text != "\n":
            pieces.append((text, strong))
        elif line := _line(pieces, kind):
            yield line
            pieces = []


def _pieces(node: etree._Element, strong: bool) -> Iterator[tuple[str, bool]]:
    """The text of ``node`` in order, with whether it is emphasised; a line break is ``"\\n"`` alone."""
    if node.text:
        yield node.text.replace("\n", " "), strong
    for child in node:
        if child.tag == "lb":
            yield "\n", False
        elif child.tag not in _BLOCKS and child.tag != "list":
            yield from _pieces(child, strong or child.tag == "hi")
        if child.tail:
            yield child.tail.replace("\n", " "), strong


def _line(pieces: list[tuple[str, bool]], kind: Kind) -> Line | None:
    whole = _clean("".join(text for text, _ in pieces))
    if not whole:
        return None
    plain = _clean("".join(text for text, strong in pieces if not strong))
    lead = ""
    for text, strong in pieces:
        if text.strip() and not strong:
            break
        lead += text
    marked = not any(character.isalnum() for character in plain)
    return Line(whole, kind, marked, "" if marked else _clean(lead))


def _clean(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())[:_LONGEST_LINE]


def _says_who_wrote(text: str) -> bool:
    if len(text) > 160 or text.endswith("?"):
        return False
    if text[:4].lower() in ("par ", "by "):
        return _BY.fullmatch(text) is not None
    match = _BYLINE.match(text)
    return match is not None and match.end() >= len(text) - 1
