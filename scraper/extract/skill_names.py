"""The names of skills in a text, told apart from the ordinary words that are spelt alike.

"Notion" is a tool, "une notion" is not; "bachelor marketing digital" says what someone studied. Three rules tell:
phrases to set aside and, for ambiguous names, a proof nearby, both in ``data/skills``; and words of diplomas.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Skill
from scraper.extract.fold import Folded
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
_STUDIES = Phrases((form, 0) for word in _STUDYING for form in (plain(word), *forms(word, verbs=False)))
_NAMED = frozenset({"outil", "plateforme"})
# How far, in characters, a word can stand from the ambiguous name it explains; a field of study from its diploma;
# two names of one enumeration from each other.
_BEFORE, _AFTER, _STUDIED, _APART = 80, 50, 45, 25
# With more ambiguous names than this, contexts are sought once in the whole text.
_MANY = 12
_ENUMERATION = re.compile(
    r"[\s,/&+()'\"·-]*(?:\b(?:et|ou|ex|puis|voire|ainsi que|sur|de|l|avec|pro)\b[\s,/&+()'\"·-]*)*"
)
_SIGNS = frozenset(".@")
_STOP = re.compile(r"[.;,:(\n]")


@dataclass(frozen=True, eq=False)
class Name:
    """One name of a skill; ``skill`` is empty for a phrase to set aside."""

    skill: str
    written: str
    category: str = ""
    named: bool = False
    contexts: Phrases | None = None


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
        self._phrases = Phrases(phrases)

    def _add(self, name: Name, written: Iterable[str]) -> list[tuple[str, int]]:
        self._names.append(name)
        return [(form, len(self._names) - 1) for form in sorted(written)]

    def _phrases_of(self, skill: Skill) -> list[tuple[str, int]]:
        phrases: list[tuple[str, int]] = []
        genders, named = skill.category == "savoir-etre", skill.category in _NAMED
        contexts = _context_phrases(skill) if skill.ambiguous else None
        # In lower case first: "stories" is read in any case, "Notion" only with its capital.
        for name in sorted(skill.ambiguous, key=str.islower, reverse=True):
            every = forms(name, genders=genders) if name.islower() else {plain(name)}
            phrases += self._add(Name(skill.id, name, skill.category, named, contexts), every)
        ambiguous = {plain(name) for name in skill.ambiguous}
        for name in (skill.label.fr, skill.label.en or skill.label.fr, *skill.aliases):
            if plain(name) not in ambiguous:
                every = {plain(name)} if named else forms(name, genders=genders)
                phrases += self._add(Name(skill.id, name, skill.category, named), every)
        return phrases

    def find(self, folded: Folded, padded: str) -> list[Read]:
        """``(start, end, name)`` in ``folded.text``, in order; ``padded`` is ``words(folded.aligned)``."""
        text, names = folded.aligned, self._names
        studies = [end for _, end, _ in _STUDIES.find(padded)]
        found: list[Read] = []
        free = ambiguous = 0
        for start, end, number in self._phrases.find(padded):
            name = names[number]
            if not name.skill:  # a phrase to set aside, with the names that begin inside it
                free = max(free, end)
            elif start >= free and not (
                _in_address(text, start, end)
                if name.named
                else studies and _field_of_study(text, studies, start, name)
            ):
                ambiguous += name.contexts is not None
                found.append((start, end, name))
        return _proved(folded, padded, found, many=ambiguous > _MANY) if ambiguous else found


def _context_phrases(skill: Skill) -> Phrases:
    announcing = _ANNOUNCING if skill.category in _NAMED else ()
    return Phrases((form, 0) for word in (*announcing, *skill.contexts) for form in forms(word))


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a tool's name is only part of an address: ``facebook.com/mairie``, ``contact@canva``."""
    if text[start - 1 : start] in _SIGNS:
        return True
    if text[end : end + 1] not in _SIGNS:
        return False
    return text[end + 1 : end + 2].isalnum() and text[end - 4 : end] != ".com"


def _field_of_study(text: str, studies: list[int], start: int, name: Name) -> bool:
    """Whether the name only says what a diploma is in; ``studies`` are where words of diplomas end."""
    if name.category != "metier":
        return False
    index = bisect_right(studies, start) - 1
    return index >= 0 and start - studies[index] <= _STUDIED and not _STOP.search(text, studies[index], start)


def _proved(folded: Folded, padded: str, found: list[Read], *, many: bool) -> list[Read]:
    """``found`` without the ambiguous names that nothing around explains."""
    seen: dict[int, list[int]] | None = {} if many else None
    certain = [
        name.contexts is None or _explained(folded, padded, item, seen) for item in found for name in (item[2],)
    ]
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


def _explained(folded: Folded, padded: str, item: Read, seen: dict[int, list[int]] | None) -> bool:
    """Whether an ambiguous name is written as the entry writes it and a word nearby says what it is.

    ``seen``, for texts with many such names, keeps where the words of each set of contexts end.
    """
    start, end, name = item
    contexts = name.contexts
    assert contexts is not None
    if not name.written.islower():
        low, high = folded.span(start, end)
        if folded.original[low:high] != name.written:
            return False
    if seen is None:
        before, after = padded[max(0, start + 1 - _BEFORE) : start + 1], padded[end + 1 : end + 1 + _AFTER]
        return contexts.occur(before) or contexts.occur(after)
    if id(contexts) not in seen:
        seen[id(contexts)] = [last for _, last, _ in contexts.find(padded)]
    ends = seen[id(contexts)]
    # A word that ends inside the name is the name itself.
    return bisect_right(ends, start) > bisect_left(ends, start - _BEFORE) or bisect_right(
        ends, end + _AFTER
    ) > bisect_right(ends, end)


def _enumerated(text: str, left: Read, right: Read) -> bool:
    """Whether two names of tools or platforms follow one another in one enumeration."""
    if not (left[2].named and right[2].named) or right[0] - left[1] > _APART:
        return False
    return _ENUMERATION.fullmatch(text, left[1], right[0]) is not None
