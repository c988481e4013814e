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
from scraper.spiders.listing import Listing
from scraper.spiders.paged import PagedSpider
from scraper.spiders.parameters import Host


class TeamtailorSpider(PagedSpider):
    """``https://<host>/jobs.json``, and the pages that ``next_url`` names on that host.

    The feed is public but its ``_jobposting`` is not in Teamtailor's own documentation (read in public code);
    assumed: it may lack a title, a text, a date or an employer, which the item and the feed then give.
    """

    name = "teamtailor"

    class Parameters(Strict):
        """``host`` is that of the careers site: ``<name>.teamtailor.com``, or on the employer's domain."""

        host: Host

    async def start(self) -> AsyncIterator[Request]:
        yield self.begin(f"https://{self.parameters.host}/jobs.json", self.parse)

    def parse(self, response: Response, listing: Listing, **kwargs: Any) -> Iterator[FoundAd | Request]:
        data = self.read_object(response)
        if data is None:
            return
        fetched = self.fetched(response)
        yield from self.listed(listing, data.get("items"), lambda item: self._ad(item, data.get("title"), fetched))
        following = data.get("next_url")
        url = response.urljoin(following) if isinstance(following, str) else ""
        if following and urlsplit(url).hostname != self.parameters.host:
            self.unseen("page-suivante-refusee", url)
            following = None
        yield from self.turn(listing, url if following else None)

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
