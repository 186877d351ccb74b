"""Numbers with their doubt read as words in Norwegian, rounded without saying more than is known."""

from decimal import Decimal

import pytest

from metrics.choices import Qualifier, Unit
from metrics.numbers import rounded
from metrics.quantities import Interval, Quantity
from metrics.series import growth
from metrics.wording import amount_text, difference_text, growth_text, interval_text, quantity_text

NBSP = "\u00a0"
D = Decimal
THIRD = Interval.point(D(4)).divide(D(3)) or Interval(None, None)  # 1.333…, forty digits


def span(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    """An interval in the notation of the schoolbook: «[», «]» closed, «(», «)» open."""
    return Interval(low and D(low), high and D(high), ends[0] == "(", ends[1] == ")")


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (span("99", None), "minst 99"),
        (span("99", None, "(]"), "mer enn 99"),
        (span(None, "10"), "høyst 10"),
        (span(None, "10", "[)"), "mindre enn 10"),
        (span("45", "50"), "mellom 45 og 50"),
        (span("45", "50", "[)"), "minst 45 og mindre enn 50"),
        (span("45", "50", "(]"), "mer enn 45 og høyst 50"),
        (span("45", "50", "()"), "mer enn 45 og mindre enn 50"),
        (span("7", "7"), "7"),
        (span(None, None), "hva som helst"),
        # Rounded outwards: what is beyond the end said is surely not allowed
        (span("1.33333", None), "mer enn 1,3333"),
        (span(None, "1.33333"), "mindre enn 1,3334"),
        (span("1.33333", "1.44444", "()"), "mellom 1,3333 og 1,4445"),
        (THIRD, "ca. 1,3333"),
    ],
)
def test_an_interval_says_which_of_its_ends_it_allows(interval: Interval, words: str) -> None:
    assert interval_text(interval) == words


def test_an_interval_names_the_unit_once_or_with_each_end() -> None:
    assert interval_text(span("45", "50"), Unit.PERCENT) == f"mellom 45 og 50{NBSP}%"
    assert interval_text(span("45", "50", "[)"), Unit.PERCENT) == f"minst 45{NBSP}% og mindre enn 50{NBSP}%"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(D("1.2345")), "1,2345"),
        (Quantity(THIRD.low), "ca. 1,3333"),
        (Quantity(THIRD.low, None, Qualifier.AT_LEAST), "minst 1,3333"),
        (Quantity(THIRD.low, None, Qualifier.OVER), "over 1,3333"),
        (Quantity(THIRD.low, None, Qualifier.AT_MOST), "høyst 1,3334"),
        (Quantity(THIRD.low, None, Qualifier.UNDER), "under 1,3334"),
        (Quantity(THIRD.low, D("1.66666"), Qualifier.BETWEEN), "1,3333–1,6667"),
        (Quantity(D(1440), None, Qualifier.ABOUT), f"ca. 1{NBSP}440"),
    ],
)
def test_a_computed_quantity_is_rounded_away_from_what_it_allows(quantity: Quantity, words: str) -> None:
    assert quantity_text(quantity) == words


@pytest.mark.parametrize(
    ("value", "apart", "shown"),
    [
        ("99.99999", [], "100"),
        ("99.99999", ["100"], "99.99999"),
        ("100.00001", ["100"], "100.00001"),
        ("11.11112", ["11.111111"], "11.11112"),
        ("100", ["100"], "100"),
        ("99.94", ["100"], "99.94"),
    ],
)
def test_a_number_is_not_rounded_onto_or_past_what_it_is_kept_apart_from(
    value: str, apart: list[str], shown: str
) -> None:
    assert rounded(D(value), apart=list(map(D, apart))) == D(shown)


def test_a_number_says_about_only_when_rounding_hides_something() -> None:
    assert [amount_text(D(value)) for value in ("1.3333", "1.33333", "-0.00001")] == ["1,3333", "ca. 1,3333", "ca. 0"]


@pytest.mark.parametrize(
    ("difference", "unit", "words"),
    [
        (span("0.5", "0.5"), Unit.PERCENT, "0,5 prosentpoeng"),
        (span("0.5", None, "(]"), Unit.PERCENT, "mer enn 0,5 prosentpoeng"),
        (span("5", "5"), Unit.NOK, f"5{NBSP}kr"),
        (span("5", "5"), Unit.COUNT, "5"),
    ],
)
def test_a_difference_between_percentages_is_percentage_points(difference: Interval, unit: Unit, words: str) -> None:
    assert difference_text(difference, unit) == words


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "words"),
    [
        (Quantity(D(246856087)), Quantity(D(317565317)), Unit.COUNT, f"+28,6{NBSP}%"),
        (Quantity(D("63.5")), Quantity(D("66")), Unit.PERCENT, "+2,5 prosentpoeng"),
        (Quantity(D(100)), Quantity(D(97)), Unit.COUNT, f"−3,0{NBSP}%"),
        (
            Quantity(D(2000), None, Qualifier.ABOUT),
            Quantity(D(8000), None, Qualifier.OVER),
            Unit.COUNT,
            f"mer enn 220{NBSP}%",
        ),
        (Quantity(D(1440), None, Qualifier.ABOUT), Quantity(D(1440)), Unit.COUNT, f"mellom −0,4 og 0,4{NBSP}%"),
    ],
)
def test_growth_says_percent_or_points_and_its_doubt(
    earlier: Quantity, later: Quantity, unit: Unit, words: str
) -> None:
    assert growth_text(growth(earlier, later, unit)) == words
