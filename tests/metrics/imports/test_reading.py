"""What each kind of file says, cell by cell, as the guarded reader hands it on."""

import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from metrics.imports.blocks import blocks, rows_of, written
from metrics.imports.cells import Cell, CellFault
from metrics.imports.delimited import separator_of
from metrics.imports.marks import Mark, Marks
from metrics.imports.reading import open_sheet
from metrics.imports.refusals import Refusal, Unreadable
from metrics.imports.sheet_parts import PartParser, search
from metrics.imports.workbooks import is_percent
from tests.metrics.imports.hostile import ods, ods_cell, packed, parts_of, workbook

MOMENT = datetime.fromisoformat("2021-06-15T10:30:00")  # a spreadsheet knows no time zones
XLSX_PART = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def cells(path: Path, sheet: str | None = None) -> dict[str, Any]:
    """Return what each cell holds by its address: its value, a percentage as (value, "%"), a fault by its code."""
    with open_sheet(path, sheet) as opened:
        return {cell.address: said(cell) for row in opened.rows for cell in row}


def said(cell: Cell) -> Any:
    if cell.fault:
        return cell.fault
    return (cell.value, "%") if cell.percent else cell.value


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_workbook_says_numbers_percentages_dates_truths_and_faults(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Ark1")
        percent, literal = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": '0.0" %"'})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write("B2", "Innlogginger")
        sheet.write("C2", 317565317)
        sheet.write("C3", 0.125, percent)
        sheet.write("C4", 12.5, literal)
        sheet.write_datetime("C5", date(2021, 6, 15), day)
        sheet.write_datetime("C6", MOMENT, day)
        sheet.write_boolean("C7", True)
        sheet.write_formula("C8", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C9", "=1+1")
        sheet.write_formula("C10", "=1+1", None, 2)
        sheet.write("C11", "12,5 %", percent)
        sheet.write_formula("A12", "=1/0", None, "#N/A")

    found = cells(saved(tmp_path, "a.xlsx", workbook(fill)))

    assert found == {
        "B2": "Innlogginger",
        "C2": Decimal("317565317"),
        "C3": (Decimal("0.125"), "%"),
        "C4": Decimal("12.5"),
        "C5": date(2021, 6, 15),
        "C6": MOMENT,
        "C7": True,
        "C8": CellFault.ERROR,
        "C9": CellFault.NO_RESULT,
        "C10": Decimal("2"),
        "C11": "12,5 %",
        "A12": CellFault.ERROR,
    }


def test_dates_of_1904_are_the_days_they_show(tmp_path: Path) -> None:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(0, 0, date(2021, 1, 1), book.add_format({"num_format": "d.m.yy"}))

    assert cells(saved(tmp_path, "a.xlsx", into.getvalue())) == {"A1": date(2021, 1, 1)}


def several_sheets(book: xlsxwriter.Workbook) -> None:
    hidden, first, second = (book.add_worksheet(name) for name in ("Skjult", "Resultat", "Mål"))
    hidden.hide()
    first.set_first_sheet()
    first.activate()
    for sheet in (hidden, first, second):
        sheet.write("A1", sheet.name)
    first.merge_range("B1:C2", "2021")
    first.set_row(3, None, None, {"hidden": True})
    first.set_column("E:F", None, None, {"hidden": True})


def test_the_first_visible_sheet_is_read_and_what_is_hidden_is_told(tmp_path: Path) -> None:
    with open_sheet(saved(tmp_path, "a.xlsx", workbook(several_sheets))) as sheet:
        assert (sheet.name, sheet.others, sheet.hidden_sheets) == ("Resultat", ("Mål",), ("Skjult",))
        assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({3}), frozenset({4, 5}))
        assert sheet.merged == ((0, 1, 1, 2),)


@pytest.mark.parametrize("name", ["Mål", "Skjult"])
def test_a_sheet_is_read_by_its_name(name: str, tmp_path: Path) -> None:
    assert cells(saved(tmp_path, "a.xlsx", workbook(several_sheets)), name) == {"A1": name}


def test_a_sheet_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal, open_sheet(saved(tmp_path, "a.xlsx", workbook()), "Ark9"):
        pass
    assert (refusal.value.code, refusal.value.params) == (Refusal.NO_SUCH_SHEET, {"sheet": "Ark9"})


def test_an_ods_says_the_same(tmp_path: Path) -> None:
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"/>'
    empty = '<table:table-cell table:formula="of:=1"/>'
    rows = f"<table:table-row>{ods_cell('2021')}{ods_cell('0.125', 'percentage')}{error}{empty}</table:table-row>"
    repeated = ods_cell("0.5", "percentage").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    rows += f'<table:table-row table:visibility="collapse">{repeated}</table:table-row>'
    path = saved(tmp_path, "a.ods", ods(rows))

    assert cells(path) == {
        "A1": Decimal("2021"),
        "B1": (Decimal("0.125"), "%"),
        "C1": CellFault.ERROR,
        "D1": CellFault.NO_RESULT,
        "A2": (Decimal("0.5"), "%"),
        "B2": (Decimal("0.5"), "%"),
    }
    with open_sheet(path) as sheet:
        assert (sheet.name, sheet.hidden_rows) == ("Ark1", frozenset({1}))


TABLE = {"A1": "navn", "B1": "år", "A2": "Ålesund", "B2": "1,5"}
TEXT = "navn;år\nÅlesund;1,5\n"


@pytest.mark.parametrize(
    "content",
    [
        *(TEXT.encode(coding) for coding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        (TEXT * 9).encode("utf-16-le")[: len(TEXT) * 2],
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(";", "\t").encode(),
        'navn,år\nÅlesund,"1,5"\n'.encode(),
        TEXT.rstrip().encode(),
    ],
)
def test_a_text_is_read_in_every_encoding_separator_and_line_end(content: bytes, tmp_path: Path) -> None:
    assert cells(saved(tmp_path, "a.csv", content)) == TABLE


def test_a_sep_line_is_obeyed_and_keeps_its_place(tmp_path: Path) -> None:
    assert cells(saved(tmp_path, "a.csv", b"sep=|\r\na;b|1,5\r\n")) == {"A2": "a;b", "B2": "1,5"}


def test_a_quoted_line_break_stays_within_its_cell(tmp_path: Path) -> None:
    content = b'a;"to\nlinjer; her"\n\nb;#I/T\n'

    assert cells(saved(tmp_path, "a.csv", content)) == {
        "A1": "a",
        "B1": "to\nlinjer; her",
        "A3": "b",
        "B3": CellFault.ERROR,
    }


def test_a_file_without_an_ending_is_read_by_its_content(tmp_path: Path) -> None:
    assert cells(saved(tmp_path, "opplastet", workbook()))["B2"] == Decimal("317565317")


@pytest.mark.parametrize(
    ("sample", "separator"),
    [
        ("Tall, alle, for 2021\nnavn;2021\nA;1,5\nB;2,5\nC;3,5", ";"),
        ("a,b\n1,2\n3,4\n", ","),
        ('a,b\n"x; y",2\n"z; w",3\n', ","),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("navn\nA\n", ""),
    ],
)
def test_the_separator_is_the_one_that_divides_the_lines_evenly(sample: str, separator: str) -> None:
    assert separator_of(sample)[0] == separator


@pytest.mark.parametrize(
    ("code", "percent"),
    [("0%", True), ("0.0 %;[Red]-0.0 %", True), ('0" %"', False), (r"0\%", False), ("#,##0", False), ('"%"0%', True)],
)
def test_a_percent_sign_counts_outside_quotes(code: str, percent: bool) -> None:
    assert is_percent(code) is percent


CELL_XML = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", ' s="1"', ' s="2"', ' t="e"', ' s="1" t="e"', ' t="str"', ' t="n" s="1"']),
    st.just(">"),
    st.sampled_from(["", "<f>A1</f>", "<f/>", '<f t="shared" si="0"/>']),
    st.sampled_from(["", "<v>0</v>", "<v>12</v>", "<v></v>", "<v/>"]),
)


@given(rows=st.lists(st.lists(CELL_XML, max_size=4), max_size=6), uncalculated=st.booleans())
def test_the_quick_search_finds_what_the_parser_finds(rows: list[list[str]], uncalculated: bool) -> None:
    xml = "".join(
        f'<row r="{row}"'
        + (' hidden="1">' if row % 2 else ">")
        + "".join(f'<c r="{chr(65 + place)}{row}"{cell}</c>' for place, cell in enumerate(line))
        + "</row>"
        for row, line in enumerate(rows, 1)
    )
    part = XLSX_PART.format(xml).encode()
    quick = Marks()

    styles = {"1": Mark.PERCENT, "2": Mark.DRESSED}
    assert search(part, quick, styles, uncalculated)
    slow = PartParser(styles, uncalculated).read(io.BytesIO(part))
    assert (quick.cells, quick.hidden_rows) == (slow.cells, slow.hidden_rows)


@pytest.mark.parametrize(
    "cell", ["<x:c r='A1' s='1'><x:v>0.5</x:v></x:c>", '<c s="1"><v>0.5</v></c>', "<c\nr='A1'\ns='1'><v>0.5</v></c>"]
)
def test_other_ways_of_writing_keep_their_percentages(cell: str, tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write(0, 0, 0.5, book.add_format({"num_format": "0%"}))

    parts = parts_with(workbook(fill), cell)
    assert cells(saved(tmp_path, "a.xlsx", parts)) == {"A1": (Decimal("0.5"), "%")}


def parts_with(content: bytes, cell: str) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    prefix = "x:" if "<x:" in cell else ""
    row = f'<{prefix}row r="1">{cell}</{prefix}row>'
    xml = (
        f'<{prefix}worksheet xmlns{":x" if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<{prefix}sheetData>{row}</{prefix}sheetData></{prefix}worksheet>"
    )
    return packed(parts_of(content) | {name: xml.encode()})


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_every_number_arrives_as_it_was_stored(numbers: list[float]) -> None:
    (block,) = blocks([[number] for number in numbers], 0, Marks())

    found = [cell.value for row in rows_of(json.loads(written(block))) for cell in row]

    assert found == [Decimal(repr(number)) for number in numbers]
