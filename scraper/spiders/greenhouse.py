"""Greenhouse job boards: https://developers.greenhouse.io/job-board.html#list-jobs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import Found, FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider
from scraper.spiders.parameters import Token

_API = "https://boards-api.greenhouse.io/v1/boards"
#: Fields that employers add to their ads; these names are theirs, in French or English.
_EMPLOYMENT_FIELD = re.compile(r"employment|contract|contrat|type d.emploi|temps de travail", re.IGNORECASE)
_WORKPLACE_FIELD = re.compile(r"workplace|remote|t[ée]l[ée]travail|mode de travail", re.IGNORECASE)
#: The period of a range of pay is told by its title, if at all.
_UNITS = (("HOUR", r"hour|heure|horaire"), ("MONTH", r"month|mois|mensuel"), ("YEAR", r"annual|year|an\b|annuel"))


class GreenhouseSpider(SourceSpider):
    """The whole board in one call; descriptions are HTML escaped once more.

    Pay is told by one more call an ad, in cents, without a period: asked only when ``pay`` says so and the title is
    of the profession. Assumed: ``company_name`` and ``application_deadline`` are there on recent boards only;
    ``metadata`` holds what employers name as they like, and a value may be a text or a list of texts.
    """

    name = "greenhouse"

    class Parameters(Strict):
        """``board`` is the token in the address of the board; ``company`` its name, which old boards do not tell.

        ``pay``: ask for the pay of each ad.
        """

        board: Token
        company: str
        pay: bool = False

    async def start(self) -> AsyncIterator[Request]:
        yield self.list_request(f"{_API}/{self.parameters.board}/jobs?content=true", self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.each(data.get("jobs"), lambda job: self._ad_or_call(job, fetched))

    def _ad_or_call(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd | Request:
        if not self.parameters.pay or self.is_refused_by(job["title"]):
            return self._ad(job, fetched)
        number = str(int(job["id"]))
        url = f"{_API}/{self.parameters.board}/jobs/{number}?pay_transparency=true"
        return self.page_request(url, self.parse_job, source_id=number)

    def parse_job(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """An ad asked for alone: the same fields, and ``pay_input_ranges``."""
        yield from self.one(response, lambda job: self._ad(job, self.fetched(response)))

    def _ad(self, job: dict[str, Any], fetched: dt.datetime) -> FoundAd:
        workplaces = " ".join(_values(job, _WORKPLACE_FIELD)).lower()
        posting = schema_org.posting(
            {
                "title": job["title"],
                "description": schema_org.description(
                    job.get("content"), hybrid="hybrid" in workplaces or "partiel" in workplaces
                ),
                "datePosted": job.get("first_published") or job.get("updated_at"),
                "validThrough": job.get("application_deadline"),
                "hiringOrganization": job.get("company_name") or self.parameters.company,
                "employmentType": schema_org.employment(*_values(job, _EMPLOYMENT_FIELD)),
                "jobLocation": _places(job),
                "jobLocationType": schema_org.telecommute(workplaces in ("remote", "full remote", "fully remote")),
                "baseSalary": _salaries(job),
            }
        )
        return FoundAd(
            schema_org.required(job["id"]),
            schema_org.required(job["absolute_url"]),
            fetched,
            posting,
            language=schema_org.words(job.get("language")),
        )


def _places(job: dict[str, Any]) -> list[Any]:
    """The ad's place, several separated by ``;``; without one, those of its offices."""
    written = (job.get("location") or {}).get("name")
    if written:
        return [part.strip() for part in written.split(";") if part.strip()]
    return schema_org.present(office.get("location") or office.get("name") for office in job.get("offices") or ())


def _values(job: dict[str, Any], named: re.Pattern[str]) -> list[str]:
    """The texts of the employer's own fields whose name matches."""
    found: list[str] = []
    for field in job.get("metadata") or ():
        if named.search(str(field.get("name"))):
            value = field.get("value")
            found += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    return found


def _salaries(job: dict[str, Any]) -> list[Any]:
    """The ranges of a call for pay, else those of the employer's own fields, which are not in cents."""
    found = [
        schema_org.salary(
            _units(one.get("min_cents")),
            _units(one.get("max_cents")),
            one.get("currency_type"),
            _unit(one.get("title")),
        )
        for one in job.get("pay_input_ranges") or ()
    ]
    for field in job.get("metadata") or ():
        value = field.get("value")
        if not found and field.get("value_type") == "currency_range" and isinstance(value, dict):
            amounts = value.get("min_value"), value.get("max_value")
            found.append(schema_org.salary(*amounts, value.get("unit"), _unit(field.get("name"))))
    return schema_org.present(found)


def _unit(title: Any) -> str | None:
    return next((unit for unit, words in _UNITS if re.search(words, str(title or ""), re.IGNORECASE)), None)


def _units(cents: Any) -> float | None:
    return cents / 100 if isinstance(cents, (int, float)) else None
