"""Lists by pages: one that was not surely read to its end is said incomplete, and nothing then is taken for gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from scrapy import Request

from scraper.items import Found, FoundAd
from scraper.spiders.base import Callback, SourceSpider
from scraper.spiders.listing import Listing

#: Pages of one list; a server may always name one more.
MOST_PAGES = 200


class PagedSpider(SourceSpider):
    """A spider whose lists are ``Listing``s: ``begin`` asks for the first page, and each callback, given its
    ``listing``, reads the page by ``listed``, then says by ``turn`` which page follows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asks: dict[Listing, Callable[..., Request]] = {}

    def begin(self, url: str, callback: Callback, within: Listing | None = None, **kwargs: Any) -> Request:
        """The first page of a list; ``kwargs`` are those of every request for one of its pages."""
        listing = Listing(url, within)
        told = {**kwargs.pop("cb_kwargs", {}), "listing": listing}
        self._asks[listing] = partial(self.list_request, callback=callback, cb_kwargs=told, **kwargs)
        return self._page(listing, url)

    def listed(
        self, listing: Listing, items: Any, make: Callable[[Any], Found | Request | None], total: Any = None
    ) -> Iterator[Any]:
        """``each`` of a page, without what another page had; ``total`` is what the page announces of the list."""
        listing.open(len(items) if isinstance(items, (list, tuple)) else 0, total)

        def make_new(item: Any) -> Found | Request | None:
            name = self.name_of(item)
            if name is not None and not listing.see(name):
                return None
            made = make(item)
            if isinstance(made, FoundAd):
                listing.date(made.posting.date_posted)
            return made

        yield from self.each(items, make_new)

    def turn(self, listing: Listing, following: str | None) -> Iterator[Request]:
        """``following`` the page just read; after the last (None), the way back if no total was told."""
        if following is not None and not listing.is_back:
            if not listing.fresh:  # a server that ignores what names the page gives the same for ever
                self.unseen("page-repetee", following)
            elif len(listing.pages) >= MOST_PAGES:
                self.unseen("liste-trop-longue", listing.name)
            else:
                yield self._page(listing, following)
            return
        if not listing.is_back:
            listing.is_back = True
            del listing.pages[-1:]
        if listing.announced is None and listing.pages:
            yield self._page(listing, listing.pages.pop(), is_new=False)

    def cut(self, listing: Listing) -> None:
        """The vendor lists no more. Newest first, only what is not newer than the last ad may lie beyond; in another
        order, or without dates, anything may."""
        if listing.is_sorted and listing.oldest is not None:
            self.tally.capped = max(listing.oldest, self.tally.capped or listing.oldest)
        else:
            self.unseen("liste-coupee", listing.name)

    def closed(self, reason: str) -> None:
        """Look whether each list was read to its end; a run that was interrupted says so itself."""
        super().closed(reason)
        if reason == "finished" and not self.tally.incomplete:
            for listing in self._asks:
                if not listing.is_whole:
                    self.unseen("liste-incomplete", listing.name)

    def _page(self, listing: Listing, url: str, is_new: bool = True) -> Request:
        """Not a link further away, though named by the page before, nor a page seen twice by chance."""
        if is_new:
            listing.pages.append(url)
        return self._asks[listing](url, dont_filter=True, meta={"depth_reset": True})
