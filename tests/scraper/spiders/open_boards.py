"""Run a real spider against the sandbox through the middlewares of a real run: robots, addresses, sizes, archive."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler

from catalog.models import Source
from scraper.run.entry import SURVEYS
from scraper.run.wiring import crawl_settings
from scraper.sources import adapters
from scraper.tally import Tally
from tests.sandbox import Sandbox
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import NOW


class Keep:
    """A pipeline that keeps what reaches it in ``spider.kept``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        self._crawler.spider.kept.append(item)  # type: ignore[union-attr]
        return item


def collect(
    run_crawl: RunCrawl, sandbox: Sandbox, source: Source, settings: dict[str, Any] | None = None, **arguments: Any
) -> tuple[list[Any], Tally]:
    """What the spider of ``source`` yields, before any pipeline, and its tally. Every answer is of ``NOW``."""
    tally = Tally()
    ours = crawl_settings(source, sandbox=sandbox.port, surveys=str(SURVEYS))
    ours.setdict({"ITEM_PIPELINES": {Keep: 100}, "RETRY_ENABLED": False, **(settings or {})}, priority="cmdline")
    kept: list[Any] = []
    told = {"source": source, "now": NOW, "tally": tally, "clock": lambda: NOW, "kept": kept, **arguments}
    run_crawl(adapters()[source.adapter], dict(ours), **told)
    return kept, tally
