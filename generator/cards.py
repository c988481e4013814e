"""A work as a card: what a list shows of it, and what its filters read. (Ads: ``generator.ad_cards``.)"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalog.models import Interview, Study, Work
from catalog.partial_date import PartialDate
from generator import labels
from generator.freshness import Freshness
from generator.quotes import Mark, marks
from generator.site import Site, excerpt


@dataclass(frozen=True)
class Card:
    """``attributes`` are the ``data-`` attributes that the explorer filters by, one a filter, and sorts by.

    ``text`` may be empty; ``marks`` are its numbers.
    """

    kind: str
    path: str
    title: str
    origin: str
    text: str
    freshness: Freshness | None
    attributes: Markup
    marks: tuple[Mark, ...] = ()


def kind_of(work: Work) -> str:
    """The code of a work's kind."""
    kind: str = getattr(work, "kind")  # noqa: B009 - every kind of work has one
    return kind


def card(site: Site, work: Work) -> Card:
    """The card of a work; the person interviewed or the producer of a study stands beside the publisher."""
    year = work.published.latest.year if isinstance(work.published, PartialDate) else None
    fresh = site.freshness(work)
    who = (
        work.person.name if isinstance(work, Interview) else work.producer if isinstance(work, Study) else work.author
    )
    text = excerpt(work.summary)
    publisher = work.publisher if work.publisher != "inconnu" else None
    origin = " · ".join(dict.fromkeys(part for part in (who, publisher, str(year or "")) if part))
    return Card(
        kind=labels.KINDS[kind_of(work)][0],
        path=site.work_path(work),
        title=work.title,
        origin=origin,
        text=text,
        freshness=fresh,
        attributes=Markup(
            'data-genre="{}" data-theme="{}" data-annee="{}" data-fraicheur="{}" data-from="{}" data-to="{}"'
        ).format(kind_of(work), " ".join(work.topics), year or "", fresh.level, *_span(work)),
        marks=marks(site, work, text),
    )


def _span(work: Work) -> tuple[str, str]:
    """The first and the last day a work may be from, for sorting; empty when unknown."""
    if isinstance(work.published, PartialDate):
        return work.published.earliest.isoformat(), work.published.latest.isoformat()
    return "", ""


def newest_first(works: list[Work]) -> list[Work]:
    """By last possible date of publication, unknown ones last, then by title."""
    return sorted(works, key=lambda work: (_inverse(_span(work)[1]), work.title.casefold(), work.id))


def _inverse(day: str) -> int:
    return -int(day.replace("-", "")) if day else 0
