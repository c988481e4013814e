"""Which skills a text names, where, and whether it asks for them.

Works on ads, job descriptions and interviews alike. Names come from ``data/skills/*.yml``; nothing is inferred from
anything but the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.models import Skill
from scraper.extract.fold import Folded
from scraper.extract.found import Found
from scraper.extract.phrases import Phrases, words
from scraper.extract.requirement import Requirement, read_requirements
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
    *(
        "mastère",
        "bachelor",
        "bachelier",
        "licence",
        "bts",
        "but",
        "dut",
        "deug",
        "mba",
        "msc",
        "baccalauréat",
        "école",
    ),
    *("étudiant en", "étudiante en", "études en", "certificat en", "cursus", "bac+2", "bac+3", "bac+4", "bac+5"),
    *("bac +2", "bac +3", "bac +4", "bac +5"),
)
_NAMED = frozenset({"outil", "plateforme"})
# How far, in characters, a word can stand from the ambiguous name it explains.
_BEFORE, _AFTER = 80, 50
# And a field of study from the name of its diploma.
_STUDIED = 45
_ENUMERATION = re.compile(
    r"[\s,/&+()'\"·-]*(?:\b(?:et|ou|ex|puis|voire|ainsi que|sur|de|l|avec|pro)\b[\s,/&+()'\"·-]*)*"
)
_ADDRESS = re.compile(r"[.@]\w")


@dataclass(frozen=True)
class SkillMention:
    """``requirement`` is None where the words do not say; ``negated`` is for what the ad says it does not ask."""

    skill: str
    requirement: Requirement | None = None
    negated: bool = False


@dataclass(frozen=True)
class _Name:
    """One name of a skill, as the matcher knows it; ``skill`` is None for a phrase to set aside."""

    skill: str | None
    written: str
    ambiguous: bool
    named: bool
    contexts: Phrases | None
    studied: bool = False


_STUDIES = Phrases((form, 0) for word in _STUDYING for form in (plain(word), *forms(word, verbs=False)))


class SkillMatcher:
    """Finds the skills of ``data/skills`` in texts. Built once (about a second), used for any number of texts."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._names: list[_Name] = []
        phrases: list[tuple[str, int]] = []
        ordered = sorted(skills, key=lambda skill: skill.id)
        # Of two equal phrases the first counts: a name of one skill is never set aside by another.
        for skill in ordered:
            phrases += self._skill_phrases(skill)
        for skill in ordered:
            for phrase in skill.excludes:
                phrases += self._add(_Name(None, phrase, False, False, None), forms(phrase))
        self._phrases = Phrases(phrases)

    def _add(self, name: _Name, written: Iterable[str]) -> list[tuple[str, int]]:
        self._names.append(name)
        return [(form, len(self._names) - 1) for form in sorted(written)]

    def _skill_phrases(self, skill: Skill) -> list[tuple[str, int]]:
        named = skill.category in _NAMED
        phrases: list[tuple[str, int]] = []
        contexts = _context_phrases(skill) if skill.ambiguous else None
        # In lower case first: "stories" is read in any case, "Notion" only with its capital.
        for name in sorted(skill.ambiguous, key=str.islower, reverse=True):
            every = {plain(name)} if not name.islower() else forms(name, genders=skill.category == "savoir-etre")
            phrases += self._add(_Name(skill.id, name, True, named, contexts), every)
        written = [skill.label.fr, *((skill.label.en,) if skill.label.en else ()), *skill.aliases]
        certain = [name for name in written if plain(name) not in {plain(other) for other in skill.ambiguous}]
        for name in certain:
            every = {plain(name)} if named else forms(name, genders=skill.category == "savoir-etre")
            studied = skill.category == "metier"
            phrases += self._add(_Name(skill.id, name, False, named, None, studied), every)
        return phrases

    def names(self, text: str) -> list[tuple[str, int, int]]:
        """``(skill id, start, end)`` of every skill named in ``text``, in order, without reading what is asked."""
        folded = Folded(text)
        padded = words(folded.text)
        return [
            (name.skill, *folded.span(start, end))
            for start, end, name in self._certain(folded, padded)
            if name.skill is not None
        ]

    def find(self, text: str) -> tuple[Found[SkillMention], ...]:
        """Every mention of a skill in ``text``, in order, with what is asked of it."""
        folded = Folded(text)
        padded = words(folded.text)
        kept = [
            (start, end, name.skill) for start, end, name in self._certain(folded, padded) if name.skill is not None
        ]
        asked = read_requirements(folded.text, padded, [(start, end) for start, end, _ in kept])
        return tuple(
            Found(SkillMention(skill, what.requirement, what.negated), *folded.span(start, end))
            for (start, end, skill), what in zip(kept, asked, strict=True)
        )

    def _certain(self, folded: Folded, padded: str) -> list[tuple[int, int, _Name]]:
        """The names read in the text, once ambiguous ones have been proved or dropped."""
        found = [(start, end, self._names[number]) for start, end, number in self._phrases.find(padded)]
        found = [
            item
            for item in _outside_excluded(found)
            if not _in_address(folded.text, *item) and not _field_of_study(folded.text, padded, *item)
        ]
        if not any(name.ambiguous for _, _, name in found):
            return found
        certain = [not name.ambiguous or _explained(folded, padded, item) for item in found for name in (item[2],)]
        # "Trello, Slack et Notion": a name is proved by its neighbours in an enumeration, from either side.
        last = len(found) - 1
        for index in (*range(1, len(found)), *range(last - 1, -1, -1)):
            if not certain[index]:
                certain[index] = any(
                    certain[other] and _enumerated(folded.text, found[min(index, other)], found[max(index, other)])
                    for other in (index - 1, index + 1)
                    if 0 <= other <= last
                )
        return [item for item, sure in zip(found, certain, strict=True) if sure]


def _context_phrases(skill: Skill) -> Phrases:
    announcing = _ANNOUNCING if skill.category in _NAMED else ()
    return Phrases((form, 0) for word in (*announcing, *skill.contexts) for form in forms(word))


def _outside_excluded(found: list[tuple[int, int, _Name]]) -> list[tuple[int, int, _Name]]:
    """The names that do not begin inside a phrase to set aside."""
    kept: list[tuple[int, int, _Name]] = []
    free = 0
    for start, end, name in found:
        if name.skill is None:
            free = max(free, end)
        elif start >= free:
            kept.append((start, end, name))
    return kept


def _in_address(folded: str, start: int, end: int, name: _Name) -> bool:
    """Whether a tool's name is only part of an address: ``facebook.com/mairie``, ``contact@canva``."""
    if not name.named:
        return False
    if start and folded[start - 1] in "@.":
        return True
    return _ADDRESS.match(folded, end) is not None and folded[end - 4 : end] != ".com"


def _field_of_study(folded: str, padded: str, start: int, end: int, name: _Name) -> bool:
    """Whether the name only says what a diploma is in: "bachelor marketing digital"."""
    if not name.studied:
        return False
    low = max(0, start - _STUDIED)
    low = max(low, *(folded.rfind(mark, low, start) + 1 for mark in ".;,:(\n"))
    return bool(_STUDIES.find(padded[low : start + 1]))


def _explained(folded: Folded, padded: str, item: tuple[int, int, _Name]) -> bool:
    """Whether an ambiguous name is written as the entry writes it and a word nearby says what it is."""
    start, end, name = item
    low, high = folded.span(start, end)
    written = folded.original[low:high]
    if written != name.written and not name.written.islower():
        return False
    before = padded[max(0, start + 1 - _BEFORE) : start + 1]
    after = padded[end + 1 : end + 1 + _AFTER]
    assert name.contexts is not None
    return bool(name.contexts.find(before) or name.contexts.find(after))


def _enumerated(text: str, left: tuple[int, int, _Name], right: tuple[int, int, _Name]) -> bool:
    """Whether two names of tools or platforms follow one another in one enumeration."""
    if not (left[2].named and right[2].named) or right[0] - left[1] > 25:
        return False
    return _ENUMERATION.fullmatch(text, left[1], right[0]) is not None


@dataclass(frozen=True)
class SkillAsked:
    """One skill of an ad, all its mentions together."""

    skill: str
    requirement: Requirement | None
    negated: bool


def skills_asked(mentions: Sequence[Found[SkillMention]]) -> tuple[SkillAsked, ...]:
    """One line a skill, in the order of first mention.

    A skill is negated only if every mention is; required as soon as one mention says so, else an asset if one does.
    """
    by_skill: dict[str, list[SkillMention]] = {}
    for mention in mentions:
        by_skill.setdefault(mention.value.skill, []).append(mention.value)
    return tuple(_together(skill, values) for skill, values in by_skill.items())


def _together(skill: str, values: list[SkillMention]) -> SkillAsked:
    negated = all(value.negated for value in values)
    said = {value.requirement for value in values if not value.negated}
    requirement: Requirement | None = "required" if "required" in said else "optional" if "optional" in said else None
    return SkillAsked(skill, requirement, negated)
