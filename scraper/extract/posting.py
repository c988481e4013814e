"""A schema.org JobPosting, in any of the shapes boards give it, to plain facts.

https://schema.org/JobPosting and https://developers.google.com/search/docs/appearance/structured-data/job-posting.
Never a person: ``applicationContact``, a recruiter, an organization that is a ``Person``, e-mail addresses and
telephone numbers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from scraper.extract.base_salary import Salary, read_salaries
from scraper.extract.contacts import without_contacts
from scraper.extract.html_text import html_to_text
from scraper.extract.jsonld_values import Node, Nodes, as_list, get, getter, line, name_of, resolve, text_of

#: What Google asks an anonymous employer to write, and its French.
_ANONYMOUS = frozenset({"confidential", "confidentiel", "confidentielle", "entreprise confidentielle", "anonyme"})
_MAX_PLACES = 100
#: Characters of descriptions that are read of one page, as many as of the page itself.
MAX_READ = 5_000_000
_PARTS, _PREFIX = re.compile(r"[,;|]"), re.compile(r"^https?://schema\.org/")
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{0,20}:", re.IGNORECASE)


@dataclass(frozen=True)
class Location:
    """One place of work as written; ``text`` is the whole on one line, never with the street when a town is named."""

    text: str
    locality: str | None = None
    postal_code: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Posting:
    """The facts of one ad, as written: dates are raw, pay is not converted, an absent value is None or empty.

    ``description`` is clean text for the other extractors; it is not to be stored.
    """

    title: str | None
    description: str | None = None
    date_posted: str | None = None
    valid_through: str | None = None
    hiring_organization: str | None = None
    employment_types: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()
    applicant_locations: tuple[str, ...] = ()
    telecommute: bool = False
    salaries: tuple[Salary, ...] = ()
    identifier: str | None = None
    url: str | None = None


class Descriptions:
    """The descriptions of a page, clean: postings may all name one text, which is cleaned once and kept once.

    Together they read at most ``MAX_READ`` characters: what a page refers to may be told many times longer than it.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], str | None] = {}
        self._left = MAX_READ

    def clean(self, texts: tuple[str, ...]) -> str | None:
        """``texts`` one after the other; None when they hold no word, or when too much was read before."""
        if texts in self._known:
            return self._known[texts]
        if self._left <= 0:
            return None
        self._left -= sum(map(len, texts))
        parts = dict.fromkeys(filter(None, map(html_to_text, texts)))
        whole = without_contacts("\n\n".join(parts)) or None
        self._known[texts] = whole
        return whole


def to_posting(node: Node, by_id: Nodes | None = None, descriptions: Descriptions | None = None) -> Posting | None:
    """The facts of ``node``, a JobPosting, or None when it has neither title nor description. Never raises.

    ``by_id`` are the nodes that ``{"@id": …}`` may name; ``descriptions`` are those of the page it is in.
    """
    nodes: Nodes = by_id or {}
    said = getter(node)
    title = line(said("title"), nodes) or line(said("name"), nodes)
    texts = (text for item in as_list(said("description")) if (text := text_of(item, nodes)))
    description = (descriptions or Descriptions()).clean(tuple(dict.fromkeys(texts)))
    if not title and not description:
        return None
    return Posting(
        title=without_contacts(title) or None if title else None,
        description=description,
        date_posted=line(said("datePosted"), nodes),
        valid_through=line(said("validThrough"), nodes),
        hiring_organization=_organization(said("hiringOrganization"), nodes),
        employment_types=_employment_types(said("employmentType"), nodes),
        locations=_locations(said("jobLocation"), nodes),
        applicant_locations=_names(said("applicantLocationRequirements"), nodes),
        telecommute=any("TELECOMMUTE" in (line(v, nodes) or "").upper() for v in as_list(said("jobLocationType"))),
        salaries=read_salaries(said("baseSalary"), said("salaryCurrency"), nodes),
        identifier=_identifier(said("identifier"), nodes),
        url=_url(said("url"), nodes),
    )


def _organization(value: Any, nodes: Nodes) -> str | None:
    for item in as_list(value):
        item = resolve(item, nodes)
        if isinstance(item, Mapping) and "person" in {str(kind).lower() for kind in as_list(item.get("@type"))}:
            continue
        name = name_of(item, nodes)
        name = without_contacts(name).strip(" -–,;:") if name else None
        if name and name.lower() not in _ANONYMOUS and not name.lower().startswith(("http://", "https://")):
            return name
    return None


def _employment_types(value: Any, nodes: Nodes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in as_list(value):
        for part in _PARTS.split(name_of(item, nodes) or ""):
            word = _PREFIX.sub("", part.strip(" \t\n[]\"'"))
            if word:
                found.setdefault(word)
    return tuple(found)


def _names(value: Any, nodes: Nodes) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in as_list(value) if (name := name_of(item, nodes))))


def _identifier(value: Any, nodes: Nodes) -> str | None:
    for item in as_list(value):
        item = resolve(item, nodes)
        written = get(item, "value") if isinstance(item, dict) else item
        if written is None and isinstance(item, dict):
            written = item.get("@id")
        if (text := line(written, nodes)) and "@" not in text:
            return text
    return None


def _url(value: Any, nodes: Nodes) -> str | None:
    for item in as_list(value):
        written = item.get("@id") or get(item, "url") if isinstance(item, dict) else item
        text = text_of(written, nodes)
        if text and not _OTHER_SCHEME.match(text.strip()):
            return text.strip()
    return None


def _locations(value: Any, nodes: Nodes) -> tuple[Location, ...]:
    each = islice(_addresses(value, nodes), _MAX_PLACES)
    found = (_location(resolve(address, nodes), place, nodes) for place, address in each)
    return tuple(dict.fromkeys(location for location in found if location))


def _addresses(value: Any, nodes: Nodes) -> Iterator[tuple[Any, Any]]:
    """Each place and each of its addresses; a place that has none is its own."""
    for place in as_list(value):
        place = resolve(place, nodes)
        written = get(place, "address") if isinstance(place, dict) else None
        for address in as_list(written) or [place]:
            yield place, address


def _location(address: Any, place: Any, nodes: Nodes) -> Location | None:
    if not isinstance(address, dict):
        text = line(address, nodes)
        return Location(without_contacts(text)) if text else None
    locality = name_of(get(address, "addressLocality"), nodes)
    region = name_of(get(address, "addressRegion"), nodes)
    country = name_of(get(address, "addressCountry"), nodes)
    code = line(get(address, "postalCode"), nodes)
    if code and len(code) == 4 and code.isdigit() and (country or "").lower() in ("fr", "fra", "france"):
        code = "0" + code  # written as a number, it lost its zero
    town = " ".join(part for part in (code, locality) if part)
    text = ", ".join(part for part in (town, region, country) if part)
    if not (locality or code):
        # No town of its own: the street field, or the place's name, often holds it.
        other = line(get(address, "streetAddress"), nodes) or name_of(address, nodes)
        other = other or (name_of(place, nodes) if isinstance(place, dict) else None)
        text = ", ".join(part for part in (other and without_contacts(other), text) if part)
    return Location(text, locality, code, region, country) if text else None
