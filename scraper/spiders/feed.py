"""The watch: pages that feeds announce (RSS, Atom, JSON Feed), each read where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from catalog.models import Strict
from catalog.models.base import AsTuple, Lines, Url
from catalog.partial_date import PartialDate
from scraper.extract.feed import FeedEntry, FeedRefused, FeedUnreadable, decode, read_feed
from scraper.extract.fold import Folded
from scraper.extract.phrases import words
from scraper.identity import canonical_url
from scraper.items import FoundPage
from scraper.net.reasons import reason_of
from scraper.net.xml import XmlRefused, XmlUnreadable, parse_xml
from scraper.spiders.base import Brings, SourceSpider

#: Why a page is read in its feed. In a replay, what robots.txt had refused is absent from the archive: the same.
_READ_IN_FEED = frozenset({"robots", "robots-injoignable", "ignore", "absent-de-l-archive"})
_PAGES = ("text/html", "application/xhtml+xml")


class FeedSpider(SourceSpider):
    """Follows the recent entries whose title or summary has one of the words; the page is judged afterwards.

    An entry is known by the address of its page, without tracking parameters: some feeds give all their entries one
    guid, or none. A page that robots.txt refuses, or that is not HTML, is read in the feed if the feed holds it.
    """

    name = "flux"
    brings: ClassVar[Brings] = "candidates"

    class Parameters(Strict):
        """``feeds``: their addresses. ``mode``: ``interviews`` for feeds that announce nothing else. ``words``: those
        of which the title or the summary must have one; by default the names of the profession in ``data/titles``,
        and ``*`` alone lets every entry in. ``most`` entries of each feed, and none older than ``days``."""

        feeds: Annotated[tuple[Url, ...], AsTuple, Field(min_length=1, max_length=50)]
        mode: Literal["articles", "interviews"] = "articles"
        words: Lines = ()
        most: Annotated[int, Field(ge=1, le=500)] = 50
        days: Annotated[int, Field(ge=1, le=10_000)] = 365

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: set[str] = set()
        self._oldest = self.now.date() - dt.timedelta(days=self.parameters.days)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.parameters.feeds:
            yield self.list_request(url, self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request]:
        charset = _charset(response)
        fetched = self.fetched(response)
        try:
            entries = list(read_feed(response.body, response.url, charset, today=fetched.date(), check=_check))
        except (FeedRefused, XmlRefused):
            self._feed_failed("xml-refuse", response.url)
            return
        except FeedUnreadable as error:
            self._feed_failed("illisible", f"{response.url} : {error}")
            return
        for entry in entries[: self.parameters.most]:
            if entry is None:
                self.tally.error("element-illisible", f"{response.url} : entrée sans adresse")
            elif request := self._follow(entry, fetched):
                yield request

    def _feed_failed(self, reason: str, sample: str) -> None:
        self.tally.incomplete = True
        self.tally.error(reason, sample)

    def _follow(self, entry: FeedEntry, fetched: dt.datetime) -> Request | None:
        if entry.published and PartialDate.parse(entry.published).latest < self._oldest:
            return None
        try:
            name = canonical_url(entry.link)
        except ValueError:
            self.tally.error("element-illisible", entry.link)
            return None
        if name in self._seen:
            return None
        self._seen.add(name)
        if not self._is_wanted(f"{entry.title}\n{entry.summary}"):
            self.tally.refuse("hors-sujet", entry.title or entry.link)
            return None
        request = self.page_request(name, self.parse_page, name, cb_kwargs={"entry": entry, "announced": fetched})
        return request.replace(errback=self.read_in_feed)

    def parse_page(self, response: Response, entry: FeedEntry, announced: dt.datetime) -> Iterator[FoundPage]:
        kind = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").split(";")[0].strip().lower()
        source_id = response.meta["source_id"]
        if kind in _PAGES:
            text = decode(response.body, getattr(response, "encoding", None))
            yield self._page(source_id, response.url, self.fetched(response), text, entry)
        elif entry.content:
            yield self._page(source_id, entry.link, announced, entry.content, entry)
        else:
            self.tally.error("illisible", response.url)
            self.tally.unread(source_id)

    def read_in_feed(self, failure: Failure) -> Iterator[FoundPage]:
        """A page that may not be read: what its feed holds of it, else the error is counted."""
        request: Request = failure.request  # type: ignore[attr-defined]
        entry: FeedEntry = request.cb_kwargs["entry"]
        if reason_of(failure) in _READ_IN_FEED and entry.content:
            source_id = request.meta["source_id"]
            yield self._page(source_id, entry.link, request.cb_kwargs["announced"], entry.content, entry)
        else:
            self.page_failed(failure)

    def _page(self, source_id: str, url: str, fetched: dt.datetime, html: str, entry: FeedEntry) -> FoundPage:
        kind = "interview" if self.parameters.mode == "interviews" else None
        return FoundPage(source_id, url, fetched, html, entry.title or None, entry.published, kind)

    def _is_wanted(self, text: str) -> bool:
        wanted: tuple[str, ...] = self.parameters.words
        if wanted == ("*",):
            return True
        if not wanted:
            readers: Any = getattr(self, "readers", None)
            return readers is None or readers.pages.names_profession(text)
        told = _words(text)
        return any(f" {_words(word).strip()} " in told for word in wanted)


def _words(text: str) -> str:
    """The words of ``text`` as the extractors compare them, one space around each."""
    return f" {' '.join(words(Folded(text).aligned).split())} "


def _check(body: bytes) -> None:
    """Refuse a DTD; what is not well formed is feedparser's to read."""
    try:
        parse_xml(body)
    except XmlUnreadable:
        return


def _charset(response: Response) -> str | None:
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return header.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
