"""``/donnees/``: every published table, with its dictionary, its rows, and its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from catalog.partial_date import PartialDate
from generator import numbers
from generator.actions import Actions, Address, actions
from generator.ad_words import day_words
from generator.freshness import date_words
from generator.markup import plain
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, View, excerpt
from generator.tables.columns import Column
from generator.tables.compute import Result, Value
from generator.tables.publish import FORMATS, LICENCE, file_path, table_files
from generator.tracing import SHOWN_ROWS
from generator.views.explorer import by_count

#: Sources that a page names; the others are in its rows.
MOST_SOURCES = 12
#: The columns that judge a row, in the order in which a page shows them, at the end.
_JUDGES = ("share", "coverage", "status", "since", "until", "sources")
#: What the families of tables are called, in the order of the page, and what stands behind each.
FAMILIES = {
    "annonces": ("Annonces", "Ce que disent les annonces d’emploi que le site suit."),
    "competences": ("Compétences", "Ce que demandent les annonces et les fiches métier, ce que nomment les"
                    " interviews : chaque corpus à part."),
    "enquetes": ("Enquêtes", "Ce que disent les études, chiffre par chiffre, sans rien recalculer."),
    "interviews": ("Interviews", "Ce que les personnes interrogées ont dit d’elles-mêmes."),
    "ressources": ("Ressources", "Ce que contient la collection."),
}  # fmt: skip
#: Codes that files hold, and the columns that say each in words: a page shows a code when none of them is there.
_NAMED = {
    "region": {"region_name"},
    "departement": {"departement_name", "place"},
    "skill": {"skill_label"},
    "other": {"other_label"},
}
#: Columns that name a row in addresses: files have them, pages do not show them.
_HIDDEN = {"key", "reference"}


@dataclass(frozen=True)
class Line:
    """A table in the index."""

    result: Result
    path: str
    count: str
    window: str


@dataclass(frozen=True)
class Group:
    """The tables of a family."""

    id: str
    title: str
    text: str
    lines: list[Line]


def table_path(name: str) -> str:
    """The file of a table’s page in the site’s tree."""
    return f"donnees/{name}/index.md"


def data_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The index, and for each table its page and its three files."""
    results = list(renderer.site.tables.values())
    pages = [_index(renderer, results)]
    for result in results:
        pages += [_table_page(renderer, result, address), *table_files(result)]
    return pages


def _index(renderer: Renderer, results: list[Result]) -> Page:
    groups = [
        Group(name, title, text, [_line(result) for result in results if result.definition.family == name])
        for name, (title, text) in FAMILIES.items()
    ]
    return renderer.page(
        "data.md.j2",
        "donnees/index.md",
        {
            "title": "Données",
            "description": "Les tables du site en CSV, JSON et Parquet, avec leur dictionnaire, leurs sources et leur"
            " licence.",
            "template": "liste.html",
            "collected": True,
        },
        groups=[group for group in groups if group.lines],
        count=numbers.count_text(len(results), "table"),
        licence=LICENCE,
        formats=FORMATS,
        file_path=file_path,
    )


def _line(result: Result) -> Line:
    count = numbers.count_text(len(result.rows), "ligne")
    return Line(result, table_path(result.definition.id), count, window_words(result))


def window_words(result: Result) -> str:
    """``de juillet 2026 à…``: from the oldest to the newest fact counted; empty when rows carry no date."""
    names = {column.name for column in result.columns}
    if {"since", "until"} <= names:
        starts = [row["since"] for row in result.rows if isinstance(row["since"], dt.date)]
        ends = [row["until"] for row in result.rows if isinstance(row["until"], dt.date)]
        return f"du {day_words(min(starts))} au {day_words(max(ends))}" if starts and ends else ""
    years = [row["year"] for row in result.rows if isinstance(row["year"], int)] if "year" in names else []
    return f"de {min(years)} à {max(years)}" if years else ""


def _table_page(renderer: Renderer, result: Result, address: Address) -> Page:
    definition = result.definition
    path = table_path(definition.id)
    shown = result.rows[:SHOWN_ROWS]
    columns = _shown(result)
    view = View(renderer, path.removesuffix("/index.md"))
    return renderer.page(
        "table.md.j2",
        path,
        {
            "title": definition.title,
            "description": excerpt(definition.text, DESCRIPTION),
            "template": "liste.html",
            "collected": definition.family in ("annonces", "competences"),
            "search_kind": "Table de données",
            "crumbs": [{"title": "Données", "url": "donnees/"}],
            "dataset": _dataset(result, address),
        },
        definition=definition,
        columns=columns,
        dictionary=result.columns,
        counted={column.name for column in columns if _is_number(result, column.name)},
        rows=[(row.key, [cell_text(column, row[column.name], view) for column in columns]) for row in shown],
        sources=[_source(name, view) for name in _sources(result)[:MOST_SOURCES]],
        more=len(result.rows) - len(shown),
        count=numbers.count_text(len(result.rows), "ligne"),
        window=window_words(result),
        licence=LICENCE,
        files=[(name, file_path(definition.id, name)) for name in FORMATS],
        actions=_actions(renderer, path, definition.id, definition.title, address),
    )


def _shown(result: Result) -> list[Column]:
    """The columns of a page, what judges a row at the end. No two rows of different facts look alike."""
    names = {column.name for column in result.columns}
    hidden = _HIDDEN | {code for code, words in _NAMED.items() if words & names}
    if "metric" in names and len({row["metric"] for row in result.rows}) < 2:
        hidden.add("metric")  # the title says it
    return sorted((column for column in result.columns if column.name not in hidden), key=_place)


def _place(column: Column) -> int:
    """What is measured comes first, what judges a row after what it says."""
    if column.name == "metric":
        return -2
    return _JUDGES.index(column.name) if column.name in _JUDGES else -1


def _is_number(result: Result, name: str) -> bool:
    values = (row[name] for row in result.rows)
    first = next((value for value in values if value is not None), None)
    return isinstance(first, int | float) and not isinstance(first, bool) and name != "year"


def _sources(result: Result) -> list[str]:
    """The names of what its rows come from, those of most rows first."""
    told = [str(row.values.get("sources") or row.values.get("source") or "") for row in result.rows]
    return [name for name, _ in by_count(Counter(name for each in told for name in each.split(",") if name))]


def _actions(renderer: Renderer, path: str, name: str, title: str, address: Address) -> Actions:
    made = actions(renderer.site, address, path, f"table {name}", title, f"Table « {title} ».")
    return Actions(edit="", report=made.report, citation=made.citation)


def cell_text(column: Column, value: Value, view: View) -> Markup:
    """A value as readers see it; sources become links to where they are described."""
    if value is None:
        return Markup('<span class="none">–</span>')
    if isinstance(value, bool):
        return Markup("oui" if value else "non")
    if isinstance(value, dt.date):
        return plain(day_words(value))
    if column.name in ("since", "until"):  # of works, a year
        return plain(date_words(PartialDate.parse(str(value))))
    if column.name == "sources":
        return Markup(", ").join(_source(name, view) for name in str(value).split(",") if name)
    if column.name == "source":
        return _source(str(value), view)
    if column.name == "region":
        return plain(view.site.territory.regions.get(str(value), str(value)))
    if column.name == "metric":
        known = view.site.catalog.metrics.get(str(value))
        return plain(known.label if known else str(value))
    if column.name == "qualifier":
        return plain(numbers.QUALIFIERS.get(str(value), str(value)))
    if column.name == "url" and str(value).startswith(("http://", "https://")):
        return Markup('<a href="{}" rel="external">{}</a>').format(value, plain(str(value).split("/")[2]))
    if column.name == "year":
        return Markup(str(value))
    if isinstance(value, int | float):
        return plain(numbers.french_number(value) + (f"{numbers.NBSP}{column.unit}" if column.unit else ""))
    return plain(value)


def _source(name: str, view: View) -> Markup:
    site = view.site
    if name in site.kind_of:
        work = site.catalog.works[name]
        return Markup('<a href="{}">{}</a>').format(view.href(site.work_path(work)), plain(name))
    if name in site.catalog.sources:
        return Markup('<a href="{}">{}</a>').format(view.href(f"sources/index.md#{name}"), plain(name))
    return plain(name)


def _dataset(result: Result, address: Address) -> dict[str, object]:
    """schema.org ``Dataset`` of the table."""
    root = address.site_url.rstrip("/")
    definition = result.definition
    mime = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": definition.title,
        "description": " ".join(definition.text.split()),
        "url": f"{root}/donnees/{definition.id}/",
        "license": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Le métier de Community Manager", "url": f"{root}/"},
        "variableMeasured": [column.label for column in result.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": mime[extension],
                "contentUrl": f"{root}/{file_path(definition.id, extension)}",
            }
            for extension in FORMATS
        ],
    }
