"""Teamtailor careers sites: a JSON Feed (https://www.jsonfeed.org/version/1.1/) with a JobPosting in each item."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from catalog.models import Strict
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider
from scraper.spiders.parameters import Host


class TeamtailorSpider(SourceSpider):
    """``https://<host>/jobs.json``, and the pages that ``next_url`` names.

    The feed is public but its ``_jobposting`` is not in Teamtailor's own documentation (read in public code);
    assumed: it may lack a title, a text, a date or an employer, which the item and the feed then give.
    """

    name = "teamtailor"

    class Parameters(Strict):
        """``host`` is that of the careers site: ``<name>.teamtailor.com``, or on the employer's domain."""

        host: Host

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        yield self.list_request(f"https://{self.parameters.host}/jobs.json", self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        self._pages.add(response.url)
        yield from self.each(data.get("items"), lambda item: self._ad(item, data.get("title"), fetched))
        following = data.get("next_url")
        if isinstance(following, str) and following:
            url = response.urljoin(following)
            if urlsplit(url).hostname == self.parameters.host and url not in self._pages:
                yield self.list_request(url, self.parse)

    def _ad(self, item: dict[str, Any], site: Any, fetched: dt.datetime) -> FoundAd:
        node = item.get("_jobposting") or {}
        own = {
            "title": item.get("title"),
            "description": item.get("content_html") or item.get("content_text"),
            "datePosted": item.get("date_published"),
            "hiringOrganization": site or self.source.publisher,
        }
        posting = schema_org.posting({**node, **{key: value for key, value in own.items() if not node.get(key)}})
        return FoundAd(schema_org.required(item["id"]), schema_org.required(item["url"]), fetched, posting)
