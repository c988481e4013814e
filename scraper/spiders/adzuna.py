"""Adzuna: https://developer.adzuna.com/docs/search (free identifiers; 25 calls a minute, 250 a day).

Read in the documentation and in public code, not tried. Assumed: a page past the last one is empty; the flag of a
predicted pay is ``"1"``, ``1`` or ``true``; descriptions are cut; the address of an ad needs no query string.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Lines
from scraper.authorizations import QueryKeys
from scraper.extract.base_salary import Salary
from scraper.extract.html_text import html_to_text
from scraper.extract.jsonld_values import as_list, line
from scraper.extract.posting import Location, Posting
from scraper.items import FoundAd
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider

API = "https://api.adzuna.com/v1/api/jobs/"
#: Ads of a page (the most there are), and pages of one search: a day's allowance is 250 calls.
PAGE, MOST_PAGES = 50, 40
#: The money of ``salary_min`` and ``salary_max``, which are always of a year.
_CURRENCIES = {"fr": "EUR", "be": "EUR", "ch": "CHF", "ca": "CAD", "gb": "GBP"}
_PREDICTED = frozenset({"1", "true"})


class AdzunaSpider(PagedSpider):
    """Each phrase, page after page. A pay that Adzuna guessed is not a pay."""

    name = "adzuna"
    secrets = ("ADZUNA_APP_ID", "ADZUNA_APP_KEY")
    authorization = QueryKeys(under=API, keys={"app_id": "ADZUNA_APP_ID", "app_key": "ADZUNA_APP_KEY"})

    class Parameters(Strict):
        """``phrases`` are looked for as they are, one search each; ``country`` is Adzuna's two letters."""

        phrases: Annotated[Lines, Field(min_length=1)]
        country: Annotated[str, Field(pattern="^(?:fr|be|ch|ca|gb)$")] = "fr"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        for phrase in self.parameters.phrases:
            yield self.begin(self._url(phrase, 1), self.parse, cb_kwargs={"phrase": phrase})

    def _url(self, phrase: str, page: int) -> str:
        query = {
            "what_phrase": phrase,
            "results_per_page": PAGE,
            "sort_by": "date",
            "content-type": "application/json",
        }
        return f"{API}{self.parameters.country}/search/{page}?{urlencode(query)}"

    def parse(self, response: Response, phrase: str, listing: Listing) -> Iterator[FoundAd | Request]:
        data = self.read_json(response)
        if data is None:
            return
        data = data if isinstance(data, dict) else {}
        fetched = self.fetched(response)
        results = data.get("results")
        yield from self.listed(listing, results, lambda ad: self._ad(ad, fetched), data.get("count"))
        if not isinstance(results, list) or listing.is_back:
            yield from self.turn(listing, None)
            return
        page, count = len(listing.pages), listing.announced
        has_more = bool(results) and (page * PAGE < count if count is not None else len(results) >= PAGE)
        if has_more and page >= MOST_PAGES:
            self.unseen("resultats-coupes", response.url)
            has_more = False
        yield from self.turn(listing, self._url(phrase, page + 1) if has_more else None)

    def _ad(self, ad: dict[str, Any], fetched: dt.datetime) -> FoundAd | None:
        source_id = line(ad["id"], {})
        if not source_id:
            raise ValueError("no id")
        if source_id in self._seen:
            return None
        title = line(ad["title"], {})
        if not title:
            raise ValueError("no title")
        place = ad.get("location") or {}
        # From the country to the town; the last one is the nearest.
        area, named = as_list(place.get("area")), line(place.get("display_name"), {})
        posting = Posting(
            title=title,
            description=html_to_text(ad.get("description") or "") or None,
            date_posted=line(ad.get("created"), {}),
            hiring_organization=line((ad.get("company") or {}).get("display_name"), {}),
            employment_types=tuple(
                kind for name in ("contract_type", "contract_time") if (kind := line(ad.get(name), {}))
            ),
            locations=(Location(named, line(area[-1], {}) if len(area) > 2 else None),) if named else (),
            salaries=self._salaries(ad),
        )
        found = FoundAd(source_id, _plain(ad["redirect_url"]), fetched, posting)
        self._seen.add(source_id)
        return found

    def _salaries(self, ad: dict[str, Any]) -> tuple[Salary, ...]:
        low, high = ad.get("salary_min"), ad.get("salary_max")
        if str(ad.get("salary_is_predicted", "")).lower() in _PREDICTED or not (low or high):
            return ()
        currency = _CURRENCIES[self.parameters.country]
        return (Salary(None, float(low) if low else None, float(high) if high else None, currency, "YEAR"),)


def _plain(url: str) -> str:
    """The address without its query, which holds our identifier and changes at each call. ValueError if not one."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("no address")
    return urlunsplit(parts._replace(query="", fragment=""))
