"""Workable's public widget: https://help.workable.com/hc/en-us/articles/115013356548 (widget of a careers page)."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider
from scraper.spiders.parameters import Token


class WorkableSpider(SourceSpider):
    """The whole account in one call, texts included.

    The shape is that of the widget, read in public code; pay is not in it. Assumed: an ad has ``locations``, or, on
    older accounts, ``city``, ``state`` and ``country`` alone; its requirements may stand apart from its description.
    """

    name = "workable"
    id_key = "shortcode"

    class Parameters(Strict):
        """``account`` is the name in ``apply.workable.com/<account>``."""

        account: Token

    async def start(self) -> AsyncIterator[Request]:
        url = f"https://apply.workable.com/api/v1/widget/accounts/{self.parameters.account}?details=true"
        yield self.list_request(url, self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd]:
        data = self.read_object(response)
        if data is None:
            return
        company = data.get("name") or self.source.publisher
        fetched = self.fetched(response)
        yield from self.each(data.get("jobs"), lambda job: self._ad(job, company, fetched))

    def _ad(self, job: dict[str, Any], company: str, fetched: dt.datetime) -> FoundAd:
        workplace = str(job.get("workplace_type") or "")
        posting = schema_org.posting(
            {
                "title": job["title"],
                "description": schema_org.description(
                    job.get("description"),
                    job.get("requirements"),
                    job.get("benefits"),
                    hybrid=workplace == "hybrid",
                ),
                "datePosted": job.get("published_on") or job.get("created_at"),
                "hiringOrganization": company,
                "employmentType": schema_org.employment(job.get("employment_type")),
                "jobLocation": schema_org.present(map(_place, job.get("locations") or [job])),
                "jobLocationType": schema_org.telecommute(
                    workplace == "remote" if workplace else job.get("telecommuting")
                ),
            }
        )
        return FoundAd(
            schema_org.required(job["shortcode"]),
            schema_org.required(job["url"]),
            fetched,
            posting,
            experience=schema_org.words(job.get("experience")),
        )


def _place(written: dict[str, Any]) -> Any:
    region = written.get("region") or written.get("state")
    return schema_org.place(written.get("city"), region, written.get("country"))
