"""The printed change of a row, held against its figures: the chapter's own table, and others."""

import pytest

from tests.metrics.imports.tables import codes, read, said
from tests.test_chapter_figures import STATISTICS

PRINTED = (
    "16,6 %|24,6 %|28,6 %|66,7 %|42,6 %|9,3 %|21,5 %|154,5 %|26,2 %|13,3 %|14,6 %|20 %|12,8 %|3,6 %|15,4 %"
    "|-|17,3|13,1 %"
)
CHAPTER = [["Antall", "2019", "2020", "2021", "Vekst"]] + [
    [metric, before.replace(" ", "\u202f"), year.replace(" ", "\u202f"), last.replace(" ", "\u00a0"), growth]
    for (_row, metric, before, year, last), growth in zip(STATISTICS, PRINTED.split("|"), strict=True)
]


def test_the_table_of_the_chapter_gives_its_values_and_what_its_change_column_contradicts():
    understood = read(CHAPTER)
    expected = [
        f"{metric} {year}: {text.removeprefix('ca. ').replace(' ', '')} [{column}{row + 1}]"
        for row, metric, *printed in STATISTICS
        for year, column, text in zip((2019, 2020, 2021), "BCD", printed, strict=True)
    ]
    assert said(understood) == expected
    assert len(expected) == 54
    assert understood.figures[47].quantity.qualifier == "about"
    assert [(claim.text, claim.agrees) for claim in understood.claims] == [
        (text, {6: False, 8: False, 12: False, 16: None}.get(row, True))
        for row, text in enumerate(PRINTED.split("|"), start=1)
    ]
    assert codes(understood.warnings) == ["change_differs E7", "change_differs E9", "change_differs E13"]
    assert [str(understood.claims[row - 1].recomputed) for row in (6, 8, 12)] == ["9.3505", "238.0714", "25.0671"]
    assert codes(understood.questions) == ["dash E17"]
    assert understood.faults == ()


CHANGES = {
    "named years": ("Vekst 2019–2021 (%)", "100 | 150 | 200 | 100", "100.0000", True),
    "from a year": ("Endring fra 2019", "100 | 150 | 200 | 100", "100.0000", True),
    "an amount": ("Endring", "100 | 150 | 200 | 50", "50.0000", True),
    "an amount that is wrong": ("Endring", "100 | 150 | 200 | 49", "50.0000", False),
    "a trailing zero is a decimal": ("Vekst", "1 | 100 | 116,4 | 16,0 %", "16.4000", False),
    "halves round away from zero": ("Vekst", "1 | 1000 | 1025 | 3 %", "2.5000", True),
    "points of a metric in percent": ("Endring i prosentpoeng", "70 % | 71 % | 72,5 % | 1,5", "1.5000", True),
    "from zero there is no growth": ("Vekst", "1 | 0 | 5 | 100 %", None, None),
}


@pytest.mark.parametrize(("heading", "row", "recomputed", "agrees"), CHANGES.values(), ids=CHANGES)
def test_a_printed_change_is_held_against_the_figures(heading, row, recomputed, agrees):
    (claim,) = read(f"Nøkkeltall | 2019 | 2020 | 2021 | {heading}\nA | {row}").claims
    assert (None if claim.recomputed is None else str(claim.recomputed), claim.agrees) == (recomputed, agrees)
