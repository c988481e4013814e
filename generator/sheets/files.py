"""A form as a file: CSV by the standard library, XLSX by XlsxWriter; ODS has its own module."""

from __future__ import annotations

import csv
import datetime as dt
import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.sheets.form import Form
from generator.sheets.ods import as_ods
from generator.sheets.sheet import MADE, MAKER, Cell, Formula, Kind, Look, Sheet, texts

__all__ = ["as_csv", "as_ods", "as_xlsx"]

_NUMBERS: dict[Kind, str] = {
    "text": "@",
    "number": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0 %",
    "date": "dd/mm/yyyy",
}
_LOOKS: dict[Look, dict[str, object]] = {
    "head": {"bold": True, "bg_color": "#E3DDD2", "text_wrap": True, "valign": "top", "border": 1},
    "example": {"italic": True, "bg_color": "#F3EEE5", "text_wrap": True, "valign": "top", "border": 1},
    "line": {"text_wrap": True, "valign": "top", "border": 1},
    "total": {"bold": True, "valign": "top", "top": 2},
    "note": {"text_wrap": True, "valign": "top"},
}


def as_csv(form: Form) -> bytes:
    """The form without its guide nor its formulas, as French spreadsheets open it: UTF-8 with its mark, semicolons.

    The rule for quoting and line ends is RFC 4180’s.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(texts(row) for row in form.sheets()[0].rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(form: Form) -> bytes:
    """The form and its guide as an Excel workbook."""
    out = io.BytesIO()
    # In memory, the library dates the parts of the archive from 1980 whatever the day.
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": form.title, "author": MAKER, "created": MADE})
        styles = {
            (look, kind): book.add_format({**_LOOKS[look], "num_format": _NUMBERS[kind]})
            for look in _LOOKS
            for kind in _NUMBERS
        }
        for sheet in form.sheets():
            _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return out.getvalue()


def _write_sheet(target: Worksheet, sheet: Sheet, styles: dict[tuple[Look, Kind], Format]) -> None:
    for index, width in enumerate(sheet.widths):
        target.set_column(index, index, width)
    for line, row in enumerate(sheet.rows):
        for index, cell in enumerate(row.cells):
            _write_cell(target, line, index, cell, styles[row.look, cell.kind])
    target.freeze_panes(1, 1)
    target.set_landscape()
    target.set_paper(9)  # A4
    target.fit_to_pages(1, 0)
    target.repeat_rows(0)


def _write_cell(target: Worksheet, line: int, index: int, cell: Cell, style: Format) -> None:
    value = cell.value
    if value is None:
        target.write_blank(line, index, None, style)
    elif isinstance(value, Formula):
        target.write_formula(line, index, f"={value.expression}", style, value.value)
    elif isinstance(value, dt.date):
        target.write_datetime(line, index, dt.datetime.combine(value, dt.time()), style)
    elif isinstance(value, str):
        target.write_string(line, index, value, style)
    else:
        target.write_number(line, index, value, style)
