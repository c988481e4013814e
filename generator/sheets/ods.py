"""A form as an OpenDocument spreadsheet: two small XML files in an archive, written by hand.

The libraries that write ODS bring a whole document model, or date the archive from the day. Rule: OpenDocument 1.3,
part 3 (schema).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.opendocument import HEAD, package
from generator.sheets.form import Form
from generator.sheets.sheet import MADE, MAKER, Cell, Formula, Kind, Look, Row, Sheet, texts

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip
_RULES = 'fo:wrap-option="wrap" fo:border="0.5pt solid #857C6C"'
_LOOKS: dict[Look, tuple[str, str]] = {
    "head": (f'fo:background-color="#E3DDD2" {_RULES}', 'fo:font-weight="bold"'),
    "example": (f'fo:background-color="#F3EEE5" {_RULES}', 'fo:font-style="italic"'),
    "line": (_RULES, ""),
    "total": ('fo:border-top="1pt solid #1C2430"', 'fo:font-weight="bold"'),
    "note": ('fo:wrap-option="wrap"', ""),
}
_NUMBERS: dict[Kind, str] = {
    "text": "",
    "number": '<number:number-style style:name="number"><number:number number:min-integer-digits="1" '
    'number:decimal-places="0" number:grouping="true"/></number:number-style>',
    "decimal": '<number:number-style style:name="decimal"><number:number number:min-integer-digits="1" '
    'number:decimal-places="1" number:min-decimal-places="1" number:grouping="true"/></number:number-style>',
    "percent": '<number:percentage-style style:name="percent"><number:number number:min-integer-digits="1" '
    'number:decimal-places="1" number:min-decimal-places="1"/><number:text> %</number:text>'
    "</number:percentage-style>",
    "date": '<number:date-style style:name="date"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>",
}


def as_ods(form: Form) -> bytes:
    """The form and its guide as an OpenDocument workbook."""
    sheets = form.sheets()
    parts = {
        "content.xml": f'{HEAD}<office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{''.join(_styles(sheets))}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(_table(number, sheet) for number, sheet in enumerate(sheets))}"
        "</office:spreadsheet></office:body></office:document-content>",
        "meta.xml": f'{HEAD}<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:version="1.3"><office:meta><dc:title>{escape(form.title)}</dc:title>'
        f"<meta:initial-creator>{escape(MAKER)}</meta:initial-creator><dc:language>fr-FR</dc:language>"
        f"<meta:creation-date>{MADE.isoformat()}</meta:creation-date></office:meta></office:document-meta>",
    }
    return package(_MIME, parts)


def _styles(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    yield from _NUMBERS.values()
    for look, (cell, letters) in _LOOKS.items():
        for kind in _NUMBERS:
            data = f' style:data-style-name="{kind}"' if kind != "text" else ""
            yield (
                f'<style:style style:name="{look}-{kind}" style:family="table-cell"{data}>'
                f'<style:table-cell-properties {cell} style:vertical-align="top"/>'
                f"<style:text-properties {letters}/></style:style>"
            )
    for width in sorted({width for sheet in sheets for width in sheet.widths}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        )
    yield (
        '<style:style style:name="tall" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    )


def _table(number: int, sheet: Sheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in sheet.widths)
    head, *rows = (_row(row) for row in sheet.rows)
    return (
        f"<table:table table:name={quoteattr(sheet.name)}>{columns}"
        f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(rows)}</table:table>"
    )


def _row(row: Row) -> str:
    cells = (_cell(cell, text, row.look) for cell, text in zip(row.cells, texts(row), strict=True))
    return f'<table:table-row table:style-name="tall">{"".join(cells)}</table:table-row>'


def _cell(cell: Cell, text: str, look: Look) -> str:
    style = f'table:style-name="{look}-{cell.kind}"'
    if cell.value is None:
        return f"<table:table-cell {style}/>"
    formula = ""
    if isinstance(cell.value, Formula):
        formula = f" table:formula={quoteattr(f'of:={cell.value.open_formula}')}"
    return f"<table:table-cell {style}{formula} {_typed(cell)}><text:p>{escape(text)}</text:p></table:table-cell>"


def _typed(cell: Cell) -> str:
    """The value as a program reads it, beside the words that a person reads."""
    value = cell.result
    if value is None:
        return 'office:value-type="string" office:string-value=""'
    if isinstance(value, str):
        return 'office:value-type="string"'
    if isinstance(value, dt.date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"'
    return f'office:value-type="{"percentage" if cell.kind == "percent" else "float"}" office:value="{value!r}"'
