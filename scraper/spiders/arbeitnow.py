"""Arbeitnow's public API: https://www.arbeitnow.com/blog/job-board-api."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider

_API = "https://www.arbeitnow.com/api/job-board-api"


class ArbeitnowSpider(PagedSpider):
    """Pages of ads, newest first, until ``links.next`` is null, then back. No pay, no last page known beforehand.

    Assumed: ``created_at`` is a number of seconds since 1970; another reading has a date as text, which works too.
    """

    name = "arbeitnow"
    id_key = "slug"

    class Parameters(Strict):
        """``pages``: how many to read at most; older ads, which are beyond, stay unknown."""

        pages: Annotated[int, Field(ge=1, le=20)] = 20

    async def start(self) -> AsyncIterator[Request]:
        yield self.begin(f"{_API}?page=1", self.parse)

    def parse(self, response: Response, listing: Listing, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.listed(listing, data.get("data"), lambda job: self._ad(job, fetched))
        links, number = data.get("links"), len(listing.pages)
        has_more = isinstance(links, dict) and bool(links.get("next"))
        if has_more and number >= self.parameters.pages and not listing.is_back:
            self.cut(listing)
            has_more = False
        yield from self.turn(listing, f"{_API}?page={number + 1}" if has_more else None)

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        created = job.get("created_at")
        posting = schema_org.posting(
            {
                "title": job["title"],
                "description": job.get("description"),
                "datePosted": created if isinstance(created, str) else schema_org.day_of(created),
                "hiringOrganization": job.get("company_name"),
                "employmentType": schema_org.employment(*(job.get("job_types") or ())),
                "jobLocation": job.get("location"),
                "jobLocationType": schema_org.telecommute(job.get("remote")),
            }
        )
        return FoundAd(schema_org.required(job["slug"]), schema_org.required(job["url"]), fetched, posting)
