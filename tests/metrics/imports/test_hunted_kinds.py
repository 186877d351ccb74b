"""Sheets whose headings, titles, labels or notes say that the numbers are no results: asked, never guessed."""

import pytest

from tests.metrics.imports.tables import codes, read, said

TABLE = "Navn | 2021 | 2022\nA | 1 | 2"

BESIDE = {
    "a kind": ("Indikator | 2021 | 2022 | | Mål | 2023 | 2024\nA | 1 | 2 | | | 3 | 4", "kind_unclear E1"),
    "a word for no results": (
        "Indikator | 2021 | 2022 | | Budsjett | 2023\nA | 1 | 2 | | | 3",
        "kind_unclear E1",
    ),
    "a word nobody knows": ("Indikator | 2021 | | Oslo | 2022\nA | 1 | | | 3", "unknown_heading D1"),
    "a deviation": ("Indikator | 2021 | | Avvik | 2022\nA | 1 | | | 3", "unknown_heading D1"),
    "a scale": ("Indikator | 2021 | 2022 | | Beløp i mill. kr\nA | 51 | 52", "scale_unclear E1"),
    "a scale under no heading": ("Indikator | 2021 | |\nA | 51 | Enhet: | mill. kr", "scale_unclear D2"),
    "a kind under no heading": ("Indikator | 2021 |\nA | 51 | måltall", "kind_unclear C2"),
    "a scale as a row": ("Indikator | 2021 | 2022\nA | 5 | 6\nEnhet: | mill. kr |\nB | 5 | 6", "scale_unclear A3"),
    "a share of a year": ("Indikator | 2021 | Andel av 2022\nA | 1 | 2", "unknown_heading C1"),
}


@pytest.mark.parametrize(("rows", "question"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_table_may_hold_for_it(rows, question):
    understood = read(rows)
    assert question in codes(understood.questions)
    assert not any(one.startswith("A 2022: ") for one in said(understood))
    assert said(understood) == [] or question.startswith("unknown_heading C1")


@pytest.mark.parametrize(
    "rows",
    [
        "Indikator | 2021 | Merknad | 2022\nA | 1 | | 2",
        "Indikator | 2021 | 2022 | Resultat 2023\nA | 1 | 2 |",
        "Indikator | Kilde | 2021 | 2022\nA | | 1 | 2",
        "Indikator | Periode | Resultat | Mål\nA | 2021 | 1 |",
    ],
)
def test_an_empty_column_that_changes_nothing_is_left(rows):
    understood = read(rows)
    assert understood.settled
    assert understood.figures


KIND, CHANGE, SCALE = "kind_unclear", "change_or_value", "scale_unclear"
TITLES = [
    ("Faktiske tall t.o.m. 2021, deretter anslag", KIND),
    ("Plan for 2021 og 2022", KIND),
    ("Estimerte tall", KIND),
    ("Framskrevne tall", KIND),
    ("Fremskrevne tall", KIND),
    ("Forventet utvikling", KIND),
    ("Forventa utvikling", KIND),
    ("Ønsket nivå", KIND),
    ("Målsatte verdier", KIND),
    ("Mål og resultater", KIND),
    ("Resultater og mål", KIND),
    ("Planlagte tjenester", KIND),
    ("Expected use", KIND),
    ("Tjenester – mål", KIND),
    ("Vekst i prosent", CHANGE),
    ("Prosentvis endring", CHANGE),
    ("Endring fra året før, prosent", CHANGE),
    ("Avvik fra mål", CHANGE),
    ("Omsetningsvekst", CHANGE),
    ("Growth by service", CHANGE),
    ("Tall i prosent der ikke annet er oppgitt", SCALE),
    ("Tall i prosent (der ikke annet er oppgitt)", SCALE),
    ("Beløp i kroner hvis ikke annet er oppgitt", SCALE),
    ("Figures in percent unless otherwise stated", SCALE),
    ("Tall i prosent av alle saker", SCALE),
]


@pytest.mark.parametrize(("title", "code"), TITLES)
def test_a_title_that_may_change_what_the_numbers_are_is_asked_about(title, code):
    for understood in (read(f"{title}\n{TABLE}"), read(f"{title}\n\n{TABLE}"), read(f"{title} | 2021\nA | 1")):
        assert {code, "no_metric"} & {one.code for one in understood.questions}
        assert understood.figures == ()


@pytest.mark.parametrize(
    "title", ["Bruk av fellesløsninger", "Resultater 2021 og 2022", "Mål 1: God drift", "Hovedmål 2", "Handlingsplan"]
)
def test_a_title_that_changes_nothing_is_left(title):
    assert said(read(f"{title}\n{TABLE}")) == ["A 2021: 1 [B3]", "A 2022: 2 [C3]"]


def test_a_title_of_numbers_and_growth_over_a_column_of_growth_is_left():
    understood = read("Bruk og vekst\nNavn | 2020 | 2021 | Vekst\nA | 10 | 11 | 10 %")
    assert said(understood) == ["A 2020: 10 [B3]", "A 2021: 11 [C3]"]
    assert understood.settled


LABELS = [
    "Mål: Saker",
    "Mål for antall saker",
    "Saker mål",
    "Saker, mål per år",
    "Saker (mål per år)",
    "Krav til saker",
    "Forventet saker",
    "Prognose saker",
    "Saker måltall",
    "Saker – mål 2022",
    "Planlagte saker",
]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_speaks_of_a_kind_is_asked_about(label):
    understood = read(f"Navn | 2021 | 2022\n{label} | 1 | 2\nB | 3 | 4")
    assert codes(understood.questions) == ["kind_unclear B2"]
    assert said(understood) == ["B 2021: 3 [B3]", "B 2022: 4 [C3]"]


def test_a_label_that_speaks_of_a_kind_under_kinds_is_a_name():
    understood = read("Navn | Mål 2022 | Resultat 2022\nKrav til saker | 1 | 2")
    assert said(understood) == ["Krav til saker target 2022: 1 [B2]", "Krav til saker 2022: 2 [C2]"]
    assert understood.settled


NOTES = [
    ("Note: Tallene for 2022 er mål/prognoser.", KIND),
    ("Tallene for 2022 er mål og ingen resultater", KIND),
    ("* 2022 er måltall", KIND),
    ("* Mål", KIND),
    ("1) Prognose", KIND),
    ("2022: forventet", KIND),
    ("Alle tall i prosent", SCALE),
    ("Beløp i kr", SCALE),
]


@pytest.mark.parametrize(("note", "code"), NOTES)
def test_a_note_below_that_may_change_what_the_numbers_are_is_asked_about(note, code):
    understood = read(f"Navn | 2021 | 2022*\nA | 1 | 2\n\n{note}")
    assert codes(understood.questions) == [f"{code} A4"]
    assert understood.figures == ()


def test_a_note_on_one_column_holds_under_a_kind_too():
    assert read("Navn | Resultat 2021 | Resultat 2022*\nA | 1 | 2\n\n* Prognose").figures == ()
    understood = read("Navn | Mål 2022 | Resultat 2022\nA | 1 | 2\n\nMåltall er satt i tildelingsbrevet")
    assert understood.settled
    assert len(understood.figures) == 2


SECTIONS = [
    ("Beløp i kr", SCALE),
    ("Andeler i prosent", SCALE),
    ("Måltall", KIND),
    ("Mål for tjenestene", KIND),
    ("Vekst i prosent", CHANGE),
    ("Avvik", CHANGE),
]


@pytest.mark.parametrize(("section", "code"), SECTIONS)
def test_a_section_that_may_change_what_the_numbers_are_is_asked_about(section, code):
    understood = read(f"Navn | 2021 | 2022\nA | 1 | 2\n{section}\nB | 3 | 4")
    assert f"{code} A3" in codes(understood.questions)
    assert understood.figures == ()


@pytest.mark.parametrize("section", ["Fellesløsninger", "Mål 1: God drift", "Kilde: Digdir"])
def test_a_section_that_changes_nothing_is_left(section):
    understood = read(f"Navn | 2021\nA | 1\n{section}\nB | 3")
    assert said(understood) == ["A 2021: 1 [B2]", "B 2021: 3 [B4]"]
    assert understood.settled


@pytest.mark.parametrize(
    ("heading", "words", "code"),
    [
        ("Merknad", "2022 er måltall", KIND),
        ("Merknad", "måltall", KIND),
        ("Kategori", "Mål", KIND),
        ("Merknad", "mill. kr", SCALE),
        ("Definisjon", "Prosent", SCALE),
    ],
)
def test_words_beside_the_values_of_a_row_hold_for_the_row(heading, words, code):
    understood = read(f"Navn | 2021 | 2022 | {heading}\nA | 1 | 2 | {words}\nB | 3 | 4 | høyere enn målet")
    assert codes(understood.questions) == [f"{code} D2"]
    assert said(understood) == ["B 2021: 3 [B3]", "B 2022: 4 [C3]"]


@pytest.mark.parametrize(("words", "code"), [("mill. kr", SCALE), ("Måltall", KIND)])
def test_words_in_place_of_a_value_may_hold_for_all(words, code):
    understood = read(f"Navn | 2021 | 2022\nA | 1 | 2\nB | {words} |\nC | 3 | 4")
    assert codes(understood.questions) == [f"{code} B3"]
    assert understood.figures == ()


def test_a_number_that_could_be_a_scale_is_a_number():
    understood = read("Navn | 2021 | 2022 | Merknad |\nA | 1000 | 2 | 1000 | 1000")
    assert said(understood) == ["A 2021: 1000 [B2]", "A 2022: 2 [C2]"]
    assert codes(understood.questions) == ["no_heading E2"]
