"""Ashby job boards: https://developers.ashbyhq.com/docs/public-job-posting-api."""

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


class AshbySpider(SourceSpider):
    """The whole board in one call; a wrong name is a 404. What the employer does not list is not read.

    A tier of pay is for a place or a level; of its components (equity, bonus…) only the salary counts. Assumed:
    ``interval`` is a number and a unit (``1 YEAR``).
    """

    name = "ashby"

    class Parameters(Strict):
        """``board`` is the company's name in the address of its board, ``company`` the one it goes by."""

        board: Token
        company: str

    async def start(self) -> AsyncIterator[Request]:
        url = f"https://api.ashbyhq.com/posting-api/job-board/{self.parameters.board}?includeCompensation=true"
        yield self.list_request(url, self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.each(data.get("jobs"), lambda job: self._ad(job, fetched))

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd | None:
        if job.get("isListed") is False:
            return None
        workplace = job.get("workplaceType")
        hybrid = workplace == "Hybrid"
        remote = workplace == "Remote" if workplace else job.get("isRemote")
        posting = schema_org.posting(
            {
                "title": job["title"],
                "description": schema_org.description(
                    job.get("descriptionPlain") or job.get("descriptionHtml"), hybrid=hybrid
                ),
                "datePosted": job.get("publishedAt"),
                "hiringOrganization": self.parameters.company,
                "employmentType": schema_org.employment(job.get("employmentType")),
                "jobLocation": schema_org.present(map(_place, [job, *(job.get("secondaryLocations") or ())])),
                "jobLocationType": schema_org.telecommute(remote),
                "baseSalary": _salaries(job.get("compensation") or {}),
            }
        )
        return FoundAd(schema_org.required(job["id"]), schema_org.required(job["jobUrl"]), fetched, posting)


def _place(written: dict[str, Any]) -> Any:
    """The address has the parts; a secondary place may have them without ``postalAddress``."""
    address = written.get("address") or {}
    address = address.get("postalAddress") or address
    return schema_org.place(
        address.get("addressLocality"),
        address.get("addressRegion"),
        address.get("addressCountry"),
        text=written.get("location"),
    )


def _salaries(compensation: dict[str, Any]) -> list[Any]:
    """Those of the tiers, else of the summary, else its words."""
    tiers = compensation.get("compensationTiers") or ()
    components = [one for tier in tiers for one in tier.get("components") or ()]
    for some in (components, compensation.get("summaryComponents") or ()):
        found = [_salary(one) for one in some if one.get("compensationType") == "Salary"]
        if found := schema_org.present(found):
            return found
    return schema_org.present([compensation.get("scrapeableCompensationSalarySummary")])


def _salary(component: dict[str, Any]) -> Any:
    unit = str(component.get("interval") or "").rpartition(" ")[2]
    return schema_org.salary(
        component.get("minValue"), component.get("maxValue"), component.get("currencyCode"), unit
    )
