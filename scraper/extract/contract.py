"""The contract an ad offers, from its title, its contract field and its text.

Who is right when they differ:

1. **The title wins over the field**: a person wrote it for this ad, the field is often a form's default ("STAGE EN
   COMMUNICATION" filed under CDI). Flag ``contradiction``, or ``refined`` when the title's contract takes the legal
   form of the field's (an apprenticeship is a CDD: Code du travail, L. 6222-7; a VIE has a term; so has a contract of
   a public employer).
2. **The text refines**: "alternance" becomes apprenticeship or professionalisation, as by the field; a CDD or a CDI
   becomes the training, internship or volunteering the text offers in so many words, with the same two flags; the CDD
   of a public employer is a "contractuel".
3. The text alone is read only where it offers: "type de contrat :", "poste en", "nous proposons un", or the contract
   opening a sentence. Past experience, hiring "à l'issue", colleagues to manage are no offers.

``months`` come from whoever named the contract, else from the field, else from the text. A CDI has none. Fewer than
35 hours a week are part time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from scraper.extract.conditions.hours import FULL_WEEK, read_hours
from scraper.extract.contract_words import TRAINING, Kind, Mention, duration, mentions, merge, part_time
from scraper.extract.cued import Cued
from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found

LONGEST_TEXT, LONGEST_TITLE = 12_000, 300
_MENTIONS = 100

#: Contracts a title or a text may give to an ad filed under these without contradiction.
_FORMS: dict[Kind, frozenset[Kind]] = {"CDD": frozenset((*TRAINING, "VIE", "contractuel")), "alternance": TRAINING}
#: What a text may make of a field; the rest is too often an aside.
_FROM_TEXT: frozenset[Kind] = frozenset((*TRAINING, "stage", "VIE", "bénévolat", "service civique"))

_ABOUT = re.compile(
    r"\b(?:relations|placement|insertion|referente?|des|les|de l'|aux|et) ?$"
    r"|\b(?:conseiller|conseillere|formateur|formatrice) (?:en |de )?\w+ $"
    r"|\b(?:responsable|directeur|directrice|gestionnaire|coordinateur|coordinatrice) (?:de |d')?$"
)
#: What a title or a field rules out, or only promises: "ni stage ni alternance", "possibilité de CDI".
_RULED_OUT = re.compile(r"\b(?:ni |sans |hors |pas (?:de |d'|en )|(?:possibilites?|perspectives?) (?:de |d'))$")
#: "À l'issue du CDD de 6 mois": what ends first, told with its length, is what is offered.
_AT_ITS_END = re.compile(r"\bissue (?:du |de (?:ce |cette |la |votre |l'))(?:contrat (?:de |en |d')?)?$")
_RULED_OUT_BEFORE = re.compile(r"\b(?:ni|pas (?:de |d')|sans)\b[^:.;\n]*:")
_PLURALS = re.compile(r"(?:stage|stagiaire|alternant|alternance|apprenti|benevole|freelance|interimaire)s")
_LENGTH = Cued(
    r"\bduree (?:du (?:contrat|stage|cdd)|de la mission|de l'alternance)|\bduree ?:|\b(?:mission|contrat) de(?= \d)"
)
#: Words of a public employer's ad: its CDD is a contract of public law.
_PUBLIC = Cued(r"\bfonction publique|\brifseep|\bcategorie [abc]\b|\bgrille des contractuels|\binm \d")
_EMPLOYED = ("CDI", "CDD", "contractuel", "fonctionnaire")
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n")
_OFFER = re.compile(
    r"(?:contrats?(?: de travail)?|type|nature|statut|postes?|pourvoir|propos\w+|offr\w+|recherch\w+|cherch\w+|s'agit"
    r"|recrut\w+|cadre|durees?|missions?|emploi|embauch\w+|rejoi\w+|prepar\w+|formation|diplome|bachelor|master|bts"
    r"|mastere)"
    r"[^.;\n]{0,40}$|: ?$|\ben $"
)
_ARTICLE = re.compile(
    r"[\W\d]*(?:une? |notre |votre |contrat (?:en |de |d')?|mission (?:de |en )?|poste (?:en )?|offre de )?"
)
_NO_OFFER = re.compile(
    r"experience|\bdeja\b|avez (?:realise|effectue|fait|suivi)|\bapres\b|\bpremiere?\b|issue|\bpas (?:de|d')|\bne \w+"
    r"|\bni\b|\bsans\b|evolu|debouch|possibilite|perspective|en vue|\bpuis\b|suivi d|encadr"
    r"|\bmanag\w+ (?:une?|des|les|l'|d')|\banim|reseau|supervis"
    r"|\btut|\bgere|agence de|anciens?\b|accompagn|souvenirs|que ce soit|transform|vers une? "
)
_NO_OFFER_AFTER = re.compile(
    r"[^.,;\n]{0,30}?(?:possible|est un plus|serait un plus|apprecie|souhaite|reussie?|compris|minimum|exige|requis"
    r"|bienvenue?s?\b|precedent|similaire|significati|\bdans le domaine)"
)


@dataclass(frozen=True)
class Contract:
    """``kind`` is None when only the working time is said; ``others`` are offered as well ("CDI ou freelance").

    ``months``: at least, at most. ``read_in``: the text the contract was read from, which the span refers to.
    """

    kind: Kind | None
    months: tuple[float, float] | None = None
    part_time: bool | None = None
    others: tuple[Kind, ...] = ()
    read_in: Literal["title", "field", "text"] = "field"


def read_contract(title: str | None, field: str | None, text: str | None) -> Found[Contract] | None:
    """The contract by the rules above; None when none of the three says anything of it.

    Flags: ``contradiction``, ``refined`` (rules 1 and 2), ``several`` (more than one contract is offered).
    """
    named = _read_title(Folded((title or "")[:LONGEST_TITLE]))
    filed = _read_field(Folded((field or "")[:LONGEST_TITLE]))
    told = _read_text(fold_once((text or "")[:LONGEST_TEXT]))
    found = _settle(named, filed, told)
    if found is None:
        return None
    folded = fold_once((text or "")[:LONGEST_TEXT]).text
    months = _months_of(found, named, filed, told, folded)
    value = replace(found.value, months=months, part_time=_part_time_of(named, filed, told))
    if value.part_time is None and value.kind in _EMPLOYED and (hours := read_hours(folded)):
        value = replace(value, part_time=True if hours.value.high < FULL_WEEK else None)
    if value.kind == "CDD" and _PUBLIC.search(folded):
        value, found = replace(value, kind="contractuel"), found._replace(flags=(*found.flags, "refined"))
    flags = (*found.flags, "several") if value.others else found.flags
    return Found(value, found.start, found.end, flags)


def _months_of(
    found: Found[Contract],
    named: Found[Contract] | None,
    filed: Found[Contract] | None,
    told: Found[Contract] | None,
    text: str,
) -> tuple[float, float] | None:
    kind = found.value.kind
    if kind in ("CDI", "fonctionnaire", None):
        return None
    same = told if told and (told.value.kind == kind or {told.value.kind, kind} <= TRAINING) else None
    for part in (found, named, filed, same):
        if part and part.value.months:
            return part.value.months
    return _length_told(text)


def _part_time_of(*parts: Found[Contract] | None) -> bool | None:
    return next((part.value.part_time for part in parts if part and part.value.part_time is not None), None)


def _settle(
    named: Found[Contract] | None, filed: Found[Contract] | None, told: Found[Contract] | None
) -> Found[Contract] | None:
    known = [part for part in (named, filed, told) if part and part.value.kind]
    if not known:
        return named or filed or told
    best = known[0]
    first = best.value.kind
    if told and told.value.kind and _refines(told.value.kind, first, best is named):
        best = told
    elif filed and first == "alternance" and filed.value.kind in TRAINING:
        best = filed
    base = filed.value.kind if filed else None
    if base is None or best.value.kind == base or (filed and best.value.kind in filed.value.others):
        return best
    allowed = best.value.kind in _FORMS.get(base, ())
    return Found(best.value, best.start, best.end, (*best.flags, "refined" if allowed else "contradiction"))


def _refines(told: Kind, first: Kind | None, from_title: bool) -> bool:
    """Whether what the text tells replaces what the title, or else the field, says."""
    if first == "alternance":
        return told in TRAINING and told != "alternance"
    return first in ("CDD", "CDI") and told in _FROM_TEXT and not from_title


def _contract(
    folded: Folded,
    found: list[Mention],
    read_in: Literal["title", "field", "text"],
    months: tuple[float, float] | None,
) -> Found[Contract] | None:
    working = part_time(folded.text)
    if not found and working is None:
        return None
    kinds = merge([mention.kind for mention in found])
    start, end = folded.span(found[0].start, found[-1].end) if found else (0, len(folded.original))
    first = kinds[0] if kinds else None
    return Found(Contract(first, months, working, kinds[1:], read_in), start, end)


def _read_field(folded: Folded) -> Found[Contract] | None:
    found = [mention for mention in mentions(folded) if not _RULED_OUT.search(_just_before(folded.text, mention))]
    return _contract(folded, found, "field", duration(folded.text))


def _read_title(folded: Folded) -> Found[Contract] | None:
    """A title that names stages or alternants in the plural, or as a thing to manage, offers none."""
    found = [
        mention
        for mention in mentions(folded)
        if not _PLURALS.fullmatch(folded.text, mention.start, mention.end)
        and not _ABOUT.search(_just_before(folded.text, mention))
        and not _RULED_OUT.search(_just_before(folded.text, mention))
    ]
    return _contract(folded, found, "title", duration(folded.text))


def _just_before(text: str, mention: Mention) -> str:
    return text[max(0, mention.start - 40) : mention.start]


def _read_text(folded: Folded) -> Found[Contract] | None:
    """The contracts of the first sentence that offers one, and the working time wherever it is told.

    "Alternance" is made precise by the first further sentence that does.
    """
    text = folded.text
    found: list[Mention] = []
    start, end = 0, -1
    for mention in islice(mentions(folded), _MENTIONS):
        if mention.start > end:  # a further sentence
            start, end = _sentence_around(text, mention.start)
        later = bool(found) and found[0].start < start
        if later and not (found[0].kind == "alternance" and mention.kind in TRAINING):
            continue
        near = text[max(start, mention.start - 70) : mention.start]
        opens = (bool(found) and not later) or _opens(text, mention)
        ended = _AT_ITS_END.search(near) is not None and duration(text, mention.end, mention.end + 20) is not None
        near = _RULED_OUT_BEFORE.sub(":", near)  # what is ruled out before a colon does not rule out what follows
        aside = (_NO_OFFER.search(near) and not ended) or _NO_OFFER_AFTER.match(text, mention.end)
        statutory = mention.kind == "fonctionnaire" and not text.startswith("fonctionnaire", mention.start)
        if (opens or ended or statutory or _OFFER.search(near) or _is_listed(text, near, mention)) and not aside:
            found.append(mention)
    if not found:
        return _contract(folded, [], "text", None)
    return _contract(folded, found, "text", _months(folded, found))


def _months(folded: Folded, found: list[Mention]) -> tuple[float, float] | None:
    """The length said beside the first mention that has one, or after "durée du contrat :"."""
    again = [
        mention
        for mention in islice(mentions(folded, found[-1].end), _MENTIONS)
        if mention.kind == found[0].kind and _opens(folded.text, mention)
    ]
    text = folded.text
    for mention in (*found, *again):
        _, end = _sentence_around(text, mention.start)
        if months := duration(text, mention.end, min(end, mention.end + 60)):
            return months
    return _length_told(text)


def _length_told(text: str) -> tuple[float, float] | None:
    """Months from "durée : 6 mois", "mission de 12 mois" in a folded text."""
    told = _LENGTH.search(text)
    return duration(text, told.end(), told.end() + 20) if told else None


def _opens(text: str, mention: Mention) -> bool:
    """Whether the mention begins its sentence: "Stage de 6 mois", "Un CDI"."""
    start, _ = _sentence_around(text, mention.start)
    return mention.start - start < 70 and _ARTICLE.fullmatch(text, start, mention.start) is not None


def _is_listed(text: str, near: str, mention: Mention) -> bool:
    """An item of a line of terms: "45 k€, CDI, soirs et week-ends"."""
    return (
        mention.kind in ("CDI", "CDD", "fonctionnaire")
        and near.endswith((", ", "- ", "• "))
        and text[mention.end : mention.end + 1] in ",. ;"
    )


def _sentence_around(text: str, where: int) -> tuple[int, int]:
    """Where the sentence that holds ``where`` begins, as far as a reader looks back, and where it ends."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, where - 200), where)]
    after = _SENTENCE.search(text, where)
    return before[-1] if before else max(0, where - 200), after.start() if after else len(text)
