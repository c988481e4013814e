"""What becomes of a record when its source is read again."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from catalog.models import JobAd, Record

R = TypeVar("R", bound=Record)

#: What the store knows of a record, and no reading of its source tells.
_STORE = ("first_seen", "facts_of", "duplicate_of", "expired")


def merge(known: R | None, read: R, as_of: dt.date) -> R:
    """``read`` on the day ``as_of``, with what only the store knows: since when, and what happened afterwards.

    An archive replayed tells of the past: it may say that the record is older than we knew, never take the place of
    facts read later. An ad seen again is open again, unless it went after that day.
    """
    if known is None:
        return read
    since = min(known.first_seen, read.first_seen)
    known_of = known.facts_of or known.first_seen
    if as_of < known_of:
        return known.model_copy(update={"first_seen": since, "facts_of": known_of if known_of != since else None})
    facts_of = known_of if _facts(known) == _facts(read) else as_of
    kept: dict[str, object] = {"first_seen": since, "facts_of": facts_of if facts_of != since else None}
    if isinstance(known, JobAd):
        kept["duplicate_of"] = known.duplicate_of
        kept["expired"] = known.expired if known.expired and known.expired > as_of else None
    return read.model_copy(update=kept)


def _facts(record: Record) -> dict[str, object]:
    return {name: value for name, value in record if name not in _STORE}


def expire(ad: JobAd, as_of: dt.date) -> JobAd:
    """The ad, gone from its source on the day ``as_of``; one already gone, or first seen later, is as it was."""
    if ad.expired or ad.first_seen > as_of:
        return ad
    return ad.model_copy(update={"expired": as_of})
