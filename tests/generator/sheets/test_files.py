"""The forms to download: opened again, they say the same in every format, and the same bytes come twice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from generator.sheets.files import as_csv, as_ods, as_xlsx
from generator.sheets.form import EXAMPLE, Column, Difference, Form, Ratio
from generator.sheets.sheet import Formula, column_name
from generator.views.monitoring import KIT, monitoring_files

FORMS = pytest.mark.parametrize("form", KIT.values(), ids=lambda form: form.slug)
BOOKS = pytest.mark.parametrize("write", [as_ods, as_xlsx])
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(content: bytes) -> list[list[list[object]]]:
    """The cells of each sheet, as a program of its own reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def formulas_of(content: bytes) -> list[str]:
    """The formulas of a workbook, in the order of its cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" in archive.namelist():
            root = etree.fromstring(archive.read("content.xml"))
            return [
                cell.get(f"{TABLE}formula") for cell in root.iter(f"{TABLE}table-cell") if cell.get(f"{TABLE}formula")
            ]
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        return [f"={cell.text}" for cell in root.iter(f"{MAIN}f")]


@FORMS
@pytest.mark.parametrize("write", [as_csv, as_ods, as_xlsx])
def test_the_same_form_gives_the_same_bytes(form, write):
    assert write(form) == write(form)


@FORMS
@BOOKS
def test_a_workbook_opens_with_its_form_and_its_guide(form, write):
    table, guide = opened(write(form))
    assert table[0] == [column.title for column in form.columns]
    assert str(table[1][0]).startswith(EXAMPLE)
    assert [row[0] for row in guide[1 : len(form.columns) + 1]] == table[0], "each column is explained"
    assert all(row[1] for row in guide)


@FORMS
def test_both_workbooks_and_the_csv_show_the_same_values(form):
    ods, xlsx = opened(as_ods(form))[0], opened(as_xlsx(form))[0]
    assert ods[1] == xlsx[1]
    assert [row[0] for row in ods if row[0]] == [row[0] for row in xlsx if row[0]]
    lines = rows_of(as_csv(form))
    assert lines[0] == ods[0]
    assert len(lines) == len(form.lines) + 2 + bool(form.total)
    assert {len(line) for line in lines} == {len(form.columns)}
    for written, value in zip(lines[1], ods[1], strict=True):
        if isinstance(value, float) and not written.endswith("%"):
            assert float(written.replace(",", ".")) == pytest.approx(value, abs=0.05)
        elif isinstance(value, dt.date):
            assert written == f"{value:%d/%m/%Y}"
        elif not isinstance(value, float):
            assert written == value


@FORMS
def test_the_example_is_computed_right(form):
    shown = dict(zip(*opened(as_xlsx(form))[0][:2], strict=True))
    computed = [column for column in form.columns if column.computed]
    assert computed
    for column in computed:
        rule = column.computed
        expected = shown[rule.of] / shown[rule.to] if isinstance(rule, Ratio) else shown[rule.end] - shown[rule.start]
        assert shown[column.title] == pytest.approx(expected), column.title


@FORMS
def test_both_workbooks_hold_the_same_formulas(form):
    ods, xlsx = formulas_of(as_ods(form)), formulas_of(as_xlsx(form))
    computed = sum(bool(column.computed) for column in form.columns)
    assert len(ods) == len(xlsx) >= computed * (len(form.lines) + 1)
    for ours, theirs in zip(ods, xlsx, strict=True):
        assert ours.removeprefix("of:").translate(str.maketrans(";", ",", "[].")) == theirs


@FORMS
def test_a_csv_holds_no_formula(form):
    for row in rows_of(as_csv(form)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_formula_is_written_in_both_languages():
    formula = Formula('IF(OR(B2="",AC10=""),"",SUM(B3:B14)/AC10)', "")
    assert formula.open_formula == 'IF(OR([.B2]="";[.AC10]="");"";SUM([.B3:.B14])/[.AC10])'


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [column_name(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
        min_size=1,
    ),
    st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9),
)
def test_any_text_and_number_comes_back(text, start, end):
    form = Form(
        slug="essai", title=text, sheet="Essai",
        columns=(
            Column("Nom", "d", "x"), Column("Note", "d", text),
            Column("Début", "d", start, kind="number"), Column("Fin", "d", end, kind="number"),
            Column("Gain", "d", kind="number", computed=Difference("Fin", "Début")),
            Column("Rapport", "d", kind="percent", computed=Ratio("Fin", "Début")),
        ),
        lines=("un",), advice=(),
    )  # fmt: skip
    for write in (as_ods, as_xlsx):
        _, note, first, last, gain, ratio = opened(write(form))[0][1]
        assert str(note).split() == text.split(), write
        assert (first, last, gain) == (start, end, end - start)
        assert ratio == (pytest.approx(end / start) if start else "")


def test_the_site_carries_each_form_in_three_formats():
    files = {page.path: page for page in monitoring_files()}
    assert set(files) == {f"veille/{form.slug}.{kind}" for form in KIT.values() for kind in ("csv", "ods", "xlsx")}
    assert all(page.content and page.source for page in files.values())
