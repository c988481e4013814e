"""What becomes of a record when its source is read again."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from catalog.models import JobAd, Record

R = TypeVar("R", bound=Record)


def merge(known: R | None, read: R, as_of: dt.date) -> R:
    """``read`` on the day ``as_of``, with what only the store knows: since when, and what happened afterwards.

    An ad seen again is open again, unless it went after that day (an archive replayed tells of the past).
    """
    if known is None:
        return read
    kept: dict[str, object] = {"first_seen": min(known.first_seen, read.first_seen)}
    if isinstance(known, JobAd):
        kept["duplicate_of"] = known.duplicate_of
        kept["expired"] = known.expired if known.expired and known.expired > as_of else None
    return read.model_copy(update=kept)


def expire(ad: JobAd, as_of: dt.date) -> JobAd:
    """The ad, gone from its source on the day ``as_of``; one already gone, or first seen later, is as it was."""
    if ad.expired or ad.first_seen > as_of:
        return ad
    return ad.model_copy(update={"expired": as_of})
