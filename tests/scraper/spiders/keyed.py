"""Run a real spider against the sandbox, its key given, through the middlewares that stand between."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import yaml

from catalog.models import Source
from scraper.middlewares.archive import ARCHIVE_MIDDLEWARES, REPLAY_MIDDLEWARES, REPLAY_SETTINGS
from scraper.middlewares.authorization import AUTHORIZATION_ORDER, AuthorizationMiddleware
from scraper.middlewares.reroute import REROUTE, REROUTE_ORDER
from scraper.spiders.base import SourceSpider
from scraper.tally import Tally
from tests.sandbox import SOURCES, Sandbox
from tests.sandbox.secrets import SECRETS
from tests.scraper.conftest import RunCrawl

NOW = dt.datetime(2026, 11, 25, 8, 0, tzinfo=dt.UTC)
EXPECTED = Path(__file__).with_name("expected")


def a_source(name: str, **changes: Any) -> Source:
    """``tests/sandbox/sources/<name>.yml``, with other parameters when some are given."""
    fields = yaml.safe_load((SOURCES / f"{name}.yml").read_text())
    parameters = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in (fields.get("parameters", {}) | changes).items()
    }
    return Source.model_validate({**fields, "parameters": parameters, "id": name})


def collect(
    run_crawl: RunCrawl,
    sandbox: Sandbox,
    spider: type[SourceSpider],
    source: Source,
    settings: dict[str, Any] | None = None,
    **arguments: Any,
) -> tuple[list[Any], Tally]:
    """What the spider of ``source`` yields, and its tally; every response is received at NOW.

    ``arguments`` go to the spider: ``archive`` to keep one, ``replay`` to read one in place of the sandbox.
    """
    tally = Tally()
    chain: dict[Any, int | None] = {
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        "scraper.middlewares.retry.RetryMiddleware": 550,
    }
    if "replay" in arguments:
        given = {**REPLAY_SETTINGS, "DOWNLOADER_MIDDLEWARES": chain | REPLAY_MIDDLEWARES}
    else:
        reroute = {"scraper.middlewares.reroute.RerouteMiddleware": REROUTE_ORDER}
        chain |= ARCHIVE_MIDDLEWARES | {AuthorizationMiddleware: AUTHORIZATION_ORDER} | reroute
        given = {REROUTE: sandbox.port, "DOWNLOADER_MIDDLEWARES": chain}
    given |= {"RETRY_ENABLED": True} | (settings or {})
    told = {"source": source, "now": NOW, "tally": tally, "secrets_given": SECRETS, "clock": lambda: NOW} | arguments
    crawl = run_crawl(spider, given, **told)
    return crawl.items, tally


def as_json(items: list[Any]) -> Any:
    """Items as JSON gives them back, in the order of their ids."""
    told = json.loads(json.dumps([dataclasses.asdict(item) for item in items], default=str))
    return sorted(told, key=lambda item: item["source_id"])
