"""How far a result lies from a target as a number, whatever the direction."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goals.demands import demands, distance
from metrics.choices import Direction, Qualifier
from metrics.quantities import Interval, Quantity
from tests.goals.judged import stated

D = Decimal


@pytest.mark.parametrize(
    ("result", "target", "expected"),
    [
        ("12", "10", Interval.point(D(2))),
        ("8", "at_least 10", Interval.point(D(-2))),
        ("12", "at_most 10", Interval.point(D(2))),
        ("10", "over 10", Interval.point(D(0))),
        ("25", "between 10 20", Interval.point(D(5))),
        ("15", "between 10 20", Interval.point(D(0))),
        ("7", "between 10 20", Interval.point(D(-3))),
        ("over 8000", "10000", Interval(D(-2000), None, low_open=True)),
        ("over 20", "between 10 20", Interval(D(0), None, low_open=True)),
        ("at_least 20", "between 10 20", Interval(D(0), None)),
        ("under 15", "between 10 20", Interval(None, D(0))),
        ("about 20", "between 10 18", Interval(D(0), D(7))),
        ("nearly 50", "50", Interval(D(-5), D(0), high_open=True)),
        ("120", "about 100", Interval(D(-30), D(70))),
    ],
)
def test_the_distance_is_taken_from_the_nearest_value_of_the_target(
    result: str, target: str, expected: Interval
) -> None:
    assert distance(stated(result).interval(), stated(target)) == expected


values = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(values, values, values, values)
def test_the_distance_of_a_span_holds_that_of_every_value_in_it(one: D, two: D, three: D, four: D) -> None:
    low, inside, high = sorted((one, two, three))
    assume(low < high)
    target = Quantity(four, four + 10, Qualifier.BETWEEN)
    (far,) = {distance(Interval.point(inside), target).low}
    assert far is not None
    assert distance(Interval(low, high), target).contains(far)


def test_a_bare_value_of_a_neutral_metric_and_words_against_the_direction_ask_for_nothing() -> None:
    assert demands(stated("10"), Direction.NEUTRAL) == ()
    assert demands(stated("at_most 10"), Direction.HIGHER) == ()
    assert demands(stated("over 10"), Direction.LOWER) == ()
