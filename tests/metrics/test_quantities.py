"""What a stated value means in arithmetic: the interval it stands for, and how intervals combine."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Qualifier, Status
from metrics.quantities import Interval, Quantity, half_unit

D = Decimal


def stated(value: str, qualifier: Qualifier = Qualifier.EXACT, upper: str | None = None) -> Quantity:
    return Quantity(D(value), None if upper is None else D(upper), qualifier)


def span(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    """An interval in the notation of the schoolbook: «[», «]» closed, «(», «)» open."""
    low_end = None if low is None else D(low)
    high_end = None if high is None else D(high)
    return Interval(low_end, high_end, ends[0] == "(", ends[1] == ")")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1440", "5"),
        ("2000", "500"),
        ("4700000", "50000"),
        ("4.7E+6", "50000"),
        ("24.6", "0.05"),
        ("24.6000", "0.05"),
        ("-1440", "5"),
        ("100", "50"),
        ("1", "0.5"),
        ("0", "0.5"),
        ("0.0000", "0.5"),
        ("123456789012345.6789", "0.00005"),
    ],
)
def test_half_a_unit_follows_the_last_non_zero_digit(value: str, expected: str) -> None:
    assert half_unit(D(value)) == D(expected)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (stated("1440"), span("1440", "1440")),
        (stated("0"), span("0", "0")),
        (stated("1440", Qualifier.ABOUT), span("1435", "1445")),
        (stated("2000", Qualifier.ABOUT), span("1500", "2500")),
        (stated("4700000", Qualifier.ABOUT), span("4650000", "4750000")),
        (stated("0", Qualifier.ABOUT), span("-0.5", "0.5")),
        (stated("-1440", Qualifier.ABOUT), span("-1445", "-1435")),
        (stated("50", Qualifier.NEARLY), span("45", "50", "[)")),
        (stated("-50", Qualifier.NEARLY), span("-50", "-45", "(]")),
        (stated("8000", Qualifier.OVER), span("8000", None, "(]")),
        (stated("-3", Qualifier.OVER), span("-3", None, "(]")),
        (stated("5", Qualifier.UNDER), span(None, "5", "[)")),
        (stated("10", Qualifier.AT_LEAST), span("10", None)),
        (stated("10", Qualifier.AT_MOST), span(None, "10")),
        (stated("10", Qualifier.BETWEEN, "12"), span("10", "12")),
        (stated("-12", Qualifier.BETWEEN, "-10"), span("-12", "-10")),
    ],
)
def test_each_qualifier_stands_for_its_interval(quantity: Quantity, expected: Interval) -> None:
    assert quantity.interval() == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (stated("5", Qualifier.UNDER), span("0", "5", "[)")),
        (stated("5", Qualifier.AT_MOST), span("0", "5")),
        (stated("0", Qualifier.ABOUT), span("0", "0.5")),
        (stated("8", Qualifier.OVER), span("8", None, "(]")),
        (stated("-3", Qualifier.OVER), span("0", None)),
        (stated("0", Qualifier.UNDER), span(None, "0", "[)")),
        (stated("-7"), span("-7", "-7")),
    ],
)
def test_a_floor_cuts_an_interval_but_never_contradicts_what_was_stated(quantity: Quantity, expected: Interval) -> None:
    assert quantity.interval(floor=D(0)) == expected


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        (Quantity(), "missing_value"),
        (Quantity(status=Status.SUPPRESSED), "missing_value"),
        (stated("10", Qualifier.BETWEEN), "missing_upper"),
        (stated("10", Qualifier.BETWEEN, "9"), "empty_interval"),
        (stated("NaN"), "not_finite"),
        (stated("Infinity", Qualifier.ABOUT), "not_finite"),
    ],
)
def test_a_quantity_that_says_nothing_usable_has_no_interval(quantity: Quantity, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        quantity.interval()


def test_the_plain_words_of_a_database_row_are_understood() -> None:
    row = Quantity(D(8000), None, "over", "final")  # type: ignore[arg-type]
    assert row == stated("8000", Qualifier.OVER)
    assert row.interval() == span("8000", None, "(]")


def test_missing_is_not_zero_and_zero_is_not_missing() -> None:
    assert [Quantity().missing, Quantity(D(0)).missing] == [True, False]
    assert Quantity() != Quantity(D(0))


def test_only_more_than_one_possible_value_is_doubt() -> None:
    cases = [
        stated("7"),
        stated("7", Qualifier.BETWEEN, "7"),
        Quantity(),
        Quantity(D(7), status=Status.PROVISIONAL),
        stated("7", Qualifier.ABOUT),
        stated("7", Qualifier.BETWEEN, "8"),
    ]
    assert [case.doubtful for case in cases] == [False, False, False, False, True, True]


def test_the_central_value_is_the_stated_one_or_the_middle_of_a_between() -> None:
    cases = [stated("8000", Qualifier.OVER), stated("10", Qualifier.BETWEEN, "13"), Quantity()]
    assert [case.central for case in cases] == [D(8000), D("11.5"), None]


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (span("7", "7"), stated("7")),
        (span("7", None, "(]"), stated("7", Qualifier.OVER)),
        (span("7", None), stated("7", Qualifier.AT_LEAST)),
        (span(None, "7", "[)"), stated("7", Qualifier.UNDER)),
        (span(None, "7"), stated("7", Qualifier.AT_MOST)),
        (span("7", "9", "()"), stated("7", Qualifier.BETWEEN, "9")),
        (span(None, None), None),
    ],
)
def test_an_interval_can_be_stated_again(interval: Interval, expected: Quantity | None) -> None:
    assert Quantity.spanning(interval) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (span("1", "2"), span("10", "20"), span("11", "22")),
        (span("1", "2", "[)"), span("10", "20"), span("11", "22", "[)")),
        (span("8000", None, "(]"), span("1", "1"), span("8001", None, "(]")),
        (span("8000", None, "(]"), span(None, "5"), span(None, None)),
    ],
)
def test_sums_of_intervals(one: Interval, two: Interval, expected: Interval) -> None:
    assert one.add(two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (span("10", "20", "(]"), span("1", "2", "[)"), span("8", "19", "(]")),
        (span("10", "20", "[)"), span("1", "2", "[)"), span("8", "19", "()")),
        (span("10", "20"), span("8", None, "(]"), span(None, "12", "[)")),
    ],
)
def test_differences_of_intervals(one: Interval, two: Interval, expected: Interval) -> None:
    assert one.subtract(two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (span("2", "3"), span("4", "5"), span("8", "15")),
        (span("-2", "3"), span("4", "5"), span("-10", "15")),
        (span("-3", "-2", "[)"), span("4", "5"), span("-15", "-8", "[)")),
        (span("0", "5"), span("3", None), span("0", None)),
        (span("0", "5", "(]"), span("0", "3"), span("0", "15")),
        (span("0", "5", "(]"), span("3", None), span("0", None, "(]")),
        (span("8", None, "(]"), span("-1", "-1"), span(None, "-8", "[)")),
        (span("8", None, "(]"), span("0", "0"), span("0", "0")),
    ],
)
def test_products_of_intervals(one: Interval, two: Interval, expected: Interval) -> None:
    assert one.multiply(two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (span("10", "20"), span("2", "5"), span("2", "10")),
        (span("10", "20"), span("-5", "-2"), span("-10", "-2")),
        (span("1", "1"), span("0", "5", "(]"), span("0.2", None)),
        (span("1", "1"), span("-5", "0", "[)"), span(None, "-0.2")),
        (span("1", "1"), span("4", None), span("0", "0.25", "(]")),
        (span("1", None), span("1", None), span("0", None, "(]")),
        (span("0", "4"), span("2", None), span("0", "2")),
        (span("1", "1"), span("0", "5"), None),
        (span("1", "1"), span("-1", "1"), None),
        (span("0", "0"), span("0", "0"), None),
    ],
)
def test_quotients_of_intervals_and_none_where_the_divisor_may_be_zero(
    one: Interval, two: Interval, expected: Interval | None
) -> None:
    assert one.divide(two) == expected


def test_a_value_divided_by_itself_is_exactly_one() -> None:
    assert Interval.point(D(15)).divide(D(15)) == Interval.point(D(1))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (span("1", "5"), span("3", None, "(]"), span("3", "5", "(]")),
        (span("1", "5"), span("1", "5", "()"), span("1", "5", "()")),
        (span(None, None), span("1", None), span("1", None)),
        (span("1", "5"), span("5", "9"), span("5", "5")),
        (span("1", "5", "[)"), span("5", "9"), None),
        (span("1", "5"), span("6", "9"), None),
    ],
)
def test_the_overlap_is_what_both_allow(one: Interval, two: Interval, expected: Interval | None) -> None:
    assert one.overlap(two) == expected
    assert two.overlap(one) == expected


def test_comparisons_tell_certain_from_possible() -> None:
    over, nearly = span("8000", None, "(]"), span("45", "50", "[)")
    assert over.certainly_at_least(D(8000))
    assert over.certainly_above(D(8000))
    assert not over.certainly_at_least(D(9000))
    assert over.possibly_at_least(D(9000))
    assert not over.possibly_at_most(D(8000))
    assert nearly.certainly_below(D(50))
    assert not nearly.possibly_at_least(D(50))
    assert nearly.possibly_above(D(49))
    assert nearly.possibly_at_most(D(45))
    assert nearly.certainly_at_most(D(50))


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [("2", "1", "[]"), ("1", "1", "(]"), ("1", "1", "[)"), ("NaN", "1", "[]"), ("1", "Infinity", "[]")],
)
def test_an_empty_or_endless_interval_is_refused(low: str, high: str, ends: str) -> None:
    with pytest.raises(ValueError, match=r"^(empty_interval|not_finite)$"):
        span(low, high, ends)


def test_fifteen_digit_values_keep_every_digit_whatever_the_ambient_context() -> None:
    with localcontext() as ambient:
        ambient.prec = 6
        large, small = Interval.point(D("999999999999999")), Interval.point(D("0.0001"))
        assert large.add(small) == Interval.point(D("999999999999999.0001"))
        assert large.multiply(large) == Interval.point(D("999999999999998000000000000001"))
        about = Quantity(D("123456789012345"), qualifier=Qualifier.ABOUT)
        assert about.interval() == span("123456789012344.5", "123456789012345.5")


values = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@st.composite
def intervals_holding_a_value(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    low, inside, high = sorted(draw(st.tuples(values, values, values)))
    ends = draw(st.sampled_from(["[]", "()", "(]", "[)"]))
    return (
        Interval(
            draw(st.sampled_from([low, None])),
            draw(st.sampled_from([high, None])),
            ends[0] == "(" and low < inside,
            ends[1] == ")" and inside < high,
        ),
        inside,
    )


held = intervals_holding_a_value()


@given(held, held)
def test_arithmetic_on_intervals_holds_the_arithmetic_on_what_they_hold(
    one: tuple[Interval, Decimal], two: tuple[Interval, Decimal]
) -> None:
    (this, x), (that, y) = one, two
    with localcontext() as precise:
        precise.prec = 60
        assert this.contains(x)
        assert this.add(that).contains(x + y)
        assert this.subtract(that).contains(x - y)
        assert this.multiply(that).contains(x * y)
        assert this.negate().contains(-x)


@given(held, held)
def test_a_quotient_holds_every_quotient_or_is_none_where_zero_is_possible(
    one: tuple[Interval, Decimal], two: tuple[Interval, Decimal]
) -> None:
    (this, x), (that, y) = one, two
    quotient = this.divide(that)
    assert (quotient is None) == that.contains(D(0))
    if quotient is None:
        return
    with localcontext() as precise:
        precise.prec = 40
        assert quotient.contains(x / y)


@given(held, held)
def test_what_is_certain_is_possible_and_holds_for_the_values_within(
    one: tuple[Interval, Decimal], two: tuple[Interval, Decimal]
) -> None:
    (this, x), (that, y) = one, two
    assert not this.certainly_at_least(that) or x >= y
    assert not this.certainly_above(that) or x > y
    assert x < y or this.possibly_at_least(that)
    assert x <= y or this.possibly_above(that)


@given(values)
def test_doubt_is_a_mirror_image_below_zero(value: Decimal) -> None:
    for qualifier in (Qualifier.ABOUT, Qualifier.NEARLY):
        if value == 0 and qualifier is Qualifier.NEARLY:
            continue  # nearly zero has to choose a side: below
        assert Quantity(-value, None, qualifier).interval() == (Quantity(value, None, qualifier).interval().negate())
