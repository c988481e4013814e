"""Whether an article is an interview, and of whom: questions put to a person who answers in the first person.

Precision before recall. What looks alike and is not: a page of frequent questions (they are the reader's), an article
whose headings ask (nobody answers), questions to prepare for a job interview, a podcast's page without its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.partial_date import PartialDate
from scraper.extract.article import Article
from scraper.extract.interview_person import Person, read_person
from scraper.extract.interview_turns import Turn, Turns, read_turns
from scraper.extract.skills import SkillMatcher

#: A series has at least so many questions; an answer, in the middle, at least so many words.
FEWEST_QUESTIONS, FEWEST_WORDS = 3, 8
_INTRODUCTION = 1500

_TO_YOU = re.compile(
    r"(?<!\w)(?:vous|votre|vos|tu|te|toi|ton|ta|tes|t(?=[’']\w))(?!\w)|(?:ez|es?)-(?:vous|tu|nous|moi)\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(r"(?<!\w)(?:je|j(?=[’']\w)|moi|mon|ma|mes|me|m(?=[’']\w))(?!\w)", re.IGNORECASE)
_OF_US = re.compile(r"(?<!\w)(?:nous|notre|nos)(?!\w)", re.IGNORECASE)
_CUE = re.compile(
    r"(?<!\w)(?:interview(?:e|é|ée)?s?|itw|entrevues?|entretien|jasé avec|rencontre(?:r|z)?|rencontré[es]*"
    r"|portrait|témoignages?|t(?:é|e)moigne|questions (?:à|avec)|réponses? (?:de|d[’'])"
    r"|(?:nos|mes|quelques|aux|à) (?:\w+ )?questions|prêtée? au jeu|échang\w+ avec|discussion avec"
    r"|conversation avec|minutes avec|café avec"
    r"|raconte|nous parle|se confie|paroles? d|dans la peau|vis ma vie|invitée?|profil (?:de|du)|zoom métier"
    r"|(?:je|nous) (?:l[’']ai|l[’']avons) interrog\w+|donn\w+ la parole)(?!\w)",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(
    r"(?<!\w)(?:faq|f\.a\.q|foire aux questions|questions?(?: les plus)? fréquentes?|(?:les )?(?:questions?"
    r"|réponses) à (?:se )?poser|vos questions|questions (?:que|qu[’'])|questions d[’']entretien"
    r"|se préparer (?:en|à (?:l[’']|un |son |votre )entretien)"
    r"|entretiens? d[’']embauche|entretien de recrutement|quiz|quizz|qcm|questionnaire|checklist"
    r"|modèles? de réponses?|exemples? de réponses?|tout savoir)(?!\w)",
    re.IGNORECASE,
)
#: The reader is about to be interviewed, for a job.
_TO_PREPARE = re.compile(
    r"(?:passe[rz]|prépare[rz]|réussi(?:r|ssez)|décroche[rz]) (?:un|son|ses|votre|vos|ton|tes) entretiens?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Interview:
    """``questions`` are counted, not stored; ``answers`` are their lengths in words and ``skills`` the ids named
    in each, in order. ``interviewee``, ``role`` and ``employer`` are None where the page does not say."""

    interviewee: str | None
    role: str | None
    employer: str | None
    date: PartialDate | None
    questions: tuple[str, ...]
    answers: tuple[int, ...]
    skills: tuple[tuple[str, ...], ...]


def read_interview(article: Article, skills: SkillMatcher) -> Interview | None:
    """The interview that ``article`` is, or None. Linear in its length; never raises."""
    if article.faq or _NOT_ONE.search(article.title or ""):
        return None
    read = read_turns(article.lines)
    turns = [turn for turn in read.turns if turn.answer]
    if not _is_series(article, turns):
        return None
    person = _person(article, read, turns)
    if not _is_interview(article, read, turns, person):
        return None
    return Interview(
        person.name,
        person.role,
        person.employer,
        article.published,
        tuple(turn.question for turn in turns),
        tuple(turn.words for turn in turns),
        tuple(_skills(turn, skills) for turn in turns),
    )


def _is_series(article: Article, turns: list[Turn]) -> bool:
    if len(turns) < FEWEST_QUESTIONS or sorted(turn.words for turn in turns)[len(turns) // 2] < FEWEST_WORDS:
        return False
    return not any(_NOT_ONE.search(line.text) for line in article.lines if line.kind == "heading")


def _is_interview(article: Article, read: Turns, turns: list[Turn], person: Person) -> bool:
    """Two speak; or the page calls it an interview; or, short of that, it names who answers."""
    introduction = " ".join((article.title or "", *(line.text for line in read.before)))[:_INTRODUCTION]
    put = sum(_is_put(turn.question) for turn in turns) / len(turns)
    answered = sum(_is_answered(turn) for turn in turns) / len(turns)
    if _TO_PREPARE.search(introduction):
        return False
    if read.labelled and read.speaker:
        return answered >= 0.4
    if _CUE.search(introduction):
        return put >= 0.25 and answered >= 0.5
    return person.name is not None and put >= 0.5 and answered >= 0.7


def _is_put(question: str) -> bool:
    """Whether a question speaks to somebody, and not of who asks it ("puis-je…")."""
    return bool(_TO_YOU.search(question)) and not re.search(
        r"(?<!\w)(?:je|j(?=[’']))(?!\w)|-je\b", question, re.IGNORECASE
    )


def _is_answered(turn: Turn) -> bool:
    """Whether somebody speaks of themselves, more than to the reader."""
    text = " ".join(turn.answer)
    mine = len(_OF_ME.findall(text)) + len(_OF_US.findall(text)) / 2
    yours = len(re.findall(r"(?<!\w)(?:vous|votre|vos)(?!\w)", text, re.IGNORECASE))
    return mine > 0 and 2 * mine >= yours


def _person(article: Article, read: Turns, turns: list[Turn]) -> Person:
    signature = turns[-1].answer[-1] if len(turns[-1].answer) > 1 else ""
    before = [line.text for line in read.before]
    return read_person(
        article.title, before, read.speaker, [turn.question for turn in turns], " ".join(turns[0].answer), signature
    )


def _skills(turn: Turn, matcher: SkillMatcher) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skill for line in turn.answer for skill, _, _ in matcher.names(line)))
