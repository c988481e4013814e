"""What a spider yields: a record as its source gives it, on its way through the pipelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from scraper.extract.posting import Posting


@dataclass(slots=True)
class FoundAd:
    """A job ad as its source words it; nothing is read, masked or converted yet.

    ``source_id`` is the source's own id, ``url`` where a person reads the ad, ``fetched`` the UTC instant of the
    response it was read in (the clock of every extractor). ``posting`` is in the words of schema.org; the other
    fields are what some boards tell beside it, as written: working time, experience asked, skills, ROME code.
    """

    source_id: str
    url: str
    fetched: dt.datetime
    posting: Posting
    experience: str | None = None
    hours: str | None = None
    skills: tuple[str, ...] = ()
    rome: str | None = None
    language: str | None = None


@dataclass(slots=True)
class FoundPage:
    """A page of the watch: its address, its HTML or the part of it that a feed gives, and what the feed says of it.

    ``title`` and ``published`` are as written; ``kind`` is known only when the source holds nothing else.
    """

    source_id: str
    url: str
    fetched: dt.datetime
    html: str
    title: str | None = None
    published: str | None = None
    kind: str | None = None


@dataclass(slots=True)
class FoundPay:
    """A row of a public table of pay: the fields of ``catalog.models.PayFigure`` that the source gives."""

    source_id: str
    url: str
    fetched: dt.datetime
    fields: dict[str, Any]


Found = FoundAd | FoundPage | FoundPay


@dataclass(slots=True)
class Unread:
    """A page whose items are still to be read: ``read()`` gives them, once. ``size`` is what it holds, in bytes.

    Several pages are then read in a row (``scraper.pipelines.Pipelines``).
    """

    read: Callable[[], Iterable[Found]]
    url: str
    size: int
