"""Scales, units and kinds that stand where they are easily missed: no figure may come out without them."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from metrics.imports.cells import Cell
from metrics.imports.layouts import understand
from metrics.imports.marks import Mark, Marks
from metrics.imports.reading import open_sheet
from metrics.imports.sheet_parts import PartParser, search
from metrics.imports.workbooks import is_dressed
from tests.metrics.imports.hostile import ods, ods_cell
from tests.metrics.imports.tables import codes, read, said, sheet

# Each a sheet, the questions asked, and the figures that are certain all the same.
ASKED = {
    "a kind centred over the second of its years": (
        "Indikator |  | Mål |  | \n | 2021 | 2022 | 2023 | 2024\nA | 1 | 2 | 3 | 4",
        ["kind_unclear C1"],
        [],
    ),
    "a kind centred over the third of its years": (
        " | | | Mål | \nIndikator | 2021 | 2022 | 2023 | 2024\nA | 1 | 2 | 3 | 4",
        ["kind_unclear D1"],
        [],
    ),
    "a scale in some cells": (
        "Indikator | 2021 | 2022 | 2023\nA | 1,2 mill. kr | 1,5 | 1,9 mill. kr",
        ["scale_not_shared C2"],
        ["A 2021: 1200000 NOK [B2]", "A 2023: 1900000 NOK [D2]"],
    ),
    "a scale in one cell": (
        "Indikator | 2021 | 2022 | 2023\nA | 900 000 | 1 mill. | 1,1",
        ["scale_not_shared B2 D2"],
        ["A 2022: 1000000 [C2]"],
    ),
    "a unit in one cell": (
        "Indikator | 2021 | 2022\nA | 99,5 % | 98,1",
        ["scale_not_shared C2"],
        ["A 2021: 99.5 percent [B2]"],
    ),
    "kr 1000 at the end of a title": ("Omsetning kr 1000\nIndikator | 2021\nA | 5", ["scale_unclear A1"], []),
    "noughts in brackets": ("Omsetning (000)\nIndikator | 2021\nA | 5", ["scale_unclear A1"], []),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_certain_is_asked_about(name):
    rows, questions, figures = ASKED[name]
    understood = read(rows)
    assert (codes(understood.questions), said(understood)) == (questions, figures)


@pytest.mark.parametrize(
    "title", ["Beløp x 1000", "Beløp i hele 1000", "Beløp i hele tusen", "kr 1000", "Beløp kr 1 000", "x 1000"]
)
def test_a_title_of_thousands_is_a_scale(title):
    understood = read(f"{title}\nIndikator | 2021\nA | 5")
    assert [line.replace(" NOK", "") for line in said(understood)] == ["A 2021: 5000 [B3]"]


@pytest.mark.parametrize("name", ["Tall i mill. kr", "Omsetning (tusen)", "Prosent"])
def test_a_scale_in_the_name_of_the_sheet_is_asked_about(name):
    understood = read("Indikator | 2021\nA | 5", name=name)
    assert ([one.code for one in understood.questions], said(understood)) == (["scale_unclear"], [])


def test_the_name_of_a_sheet_may_repeat_its_title():
    understood = read("Tall i mill. kr\nIndikator | 2021\nA | 5", name="Tall i mill. kr")
    assert said(understood) == ["A 2021: 5000000 NOK [B3]"]


def test_every_column_under_its_own_kind_is_certain():
    understood = read(" | Resultat | Resultat | Mål\nIndikator | 2021 | 2022 | 2023\nA | 1 | 2 | 3")
    assert said(understood) == ["A 2021: 1 [B3]", "A 2022: 2 [C3]", "A target 2023: 3 [D3]"]


@pytest.mark.parametrize(
    "code",
    [
        "0.0,,",
        "#,##0,",
        "0,.0",
        "0.0,_);(0.0,)",
        '0.0" mill. kr"',
        '0.0" mrd"',
        r"0.0\%",
        r"0.0\ \‰",
        "[$kr-414] # ##0",
        "$#,##0",
        '"ca. "0',
        r"\k\r\ 0",
        '0%" av alle"',
        'General" kr"',
    ],
)
def test_a_format_that_adds_to_the_number_is_told(code):
    assert is_dressed(code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00",
        r"#\ ##0",
        "[Red]-0;[Blue]0",
        "0.0%",
        '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-',
        "[$-414]d. mmmm yyyy",
        'd. mmmm "kl." hh:mm',
        "0.00E+00",
        "# ?/?",
        "@",
    ],
)
def test_a_plain_format_is_not(code):
    assert not is_dressed(code)


def written(folder: Path, number: float, *formats: str | int) -> Path:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        page = book.add_worksheet("Ark1")
        page.write_row(0, 0, ["Omsetning (mill. kr)", *(2021 + place for place in range(len(formats)))])
        page.write(1, 0, "A")
        for column, code in enumerate(formats, 1):
            page.write(1, column, number, book.add_format({"num_format": code}))
    path = folder / "a.xlsx"
    path.write_bytes(into.getvalue())
    return path


@pytest.mark.parametrize("code", ["0.0,,", '0.0" mrd"', r"0.0\%", "[$kr-414] 0", '"ca. "0', 7, 44])
def test_a_number_in_such_a_format_is_asked_about(code, tmp_path):
    with open_sheet(written(tmp_path, 12500000, code)) as opened:
        understood = understand(opened)
    assert (codes(understood.questions), said(understood)) == (["number_format B2"], [])


def test_the_style_of_cells_that_name_none_counts():
    cell = '<c r="A1"><v>5</v></c>'
    part = f'<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()
    assert not search(part, Marks(), {"0": Mark.DRESSED}, False)
    assert PartParser({"0": Mark.DRESSED}, False).read(io.BytesIO(part)).cells == {0: {0: Mark.DRESSED}}


def test_a_plain_number_beside_such_a_format_is_asked_about():
    rows = [["Indikator", 2021, 2022], ["A", 12, 13], ["B", 1, 2]]
    page = sheet(rows)
    page.rows[1] = (*page.rows[1][:1], Cell(1, 1, Decimal("12.5"), dressed=True), page.rows[1][2])
    understood = understand(page)
    assert codes(understood.questions) == ["number_format B2", "scale_not_shared C2"]
    assert said(understood) == ["B 2021: 1 [B3]", "B 2022: 2 [C3]"]


def test_a_year_in_such_a_format_heads_nothing():
    page = sheet([["Indikator", 2021, 2022], ["A", 12, 13]])
    page.rows[0] = (*page.rows[0][:2], page.rows[0][2]._replace(dressed=True))
    assert said(understand(page)) == ["A 2021: 12 [B2]"]


@pytest.mark.parametrize(
    ("cell", "dressed"),
    [
        (ods_cell("12.5"), False),
        (ods_cell("12500000").replace("<text:p>12500000", "<text:p>12 500 000,0"), False),
        (ods_cell("12500000").replace("<text:p>12500000", "<text:p>12,5"), True),
        (ods_cell("12.5").replace("<text:p>12.5", "<text:p>12,5 mill. kr"), True),
        (ods_cell("12.5", "currency"), True),
        (ods_cell("0.125", "percentage").replace("<text:p>0.125", "<text:p>12,5 %"), False),
        (ods_cell("0.125", "percentage").replace("<text:p>0.125", "<text:p>ca. 12,5 %"), True),
    ],
)
def test_an_ods_tells_by_the_text_it_shows(cell, dressed, tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(ods(f"<table:table-row>{cell}</table:table-row>"))
    with open_sheet(path) as opened:
        assert [one.dressed for row in opened.rows for one in row] == [dressed]


def test_a_file_that_does_not_tell_how_its_numbers_are_shown_gives_no_figure() -> None:
    shown = sheet("Indikator | 2021\nA | 5")
    assert [figure.quantity.value for figure in understand(shown).figures] == [5]
    kept_back = understand(replace(sheet("Indikator | 2021\nA | 5"), formats_known=False))
    assert (kept_back.figures, [one.code for one in kept_back.questions]) == ((), ["formats_unreadable"])
