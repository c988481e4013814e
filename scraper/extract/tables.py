"""Rows of a table of open data, whatever its clothes: CSV of any separator and encoding, JSON, XLSX or ODS."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Literal

from scraper.extract.workbook import read_workbook

Format = Literal["csv", "json", "classeur"]
#: Rows read of one table; characters of a number.
MOST_ROWS, _LONGEST = 500_000, 40
_SEPARATORS = ";,\t|"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_MONEY = re.compile(r"(?:€|euros?|EUR)$", re.IGNORECASE)


class TableUnreadable(ValueError):
    """No table where one was expected; ``str()`` says why, in French."""


def read_table(
    body: bytes, kind: Format, *, rows: str | None = None, skip: int = 0, encoding: str | None = None
) -> Iterator[dict[str, Any]]:
    """Each row as the cells of its columns, by name. Raises TableUnreadable, and WorkbookRefused for a workbook.

    ``rows`` is the sheet of a workbook, or the path to the list in JSON (``a.b``); the columns of JSON are paths too
    (``measures.value``). ``skip`` lines precede the names of the columns. ``encoding``: UTF-8, then Windows-1252.
    """
    if kind == "json":
        return _json_rows(body, rows)
    if kind == "classeur":
        return _named(iter(read_workbook(body, rows)[skip:]))
    return _csv_rows(body, skip, encoding)


def _csv_rows(body: bytes, skip: int, encoding: str | None) -> Iterator[dict[str, Any]]:
    text = _decoded(body, encoding)
    lines = text.splitlines(keepends=True)[skip:]
    header = next((line for line in lines if line.strip()), "")
    outside_quotes = re.sub(r'"[^"]*"', "", header)
    separator = max(_SEPARATORS, key=outside_quotes.count)
    try:
        yield from _named(csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator))
    except csv.Error as error:
        raise TableUnreadable(f"CSV illisible : {error}") from None


def _decoded(body: bytes, encoding: str | None) -> str:
    marked = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    for name in (encoding,) if encoding else ("utf-8-sig", "utf-16" if marked else "cp1252"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise TableUnreadable("encodage inconnu")


def _named(rows: Iterator[list[Any]]) -> Iterator[dict[str, Any]]:
    names = [str(name).strip() for name in next((row for row in rows if any(str(cell).strip() for cell in row)), ())]
    if not names:
        raise TableUnreadable("aucune ligne")
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise TableUnreadable(f"plus de {MOST_ROWS} lignes")
        if any(str(cell).strip() for cell in row):
            yield dict(zip_longest(names, row[: len(names)], fillvalue=""))


def _json_rows(body: bytes, path: str | None) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise TableUnreadable("JSON illisible") from None
    found = cell(data, path) if path else data
    if not isinstance(found, list):
        raise TableUnreadable(f"aucune liste à « {path or '.'} »")
    yield from (row if isinstance(row, dict) else {} for row in found[:MOST_ROWS])


def cell(row: Any, column: str) -> Any:
    """The cell of ``column``: by its whole name, else by its path (``a.b``). KeyError when there is none."""
    if isinstance(row, Mapping) and column in row:
        return row[column]
    for name in column.split("."):
        if not isinstance(row, Mapping):
            raise KeyError(column)
        row = row[name]
    return row


def words(value: Any) -> str:
    """A cell in words, on one line: a year that a workbook holds as ``2023.0`` is ``2023``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str("" if value is None else value).split())


def period_of(value: Any) -> str | None:
    """The year, the month or the day that a cell tells: « ANNEE 2023 », ``2023.0``, ``2023-05``."""
    found = _PERIOD.search(words(value))
    return found[0] if found else None


def number(value: Any) -> float | None:
    """A cell as a number, None when it holds none ("nd", "c", "-"): « 2 715,20 € », ``2715.204``, ``1.234.567,8``.

    A lone mark is that of decimals, several of the same separate thousands. Never infinite.
    """
    if isinstance(value, bool):
        return None
    text = repr(value) if isinstance(value, (int, float)) else words(value)
    if len(text) > _LONGEST:
        return None
    text = _MONEY.sub("", _SPACES.sub("", text))
    if "." in text and "," in text:
        text = text.replace("," if text.rindex(".") > text.rindex(",") else ".", "")
    for mark in ".,":
        if text.count(mark) > 1:
            text = text.replace(mark, "")
    if not _NUMBER.fullmatch(text):
        return None
    found = float(text.replace(",", "."))
    return found if math.isfinite(found) else None
