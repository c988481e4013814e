"""Two titles, two employers: the same once what changes from board to board is left out?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from scraper.extract.fold import fold

Relation = Literal["same", "near", "different"]


def words_of(text: str) -> frozenset[str]:
    """The words of a list written on a few lines."""
    return frozenset(text.split())


_GENDER_MARK = re.compile(
    r"\(?\b(?:[hfm]\s?[/-]\s?[hfm](?:\s?[/-]\s?[xdn])?|[hf]{2}|tous genres)\b\)?|\((?:e|ne|se|rice|trice|euse)\)"
)
_INCLUSIVE = re.compile(r"(?<=\w)[.·•‧/-](?:e|ne|rice|trice|euse|ere)(?:[.·]?s)?\b")
_ABBREVIATED = re.compile(r"\bcm\b")
_REFERENCE = re.compile(r"#\s?\w+|\b(?:ref|n°)\s?\.?:?\s?\w*\d\w*|\b\w*\d\w*\b")
_SEGMENTS = re.compile(r"\s[-|:/]+\s?|\s?[-|/]+\s|[(),;|]|\s(?:a|sur)\s(?=\S)")
_WORD = re.compile(r"[a-z]+")
_SMALL = words_of(
    "de du des d la le les l un une en et ou au aux a pour sur dans the of in and son sa nos notre poste offre emploi"
    " recherche cdi cdd mois ans an temps plein partiel complet urgent janvier fevrier mars avril mai juin"
    " juillet aout septembre octobre novembre decembre rentree des que possible contrat duree indeterminee determinee"
)
_SAME_WORD = {
    "apprentissage": "alternance", "apprenti": "alternance", "alternant": "alternance",
    "professionnalisation": "alternance", "stagiaire": "stage", "communication": "com", "reseaux": "social",
    "sociaux": "social", "manageur": "manager", "numerique": "digital", "digitale": "digital",
}  # fmt: skip
#: Characters read of a title or a name.
_LONGEST = 300
_FEMININE = ((re.compile(r"(?:trice|teuse)$"), "teur"), (re.compile(r"euse$"), "eur"), (re.compile(r"iere$"), "ier"))
#: What marks a part of a title as saying the job; any other, after the first, says a place, an employer, a reference.
_JOB = re.compile(
    r"\b(?:manage|charge|assist|respons|chef|direct|redact|graphi|design|develop|web|digit|numer|communic|communau"
    r"|content|contenu|creat|social|media|market|video|photo|inf?luen|traffic|seo|conseil|vend|commerc|anim|modera"
    r"|accueil|brand|product|editor|projet|relation|presse|evenement|ressources|rh|compta|secret|vente"
    r"|alternan|apprent"
    r"|stag|freelance)"
)
_LEGAL = words_of(
    "sa sas sasu sarl eurl scop sci snc gie ltd inc gmbh groupe group societe ste ets etablissements association asso"
    " mairie ville commune agence cabinet entreprise compagnie cie holding france restaurants de du des d la"
    " le les l et"
    " the"
)


def title_key(title: str, places: Iterable[str] = (), employer: str | None = None) -> frozenset[str]:
    """The words of a title that say the job: neither gender marks nor towns, employer, dates, references,
    contract."""
    text = _REFERENCE.sub(
        " ", _INCLUSIVE.sub("", _GENDER_MARK.sub(" ", _ABBREVIATED.sub("community manager", fold(title[:_LONGEST]))))
    )
    foreign = {word for place in places for word in _WORD.findall(fold(place))}
    foreign |= _employer_words(employer)
    kept: list[str] = []
    for number, segment in enumerate(part for part in _SEGMENTS.split(text) if part and part.strip(" -–./")):
        if number == 0 or _JOB.search(segment):
            kept += [_stem(word) for word in _WORD.findall(segment) if word not in _SMALL]
    return frozenset(word for word in kept if word not in foreign and len(word) > 1) or frozenset(kept)


def _stem(word: str) -> str:
    word = _SAME_WORD.get(word, word)
    for feminine, masculine in _FEMININE:
        word = feminine.sub(masculine, word)
    if len(word) > 4:
        word = (
            word.removesuffix("s").removesuffix("ee").removesuffix("e") if word.endswith(("s", "ee", "e")) else word
        )
    return _SAME_WORD.get(word, word)


def compare_titles(a: frozenset[str], b: frozenset[str]) -> Relation:
    """Near: one holds the other, or they share two words out of three."""
    if a == b:
        return "same"
    common = len(a & b)
    return "near" if common and (common == min(len(a), len(b)) or 3 * common >= 2 * len(a | b)) else "different"


def employer_key(employer: str | None) -> frozenset[str]:
    """The words of an employer's name without its legal form; empty when unknown."""
    return frozenset(_employer_words(employer))


def _employer_words(employer: str | None) -> set[str]:
    words = set(re.findall(r"[a-z0-9]+", fold((employer or "")[:_LONGEST])))
    return words - _LEGAL or words


def compare_employers(a: frozenset[str], b: frozenset[str]) -> Relation:
    """Near when one is unknown, or its words are among the other's."""
    if a == b and a:
        return "same"
    return "near" if a <= b or b <= a else "different"
