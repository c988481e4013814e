"""The files of a table: CSV for a spreadsheet, JSON for a script, Parquet for an analyst, the same rows in each."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from generator.page import Page
from generator.tables.compute import Result, Row, Value

#: Where the tables stand in the site.
FOLDER = "donnees"
LICENCE = "Licence Ouverte 2.0"
FORMATS = ("csv", "json", "parquet")
#: Rows that a page of a table shows: a longer table has several, so that every row has an address.
ROWS_A_PAGE = 250
#: How a formula begins, in full width too, as some spreadsheets read it.
_FORMULA = tuple("=+-@＝＋－＠")


def file_path(name: str, extension: str) -> str:
    """The address of a file of the table ``name``, from the root of the site."""
    return f"{FOLDER}/{name}.{extension}"


def page_path(name: str, number: int = 1) -> str:
    """The page ``number`` of the table ``name`` in the site's tree."""
    return f"{FOLDER}/{name}/index.md" if number == 1 else f"{FOLDER}/{name}/{number}/index.md"


def row_path(result: Result, row: Row) -> str:
    """Where a row of a table stands: its anchor, on the page that shows it."""
    return f"{page_path(result.definition.id, result.places[row.key] // ROWS_A_PAGE + 1)}#{row.key}"


def table_files(result: Result) -> list[Page]:
    """The three files of a table; the same result gives the same bytes."""
    name = result.definition.id
    return [
        Page(file_path(name, "csv"), to_csv(result), None),
        Page(file_path(name, "json"), to_json(result), None),
        Page(file_path(name, "parquet"), "", None, to_parquet(result)),
    ]


def to_csv(result: Result) -> str:
    """One head line, one line a row; empty when a value is unknown."""
    return rows_csv([column.name for column in result.columns], (list(row.values.values()) for row in result.rows))


def rows_csv(head: Iterable[str], rows: Iterable[Iterable[Value]]) -> str:
    """A CSV that a spreadsheet opens without running anything: a text that looks like a formula is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_json(result: Result) -> str:
    """The dictionary of the table with its rows."""
    definition = result.definition
    whole = {
        "table": definition.id,
        "title": definition.title,
        "description": definition.text,
        "licence": LICENCE,
        "columns": [
            {"name": column.name, "label": column.label, "unit": column.unit, "description": column.text}
            for column in result.columns
        ],
        "rows": [dict(row.values) for row in result.rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_iso) + "\n"


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a value of a table")


def to_parquet(result: Result) -> bytes:
    """The same columns and rows, with their types."""
    sink = pa.BufferOutputStream()
    pq.write_table(result.data, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data
