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
from scraper.spiders.base import SourceSpider

_API = "https://www.arbeitnow.com/api/job-board-api"


class ArbeitnowSpider(SourceSpider):
    """Pages of ads, newest first, until ``links.next`` is null. No pay, no last page known beforehand.

    Assumed: ``created_at`` is a number of seconds since 1970; another reading has a date as text, which works too.
    """

    name = "arbeitnow"
    id_key = "slug"

    class Parameters(Strict):
        """``pages``: how many to read at most; what is beyond stays unknown."""

        pages: Annotated[int, Field(ge=1, le=20)] = 20

    async def start(self) -> AsyncIterator[Request]:
        yield self._page(1)

    def _page(self, number: int) -> Request:
        return self.list_request(f"{_API}?page={number}", self.parse, cb_kwargs={"number": number})

    def parse(self, response: Response, number: int = 1, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        jobs = data.get("data")
        yield from self.each(jobs, lambda job: self._ad(job, fetched))
        if not jobs or not (data.get("links") or {}).get("next"):
            return
        if number < self.parameters.pages:
            yield self._page(number + 1)
        else:
            self.tally.incomplete = True
            self.tally.error("liste-coupee", response.url)

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
