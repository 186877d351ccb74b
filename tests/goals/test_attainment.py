"""What came of a target: verdicts, attainment, and the distance to the other verdict."""

from decimal import Decimal

import pytest

from goals.attainment import BAR_END, Reason, Rule, Step, StepCode, attain
from goals.choices import Formula, Verdict
from metrics.choices import Direction, Status
from metrics.quantities import Interval, Quantity
from tests.goals.judged import judge, quantity, rule

D = Decimal
HIGHER, LOWER, NEUTRAL = Direction.HIGHER, Direction.LOWER, Direction.NEUTRAL
REACHED, NEARLY, NOT_REACHED = Verdict.REACHED, Verdict.NEARLY, Verdict.NOT_REACHED
UNDECIDED = Verdict.UNDECIDED


# The targets of Altinn 3 in the annual report for 2021


def test_ten_owners_of_ten_is_reached_at_exactly_one() -> None:
    outcome = judge("10", "10", rule(HIGHER))
    assert (outcome.verdict, outcome.formula, outcome.ratio_value) == (REACHED, Formula.RATIO, D(1))
    assert (outcome.ratio, outcome.gap, outcome.flip, outcome.flip_inclusive) == (
        Interval.point(D(1)),
        Interval.point(D(0)),
        D(0),
        False,
    )


def test_over_achievement_is_not_failure_and_the_ratio_is_capped_only_in_the_bar() -> None:
    outcome = judge("16", "15", rule(HIGHER))
    assert (outcome.verdict, outcome.gap, outcome.flip) == (REACHED, Interval.point(D(1)), D(-1))
    assert str(outcome.ratio_value) == "1." + "0" + "6" * 37 + "7"
    assert (outcome.shown_ratio(), outcome.shown_ratio(3), outcome.bar) == (
        D("106.7"),
        D("106.667"),
        outcome.ratio_value,
    )
    assert judge("160", "15", rule(HIGHER)).bar == BAR_END


def test_transactions_at_a_quarter_of_the_target_are_not_reached() -> None:
    outcome = judge("25224", "100000", rule(HIGHER))
    assert (outcome.verdict, outcome.ratio_value) == (NOT_REACHED, D("0.25224"))
    assert outcome.gap == Interval.point(D(-74776))
    assert (outcome.flip, outcome.flip_inclusive, outcome.bar) == (D(74776), True, D("0.25224"))
    assert outcome.working == (
        Step(StepCode.RESULT, D(25224), Interval.point(D(25224))),
        Step(StepCode.TARGET, D(100000), Interval.point(D(100000))),
        Step(StepCode.NUMERATOR, D(25224), Interval.point(D(25224))),
        Step(StepCode.DENOMINATOR, D(100000), Interval.point(D(100000))),
        Step(StepCode.RATIO, D("0.25224"), Interval.point(D("0.25224"))),
        Step(StepCode.AT_LEAST, D(100000), Interval.point(D(100000)), False),
    )


# Nothing to compare, and a period still open


def test_no_target_is_not_healthy_and_has_no_ratio() -> None:
    for target in (None, Quantity(status=Status.NOT_AVAILABLE)):
        for over in (True, False):
            outcome = attain(quantity(99), target, rule=rule(HIGHER), period_over=over)
            assert (outcome.verdict, outcome.ratio, outcome.ratio_value, outcome.gap) == (
                Verdict.NO_TARGET,
                None,
                None,
                None,
            )
            assert (outcome.bar, outcome.shown_ratio()) == (None, None)


def test_a_missing_result_is_not_zero_percent() -> None:
    for result in (None, Quantity(), Quantity(status=Status.SUPPRESSED)):
        outcome = attain(result, quantity(10), rule=rule(HIGHER), period_over=True)
        assert (outcome.verdict, outcome.ratio_value, outcome.bar) == (Verdict.NO_RESULT, None, None)


def test_a_result_of_zero_is_a_result() -> None:
    outcome = judge("0", "10", rule(HIGHER))
    assert (outcome.verdict, outcome.ratio_value, outcome.gap) == (NOT_REACHED, D(0), Interval.point(D(-10)))


def test_while_the_period_runs_the_verdict_is_open_with_the_numbers_so_far() -> None:
    outcome = attain(quantity(16), quantity(15), rule=rule(HIGHER), period_over=False)
    assert (outcome.verdict, outcome.standing, outcome.gap) == (Verdict.OPEN, REACHED, Interval.point(D(1)))
    empty = attain(None, quantity(15), rule=rule(HIGHER), period_over=False)
    assert (empty.verdict, empty.standing, empty.gap) == (Verdict.OPEN, None, None)


# Directions, baselines, zeroes and negative values


@pytest.mark.parametrize(
    ("result", "target", "how", "verdict", "formula", "ratio"),
    [
        # Higher is better
        ("90", "100", rule(HIGHER), NOT_REACHED, Formula.RATIO, "0.9"),
        ("-50", "100", rule(HIGHER), NOT_REACHED, Formula.RATIO, "-0.5"),
        ("90", "100", rule(HIGHER, baseline="80"), NOT_REACHED, Formula.RATIO, "0.9"),
        # Lower is better: reached when below
        ("80", "100", rule(LOWER), REACHED, Formula.INVERSE, "1.25"),
        ("100", "100", rule(LOWER), REACHED, Formula.INVERSE, "1"),
        ("125", "100", rule(LOWER), NOT_REACHED, Formula.INVERSE, "0.8"),
        ("0", "100", rule(LOWER), REACHED, Formula.INVERSE, None),
        ("-5", "100", rule(LOWER), REACHED, Formula.INVERSE, None),
        # Lower is better from a baseline: falling indicators can progress
        ("75", "50", rule(LOWER, baseline="100"), NOT_REACHED, Formula.PROGRESS, "0.5"),
        ("50", "50", rule(LOWER, baseline="100"), REACHED, Formula.PROGRESS, "1"),
        ("0", "50", rule(LOWER, baseline="100"), REACHED, Formula.PROGRESS, "2"),
        ("110", "50", rule(LOWER, baseline="100"), NOT_REACHED, Formula.PROGRESS, "-0.2"),
        ("-5", "-10", rule(LOWER, baseline="0"), NOT_REACHED, Formula.PROGRESS, "0.5"),
        # A baseline no worse than the target leaves no way to progress
        ("125", "100", rule(LOWER, baseline="100"), NOT_REACHED, Formula.INVERSE, "0.8"),
        ("80", "100", rule(LOWER, baseline="90"), REACHED, Formula.INVERSE, "1.25"),
        ("5", "-1", rule(LOWER, baseline="-1"), NOT_REACHED, Formula.THRESHOLD, None),
        # Target zero: only reached or not
        ("0", "0", rule(HIGHER), REACHED, Formula.THRESHOLD, None),
        ("3", "0", rule(HIGHER), REACHED, Formula.THRESHOLD, None),
        ("-3", "0", rule(HIGHER), NOT_REACHED, Formula.THRESHOLD, None),
        ("0", "0", rule(LOWER), REACHED, Formula.THRESHOLD, None),
        ("3", "0", rule(LOWER), NOT_REACHED, Formula.THRESHOLD, None),
        ("3", "0", rule(LOWER, "5", "100"), NOT_REACHED, Formula.THRESHOLD, None),
        # Negative targets: -8 is better than -10, and 80 % would contradict it
        ("-8", "-10", rule(HIGHER), REACHED, Formula.THRESHOLD, None),
        ("-12", "-10", rule(HIGHER), NOT_REACHED, Formula.THRESHOLD, None),
        ("-12", "-10", rule(LOWER), REACHED, Formula.THRESHOLD, None),
    ],
)
def test_the_formula_follows_direction_and_baseline_and_never_contradicts_the_verdict(
    result: str, target: str, how: Rule, verdict: Verdict, formula: Formula, ratio: str | None
) -> None:
    outcome = judge(result, target, how)
    assert (outcome.verdict, outcome.formula) == (verdict, formula)
    assert outcome.ratio_value == (None if ratio is None else D(ratio))
    assert outcome.ratio == (None if ratio is None else Interval.point(D(ratio)))


@pytest.mark.parametrize(
    ("result", "target", "how", "gap", "flip"),
    [
        ("90", "100", rule(HIGHER), "-10", "10"),
        ("110", "100", rule(HIGHER), "10", "-10"),
        ("110", "100", rule(LOWER), "10", "-10"),
        ("90", "100", rule(LOWER), "-10", "10"),
        ("-3", "0", rule(HIGHER), "-3", "3"),
        ("8", "between 10 20", rule(NEUTRAL), "-2", "2"),
        ("13", "between 10 20", rule(NEUTRAL), "0", "-3"),
        ("18", "between 10 20", rule(NEUTRAL), "0", "2"),
        ("25", "between 10 20", rule(NEUTRAL), "5", "-5"),
        ("12", "at_most 10", rule(NEUTRAL), "2", "-2"),
    ],
)
def test_the_gap_is_positive_above_the_target_and_the_flip_is_what_to_add_to_the_result(
    result: str, target: str, how: Rule, gap: str, flip: str
) -> None:
    outcome = judge(result, target, how)
    assert (outcome.gap, outcome.flip) == (Interval.point(D(gap)), D(flip))


def test_a_bar_without_a_ratio_is_full_when_reached_and_else_not_drawn() -> None:
    cases = [("0", "100", LOWER), ("0", "0", LOWER), ("3", "0", LOWER), ("-50", "100", HIGHER)]
    bars = [judge(result, target, rule(direction)).bar for result, target, direction in cases]
    assert bars == [D(1), D(1), None, D(0)]


# Tolerance


@pytest.mark.parametrize(
    ("result", "target", "how", "verdict"),
    [
        ("95", "100", rule(HIGHER, "5"), NEARLY),
        ("94.99", "100", rule(HIGHER, "5"), NOT_REACHED),
        ("99.99", "100", rule(HIGHER, "5"), NEARLY),
        ("100", "100", rule(HIGHER, "5"), REACHED),
        ("99.99", "100", rule(HIGHER, "0"), NOT_REACHED),
        ("99.99", "100", rule(HIGHER), NOT_REACHED),
        ("100", "90", rule(LOWER, "10"), NEARLY),
        ("100.01", "90", rule(LOWER, "10"), NOT_REACHED),
        ("52.5", "50", rule(LOWER, "5", "100"), NEARLY),
        ("52.6", "50", rule(LOWER, "5", "100"), NOT_REACHED),
        ("about 96.5", "100", rule(HIGHER, "5"), NEARLY),
        ("nearly 100", "100", rule(HIGHER, "50"), NEARLY),
        ("nearly 100", "100", rule(HIGHER, "5"), UNDECIDED),
        ("about 95", "100", rule(HIGHER, "5"), UNDECIDED),
        ("under 5", "100", rule(HIGHER, "5"), NOT_REACHED),
        ("over 96", "100", rule(HIGHER, "5"), UNDECIDED),
    ],
)
def test_nearly_begins_at_the_tolerance_exactly(result: str, target: str, how: Rule, verdict: Verdict) -> None:
    assert judge(result, target, how).verdict == verdict


@pytest.mark.parametrize("tolerance", ["-1", "100", "120"])
def test_a_tolerance_that_would_call_nothing_nearly_reached_is_refused(tolerance: str) -> None:
    with pytest.raises(ValueError, match=r"^tolerance_out_of_range$"):
        rule(HIGHER, tolerance)


def test_the_working_shows_the_limit_the_tolerance_gives() -> None:
    last = {how: judge("52", "50", how).working[-1] for how in (rule(LOWER, "5", "100"), rule(LOWER, "20"))}
    assert list(last.values()) == [
        Step(StepCode.NEARLY_UP_TO, D("52.5"), None, True),
        Step(StepCode.NEARLY_UP_TO, D("62.5"), None, True),
    ]
    assert judge("96", "100", rule(HIGHER, "5")).working[-1] == Step(StepCode.NEARLY_FROM, D(95), None, True)


# Doubt


@pytest.mark.parametrize(
    ("result", "target", "direction", "verdict"),
    [
        ("about 100", "100", HIGHER, UNDECIDED),
        ("about 100", "50", HIGHER, REACHED),
        ("about 100", "151", HIGHER, NOT_REACHED),
        ("over 8000", "9000", HIGHER, UNDECIDED),
        ("over 8000", "8000", HIGHER, REACHED),
        ("over 8000", "9000", LOWER, UNDECIDED),
        ("over 8000", "8000", LOWER, NOT_REACHED),
        ("nearly 50", "50", HIGHER, NOT_REACHED),
        ("nearly 50", "50", LOWER, REACHED),
        ("nearly 50", "45", HIGHER, REACHED),
        ("under 5", "5", HIGHER, NOT_REACHED),
        ("under 5", "5", LOWER, REACHED),
        ("at_least 10", "10", HIGHER, REACHED),
        ("at_most 10", "10", HIGHER, UNDECIDED),
        ("between 9 11", "10", HIGHER, UNDECIDED),
        ("between 10 11", "10", HIGHER, REACHED),
        ("between 9 11", "12", LOWER, REACHED),
    ],
)
def test_a_result_in_doubt_is_undecided_unless_every_value_agrees(
    result: str, target: str, direction: Direction, verdict: Verdict
) -> None:
    outcome = judge(result, target, rule(direction))
    assert outcome.verdict == verdict
    assert outcome.reason == (Reason.DOUBT if verdict == UNDECIDED else Reason.NONE)


@pytest.mark.parametrize(
    ("result", "target", "direction", "verdict"),
    [
        # At least and at most are the usual way to write a target: the value itself is enough
        ("10", "at_least 10", HIGHER, REACHED),
        ("9", "at_least 10", HIGHER, NOT_REACHED),
        ("10", "at_most 10", LOWER, REACHED),
        ("11", "at_most 10", LOWER, NOT_REACHED),
        # Over and under: the value itself is not
        ("2000000", "over 2000000", HIGHER, NOT_REACHED),
        ("2000001", "over 2000000", HIGHER, REACHED),
        ("over 2000000", "over 2000000", HIGHER, REACHED),
        ("at_least 2000000", "over 2000000", HIGHER, UNDECIDED),
        ("5", "under 5", LOWER, NOT_REACHED),
        ("4", "under 5", LOWER, REACHED),
        # A corridor is reached inside; past its far edge is over-achievement where there is a direction
        ("10", "between 10 20", HIGHER, REACHED),
        ("9", "between 10 20", HIGHER, NOT_REACHED),
        ("25", "between 10 20", HIGHER, REACHED),
        ("20", "between 10 20", LOWER, REACHED),
        ("21", "between 10 20", LOWER, NOT_REACHED),
        ("5", "between 10 20", LOWER, REACHED),
        ("9", "between 10 20", NEUTRAL, NOT_REACHED),
        ("10", "between 10 20", NEUTRAL, REACHED),
        ("20", "between 10 20", NEUTRAL, REACHED),
        ("21", "between 10 20", NEUTRAL, NOT_REACHED),
        ("about 20", "between 10 20", NEUTRAL, UNDECIDED),
        ("over 20", "between 10 20", NEUTRAL, NOT_REACHED),
        # A target in doubt itself
        ("150", "about 100", HIGHER, REACHED),
        ("120", "about 100", HIGHER, UNDECIDED),
        ("49", "about 100", HIGHER, NOT_REACHED),
        ("50", "about 100", LOWER, REACHED),
        ("50", "nearly 50", HIGHER, REACHED),
        ("49", "nearly 50", HIGHER, UNDECIDED),
        ("44", "nearly 50", HIGHER, NOT_REACHED),
        # Neutral: the words of the target alone
        ("12", "at_least 10", NEUTRAL, REACHED),
        ("12", "under 10", NEUTRAL, NOT_REACHED),
    ],
)
def test_the_words_of_a_target_say_what_is_enough(
    result: str, target: str, direction: Direction, verdict: Verdict
) -> None:
    assert judge(result, target, rule(direction)).verdict == verdict


@pytest.mark.parametrize(
    ("target", "direction", "reason"),
    [
        ("10", NEUTRAL, Reason.NEUTRAL),
        ("about 10", NEUTRAL, Reason.NEUTRAL),
        ("at_most 10", HIGHER, Reason.CONTRADICTION),
        ("under 10", HIGHER, Reason.CONTRADICTION),
        ("at_least 10", LOWER, Reason.CONTRADICTION),
        ("over 10", LOWER, Reason.CONTRADICTION),
    ],
)
def test_a_target_that_names_no_better_side_or_the_wrong_one_is_undecided_and_says_why(
    target: str, direction: Direction, reason: Reason
) -> None:
    for result in ("5", "10", "15"):
        outcome = judge(result, target, rule(direction, "5"))
        assert (outcome.verdict, outcome.reason, outcome.ratio, outcome.gap, outcome.flip) == (
            UNDECIDED,
            reason,
            None,
            None,
            None,
        )


def test_the_ratio_of_a_result_in_doubt_is_an_interval_beside_the_stated_one() -> None:
    outcome = judge("over 8000", "10000", rule(HIGHER))
    assert (outcome.ratio, outcome.ratio_value) == (Interval(D("0.8"), None, low_open=True), D("0.8"))
    floored = judge("under 5", "10", rule(HIGHER, floor=0))
    assert floored.ratio == Interval(D(0), D("0.5"), high_open=True)
    progress = judge("about 75", "50", rule(LOWER, baseline="about 110"))
    assert progress.ratio == Interval(D("0." + "536" + "36" * 18 + "4"), D("0.6" + "230769" * 6 + "231"))


@pytest.mark.parametrize(
    ("result", "target", "how", "flip", "inclusive"),
    [
        ("2000000", "over 2000000", rule(HIGHER), "0", False),
        ("2000001", "over 2000000", rule(HIGHER), "-1", True),
        ("about 100", "100", rule(HIGHER), "50", True),
        ("about 100", "40", rule(HIGHER), "-10", False),
        ("over 8000", "9000", rule(HIGHER), "1000", True),
        ("under 5", "5", rule(HIGHER), None, False),
        ("over 8000", "9000", rule(LOWER), None, False),
        ("between 10 30", "between 15 20", rule(NEUTRAL), None, False),
        ("between 10 12", "between 15 20", rule(NEUTRAL), "5", True),
    ],
)
def test_the_distance_to_flipping_moves_the_doubt_along(
    result: str, target: str, how: Rule, flip: str | None, inclusive: bool
) -> None:
    outcome = judge(result, target, how)
    assert (outcome.flip, outcome.flip_inclusive) == (None if flip is None else D(flip), inclusive)
