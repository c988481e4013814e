"""Any site that describes its job ads for Google Jobs: sitemap → page → JSON-LD ``JobPosting``.

https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Annotated, Any
from urllib.parse import urljoin, urlsplit

from pydantic import Field
from scrapy import Request
from scrapy.http import Response, TextResponse
from w3lib.encoding import http_content_type_encoding

from catalog.models import Strict
from catalog.models.base import AsTuple, Language, Lines, Url
from scraper.extract.jsonld import read_postings
from scraper.extract.posting import Posting
from scraper.items import FoundAd, Unread
from scraper.net.errors import TooLarge
from scraper.net.sitemaps import Entry, read_sitemap, sitemaps_of_robots
from scraper.net.xml import XmlRefused, XmlUnreadable
from scraper.spiders.base import SourceSpider

#: Sitemaps within sitemaps: the protocol allows one level, sites are seen with two.
_DEEPEST = 4
#: A robots.txt that is not to be had forbids nothing (RFC 9309, 2.3.1.3).
_NO_ROBOTS = [400, 401, 403, 404, 410]


class SitemapSpider(SourceSpider):
    """Reads the sitemaps that robots.txt names, else those of the parameters, else ``/sitemap.xml``.

    Only pages of the site's own hosts are asked for, each once, after all sitemaps, the newest first: what a limit of
    the run leaves out is the oldest. Of a page in several languages, the wanted one, else the one that comes first.
    A page without an ad is refused as ``sans-annonce``; a 404 or a 410 is an ad gone. Of an address that is listed
    and was not read, nothing is said to be gone. An ad's address is the one that lists it, wherever it leads on the
    site; its id is its employer and its ``identifier``; without one, or when another page has the same, the address
    of the page.
    """

    name = "sitemap"

    class Parameters(Strict):
        """``sitemaps``: addresses to begin with, in place of robots.txt. ``hosts``: others than that of ``site``.

        ``include``, ``exclude``: parts of addresses, where ``*`` stands for anything; an address is read when it has
        one of the first, if any, and none of the second. ``index_include``: the same, for the sitemaps of an index.
        ``language``: of the pages. ``max_age``: days after which an address whose ``lastmod`` is older is let alone.
        """

        sitemaps: Annotated[tuple[Url, ...], AsTuple] = ()
        hosts: Lines = ()
        include: Lines = ()
        exclude: Lines = ()
        index_include: Lines = ()
        language: Language = "fr"
        max_age: Annotated[int, Field(ge=1)] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hosts = {host for url in (self.source.site, *self.parameters.sitemaps) for host in _alike(_host(url))}
        self._hosts |= {host.lower() for host in self.parameters.hosts}
        self._seen: set[str] = set()
        self._asked: set[str] = set()
        self._page_of: dict[str, str] = {}

    async def start(self) -> AsyncIterator[Request]:
        for request in map(self._sitemap_request, self.parameters.sitemaps):
            if request:
                yield request
        if not self.parameters.sitemaps:
            parts = urlsplit(self.source.site)
            url = f"{parts.scheme}://{parts.netloc}/robots.txt"
            yield self.list_request(url, self.parse_robots, meta={"handle_httpstatus_list": _NO_ROBOTS})

    def parse_robots(self, response: Response, **kwargs: Any) -> Iterator[Request]:
        """The sitemaps it names; none, or no robots.txt at all, leaves the usual address."""
        found = sitemaps_of_robots(response.body.decode("utf-8", "replace")) if response.status == 200 else []
        for named in found or ["/sitemap.xml"]:
            url = _joined(response, named)
            if url is None:
                self.tally.error("element-illisible", named)
            elif request := self._sitemap_request(url):
                yield request

    def parse_sitemap(self, response: Response, depth: int = 0, **kwargs: Any) -> Iterator[Request]:
        """The sitemaps or the pages that it lists."""
        try:
            sitemap = read_sitemap(response.body)
        except (XmlRefused, XmlUnreadable, TooLarge) as error:
            self.unseen(error.reason, response.url)
            return
        if sitemap.is_cut:
            self.unseen("plan-trop-long", response.url)
        if sitemap.is_mixed:
            self.unseen("illisible", response.url)
        if sitemap.kind == "index" and depth >= _DEEPEST:
            self.unseen("plan-trop-profond", response.url)
            return
        # The first are asked for before the last are queued: the priority alone would come too late for them.
        for entry in sorted(sitemap.entries, key=self._age):
            url = _joined(response, entry.loc)
            if url is None:
                self.tally.error("element-illisible", entry.loc)
            elif sitemap.kind == "index":
                request = self._sitemap_request(url, depth + 1)
                if request:
                    yield request
            elif request := self._page(url, entry, response):
                yield request

    def parse_page(self, response: Response, **kwargs: Any) -> Iterator[Unread]:
        """Every ad of a page, when it is read."""
        yield Unread(partial(self._ads, response), response.url, len(response.body))

    def _ads(self, response: Response) -> Iterator[FoundAd]:
        if not self._is_own(response.url):
            self.tally.refuse("autre-site", response.url)
            self.unread(response.meta["source_id"])
            return
        postings = _postings(response)
        if not postings:
            # An ad that was filled, or a page that asks whether we are a robot: only one that is not listed is gone.
            self.tally.refuse("sans-annonce", response.url)
            self.unread(response.meta["source_id"], response.url)
        for number, posting in enumerate(postings):
            url = self._address(response, posting, number)
            page, _, part = url.partition("#")
            listed = urljoin(response.meta["source_id"], f"#{part}" if part else "") if page == response.url else url
            yield FoundAd(self._id(posting, url), listed, self.fetched(response), posting)

    def _sitemap_request(self, url: str, depth: int = 0) -> Request | None:
        wanted = self.parameters.index_include
        if depth and wanted and not any(_has(url, pattern) for pattern in wanted):
            return None
        if not self._is_new(url):
            return None
        if not self._is_own(url):
            self.unseen("plan-ailleurs", url)
            return None
        return self.list_request(url, self.parse_sitemap, cb_kwargs={"depth": depth}, priority=1)

    def _page(self, own: str, entry: Entry, response: Response) -> Request | None:
        """The page of ``entry``, whose address is ``own``, in the wanted language; its others are then seen too.

        Links to other languages count only if they name the page itself, as they must.
        """
        if not self._is_recent(entry):
            if self._is_wanted(own):
                self.unread(own)
            return None
        wanted = self.parameters.language
        joined = {code: _joined(response, href) for code, href in entry.alternates.items()}
        alternates = {code: href for code, href in joined.items() if href is not None}
        if own not in alternates.values():
            alternates = {}
        ours = [href for code, href in sorted(alternates.items()) if code.partition("-")[0] == wanted]
        url = next((href for href in ours if self._is_own(href) and self._is_wanted(href)), own)
        is_first = self._is_new(url)
        self._seen |= {_without_fragment(href) for href in alternates.values()}
        if not is_first or not self._is_wanted(url):
            request = None
        elif not self._is_own(url):
            self.tally.refuse("autre-site", url)
            request = None
        else:
            name = _without_fragment(url)
            self._asked.add(name)
            request = self.page_request(url, self.parse_page, source_id=name, priority=-self._age(entry))
        if (alternates or not is_first) and _without_fragment(own) not in self._asked:
            self.unread(own)
        return request

    def _is_new(self, url: str) -> bool:
        url = _without_fragment(url)
        known = url in self._seen
        self._seen.add(url)
        return not known

    def _is_own(self, url: str) -> bool:
        return urlsplit(url).scheme in ("http", "https") and _host(url) in self._hosts

    def _is_wanted(self, url: str) -> bool:
        include, exclude = self.parameters.include, self.parameters.exclude
        is_included = not include or any(_has(url, pattern) for pattern in include)
        return is_included and not any(_has(url, pattern) for pattern in exclude)

    def _is_recent(self, entry: Entry) -> bool:
        return self.parameters.max_age is None or self._age(entry) <= self.parameters.max_age

    def _age(self, entry: Entry) -> int:
        """Days since the last change; what does not say is new."""
        return max(0, (self.now.date() - entry.lastmod).days) if entry.lastmod else 0

    def _address(self, response: Response, posting: Posting, number: int) -> str:
        """The page's; of several ads on one page, each its own when it tells it, else a part of the page."""
        if number == 0:
            return response.url
        own = response.urljoin(posting.url) if posting.url else response.url
        return own if self._is_own(own) and own != response.url else f"{response.url}#{number + 1}"

    def _id(self, posting: Posting, url: str) -> str:
        """An identifier is often the employer's own reference: two employers of a board may have the same."""
        if not posting.identifier:
            return url
        name = " ".join(part for part in (posting.hiring_organization, posting.identifier) if part)
        return name if self._page_of.setdefault(name, url) == url else url


def _postings(response: Response) -> list[Posting]:
    """A page whose charset is told need not be decoded whole: its scripts are enough."""
    told = http_content_type_encoding((response.headers.get("Content-Type") or b"").decode("latin-1"))
    if told is None and isinstance(response, TextResponse):
        return read_postings(response.text)
    return read_postings(response.body, told)


def _joined(response: Response, url: str) -> str | None:
    """``url``, as a page has it, in full; None when it is no address (a bracket left open, a port that is none)."""
    try:
        joined = response.urljoin(url)
        urlsplit(joined).port  # noqa: B018 -- what is wrong with it is told when it is asked for
    except ValueError:
        return None
    return joined


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _alike(host: str) -> tuple[str, str]:
    """``exemple.fr`` and ``www.exemple.fr`` are one site."""
    return host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _has(url: str, pattern: str) -> bool:
    """Whether ``url`` has the parts of ``pattern``, cut at ``*``, in order. In one pass: no regular expression."""
    start = 0
    for part in pattern.split("*"):
        found = url.find(part, start)
        if found < 0:
            return False
        start = found + len(part)
    return True
