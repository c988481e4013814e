"""Is a run to be trusted? What it brought back is compared with what its source promises and used to give."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from catalog.models import Expectation, Run
from catalog.models.collected import Status
from scraper.tally import Tally

#: A run is compared with the median of this many good ones.
HISTORY = 5
#: Fewer than this share of the median is too few; more than this many times the median is too many.
LEAST, MOST = 0.8, 2.0


def usual(history: Sequence[Run]) -> float | None:
    """The median of what the last good runs kept, since the last that a person let in; None before the first."""
    since = max((at for at, run in enumerate(history) if run.accepted), default=0)
    kept = [run.kept for run in history[since:] if run.status == "good"][-HISTORY:]
    return median(kept) if kept else None


def verdict(kept: int, expect: Expectation, history: Sequence[Run], tally: Tally, *, interrupted: bool) -> Status:
    """The status of a run that kept ``kept`` records; ``history`` are the runs of the source before it, in order.

    An interrupted run may have kept too many, never too few: it did not reach the end.
    """
    before = usual(history)
    if kept > MOST * (before or expect.max):
        return "quarantined"
    if interrupted:
        return "interrupted"
    if kept == 0 and tally.incomplete:
        return "failed"
    if kept < expect.min or (before is not None and kept < LEAST * before):
        return "too_few"
    return "partial" if tally.incomplete else "good"


#: Those after which the data are as they were.
REFUSED: frozenset[Status] = frozenset({"too_few", "quarantined", "failed"})
