"""What holds for every result and every target: order, agreement with plain comparison, and real flips."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from goals.attainment import BAR_END, Rule, attain
from goals.choices import Verdict
from metrics.choices import Direction, Qualifier
from metrics.quantities import Interval, Quantity

D = Decimal
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
REACHED, NEARLY, NOT_REACHED = Verdict.REACHED, Verdict.NEARLY, Verdict.NOT_REACHED
UNDECIDED = Verdict.UNDECIDED

values = st.decimals(min_value=-1000, max_value=1000, places=2)
tolerances = st.one_of(st.none(), st.decimals(min_value=0, max_value=99, places=1))
directions = st.sampled_from([HIGHER, LOWER])
qualifiers = st.sampled_from([each for each in Qualifier if each != Qualifier.BETWEEN])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    if draw(st.integers(0, 6)) == 0:
        low, high = sorted((draw(values), draw(values)))
        return Quantity(low, high, Qualifier.BETWEEN)
    return Quantity(draw(values), None, draw(qualifiers))


baselines = st.one_of(st.none(), quantities())
rules = st.builds(Rule, directions, tolerances, baselines)
all_rules = st.builds(Rule, st.sampled_from(Direction), tolerances, baselines)


def moved(result: Quantity, change: Decimal) -> Quantity:
    """The quantity with its doubt moved along: its interval is shifted, nothing else."""
    assert result.value is not None
    shifted = Quantity.spanning(result.interval().add(change))
    assert shifted is not None
    return shifted


@given(values, values, quantities(), rules)
def test_a_better_result_never_gives_a_worse_verdict(one: Decimal, two: Decimal, target: Quantity, how: Rule) -> None:
    worse, better = sorted((one, two), reverse=how.direction == LOWER)
    before, after = (attain(Quantity(result), target, rule=how, period_over=True).verdict for result in (worse, better))
    # Undecided has no place of its own in the order: it may lie between any two of the others.
    assert before != REACHED or after == REACHED
    assert after != NOT_REACHED or before == NOT_REACHED


@given(values, values, directions, tolerances, st.one_of(st.none(), values))
def test_a_verdict_on_points_is_the_plain_comparison(
    result: Decimal, target: Decimal, direction: Direction, tolerance: Decimal | None, base: Decimal | None
) -> None:
    how = Rule(direction, tolerance, None if base is None else Quantity(base))
    outcome = attain(Quantity(result), Quantity(target), rule=how, period_over=True)
    reached = result >= target if direction == HIGHER else result <= target
    assert (outcome.verdict == REACHED) == reached
    assert outcome.verdict != UNDECIDED
    if outcome.ratio_value is None:
        return
    assert (outcome.ratio_value >= 1) == reached
    near = 1 - (tolerance or 0) / 100
    assert (outcome.verdict == NOT_REACHED) == (outcome.ratio_value < near)
    assert outcome.ratio == Interval.point(outcome.ratio_value)


@given(quantities(), quantities(), all_rules, st.data())
def test_a_verdict_in_doubt_holds_for_every_value_the_result_may_have(
    result: Quantity, target: Quantity, how: Rule, data: st.DataObject
) -> None:
    verdict = attain(result, target, rule=how, period_over=True).verdict
    value = data.draw(values)
    assume(result.interval().contains(value))
    assert verdict in (UNDECIDED, attain(Quantity(value), target, rule=how, period_over=True).verdict)


@given(quantities(), quantities(), all_rules)
def test_the_distance_to_flipping_really_flips(result: Quantity, target: Quantity, how: Rule) -> None:
    def reached(change: Decimal) -> bool:
        outcome = attain(moved(result, change), target, rule=how, period_over=True)
        return outcome.verdict == REACHED

    # A half-open pair of ends would be closed by `moved`; nearly is the only such result.
    assume(result.qualifier != Qualifier.NEARLY)
    outcome = attain(result, target, rule=how, period_over=True)
    flip, now, hair = outcome.flip, reached(D(0)), D("0.00001")
    if flip is None:
        assert [reached(D(-5000)), reached(D(5000))] == [now, now]
        return
    assert (reached(flip) != now) == outcome.flip_inclusive
    assert outcome.flip_inclusive or now != reached(flip + hair) or now != reached(flip - hair)
    nearer = flip - hair if flip > 0 else flip + hair
    assert abs(flip) < hair or reached(nearer) == now


@given(quantities(), quantities(), all_rules, st.integers(0, 3))
def test_the_percentage_shown_is_on_the_verdicts_side_of_every_threshold(
    result: Quantity, target: Quantity, how: Rule, decimals: int
) -> None:
    outcome = attain(result, target, rule=how, period_over=True)
    shown = outcome.shown_ratio(decimals)
    if shown is None or outcome.verdict == UNDECIDED:
        return
    near = 100 - (how.tolerance or 0)
    expected = REACHED if shown >= 100 else NEARLY if shown >= near else NOT_REACHED
    assert outcome.verdict == expected


@given(quantities(), quantities(), all_rules)
def test_no_percentage_in_doubt_contradicts_the_verdict(result: Quantity, target: Quantity, how: Rule) -> None:
    outcome = attain(result, target, rule=how, period_over=True)
    if outcome.percent is None or outcome.verdict == UNDECIDED:
        return
    near = D(100) - (how.tolerance or 0)
    low, high = outcome.percent.low, outcome.percent.high
    assert outcome.verdict != REACHED or (low is not None and low >= 100)
    assert outcome.verdict != NEARLY or (low is not None and low >= near and outcome.percent.certainly_below(D(100)))
    assert outcome.verdict != NOT_REACHED or (high is not None and outcome.percent.certainly_below(near))


@given(quantities(), quantities(), all_rules)
def test_the_bar_stays_within_its_frame(result: Quantity, target: Quantity, how: Rule) -> None:
    bar = attain(result, target, rule=how, period_over=True).bar
    assert bar is None or 0 <= bar <= BAR_END
