"""A page the watch found, to the facts of a candidate: does it speak of the profession, and is it an interview."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from catalog.catalog import Catalog
from catalog.models import JobTitle, Source
from catalog.partial_date import PartialDate
from scraper.extract.article import Article, read_article
from scraper.extract.dates import read_date
from scraper.extract.fold import Folded
from scraper.extract.interview import read_interview
from scraper.extract.phrases import Phrases, words
from scraper.extract.skills import SkillMatcher
from scraper.extract.variants import forms, plain
from scraper.items import FoundPage

#: Why a page is refused, as the reader of a report reads it.
LABELS = {"sans-texte": "page sans texte", "hors-sujet": "page qui ne parle pas du métier"}
#: Mentions in the text that make up for a title that names no job.
_ENOUGH_MENTIONS = 2
_LONGEST_LINE = 300
#: "CM" is also a lecture, a council and a length: it counts where the text names the job in full, too.
_ABBREVIATION = re.compile(r"(?<![\w-])(?<!\d )(?:CM|SMM)(?![\w-])")
_SHORT = 4


class PageReader:
    """Reads pages with the skills and the titles of the catalog. Built once, in about a second.

    ``skills`` is the matcher of the catalog's skills where another reader has one already: half of that second.
    """

    def __init__(self, catalog: Catalog, skills: SkillMatcher | None = None) -> None:
        self._skills = skills or SkillMatcher(catalog.skills.values())
        self._names, self._ours = _names(catalog.titles.values())

    def read(self, found: FoundPage, source: Source) -> dict[str, Any] | str:
        """The fields of ``catalog.models.Candidate`` that the page gives (not its source, ids and address), or why
        it is refused: a key of ``LABELS``. Neither its sentences nor its author's name are among them.

        A page is relevant when its title names the profession, or its text twice. Of a source that holds nothing but
        interviews, a page where no series of questions was recognised is flagged ``sans-questions``.
        """
        today = found.fetched.date()
        article = read_article(found.html, today=today)
        title = (article and article.title) or found.title
        if article is None or not article.words or not title:
            return "sans-texte"
        article = replace(article, title=title, published=article.published or _date(found.published, today))
        if not self._is_relevant(article):
            return "hors-sujet"
        interview = read_interview(article, self._skills)
        facts: dict[str, Any] = {
            "kind": found.kind or ("interview" if interview else "article"),
            "title": title[:_LONGEST_LINE],
            "publisher": (article.publisher or source.publisher)[:_LONGEST_LINE],
            "published": article.published,
            "language": article.language,
            "words": article.words,
            "first_seen": today,
        }
        if interview:
            facts |= {
                "interviewee": interview.interviewee,
                "role": interview.role,
                "employer": interview.employer,
                "questions": len(interview.questions),
                "skills": tuple(sorted({skill for answer in interview.skills for skill in answer})),
            }
        else:
            facts["skills"] = tuple(sorted({skill for skill, _, _ in self._skills.names(article.text)}))
            if found.kind == "interview":
                facts["flags"] = ("sans-questions",)
        return facts

    def names_profession(self, text: str) -> bool:
        """Whether a short text (the title or the summary of an entry) names the profession, abbreviated or not."""
        return self._mentions(text) > 0 or _ABBREVIATION.search(text) is not None

    def _is_relevant(self, article: Article) -> bool:
        title, text = article.title or "", article.text
        mentions = self._mentions(text)
        if self._mentions(title) or mentions >= _ENOUGH_MENTIONS:
            return True
        return mentions > 0 and _ABBREVIATION.search(title) is not None

    def _mentions(self, text: str) -> int:
        found = self._names.find(words(Folded(text).aligned))
        return sum(number in self._ours for _, _, number in found)


def _names(titles: Iterable[JobTitle]) -> tuple[Phrases, set[int]]:
    """The names of every job, and the numbers of those that are the profession: longer ones hide ours."""
    ordered = sorted(titles, key=lambda title: title.id)
    phrases: list[tuple[str, int]] = []
    for number, title in enumerate(ordered):
        for name in (title.label.fr, *title.variants, *((title.label.en,) if title.label.en else ())):
            if len(plain(name)) >= _SHORT:
                phrases.append((plain(name), number))
                phrases += [
                    (" ".join(form.split()), number) for form in sorted(forms(name, verbs=False, genders=True))
                ]
    return Phrases(phrases), {number for number, title in enumerate(ordered) if title.relevance == "profession"}


def _date(written: str | None, today: dt.date) -> PartialDate | None:
    found = read_date(written, today=today) if written else None
    return found.value if found and "future" not in found.flags else None
