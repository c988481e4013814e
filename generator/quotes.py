"""Numbers inside the prose of an entry: each is quoted from the page that the entry tells of.

A number that the entry also holds as a figure is that figure. The others say who is quoted, and that their population
and n are not known here; their address is an anchor on the page of the entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from catalog.figures import Reading
from catalog.fold import fold_name
from catalog.models import Interview, Study, Work, slugify
from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.numbers import NBSP, french_number
from generator.tracing import Link, Trace, entry_file, trace

if TYPE_CHECKING:  # a site is what quotes
    from generator.site import Site

_SPACE = "[ \u00a0\u202f]"
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d\d[ ]\d\d(?!\d)|\d+)(?:[,.]\d+)?"
_UNIT = (
    rf"(?:%|k{_SPACE}?€|K{_SPACE}?€|M€|(?:(?:milliers?|millions?|milliards?){_SPACE}(?:de{_SPACE}|d[’']))?"
    rf"(?:€|euros?\b|dollars?\b)|\$|ans\b|an\b)"
)
#: « de 25 à 34 ans », « 15-24 ans », « entre 20 et 30 % ». A year before « à » or « et » is a date, not a bound.
NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<sample>n{_SPACE}?={_SPACE}?{_NUMBER})"
    rf"|(?:(?P<low>(?!(?:19|20)\d\d\b){_NUMBER})(?:{_SPACE}?[-–]{_SPACE}?|{_SPACE}(?:à|et|ou){_SPACE}))?"
    rf"(?P<high>{_NUMBER})(?:{_SPACE}|-)?(?P<unit>{_UNIT}))"
)
_QUALIFIER = re.compile(
    rf"\b(au{_SPACE}moins|au{_SPACE}plus|plus{_SPACE}de|moins{_SPACE}de|près{_SPACE}de|environ|jusqu’à){_SPACE}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…;](?=\s|$)")
_UNITS = {"%": "%", "€": "€", "euro": "€", "euros": "€", "ans": "ans", "an": "ans", "$": "$", "dollar": "$"}
#: Words too common to tell one measure from another.
_COMMON = """
    ans aussi aux avec ayant cette ceux chez comme dans des dit donne elle encore entre est ete fait font ils les leur
    leurs mais moins ont par part pas plus pour qui que ses selon sont sur une
"""
_SMALL = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Mark:
    """A number of a card, from ``start`` to ``end`` of its text: its reference, and the path where it opens."""

    start: int
    end: int
    reference: str
    path: str


@dataclass(frozen=True)
class Quote:
    """A number of a text, from ``start`` to ``end``; ``reading`` is the figure of the entry that it repeats, if any.

    ``qualifier`` is the reservation that stands before it (« près de »); empty when there is none.
    ``anchor`` is its name on the page of the entry, told from its words and not from its place: it holds when the
    text around it is mended.
    """

    start: int
    end: int
    words: str
    anchor: str
    reading: Reading | None
    qualifier: str = ""


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """The numbers with a unit, or with an n, of a text."""
    return NUMBER.finditer(text)


def quotes(text: str, readings: Sequence[Reading], seen: Counter[str]) -> Iterator[Quote]:
    """The numbers of a text of an entry, in order; ``seen`` counts the anchors that the page already holds."""
    for match in numbers_in(text):
        reading = _same(match, text, readings)
        if reading:
            anchor = f"chiffre-{reading.figure.slug}"
        else:
            anchor = anchor_of(match[0])
            seen[anchor] += 1
            if seen[anchor] > 1:
                anchor = f"{anchor}-{seen[anchor]}"
        before = _QUALIFIER.search(text, max(0, match.start() - 20), match.start())
        yield Quote(match.start(), match.end(), match[0], anchor, reading, before[1].lower() if before else "")


def anchor_of(words: str) -> str:
    """``cite-69-pour-cent``."""
    spelt = words.replace("%", " pour cent").replace("€", " euros").replace("$", " dollars").replace("=", " ")
    return f"cite-{slugify(spelt)}"


def _same(match: re.Match[str], text: str, readings: Sequence[Reading]) -> Reading | None:
    """The one figure that has this value, this unit, and a word in common with the sentence."""
    unit = _UNITS.get(match["unit"] or "")
    if unit is None:
        return None
    low, high = (_value(match[name]) for name in ("low", "high"))
    found = [each for each in readings if each.metric.unit == unit and _holds(each, low, high)]
    if len(found) != 1:
        return None
    return found[0] if _keywords(_sentence(text, match)) & _keywords(_said(found[0])) else None


def _holds(reading: Reading, low: float | None, high: float | None) -> bool:
    figure = reading.figure
    if low is not None:
        return (figure.min, figure.max) == (low, high)
    return high in (figure.value, *(bound for bound in (figure.min, figure.max) if None in (figure.min, figure.max)))


def _value(words: str | None) -> float | None:
    if not words:
        return None
    bare = re.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?!\d))", "", words)
    return float(bare.replace(",", "."))


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
    end = _SENTENCE_END.search(text, match.end())
    return text[start : end.start() if end else len(text)]


def _said(reading: Reading) -> str:
    figure = reading.figure
    told = (figure.note or "", figure.computed or "")
    return " ".join([reading.metric.label, reading.metric.definition, *figure.group.values(), *told])


def _keywords(text: str) -> set[str]:
    """The first letters of the words that say something: « femmes » and « féminin » still differ, plurals do not."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}", fold_name(text)) if word not in _SMALL}


def quote_trace(site: Site, work: Work, quote: Quote) -> Trace:
    """What a number quoted from a page opens onto."""
    who = work.author or (work.publisher if work.publisher != "inconnu" else None)
    published = work.published if isinstance(work.published, PartialDate) else None
    when = date_words(published) if published else "date inconnue"
    if isinstance(work, Interview):
        who = work.person.name or "une personne anonyme"
        label = f"Déclaré par la personne interviewée ({who})"
        sample, base = (
            "une personne",
            "Ce que la personne dit d’elle-même ou de son travail ; personne ne l’a mesuré.",
        )
    elif isinstance(work, Study):
        who = work.producer
        label = f"Cité de l’étude de {who}"
        total = f" ({french_number(work.sample_size)} réponses en tout)" if isinstance(work.sample_size, int) else ""
        sample, base = f"effectif non précisé ici{total}", f"Population de l’étude : {work.population}."
    else:
        who = who or "un auteur inconnu"
        label = f"Chiffre cité par {who}"
        sample, base = "effectif non précisé ici", "Population non précisée ici."
    path = f"{site.work_path(work)}#{quote.anchor}"
    origin = work.url or work.original_url or ""
    return trace(
        site,
        reference=f"quote:{work.id}#{quote.anchor}",
        label=label,
        value=quote.words,
        qualifier=quote.qualifier,
        n=sample,
        period=f"page publiée en {when}"
        if published and published.precision != "day"
        else f"page du {when}"
        if published
        else "page sans date",
        producer=who,
        title=work.title,
        sources=[Link(work.title, origin)],
        how=f"Repris de la page, sans calcul. {base}",
        row=Link(f"résumé de «{NBSP}{work.title}{NBSP}»", path),
        file=entry_file(site, site.kind_of[work.id], work.id),
        path=path,
    )


def marks(site: Site, work: Work, text: str) -> tuple[Mark, ...]:
    """The numbers of the beginning of a summary, each leading to where the page of the entry shows it."""
    if not NUMBER.search(text):
        return ()
    page = site.work_path(work)
    return tuple(
        Mark(
            quote.start,
            quote.end,
            quote.reading.reference if quote.reading else f"quote:{work.id}#{quote.anchor}",
            f"{page}#{quote.anchor}",
        )
        for quote in quotes(text, site.readings(work), Counter())
    )


Piece = TypeVar("Piece", Mark, Quote)


def spans(text: str, found: Iterable[Piece]) -> Iterator[tuple[str, str, Piece | None]]:
    """The text in order: plain words, then the words of a number and that number; empty and None at the end."""
    last = 0
    for piece in found:
        yield text[last : piece.start], text[piece.start : piece.end], piece
        last = piece.end
    yield text[last:], "", None
