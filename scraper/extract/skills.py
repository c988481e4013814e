"""Which skills a text names, where, and whether it asks for them.

Works on ads, job descriptions and interviews alike. Names come from ``data/skills/*.yml``; nothing is inferred from
anything but the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.models import Skill
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found
from scraper.extract.phrases import words
from scraper.extract.requirement import Asked, Requirement, read_requirements
from scraper.extract.skill_names import Read, SkillNames


@dataclass(frozen=True)
class SkillMention:
    """``requirement`` is None where the words do not say; ``negated`` is for what the ad says it does not ask."""

    skill: str
    requirement: Requirement | None = None
    negated: bool = False


_REQUIRED, _OPTIONAL, _NEGATED = Asked("required"), Asked("optional"), Asked(negated=True)
_BITS = {asked: 1 << place for place, asked in enumerate((Asked(), _REQUIRED, _OPTIONAL, _NEGATED))}
#: Titles and fields of as many characters are remembered, so many of them: ads of a board have the same.
_SHORT, _REMEMBERED = 120, 4_096
#: There are few different mentions, and making one takes longer than finding it.
_mention = lru_cache(maxsize=None)(SkillMention)


class SkillMatcher:
    """Finds the skills of ``data/skills`` in texts. Built once, in half a second; used for any number of texts."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._names = SkillNames(skills)
        self._said_once = lru_cache(maxsize=_REMEMBERED)(self._said)

    def names(self, text: str) -> list[tuple[str, int, int]]:
        """``(skill id, start, end)`` of every skill named in ``text``, in order, without reading what is asked."""
        folded = fold_once(text)
        found = self._names.find(folded, words(folded.aligned))
        spans = folded.spans((start, end) for start, end, _ in found)
        return [(name.skill, start, end) for (_, _, name), (start, end) in zip(found, spans, strict=True)]

    def find(self, text: str) -> tuple[Found[SkillMention], ...]:
        """Every mention of a skill in ``text``, in order, with what is asked of it.

        Of two names one inside the other, only the longer counts; two names may overlap ("création de vidéos
        animées"). Linear in the length of the text.
        """
        folded, found, asked = self._read(text)
        spans = folded.spans((start, end) for start, end, _ in found)
        return tuple(
            Found(_mention(name.skill, what.requirement, what.negated), start, end)
            for (_, _, name), what, (start, end) in zip(found, asked, spans, strict=True)
        )

    def asked(self, texts: Iterable[str]) -> tuple[SkillAsked, ...]:
        """``skills_asked`` of the mentions of all ``texts``, a fifth sooner: where they stand is not told."""
        said: dict[str, int] = {}
        for text in texts:
            for skill, bit in self._said_once(text) if len(text) <= _SHORT else self._said(text):
                said[skill] = said.get(skill, 0) | bit
        return tuple(map(_together, said, said.values()))

    def _said(self, text: str) -> list[tuple[str, int]]:
        """Of each mention in ``text``, the skill and the bit of what is said of it."""
        _, found, asked = self._read(text)
        return [(name.skill, _BITS[what]) for (_, _, name), what in zip(found, asked, strict=True)]

    def _read(self, text: str) -> tuple[Folded, list[Read], list[Asked]]:
        """The names in ``text``, where they stand in the folded text, and what is asked of each."""
        folded = fold_once(text)
        padded = words(folded.aligned)
        found = self._names.find(folded, padded)
        return folded, found, read_requirements(folded.text, padded, [(start, end) for start, end, _ in found])


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
    said: dict[str, int] = {}
    for mention in mentions:
        value = mention.value
        said[value.skill] = said.get(value.skill, 0) | _BITS[Asked(value.requirement, value.negated)]
    return tuple(map(_together, said, said.values()))


@lru_cache(maxsize=4_096)
def _together(skill: str, said: int) -> SkillAsked:
    """``said`` has a bit for each thing that mentions of ``skill`` say."""
    requirement: Requirement | None = None
    if said & _BITS[_REQUIRED]:
        requirement = "required"
    elif said & _BITS[_OPTIONAL]:
        requirement = "optional"
    return SkillAsked(skill, requirement, said == _BITS[_NEGATED])
