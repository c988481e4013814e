"""SmartRecruiters' Posting API: https://developers.smartrecruiters.com/docs/posting-api."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Country
from scraper.items import Found, FoundAd
from scraper.spiders import schema_org
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider
from scraper.spiders.parameters import Token

_API = "https://api.smartrecruiters.com/v1/companies"
#: Postings a call: the most it gives.
_LIMIT = 100
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


class SmartRecruitersSpider(PagedSpider):
    """A list by ``offset`` with its total, then one call an ad for the text, when its title is of the profession.

    A wrong name is an empty list, not an error: only ``expect.min`` tells. ``creator``, a person, is not read.
    Assumed: ``typeOfEmployment`` is ``permanent`` for what its label calls « Full-time »: only the label is read.
    """

    name = "smartrecruiters"

    class Parameters(Strict):
        """``company`` is the identifier in the address of its site; ``country``, if any, keeps the ads of one."""

        company: Token
        country: Country | None = None

    async def start(self) -> AsyncIterator[Request]:
        yield self.begin(self._url(0), self.parse)

    def _url(self, offset: int) -> str:
        country = f"&country={self.parameters.country.lower()}" if self.parameters.country else ""
        return f"{_API}/{self.parameters.company}/postings?limit={_LIMIT}&offset={offset}{country}"

    def parse(self, response: Response, listing: Listing, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        jobs = data.get("content")
        yield from self.listed(listing, jobs, lambda job: self._ad_or_call(job, fetched), data.get("totalFound"))
        # The server may serve fewer than were asked for: a page that is not full is not the last.
        is_last = not jobs or (listing.announced is not None and listing.count >= listing.announced)
        yield from self.turn(listing, None if is_last else self._url(listing.count))

    def _ad_or_call(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd | Request:
        if self.is_refused_by(job["name"]):
            return self._ad(job, fetched)
        name = schema_org.required(job["id"])
        url = f"{_API}/{self.parameters.company}/postings/{quote(name, safe='')}"
        return self.page_request(url, self.parse_job, source_id=name)

    def parse_job(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """An ad asked for alone: the fields of the list, and ``jobAd``."""
        yield from self.one(response, lambda job: self._ad(job, self.fetched(response)))

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        where = job.get("location") or {}
        sections = (job.get("jobAd") or {}).get("sections") or {}
        parts = [sections.get(name) or {} for name in _SECTIONS]
        posting = schema_org.posting(
            {
                "title": job["name"],
                "description": schema_org.description(
                    *(schema_org.section(part.get("title"), part.get("text")) for part in parts),
                    hybrid=where.get("hybrid"),
                ),
                "datePosted": job.get("releasedDate"),
                "hiringOrganization": (job.get("company") or {}).get("name") or self.source.publisher,
                "employmentType": schema_org.employment((job.get("typeOfEmployment") or {}).get("label")),
                "jobLocation": schema_org.place(
                    where.get("city"),
                    where.get("region"),
                    where.get("country"),
                    where.get("postalCode"),
                    text=where.get("fullLocation"),
                ),
                "jobLocationType": schema_org.telecommute(where.get("remote") and not where.get("hybrid")),
            }
        )
        url = job.get("postingUrl") or f"https://jobs.smartrecruiters.com/{self.parameters.company}/{job['id']}"
        return FoundAd(
            schema_org.required(job["id"]),
            url,
            fetched,
            posting,
            experience=schema_org.words((job.get("experienceLevel") or {}).get("label")),
            language=schema_org.words((job.get("language") or {}).get("code")),
        )
