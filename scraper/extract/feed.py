"""RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, to entries.

https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/. feedparser reads the XML
ones, well formed or not; it is given bytes only, so that it never fetches. Authors are not read.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser
from w3lib.encoding import read_bom, resolve_encoding

from scraper.extract.dates import read_date
from scraper.extract.html_text import html_to_text

#: Bytes of a feed that are read, and characters of a title or a summary.
LARGEST, _LONGEST_TEXT = 5_000_000, 2_000
_DECLARED = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml\b[^>]{0,150}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_FIRST_ELEMENT = re.compile(r"<(?=[A-Za-z_])")
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Why a date is no day of publication.
_NO_DAY = frozenset({"future", "deadline", "start"})


class FeedRefused(ValueError):
    """The feed declares a document type: its entities could read files or fill the memory."""


class FeedUnreadable(ValueError):
    """Neither XML nor JSON of a kind of feed that we know, or too large."""


@dataclass(frozen=True)
class FeedEntry:
    """``link`` is absolute; ``published`` is a day (``2026-11-25``) or less, or None; ``content`` is HTML, the
    whole text or an excerpt, empty when there is none. Titles and summaries are plain text."""

    link: str
    title: str
    summary: str
    content: str
    published: str | None


def read_feed(
    body: bytes, url: str, charset: str | None, *, today: dt.date, check: Callable[[bytes], object]
) -> Iterator[FeedEntry | None]:
    """The entries of a feed read at ``url``, in its order; None for one without an address.

    ``charset`` is that of the response's headers. ``check`` raises on XML that is not to be read, given UTF-8 without
    a declaration; malformed XML that it cannot judge is refused when a DTD stands before its first element.
    Raises FeedRefused, FeedUnreadable.
    """
    if len(body) > LARGEST:
        raise FeedUnreadable(f"plus de {LARGEST} octets")
    text = decode(body, declared_encoding(body) or charset)
    if text.lstrip()[:1] in ("{", "["):
        return _json_entries(text, url, today)
    return _xml_entries(_DECLARED.sub("", text, count=1).lstrip(), url, today, check)


def declared_encoding(body: bytes) -> str | None:
    """What the XML declaration says of the encoding."""
    match = _ENCODING.match(body)
    return match[1].decode("ascii") if match else None


def decode(body: bytes, declared: str | None) -> str:
    """The text of ``body``. What is sound UTF-8 is UTF-8, whatever is declared: two bytes in a row do not lie by
    chance. Else what is declared, or Windows-1252, which is what "Latin-1" means on the Web."""
    marked, mark = read_bom(body)
    if marked and mark:
        return body[len(mark) :].decode(marked, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        known = resolve_encoding(declared) if declared else None
        return body.decode(known if known and known != "utf-8" else "cp1252", "replace")


def _xml_entries(text: str, url: str, today: dt.date, check: Callable[[bytes], object]) -> Iterator[FeedEntry | None]:
    first = _FIRST_ELEMENT.search(text)
    if first is None:
        raise FeedUnreadable("aucun élément")
    if _DOCTYPE.search(text, 0, first.start()):
        raise FeedRefused("déclaration de type de document")
    body = text.encode("utf-8", "replace")
    check(body)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        read = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # a third party's tolerant parser on hostile bytes
        raise FeedUnreadable(type(error).__name__) from None
    if not read.get("version") and not read.get("entries"):
        raise FeedUnreadable("ni RSS ni Atom")
    return (_xml_entry(entry, url, today) for entry in read["entries"])


def _xml_entry(entry: Mapping[str, Any], url: str, today: dt.date) -> FeedEntry | None:
    link = _http(urljoin(url, entry.get("feedburner_origlink") or entry.get("link") or ""), url)
    if link is None:
        return None
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    summary = entry.get("summary") or ""
    day = _day(entry.get("published"), entry.get("published_parsed"), today)
    return FeedEntry(
        link,
        _plain(entry.get("title")),
        _plain(summary),
        max([*contents, summary], key=len),
        day or _day(entry.get("updated"), entry.get("updated_parsed"), today),
    )


def _json_entries(text: str, url: str, today: dt.date) -> Iterator[FeedEntry | None]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedUnreadable("JSON illisible") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedUnreadable("ce JSON n’est pas un JSON Feed")
    return (_json_entry(item, url, today) for item in feed["items"])


def _json_entry(item: Any, url: str, today: dt.date) -> FeedEntry | None:
    if not isinstance(item, dict):
        return None
    said = {key: value for key, value in item.items() if isinstance(value, str)}
    link = _http(urljoin(url, said.get("url") or said.get("external_url") or said.get("id") or ""), url)
    if link is None:
        return None
    return FeedEntry(
        link,
        _plain(said.get("title")),
        _plain(said.get("summary") or said.get("content_text")),
        said.get("content_html") or said.get("content_text") or said.get("summary") or "",
        _day(said.get("date_published"), None, today),
    )


def _http(link: str, feed: str) -> str | None:
    """``link`` when it may be a page: of the web, and not the feed itself."""
    link = link.strip()
    return link if re.match(r"https?://[^/\s]", link, re.IGNORECASE) and link != feed else None


def _day(written: object, parsed: Any, today: dt.date) -> str | None:
    """The day as written there, not as it was in Greenwich; relative words count from ``today``."""
    if not isinstance(written, str):
        return None
    found = read_date(written[:80], today=today)
    if found and not _NO_DAY & set(found.flags):
        return str(found.value)
    return dt.date(*parsed[:3]).isoformat() if parsed and not found else None


def _plain(text: object) -> str:
    return " ".join(html_to_text(text[:50_000]).split())[:_LONGEST_TEXT] if isinstance(text, str) else ""
