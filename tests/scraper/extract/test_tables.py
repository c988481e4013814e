"""Tables of open data, sound and hostile."""

from __future__ import annotations

import io
import json
import zipfile
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.tables import TableUnreadable, number, period_of, read_table
from scraper.extract.workbook import LARGEST, MOST_MEMBERS, WorkbookRefused, read_workbook

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def a_package(members: dict[str, str | bytes]) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    return told.getvalue()


def an_xlsx(rows: list[list[Any]], sheet_data: str | None = None, **more: str | bytes) -> bytes:
    """A workbook with one sheet, "Feuille", as small as the format allows."""
    lines = [
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}"><v>{value}</v></c>'
            if isinstance(value, (int, float))
            else f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for column, value in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    ]
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/{{}}" Target="{{}}"/></Relationships>'
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return a_package(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Feuille" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data or "".join(lines)}</sheetData></worksheet>',
            **more,
        }
    )


def an_ods(rows: list[list[Any]]) -> bytes:
    """The same in OpenDocument."""
    lines = [
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            if isinstance(value, (int, float))
            else f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            for value in row or [""]
        )
        + "</table:table-row>"
        for row in rows
    ]
    spaces = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text"))
    content = f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Feuille">{"".join(lines)}</table:table></office:spreadsheet></office:body></office:document-content>'
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return a_package({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


class TestCsv:
    """Any separator, any usual encoding."""

    @pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_clothes_do_not_matter(self, separator: str, encoding: str) -> None:
        text = f'Année{separator}"Salaire, médian; net"\r\n2025{separator}"2 715,20"\r\n\r\n2024\r\n'
        rows = list(read_table(text.encode(encoding), "csv"))
        name = "Salaire, médian; net"
        assert rows == [{"Année": "2025", name: "2 715,20"}, {"Année": "2024", name: ""}]

    @pytest.mark.parametrize("body", [b"", b"\n\n", b"\xff\xfe\x00", b'a;"' + b"b" * 200_000 + b'"\n1;2'])
    def test_what_is_no_table_is_said(self, body: bytes) -> None:
        with pytest.raises(TableUnreadable):
            list(read_table(body, "csv"))

    @given(st.binary(max_size=300))
    def test_any_bytes_give_rows_or_a_refusal(self, body: bytes) -> None:
        for kind in ("csv", "json"):
            try:
                rows = list(read_table(body, kind))  # type: ignore[arg-type]
            except TableUnreadable:
                continue
            assert all(isinstance(row, dict) for row in rows)


class TestJson:
    """Lists at the end of a path."""

    def test_the_list_is_where_the_path_leads(self) -> None:
        body = json.dumps({"a": {"b": [{"x": 1}, 3]}}).encode()
        assert list(read_table(body, "json", rows="a.b")) == [{"x": 1}, {}]
        assert list(read_table(b'[{"x": 1}]', "json")) == [{"x": 1}]

    @pytest.mark.parametrize("body", [b"{}", b"[", b"[" * 100_000, b'{"a": {"b": 3}}'])
    def test_no_list_is_a_refusal(self, body: bytes) -> None:
        with pytest.raises((TableUnreadable, KeyError)):
            list(read_table(body, "json", rows="a.b"))


class TestWorkbook:
    """What it may weigh, and what it may do to who opens it."""

    @pytest.mark.parametrize("build", [an_xlsx, an_ods])
    def test_cells_are_read(self, build: Any) -> None:
        rows = read_workbook(build([["é", 2.5], ["", 3]]), "Feuille")
        assert rows == [["é", 2.5], ["", 3.0]]

    def test_a_bomb_is_refused_on_what_it_inflates_to(self) -> None:
        body = an_xlsx([["a"]], **{"xl/media/bombe.bin": b"\0" * (LARGEST + 1)})
        assert len(body) < LARGEST // 500
        with pytest.raises(WorkbookRefused, match="50 Mo"):
            read_workbook(body)

    def test_what_headers_declare_is_not_believed(self) -> None:
        body = bytearray(an_xlsx([["a"]], **{"bombe.bin": b"\0" * (LARGEST + 1)}))
        true_size = (LARGEST + 1).to_bytes(4, "little")
        assert true_size in body
        with pytest.raises(WorkbookRefused):
            read_workbook(bytes(body.replace(true_size, (10).to_bytes(4, "little"))))

    def test_a_crowd_of_members_is_refused(self) -> None:
        with pytest.raises(WorkbookRefused, match="fichiers"):
            read_workbook(a_package({f"{number}": "" for number in range(MOST_MEMBERS + 1)}))

    def test_a_cell_at_the_far_corner_kills_the_child_only(self) -> None:
        far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        with pytest.raises(WorkbookRefused, match="trop grand"):
            read_workbook(an_xlsx([], far))

    @pytest.mark.parametrize("body", [b"", b"PK", b"<html>", an_xlsx([["a"]])[:-40], a_package({"a": "b"})])
    def test_what_is_no_workbook_is_said(self, body: bytes) -> None:
        with pytest.raises(WorkbookRefused):
            read_workbook(body)

    def test_a_sheet_that_is_not_there(self) -> None:
        with pytest.raises(WorkbookRefused, match="Autre"):
            read_workbook(an_xlsx([["a"]]), "Autre")


class TestCells:
    """Numbers and periods as they are written."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("2 715,20", 2715.2), ("2\u202f715,20 €", 2715.2), ("2715.204", 2715.204), ("1.234.567,8", 1234567.8),
            ("1,234,567.8", 1234567.8), ("12,345", 12.345), ("1 980", 1980), ("2050 euros", 2050), (3, 3), (2.5, 2.5),
            ("1e3", 1000), ("-3", -3), (",5", 0.5),
            ("nd", None), ("", None), ("-", None), ("c", None), ("2 à 3", None), (None, None), (True, None),
            (float("nan"), None), (float("inf"), None), ("1e999", None), ("9" * 400, None), (10**400, None), (1e22, 1e22), ([1], None),
        ],
    )  # fmt: skip
    def test_a_number(self, written: Any, value: float | None) -> None:
        assert number(written) == value

    @given(st.floats(0, 1e7).map(lambda value: round(value, 2)))
    def test_a_number_written_the_french_way_comes_back(self, value: float) -> None:
        assert number(f"{value:,.2f}".replace(",", "\u202f").replace(".", ",") + " €") == value

    @pytest.mark.parametrize(
        ("written", "period"),
        [
            ("2024", "2024"), (2024, "2024"), (2024.0, "2024"), ("ANNEE 2021", "2021"), ("2023-05", "2023-05"),
            ("2023-05-31", "2023-05-31"), ("2023-99", "2023"), ("mai", None), ("", None), (None, None), ("120245", None),
        ],
    )  # fmt: skip
    def test_a_period(self, written: Any, period: str | None) -> None:
        assert period_of(written) == period
