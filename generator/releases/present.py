"""What a site shows today, as a version keeps it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from catalog.catalog import FOLDERS
from catalog.figures import Reading
from catalog.models import Entry, JobTitle
from generator.numbers import value_text
from generator.releases.contents import Contents, Value
from generator.releases.ledger import plain_spaces
from generator.site import Site
from generator.tables.compute import Result, Row
from generator.tables.rules import ALL
from generator.tracing import SHARES, Trace, cell_trace

#: Fields that no reader sees, or whose change is no news: when a link was last tried, how a word is recognised, how a
#: source is asked.
_UNSEEN = {
    "id", "link_checked", "keywords", "matches", "not_matches", "ambiguous", "contexts", "excludes", "adapter",
    "parameters", "expect", "download_delay",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A figure that the site shows: its reference, its value in words, and how many it rests on (None: not known).

    ``label`` says what it measures, ``origin`` which entry or table holds it; ``number`` opens onto the rest.
    """

    reference: str
    words: str
    n: int | None
    label: str
    origin: str
    number: Reading | Trace
    #: Whether n counts more people than those the figure is of.
    of_edition: bool = False


#: Gives some of the figures of a site, in a fixed order.
Gatherer = Callable[[Site], Iterable[Shown]]


def survey_figures(site: Site) -> Iterator[Shown]:
    """The figures of studies and other works."""
    for work in site.catalog.works.values():
        for reading in site.readings(work):
            groups = ", ".join(reading.figure.group.values())
            label = f"{reading.metric.label} : {groups}" if groups else reading.metric.label
            words, whole = value_text(reading), reading.n_of_edition
            yield Shown(reading.reference, words, reading.n, label, work.title, reading, whole)


#: The cells of published tables that a version keeps, by table and column: shares and medians of ads. Counts stay
#: out, since each ad changes them; so do the many cells of skills crossed with levels, régions or months, which would
#: make a file of ten thousand ads too large to read, and what tables restate of the figures of entries.
HEADLINES = {
    "annonces-par-contrat": ("share", "paid_share"),
    "annonces-par-departement": ("share",),
    "annonces-par-employeur": ("share",),
    "annonces-par-niveau": ("share",),
    "annonces-par-region": ("share",),
    "annonces-par-teletravail": ("share",),
    "salaires-annonces": ("low_median", "high_median"),
    "salaires-competences": ("low_median", "high_median"),
}


def headline_cells(site: Site) -> Iterator[Shown]:
    """The cells of ``HEADLINES`` that hold a value."""
    for name, columns in HEADLINES.items():
        result = site.tables.get(name)
        for row in result.rows if result else ():
            for column in columns:
                if result and row[column] is not None:
                    n = row.values.get("of" if column in SHARES else "n")
                    known = n if isinstance(n, int) else None
                    cell = cell_trace(site, result, row, column, label=_cell_label(result, row, column), n=known)
                    yield Shown(cell.reference, cell.text, known, cell.label, result.definition.title, cell)


def _cell_label(result: Result, row: Row, column: str) -> str:
    """``Bretagne : part``: the names of the row, those that stand for all values apart, and that of the column."""
    named = (row.values.get(f"{name}_name") or row[name] for name in result.definition.key)
    names = [str(name) for name in named if name and name != ALL]
    return f"{', '.join(names) or 'Toutes les annonces'} : {result.definition.column(column).label.lower()}"


#: Where the figures that a version keeps come from.
GATHERERS: tuple[Gatherer, ...] = (survey_figures, headline_cells)


def shown_figures(site: Site, gatherers: Iterable[Gatherer] = GATHERERS) -> dict[str, Shown]:
    """Every figure that a version keeps, by its reference."""
    return {each.reference: each for gather in gatherers for each in gather(site)}


def contents_of(site: Site, figures: Iterable[Shown]) -> Contents:
    """What a version of today holds."""
    return Contents(
        entries={
            (kind, name): print_of(entry)
            for kind in FOLDERS
            for name, entry in site.catalog.kind(kind).items()
            if is_shown(entry)
        },
        figures={each.reference: Value(plain_spaces(each.words), each.n) for each in figures},
        ads=frozenset(mark_of(each.ad.id) for each in site.ads.pages),
    )


def is_shown(entry: Entry) -> bool:
    """Whether readers ever see an entry: names that only serve to refuse ads are not shown."""
    return not (isinstance(entry, JobTitle) and entry.relevance == "homonyme")


def print_of(entry: Entry) -> str:
    """A digest of what readers see of an entry, its id apart: 8 hexadecimal digits."""
    # What is not said is left out: a new field of the model changes no entry.
    told = entry.model_dump(mode="json", exclude=_UNSEEN, exclude_defaults=True)
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=4).hexdigest()


def mark_of(ad: str) -> str:
    """What stands for the id of an ad, in 8 letters: ten thousand stay small, and no id outlives its ad."""
    return base64.b32encode(blake2b(ad.encode(), digest_size=5).digest()).decode().lower()
