"""Education asked for: years after the baccalauréat, or a level of the national framework (3 to 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found


@dataclass(frozen=True)
class Education:
    """``bac_min``: years after the baccalauréat, at least; ``bac_max`` only when the ad names several levels.

    ``level``: that of the French framework (décret n° 2019-14), from 3 (CAP) to 8 (doctorate), of the least asked.
    """

    bac_min: int | None = None
    bac_max: int | None = None
    level: int | None = None
    self_taught: bool = False
    no_diploma: bool = False


#: Level of the French framework by years after the baccalauréat.
_LEVEL_OF = {0: 4, 1: 4, 2: 5, 3: 6, 4: 6, 5: 7, 6: 7, 7: 7, 8: 8}
_MENTIONS = 60

_BAC = Cued(
    r"\bbac ?(?:\+|plus) ?([1-8])(?:(?: ?[/,-] ?| a | ou | et )(?:bac ?)?\+? ?([1-8])(?![\d.]| ?(?:an|mois|h\b"
    r"|jour)))?"
)
_DIPLOMAS: tuple[tuple[int, Cued], ...] = (
    (0, Cued(r"\b(?:niveau|titulaire d[u'](?: ?un)?|diplome :?) ?bac\b(?! ?\+)|\bbac (?:pro\b|general"
        r"|technologique)|^bac$|\bbac(?= (?:a|ou) bac ?\+)")),
    (2, Cued(r"\b(?:bts|dut|deug|deust)\b")),
    (3, Cued(
        r"\blicence(?: pro\w*)?(?= en | de (?:com|mark|lett|dro|gest)| ?$| ?[,/).]| ou | info| web| com| mark"
        r"| mention)"
        r"|\blicence pro\w*|\bbachelor\b|\bbachelier en\b|\bbaccalaureat (?:universitaire|en )"
    )),
    (4, Cued(r"\bmaster ?1\b|\bmaitrise (?:universitaire|en com\w+|de com\w+)\b")),
    (5, Cued(
        r"(?<!scrum )(?<!web )(?<!quiz )\bmastere?(?: ?2\b| specialise)?(?= en | de | of | ?$| ?\n| ?[,/).]| ou | 2"
        r"| com| mark|"
        r" pro| spe| info)(?! 1| de ceremonie)|\bmba\b|\bdiplome d'ingenieur\b|\bmsc\b"
    )),
    (8, Cued(r"\bdoctorat\b|\bphd\b")),
)  # fmt: skip
#: Diplomas that are also small words: in capitals only.
_CAPITALS = Cued(
    r"\b(?:cap|bep|m[12])\b(?! ?:)|\bbut(?= ?(?:[/,)]|ou\b|en\b|info|com\w+|mmi\b|tech|$))|(?<=[/(])but\b"
    r"|(?<=\bun )but\b"
)
_CAPITAL_BAC = {"but": 3, "m1": 4, "m2": 5}
_FRAMEWORK = Cued(
    r"(?:\brncp|\btitre|\bcertification|\bcertifie\w*|\bdiplome)[^.;\n\d]{0,30}niveau ?([3-8])\b"
    r"|\bniveau ([3-8]) ?(?:\(|rncp|du cadre|europeen)"
)
_SELF_TAUGHT = Cued(r"\bautodidacte")
_NO_DIPLOMA = Cued(r"\b(?:aucun|sans|pas de) (?:condition de )?diplome|\bdiplome non (?:exige|requis|necessaire)")
_PREPARED = re.compile(
    r"(?:prepar\w+|integr\w+|etudiant\S{0,8}|inscrit\S{0,8}|suivre|suivez|cursus|obten(?:ir|ez)"
    r"|formation diplomante)[^.;\n]{0,130}$"
)


def read_education(text: str) -> Found[Education] | None:
    """The levels asked for; flag ``prepared`` when the ad only names the diploma its training leads to."""
    folded = fold_once(text[:LONGEST_TEXT])
    found = sorted(islice(_mentions(folded), _MENTIONS), key=lambda mention: mention[1])
    prepared = [_PREPARED.search(folded.text[max(0, start - 150) : start]) is not None for _, start, _ in found]
    kept = [mention for mention, training in zip(found, prepared, strict=True) if not training] or found
    framework = list(islice(_FRAMEWORK.finditer(folded.text), _MENTIONS))
    alone = _SELF_TAUGHT.search(folded.text)
    none = _NO_DIPLOMA.search(folded.text)
    spans = [(start, end) for _, start, end in kept] + [m.span() for m in (*framework[:1], alone, none) if m]
    if not spans:
        return None
    years = [year for levels, _, _ in kept for year in levels if year >= 0]
    low, high = (min(years), max(years)) if years else (None, None)
    level = _LEVEL_OF[low] if low is not None else 3 if kept else None
    if level is None and framework:
        level = min(int(match[1] or match[2]) for match in framework)
    if all(prepared) and (found or (framework and _PREPARED.search(folded.text[: framework[0].start()][-60:]))):
        flags: tuple[str, ...] = ("prepared",)
    else:
        flags = ()
    start, end = folded.span(*spans[0])
    return Found(
        Education(low, high if high != low else None, level, alone is not None, none is not None), start, end, flags
    )


def _mentions(folded: Folded) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Years after the baccalauréat (-1 for less) named in the text, with where."""
    for match in _BAC.finditer(folded.text):
        yield tuple(int(year) for year in match.groups() if year), match.start(), match.end()
    for years, pattern in _DIPLOMAS:
        for match in pattern.finditer(folded.text):
            yield (years,), match.start(), match.end()
    for match in _CAPITALS.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        if folded.original[start:end].isupper():
            yield (_CAPITAL_BAC.get(match[0], -1),), match.start(), match.end()
