"""The names of skills in a text, told apart from the ordinary words that are spelt alike.

"Notion" is a tool, "une notion" is not; "bachelor marketing digital" says what someone studied. Three rules tell:
phrases to set aside and, for ambiguous names, a proof nearby, both in ``data/skills``; and words of diplomas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Skill
from scraper.extract.fold import Folded, fold
from scraper.extract.phrases import Phrases
from scraper.extract.variants import forms, plain

#: Words that announce the name of a tool or a platform, whichever it is.
_ANNOUNCING = (
    *("outil", "logiciel", "plateforme", "application", "appli", "réseau", "réseaux sociaux", "compte", "abonné"),
    *("maîtrise de", "maîtriser", "connaissance de", "utilisation de", "utiliser", "suite", "pack", "bureautique"),
    *("posts", "publier sur", "présence sur", "chaîne", "serveur"),
)
#: Words that announce a field of study: a diploma in a field is not a skill asked.
_STUDYING = (
    *("formation supérieure", "formation en", "formation bac", "de formation", "diplôme", "diplômé en", "master"),
    *("mastère", "bachelor", "bachelier", "licence", "bts", "but", "dut", "deug", "mba", "msc", "école"),
    *("étudiant en", "étudiante en", "études en", "certificat en", "cursus", "bac+2", "bac+3", "bac+4", "bac+5"),
    *("bac +2", "bac +3", "bac +4", "bac +5", "baccalauréat"),
)
_NAMED = frozenset({"outil", "plateforme"})
# How far, in characters, a word can stand from the ambiguous name it explains; a field of study from its diploma;
# two names of one enumeration from each other.
_BEFORE, _AFTER, _STUDIED, _APART = 80, 50, 45, 25
_STUDIES = {form for word in _STUDYING for form in (plain(word), *forms(word, verbs=False))}
_ENUMERATION = re.compile(
    r"[\s,/&+()'\"·-]*(?:\b(?:et|ou|ex|puis|voire|ainsi que|bientot|aussi|meme|sur|de|l|avec|pro)\b[\s,/&+()'\"·-]*)*"
)
_SIGNS = frozenset(".@")
_STOP = re.compile(r"[.;,:(\n]")


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """One name of a skill, empty for a phrase to set aside; ``lower``: it may be written in any case."""

    skill: str
    written: str
    category: str = ""
    named: bool = False
    ambiguous: bool = False
    lower: bool = False


Read = tuple[int, int, Name]


class SkillNames:
    """Every name of every skill, in every form. Building takes half a second."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._names: list[Name] = []
        phrases: list[tuple[str, int]] = []
        ordered = sorted(skills, key=lambda skill: skill.id)
        # Of two equal phrases the first counts: a name of one skill is never set aside by another.
        for skill in ordered:
            phrases += self._phrases_of(skill)
        for skill in ordered:
            for phrase in skill.excludes:
                phrases += self._add(Name("", phrase), forms(phrase))
        clues = _clues(ordered)
        self._phrases = Phrases(phrases, marks=((form, 0) for form in _STUDIES))
        self._clues = Phrases((form, number) for number, form in enumerate(clues))
        self._explains = list(clues.values())
        self._longest_clue = max(map(len, clues), default=0) + 2

    def _add(self, name: Name, written: Iterable[str]) -> list[tuple[str, int]]:
        self._names.append(name)
        return [(form, len(self._names) - 1) for form in sorted(written)]

    def _phrases_of(self, skill: Skill) -> list[tuple[str, int]]:
        phrases: list[tuple[str, int]] = []
        genders, named = skill.category == "savoir-etre", skill.category in _NAMED
        # In lower case first: "stories" is read in any case, "Notion" only with its capital.
        for name in sorted(skill.ambiguous, key=str.islower, reverse=True):
            every = forms(name, genders=genders) if name.islower() else {plain(name)}
            phrases += self._add(Name(skill.id, name, skill.category, named, True, name.islower()), every)
        ambiguous = {plain(name) for name in skill.ambiguous}
        for name in (skill.label.fr, skill.label.en or skill.label.fr, *skill.aliases):
            if plain(name) not in ambiguous:
                every = {plain(name)} if named else forms(name, genders=genders)
                phrases += self._add(Name(skill.id, name, skill.category, named), every)
        return phrases

    def find(self, folded: Folded, padded: str) -> list[Read]:
        """``(start, end, name)`` in ``folded.text``, in order; ``padded`` is ``words(folded.aligned)``."""
        text, names = folded.aligned, self._names
        phrases, marks = self._phrases.find_marked(padded)
        # Where words of diplomas end: those to come, last first, and the one before.
        studies, studied = [end for _, end, _ in reversed(marks)], -_STUDIED - 1
        found: list[Read] = []
        doubts: list[int] = []
        free = 0
        for start, end, number in phrases:
            name = names[number]
            if not name.skill:  # a phrase to set aside, with the names that begin inside it
                free = max(free, end)
                continue
            if start < free:
                continue
            if name.named:
                if _in_address(text, start, end):
                    continue
            elif name.category == "metier":
                while studies and studies[-1] <= start:
                    studied = studies.pop()
                if start - studied <= _STUDIED and not _STOP.search(text, studied, start):
                    continue  # it only says what a diploma is in
            if name.ambiguous:
                doubts.append(len(found))
            found.append((start, end, name))
        return self._proved(folded, padded, found, doubts) if doubts else found

    def _proved(self, folded: Folded, padded: str, found: list[Read], doubts: list[int]) -> list[Read]:
        """``found`` without the ambiguous names, those at ``doubts``, that nothing around explains."""
        doubtful = {index for index in doubts if not self._explained(folded, padded, found[index])}
        if not doubtful:
            return found
        # "Trello, Slack et Notion": a name is proved by its neighbours in an enumeration, from either side.
        for indexes, step in ((doubts, -1), (reversed(doubts), 1)):
            for index in indexes:
                other = index + step
                if index in doubtful and 0 <= other < len(found) and other not in doubtful:
                    left, right = sorted((index, other))
                    if _enumerated(folded.aligned, found[left], found[right]):
                        doubtful.remove(index)
        return [item for index, item in enumerate(found) if index not in doubtful]

    def _explained(self, folded: Folded, padded: str, item: Read) -> bool:
        """Whether an ambiguous name is written as the entry writes it and a word nearby says what it is."""
        start, end, name = item
        if not name.lower:
            low, high = folded.span(start, end)
            if folded.original[low:high] != name.written:
                return False
        # Where a word that ends near enough may begin; one is two further in ``padded`` than it ends in the text.
        low = max(0, start - _BEFORE - self._longest_clue)
        for first, last, number in self._clues.find_every(padded[low : end + _AFTER + 2]):
            # A word inside the name is the name itself.
            outside = start - _BEFORE <= low + last <= start or low + first >= end
            if outside and name.skill in self._explains[number]:
                return True
        return False


def _clues(skills: Iterable[Skill]) -> dict[str, set[str]]:
    """The words that explain ambiguous names, each with the ids of what it explains."""
    explains: dict[str, set[str]] = {}
    for skill in skills:
        if skill.ambiguous:
            for word in (*(_ANNOUNCING if skill.category in _NAMED else ()), *skill.contexts):
                for form in forms(word):
                    explains.setdefault(form, set()).add(skill.id)
    return explains


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a tool's name is only part of an address: ``facebook.com/mairie``, ``contact@canva``."""
    if text[start - 1 : start] in _SIGNS:
        return True
    if text[end : end + 1] not in _SIGNS:
        return False
    return text[end + 1 : end + 2].isalnum() and text[end - 4 : end] != ".com"


def _enumerated(text: str, left: Read, right: Read) -> bool:
    """Whether two names of tools or platforms follow one another in one enumeration."""
    if not (left[2].named and right[2].named) or right[0] - left[1] > _APART:
        return False
    return _ENUMERATION.fullmatch(fold(text[left[1] : right[0]])) is not None
