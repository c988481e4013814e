"""Personio's XML feed: https://developer.personio.de/docs/retrieving-open-job-positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from lxml import etree
from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from catalog.models.base import AsTuple, Language
from scraper.items import FoundAd
from scraper.net.xml import XmlRefused, XmlUnreadable, parse_xml
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider
from scraper.spiders.parameters import Token, host_of

#: ``yearsOfExperience`` in words that the extractors read.
_EXPERIENCE = {
    "lt-1": "moins d’un an d’expérience",
    "1-2": "1 à 2 ans d’expérience",
    "2-5": "2 à 5 ans d’expérience",
    "5-7": "5 à 7 ans d’expérience",
    "7-10": "7 à 10 ans d’expérience",
    "10-15": "10 à 15 ans d’expérience",
    "gt-15": "plus de 15 ans d’expérience",
}

Position = dict[str, Any]


class PersonioSpider(SourceSpider):
    """The whole board in one call a language. An ad is in every language, its text in those it was written in only.

    So the languages are asked for in order, each for the ads that are still without a text. An unknown board leads to
    a page of Personio's, which is not this XML. Pay (``salaryInformation``) is unreliable: not read. Assumed: the
    feed is the same under ``.de`` and ``.com``.
    """

    name = "personio"

    class Parameters(Strict):
        """``board`` is the name before ``.jobs.personio.de``, or the whole host; ``languages``: the best first."""

        board: Token
        company: str
        languages: Annotated[tuple[Language, ...], AsTuple, Field(min_length=1)] = ("fr", "en")

    async def start(self) -> AsyncIterator[Request]:
        yield self._ask(0, None)

    def _ask(self, rank: int, left: list[str] | None) -> Request:
        language = self.parameters.languages[rank]
        url = f"https://{self._host}/xml?language={language}"
        return self.list_request(url, self.parse, cb_kwargs={"rank": rank, "left": left})

    @property
    def _host(self) -> str:
        return host_of(self.parameters.board, "jobs.personio.de")

    def parse(
        self, response: Response, rank: int = 0, left: list[str] | None = None, **kwargs: Any
    ) -> Iterator[FoundAd | Request]:
        """``left`` are the ids still without a text; None for all."""
        positions = self._read(response)
        if positions is None:
            return
        language, is_last = self.parameters.languages[rank], rank + 1 == len(self.parameters.languages)
        wanted = [one for one in positions if left is None or one["id"] in left]
        ready = [one for one in wanted if is_last or one["texts"] or not one["id"]]
        fetched = self.fetched(response)
        yield from self.each(ready, lambda position: self._ad(position, language, fetched))
        if waiting := [one["id"] for one in wanted if one not in ready]:
            yield self._ask(rank + 1, waiting)

    def _read(self, response: Response) -> list[Position] | None:
        try:
            root = parse_xml(response.body)
        except (XmlRefused, XmlUnreadable) as error:
            self._unreadable(error.reason, response)
            return None
        if root.tag != "workzag-jobs":
            self._unreadable("liste-illisible", response)
            return None
        return [_position(element) for element in root.iterfind("position")]

    def _unreadable(self, reason: str, response: Response) -> None:
        self.tally.incomplete = True
        self.tally.error(reason, response.url)

    def _ad(self, position: Position, language: str, fetched: dt.datetime) -> FoundAd:
        posting = schema_org.posting(
            {
                "title": position["name"],
                "description": schema_org.description(*position["texts"]),
                "datePosted": position["createdAt"],
                "hiringOrganization": position["subcompany"] or self.parameters.company,
                "employmentType": schema_org.employment(position["schedule"], position["employmentType"]),
                "jobLocation": position["offices"],
            }
        )
        return FoundAd(
            schema_org.required(position["id"]),
            f"https://{self._host}/job/{position['id']}",
            fetched,
            posting,
            experience=_EXPERIENCE.get(position["yearsOfExperience"]),
            language=language if position["texts"] else None,
        )


def _position(element: etree._Element) -> Position:
    names = ("id", "name", "subcompany", "employmentType", "schedule", "yearsOfExperience", "createdAt")
    told: Position = {name: (element.findtext(name) or "").strip() for name in names}
    if not told["id"].isdecimal():
        told["id"] = None  # ``each`` counts it
    offices = [element.findtext("office"), *(one.text for one in element.iterfind("additionalOffices/office"))]
    parts = element.iterfind("jobDescriptions/jobDescription")
    texts = [schema_org.section(part.findtext("name"), part.findtext("value")) for part in parts]
    return told | {"offices": schema_org.present(offices), "texts": schema_org.present(texts)}
