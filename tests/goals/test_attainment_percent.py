"""The percentage shown agrees with the verdict, rounded or in doubt."""

from decimal import Decimal

import pytest

from goals.attainment import Rule, attain
from metrics.choices import Direction
from metrics.quantities import Interval
from tests.goals.judged import judge, quantity, rule

D = Decimal
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.mark.parametrize(
    ("result", "target", "how", "decimals", "shown"),
    [
        ("99.96", "100", rule(HIGHER), 1, "99.9"),
        ("99.94", "100", rule(HIGHER), 1, "99.9"),
        ("99.96", "100", rule(HIGHER), 2, "99.96"),
        ("99.6", "100", rule(HIGHER), 0, "99"),
        ("100", "100", rule(HIGHER), 1, "100.0"),
        ("100.04", "100", rule(HIGHER), 1, "100.0"),
        ("12.5", "100", rule(HIGHER), 0, "13"),
        ("-0.01", "100", rule(HIGHER), 1, "0.0"),
        ("100.04", "100", rule(LOWER), 1, "99.9"),
        ("94.96", "100", rule(HIGHER, "5"), 1, "94.9"),
        ("95", "100", rule(HIGHER, "5"), 1, "95.0"),
        ("99.96", "100", rule(HIGHER, "5"), 1, "99.9"),
        ("99.8", "100", rule(HIGHER, "0.3"), 0, "99.8"),
        ("97.451", "100", rule(HIGHER, "2.55"), 1, "97.5"),
        ("100", "over 100", rule(HIGHER), 1, "99.9"),
    ],
)
def test_the_percentage_shown_at_a_threshold_agrees_with_the_verdict(
    result: str, target: str, how: Rule, decimals: int, shown: str
) -> None:
    assert str(judge(result, target, how).shown_ratio(decimals)) == shown


@pytest.mark.parametrize(
    ("result", "target", "how", "percent"),
    [
        ("over 8000", "10000", rule(HIGHER), Interval(D(80), None, low_open=True)),
        ("about 100", "100", rule(HIGHER), Interval(D(50), D(150))),
        ("nearly 50", "50", rule(HIGHER), Interval(D(90), D(100), high_open=True)),
        ("between 90 100", "over 100", rule(HIGHER), Interval(D(90), D(100), high_open=True)),
    ],
)
def test_attainment_in_doubt_is_every_percentage_that_agrees_with_the_verdict(
    result: str, target: str, how: Rule, percent: Interval
) -> None:
    outcome = judge(result, target, how)
    assert (outcome.percent, outcome.shown_ratio()) == (percent, None)


def test_while_the_period_runs_the_percentage_does_not_run_ahead() -> None:
    outcome = attain(quantity("99.96"), quantity(100), rule=rule(HIGHER), period_over=False)
    assert outcome.shown_ratio() == D("99.9")
