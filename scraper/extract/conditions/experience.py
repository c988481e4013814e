"""Experience asked for, in years, and the words that stand for it (junior, confirmé, first experience)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import fold_once
from scraper.extract.found import Found
from scraper.extract.numerals import NUMBER, number

Level = Literal["première expérience", "junior", "confirmé", "senior"]


@dataclass(frozen=True)
class Experience:
    """Years, at least and at most; ``beginner`` when the ad says that none is needed (then at least 0)."""

    min_years: float | None = None
    max_years: float | None = None
    beginner: bool = False
    level: Level | None = None


_LENGTH = Cued(
    rf"(?P<more>(?:au moins|plus de|minimum|mini|a partir de) )?(?P<less>(?:moins de|jusqu'a|maximum|max) )?"
    rf"(?<![\w+,.])(?P<low>{NUMBER})\+?(?: ?\(\d+\))?(?: ?(?:ans?|annees?))?(?: ?(?:a|-|/|et"
    rf"|ou) ?(?P<high>{NUMBER}))? ?"
    r"(?P<unit>an\(s\)|ans?|annees?|mois|years?)(?!\w)"
)
# What makes a length of time an experience: a word just before, or just after.
_BEFORE = re.compile(
    r"(?:experience|experimentee?|exp\.?|\bxp)(?:\([^)]*\))?[^.,;\d\n]{0,45}$|justifi\w+ (?:d'au moins |de |d')$"
)
_TELLING = re.compile("xp|justifi")
_AFTER = re.compile(
    r"(?: ?\(?(?:minimum|mini|et plus|ou plus|environ|max(?:imum)?|au moins|reussis?|revolus)\)?)*"
    r" ?(?:-|:|,)? ?(?:d'|de |of )?(?:l')?(?:experience|exp\b|xp\b|pratique|sur un poste|(?<=minimum )(?:en|dans) "
    r"|dans un poste|a un poste"
    r"|dans une fonction)"
)
_ALONE = re.compile(r"(?:(?:minimum|mini|et plus|ou plus|au moins)\W*)*")
#: Years of an age, not of an experience, when nothing says "experience".
_OLDEST_ALONE = 15
#: The employer's own experience: "notre agence a 10 ans d'expérience", "forte de 20 ans d'expérience, notre société".
_FIRM = (
    r"(?:agence|societe|entreprise|groupe|cabinet|maison|marque|equipe|association|ecole|structure|pme|enseigne)s?"
)
_FIRM_HAS = re.compile(
    rf"(?:\b(?:notre|nos|cette|la|le|une?) |l'){_FIRM}(?: \w+){{0,3}} (?:a|ont|compte|cumule|possede|beneficie"
    rf"|existe)\b"
    r"[^.\n]{0,20}$|\bforte?s? de (?:ses|leurs|nos) (?:plus de )?$|\bnous avons (?:plus de )?$"
)
_STRONG_OF = re.compile(r"\bforte?s? (?:de |d')(?:plus de |pres de )?$")
_FIRM_AFTER = re.compile(rf"[^.\n]{{0,50}}(?:\b(?:notre|nos|cette|la|le) |l'){_FIRM}\b")

_BEGINNER = Cued(
    r"\b(?:tu debutes|vous debutez)\b|debutant\S{0,8}(?: (?!non\b)\w+)? (?:accept|bienvenu)|(?:ouvert"
    r"|accessible) aux? debutant"
    r"|(?<!pas )(?<!postuler )sans experience(?! de | en )|aucune experience(?: \w+)? (?:exige|requise"
    r"|necessaire|demande)"
    r"|experience non (?:exige|requise|necessaire)|jeunes? diplome\S{0,8} (?:accept|bienvenu)"
)
_LEVELS: tuple[tuple[Level, Cued], ...] = (
    ("première expérience", Cued(r"\b(?:premiere|1ere) experience")),
    ("junior", Cued(r"\bjunior\b(?! (?:entreprise|association))|(?<!d')\bjunior/|jeunes? diplome")),
    (
        "confirmé",
        Cued(
            r"(?:profil|experience|manager|charge\S{0,8}|cm|niveau|poste)(?: \w+){0,2} confirme"
            r"|experience (?:professionnelle "
            r")?(?:significative|solide|averee|consequente)|(?:solide|reelle|forte) experience"
        ),
    ),
    (
        "senior",
        Cued(
            r"(?:^|manager |profil |niveau |cm |poste |chef\w* de projet |charge\S{0,8} de \w{1,20} )senior\b"
            r"|\bsenior (?:community|social|content|manager|cm)\b"
        ),
    ),
)


def read_experience(text: str) -> Found[Experience] | None:
    """The first length of experience asked for, with the level and "débutant accepté" wherever they stand."""
    folded = fold_once(text[:LONGEST_TEXT])
    beginner = _BEGINNER.search(folded.text)
    level = next(((name, match) for name, pattern in _LEVELS if (match := pattern.search(folded.text))), None)
    years = None if beginner else _years(folded.text)
    if beginner:
        level = None
    spans = [found.span() for found in (beginner, years, level and level[1]) if found]
    if not spans:
        return None
    low, high = _range(years) if years else (0.0 if beginner else None, None)
    start, end = folded.span(*spans[0])
    return Found(Experience(low, high, beginner is not None, level[0] if level else None), start, end)


def _years(text: str) -> re.Match[str] | None:
    for match in _LENGTH.finditer(text):
        before, after = text[max(0, match.start() - 70) : match.start()], text[match.end() : match.end() + 70]
        if (_TELLING.search(before) and _BEFORE.search(before)) or _AFTER.match(after):
            if not _is_of_the_firm(before, after):
                return match
        elif not before.strip(" -:") and match["unit"] != "mois" and _ALONE.fullmatch(after.strip()):
            return match if number(match["high"] or match["low"]) < _OLDEST_ALONE else None
    return None


def _is_of_the_firm(before: str, after: str) -> bool:
    return _FIRM_HAS.search(before) is not None or (
        _STRONG_OF.search(before) is not None and _FIRM_AFTER.match(after) is not None
    )


def _range(match: re.Match[str]) -> tuple[float | None, float | None]:
    scale = 12 if match["unit"] == "mois" else 1
    low = round(number(match["low"]) / scale, 2)
    if match["high"]:
        high = round(number(match["high"]) / scale, 2)
        return (low, high) if low <= high else (low, None)
    return (None, low) if match["less"] else (low, None)
