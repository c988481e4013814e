"""What goes wrong with one page, in our own words. Each is counted once, never retried, and ends no run."""

from __future__ import annotations

from typing import ClassVar

from scrapy.exceptions import IgnoreRequest


class PageError(IgnoreRequest):
    """A page that is not to be had; ``reason`` is its code in ``scraper.net.reasons``.

    An IgnoreRequest: Scrapy passes it to the errback, does not retry it, and does not log it as a fault of ours.
    """

    reason: ClassVar[str] = "illisible"


class AddressRefused(PageError):
    """The address is not public, or of another scheme, or holds credentials."""

    reason = "adresse-refusee"


class RobotsRefused(PageError):
    """robots.txt says no."""

    reason = "robots"


class RobotsUnreachable(PageError):
    """robots.txt could not be read: nothing of the site may be (RFC 9309, 2.3.1.4)."""

    reason = "robots-injoignable"


class TooManyRedirects(PageError):
    """The redirects go on."""

    reason = "redirections"


class TooLarge(PageError):
    """The body, its headers or what they decompress to pass the limit."""

    reason = "trop-gros"


class BadCompression(PageError):
    """The body is not what its Content-Encoding says, is cut, or is compressed too many times over."""

    reason = "compression"


class AskedToWait(PageError):
    """The site asks to come back later than a run can wait (Retry-After)."""

    reason = "attente-trop-longue"
