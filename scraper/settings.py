"""The settings of every crawl: polite, bounded, deaf. A source may only be slower (``catalog.models.Source``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.robot import robot
from scraper.middlewares.address import ADDRESS_ORDER
from scraper.net.addresses import HostPort
from scraper.net.resolver import ALLOWED_ADDRESSES

#: Seconds between two requests to a site; a whole page, from the look-up of the name to its last byte.
DELAY, TIMEOUT = 1.0, 30.0
#: Bytes of a body, before and after decompression.
LARGEST_BODY = 10 * 1024 * 1024
#: Requests, links away from the first page, redirects of a page.
MOST_REQUESTS, MOST_DEPTH, MOST_REDIRECTS = 20_000, 20, 5
#: Seconds that a source may take in all. A whole collection has 330 minutes, and a job of GitHub Actions six hours
#: (``.github/workflows/collect.yml``).
LONGEST_CRAWL = 5.25 * 3600
#: Megabytes of the process, and seconds between two looks.
MOST_MEMORY, MEMORY_CHECK = 1024, 5.0


def base_settings(allowed: Iterable[HostPort] = (), *, delay: float = DELAY) -> dict[str, Any]:
    """Scrapy settings. ``allowed`` are hosts and ports that may be asked though not public: tests and the sandbox.

    ``delay`` is the least number of seconds between two requests to a site. Middlewares and extensions of Scrapy that
    serve nothing here, execute or listen are left out; a page then costs less than with Scrapy's defaults.
    """
    us = robot()
    return {
        ALLOWED_ADDRESSES: [tuple(pair) for pair in allowed],
        "BOT_NAME": us.name,
        "USER_AGENT": us.user_agent,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Language": "fr,en;q=0.5"},
        # Robots
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": us.name,
        # Pace. Scrapy’s jitter goes both ways, half a second as well as one and a half: none.
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # What is under way when a crawl is closed is waited for, a delay each.
        "CONCURRENT_REQUESTS": 4,
        # Scrapy makes as many tasks for every page: with its 100, they are half the cost of a page. In order besides.
        "CONCURRENT_ITEMS": 1,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "RETRY_TIMES": 2,
        # Bounds
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "DOWNLOAD_MAXSIZE": LARGEST_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "CLOSESPIDER_PAGECOUNT": MOST_REQUESTS,
        "CLOSESPIDER_TIMEOUT": LONGEST_CRAWL,
        "DEPTH_LIMIT": MOST_DEPTH,
        "REDIRECT_MAX_TIMES": MOST_REDIRECTS,
        "MEMUSAGE_ENABLED": True,
        "MEMUSAGE_LIMIT_MB": MOST_MEMORY,
        "MEMUSAGE_CHECK_INTERVAL_SECONDS": MEMORY_CHECK,
        # The network
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.2",
        "TWISTED_DNS_RESOLVER": "scraper.net.resolver.PublicResolver",
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": {
            "http": "scraper.net.download.PublicDownloadHandler",
            "https": "scraper.net.download.PublicDownloadHandler",
        },
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        # Nothing listens, nothing executes
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        # What a page goes through
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {
            "scraper.middlewares.address.AddressMiddleware": ADDRESS_ORDER,
            "scraper.middlewares.robots.RobotsMiddleware": 100,
            # It is what hands DOWNLOAD_TIMEOUT to the download: without it, 10 s.
            "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
            "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
            "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
            "scraper.middlewares.retry.RetryMiddleware": 550,
            "scraper.middlewares.compression.CompressionMiddleware": 590,
            "scraper.middlewares.redirect.RedirectMiddleware": 600,
        },
        "SPIDER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": 900,
        },
        "EXTENSIONS_BASE": {},
        "EXTENSIONS": {
            "scrapy.extensions.closespider.CloseSpider": 0,
            "scraper.net.limits.RequestLimit": 0,
            "scraper.net.limits.MemoryUsage": 0,
            "scraper.net.throttle.AutoThrottle": 0,
        },
        # Logs: errors are counted, not told one by one
        "LOG_LEVEL": "ERROR",
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "STATS_DUMP": False,
        "LOG_VERSIONS": [],
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
    }
