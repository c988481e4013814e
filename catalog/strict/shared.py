"""Runs of words that two texts share: each of our texts is in words of its own.

A run is looked for by its shingles (Broder, 1997): every sequence of ``RUN`` words is put once in a table, and read
there once, so that the time is that of reading the texts. Titles of works and names of laws are apart: there is one
way to cite them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.references import REFERENCE
from catalog.strict.texts import Passage
from catalog.strict.words import Word, words_of

#: So many words in a row are a borrowing.
RUN = 12
#: A title of fewer words is no long run by itself.
_LONG_TITLE = 4
#: « loi nº 2023-451 du 9 juin 2023 visant à… »: its number, its date, and what it says it is for.
_LAW = re.compile(
    r"\b(?:loi|décret|arrêté|règlement|directive|ordonnance|décision)\b(?:\s+\w+)?"
    r"(?:\s+n[º°o]\s?\S*\d|\s+\((?:UE|CE)\)\s+\S*\d|\s+du\s+\d+(?:er)?\s+\w+\s+\d{4})+"
    r"(?:\s+(?:visant|relati\w+|portant|pour|sur|concernant|modifiant|fixant)\b[^,.;:()«»]*)?",
    re.IGNORECASE,
)

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """``length`` words in a row of ``passage``, from ``start`` to ``end``, which ``other`` holds as well."""

    passage: Passage
    start: int
    end: int
    length: int
    other: Passage | None = None

    @property
    def text(self) -> str:
        """The words as they are written."""
        return self.passage.text[self.start : self.end]


class Titles:
    """The titles a text may cite as they are."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._by_start: dict[Shingle, set[Shingle]] = defaultdict(set)
        for title in titles:
            words = tuple(word.text for word in words_of(title))
            if len(words) >= _LONG_TITLE:
                self._by_start[words[:_LONG_TITLE]].add(words)

    def apart(self, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """The words in order, cut wherever a title stands."""
        texts = tuple(word.text for word in words)
        begin = at = 0
        while at < len(texts):
            titles = self._by_start.get(texts[at : at + _LONG_TITLE], ())
            length = max((len(title) for title in titles if texts[at : at + len(title)] == title), default=0)
            if length:
                yield words[begin:at]
                begin = at + length
            at += length or 1
        yield words[begin:]


def shared_runs(passages: Iterable[Passage], titles: Titles) -> Iterator[Run]:
    """The runs that a passage shares with one of another entry, told where it is met the second time."""
    first: dict[Shingle, Passage] = {}
    for passage in passages:
        for words in _uncited(passage.text, titles):
            known = [first.setdefault(shingle, passage) for shingle in _shingles(words)]
            for begin, end in _stretches([_is_another(other, passage) for other in known]):
                yield _run(passage, words, begin, end, known[begin])


def borrowed_runs(passages: Iterable[Passage], sources: Mapping[str, str], titles: Titles) -> Iterator[Run]:
    """The runs that a passage takes from the text its entry was read from: ``sources``, by the id of the entry."""
    shingles: dict[str, set[Shingle]] = {}
    for passage in passages:
        if passage.name not in sources:
            continue
        if passage.name not in shingles:
            shingles[passage.name] = set(_shingles(words_of(sources[passage.name])))
        for words in _uncited(passage.text, titles):
            for begin, end in _stretches([one in shingles[passage.name] for one in _shingles(words)]):
                yield _run(passage, words, begin, end)


def _uncited(text: str, titles: Titles) -> Iterator[Sequence[Word]]:
    """The words between what is cited: references, names of laws, titles."""
    begin = 0
    words = words_of(text)
    cited = sorted(found.span() for rule in (REFERENCE, _LAW) for found in rule.finditer(text))
    for start, end in [*cited, (len(text), len(text))]:
        between = [word for word in words if begin <= word.start and word.end <= start]
        yield from titles.apart(between)
        begin = max(begin, end)


def _shingles(words: Sequence[Word]) -> list[Shingle]:
    texts = tuple(word.text for word in words)
    return [texts[at : at + RUN] for at in range(len(texts) - RUN + 1)]


def _is_another(one: Passage, other: Passage) -> bool:
    return (one.kind, one.name) != (other.kind, other.name)


def _stretches(held: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where shingles are held in a row: the first word and the one after the last."""
    at = 0
    for is_held, group in groupby(held):
        length = len(list(group))
        if is_held:
            yield at, at + length - 1 + RUN
        at += length


def _run(passage: Passage, words: Sequence[Word], begin: int, end: int, other: Passage | None = None) -> Run:
    return Run(passage, words[begin].start, words[end - 1].end, end - begin, other)
