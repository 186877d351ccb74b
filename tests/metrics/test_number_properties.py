"""What holds for every number and every text: nothing is guessed, lost, rounded or slow."""

import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metrics.numbers import Reading, canonical, inexact, read, show
from metrics.numerals import Fault, NumberWarning
from metrics.quantities import Quantity

NBSP, MINUS = "\u00a0", "\u2212"

storable = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 4),
)
# Words and signs put together as people might: reaches deeper than random text.
SIGNS = [
    *[".", ",", "-", "+", "(", ")", "*", "%", ":", "#", "..", ",-", "1)", "e", "E", "x", "–", "−", "…", "¹", "³"],
    " ",
    "\u00a0",
    "\t",
]
DIGITS = ["0", "1", "5", "10", "234", "440", "000", "2021"]
WORDS = [
    "kr",
    "kr.",
    "mill.",
    "milliard",
    "billion",
    "én",
    "to",
    "ti",
    "og",
    "til",
    "mellom",
    "fra",
    "ca.",
    "over",
    "eller",
    "mer",
    "anslag",
    "(foreløpig)",
]
pieces = st.lists(st.sampled_from([*SIGNS, *DIGITS, *WORDS]), max_size=9).map("".join)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2273478728.5", "2 273 478 728,5"),
        ("1440", "1 440"),
        ("812", "812"),
        ("0", "0"),
        ("-0", "0"),
        ("0.5", "0,5"),
        ("-12.5", "−12,5"),
        ("99.9200", "99,92"),
        ("1000.0", "1 000"),
        ("1.5E+3", "1 500"),
        ("1E+14", "100 000 000 000 000"),
        ("1E-4", "0,0001"),
        ("-999999.9999", "−999 999,9999"),
    ],
)
def test_a_number_is_shown_in_norwegian(value: str, shown: str) -> None:
    assert show(Decimal(value)) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("28.6437", 1, "28,6"),
        ("0.25", 1, "0,3"),
        ("-0.25", 1, "−0,3"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("5", 2, "5,00"),
        ("-0.04", 1, "0,0"),
        ("999.95", 1, "1 000,0"),
        ("9" * 60 + ".6", 0, "1" + " 000" * 20),
    ],
)
def test_a_fixed_count_of_decimals_rounds_halves_away_from_zero(value: str, decimals: int, shown: str) -> None:
    assert show(Decimal(value), decimals) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(("value", "decimals"), [("NaN", None), ("Infinity", 1), ("1", -1)])
def test_what_cannot_be_shown_is_an_error_of_the_caller(value: str, decimals: int | None) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        show(Decimal(value), decimals)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0", ""),
        ("0E-30", ""),
        ("0E+30", ""),
        ("1.50000", ""),
        ("1.5E+3", ""),
        ("1E+14", ""),
        ("999999999999999", ""),
        ("-99999999999.9999", ""),
        ("0.0001", ""),
        ("0.00001", "too_many_decimals"),
        ("1.23456", "too_many_decimals"),
        ("1E-999999", "too_many_decimals"),
        ("999999999999999.5", "too_many_digits"),
        ("10000000000.0001", ""),
        ("100000000000.0001", "too_many_digits"),
        ("1E+15", "too_large"),
        ("-1000000000000000", "too_large"),
        ("1E+999999", "too_large"),
        ("NaN", "not_finite"),
        ("sNaN", "not_finite"),
        ("-Infinity", "not_finite"),
    ],
)
def test_one_judge_says_what_can_be_kept_exactly(value: str, code: str) -> None:
    assert inexact(Decimal(value)) == code


@pytest.mark.parametrize(
    ("value", "written"),
    [("1.5E+3", "1500"), ("1.50000", "1.5"), ("-0.0", "0"), ("0E+9", "0"), ("-1E+14", "-100000000000000")],
)
def test_a_value_has_one_canonical_form(value: str, written: str) -> None:
    assert str(canonical(Decimal(value))) == written


def test_a_value_that_cannot_be_kept_has_no_canonical_form() -> None:
    with pytest.raises(ValueError, match="too_many_decimals"):
        canonical(Decimal("0.00001"))


@given(storable)
def test_what_is_shown_reads_back_as_the_same_number(value: Decimal) -> None:
    reading = read(show(value), ",")
    assert (reading.quantity, reading.warnings) == (Quantity(canonical(value)), ())
    alone = read(show(value))
    assert alone == reading or (alone.error == "ambiguous" and value in alone.candidates)


@given(storable)
def test_a_storable_number_survives_a_64_bit_float(value: Decimal) -> None:
    """SQLite keeps values as floats and gives 15 significant digits back."""
    assert inexact(value) == ""
    assert Decimal(f"{float(value):.15g}") == value


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_judging_never_raises_and_agrees_with_the_canonical_form(value: Decimal) -> None:
    code = inexact(value)
    if code:
        assert code in Fault
    else:
        assert canonical(value) == value
        assert "E" not in str(canonical(value))


@given(st.text(max_size=220) | pieces, st.sampled_from([None, ",", "."]))
@example("\ud800", None)
@example("10\u00b9", None)
def test_reading_any_text_gives_exactly_one_kind_of_answer(text: str, mark: str | None) -> None:
    reading = read(text, mark)
    assert [reading.quantity is not None, reading.error != "", reading.empty].count(True) == 1
    assert reading.error == "" or reading.error in Fault
    assert set(reading.warnings) <= set(NumberWarning)
    assert all(inexact(value) == "" for value in _values(reading))


@given(pieces)
def test_a_decimal_mark_settles_but_never_changes_a_reading(text: str) -> None:
    alone = read(text)
    if alone.quantity:
        assert read(text, ",").quantity == read(text, ".").quantity == alone.quantity


@given(storable, st.sampled_from("\u00a0\u202f\u2009\u2007 "))
def test_the_kind_of_blank_makes_no_difference(value: Decimal, blank: str) -> None:
    assert read(show(value).replace(NBSP, blank), ",").quantity == Quantity(canonical(value))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 200,
        "9 " * 99 + "x",
        "1," * 100,
        "1.234" * 40,
        "(" * 100 + "1" * 100,
        "(" + " " * 198 + ")",
        "(1" + " " * 197 + "x",
        "1" + " " * 198 + "x",
        "mellom" + " " * 190 + "1og",
        "fra 1" + " til" * 45,
        "to " * 66,
        "1" + " -" * 99,
        "1-" * 100,
        "ca. " * 50,
        "*" * 200,
        "¹" * 200,
        "1" + " 1)" * 66,
        "5 (anslag)" * 20,
        "om" + " " * 190 + "lag 5",
        "- kr" + " " * 190 + "- 5x",
        "1" + "\t" * 150 + "mill" + "\t" * 40 + "x",
    ],
)
def test_a_hostile_text_is_answered_at_once(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 0.1


def _values(reading: Reading) -> list[Decimal]:
    quantity = reading.quantity or Quantity()
    return [value for value in (quantity.value, quantity.upper, *reading.candidates) if value is not None]
