"""The Scrapy settings of one source: ours for all, its own slower pace, and where its answers come from."""

from __future__ import annotations

from scrapy.settings import Settings

from catalog.models import Source
from scraper.middlewares.archive import ARCHIVE_MIDDLEWARES, REPLAY_MIDDLEWARES, REPLAY_SETTINGS
from scraper.middlewares.authorization import AUTHORIZATION_ORDER
from scraper.middlewares.conditional import CONDITIONAL_MIDDLEWARES, CONDITIONAL_SETTINGS, cache_dir
from scraper.middlewares.reroute import reroute
from scraper.middlewares.tally import TallySpiderMiddleware
from scraper.pipelines import ITEM_PIPELINES, Pipelines
from scraper.settings import DELAY, base_settings
from scraper.spiders.survey import SURVEYS_DIR


def crawl_settings(
    source: Source,
    *,
    archive: str | None = None,
    replaying: bool = False,
    sandbox: int | None = None,
    surveys: str | None = None,
    cache: str = ".cache/http",
) -> Settings:
    """``archive`` is the root of the WARC files, None when none is kept: nothing is then asked conditionally.

    ``replaying``: no request leaves. ``sandbox`` is a port of the loopback that stands for every host: nobody there
    needs us to be slow. ``surveys`` is where tables noted by hand are, None for ours.
    """
    delay = 0.0 if sandbox else max(DELAY, source.download_delay or 0)
    settings = Settings(base_settings(delay=delay))
    settings.set("ITEM_PIPELINES", ITEM_PIPELINES)
    settings.set("ITEM_PROCESSOR", Pipelines)
    settings.set_in_component_priority_dict("SPIDER_MIDDLEWARES", TallySpiderMiddleware, 10)
    middlewares: dict[str, int | None] = dict(REPLAY_MIDDLEWARES if replaying else ARCHIVE_MIDDLEWARES)
    if not replaying:
        middlewares["scraper.middlewares.authorization.AuthorizationMiddleware"] = AUTHORIZATION_ORDER
        if archive:
            middlewares |= CONDITIONAL_MIDDLEWARES
            settings.setdict({**CONDITIONAL_SETTINGS, "HTTPCACHE_DIR": cache_dir(archive, cache)})
    settings.set("DOWNLOADER_MIDDLEWARES", {**settings.getdict("DOWNLOADER_MIDDLEWARES"), **middlewares})
    if replaying:
        settings.setdict(REPLAY_SETTINGS)
    elif sandbox:
        reroute(settings, sandbox)
    if surveys:
        settings.set(SURVEYS_DIR, surveys)
    return settings
