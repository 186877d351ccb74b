"""Layouts and cells that are asked about or refused: no figure comes out that is not certain."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from metrics.imports.cells import CellFault
from tests.metrics.imports.tables import Shown, codes, read, said

# Each a sheet, the questions asked, and the figures that are certain all the same.
ASKED = {
    "two tables below each other": (
        "Nøkkeltall | 2020 | 2021\nA | 1 | 2\n\nNøkkeltall | 2020 | 2021\nB | 1 | 2",
        ["several_blocks A1 A4"],
        [],
    ),
    "a second table with other years": (
        "Tjeneste | 2018 | 2019\nA | 1 | 2\n\n | 2020 | 2021\nA | 3 | 4",
        ["several_blocks A1 B4"],
        [],
    ),
    "two tables beside each other": (
        "Nøkkeltall | 2020 | 2021 | | Nøkkeltall | 2020 | 2021\nA | 1 | 2 | | B | 3 | 4",
        ["several_blocks A1 E1"],
        [],
    ),
    "no headings": ("Innlogginger | 5\nBrev | 6", ["layout_unknown A1"], []),
    "periods as rows": ("År | Innlogginger | Oppslag\n2020 | 5 | 6\n2021 | 7 | 8", ["layout_unknown A1"], []),
    "an unknown column that may say what the rows are about": (
        "Nøkkeltall | Fylke | 2020 | 2021\nA | Oslo | 1 | 2",
        ["unknown_heading B1"],
        [],
    ),
    "an unknown column beside the values": (
        "Nøkkeltall | 2021 | Hva skjer\nA | 1 | mye",
        ["unknown_heading C1"],
        ["A 2021: 1 [B2]"],
    ),
    "a column without a heading": ("Nøkkeltall | 2021 |\nA | 1 | 7", ["no_heading C2"], ["A 2021: 1 [B2]"]),
    "the same year twice": (
        "Nøkkeltall | 2020 | 2020 | 2021\nA | 1 | 2 | 3",
        ["doubled_heading B1 C1"],
        ["A 2021: 3 [D2]"],
    ),
    "the same metric twice": (
        "Nøkkeltall | 2021\nA | 1\nA | 2\nB | 3",
        ["doubled_figure B2 B3"],
        ["B 2021: 3 [B4]"],
    ),
    "values without a period": ("Nøkkeltall | Mål | Resultat\nA | 1 | 2", ["no_period A1"], []),
    "one value without a period": (
        "Nøkkeltall | Mål 2021 | Resultat\nA | 1 | 2",
        ["no_period C1"],
        ["A target 2021: 1 [B2]"],
    ),
    "months without a year": (
        "Navn | jan | feb\nA | 1 | 2",
        ["year_missing B1", "year_missing C1"],
        [],
    ),
    "a year that is when the sheet was changed": (
        "Oppdatert | 2022\nNøkkeltall | Mål | Resultat\nA | 1 | 2",
        ["no_period A2"],
        [],
    ),
    "words under the headings that may change them": (
        "Nøkkeltall | 2020 | 2021\n | per måned | per år\nA | 1 | 2",
        ["unknown_heading B2"],
        [],
    ),
    "a row without a name": (
        "Nøkkeltall | 2021\nA | 1\n | 2",
        ["metric_missing B3"],
        ["A 2021: 1 [B2]"],
    ),
    "a table called targets": ("Måltall | 2022 | 2023\nA | 1 | 2", ["kind_unclear A1"], []),
    "a title that speaks of forecasts": ("Prognoser\nNavn | 2022 | 2023\nA | 1 | 2", ["kind_unclear A1"], []),
    "kinds as rows": ("Nøkkeltall | 2021\nResultat | 1\nMål | 2", ["kind_unclear B2 B3"], []),
    "a scale nobody can place": ("Kostnader i millioner per bruker\nPost | 2021\nDrift | 4", ["scale_unclear A1"], []),
    "a scale said in a note below": ("Nøkkeltall | 2021\nDrift | 4\n\nAlle tall i mill. kr", ["scale_unclear A4"], []),
    "scales that disagree": ("Nøkkeltall | 2021 (1000 kr)\nDrift (mill. kr) | 4", ["unit_conflict B2"], []),
    "percent under kroner": ("Nøkkeltall | 2021 (mill. kr)\nDrift | 4 %", ["unit_conflict B2"], []),
    "what may be a fraction": ("Nøkkeltall | 2020 | 2021\nAndel (%) | 0,5 | 0,7", ["fraction_or_percent B2 C2"], []),
    "dashes, once for a column": (
        "Nøkkeltall | 2020 | 2021\nA | - | 1\nB | – | 2",
        ["dash B2 B3"],
        ["A 2021: 1 [C2]", "B 2021: 2 [C3]"],
    ),
    "ambiguous numbers, once for a column": (
        "Nøkkeltall | 2020 | 2021\nA | 1.440 | 1\nB | 6,718 | 2",
        ["ambiguous B2 B3"],
        ["A 2021: 1 [C2]", "B 2021: 2 [C3]"],
    ),
    "a column with both decimal marks settles nothing": (
        "Nøkkeltall | 2020\nA | 1.440\nB | 12,5\nC | 12.5",
        ["ambiguous B2"],
        ["B 2020: 12.5 [B3]", "C 2020: 12.5 [B4]"],
    ),
    "a period without its year": ("Nøkkeltall | Periode | Verdi\nA | 1. tertial | 5", ["year_missing B2"], []),
    "a row without its period": (
        "Nøkkeltall | Periode | Verdi\nA | | 5\nB | 2021 | 6",
        ["period_missing C2"],
        ["B 2021: 6 [C3]"],
    ),
}


@pytest.mark.parametrize(("rows", "questions", "figures"), ASKED.values(), ids=ASKED)
def test_what_is_not_certain_is_asked_about(rows, questions, figures):
    understood = read(rows)
    assert codes(understood.questions) == questions
    assert said(understood) == figures
    assert understood.faults == ()
    assert not understood.settled


FAULTS = [
    (CellFault.ERROR, "excel_error"),
    (CellFault.NO_RESULT, "formula_without_result"),
    (True, "boolean"),
    (date(2021, 6, 15), "date"),
    (datetime(2021, 6, 15, 12, 0), "date"),  # noqa: DTZ001 - spreadsheets know no time zone
    (Decimal("NaN"), "not_finite"),
    (Decimal("Infinity"), "not_finite"),
    (Decimal("1e400"), "too_large"),
    (Decimal("33.333333333333336"), "too_precise"),
    (Shown("0.123456789"), "too_precise"),
    ("1e400", "exponent"),
    ("1_000", "not_a_number"),
    ("NaN", "not_finite"),
    ("١٢", "foreign_digits"),
    ("10 00", "bad_grouping"),
    ("0301", "leading_zeros"),
    ("15.06.2021", "date"),
    ("SANN", "boolean"),
    ("#REF!", "excel_error"),
    ("12 grader", "unknown_word"),
]


@pytest.mark.parametrize(("value", "code"), FAULTS)
def test_what_can_be_no_number_is_refused_at_its_address(value, code):
    understood = read([["Nøkkeltall", 2020, 2021], ["A", value, 5]])
    assert codes(understood.faults) == [f"{code} B2"]
    assert said(understood) == ["A 2021: 5 [C2]"]


def test_noise_beyond_the_digits_a_spreadsheet_shows_is_no_part_of_the_number():
    assert said(read([["Nøkkeltall", 2021], ["A", Decimal("0.30000000000000004")]])) == ["A 2021: 0.3 [B2]"]


def test_an_empty_sheet_is_refused():
    assert codes(read([]).faults) == ["empty_sheet"]


def test_a_period_that_does_not_exist_is_refused():
    understood = read("Nøkkeltall | Periode | Verdi\nA | 2021-Q5 | 5\nB | 06/15/2021 | 6\nC | 2021 | 7")
    assert codes(understood.faults) == ["period_no_such_period B2", "period_us_format B3"]
    assert said(understood) == ["C 2021: 7 [C4]"]


def test_a_date_as_period_is_asked_about_unless_its_column_is_of_days():
    rows = [["Nøkkeltall", "Måned", "Verdi"], ["A", date(2021, 6, 1), 5]]
    assert codes(read(rows).questions) == ["date_as_period B2"]


def test_a_value_over_merged_cells_is_asked_about():
    understood = read([["Nøkkeltall", 2020, 2021], ["A", 5, ""]], merged=((1, 1, 1, 2),))
    assert (codes(understood.questions), said(understood)) == (["merged_value B2"], [])
