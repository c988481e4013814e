"""A record enters the store only in the shape the catalog promises."""

from __future__ import annotations

from typing import Any, Self

from pydantic import ValidationError
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from catalog.messages import message_of
from catalog.models import Record
from catalog.store import KINDS
from scraper.draft import Draft


class ValidationPipeline:
    """Turns a draft into a record; what does not fit is counted, and the ad is not taken for gone."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Draft) -> Record:
        try:
            return KINDS[item.kind].model_validate(item.values)
        except ValidationError as error:
            spider: Any = self._crawler.spider
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            said = f"{item.values['source_id']} : champ « {where} », {message_of(first)}"
            spider.tally.error("fiche-invalide", said)
            spider.tally.unread(item.values["source_id"])
            raise DropItem("fiche-invalide", log_level="DEBUG") from None
