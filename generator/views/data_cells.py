"""A cell of a published table as readers see it: words for codes, titles for names, dates and numbers as French."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from markupsafe import Markup

from catalog.partial_date import PartialDate
from generator import labels, numbers
from generator.ad_words import day_words
from generator.freshness import date_words
from generator.markup import plain
from generator.site import View, excerpt
from generator.tables.columns import Column
from generator.tables.compute import Value

#: Sources that a cell names: the files name them all.
MOST_IN_A_CELL = 3
#: Characters of a title in a cell.
_TITLE = 60
_CORPORA = {"fiches-metier": "fiches métier", "collection": "toute la collection"}
_FOLDERS = {"resources": "ressources", "interviews": "interviews", "studies": "études"}
_STATISTICS = {"mediane": "médiane"}
#: Columns of codes, and the words for each code; a code without words is shown as it is.
_WORDS: dict[str, Mapping[str, str]] = {
    "category": labels.SKILL_CATEGORIES,
    "corpus": _CORPORA,
    "employer_type": labels.EMPLOYERS,
    "folder": _FOLDERS,
    "kind": {name: one for name, (one, _) in labels.KINDS.items()},
    "qualifier": numbers.QUALIFIERS,
    "read_on": {name: words.removeprefix("lu ") for name, words in labels.READ_ON.items()},
    "statistic": _STATISTICS,
}


def cell_text(column: Column, value: Value, view: View) -> Markup:
    """A value as readers see it; sources become links to where they are described."""
    if value is None:
        return Markup('<span class="none">–</span>')
    if isinstance(value, bool):
        return Markup("oui" if value else "non")
    if isinstance(value, dt.date):
        return plain(day_words(value))
    if isinstance(value, int | float):
        return plain(column.written(value))
    if column.name in _TEXTS:
        return _TEXTS[column.name](value, view)
    return plain(_WORDS.get(column.name, {}).get(value, value))


def source_link(name: str, view: View) -> Markup:
    """A source of ads or an entry by its title, leading to where the site tells of it."""
    site = view.site
    if name in site.kind_of:
        work = site.catalog.works[name]
        return _link(view.href(site.work_path(work)), work.title)
    if name in site.catalog.sources:
        return _link(view.href(f"sources/index.md#{name}"), site.catalog.sources[name].title)
    return plain(name)


def _link(href: str, title: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, plain(excerpt(title, _TITLE)))


def _sources(value: str, view: View) -> Markup:
    names = [name for name in value.split(",") if name]
    shown = Markup(", ").join(source_link(name, view) for name in names[:MOST_IN_A_CELL])
    more = len(names) - MOST_IN_A_CELL
    return shown + (plain(f" et {numbers.count_text(more, 'autre')}") if more > 0 else Markup(""))


def _date(value: str, view: View) -> Markup:
    return plain(date_words(PartialDate.parse(value)))


def _region(value: str, view: View) -> Markup:
    return plain(view.site.territory.regions.get(value, value))


def _metric(value: str, view: View) -> Markup:
    known = view.site.catalog.metrics.get(value)
    return plain(known.label if known else value)


def _group(value: str, view: View) -> Markup:
    """``contrat=CDI;sexe=femmes``: the values tell what they are of."""
    return plain(", ".join(part.partition("=")[2] or part for part in value.split(";")))


def _url(value: str, view: View) -> Markup:
    if not value.startswith(("http://", "https://")):
        return plain(value)
    return Markup('<a href="{}" rel="external">{}</a>').format(value, plain(value.split("/")[2]))


#: Columns of texts that are more than a code.
_TEXTS: dict[str, Callable[[str, View], Markup]] = {
    "group": _group,
    "interview": source_link,
    "metric": _metric,
    "month": _date,
    "region": _region,
    "since": _date,  # of works, a year
    "source": source_link,
    "sources": _sources,
    "until": _date,
    "url": _url,
}
