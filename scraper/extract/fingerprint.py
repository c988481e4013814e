"""The words of an ad as a short text that can be stored and compared without them.

MinHash (Broder 1997) over the stems of the words, one byte kept of each minimum (b-bit minwise hashing, Li and König
2010). Single stems, not runs of words: an ad told again in the infinitive or cut into bullets keeps its stems and
loses its runs. Over 14 draws of the hashes, runs of three words missed 13 % of 36 unread pairs, stems none, and
stems parted ads of one employer as well.
What changes from a town or a board to the next is left out first: digits, small words, capitalised names.
What an employer or a school repeats from ad to ad (who they are, what they offer, how to apply) counts three times
less than the job itself.
"""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from scraper.extract.ad_keys import words_of
from scraper.extract.cued import Cued
from scraper.extract.fold import fold
from scraper.extract.sketch import SLOTS, VERSION

#: Letters kept of a word: "racontez", "raconter" and "raconterez" are one.
STEM = 5
#: Fewer stems than this say nothing; more than this (weighted) is no ad.
MIN_STEMS, MAX_STEMS = 6, 20_000
MAX_TEXT = 50_000
#: Stems whose minima are taken together.
_BLOCK = 32
#: How much a stem of the job counts, against one for a repeated one.
JOB_WEIGHT = 3
#: Turns the hash of a stem into that of its second and third copies.
_COPY = 0x9E3779B97F4A7C15 >> 2

# One class of characters comes first, what stands around it after, so that `re` can jump from one to the next.
_SEGMENT = re.compile(
    r"[\n\r;:•●▪◦*|.!?…\s–—-](?:"
    r"(?<=[\n\r;:•●▪◦*|])[\n\r;:•●▪◦*|]*|(?<=[.!?…])[.!?…]*(?=\s|$)|(?:(?<=\s)[-–—]|(?<=^[-–—]))(?=\s))"
)
_GENDERED = re.compile(r"[(·•.‧](?<=\w.)(?:(?<=\()\w{1,5}\)|(?<=[·•.‧])\w{1,4}(?:[·•.‧]s)?(?=[\s,;:)]|$))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = words_of(
    "le la les un une des du de au aux et ou en par pour sur dans avec sans ce cet cette ces son sa ses leur"
    " leurs vos votre qui que dont est sont the and for with you your our"
)
#: Words of the parts that are repeated from ad to ad: the employer of itself, benefits, status, school, how to apply.
_REPEATED = Cued(
    r"\b(?:candidature|candidat|postule[rz]|cv|lettre de motivation|recrutement|recrute|handicap|egalite|diversite"
    r"|inclusion|mutuelle|prevoyance|(?:titres?|tickets?).restaurant|primes?|remuneration|remuneree|salaire|statutaire"
    r"|a distance|contractuel(?:le|s)?|titulaires|indemnitaire|rifseep|code general|rtt|teletravail|temps complet"
    r"|ecole|campus|diplomes?|formations?|pedagogique|frais de (?:scolarite|formation)|mastere|bts|bac"
    r"|reference|(?:cette|nos|d.autres) offres?|offres? (?:n|similaires|publiee|d.emploi)|publiee? le"
    r"|annonces? (?:similaires|professionnelle|gratuite)|alerte|entretien|consultants?|confidentiel(?:le)?"
    r"|notre cabinet|fonction publique|service public|type de contrat"
    r"|contrat d.apprentissage|savoir.faire|qualification|secteur d.activite|salaries|depuis \d{4}|leader)\b",
    family="fingerprint",
)
#: One telling word in so many makes a segment a repeated one.
_DENSITY = 12
#: An employer who speaks of itself, unless it is to the reader.
_OF_ITSELF = Cued(r"\b(?:nous|notre|nos|we|our|us)\b", family="fingerprint")
_TO_THE_READER = Cued(r"\b(?:vous|tu|toi|you)\b", family="fingerprint")


def fingerprint(text: str) -> str:
    """The fingerprint of an ad's description, 260 ASCII characters; empty when the text is too short to tell.

    The same on every machine and every Python; linear in the text, of which ``MAX_TEXT`` characters are read.
    """
    weights = _weigh(text[:MAX_TEXT])
    if len(weights) < MIN_STEMS:
        return ""
    digests = b"".join(map(_digest, weights))
    once = np.frombuffer(digests, dtype=">u8").astype(np.uint64)
    counts = np.array(list(weights.values()))
    # A stem that counts three times is three stems.
    hashes = np.concatenate([once[counts > copy] ^ np.uint64(copy * _COPY) for copy in range(JOB_WEIGHT)])[:MAX_STEMS]
    size = min(len(hashes), 0xFFFF)
    return VERSION + base64.urlsafe_b64encode(size.to_bytes(2, "big") + _minima(hashes)).decode("ascii").rstrip("=")


def _minima(hashes: npt.NDArray[np.uint64]) -> bytes:
    multipliers, increments = _permutations()
    lowest = np.full(SLOTS, np.iinfo(np.uint64).max, dtype=np.uint64)
    # Blocks keep the matrix in the processor's nearest cache; one buffer serves them all.
    buffer = np.empty((_BLOCK, SLOTS), dtype=np.uint64)
    for start in range(0, len(hashes), _BLOCK):
        block = hashes[start : start + _BLOCK, None]
        matrix = buffer[: len(block)]
        np.multiply(block, multipliers, out=matrix)
        np.add(matrix, increments, out=matrix)
        np.minimum(lowest, np.minimum.reduce(matrix, axis=0), out=lowest)
    return (lowest & np.uint64(0xFF)).astype(np.uint8).tobytes()


@lru_cache(maxsize=1)
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Odd multipliers and increments modulo 2**64, drawn from a hash: no random generator to depend on."""

    def draw(name: str) -> list[int]:
        return [
            int.from_bytes(blake2b(f"{name}{slot}".encode(), digest_size=8).digest(), "big") for slot in range(SLOTS)
        ]

    multipliers = [number | 1 for number in draw("multiplier")]
    return np.array(multipliers, dtype=np.uint64), np.array(draw("increment"), dtype=np.uint64)


def _weigh(text: str) -> dict[str, int]:
    """Each stem with its weight, that of the weightiest segment it is in."""
    segments = _SEGMENT.split(_GENDERED.sub("", text))
    lines = [
        [word[:STEM] for word in line.split() if len(word) > 2 and word not in _SMALL]
        for line in _folded([_telling(segment) for segment in segments])
    ]
    weights = _weights(_folded(segments), [len(line) for line in lines])
    stems = dict.fromkeys((stem for line in lines for stem in line), 1)
    for line, weight in zip(lines, weights, strict=True):
        if weight > 1:
            stems.update(dict.fromkeys(line, weight))
    return stems


def _folded(lines: list[str]) -> list[str]:
    """Each of ``lines`` folded: all at once is quicker, when none of them holds what folds to a line feed."""
    together = fold("\n".join(lines)).split("\n")
    return together if len(together) == len(lines) else [fold(line).replace("\n", " ") for line in lines]


def _weights(lines: list[str], lengths: list[int]) -> list[int]:
    """Of a line of so many words, one in ``_DENSITY`` at least must be telling: a long sentence is not judged on
    one."""
    text = "\n".join(lines)
    ends = list(accumulate(len(line) + 1 for line in lines))
    repeated, to_the_reader, of_itself = (
        Counter(bisect_right(ends, match.start()) for match in pattern.finditer(text))
        for pattern in (_REPEATED, _TO_THE_READER, _OF_ITSELF)
    )
    weights = []
    for line, length in enumerate(lengths):
        marks = repeated[line] + (0 if line in to_the_reader else of_itself[line])
        weights.append(1 if marks and marks * _DENSITY >= length else JOB_WEIGHT)
    return weights


def _telling(segment: str) -> str:
    """The words that may tell: not capitalised, but for the first, and but in a segment all in capitals."""
    words = _WORD.findall(segment)
    if segment.isupper():
        return " ".join(words)
    return " ".join(words[:1] + [word for word in words[1:] if not word[0].isupper()])


@lru_cache(maxsize=20_000)
def _digest(stem: str) -> bytes:
    return blake2b(stem.encode(), digest_size=8).digest()
