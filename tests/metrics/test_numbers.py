"""Reading numbers as people in Norway write them: what is a value, what is asked, what is refused."""

from decimal import Decimal

import pytest

from metrics.choices import Qualifier, Status, Unit
from metrics.numbers import read
from metrics.quantities import Quantity

PERCENT, NOK = Unit.PERCENT, Unit.NOK
SPACES = "\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2 273 478 728", "2273478728", None),
        ("2\u202f273\u202f478\u202f728", "2273478728", None),
        ("9 257", "9257", None),
        ("9257", "9257", None),
        ("99,92", "99.92", None),
        ("99,92\u00a0%", "99.92", PERCENT),
        ("99,92%", "99.92", PERCENT),
        ("24,6 pst.", "24.6", PERCENT),
        ("24,6 pst", "24.6", PERCENT),
        ("25 prosent", "25", PERCENT),
        ("25 PERCENT", "25", PERCENT),
        ("\u221212,5", "-12.5", None),
        ("-12,5", "-12.5", None),
        ("\u201112,5", "-12.5", None),
        ("\u2212 12,5", "-12.5", None),
        ("+12,5", "12.5", None),
        ("17,3", "17.3", None),
        ("0", "0", None),
        ("-0", "0", None),
        ("0,0", "0", None),
        ("1,50000", "1.5", None),
        ("2273478.5", "2273478.5", None),
        ("2273478,5", "2273478.5", None),
        ("1440.50", "1440.50", None),
        ("1 440.5", "1440.5", None),
        ("1 440,500", "1440.5", None),
        ("1440,500", "1440.5", None),
        ("0,718", "0.718", None),
        ("-0.718", "-0.718", None),
        ("kr 1 234,50", "1234.50", NOK),
        ("kr. 1 234,50", "1234.50", NOK),
        ("NOK 500", "500", NOK),
        ("500 kroner", "500", NOK),
        ("-kr 500", "-500", NOK),
        ("kr -500", "-500", NOK),
        ("kr 500 kr", "500", NOK),
        ("1 440,-", "1440", NOK),
        ("1 440,\u2013", "1440", NOK),
        ("13 milliarder", "13000000000", None),
        ("18,8 milliarder kroner", "18800000000", NOK),
        ("18,8 milliardar kr", "18800000000", NOK),
        ("5 mill. kr", "5000000", NOK),
        ("5mill.kr", "5000000", NOK),
        ("kr 5,5 mrd.", "5500000000", NOK),
        ("317,6 mill", "317600000", None),
        ("1,2345678 millioner", "1234567.8", None),
        ("4,7 millionar", "4700000", None),
        ("20 tusen", "20000", None),
        ("én million", "1000000", None),
        ("e\u0301n million", "1000000", None),
        ("kr to millioner", "2000000", NOK),
        ("ti tusen kroner", "10000", NOK),
        ("123456789012345", "123456789012345", None),
        ("12\u00ad34\u200b", "1234", None),
        ("4,7\nmillioner\tkroner", "4700000", NOK),
    ],
)
def test_a_number_is_read_with_the_unit_it_states(text: str, value: str, unit: Unit | None) -> None:
    reading = read(text)
    assert (reading.quantity, reading.unit) == (Quantity(Decimal(value)), unit)
    assert (reading.warnings, reading.error, reading.candidates, reading.empty) == ((), "", (), False)


@pytest.mark.parametrize("blank", SPACES)
def test_every_space_separator_groups_digits(blank: str) -> None:
    assert read(f"{blank}2{blank}273{blank}478,5{blank}%{blank}").quantity == Quantity(Decimal("2273478.5"))


@pytest.mark.parametrize(
    ("text", "qualifier", "value", "unit"),
    [
        ("ca. 1440", "about", "1440", None),
        ("ca.1440", "about", "1440", None),
        ("ca\u00a01440", "about", "1440", None),
        ("Cirka 1440", "about", "1440", None),
        ("om lag 2000", "about", "2000", None),
        ("om\u00a0lag 812", "about", "812", None),
        ("rundt 70 prosent", "about", "70", PERCENT),
        ("omtrent 70", "about", "70", None),
        ("omkring 70", "about", "70", None),
        ("about 70", "about", "70", None),
        ("approx. 70", "about", "70", None),
        ("~70", "about", "70", None),
        ("nesten 50", "nearly", "50", None),
        ("nær 50", "nearly", "50", None),
        ("knapt 50", "nearly", "50", None),
        ("nearly 50", "nearly", "50", None),
        ("almost 50", "nearly", "50", None),
        ("mer enn 8000", "over", "8000", None),
        ("meir enn 8000", "over", "8000", None),
        ("more than 8000", "over", "8000", None),
        ("over 4,7 millioner", "over", "4700000", None),
        ("over én milliard kroner", "over", "1000000000", NOK),
        ("> 5 %", "over", "5", PERCENT),
        ("under 5", "under", "5", None),
        ("mindre enn 5", "under", "5", None),
        ("less than 5", "under", "5", None),
        ("<5", "under", "5", None),
        ("under \u22125", "under", "-5", None),
        ("minst 10", "at_least", "10", None),
        ("≥10", "at_least", "10", None),
        (">= 10", "at_least", "10", None),
        ("at least 10", "at_least", "10", None),
        ("10 eller flere", "at_least", "10", None),
        ("ikke mindre enn 10", "at_least", "10", None),
        ("inntil 5", "at_most", "5", None),
        ("høyst 5", "at_most", "5", None),
        ("høgst 5", "at_most", "5", None),
        ("maks. 5", "at_most", "5", None),
        ("≤ 5", "at_most", "5", None),
        ("at most 5", "at_most", "5", None),
        ("ikkje over 5", "at_most", "5", None),
    ],
)
def test_a_qualifier_says_how_firmly(text: str, qualifier: str, value: str, unit: Unit | None) -> None:
    reading = read(text)
    assert (reading.quantity, reading.unit) == (Quantity(Decimal(value), None, Qualifier(qualifier)), unit)
    assert (reading.warnings, reading.error) == ((), "")


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("mellom 10 og 15", "10", "15", None),
        ("between 10 and 15", "10", "15", None),
        ("10\u201315", "10", "15", None),
        ("10-15", "10", "15", None),
        ("10 \u2013 15", "10", "15", None),
        ("10 til 15", "10", "15", None),
        ("fra 10 til 15", "10", "15", None),
        ("frå 10 til 15", "10", "15", None),
        ("10 to 15", "10", "15", None),
        ("-10\u2013-5", "-10", "-5", None),
        ("10\u201315 %", "10", "15", PERCENT),
        ("10 %\u201315 %", "10", "15", PERCENT),
        ("mellom 10 og 15 millioner kroner", "10000000", "15000000", NOK),
        ("900 tusen til 1,2 millioner", "900000", "1200000", None),
        ("to til tre millioner", "2000000", "3000000", None),
        ("kr 10\u201315", "10", "15", NOK),
        ("1 900\u20132 100", "1900", "2100", None),
        ("2 019\u20132 021", "2019", "2021", None),
        ("mellom 2000 og 2100", "2000", "2100", None),
        ("mellom 2019 og 2021", "2019", "2021", None),
        ("500\u20131 000", "500", "1000", None),
        ("20\u201330000", "20", "30000", None),
        ("20 000\u201330 000", "20000", "30000", None),
        ("30\u201330 000", "30", "30000", None),
        ("900 tusen til 1 200 millioner", "900000", "1200000000", None),
        ("2019\u20132021 kr", "2019", "2021", NOK),
        ("1440\u20131500", "1440", "1500", None),
    ],
)
def test_two_ends_are_a_span(text: str, lower: str, upper: str, unit: Unit | None) -> None:
    reading = read(text)
    assert reading.quantity == Quantity(Decimal(lower), Decimal(upper), Qualifier.BETWEEN)
    assert (reading.unit, reading.warnings, reading.error) == (unit, (), "")


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("\u201312,5", "-12.5", ("en_dash_minus",)),
        ("1.440.000", "1440000", ("dot_thousands",)),
        ("\u20131.440.000,5", "-1440000.5", ("dot_thousands", "en_dash_minus")),
        ("1.440,50", "1440.50", ("dot_thousands",)),
        ("1 234 1)", "1234", ("footnote_mark",)),
        ("1 234 12)", "1234", ("footnote_mark",)),
        ("1 234 a)", "1234", ("footnote_mark",)),
        ("99,92 %1)", "99.92", ("footnote_mark",)),
        ("1 234\u00b9", "1234", ("footnote_mark",)),
    ],
)
def test_what_is_written_otherwise_is_read_with_a_warning(text: str, value: str, warnings: tuple[str, ...]) -> None:
    reading = read(text)
    assert (reading.quantity, reading.warnings) == (Quantity(Decimal(value)), warnings)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1 234*", Quantity(Decimal(1234), status=Status.PROVISIONAL)),
        ("1 234 (foreløpig)", Quantity(Decimal(1234), status=Status.PROVISIONAL)),
        ("1 234 førebels", Quantity(Decimal(1234), status=Status.PROVISIONAL)),
        ("provisional: 1 234", Quantity(Decimal(1234), status=Status.PROVISIONAL)),
        ("500 (anslag)", Quantity(Decimal(500), status=Status.ESTIMATE)),
        ("overslag 500", Quantity(Decimal(500), status=Status.ESTIMATE)),
        ("500 est.", Quantity(Decimal(500), status=Status.ESTIMATE)),
        ("Anslått ca. 500", Quantity(Decimal(500), None, Qualifier.ABOUT, Status.ESTIMATE)),
        ("10\u201315 (anslag)", Quantity(Decimal(10), Decimal(15), Qualifier.BETWEEN, Status.ESTIMATE)),
        ("500 (endelig)", Quantity(Decimal(500))),
    ],
)
def test_a_status_beside_the_number_is_kept(text: str, quantity: Quantity) -> None:
    assert (read(text).quantity, read(text).error) == (quantity, "")


@pytest.mark.parametrize(
    ("status", "signs"),
    [
        ("not_applicable", [".", "ikke aktuelt", "ikkje aktuelt", "not applicable"]),
        ("not_available", ["..", "u.o.", "U.O.", "n/a", "I/T", "mangler", "manglar", "uoppgitt"]),
        ("not_available", ["ikke tilgjengelig", "ikkje tilgjengeleg", "not available", "ikke\u00a0tilgjengelig"]),
        ("not_yet", ["...", "\u2026", "ikke tilgjengelig ennå", "ikkje tilgjengeleg enno", "not yet available"]),
        ("suppressed", [":", "skjermet", "skjerma", "suppressed", "suppressed (confidential)"]),
    ],
)
def test_a_sign_for_missing_is_a_quantity_without_a_value(status: str, signs: list[str]) -> None:
    readings = {sign: (read(sign).quantity, read(sign).error) for sign in signs}
    assert readings == dict.fromkeys(signs, (Quantity(status=Status(status)), ""))


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u2009\t\n", "\u200b\ufeff"])
def test_nothing_is_empty_and_neither_zero_nor_missing(text: str) -> None:
    reading = read(text)
    assert (reading.empty, reading.quantity, reading.error) == (True, None, "")


@pytest.mark.parametrize(
    ("text", "error", "candidates"),
    [
        ("1.440", "ambiguous", ["1.44", "1440"]),
        ("-1.440", "ambiguous", ["-1.44", "-1440"]),
        ("6,718", "ambiguous", ["6.718", "6718"]),
        ("100.000", "ambiguous", ["100", "100000"]),
        ("1.440 mill. kr", "ambiguous", ["1440000", "1440000000"]),
        ("1,440.50", "english_format", ["1440.50"]),
        ("1,440,000", "english_format", ["1440000"]),
        ("5 billion", "ambiguous", ["5000000000", "5000000000000"]),
        ("one billion kroner", "ambiguous", ["1000000000", "1000000000000"]),
        ("2 billioner", "ambiguous", ["2000000000", "2000000000000"]),
        ("(1 234)", "ambiguous", ["-1234", "1234"]),
        ("1 234-", "ambiguous", ["-1234", "1234"]),
        ("\u2013 25 224", "ambiguous", ["-25224", "25224"]),
        ("- 5", "ambiguous", ["-5", "5"]),
        ("10\u00b3", "ambiguous", ["10", "1000"]),
        ("2019\u20132021", "ambiguous", []),
        ("2025-2026", "ambiguous", []),
        ("20\u201330 000", "ambiguous", []),
        ("20\u201330 000 mill. kr", "ambiguous", []),
        ("mellom 1 og 1 500", "ambiguous", []),
        ("2 til 3 000 000", "ambiguous", []),
        ("1.440\u20131.500", "ambiguous", []),
        ("1 million til 5", "ambiguous", []),
        ("-", "ask", []),
        ("\u2013", "ask", []),
        ("\u2014", "ask", []),
        ("\u2212", "ask", []),
        ("kr -", "ask", []),
    ],
)
def test_what_has_several_readings_is_asked_about(text: str, error: str, candidates: list[str]) -> None:
    reading = read(text)
    assert (reading.quantity, reading.error) == (None, error)
    assert reading.candidates == tuple(map(Decimal, candidates))


@pytest.mark.parametrize(
    ("error", "texts"),
    [
        ("bad_grouping", ["10 00", "1 440,5 6", "1  234", "1\t234", "12 34 56 78", "1.44.000", "1,2,3", "1 000.000,5"]),
        ("leading_zeros", ["0301", "0 123", "-007", "00,5"]),
        ("bad_span", ["15\u201310", "mellom 15 og 10", "10\u201310", "500 til 2 millioner"]),
        ("two_qualifiers", ["over ca. 10", "om lag 10\u201315", "mellom ca. 10 og 15", "minst 10 eller flere"]),
        ("mixed_units", ["kr 5 %", "10 kr \u2013 15 %"]),
        ("unknown_word", ["15 tjenester", "5 prosentpoeng", "5 €", "0x10", "5 trillioner", "1440 ca"]),
        ("excel_error", ["#I/T", "#REF!", "#VERDI!", "#DIV/0!", "#N/A", "#NAVN?", "#NULL!", "#NUM!", "####"]),
        ("boolean", ["TRUE", "false", "SANN", "USANN"]),
        ("not_finite", ["NaN", "nan", "sNaN", "Infinity", "-inf", "\u2212Infinity", "∞"]),
        ("exponent", ["1e400", "1E5", "1,44E+05", "-1e-3"]),
        ("foreign_digits", ["١٢٣", "１２３", "1٢3", "१२"]),
        ("date", ["15.06.2021", "5.6.21", "2021-06-15", "2021-06"]),
        ("too_precise", ["1,23456", "999 999 999 999 999,5", "123456789012,3456 %", "0,00001"]),
        ("too_large", ["1 000 000 000 000 000", "1000000 milliarder"]),
        ("not_a_number", ["1_000", "firedoblet", "en firedel", "ti", "ti prosent", "kr", "%", "5.", ",5", "½", "1/2"]),
        (
            "not_a_number",
            ["--5", "±5", "\u201412", "5 -10", "..*", "ca1440", "null", "#5", "=1+1", "12341)", "*", "1)"],
        ),
        ("not_a_number", ["1\x00", "\ud800", "\u202e123", "1\u0338", "9" * 201, "1 000 " * 40]),
    ],
)
def test_what_is_no_number_is_refused_with_a_code(error: str, texts: list[str]) -> None:
    refusals = {text: (read(text).error, read(text).quantity) for text in texts}
    assert refusals == dict.fromkeys(texts, (error, None))


@pytest.mark.parametrize(
    ("text", "mark", "value", "warnings"),
    [
        ("1.440", ",", "1440", ("dot_thousands",)),
        ("1.440", ".", "1.44", ()),
        ("6,718", ",", "6.718", ()),
        ("6,718", ".", "6718", ("comma_thousands",)),
        ("1,440.50", ".", "1440.50", ("comma_thousands",)),
        ("1,440,000", ".", "1440000", ("comma_thousands",)),
        ("12,5", ".", "12.5", ("other_mark",)),
        ("12.5", ",", "12.5", ("other_mark",)),
        ("1.440.000", ".", "1440000", ("dot_thousands", "other_mark")),
        ("9 257", ".", "9257", ()),
        ("-1.440 mill.", ",", "-1440000000", ("dot_thousands",)),
    ],
)
def test_a_known_decimal_mark_settles_what_is_ambiguous(
    text: str, mark: str, value: str, warnings: tuple[str, ...]
) -> None:
    reading = read(text, mark)
    assert (reading.quantity, reading.warnings) == (Quantity(Decimal(value)), warnings)


def test_an_english_number_is_asked_about_also_where_the_mark_is_a_comma() -> None:
    reading = read("1,440.50", ",")
    assert (reading.error, reading.candidates) == ("english_format", (Decimal("1440.5"),))


def test_another_decimal_mark_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="decimal mark"):
        read("1", ";")


def test_the_text_is_kept_as_printed() -> None:
    assert read("  ca.\u00a01440 ").printed == "ca.\u00a01440"
    assert read("9" * 300).printed == "9" * 200
