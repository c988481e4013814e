"""Jobicy's public API: https://github.com/Jobicy/remote-jobs-api."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider

#: Ads a call: the most it gives, newest first; there are no pages.
_MOST = 100


class JobicySpider(PagedSpider):
    """One call a run. Jobicy asks to be credited and linked to: the ad's ``url`` is its own page.

    Every job is remote; ``jobGeo`` says where its holder must live, ``Anywhere`` for everywhere. Two readings of pay:
    ``salaryMin``, ``salaryMax`` and ``salaryPeriod``, or ``annualSalaryMin`` and ``annualSalaryMax``; both work.
    A full list may hide older ads, which then stay unknown.
    """

    name = "jobicy"

    class Parameters(Strict):
        """``geo`` and ``industry`` are slugs that ``?get=locations`` and ``?get=industries`` list; ``tag``: words."""

        geo: str | None = None
        industry: str | None = None
        tag: Annotated[str, Field(min_length=3, max_length=50)] | None = None

    async def start(self) -> AsyncIterator[Request]:
        asked = {key: value for key, value in self.parameters.model_dump().items() if value}
        query = urlencode({"count": _MOST, **asked})
        yield self.begin(f"https://jobicy.com/api/v2/remote-jobs?{query}", self.parse)

    def parse(self, response: Response, listing: Listing, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        jobs = data.get("jobs")
        yield from self.listed(listing, jobs, lambda job: self._ad(job, fetched))
        if isinstance(jobs, list) and len(jobs) >= _MOST:
            self.cut(listing)
        yield from self.turn(listing, None)

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        kinds = job.get("jobType")
        where = job.get("jobGeo")
        yearly = "salaryMin" not in job and "salaryMax" not in job
        prefix = "annualSalary" if yearly else "salary"
        posting = schema_org.posting(
            {
                "title": job["jobTitle"],
                "description": job.get("jobDescription") or job.get("jobExcerpt"),
                "datePosted": job.get("pubDate"),
                "hiringOrganization": job.get("companyName"),
                "employmentType": schema_org.employment(*(kinds if isinstance(kinds, list) else [kinds])),
                "applicantLocationRequirements": None if where == "Anywhere" else where,
                "jobLocationType": "TELECOMMUTE",
                "baseSalary": schema_org.salary(
                    job.get(f"{prefix}Min"),
                    job.get(f"{prefix}Max"),
                    job.get("salaryCurrency"),
                    "YEAR" if yearly else job.get("salaryPeriod"),
                ),
            }
        )
        return FoundAd(schema_org.required(job["id"]), schema_org.required(job["url"]), fetched, posting)
