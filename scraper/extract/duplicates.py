"""Ads that are one ad: across boards, reposted, or sent under the name of twenty towns.

Nothing here needs numpy nor the text of an ad: fingerprints are compared, so groups can be made wherever ads are
read. The words of the descriptions come first, title and employer say how much of them must be the same; what is
linked by steps is one group, the closest first. Contracts that do not last as long are two jobs, unless the words are
the same to the letter (boards misread lengths). No order of the input changes the groups.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from catalog.models.collected import JobAd
from scraper.extract.ad_keys import compare_employers, compare_titles, employer_key, title_key
from scraper.extract.corrections import Corrections
from scraper.extract.sketch import SLOTS, decode, jaccard

#: Bytes of a band: two ads that share a band are compared. At a similarity of 0.5, 95 % share one of the 48; of ads
#: that have nothing but the trade in common, one pair in 400 does.
_ROWS = 4
#: The share of words in common that makes two ads one, by what their titles and employers say.
_ENOUGH, _ENOUGH_OTHER_EMPLOYER, _ENOUGH_OTHER_TITLE = 0.52, 0.58, 0.7
#: Cut or framed: how much more of the shorter must be in the longer, and the least they share overall.
_MORE_OF_THE_SHORTER, _LEAST = 0.22, 0.2
#: Below this many stems (weighted), a text is a formula that anyone may write.
_SHORT, _MORE_WHEN_SHORT = 45, 0.15

#: Months a contract lasts, at least and at most; None when nobody says.
Length = tuple[float, float] | None


@dataclass(frozen=True)
class Ad:
    """What is needed to tell whether two ads are one. ``richness`` counts the facts known of it."""

    id: str
    source: str
    url: str
    title: str
    employer: str | None
    places: tuple[str, ...]
    date: dt.date
    fingerprint: str | None
    richness: int = 0
    months: Length = None

    @classmethod
    def of(cls, ad: JobAd) -> Ad:
        """From a stored ad; its date is that of posting, else the day it was first seen."""
        date = ad.date_posted.earliest if ad.date_posted else ad.first_seen
        richness = sum(map(bool, vars(ad).values()))
        places = tuple(place.text for place in ad.places)
        return cls(
            id=ad.id,
            source=ad.source,
            url=ad.url,
            title=ad.title,
            employer=ad.hiring_organization,
            places=places,
            date=date,
            fingerprint=ad.fingerprint,
            richness=richness,
            months=ad.contract_months,
        )

    @cached_property
    def title_key(self) -> frozenset[str]:
        return title_key(self.title, self.places, self.employer)

    @cached_property
    def employer_key(self) -> frozenset[str]:
        return employer_key(self.employer)

    @cached_property
    def sketch(self) -> tuple[int, bytes, int] | None:
        """Number of stems, minima, and the minima as one number."""
        decoded = decode(self.fingerprint)
        return (*decoded, int.from_bytes(decoded[1], "big")) if decoded else None

    @property
    def words(self) -> str:
        """What two ads of the same words have in common; an ad without a description is like no other."""
        return (self.fingerprint if self.sketch else None) or self.id


@dataclass(frozen=True)
class Group:
    """Ads that count once. ``id`` is that of the first ad published: it stays when others come later."""

    id: str
    ads: tuple[Ad, ...]

    @property
    def representative(self) -> Ad:
        """The earliest, and of these the richest."""
        return min(self.ads, key=lambda ad: (ad.date, -ad.richness, ad.id))

    def also_published(self) -> tuple[tuple[str, str], ...]:
        """« Aussi publié sur… »: the (source, URL) of the other ads, each URL once, earliest first."""
        shown = self.representative
        others = (ad for ad in self.ads if ad.url != shown.url)
        return tuple(dict.fromkeys((ad.source, ad.url) for ad in others))


def group(ads: Iterable[Ad], corrections: Corrections | None = None) -> list[Group]:
    """Every ad in one group, singles included, by date then id. ``corrections`` have the last word."""
    by_id = {ad.id: ad for ad in ads}
    ordered = [by_id[name] for name in sorted(by_id)]
    corrections = corrections or Corrections()
    sets = _Sets(ordered)
    taken_out = corrections.taken_out()
    for members in corrections.split:
        sets.join(members, forced=True)
    alike: dict[Hashable, list[Ad]] = defaultdict(list)
    for ad in ordered:
        alike[taken_out.get(ad.id), ad.words, ad.title_key, ad.employer_key].append(ad)
    for same in alike.values():
        if is_same(same[0], same[0]):
            sets.join([ad.id for ad in same])
    firsts = [same[0] for same in alike.values()]
    links = [
        (_closeness(a, b), a.id, b.id)
        for a, b in _candidates(firsts)
        if taken_out.get(a.id) == taken_out.get(b.id) and is_same(a, b)
    ]
    for _, *pair in sorted(links, key=lambda link: (-link[0], *link[1:])):
        sets.join(pair)
    _join_silent([ad for ad in ordered if ad.id not in taken_out], sets)
    for members in corrections.join:
        sets.join(members, forced=True)
    return sorted(
        (_group(members) for members in sets.all()),
        key=lambda found: (found.representative.date, found.id),
    )


def is_same(a: Ad, b: Ad) -> bool:
    """Whether the descriptions of two ads say one job; False when either has none."""
    if a.sketch is None or b.sketch is None:
        return False
    (size_a, _, number_a), (size_b, _, number_b) = a.sketch, b.sketch
    similarity = jaccard(number_a ^ number_b)
    if similarity < _LEAST:
        return False
    shorter = min(size_a, size_b)
    contained = similarity / (1 + similarity) * (size_a + size_b) / shorter
    if similarity < _ENOUGH and contained < _ENOUGH + _MORE_OF_THE_SHORTER:
        return False
    employers = compare_employers(a.employer_key, b.employer_key)
    needed = _ENOUGH
    if compare_titles(a.title_key, b.title_key) == "different":
        needed = _ENOUGH_OTHER_TITLE
    elif employers == "different":
        needed = _ENOUGH_OTHER_EMPLOYER
    if shorter < _SHORT:
        if employers == "different":
            return False
        needed += _MORE_WHEN_SHORT
    return similarity >= needed or contained >= needed + _MORE_OF_THE_SHORTER


def _closeness(a: Ad, b: Ad) -> float:
    return jaccard(a.sketch[2] ^ b.sketch[2]) if a.sketch and b.sketch else 0.0


def contradict(a: Length, b: Length) -> bool:
    """Whether no contract can last as both say."""
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _candidates(ads: list[Ad]) -> Iterator[tuple[Ad, Ad]]:
    """Pairs that share a band of their minima, each once."""
    bands = [
        [sketch[1][at : at + _ROWS] for at in range(0, SLOTS - _ROWS + 1, _ROWS)] if (sketch := ad.sketch) else []
        for ad in ads
    ]
    buckets: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(SLOTS // _ROWS)]
    for index, keys in enumerate(bands):
        for bucket, key in zip(buckets, keys, strict=False):
            bucket[key].append(index)
    for index, keys in enumerate(bands):
        near: set[int] = set()
        near.update(*(members for bucket, key in zip(buckets, keys, strict=False) if len(members := bucket[key]) > 1))
        for other in near:
            if other > index:
                yield ads[index], ads[other]


def _join_silent(ads: list[Ad], sets: _Sets) -> None:
    """Ads without a description are one with those of the same title, employer and month; with a described one only
    when all the described ones of that title, employer and month are one. When their contracts do not last as long,
    each length is alone."""
    silent: dict[Hashable, list[Ad]] = defaultdict(list)
    described: dict[Hashable, list[Ad]] = defaultdict(list)
    for ad in ads:
        if ad.employer_key:
            key = (ad.title_key, ad.employer_key, ad.date.year, ad.date.month)
            (described if ad.sketch else silent)[key].append(ad)
    joins: list[list[str]] = []
    for same, members in silent.items():
        lengths = {ad.months for ad in members}
        if any(contradict(a, b) for a in lengths for b in lengths):
            joins += [[ad.id for ad in members if ad.months == each] for each in lengths if each is not None]
            continue
        joins.append([ad.id for ad in members])
        others = described.get(same, [])
        if others and all(sets.together(others[0].id, other.id) for other in others):
            joins.append([members[0].id, others[0].id])
    for names in joins:
        sets.join(names)


def _group(members: list[Ad]) -> Group:
    ordered = sorted(members, key=lambda ad: (ad.date, ad.id))
    return Group(ordered[0].id, tuple(ordered))


class _Sets:
    """Disjoint sets of ads, by id; an unknown id is ignored (a correction may outlive its ad)."""

    def __init__(self, ads: list[Ad]) -> None:
        self.ads = {ad.id: ad for ad in ads}
        self.parent = {ad.id: ad.id for ad in ads}
        #: For each set, by its root: the lengths its ads tell, each with the words that tell it.
        self.told: dict[str, dict[Length, set[str]]] = {ad.id: {ad.months: {ad.words}} for ad in ads if ad.months}

    def root(self, name: str) -> str:
        parent = self.parent
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    def together(self, a: str, b: str) -> bool:
        return self.root(a) == self.root(b)

    def join(self, names: Iterable[str], *, forced: bool = False) -> None:
        """Make one set of those of ``names``; sets whose lengths contradict each other only when ``forced``."""
        roots = sorted({self.root(name) for name in names if name in self.parent})
        for root in roots[1:]:
            if forced or not self._contradict(roots[0], root):
                self.parent[root] = roots[0]
                for length, words in self.told.pop(root, {}).items():
                    self.told.setdefault(roots[0], {}).setdefault(length, set()).update(words)

    def _contradict(self, a: str, b: str) -> bool:
        return any(
            contradict(length, other) and len(words | others) > 1
            for length, words in self.told.get(a, {}).items()
            for other, others in self.told.get(b, {}).items()
        )

    def all(self) -> Iterable[list[Ad]]:
        members: dict[str, list[Ad]] = defaultdict(list)
        for name, ad in self.ads.items():
            members[self.root(name)].append(ad)
        return members.values()
