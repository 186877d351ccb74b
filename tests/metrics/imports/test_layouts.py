"""Layouts that are understood: what a sheet says, figure by figure."""

from datetime import date

import pytest

from tests.metrics.imports.tables import Shown, codes, read, said

# Each a sheet as people make them, its figures, and what is to be known of how it was read.
UNDERSTOOD = {
    "one row per figure, with unit and note": (
        """
Nøkkeltall | Periode | Resultat | Mål | Enhet | Merknad
Oppetid | 2021 | 99,92 | 99,9 | % | god
Innlogginger | 2021 | 317 565 317 | | antall |
Kostnader | 2020 | 4,7 | 5 | mill. kr |
""",
        [
            "Oppetid 2021: 99.92 percent [C2]",
            "Oppetid target 2021: 99.9 percent [D2]",
            "Innlogginger 2021: 317565317 [C3]",
            "Kostnader 2020: 4700000 NOK [C4]",
            "Kostnader target 2020: 5000000 NOK [D4]",
        ],
        ["scaled C4", "scaled D4"],
    ),
    "columns in any order, nynorsk": (
        """
Måltal | Periode | Oppnådd | Styringsparameter | Eining
10 | 1. tertial 2021 | 9 | Tenester | tenester
""",
        ["Tenester target 2021-T1: 10 tenester [A2]", "Tenester 2021-T1: 9 tenester [C2]"],
        [],
    ),
    "English, every kind": (
        """
Metric | Period | Actual | Target | Forecast | Baseline
Uptime | 2021-Q1 | 99.92 | 99.9 | 99.95 | 98
""",
        [
            "Uptime 2021-Q1: 99.92 [C2]",
            "Uptime target 2021-Q1: 99.9 [D2]",
            "Uptime forecast 2021-Q1: 99.95 [E2]",
            "Uptime baseline 2021-Q1: 98 [F2]",
        ],
        [],
    ),
    "kind in a column of its own": (
        """
Periode | Type | Indikator | Verdi
2021 | Mål | Brukere | 5
2021 | Resultat | Brukere | 2000
""",
        ["Brukere target 2021: 5 [D2]", "Brukere 2021: 2000 [D3]"],
        [],
    ),
    "year and quarter in columns of their own": (
        """
Indikator | År | Kvartal | Verdi
A | 2021 | 1 | 10
A | 2021 | K2 | 20
A | 2021 | 3. kvartal | 30
""",
        ["A 2021-Q1: 10 [D2]", "A 2021-Q2: 20 [D3]", "A 2021-Q3: 30 [D4]"],
        [],
    ),
    "years as columns under a title, with notes below": (
        """
Bruk av fellesløsninger

Antall | 2020 | 2021
Brev | 16 186 936 | 23 078 773

Kilde: Digdir
""",
        ["Brev 2020: 16186936 [B4]", "Brev 2021: 23078773 [C4]"],
        [],
    ),
    "a corner without a heading": (
        """
 | 2020 | 2021
Brev | 1 | 2
""",
        ["Brev 2020: 1 [B2]", "Brev 2021: 2 [C2]"],
        [],
    ),
    "kind and year in one heading": (
        """
Styringsparameter | Resultat 2020 | Mål 2021 | 2021 (resultat) | Prognose 2022
Brukere | 1 200 | 1 300 | 1 350,5 | ca. 1400
""",
        [
            "Brukere 2020: 1200 [B2]",
            "Brukere target 2021: 1300 [C2]",
            "Brukere 2021: 1350.5 [D2]",
            "Brukere forecast 2022: 1400 [E2]",
        ],
        [],
    ),
    "tertials as columns, a scale above, a sum below": (
        """
Tall i 1000
Tjeneste | T1 2021 | T2 2021 | T3 2021
Brev | 100 | 200 | 300
Sum | 100 | 200 | 300
""",
        ["Brev 2021-T1: 100000 [B3]", "Brev 2021-T2: 200000 [C3]", "Brev 2021-T3: 300000 [D3]"],
        ["totals_row A4", "scaled B3", "scaled C3", "scaled D3"],
    ),
    "half-years as columns": (
        """
Nøkkeltall | 1. halvår 2021 | 2. halvår 2021
A | 1 | 2
""",
        ["A 2021-H1: 1 [B2]", "A 2021-H2: 2 [C2]"],
        [],
    ),
    "months as columns, the year in a row's own column, and a sum": (
        """
Navn | År | jan | feb. | mars | Sum
A | 2021 | 1 | 2 | 3 | 6
""",
        ["A 2021-01: 1 [C2]", "A 2021-02: 2 [D2]", "A 2021-03: 3 [E2]"],
        ["totals_column F1"],
    ),
    "months under the year they belong to": (
        """
 | 2021 | |
Navn | jan | feb | mar
A | 1 | 2 | 3
""",
        ["A 2021-01: 1 [B3]", "A 2021-02: 2 [C3]", "A 2021-03: 3 [D3]"],
        [],
    ),
    "kinds under years that were merged and are not": (
        """
 | 2020 | | 2021 |
Indikator | Mål | Resultat | Mål | Resultat
A | 1 | 2 | 3 | 4
""",
        ["A target 2020: 1 [B3]", "A 2020: 2 [C3]", "A target 2021: 3 [D3]", "A 2021: 4 [E3]"],
        [],
    ),
    "years under kinds": (
        """
Indikator | Resultat | | Mål |
 | 2020 | 2021 | 2021 | 2022
A | 1 | 2 | 3 | 4
""",
        ["A 2020: 1 [B3]", "A 2021: 2 [C3]", "A target 2021: 3 [D3]", "A target 2022: 4 [E3]"],
        [],
    ),
    "tertials under years under kinds": (
        """
Indikator | Resultat | Mål
 | 2021 | 2021
 | T1 | T2
A | 1 | 2
""",
        ["A 2021-T1: 1 [B4]", "A target 2021-T2: 2 [C4]"],
        [],
    ),
    "each row with its own unit, and notes by mark": (
        """
Nøkkeltall | 2020 | 2021*
Brukere 1) | 5 000 | 6 718
Driftskostnader (mill. kr) | 4,5 | 5 mill.
Andel fornøyde (%) | 71 | 70,5

1) Ny definisjon
* Foreløpige tall
""",
        [
            "Brukere 2020: 5000 [B2]",
            "Brukere 2021: 6718 [C2]",
            "Driftskostnader (mill. kr) 2020: 4500000 NOK [B3]",
            "Driftskostnader (mill. kr) 2021: 5000000 NOK [C3]",
            "Andel fornøyde (%) 2020: 71 percent [B4]",
            "Andel fornøyde (%) 2021: 70.5 percent [C4]",
        ],
        ["footnote_mark C1", "footnote_mark A2", "scaled B3", "scale_of_cell C3"],
    ),
    "a row in percent under amounts in thousands": (
        """
Beløp i 1000 kroner
Post | 2021
Drift | 500
Andel | 12 %
""",
        ["Drift 2021: 500000 NOK [B3]", "Andel 2021: 12 percent [B4]"],
        ["scaled B3"],
    ),
    "scale in heading and label, once": (
        """
Nøkkeltall | 2021 (mill. kr)
Drift, mill. kr | 4,5
""",
        ["Drift, mill. kr 2021: 4500000 NOK [B2]"],
        ["scaled B2"],
    ),
    "blank rows and columns within": (
        """
 | Nøkkeltall | | 2020 | 2021

 | A | | 1 | 2

 | B | | 3 |
""",
        ["A 2020: 1 [D3]", "A 2021: 2 [E3]", "B 2020: 3 [D5]"],
        [],
    ),
    "goals beside indicators": (
        """
Mål | Styringsparameter | 2020 | 2021
God drift | Oppetid | 99 | 99,9
""",
        ["Oppetid 2020: 99 [C2]", "Oppetid 2021: 99.9 [D2]"],
        ["group_column A1"],
    ),
    "kind at the end of a label": (
        """
Nøkkeltall | 2020 | 2021
Oppetid – måltall | 99 | 99,5
Oppetid – resultat | 98 | 99,9
""",
        [
            "Oppetid target 2020: 99 [B2]",
            "Oppetid target 2021: 99.5 [C2]",
            "Oppetid 2020: 98 [B3]",
            "Oppetid 2021: 99.9 [C3]",
        ],
        [],
    ),
    "signs for what is missing": (
        """
Nøkkeltall | 2019 | 2020 | 2021
A | . | .. | :
B | ... | 0 | u.o.
""",
        [
            "A 2019: not_applicable [B2]",
            "A 2020: not_available [C2]",
            "A 2021: suppressed [D2]",
            "B 2019: not_yet [B3]",
            "B 2020: 0 [C3]",
            "B 2021: not_available [D3]",
        ],
        [],
    ),
    "deviation and attainment, which are computed": (
        """
Indikator | Mål 2021 | Resultat 2021 | Avvik | Måloppnåelse
A | 10 | 9 | -1 | 90 %
""",
        ["A target 2021: 10 [B2]", "A 2021: 9 [C2]"],
        ["derived_column D1", "derived_column E1"],
    ),
    "rows of change, which are computed": (
        """
Nøkkeltall | 2020 | 2021
A | 5 | 6
Vekst i prosent | | 20 %
""",
        ["A 2020: 5 [B2]", "A 2021: 6 [C2]"],
        ["derived_row A3"],
    ),
    "a status column that says the numbers are provisional": (
        """
Indikator | År | Resultat | Status
A | 2021 | 9 | foreløpig
""",
        ["A 2021: 9 [C2]"],
        [],
    ),
    "values that look like years": (
        """
Konsumenter | 2019 | 2020 | 2021
Maskinporten | 1999 | 2000 | 2001
Andre | 2010 | 1990 | 2100
""",
        [
            "Maskinporten 2019: 1999 [B2]",
            "Maskinporten 2020: 2000 [C2]",
            "Maskinporten 2021: 2001 [D2]",
            "Andre 2019: 2010 [B3]",
            "Andre 2020: 1990 [C3]",
            "Andre 2021: 2100 [D3]",
        ],
        [],
    ),
    "thousands by full stop, settled by the column": (
        """
Nøkkeltall | 2021
A | 1.440
B | 6 718,5
""",
        ["A 2021: 1440 [B2]", "B 2021: 6718.5 [B3]"],
        ["dot_thousands B2"],
    ),
}


@pytest.mark.parametrize(("rows", "figures", "warnings"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_a_layout_is_understood(rows, figures, warnings):
    understood = read(rows)
    assert said(understood) == figures
    assert codes(understood.warnings) == warnings
    assert codes(understood.questions) == codes(understood.faults) == []
    assert understood.settled


def test_typed_numbers_are_what_is_stored_and_a_percent_is_what_is_shown():
    understood = read([["Nøkkeltall", 2020, 2021], ["Oppetid", Shown("0.9992"), Shown("0.125")], ["Antall", 1440, 13]])
    assert said(understood) == [
        "Oppetid 2020: 99.92 percent [B2]",
        "Oppetid 2021: 12.5 percent [C2]",
        "Antall 2020: 1440 [B3]",
        "Antall 2021: 13 [C3]",
    ]
    assert [figure.printed for figure in understood.figures] == ["99,92 %", "12,5 %", "1440", "13"]
    assert understood.settled


def test_a_merged_heading_holds_for_the_columns_it_spans():
    rows = [["", "2020", "", "2021", ""], ["Indikator", "Mål", "Resultat", "Mål", "Resultat"], ["A", 1, 2, 3, 4]]
    assert said(read(rows, merged=((0, 1, 0, 2), (0, 3, 0, 4)))) == [
        "A target 2020: 1 [B3]",
        "A 2020: 2 [C3]",
        "A target 2021: 3 [D3]",
        "A 2021: 4 [E3]",
    ]


def test_a_label_merged_downwards_holds_for_its_rows():
    rows = [["Indikator", "År", "Resultat"], ["A", 2020, 1], ["", 2021, 2], ["B", 2021, 3]]
    assert said(read(rows, merged=((1, 0, 2, 0),))) == ["A 2020: 1 [C2]", "A 2021: 2 [C3]", "B 2021: 3 [C4]"]
    assert codes(read(rows).questions) == ["metric_missing C3"]


def test_a_status_column_says_how_settled_results_are():
    (figure,) = read("Indikator | År | Resultat | Status\nA | 2021 | 9 | foreløpig").figures
    assert figure.quantity.status == "provisional"


@pytest.mark.parametrize(
    ("note", "status"), [("", "provisional"), ("* Foreløpige tall", "provisional"), ("* Ny metode", "final")]
)
def test_a_star_on_a_year_is_provisional_unless_its_note_says_otherwise(note, status):
    (figure,) = read(f"Indikator | 2021*\nA | 9\n\n{note}").figures
    assert figure.quantity.status == status


def test_a_date_under_date_is_a_day():
    assert said(read([["Nøkkeltall", "Dato", "Verdi"], ["A", date(2021, 6, 15), 5]])) == ["A 2021-06-15: 5 [C2]"]


def test_what_is_hidden_is_told():
    understood = read("Nøkkeltall | 2021\nA | 1", hidden_rows=frozenset({1}), hidden_sheets=("Gammelt",), others=("2",))
    assert codes(understood.warnings) == ["other_sheets", "hidden_sheets", "hidden_rows"]
    assert understood.settled
