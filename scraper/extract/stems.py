"""The stems of an ad's words, each with its weight: what its fingerprint is made of.

What changes from a town or a board to the next is left out: digits, small words, capitalised names. What an employer
or a school repeats from ad to ad (who they are, what they offer, how to apply) counts three times less than the job
itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import accumulate

from scraper.extract.ad_keys import words_of
from scraper.extract.cued import Cued
from scraper.extract.fold import fold

#: Stems by weight, each once.
Stems = Mapping[int, Collection[str]]
#: Letters kept of a word: "racontez", "raconter" and "raconterez" are one.
STEM = 5
#: How much a stem of the job counts, against one for a repeated one.
JOB_WEIGHT = 3
#: One telling word in so many makes a segment a repeated one.
DENSITY = 12

SMALL = words_of(
    "le la les un une des du de au aux et ou en par pour sur dans avec sans ce cet cette ces son sa ses leur"
    " leurs vos votre qui que dont est sont the and for with you your our"
)
#: Words of the parts that are repeated from ad to ad: the employer of itself, benefits, status, school, how to apply.
REPEATED = words_of(
    "candidature candidat postuler postulez cv recrutement recrute handicap egalite diversite inclusion mutuelle"
    " prevoyance prime primes remuneration remuneree salaire statutaire contractuel contractuelle contractuels"
    " titulaires indemnitaire rifseep rtt teletravail ecole campus diplome diplomes formation formations pedagogique"
    " mastere bts bac reference alerte entretien consultant consultants confidentiel confidentielle qualification"
    " salaries leader"
)
REPEATED_PHRASES = (
    r"lettre de motivation|(?:titres?|tickets?).restaurant|a distance|code general|temps complet"
    r"|frais de (?:scolarite|formation)|(?:cette|nos|d.autres) offres?|offres? (?:n|similaires|publiee|d.emploi)"
    r"|publiee? le|annonces? (?:similaires|professionnelle|gratuite)|notre cabinet|fonction publique|service public"
    r"|type de contrat|contrat d.apprentissage|savoir.faire|secteur d.activite|depuis \d{4}"
)
#: An employer who speaks of itself, unless it is to the reader.
OF_ITSELF, TO_THE_READER = words_of("nous notre nos we our us"), words_of("vous tu toi you")

_REPEATED, _OF_ITSELF, _TO_THE_READER = (
    Cued(rf"\b(?:{words})\b", family="fingerprint")
    for words in (
        "|".join([*sorted(REPEATED), REPEATED_PHRASES]),
        "|".join(sorted(OF_ITSELF)),
        "|".join(sorted(TO_THE_READER)),
    )
)
# One class of characters comes first, what stands around it after, so that `re` can jump from one to the next.
_SEGMENT = re.compile(
    r"[\n\r;:•●▪◦*|.!?…\s–—-](?:"
    r"(?<=[\n\r;:•●▪◦*|])[\n\r;:•●▪◦*|]*|(?<=[.!?…])[.!?…]*(?=\s|$)|(?:(?<=\s)[-–—]|(?<=^[-–—]))(?=\s))"
)
_GENDERED = re.compile(r"[(·•.‧](?<=\w.)(?:(?<=\()\w{1,5}\)|(?<=[·•.‧])\w{1,4}(?:[·•.‧]s)?(?=[\s,;:)]|$))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def without_gender_marks(text: str) -> str:
    """``text`` without the feminine that a word is given in brackets or after a dot."""
    return _GENDERED.sub("", text)


def weigh(text: str, most: int) -> Stems:
    """The stems of ``text`` by weight, that of the weightiest segment each is in: ``JOB_WEIGHT``, or 1.

    ``text`` is without gender marks. What is over ``most`` (weighted) is left out, second and third copies first.
    """
    segments = _SEGMENT.split(text)
    lines = [
        [word[:STEM] for word in line.split() if len(word) > 2 and word not in SMALL]
        for line in _folded([_telling(segment) for segment in segments])
    ]
    weights = _weights(_folded(segments), [len(line) for line in lines])
    stems = dict.fromkeys((stem for line in lines for stem in line), 1)
    for line, weight in zip(lines, weights, strict=True):
        if weight > 1:
            stems.update(dict.fromkeys(line, weight))
    if sum(stems.values()) > most:
        copies = [stem for copy in range(JOB_WEIGHT) for stem, weight in stems.items() if weight > copy]
        stems = Counter(copies[:most])
    by_weight: dict[int, list[str]] = {}
    for stem, weight in stems.items():
        by_weight.setdefault(weight, []).append(stem)
    return by_weight


def _folded(lines: list[str]) -> list[str]:
    """Each of ``lines`` folded: all at once is quicker, when none of them holds what folds to a line feed."""
    together = fold("\n".join(lines)).split("\n")
    return together if len(together) == len(lines) else [fold(line).replace("\n", " ") for line in lines]


def _weights(lines: list[str], lengths: list[int]) -> list[int]:
    """Of a line of so many words, one in ``DENSITY`` at least must be telling: a long sentence is not judged on
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
        weights.append(1 if marks and marks * DENSITY >= length else JOB_WEIGHT)
    return weights


def _telling(segment: str) -> str:
    """The words that may tell: not capitalised, but for the first, and but in a segment all in capitals."""
    words = _WORD.findall(segment)
    if segment.isupper():
        return " ".join(words)
    return " ".join(words[:1] + [word for word in words[1:] if not word[0].isupper()])
