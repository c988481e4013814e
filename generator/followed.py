"""The ads the site shows: which have a page, what the runs say of each, which are one, and how long nobody looked."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from catalog.models import JobAd, Run, Source
from catalog.store import Collected
from generator.freshness import add_months

#: Days after which a source that nobody read again says nothing of today.
STALE_DAYS = 14
#: An ad that is not online keeps its page so many months.
MONTHS_SHOWN = 12
#: Pages of ads at most, the newest; older ads live in the tables.
MOST_PAGES = 10_000

#: ``unknown``: its source was not read again, so nobody knows whether it is still there.
State = Literal["online", "unknown", "expired"]
_BEST: tuple[State, ...] = ("online", "unknown", "expired")


@dataclass(frozen=True)
class Followed:
    """An ad that has a page. ``day`` is when it was posted, else first seen; ``surveyed``: read once, by hand.

    ``last_seen`` is the day of the last good run that saw it, never before the day it was first seen.
    """

    ad: JobAd
    day: dt.date
    state: State
    last_seen: dt.date
    surveyed: bool

    @property
    def month(self) -> str:
        """``2026-10``."""
        return f"{self.day:%Y-%m}"


@dataclass(frozen=True)
class Group:
    """One job, however often its ad was published: the first publication, and the others, oldest first."""

    first: Followed
    others: tuple[Followed, ...] = ()

    @property
    def state(self) -> State:
        """It is online when one of its ads is."""
        states = {each.state for each in (self.first, *self.others)}
        return next(state for state in _BEST if state in states)


@dataclass(frozen=True)
class Silence:
    """No source of ads was read well for more than ``STALE_DAYS``; ``since`` is None when none ever was."""

    since: dt.date | None
    days: int | None


class FollowedAds:
    """``pages`` are the ads that have one, newest first; ``groups`` are what lists show and count, newest first.

    ``sources`` are those that ever gave an ad, ``newest`` the day of the newest ad of each, ``read_until`` the day of
    the last good run of one of them;
    ``publishers`` those of the ads shown, who gave most first, and ``mostly_first`` whether that one gave over half.
    """

    def __init__(self, collected: Collected, sources: Mapping[str, Source], today: dt.date) -> None:
        good = {name: _good_days(runs) for name, runs in collected.runs.items()}
        # The newest first, so that no more is said of older ads once enough have a page.
        dated = [(posted_day(ad), ad) for ad in collected.ads.values()]
        dated.sort(key=lambda each: (-each[0].toordinal(), each[1].id))
        followed = (_follow(ad, day, sources.get(ad.source), good.get(ad.source, []), today) for day, ad in dated)
        oldest = add_months(today, -MONTHS_SHOWN)
        kept = (each for each in followed if each.state == "online" or each.day >= oldest)
        self.pages = list(islice(kept, MOST_PAGES))
        self.by_id = {each.ad.id: each for each in self.pages}
        self.groups = _groups(self.by_id, collected.ads)
        self.group_of = {each.ad.id: group for group in self.groups for each in (group.first, *group.others)}
        newest = {ad.source: day for day, ad in reversed(dated)}
        self.sources = sorted(newest)
        shown = Counter(sources[each.ad.source].publisher for each in self.pages if each.ad.source in sources)
        self.mostly_first = 2 * max(shown.values(), default=0) > shown.total()
        self.publishers = [name for name, _ in sorted(shown.items(), key=lambda item: (-item[1], item[0]))]
        self.newest = newest
        self.read_until = max(_read_until(newest, sources, good), default=None)
        self.silence = _silence(self.read_until, today)


def _read_until(
    newest: Mapping[str, dt.date], sources: Mapping[str, Source], good: Mapping[str, list[dt.date]]
) -> Iterator[dt.date]:
    """The day each source that gave ads was read until. A survey made by hand tells of no day after its newest ad."""
    for name, posted in newest.items():
        by_hand = name not in sources or sources[name].by_hand
        for day in good.get(name, [])[-1:]:
            yield min(day, posted) if by_hand else day


def _good_days(runs: Iterable[Run]) -> list[dt.date]:
    """The days that the good runs of a source tell of, in order."""
    return sorted(run.as_of for run in runs if run.status == "good")


def _follow(ad: JobAd, day: dt.date, source: Source | None, good: list[dt.date], today: dt.date) -> Followed:
    surveyed = source is None or source.by_hand
    seen = good if ad.expired is None else good[: bisect_left(good, ad.expired)]
    last_seen = max([ad.first_seen, *seen[-1:]])
    state: State = "online"
    if ad.expired is not None:
        state = "expired"
    elif surveyed or (today - last_seen).days > STALE_DAYS:
        state = "unknown"
    return Followed(ad, day, state, last_seen, surveyed)


def posted_day(ad: JobAd) -> dt.date:
    """An ad was posted the day we first saw it, or before."""
    return min(ad.date_posted.latest, ad.first_seen) if ad.date_posted else ad.first_seen


def by_job(ads: Iterable[JobAd], known: Mapping[str, JobAd]) -> list[list[JobAd]]:
    """``ads`` by the job they publish: whoever publishes it again is with its first publication.

    That one leads, or when it is not among ``ads`` the oldest that is; the others follow, oldest first. ``known`` are
    all the ads, which a chain of reposts may go through.
    """
    jobs: dict[str, list[JobAd]] = defaultdict(list)
    for ad in ads:
        jobs[_first_of(ad, known)].append(ad)
    return [sorted(jobs[name], key=lambda ad: (ad.id != name, posted_day(ad), ad.id)) for name in sorted(jobs)]


def _first_of(ad: JobAd, known: Mapping[str, JobAd]) -> str:
    """The id of its first publication, through any chain that a merge of two collections may leave."""
    seen = {ad.id}
    while ad.duplicate_of and ad.duplicate_of not in seen:
        seen.add(ad.duplicate_of)
        if ad.duplicate_of not in known:
            return ad.duplicate_of
        ad = known[ad.duplicate_of]
    return min(seen) if ad.duplicate_of else ad.id


def _groups(pages: Mapping[str, Followed], known: Mapping[str, JobAd]) -> list[Group]:
    """The jobs that have a page, newest first."""
    jobs = [[pages[ad.id] for ad in ads] for ads in by_job((each.ad for each in pages.values()), known)]
    groups = [Group(first, tuple(others)) for first, *others in jobs]
    return sorted(groups, key=lambda group: (-group.first.day.toordinal(), group.first.ad.id))


def _silence(since: dt.date | None, today: dt.date) -> Silence | None:
    if since is None:
        return Silence(None, None)
    days = (today - since).days
    return Silence(since, days) if days > STALE_DAYS else None
