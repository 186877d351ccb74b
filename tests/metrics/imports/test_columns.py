"""Numbers of a column, as print and spreadsheets write them, and read again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.imports.columns import decimal_mark
from metrics.imports.scales import Measure, combine, find_measure, read_measure
from tests.metrics.imports.tables import read

# Separator of groups, decimal mark, and a cell that leaves no doubt of the mark.
NORWEGIAN = [(blank, ",", "0,5") for blank in ("", " ", "\u00a0", "\u202f", "\u2009", ".")]
ENGLISH = [(mark, ".", "0.5") for mark in ("", ",", " ", "\u202f")]
HEADINGS = ["Nøkkeltall | Resultat 2021", "Styringsparameter | Oppnådd 2021", "Metric | Actual 2021"]
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**12), 10**12), st.integers(0, 4)
)


@given(st.lists(numbers, min_size=1, max_size=5), st.sampled_from(NORWEGIAN + ENGLISH), st.sampled_from(HEADINGS))
def test_a_printed_number_is_read_again_where_its_column_settles_the_mark(values, style, headings):
    group, mark, settling = style
    printed = [f"{value:,f}".replace(",", "g").replace(".", mark).replace("g", group) for value in values]
    rows = [headings.split(" | "), ["A", settling], *([f"M{row}", text] for row, text in enumerate(printed))]
    understood = read(rows)
    assert [figure.quantity.value for figure in understood.figures[1:]] == values
    assert understood.settled


@given(st.lists(numbers, min_size=1, max_size=5), st.sampled_from(NORWEGIAN + ENGLISH))
def test_without_that_a_number_is_right_or_asked_about(values, style):
    group, mark, _settling = style
    printed = [f"{value:,f}".replace(",", "g").replace(".", mark).replace("g", group) for value in values]
    rows = [["Nøkkeltall", "2021"], *([f"M{row}", text] for row, text in enumerate(printed))]
    known = {f"M{row}": value for row, value in enumerate(values)}
    understood = read(rows)
    figures = {figure.metric: figure.quantity.value for figure in understood.figures}
    assert figures == {metric: known[metric] for metric in figures}
    assert understood.settled == (figures.keys() == known.keys())


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1 281", "6 718,5"], ","),
        (["1.440.000"], ","),
        (["1,440,000"], "."),
        (["1,440.50"], "."),
        (["0,718"], ","),
        (["ca. 12.5"], "."),
        (["1.440", "6,718"], None),
        (["12,5", "12.5"], None),
        (["abc, d", ""], None),
    ],
)
def test_the_decimal_mark_is_what_cells_use_beyond_doubt(texts, mark):
    assert decimal_mark(texts) == mark


MEASURES = {
    "mill. kr": Measure("NOK", 6),
    "1000 kr": Measure("NOK", 3),
    "beløp i 1 000 kroner": Measure("NOK", 3),
    "i tusen": Measure(None, 3),
    "nok million": Measure("NOK", 6),
    "mnok": Measure("NOK", 6),
    "mrd. kr": Measure("NOK", 9),
    "kr": Measure("NOK"),
    "prosent": Measure("percent"),
    "antall": Measure("count"),
    "brukere": None,
    "billion": None,
}


@pytest.mark.parametrize(("text", "measure"), MEASURES.items())
def test_a_unit_and_scale_are_read_whole(text, measure):
    assert read_measure(text) == measure


@pytest.mark.parametrize(
    ("text", "measure", "unclear"),
    [
        ("driftskostnader (mill. kr)", Measure("NOK", 6), False),
        ("omsetning i 1000 kr", Measure("NOK", 3), False),
        ("over 4,7 millioner innbyggere", None, False),
        ("én milliard spart", None, False),
        ("millioner innlogginger", None, True),
        ("kostnader (mill. kr), i 1000", None, True),
        ("innlogginger", None, False),
    ],
)
def test_a_scale_in_a_label_is_placed_or_unclear(text, measure, unclear):
    stated = find_measure(text)
    assert (stated.measure, stated.unclear) == (measure, unclear)


@pytest.mark.parametrize(
    ("cell", "near", "table", "measure"),
    [
        (None, [None, None], None, Measure()),
        (None, [Measure("NOK", 6), Measure("NOK", 6)], None, Measure("NOK", 6)),
        (None, [None, Measure("NOK", 6)], Measure("NOK", 3), Measure("NOK", 6)),
        (None, [Measure("percent"), None], Measure("NOK", 3), Measure("percent")),
        ("percent", [None, None], Measure("NOK", 3), Measure("percent")),
        ("percent", [None, Measure("NOK", 6)], None, None),
        ("NOK", [None, Measure("NOK", 6)], None, None),
        (None, [Measure("NOK"), Measure("NOK", 6)], None, None),
        (None, [Measure("NOK"), None], Measure(None, 3), None),
        (None, [Measure("NOK", 3), Measure("NOK", 6)], None, None),
    ],
)
def test_units_and_scales_are_combined_once_or_contradict(cell, near, table, measure):
    assert combine(cell, near, table) == measure
