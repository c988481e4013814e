"""Lever job sites: https://github.com/lever/postings-api."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider
from scraper.spiders.parameters import Token

#: Postings a call.
_LIMIT = 100


class LeverSpider(PagedSpider):
    """A list by pages of ``limit``, without a total: the last page is the one that is not full; then back.

    A wrong name is a 404. The text is in pieces: opening and body, lists, closing words. Assumed: ``createdAt`` (in
    milliseconds) is not documented but always there; ``interval`` is ``per-year-salary``, ``per-month-salary``,
    ``per-hour-wage`` or another word of that form.
    """

    name = "lever"

    class Parameters(Strict):
        """``site`` is the company's name in the address of its site, ``company`` the one it goes by.

        ``eu``: the site is on ``jobs.eu.lever.co``.
        """

        site: Token
        company: str
        eu: bool = False

    async def start(self) -> AsyncIterator[Request]:
        yield self.begin(self._url(0), self.parse)

    def _url(self, skip: int) -> str:
        host = "api.eu.lever.co" if self.parameters.eu else "api.lever.co"
        return f"https://{host}/v0/postings/{self.parameters.site}?mode=json&skip={skip}&limit={_LIMIT}"

    def parse(self, response: Response, listing: Listing, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_json(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.listed(listing, data, lambda job: self._ad(job, fetched))
        is_full = isinstance(data, list) and len(data) >= _LIMIT
        yield from self.turn(listing, self._url(listing.count) if is_full else None)

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        categories = job.get("categories") or {}
        towns = categories.get("allLocations") or [categories.get("location")]
        workplace = job.get("workplaceType")
        posting = schema_org.posting(
            {
                "title": job["text"],
                "description": schema_org.description(
                    job.get("descriptionPlain") or job.get("description"),
                    *(schema_org.section(one.get("text"), one.get("content")) for one in job.get("lists") or ()),
                    job.get("additionalPlain") or job.get("additional"),
                    hybrid=workplace == "hybrid",
                ),
                "datePosted": schema_org.day_of(job["createdAt"] / 1000) if job.get("createdAt") else None,
                "hiringOrganization": self.parameters.company,
                "employmentType": schema_org.employment(categories.get("commitment")),
                "jobLocation": [_place(town, job.get("country")) for town in schema_org.present(towns)],
                "jobLocationType": schema_org.telecommute(workplace == "remote"),
                "baseSalary": _salary(job),
            }
        )
        return FoundAd(schema_org.required(job["id"]), schema_org.required(job["hostedUrl"]), fetched, posting)


def _place(town: str, country: Any) -> Any:
    """A town in the country of the posting, unless it says its own: ``Lyon``, but ``Londres, Royaume-Uni``."""
    return schema_org.place(text=town) if "," in town else schema_org.place(town, country=country)


def _salary(job: dict[str, Any]) -> Any:
    pay = job.get("salaryRange")
    if not pay:
        return job.get("salaryDescriptionPlain")
    unit = str(pay.get("interval") or "").removeprefix("per-").partition("-")[0]
    return schema_org.salary(pay.get("min"), pay.get("max"), pay.get("currency"), unit)
