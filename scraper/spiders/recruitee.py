"""Recruitee careers sites: https://docs.recruitee.com/reference/offers and https://careers.recruitee.com/docs."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import Language
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider
from scraper.spiders.parameters import Token, host_of


class RecruiteeSpider(SourceSpider):
    """Every offer in one call. Amounts are strings, the text is in two fields.

    Assumed: ``translations`` holds ``title``, ``description`` and ``requirements`` by language; old sites have
    neither it nor ``locations``, then ``city`` and ``country`` tell the place.
    """

    name = "recruitee"

    class Parameters(Strict):
        """``board`` is the name before ``.recruitee.com``, or the whole host of a site on the employer's domain.

        ``language``: that of the text to read when an offer has several.
        """

        board: Token
        language: Language = "fr"

    async def start(self) -> AsyncIterator[Request]:
        yield self.list_request(f"https://{host_of(self.parameters.board, 'recruitee.com')}/api/offers/", self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.each(data.get("offers"), lambda offer: self._ad(offer, fetched))

    def _ad(self, offer: dict[str, Any], fetched: dt.datetime) -> FoundAd | None:
        if offer.get("status") not in (None, "published"):
            return None
        wanted = self.parameters.language
        translated = (offer.get("translations") or {}).get(wanted) or {}
        text = {key: translated.get(key) or offer.get(key) for key in ("title", "description", "requirements")}
        pay = offer.get("salary") or {}
        posting = schema_org.posting(
            {
                "title": text["title"],
                "description": schema_org.description(
                    text["description"], text["requirements"], hybrid=offer.get("hybrid")
                ),
                "datePosted": offer.get("published_at") or offer.get("created_at"),
                "validThrough": offer.get("close_at"),
                "hiringOrganization": offer.get("company_name") or self.source.publisher,
                "employmentType": schema_org.employment(offer.get("employment_type_code")),
                "jobLocation": schema_org.present(map(_place, offer.get("locations") or [offer])),
                # A hybrid job is often ticked remote as well.
                "jobLocationType": schema_org.telecommute(offer.get("remote") and not offer.get("hybrid")),
                "baseSalary": schema_org.salary(
                    pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")
                ),
            }
        )
        language = wanted if translated else None
        return FoundAd(
            schema_org.required(offer["id"]),
            schema_org.required(offer["careers_url"]),
            fetched,
            posting,
            language=language,
        )


def _place(written: dict[str, Any]) -> Any:
    region = written.get("state_name") or written.get("state")
    return schema_org.place(
        written.get("city"),
        region,
        written.get("country") or written.get("country_code"),
        written.get("postal_code"),
        text=written.get("location") or written.get("name"),
    )
