"""Downloads read back: what was written is what a spreadsheet, a program or a person finds there."""

import csv
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from metrics.exports.columns import doubt_text
from metrics.exports.sheets import Column, ColumnKind, Graph, Sheet, Workbook, decimals, neutral, plain
from metrics.exports.writers import BY_CODE, FORMATS, write_csv, write_json, write_norwegian_csv
from metrics.exports.xlsx import write_xlsx
from metrics.quantities import Quantity

TEXT, NUMBER, DATE = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATE
COLUMNS = (Column("name", "Navn"), Column("value", "Verdi", NUMBER), Column("day", "Dag", DATE))
EMPTY = Sheet("Tom", (Column("name", "Navn"),), ())

exact_numbers = st.integers(-(10**15) + 1, 10**15 - 1).flatmap(
    lambda digits: st.integers(0, 4).map(lambda places: Decimal(digits).scaleb(-places))
)


def workbook_of(*rows: tuple[Any, ...], **changes: Any) -> Workbook:
    sheet = Sheet("Tabell", COLUMNS, rows)
    book = Workbook(
        name="bok",
        title="Brev «på» papir",
        page="https://malbar.example/nokkeltall/brev/",
        shown=sheet,
        data=replace(sheet, name="Data"),
        metrics=replace(EMPTY, name="Definisjoner"),
        sources=replace(EMPTY, name="Kilder"),
        remarks=("En tom verdi er ikke null.",),
        downloaded=date(2026, 11, 24),
        created=datetime(2022, 4, 30, 22, tzinfo=UTC),
    )
    return replace(book, **changes)


def machine_rows(book: Workbook) -> list[list[str]]:
    return list(csv.reader(StringIO(write_csv(book).decode("utf-8"), newline="")))


def norwegian_rows(book: Workbook) -> list[list[str]]:
    return list(csv.reader(StringIO(write_norwegian_csv(book).decode("utf-8-sig"), newline=""), delimiter=";"))


def json_rows(book: Workbook) -> list[dict[str, Any]]:
    return json.loads(write_json(book), parse_float=Decimal, parse_int=Decimal)["rows"]


def sheets(book: Workbook) -> dict[str, list[list[Any]]]:
    found = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(book)))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def parts(book: Workbook) -> dict[str, str]:
    """Return the files that an xlsx is made of."""
    with zipfile.ZipFile(BytesIO(write_xlsx(book))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(
    ("number", "written", "in_norwegian", "places"),
    [
        ("950", "950", "950", 0),
        ("99.9200", "99.92", "99,92", 2),
        ("-12.50", "-12.5", "-12,5", 1),
        ("1E+9", "1000000000", "1000000000", 0),
        ("0.0000", "0", "0", 0),
        ("-0.0", "0", "0", 0),
        ("-0.5", "-0.5", "-0,5", 1),
        ("0E+3", "0", "0", 0),
        ("2273478728", "2273478728", "2273478728", 0),
        ("123456789012345", "123456789012345", "123456789012345", 0),
    ],
)
def test_a_number_is_written_exactly_and_without_an_exponent(number, written, in_norwegian, places):
    value = Decimal(number)
    assert (plain(value), plain(value, mark=","), decimals(value)) == (written, in_norwegian, places)


@given(exact_numbers)
def test_a_written_number_reads_back_as_itself(number):
    assert Decimal(plain(number)) == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+47 22 22 22 22", "'+47 22 22 22 22"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1", "'＝1"),
        ("-5", "'-5"),
        ("-", "-"),
        ("a=1", "a=1"),
        ("−5", "−5"),
        ("'quoted", "'quoted"),
        ("", ""),
    ],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe_in_both_csv_files(text, written):
    book = workbook_of((text, None, None))
    assert machine_rows(book)[1][0] == norwegian_rows(book)[1][0] == neutral(text) == written


@given(st.text())
def test_no_text_at_all_is_left_as_a_formula(text):
    found = neutral(text).strip()
    assert len(found) <= 1 or not found.startswith(("=", "+", "-", "@"))


def test_a_negative_number_is_never_neutralised():
    book = workbook_of(("a", Decimal("-5.5"), None))
    assert machine_rows(book)[1] == ["a", "-5.5", ""]
    assert norwegian_rows(book)[1] == ["a", "-5,5", ""]
    assert json_rows(book) == [{"name": "a", "value": Decimal("-5.5"), "day": None}]
    assert sheets(book)["Tabell"][1] == ["a", -5.5, ""]


def test_the_machine_csv_has_commas_points_iso_dates_and_no_byte_order_mark():
    book = workbook_of(("Brev, «på» papir", Decimal("99.92"), date(2022, 5, 1)))
    assert write_csv(book) == ('name,value,day\r\n"Brev, «på» papir",99.92,2022-05-01\r\n'.encode())


def test_the_csv_for_norwegian_excel_has_semicolons_commas_our_dates_and_a_byte_order_mark():
    book = workbook_of(("Brev; «på» papir", Decimal("2273478728.5"), date(2022, 5, 1)))
    assert write_norwegian_csv(book) == (
        b"\xef\xbb\xbf" + 'Navn;Verdi;Dag\r\n"Brev; «på» papir";2273478728,5;01.05.2022\r\n'.encode()
    )


def test_the_csv_for_excel_shows_the_page_and_the_machine_csv_the_data():
    book = workbook_of(("a", Decimal(1), None), shown=Sheet("Vist", (Column("x", "Overskrift"),), (("vist",),)))
    assert norwegian_rows(book) == [["Overskrift"], ["vist"]]
    assert machine_rows(book) == [["name", "value", "day"], ["a", "1", ""]]


def test_quotes_and_line_breaks_stay_within_their_cell():
    book = workbook_of(('han sa "ja"\nog gikk', Decimal(0), None))
    assert machine_rows(book)[1] == norwegian_rows(book)[1] == ['han sa "ja"\nog gikk', "0", ""]


def test_json_keeps_numbers_as_exact_numbers_and_holds_definitions_and_sources():
    metrics = Sheet("Definisjoner", (Column("metric_id", "ID"),), (("brev",),))
    book = workbook_of(("=1", Decimal("123456789012.3456"), date(2022, 5, 1)), ("b", None, None), metrics=metrics)
    text = write_json(book).decode()
    assert '"value": 123456789012.3456,' in text
    assert json.loads(text, parse_float=Decimal) == {
        "title": "Brev «på» papir",
        "page": "https://malbar.example/nokkeltall/brev/",
        "remarks": ["En tom verdi er ikke null."],
        "rows": [
            {"name": "=1", "value": Decimal("123456789012.3456"), "day": "2022-05-01"},
            {"name": "b", "value": None, "day": None},
        ],
        "metrics": [{"metric_id": "brev"}],
        "sources": [],
    }


@given(st.lists(st.tuples(st.text(), exact_numbers | st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31)))))
def test_json_gives_back_every_value(rows):
    assert [
        (row["name"], row["value"], date.fromisoformat(row["day"])) for row in json_rows(workbook_of(*rows))
    ] == rows


def test_xlsx_has_the_table_the_data_and_a_sheet_about_the_figures():
    with override("nb"):
        found = sheets(workbook_of(("a", Decimal("99.92"), date(2022, 5, 1))))
    assert found["Tabell"] == [["Navn", "Verdi", "Dag"], ["a", 99.92, date(2022, 5, 1)]]
    assert found["Data"] == [["name", "value", "day"], ["a", 99.92, date(2022, 5, 1)]]
    assert [row[:2] for row in found["Om tallene"]] == [
        ["Brev «på» papir", ""],
        ["https://malbar.example/nokkeltall/brev/", ""],
        ["Lastet ned 24.11.2026", ""],
        ["", ""],
        ["En tom verdi er ikke null.", ""],
        ["", ""],
        ["Kilder", ""],
        ["Navn", ""],
        ["", ""],
        ["Definisjoner", ""],
        ["Navn", ""],
        ["", ""],
        ["Kolonnene i arket «Data»", ""],
        ["Kolonne", "Hva den inneholder"],
        ["name", "Navn"],
        ["value", "Verdi"],
        ["day", "Dag"],
    ]


@given(st.lists(exact_numbers, min_size=1, max_size=20))
def test_every_number_that_can_be_stored_survives_in_xlsx(numbers):
    rows = sheets(workbook_of(*(("a", number, None) for number in numbers)))["Tabell"][1:]
    assert [Decimal(repr(row[1])) for row in rows] == numbers


def test_a_text_in_xlsx_is_never_a_formula_nor_a_number_nor_a_link():
    texts = ["=1+1", "+1", "-1", "@A1", "2021", "https://example.org/", "{=1}"]
    book = workbook_of(*((text, None, None) for text in texts))
    assert [row[0] for row in sheets(book)["Tabell"][1:]] == texts
    assert [name for name, xml in parts(book).items() if "<f>" in xml or "<hyperlink" in xml] == []


def test_a_number_in_xlsx_shows_the_decimals_it_has_and_groups_of_three():
    book = workbook_of(("a", Decimal(317565317), date(2022, 5, 1)), ("b", Decimal("99.9200"), None))
    styles = parts(book)["xl/styles.xml"]
    # «#,##0.##» would show «12,».
    assert re.findall('formatCode="([^"]+)"', styles) == ["#,##0", "dd.mm.yyyy", "#,##0.00"]


def test_headings_in_xlsx_are_frozen_and_can_be_filtered_by():
    xml = parts(workbook_of(("a", Decimal(1), None), ("b", Decimal(2), None)))["xl/worksheets/sheet1.xml"]
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in xml
    assert '<autoFilter ref="A1:C3"/>' in xml


def test_a_text_too_long_for_a_cell_is_visibly_cut_and_never_left_out():
    cell = sheets(workbook_of(("å" * 40_000, None, None)))["Tabell"][1][0]
    assert (len(cell), cell[-2:]) == (32_767, "å…")


def test_a_graph_is_a_native_chart_of_the_data_sheet():
    rows = [(str(year), Decimal(year), None) for year in (2019, 2020, 2021)]
    book = workbook_of(*rows, graph=Graph("Brev", 0, 2, period="name", value="value"))
    (chart,) = [xml for name, xml in parts(book).items() if name.startswith("xl/charts/chart")]
    assert "<c:f>Data!$A$2:$A$4</c:f>" in chart
    assert "<c:f>Data!$B$2:$B$4</c:f>" in chart
    assert '<c:min val="0"/>' in chart


def test_a_graph_with_a_negative_value_does_not_begin_at_zero():
    book = workbook_of(("a", Decimal(-1), None), ("b", None, None), graph=Graph("Brev", 0, 1, "name"))
    (chart,) = [xml for name, xml in parts(book).items() if name.startswith("xl/charts/chart")]
    assert "<c:min" not in chart


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize("created", [datetime(2022, 4, 30, 22, tzinfo=UTC), None])
def test_the_same_workbook_gives_the_same_bytes(code, created):
    book = workbook_of(("a", Decimal(1), date(2022, 5, 1)), created=created)
    assert BY_CODE[code].write(book) == BY_CODE[code].write(book)


@pytest.mark.parametrize("code", BY_CODE)
def test_an_empty_table_is_a_file_with_headings(code):
    assert BY_CODE[code].write(workbook_of())
    assert machine_rows(workbook_of()) == [["name", "value", "day"]]


def test_the_formats_are_those_that_are_offered():
    assert [(one.code, one.suffix, one.content_type.split(";")[0]) for one in FORMATS] == [
        ("csv", ".csv", "text/csv"),
        ("csv-excel", "-excel.csv", "text/csv"),
        ("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", ".json", "application/json"),
    ]


def test_a_sheet_refuses_rows_of_another_length_and_columns_of_one_name():
    with pytest.raises(ValueError, match="a value for each column"):
        Sheet("A", COLUMNS, (("too", "short"),))
    with pytest.raises(ValueError, match="the same key"):
        Sheet("A", (COLUMNS[0], COLUMNS[0]), ())


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(Decimal(1)), ""),
        (Quantity(Decimal(1440), qualifier="about"), "ca."),
        (Quantity(Decimal(1), qualifier="over", status="estimate"), "over, anslag"),
        (Quantity(Decimal(1), Decimal(2), "between"), "mellom"),
        (Quantity(status="not_yet"), "ikke tilgjengelig ennå"),
    ],
)
def test_doubt_is_said_in_words(quantity, words):
    with override("nb"):
        assert doubt_text(quantity) == words
