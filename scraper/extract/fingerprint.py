"""The words of an ad as a short text that can be stored and compared without them.

MinHash (Broder 1997) over the stems of the words, one byte kept of each minimum (b-bit minwise hashing, Li and König
2010). Single stems, not runs of words: an ad told again in the infinitive or cut into bullets keeps its stems and
loses its runs. Over 14 draws of the hashes, runs of three words missed 13 % of 36 unread pairs, stems none, and
stems parted ads of one employer as well.
Which stems, and how much each counts: see ``stems``.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from scraper.extract.sketch import SLOTS, VERSION
from scraper.extract.stems import JOB_WEIGHT, Stems, weigh, without_gender_marks
from scraper.extract.stems_plain import weigh_plain

#: Fewer stems than this say nothing; more than this (weighted) is no ad.
MIN_STEMS, MAX_STEMS = 6, 20_000
MAX_TEXT = 50_000
#: Turns the hash of a stem into that of its second and third copies.
_COPY = 0x9E3779B97F4A7C15 >> 2
#: Stems that are remembered, 1.5 kB each: ads are written with a few thousand. And how many are looked up at once.
_REMEMBERED, _AT_ONCE = 8_000, 500

_Numbers = npt.NDArray[np.uint64]


def fingerprint(text: str) -> str:
    """The fingerprint of an ad's description, 260 ASCII characters; empty when the text is too short to tell.

    The same on every machine and every Python; linear in the text, of which ``MAX_TEXT`` characters are read. For one
    thread at a time.
    """
    text = without_gender_marks(text[:MAX_TEXT])
    # Four characters at least to a stem, which counts thrice at most: such a text has not too many.
    stems = weigh_plain(text) if len(text) <= MAX_STEMS else None
    if stems is None:
        stems = weigh(text, MAX_STEMS)
    if sum(map(len, stems.values())) < MIN_STEMS:
        return ""
    size = min(sum(weight * len(which) for weight, which in stems.items()), 0xFFFF)
    minima = [_KNOWN.least(part) for part in _parts(stems)]
    least = minima[0] if len(minima) == 1 else np.min(minima, axis=0)
    told = size.to_bytes(2, "big") + least.astype(np.uint8).tobytes()
    return VERSION + base64.urlsafe_b64encode(told).decode("ascii").rstrip("=")


def _parts(stems: Stems) -> Iterator[Stems]:
    """``stems``, at most ``_AT_ONCE`` at a time."""
    if sum(map(len, stems.values())) <= _AT_ONCE:
        yield stems
        return
    for weight, which in stems.items():
        each = list(which)
        for start in range(0, len(each), _AT_ONCE):
            yield {weight: each[start : start + _AT_ONCE]}


class _Known:
    """The least of each hash over the copies of a stem: for the stems met lately, a row for each and its weight."""

    def __init__(self) -> None:
        self._row_of: dict[int, dict[str, int]] = {weight: {} for weight in range(1, JOB_WEIGHT + 1)}
        self._rows: _Numbers = np.empty((_REMEMBERED, SLOTS), dtype=np.uint64)
        self._used = 0

    def least(self, stems: Stems) -> _Numbers:
        """The least of each over all of ``stems``, at most ``_AT_ONCE``, none twice."""
        try:
            rows = self._find(stems)
        except KeyError:
            self._learn(stems)
            rows = self._find(stems)
        least: _Numbers = self._rows.take(rows, axis=0).min(axis=0)
        return least

    def _find(self, stems: Stems) -> list[int]:
        rows: list[int] = []
        for weight, which in stems.items():
            row_of = self._row_of[weight]
            rows += [row_of[stem] for stem in which]
        return rows

    def _learn(self, stems: Stems) -> None:
        if self._used + _AT_ONCE > _REMEMBERED:
            self._used = 0
            for row_of in self._row_of.values():
                row_of.clear()
        for weight, which in stems.items():
            row_of = self._row_of[weight]
            new = [stem for stem in which if stem not in row_of]
            end = self._used + len(new)
            if new:
                self._rows[self._used : end] = _least(new, weight)
            row_of.update(zip(new, range(self._used, end), strict=True))
            self._used = end


def _least(stems: list[str], weight: int) -> _Numbers:
    """The least of each hash over ``weight`` copies of a stem, for each of ``stems``."""
    digests = [int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), "big") for stem in stems]
    # A stem that counts three times is three stems.
    copies = np.array([[digest ^ copy * _COPY for copy in range(weight)] for digest in digests], dtype=np.uint64)
    least: _Numbers = (copies[:, :, None] * _MULTIPLIERS + _INCREMENTS).min(axis=1)
    return least


def _drawn(name: str) -> _Numbers:
    """Numbers drawn from a hash: no random generator to depend on."""
    digests = [blake2b(f"{name}{slot}".encode(), digest_size=8).digest() for slot in range(SLOTS)]
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


#: The hashes: modulo 2**64, and odd multipliers.
_MULTIPLIERS, _INCREMENTS = _drawn("multiplier") | np.uint64(1), _drawn("increment")
_KNOWN = _Known()
