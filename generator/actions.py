"""What a reader can do with a page: mend it, report a fault, cite it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from catalog.models import Work
from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.numbers import NBSP
from generator.site import Site


@dataclass(frozen=True)
class Address:
    """Where the site and its repository are published (mkdocs.yml says it); empty when it is not said.

    ``edit`` and the path of a file in the checkout make the address where it is edited: it ends with the branch.
    """

    site_url: str = ""
    repository: str = ""
    edit: str = ""


@dataclass(frozen=True)
class Actions:
    """``edit`` opens the entry's YAML, ``report`` a new issue about it; ``citation`` is ready to copy."""

    edit: str
    report: str
    citation: str


def actions(site: Site, address: Address, path: str, source: str, title: str, citation: str) -> Actions:
    """The actions of the page at ``path``, made from the file ``source``."""
    url = address.site_url.rstrip("/") + "/" + path.removesuffix("index.md") if address.site_url else ""
    about = quote(f"À revoir : {title}"[:120])
    body = quote(f"Page : {url or path}\nEntrée : {source}\n\nCe qui ne va pas :\n")
    repository = address.repository.rstrip("/")
    where = f", {url}" if url else ""
    day = date_words(PartialDate.parse(site.today.isoformat()))
    return Actions(
        edit=f"{address.edit.rstrip('/')}/{source}" if address.edit else "",
        report=f"{repository}/issues/new?title={about}&body={body}" if repository else "",
        citation=f"{citation} Lu dans « Le métier de Community Manager », version du {day}{where}.",
    )


def work_citation(work: Work) -> str:
    """Who made it first, then its title, where and when it was published."""
    producer = getattr(work, "producer", None) or work.author
    publisher = work.publisher if work.publisher != "inconnu" else None
    who = ", ".join(dict.fromkeys(name for name in (producer, publisher) if name)) or "Auteur inconnu"
    when = date_words(work.published) if isinstance(work.published, PartialDate) else "date inconnue"
    address = f", {work.url}" if work.url else ""
    return f"{who}, «{NBSP}{work.title}{NBSP}», {when}{address}."
