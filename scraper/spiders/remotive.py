"""Remotive's public API: https://github.com/remotive-com/remote-jobs-api."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider


class RemotiveSpider(SourceSpider):
    """Every active ad in one call: Remotive asks for at most four a day, so a run makes one and no other.

    It asks too that a link leads back to its own page: the ad's ``url`` is that one. ``salary`` is free text. Every
    job is remote; where its holder may live is in ``candidate_required_location``.
    """

    name = "remotive"

    class Parameters(Strict):
        """``category``: a slug of ``https://remotive.com/api/remote-jobs/categories``. ``search``: words to find."""

        category: str | None = None
        search: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        asked = {key: value for key, value in self.parameters.model_dump().items() if value}
        query = f"?{urlencode(asked)}" if asked else ""
        yield self.list_request(f"https://remotive.com/api/remote-jobs{query}", self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.each(data.get("jobs"), lambda job: self._ad(job, fetched))

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        posting = schema_org.posting(
            {
                "title": job["title"],
                "description": job.get("description"),
                "datePosted": job.get("publication_date"),
                "hiringOrganization": job.get("company_name"),
                "employmentType": schema_org.employment(job.get("job_type")),
                "applicantLocationRequirements": job.get("candidate_required_location"),
                "jobLocationType": "TELECOMMUTE",
                "baseSalary": job.get("salary") or None,
            }
        )
        return FoundAd(schema_org.required(job["id"]), schema_org.required(job["url"]), fetched, posting)
