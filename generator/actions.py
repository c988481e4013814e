"""What a reader can do with a page: mend it, report a fault, cite it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalog.models import Work
from catalog.partial_date import PartialDate
from generator.address import Address
from generator.freshness import date_words
from generator.markup import plain
from generator.numbers import NBSP
from generator.site import Site

__all__ = ["Actions", "Address", "actions", "work_citation"]


@dataclass(frozen=True)
class Actions:
    """``edit`` opens the entry's YAML, ``report`` a new issue about it; ``citation`` is ready to copy."""

    edit: str
    report: str
    citation: str


def actions(site: Site, address: Address, path: str, source: str, title: str, citation: str) -> Actions:
    """The actions of the page at ``path``, made from the file ``source``."""
    url = address.url(path)
    where = f", {url}" if url else ""
    day = date_words(PartialDate.parse(site.today.isoformat()))
    told = plain(f"Lu dans «{NBSP}{address.title}{NBSP}», version du {day}{where}.")
    return Actions(
        edit=f"{address.edit.rstrip('/')}/{source}" if address.edit else "",
        report=address.report(
            f"À revoir : {title}", f"Page : {url or path}\nEntrée : {source}\n\nCe qui ne va pas :\n"
        ),
        citation=Markup("{} {}").format(citation if isinstance(citation, Markup) else plain(citation), told),
    )


def work_citation(work: Work) -> Markup:
    """Who made it first, then its title, where and when it was published."""
    producer = getattr(work, "producer", None) or work.author
    publisher = work.publisher if work.publisher != "inconnu" else None
    who = ", ".join(dict.fromkeys(name for name in (producer, publisher) if name)) or "Auteur inconnu"
    when = date_words(work.published) if isinstance(work.published, PartialDate) else "date inconnue"
    address = f", {work.url}" if work.url else ""
    title = Markup("<cite>{}</cite>").format(plain(work.title))
    return Markup("{}, «{}{}{}», {}.").format(plain(who), NBSP, title, NBSP, plain(f"{when}{address}"))
