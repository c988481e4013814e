"""Wording about age in ads, to flag the ad; declared age in interviews and surveys, as a fact.

Age may not be a criterion of recruitment in France (Code du travail, L. 1132-1): an ad that words one is flagged, and
nothing else of it is kept. Some contracts have a legal age (apprenticeship: L. 6222-1; service civique; VIE): naming
it is another flag.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from scraper.extract.conditions import LONGEST_TEXT
from scraper.extract.cued import Cued
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found
from scraper.extract.numerals import NUMBER, number

Wording = Literal["age", "legal"]

_YOUNGEST, _OLDEST = 15, 80
_MENTIONS = 20

_WORDS = Cued(
    r"\bjeune(?:\(?s\)?)? et (?:dynamique|motive)|\bjeunes? diplome|\bdigital natives?\b|\bgeneration [zy]\b"
    r"|\bmoyenne d'age|\bseniors? (?:bienvenu|accepte|s'abstenir)"
    r"|(?:\bequipe|\bambiance|\bpersonne|\bprofil|\bcandidate?s?|\bvous etes|\btu es|\bsois|\bsoyez"
    r"|\bcollaborateurs?)(?: \w+){0,3}? jeunes?\b"
    r"(?! (?:entreprise|pousse|marque|agence|societe|public|structure|start|maison|createur))"
)
_AGES = Cued(
    r"(?:\bage(?:e|\(e\))?s?(?: (?:maximum|maximal|minimum|moyen|souhaite|limite))? ?(?::|de"
    r"|entre)? ?(?:plus de |moins de )?)?"
    r"(?:\b(?:moins|plus) de |\bentre |\bde )?(?<![\w+,.])(?P<low>[1-7]\d)(?: ?(?:ans )?(?:a|et"
    r"|-) ?(?P<high>[1-7]\d))? ?ans\b"
    r"(?P<bound> (?:minimum|maximum|max|mini|revolus))?"
)
_CRITERION = re.compile(r"\bage|\b(?:moins|plus) de|\bentre|\bde \d")
_ADULT = Cued(r"\b(?:etre|vous etes) majeure?\b|\bmajeur\S{0,4} (?:obligatoire|imperatif)")
#: Not the candidate's age: an experience, a firm's birthday, an audience, a length of time.
_NOT_ONE_S_OWN = re.compile(
    r"(?:experience|agence|entreprise|societe|groupe|marque|magazine|fete|existe|depuis|creee?|il y a|cible"
    r"|audience|public"
    r"|communaute|\bjeunes\b|consommat\w+|client\w*|abonnes|followers|internautes|enfants|forte? de|anciennete"
    r"|pendant|savoir-faire)"
    r"[^.;\n]{0,40}$"
)
_NOT_AN_AGE_AFTER = re.compile(
    r" ?(?:d'exp|d'anciennete|d'existence|de metier|d'activite|de savoir|sur (?:tiktok|insta|face|le))"
)
_LEGAL = re.compile(
    r"apprenti|alternance|professionnalisation|contrat pro\b|service civique|\bvie\b|volontariat|legal"
)


def read_age_wording(text: str) -> tuple[Found[Wording], ...]:
    """Each wording about the candidate's age: ``"age"``, or ``"legal"`` for the legal age of a contract."""
    folded = fold_once(text[:LONGEST_TEXT])
    found: list[Found[Wording]] = []
    for match in islice(_WORDS.finditer(folded.text), _MENTIONS):
        found.append(Found("age", *folded.span(*match.span())))
    for match in islice(_AGES.finditer(folded.text), _MENTIONS):
        if kind := _criterion(folded.text, match):
            found.append(Found(kind, *folded.span(*match.span())))
    for match in islice(_ADULT.finditer(folded.text), _MENTIONS):
        found.append(Found("legal", *folded.span(*match.span())))
    return tuple(sorted(found, key=lambda one: one.start))


def _criterion(text: str, match: re.Match[str]) -> Wording | None:
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]
    alone = len(text.strip()) < len(match[0]) + 25 and match["high"]
    if not (_CRITERION.search(match[0]) or match["bound"] or alone or "profil" in before):
        return None
    if _NOT_ONE_S_OWN.search(before) or _NOT_AN_AGE_AFTER.match(after):
        return None
    sentence = re.split(r"[.;\n]", before)[-1] + re.split(r"[.;\n]", after)[0]
    of_age = match["low"] == "18" and not match["high"]
    return "legal" if _LEGAL.search(sentence) or of_age else "age"


_NOT_A_LENGTH = r"(?! ?(?:d'|de |dans |en |comme |chez |a )|\w)"
_DECLARED = re.compile(
    rf"(?:\bj'ai(?: bientot| deja| tout juste| aujourd'hui| maintenant)? |\bviens d'avoir "
    rf"|\bvais avoir )(?P<a>{NUMBER}) ?ans{_NOT_A_LENGTH}"
    rf"|\b(?:du haut de|avec|fete|feter) mes (?P<b>{NUMBER}) ?ans"
    rf"|\bje suis (?:\w+ ){{1,3}}de (?P<g>{NUMBER}) ?ans"
    rf"|\bagee?(?:\(e\))? de (?P<c>{NUMBER}) ?ans"
    rf"|(?:^|[.!?\n»:] ?)a (?P<d>{NUMBER}) ?ans,? (?:je|j'|elle|il|on)\b"
    rf"|\b(?:il|elle|(?P<name>[a-z][a-z-]{{1,20}})) a (?P<e>{NUMBER}) ?ans{_NOT_A_LENGTH}"
    rf"|(?<![\w-])(?P<who>[a-z][a-z-]{{1,20}}), (?P<f>{NUMBER}) ?ans\b(?! d'exp)"
)
_OTHER_AGE = re.compile(r"(?:\bcible|\bpublic|\bma (?:fille|mere|soeur)|\bmon (?:fils|pere|frere))[^.\n]{0,20}$")
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|notre|nos|votre|mon|ma|cette|ce|un|une) |[ld]')$")


def read_declared_age(text: str) -> Found[int] | None:
    """The age a person gives of themself, or that is given of them, in an interview: "J’ai 27 ans", "Léa, 25 ans"."""
    folded = fold_once(text[:LONGEST_TEXT])
    for match in _DECLARED.finditer(folded.text):
        years = number(next(match[group] for group in "abcdefg" if match[group]))
        before = folded.text[max(0, match.start() - 40) : match.start()]
        named = match["name"] or match["who"]
        if named and not _is_name(folded, match):
            continue
        if (
            _YOUNGEST <= years <= _OLDEST
            and not _OTHER_AGE.search(before)
            and not (named and _ARTICLE.search(before))
        ):
            return Found(years, *folded.span(*match.span()))
    return None


def _is_name(folded: Folded, match: re.Match[str]) -> bool:
    """A capital, on a word that is not an article."""
    group = "name" if match["name"] else "who"
    start, _ = folded.span(*match.span(group))
    return folded.original[start].isupper() and len(match[group]) > 2


_LENGTH = rf"(?P<n>{NUMBER}) ?(?P<unit>ans?|mois)\b(?P<half> et demie?)?"
_ABOUT = r"(?:(?: un peu)? plus de| pres de| environ| bientot| deja)?"
_EXPERIENCE = (
    re.compile(rf"\b(?:j'ai|avec|fort[e()]{{0,3}} de){_ABOUT} {_LENGTH} (?:d'experience|de metier|dans le metier)"),
    re.compile(rf"\b(?:(?:cela|ca) fait|voila){_ABOUT} {_LENGTH} que (?:je|j')"),
    re.compile(
        r"(?:\b(?:je|j')[^.;\n]{0,60}?|(?:^|[.\n] ?)(?:cm|community manager|social media manager)[^.;\n]{0,20}?)"
        rf"\bdepuis{_ABOUT} {_LENGTH}"
    ),
    re.compile(rf"\bdepuis{_ABOUT} {_LENGTH},? (?:je|j')[^.;\n]{{0,60}}"),
)
_JOB = re.compile(
    r"\bcm\b|community|social media|metier|poste|agence|freelance|reseaux|communication|d'experience|travaille"
    r"|exerce"
)


def read_declared_experience(text: str) -> Found[float] | None:
    """Years in the job a person gives of themself: "depuis 5 ans je suis CM", "j’ai 10 ans d’expérience"."""
    folded = fold_once(text[:LONGEST_TEXT])
    for pattern in _EXPERIENCE:
        for match in pattern.finditer(folded.text):
            if _JOB.search(folded.text[match.start() : match.end() + 50]):
                years = (number(match["n"]) + (0.5 if match["half"] else 0)) / (12 if match["unit"] == "mois" else 1)
                return Found(round(years, 2), *folded.span(*match.span()))
    return None
