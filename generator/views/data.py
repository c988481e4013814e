"""``/donnees/``: every published table, with its dictionary, its rows, and its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from generator import numbers
from generator.actions import Actions, Address, actions
from generator.ad_words import day_words
from generator.numbers import NBSP
from generator.page import Page
from generator.site import DESCRIPTION, Renderer, Site, View, excerpt
from generator.tables.columns import Column
from generator.tables.compute import Result
from generator.tables.publish import FORMATS, LICENCE, ROWS_A_PAGE, file_path, page_path, table_files
from generator.tracing import origin_of
from generator.views.data_cells import cell_text, source_link
from generator.views.explorer import by_count

#: Sources that a page names; the others are in its rows.
MOST_SOURCES = 12
#: Producers that a citation names; more are « plusieurs producteurs ».
MOST_PRODUCERS = 3
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
    """A table in the index; one without rows gives no file there."""

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


@dataclass(frozen=True)
class Turn:
    """The pages before and after one of a table; ``words`` says which rows it holds, empty when it holds all."""

    words: str
    previous: str | None = None
    next: str | None = None


def data_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The index, and for each table its pages and its three files."""
    results = list(renderer.site.tables.values())
    pages = [_index(renderer, results)]
    for result in results:
        count = max(1, -(-len(result.rows) // ROWS_A_PAGE))
        pages += [_table_page(renderer, result, address, number, count) for number in range(1, count + 1)]
        pages += table_files(result)
    return pages


def _index(renderer: Renderer, results: list[Result]) -> Page:
    groups = [
        Group(name, title, text, [_line(each) for each in results if each.rows and each.definition.family == name])
        for name, (title, text) in FAMILIES.items()
    ]
    empty = [result for result in results if not result.rows]
    groups.append(Group("vides", "Vides", _why_empty(renderer.site, empty), [_line(result) for result in empty]))
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
    return Line(result, page_path(result.definition.id), count, window_words(result))


def _why_empty(site: Site, empty: list[Result]) -> str:
    """Why tables have no row: what ads ask can only be counted in those whose whole text was read."""
    of_ads = all(result.definition.family in ("annonces", "competences") for result in empty)
    if of_ads and not any(ad.fingerprint for ad in site.collected.ads.values()):
        return "Aucune annonce n’a encore été lue en entier : ces tables n’ont rien à compter."
    return "Aucune source ne dit encore ce que ces tables comptent."


def window_words(result: Result) -> str:
    """``de juillet 2026 à…``: from the oldest to the newest fact counted; empty when rows carry no date."""
    names = {column.name for column in result.columns}
    if {"since", "until"} <= names:
        starts = [row["since"] for row in result.rows if isinstance(row["since"], dt.date)]
        ends = [row["until"] for row in result.rows if isinstance(row["until"], dt.date)]
        if starts and ends:
            return f"du {day_words(min(starts))} au {day_words(max(ends))}"
        told = sorted(str(row[end])[:4] for row in result.rows for end in ("since", "until") if row[end])
        return f"de {told[0]} à {told[-1]}" if told else ""
    years = [row["year"] for row in result.rows if isinstance(row["year"], int)] if "year" in names else []
    return f"de {min(years)} à {max(years)}" if years else ""


def _table_page(renderer: Renderer, result: Result, address: Address, number: int, count: int) -> Page:
    """The page ``number`` of the ``count`` of a table."""
    definition = result.definition
    path = page_path(definition.id, number)
    first = (number - 1) * ROWS_A_PAGE
    shown = result.rows[first : first + ROWS_A_PAGE]
    columns = _shown(result)
    title = definition.title if number == 1 else f"{definition.title}, page {number}"
    view = View(renderer, path.removesuffix("/index.md"))
    return renderer.page(
        "table.md.j2",
        path,
        {
            "title": title,
            "description": excerpt(definition.text, DESCRIPTION),
            "template": "liste.html",
            "collected": definition.family in ("annonces", "competences"),
            "search_kind": "Table de données",
            "crumbs": [{"title": "Données", "url": "donnees/"}],
            "dataset": _dataset(result, address) if number == 1 else None,
            **({} if number == 1 else {"search": False}),  # its first page is found for all
        },
        definition=definition,
        title=title,
        address=path,
        turn=_turn(definition.id, number, count, first, len(shown), len(result.rows)),
        columns=columns,
        dictionary=result.columns,
        counted={column.name for column in columns if _is_number(result, column)},
        rows=[(row.key, [cell_text(column, row[column.name], view) for column in columns]) for row in shown],
        sources=[source_link(name, view) for name in _sources(result)[:MOST_SOURCES]],
        count=numbers.count_text(len(result.rows), "ligne"),
        window=window_words(result),
        licence=LICENCE,
        files=[(name, file_path(definition.id, name)) for name in FORMATS],
        actions=_actions(renderer.site, result, path, address),
    )


def _turn(name: str, number: int, count: int, first: int, shown: int, rows: int) -> Turn:
    if count == 1:
        return Turn("")
    words = f"Lignes {numbers.french_number(first + 1)} à {numbers.french_number(first + shown)}"
    return Turn(
        f"{words} sur {numbers.french_number(rows)}",
        page_path(name, number - 1) if number > 1 else None,
        page_path(name, number + 1) if number < count else None,
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


def _is_number(result: Result, column: Column) -> bool:
    """Whether a column holds quantities, which are set to the right."""
    if column.is_year:
        return False
    values = (row[column.name] for row in result.rows)
    first = next((value for value in values if value is not None), None)
    return isinstance(first, int | float) and not isinstance(first, bool)


def _sources(result: Result) -> list[str]:
    """The names of what its rows come from, those of most rows first."""
    told = [str(row.values.get("sources") or row.values.get("source") or "") for row in result.rows]
    return [name for name, _ in by_count(Counter(name for each in told for name in each.split(",") if name))]


def producers_words(site: Site, result: Result) -> str:
    """Who made what the table gathers, those of most rows first; empty when no row says where it comes from."""
    told = Counter(str(row["producer"]) for row in result.rows if row.values.get("producer"))
    names = [name for name, _ in by_count(told)] or [origin_of(site, name)[1] for name in _sources(result)]
    found = list(dict.fromkeys(names))
    return ", ".join(found) if len(found) <= MOST_PRODUCERS else "Plusieurs producteurs, nommés ligne à ligne"


def _actions(site: Site, result: Result, path: str, address: Address) -> Actions:
    """A table has no entry to mend; who made its figures is cited first."""
    name, title = result.definition.id, f"«{NBSP}{result.definition.title}{NBSP}»"
    producers = producers_words(site, result)
    cited = f"{producers}, table {title}." if producers else f"Table {title}."
    made = actions(site, address, path, f"table {name}", result.definition.title, cited)
    return Actions(edit="", report=made.report, citation=made.citation)


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
