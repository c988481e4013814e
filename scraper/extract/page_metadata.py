"""What a page says of itself outside its text: title, date, language, site, and whether it declares itself an FAQ.

Sources, in the order they are trusted: Open Graph (https://ogp.me), schema.org in JSON-LD, Dublin Core and ``time``
elements, then the words of the page. Nobody's name is read: neither author nor editor.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from catalog.partial_date import PartialDate
from scraper.extract.dates import read_date
from scraper.extract.fold import fold
from scraper.extract.jsonld import Node, walk
from scraper.extract.jsonld_values import as_list, get, line, name_of, resolve
from scraper.extract.language import language_code, read_language
from scraper.extract.tolerant_json import read_json

_DATE_NAMES = (
    *("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued"),
    *("dcterms.created", "dcterms.issued", "pubdate", "publish-date", "parsely-pub-date", "sailthru.date"),
)
_ARTICLES = frozenset(
    {"article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "socialmediaposting"}
)
_DATED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|published|posted-on|dateline|entry-meta|post-meta|byline)(?:$|[\s_-])",
    re.I,
)
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:(?:entry|post|article|page|node)[_-]?title|titre)(?:$|[\s_-])", re.I)
_LONGEST_DATE = 80
#: Those who host what others publish.
_PLATFORMS = frozenset(
    {"medium", "linkedin", "substack", "blogger", "wordpress.com", "tumblr", "facebook", "over-blog"}
)


def nodes_of(root: etree._Element) -> list[Node]:
    """Every node of the page's JSON-LD, in order."""
    scripts = (node.text or "" for node in root.iter("script") if "ld+json" in (node.get("type") or "").lower())
    return [node for text in scripts for node in walk(read_json(text))]


def meta_of(root: etree._Element) -> dict[str, str]:
    """The ``meta`` elements: name or property in lower case to content; the first of each counts."""
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = " ".join((node.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def publisher_of(meta: dict[str, str], nodes: list[Node]) -> str | None:
    """The name of the site or of the organization that publishes it; never a person's."""
    for name in (meta.get("og:site_name"), meta.get("application-name")):
        if name and name.lower() not in _PLATFORMS:
            return line(name, {})
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        publisher = resolve(get(node, "publisher"), by_id)
        if isinstance(publisher, dict) and "Person" in as_list(publisher.get("@type")):
            continue
        if publisher is not None and (name := name_of(publisher, by_id)):
            return name
    return next((name for node in nodes if _is(node, {"website"}) and (name := name_of(node, by_id))), None)


def title_of(root: etree._Element, meta: dict[str, str], nodes: list[Node], site: str | None) -> str | None:
    """The title of the page, without the name of its site."""
    headline = next(
        (text for node in nodes if _is(node, _ARTICLES) and (text := line(get(node, "headline"), {}))), None
    )
    # A blog's h1 may be its own name: the class of a heading tells more.
    headings = [text for node in root.iter("h1") if (text := " ".join("".join(node.itertext()).split()))]
    titled = [
        text
        for node in root.iter("h1", "h2", "h3")
        if _TITLE_CLASS.search(node.get("class") or "") and (text := " ".join("".join(node.itertext()).split()))
    ]
    named = [" ".join((node.text or "").split()) for node in root.iter("title")]
    own = [text for text in headings if text.casefold() != (site or "").casefold()]
    for text in (meta.get("og:title"), headline, *titled[:1], *own[:1], *named, meta.get("twitter:title")):
        if text and (title := line(_without_site(text, site), {})):
            return title
    return None


def published_of(
    root: etree._Element, meta: dict[str, str], nodes: list[Node], lines: list[str], today: dt.date
) -> PartialDate | None:
    """When the page says it was published; a date to come, or one that only tells an update, is no such date."""
    for text in _dates(root, meta, nodes):
        if date := _date(text, today):
            return date
    for text in lines[:4]:
        if len(text) <= _LONGEST_DATE and (date := _date(text, today)):
            return date
    return None


def language_of(root: etree._Element, meta: dict[str, str], text: str) -> str | None:
    """ISO 639-1: that of the words when they are clear, since themes declare any; else the one declared."""
    html = next(root.iter("html"), None)
    declared = (html.get("lang") or html.get("xml:lang")) if html is not None else None
    return read_language(fold(text[:3000])) or language_code(declared or meta.get("og:locale"))


def is_faq(nodes: list[Node]) -> bool:
    """Whether the page declares schema.org ``FAQPage`` or ``QAPage``."""
    return any(_is(node, {"faqpage", "qapage"}) for node in nodes)


def _is(node: Node, kinds: set[str] | frozenset[str]) -> bool:
    return any(isinstance(kind, str) and kind.lower() in kinds for kind in as_list(node.get("@type")))


def _without_site(text: str, site: str | None) -> str:
    if site:
        for mark in ("|", "-", "–", "—", "·", "»", ":", "•"):
            for end in (f" {mark} {site}", f"{mark}{site}"):
                if text.casefold().endswith(end.casefold()):
                    text = text[: -len(end)]
    return text.strip()


def _dates(root: etree._Element, meta: dict[str, str], nodes: list[Node]) -> Iterator[str]:
    yield from (meta[name] for name in _DATE_NAMES if name in meta)
    for node in nodes:
        if (_is(node, _ARTICLES) or "headline" in node) and (text := line(get(node, "datePublished"), {})):
            yield text
    for node in root.iter("time"):
        if not re.search(r"updated|modified", node.get("class") or ""):
            yield node.get("datetime") or "".join(node.itertext())
    for node in root.iter("span", "p", "div", "li", "small", "h2", "h3", "h4", "h5", "abbr"):
        text = " ".join("".join(node.itertext()).split()) if _DATED_CLASS.search(node.get("class") or "") else ""
        if text and len(text) <= 2 * _LONGEST_DATE:
            yield text


def _date(text: str, today: dt.date) -> PartialDate | None:
    found = read_date(text[: 2 * _LONGEST_DATE], today=today)
    if found is None or {"future", "updated", "deadline", "start"} & set(found.flags):
        return None
    return found.value
