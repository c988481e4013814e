"""What charts of the page conclude, in sentences that are true whichever way the data go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.numbers import NBSP, french_number

#: A year of age, three points of a share: under that, two editions that did not ask the same people say the same.
_STILL_YEARS, _STILL_POINTS = 1.0, 3.0


class Told(NamedTuple):
    """What an edition says: ``text`` is its value as people read it (« environ 50 % »)."""

    year: int
    value: float
    text: str


def years_words(value: float) -> str:
    """``28 ans``, ``1 an``, ``1,5 an``."""
    return f"{french_number(value)}{NBSP}{'ans' if abs(value) >= 2 else 'an'}"


def percent(value: float) -> str:
    """``75,5 %``."""
    return f"{french_number(value)}{NBSP}%"


def median_words(told: Sequence[Told]) -> str:
    """What the median age did since its first edition; ``told`` is sorted by year and not empty.

    It « n’a presque pas bougé » when no edition is more than a year away from another.
    """
    first, last = told[0], told[-1]
    if first.year == last.year:
        return f"l’âge médian en {last.year}"
    ages = [each.value for each in told]
    spread, change = max(ages) - min(ages), last.value - first.value
    if spread == 0:
        return f"l’âge médian n’a pas bougé depuis {first.year}"
    if spread <= _STILL_YEARS:
        return f"l’âge médian n’a presque pas bougé depuis {first.year}"
    if abs(change) > _STILL_YEARS:
        return f"l’âge médian a {'gagné' if change > 0 else 'perdu'} {years_words(abs(change))} depuis {first.year}"
    span = f"{french_number(min(ages))} à {years_words(max(ages))}"
    return f"l’âge médian varie de {span} depuis {first.year}, sans direction"


def span_title(told: Sequence[Told], what: str) -> str:
    """``De 60 à 70 % des personnes interrogées ont …, de 2020 à 2025``; ``told`` is sorted by year and not empty."""
    return f"{raised(_span(told))} des personnes interrogées {what}, {_when(told)}"


def editions_title(told: Sequence[Told], name: str) -> str:
    """``CDI : de 45 à 59 % selon l’édition, de 2011 à 2023``: no direction, for editions that do not compare.

    ``told`` is sorted by year and not empty.
    """
    several = len({each.value for each in told}) > 1
    each = " selon l’édition" if several else " à chaque édition" if len(told) > 1 else ""
    return f"{name} : {_span(told)}{each}, {_when(told)}"


def _span(told: Sequence[Told]) -> str:
    low, high = min(told, key=lambda each: each.value), max(told, key=lambda each: each.value)
    if low.value == high.value:
        return low.text
    bare = low.text.removesuffix(f"{NBSP}%")
    return f"{'d’' if bare.startswith('e') else 'de '}{bare} à {high.text}"


def _when(told: Sequence[Told]) -> str:
    first, last = told[0].year, told[-1].year
    return f"en {first}" if first == last else f"de {first} à {last}"


def change_title(told: Sequence[Told], up: str, down: str, still: str) -> str:
    """One of three beginnings, and the first and last values; ``told`` is sorted by year and not empty."""
    first, last = told[0], told[-1]
    if first.year == last.year:
        return f"{still} : {last.text} en {last.year}"
    change = last.value - first.value
    begin = still if abs(change) < _STILL_POINTS else up if change > 0 else down
    return f"{begin} : {first.text} en {first.year}, {last.text} en {last.year}"


def listed(names: Sequence[str]) -> str:
    """``a``, ``a et b``, ``a, b et c``."""
    return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else "".join(names)


def raised(words: str) -> str:
    """With a capital at its beginning."""
    return words[:1].upper() + words[1:]


def lowered(name: str) -> str:
    """A label inside a sentence: ``Animation`` gives ``animation``, ``TPE`` and ``CDI`` stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
