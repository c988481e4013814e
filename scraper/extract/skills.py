"""Which skills a text names, where, and whether it asks for them.

Works on ads, job descriptions and interviews alike. Names come from ``data/skills/*.yml``; nothing is inferred from
anything but the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.models import Skill
from scraper.extract.fold import fold_once
from scraper.extract.found import Found
from scraper.extract.phrases import words
from scraper.extract.requirement import Requirement, read_requirements
from scraper.extract.skill_names import SkillNames


@dataclass(frozen=True)
class SkillMention:
    """``requirement`` is None where the words do not say; ``negated`` is for what the ad says it does not ask."""

    skill: str
    requirement: Requirement | None = None
    negated: bool = False


#: There are few different mentions, and making one takes longer than finding it.
_mention = lru_cache(maxsize=None)(SkillMention)


class SkillMatcher:
    """Finds the skills of ``data/skills`` in texts. Built once, in half a second; used for any number of texts."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._names = SkillNames(skills)

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
        folded = fold_once(text)
        padded = words(folded.aligned)
        found = self._names.find(folded, padded)
        places = [(start, end) for start, end, _ in found]
        asked = read_requirements(folded.text, padded, places)
        return tuple(
            Found(_mention(name.skill, what.requirement, what.negated), start, end)
            for (_, _, name), what, (start, end) in zip(found, asked, folded.spans(places), strict=True)
        )


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
