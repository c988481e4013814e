"""What a number opens onto: value, unit, n, period, sources, how it is made, where it stands, how to cite it.

Every number that a page shows is a ``Trace``: a survey's reading, a cell of a table, a number quoted from a page, a
constant of the law. ``traces.html`` writes it; ``tests/generator/test_walk.py`` refuses a number that is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from catalog.figures import Reading
from catalog.partial_date import PartialDate
from generator import labels, numbers
from generator.freshness import date_words
from generator.numbers import NBSP
from generator.tables.publish import file_path, row_path
from generator.tables.windows import whole_window

if TYPE_CHECKING:  # a site is what makes traces
    from generator.site import Site
    from generator.tables.compute import Result, Row

#: What is said of a number that nobody computed: it stands where it was read.
AS_READ = "Repris tel qu’il est publié, sans calcul."
#: What is said of a number that is ours, before what the source says.
COMPUTED = f"Calculé d’après la source{NBSP}: "


#: Terms of the facts that every opening shows, be it small.
POPULATION, NOTE = "Population", "Note"
#: Columns that are counts by themselves: no n judges them.
COUNTS = ("n", "of", "reposts")
#: Columns that are parts of what « of » counts: that is their n.
SHARES = ("share", "coverage", "paid_share")


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: ``target`` is a whole address, a path of the tree ("a/index.md#b"), or empty."""

    label: str
    target: str = ""

    @property
    def is_external(self) -> bool:
        return "://" in self.target


@dataclass(frozen=True)
class Trace:
    """A number and all that it takes to judge, find again and cite it; texts are French, plain, without final period.

    ``reference`` names it for ever (``enquete-cm-2025#age-median``, ``table:annonces-par-mois#2026-10.n``).
    ``value`` holds its unit (``30 000 €``); ``qualifier`` (``environ``) and ``unit`` (``brut par an``) stand around
    it, either may be empty. ``n`` and ``period`` say that they are unknown rather than nothing. ``path`` is where it
    stands in the tree. ``facts`` are other pairs (term, text); ``report`` is empty without a repository.
    """

    reference: str
    label: str
    value: str
    n: str
    period: str
    sources: tuple[Link, ...]
    how: str
    row: Link
    files: tuple[Link, ...]
    path: str
    citation: str
    report: str
    qualifier: str = ""
    unit: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    #: What the line under the number adds to period and n: « lu chez un tiers ».
    reserve: str = ""
    #: What it was worth in former versions, newest first: « 29 000 € (n = 812) jusqu’au 3 octobre 2026 ».
    formers: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The value with its reservation: ``environ 70 %``."""
        return f"{self.qualifier} {self.value}".lstrip()

    @property
    def reserves(self) -> tuple[tuple[str, str], ...]:
        """The facts without which the value may mislead: whose it is, and what its source says of it."""
        return tuple(fact for fact in self.facts if fact[0] in (POPULATION, NOTE))

    @property
    def short(self) -> str:
        """``2025 · n = 844 · lu chez un tiers``."""
        return " · ".join(part for part in (self.period, self.n, self.reserve) if part)


def trace(
    site: Site,
    *,
    reference: str,
    label: str,
    value: str,
    producer: str,
    path: str,
    how: str,
    row: Link,
    sources: Iterable[Link],
    n: int | str | None,
    period: str,
    qualifier: str = "",
    unit: str = "",
    file: Link | None = None,
    facts: Iterable[tuple[str, str]] = (),
    reserve: str = "",
    title: str = "",
    recorded: str = "",
    of_edition: bool = False,
) -> Trace:
    """A trace, its citation and its report written from the rest.

    ``producer`` made the number: the citation names it first. ``title`` is the work it stands in, if any. ``n`` as a
    number becomes ``n = 844``, None says that nobody gives it, a text stands as it is; ``of_edition`` says that it
    counts more than those the number is of. ``recorded`` is the value as versions write it, when that is not how it
    is written here.
    """
    sources = tuple(sources)
    sample = n if isinstance(n, str) else numbers.sample_text(n, of_edition)
    told = " ".join(part for part in (qualifier, value, unit) if part)
    source = next((link.target for link in sources if link.is_external), "")
    work = f"«{NBSP}{title}{NBSP}»" if title else ""
    original = ", ".join(part for part in (producer, work, f"{label} : {told}", period, sample, source) if part)
    url = site.address.url(path)
    day = _day(site.today)
    ours = ", ".join(part for part in (f"«{NBSP}{site.address.title}{NBSP}»", f"données du {day}", url) if part)
    return Trace(
        reference=reference,
        label=label,
        value=value,
        n=sample,
        period=period,
        sources=sources,
        how=how,
        row=row,
        files=(file,) if file else (),
        path=path,
        citation=f"{original}. Lu dans {ours}.",
        report=site.address.report(
            f"Chiffre à revoir : {reference}",
            f"Chiffre : {label}, {told}\nOù : {url or path}\n\nCe qui ne va pas :\n",
        ),
        qualifier=qualifier,
        unit=unit,
        facts=tuple(facts),
        reserve=reserve,
        formers=tuple(
            f"{each.words}{f' ({numbers.sample_text(each.n, of_edition)})' if each.n else ''}"
            f" jusqu’au {_day(each.until)}"
            for each in site.releases.former_values(reference, recorded or f"{qualifier} {value}".lstrip())
        ),
    )


def _day(day: dt.date) -> str:
    return date_words(PartialDate.parse(day.isoformat()))


def reading_trace(site: Site, reading: Reading) -> Trace:
    """The trace of a figure of a study or a page; its permanent address is its line on the page of the entry."""
    figure, metric, work = reading.figure, reading.metric, reading.work
    groups = ", ".join(figure.group.values())
    path = f"{site.work_path(work)}#chiffre-{figure.slug}"
    facts = [
        ("Mesure", metric.definition),
        (POPULATION, reading.population or "non précisée"),
        ("Producteur", reading.producer or "inconnu"),
    ]
    if figure.note:
        facts.append((NOTE, figure.note))
    producer = reading.producer or "Producteur inconnu"
    label = f"{metric.label} : {groups}" if groups else metric.label
    made = trace(
        site,
        reference=reading.reference,
        label=label,
        value=numbers.bare_value_text(reading),
        qualifier=numbers.qualifier_text(reading),
        unit=numbers.unit_note(metric),
        n=reading.n,
        of_edition=reading.n_of_edition,
        period=date_words(reading.year) if reading.year else "année inconnue",
        producer=producer,
        title=work.title,
        sources=[Link(f"{producer}, {labels.READ_ON[reading.read_on]}", reading.url or "")],
        how=COMPUTED + figure.computed if figure.computed else AS_READ,
        row=Link(f"chiffres de «{NBSP}{work.title}{NBSP}», ligne «{NBSP}{groups or metric.label}{NBSP}»", path),
        file=entry_file(site, site.kind_of[work.id], work.id),
        path=path,
        facts=facts,
        reserve=labels.READ_ON[reading.read_on] if reading.read_on != "original" else "",
    )
    table = (Link("chiffres.csv", "donnees/chiffres.csv"),) if "chiffres" in site.tables else ()
    return replace(made, files=(*made.files, *table))


def editions_trace(site: Site, last: Reading, readings: Iterable[Reading]) -> Trace:
    """What a drawing of several figures opens onto: the ``last`` one, under a line that is of all ``readings``: the
    span of their years and of their n."""
    readings = list(readings)
    made = reading_trace(site, last)
    known = sorted({reading.year.year for reading in readings if reading.year})
    if len(known) < 2:
        return made
    sizes = sorted({reading.n for reading in readings if reading.n is not None})
    ends = " à ".join(numbers.french_number(size) for size in (sizes[0], sizes[-1])) if sizes else ""
    unsaid = any(reading.n is None for reading in readings)
    surveys = {getattr(reading.work, "series", None) or reading.work.id for reading in readings}
    each = "l’édition" if len(surveys) < 2 else "l’enquête"
    n = f"n de {ends} selon {each}" if len(sizes) > 1 else numbers.sample_text(sizes[0] if sizes else None)
    read_on = {reading.read_on for reading in readings}
    relays = {labels.READ_ON[each] for each in read_on if each != "original"}
    newest = ", ".join(part for part in (f"{made.text} en {made.period}", made.n, made.reserve) if part)
    return replace(
        made,
        period=f"{known[0]}–{known[-1]}",
        n=n + (", parfois non communiqué" if sizes and unsaid else ""),
        reserve=made.reserve if len(read_on) == 1 else "en partie " + " ou ".join(sorted(relays)),
        facts=(("Chiffre le plus récent", f"{newest}. Chaque ligne du tableau mène au sien."), *made.facts),
    )


def cell_trace(
    site: Site,
    result: Result,
    row: Row,
    column: str,
    *,
    label: str = "",
    value: str = "",
    unit: str = "",
    n: int | None = None,
    period: str = "",
    facts: Iterable[tuple[str, str]] = (),
) -> Trace:
    """The trace of a cell of a published table; its permanent address is its row, on the page of the table.

    ``label`` says what the cell is outside its table (« Annonces d’octobre 2026 »; by default the table's title, its
    row's and its column's names). ``value`` writes it otherwise (``3 500``), ``n`` and ``period`` are those of the
    row unless given; those of a share are the whole it is a part of. A cell that its table leaves empty is « effectif
    insuffisant ».
    """
    definition, head = result.definition, result.definition.column(column)
    said = definition.text.split("\n\n")[0]
    raw = row[column]
    written = head.written(raw) if isinstance(raw, int | float) else str(raw or "effectif insuffisant")
    known = row.values
    part = column in SHARES and "of" in known
    counted = n or known.get("of" if part else "n")
    since, until = whole_window(result, row) if part else (known.get("since"), known.get("until"))
    names = [name.strip() for name in str(known.get("sources") or known.get("source") or "").split(",")]
    origins = [origin_of(site, name) for name in names if name]
    path = row_path(result, row)
    return trace(
        site,
        reference=f"table:{definition.id}#{row.key}.{column}",
        label=label or f"{definition.title}, {row.key}, {head.label.lower()}",
        value=value or written,
        recorded=written,
        unit=unit,
        n=counted if isinstance(counted, int) else None,
        period=period or _period(since, until, known.get("year")),
        producer=", ".join(dict.fromkeys(producer for _, producer in origins)) or site.address.title,
        sources=[link for link, _ in origins] or [Link("les pages réunies sur ce site")],
        how=" ".join(f"{said} {head.label} : {head.text}".split()),
        row=Link(
            f"table «{NBSP}{definition.title}{NBSP}», ligne {row.key}, colonne «{NBSP}{head.label}{NBSP}»", path
        ),
        file=Link(f"{definition.id}.csv", file_path(definition.id, "csv")),
        path=path,
        facts=facts,
    )


def origin_of(site: Site, name: str) -> tuple[Link, str]:
    """A source of ads or an entry, by its id: where the site tells of it, and who publishes it."""
    if name in site.catalog.sources:
        source = site.catalog.sources[name]
        return Link(source.title, f"sources/index.md#{name}"), source.publisher
    if name in site.kind_of:
        work = site.catalog.works[name]
        return Link(work.title, site.work_path(work)), getattr(
            work, "producer", None
        ) or work.author or work.publisher
    return Link(name), name


def _period(since: object, until: object, year: object) -> str:
    if since or until or year is None:
        return period_words(*(edge if isinstance(edge, dt.date | str) else None for edge in (since, until)))
    return str(year)


def period_words(since: dt.date | str | None, until: dt.date | str | None) -> str:
    """``du 3 octobre au 25 novembre 2026``, ``de 2011 à 2022``; says that it is unknown when nothing is known.

    A text is a date as entries write them: a year, a month or a day.
    """
    days = isinstance(since, dt.date) or isinstance(until, dt.date)
    first, last = (_edge_words(edge) if edge else "" for edge in (since, until))
    if first and last:
        if first == last:
            return f"le {first}" if days else first
        return f"du {first} au {last}" if days else f"de {first} à {last}"
    return (
        f"depuis {'le ' if days else ''}{first}"
        if first
        else f"jusqu’{'au' if days else 'à'} {last}"
        if last
        else ("période inconnue")
    )


def _edge_words(edge: dt.date | str) -> str:
    return _day(edge) if isinstance(edge, dt.date) else date_words(PartialDate.parse(edge))


def entry_file(site: Site, kind: str, name: str) -> Link | None:
    """The file of an entry in the checkout; None when the catalog was not read from files."""
    file = site.catalog.files.get((kind, name))
    return Link(file, site.address.source(file)) if file else None
