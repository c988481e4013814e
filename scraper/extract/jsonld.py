"""JSON-LD of a page, whatever its state: scripts found by parsel, read tolerantly, walked without recursion.

extruct raises on ten of twenty-two common breakages and costs fifty times more; see DESIGN.md.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree
from parsel import Selector
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, read_bom, resolve_encoding

from scraper.extract.html_text import clean_input
from scraper.extract.jsonld_scripts import STEADY, sound_scripts, sound_scripts_of_bytes
from scraper.extract.jsonld_values import bare
from scraper.extract.microdata import read_microdata
from scraper.extract.posting import Descriptions, Posting, to_posting
from scraper.extract.tolerant_json import read_json

#: Characters of a page that are read, nodes that are walked, postings that are read: far above any real page.
MAX_PAGE, MAX_NODES, MAX_POSTINGS = 5_000_000, 200_000, 2_000

_ESCAPED_SCRIPT = re.compile(r"&lt;script\b[^<]{0,200}ld\+json", re.IGNORECASE)
_TYPE_KEYS = ("@type", "type", "@Type", "@TYPE")
_DECLARED = re.compile(r"(?:ld\+json|json\+ld)", re.IGNORECASE)

Node = dict[str, Any]


def read_jsonld(page: str | bytes) -> list[Node]:
    """The top-level objects of the page's JSON-LD scripts, in order; arrays are opened. Never raises.

    Bytes are decoded as a browser would (byte order mark, then meta charset, then a guess).
    """
    root = parse(page)
    return [] if root is None else _objects(_scripts(root))


def read_postings(page: str | bytes, encoding: str | None = None) -> list[Posting]:
    """Every JobPosting of the page, in order, each once: of its JSON-LD, else of its microdata. Never raises.

    ``encoding`` is that of bytes whose sender told it. Bytes are read sooner than text: most are never decoded.
    """
    sound = sound_scripts(_decode(page)) if isinstance(page, str) else _sound_scripts(page[:MAX_PAGE], encoding)
    if sound and (found := postings_of(_opened(sound))):
        return found
    text = _decode(page, encoding)
    root = parse(text)
    if root is None:
        return []
    found = postings_of(_objects(_scripts(root)))
    if not found:
        found = postings_of(_objects(_undeclared_scripts(root)))
    if not found:
        found = postings_of(read_microdata(root))
    if not found and _ESCAPED_SCRIPT.search(text):
        again = parse(entities.unescape(text))
        found = [] if again is None else postings_of(_objects(_scripts(again)))
    return found


def postings_of(data: Any) -> list[Posting]:
    """The JobPostings within ``data``, JSON-LD already read (a page's objects, a feed's item).

    References by ``@id`` to other nodes of ``data`` are followed.
    """
    nodes = list(walk(data))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    descriptions = Descriptions()
    wanted = islice(filter(is_posting, nodes), MAX_POSTINGS)
    found = [posting for node in wanted if (posting := to_posting(node, by_id, descriptions))]
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def is_posting(node: Node) -> bool:
    """Whether ``@type`` says JobPosting, alone or among others, with or without a prefix, in any case."""
    kinds = node.get("@type")
    if kinds is None:
        kinds = next((node[key] for key in _TYPE_KEYS if key in node), None)
    for kind in kinds if isinstance(kinds, list) else (kinds,):
        if isinstance(kind, str) and (kind == "JobPosting" or bare(kind) == "jobposting"):
            return True
    return False


def walk(data: Any) -> Iterator[Node]:
    """Every object within ``data``, depth first, in document order, at most ``MAX_NODES`` values."""
    stack = [data]
    for _ in range(MAX_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack += [child for child in reversed(value.values()) if isinstance(child, (dict, list))]
        elif isinstance(value, list):
            stack += [child for child in reversed(value) if isinstance(child, (dict, list))]


def parse(page: str | bytes) -> etree._Element | None:
    """The page's tree, or None when there is nothing to parse."""
    text = _decode(page)
    if not text.strip():
        return None
    try:
        root = Selector(text=clean_input(text), type="html").root
    except (ValueError, etree.LxmlError):
        return None
    return root if isinstance(root, etree._Element) else None


def _decode(page: str | bytes, encoding: str | None = None) -> str:
    if isinstance(page, str):
        return page[:MAX_PAGE].lstrip("\ufeff")
    if not page:
        return ""
    try:
        told = f"charset={encoding}" if encoding else None
        return html_to_unicode(told, page[:MAX_PAGE], default_encoding="utf-8")[1]
    except (LookupError, ValueError):
        return page[:MAX_PAGE].decode("utf-8", "replace")


def _sound_scripts(page: bytes, encoding: str | None) -> list[Any] | None:
    """Those of a page that need not be decoded whole: in a usual encoding, without a byte order mark."""
    if not page or read_bom(page)[0]:
        return sound_scripts(_decode(page, encoding))
    used = (resolve_encoding(encoding) if encoding else None) or html_body_declared_encoding(page) or "utf-8"
    return sound_scripts_of_bytes(page, used) if used in STEADY else sound_scripts(_decode(page, encoding))


def _text(script: etree._Element) -> str:
    return "".join(script.itertext(with_tail=False)) if len(script) else script.text or ""


def _scripts(root: etree._Element) -> Iterator[str]:
    return (_text(script) for script in root.iter("script") if _DECLARED.search(script.get("type") or ""))


def _undeclared_scripts(root: etree._Element) -> Iterator[str]:
    """Scripts of another type, or of none, that are a JobPosting and nothing else."""
    for script in root.iter("script"):
        text = _text(script)
        if (
            not _DECLARED.search(script.get("type") or "")
            and "JobPosting" in text
            and text.lstrip()[:1] in ("{", "[")
        ):
            yield text


def _objects(texts: Iterator[str]) -> list[Node]:
    return _opened([value for text in texts for value in read_json(text)])


def _opened(values: list[Any]) -> list[Node]:
    """The objects of ``values``, arrays opened, JSON within a string read."""
    found: list[Node] = []
    stack = list(reversed(values))
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            found += [inner for inner in read_json(value) if isinstance(inner, dict)]
    return found
