"""What a job title says: is it the profession, under which name, at which level.

Titles come with towns, contracts, emojis, capitals and every sort of inclusive writing around the name of the job:
``🎯 ALTERNANCE - Chargé·e de communication digitale (F/H) – Lille``. Names come from ``data/titles/*.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from catalog.models import JobTitle
from catalog.models.vocabulary import Level
from scraper.extract.fold import Folded
from scraper.extract.found import Found
from scraper.extract.phrases import Phrases, words
from scraper.extract.variants import forms, plain

Relevance = Literal["profession", "voisin", "homonyme"]

#: A title is short: what follows belongs to the ad's text.
LONGEST_TITLE = 300
#: Titles remembered: each is read twice, and many ads have the same.
_REMEMBERED = 2_048

_LEVELS: tuple[tuple[Level, tuple[str, ...]], ...] = (
    (
        "alternant",
        ("alternance", "alternant", "apprenti", "apprentissage", "contrat pro", "professionnalisation", "apprentice"),
    ),
    ("stagiaire", ("stage", "stagiaire", "intern", "internship", "trainee")),
    ("junior", ("junior", "jr", "débutant", "jeune diplômé")),
    ("confirme", ("confirmé", "expérimenté", "intermédiaire")),
    ("senior", ("senior", "sr", "expert", "lead")),
    ("responsable", ("responsable", "head of", "directeur", "director", "chef de service", "chef du service")),
)
# An apprentice stays one whatever else the title boasts; then the other explicit words, highest first.
_PRECEDENCE: tuple[Level, ...] = ("alternant", "stagiaire", "responsable", "senior", "confirme", "junior")
_RELEVANCES: tuple[Relevance, ...] = ("profession", "voisin", "homonyme")


#: What deals with the profession without being it.
_FIRM_OR_COURSE = re.compile(
    r" (?:agences?|ecoles?|cabinets?|studios?|outils?|logiciels?|plateformes?|cours|professeure?s?|profs?"
    r"|enseignante?s?) (?:de |des |d |en |pour )(?:les? |la |l |une? )?$"
)
_FOR = re.compile(r" pour (?:les? |la |l |des |une? |nos |notre )?$")
#: Words before "pour" that name no other job: "stage pour community manager".
_NO_JOB = re.compile(
    r"(?:stages?|stagiaires?|alternance|alternante?s?|apprentie?s?|apprentissage|contrat|de|d|en|cdi|cdd|offre|emploi"
    r"|poste|mission|recherche|recrute|recrutement|h|f|hf|une?|urgent|freelance|interim)"
)
#: "Communauté de communes" is a public body.
_INTERCOMMUNAL = re.compile(r" ?(?:de communes|d agglomeration|urbaines?)(?= |$)")


@dataclass(frozen=True)
class TitleReading:
    """``title``: id in ``data/titles``. ``level`` is None where neither the name nor the words around say it."""

    title: str
    relevance: Relevance
    level: Level | None


class TitleReader:
    """Reads job titles against ``data/titles``. Built once."""

    def __init__(self, titles: Iterable[JobTitle]) -> None:
        self._titles = sorted(titles, key=lambda title: title.id)
        # Of two equal phrases the first counts: names as written, then their other forms, then English labels.
        named = [(name, number) for number, title in enumerate(self._titles) for name in _names(title)]
        english = [(title.label.en, number) for number, title in enumerate(self._titles) if title.label.en]
        phrases = [(plain(name), number) for name, number in named]
        for name, number in (*named, *english):
            every = forms(name, verbs=False, genders=True)
            phrases += [(" ".join(form.split()), number) for form in sorted(every)]
        self._names = Phrases(phrases)
        self._levels = Phrases(
            (form, rank)
            for rank, level in enumerate(_PRECEDENCE)
            for word in dict(_LEVELS)[level]
            for form in sorted(forms(word, verbs=False, genders=True))
        )

        self._read_once = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, text: str) -> Found[TitleReading] | None:
        """The job a title names, or None when it names none we know.

        ``text`` is the title alone; only its first 300 characters are read. Of several names the profession comes
        before a neighbour, a neighbour before a look-alike, then the longest; flags: ``plusieurs-metiers`` when two
        names of the profession or its neighbours stand side by side, ``plusieurs-niveaux`` when levels disagree.
        """
        return self._read_once(text[:LONGEST_TITLE])

    def _read(self, text: str) -> Found[TitleReading] | None:
        folded = Folded(text)
        spaced, origins = _single_spaced(words(folded.aligned))
        found = [name for name in self._names.find(spaced) if not _is_complement(spaced, *name[:2])]
        if not found:
            return None
        start, end, number = min(found, key=self._rank)
        title = self._titles[number]
        said = sorted({rank for _, _, rank in self._levels.find(spaced)})
        level = _PRECEDENCE[said[0]] if said else title.level
        flags = []
        if sum(self._titles[other].relevance != "homonyme" for _, _, other in found) > 1:
            flags.append("plusieurs-metiers")
        if len(said) > 1:
            flags.append("plusieurs-niveaux")
        span = folded.span(origins[start], origins[end - 1] + 1)
        return Found(TitleReading(title.id, title.relevance, level), *span, tuple(flags))

    def _rank(self, item: tuple[int, int, int]) -> tuple[int, int, int]:
        start, end, number = item
        return _RELEVANCES.index(self._titles[number].relevance), start - end, start


def _names(title: JobTitle) -> tuple[str, ...]:
    return (title.label.fr, *title.variants)


def _is_complement(spaced: str, start: int, end: int) -> bool:
    """Whether the name says whom another job serves, or where: "commercial pour agence de community management"."""
    # One space pads the text: the name is one further than its offsets in the folded text.
    if _INTERCOMMUNAL.match(spaced, end + 1) and spaced[start + 1 : end + 1].rstrip("s").endswith("communaute"):
        return True
    before = spaced[: start + 1]
    if _FIRM_OR_COURSE.search(before):
        return True
    served = _FOR.search(before)
    return served is not None and not all(_NO_JOB.fullmatch(word) for word in before[: served.start()].split())


def _single_spaced(padded: str) -> tuple[str, list[int]]:
    """``padded`` with runs of spaces made one, and for each character of a name its index in the folded text."""
    kept = [0] + [index for index in range(1, len(padded)) if padded[index] != " " or padded[index - 1] != " "]
    return "".join(padded[index] for index in kept), [index - 1 for index in kept[1:]]
