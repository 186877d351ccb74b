"""Attainment: what came of a target, with its working and its distance to the other verdict.

Pure. The verdict comes from comparing the result with the target, both as intervals, never from the ratio;
a ratio is given only where it cannot contradict the verdict. What counts as reached:

- the metric's direction says which side of the target is better, the target's words whether the value
  itself is enough (at least 10: from 10; over 10: beyond 10; 10: from 10);
- a target «between» is a corridor, reached from its nearer edge. Beyond the far edge is over-achievement,
  which is not failure, except for a neutral metric, where only the inside is reached;
- a neutral metric is judged by the target's words alone; a bare value, which names no side, is undecided;
- words against the direction (at most 10, higher is better) are a contradiction, and undecided;
- a target in doubt itself (about, nearly) is reached when every value it may mean is reached.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

from goals.choices import Formula, Verdict
from goals.demands import Demand, demands, distance
from metrics.choices import Direction
from metrics.quantities import EXACT, HUNDRED, INFINITY, ONE, ZERO, Interval, Quantity

BAR_END = Decimal("1.5")  # where bars end, so that the target stands at the same place in all of them


class Reason(StrEnum):
    """Why a verdict is undecided."""

    NONE = ""
    DOUBT = "doubt"
    NEUTRAL = "neutral"
    CONTRADICTION = "contradiction"


class StepCode(StrEnum):
    """What a step of the working is. The last six compare the result with the step's value."""

    RESULT = "result"
    TARGET = "target"
    BASELINE = "baseline"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RATIO = "ratio"
    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    NEARLY_FROM = "nearly_from"
    NEARLY_UP_TO = "nearly_up_to"


@dataclass(frozen=True)
class Rule:
    """How an indicator is judged.

    `tolerance` is in percentage points of attainment: with 5 a result is nearly there from 95 %. None and 0
    are no tolerance; ValueError outside 0 <= tolerance < 100. `baseline` counts where lower is better.
    `floor` is what the metric cannot fall below (0 for a count).
    """

    direction: Direction
    tolerance: Decimal | None = None
    baseline: Quantity | None = None
    floor: Decimal | None = None

    def __post_init__(self) -> None:
        if self.tolerance is not None and not 0 <= self.tolerance < HUNDRED:
            raise ValueError("tolerance_out_of_range")

    @property
    def slack(self) -> Decimal:
        """The tolerance as a share: 0.05 for 5."""
        return EXACT.divide(self.tolerance or ZERO, HUNDRED)

    @property
    def starting_point(self) -> Quantity:
        """The baseline, where the direction has a use for it; else a missing quantity."""
        return self.baseline if self.baseline and self.direction == Direction.LOWER else Quantity()

    @property
    def base(self) -> Interval:
        """The starting point in doubt; zero where there is none."""
        start = self.starting_point
        return Interval.point(ZERO) if start.missing else start.interval(self.floor)

    @property
    def base_value(self) -> Decimal:
        return self.starting_point.central or ZERO


@dataclass(frozen=True)
class Step:
    """One line of the working: a number as stated or computed and what doubt makes of it.

    For a comparison `holds` says whether it does (None when doubt does not settle it).
    """

    code: StepCode
    value: Decimal | None = None
    interval: Interval | None = None
    holds: bool | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a target.

    `standing` is the verdict on the numbers as they are; `verdict` is the same, or OPEN while the period
    runs. `ratio` is attainment (1 is 100 %), never capped nor rounded for display; `ratio_value` comes from
    the values as stated. Both are None where only reached or not makes sense.
    `gap` is the distance from the target in the metric's unit, positive when the result lies above it as a
    number, whether or not that is better; None where the target asks for nothing.
    `flip` is the smallest change of the stated result, its doubt moving with it, where «reached» begins or
    ends: add it to the result. A result on the target that counts as reached has flip 0 and
    `flip_inclusive` False: the slightest step beyond flips it. None where no change would.
    """

    verdict: Verdict
    standing: Verdict | None = None
    formula: Formula | None = None
    ratio: Interval | None = None
    ratio_value: Decimal | None = None
    gap: Interval | None = None
    flip: Decimal | None = None
    flip_inclusive: bool = False
    reason: Reason = Reason.NONE
    near_from: Decimal | None = None
    working: tuple[Step, ...] = ()

    @property
    def bar(self) -> Decimal | None:
        """The share of the target to draw, 0 to BAR_END: past 1 is over-achievement. No ratio: 1 when reached."""
        if self.ratio_value is None:
            return ONE if self.standing == Verdict.REACHED else None
        return min(max(self.ratio_value, ZERO), BAR_END)

    @property
    def percent(self) -> Interval | None:
        """Attainment in percent with its doubt, cut to what agrees with the verdict."""
        if self.ratio is None:
            return None
        low, edge = (None if end.is_infinite() else end for end in self._band())
        return self.ratio.scale(HUNDRED).overlap(Interval(low, edge, high_open=True))

    def shown_ratio(self, decimals: int = 1) -> Decimal | None:
        """Attainment in percent as shown, on the same side of every threshold as the verdict.

        None where doubt leaves more than one value: see `percent`.
        Rounded half up; where that crosses a threshold, the nearest on its own side, with more decimals when
        none of that many fits: 99.96 % not reached is 99.9, never 100.0. A result at 100 % exactly that
        does not reach (100 against «over 100») is shown one step below.
        """
        if self.ratio_value is None or self.ratio is None or not self.ratio.is_point:
            return None
        percent = EXACT.multiply(self.ratio_value, HUNDRED)
        low, edge = self._band()
        for places in range(decimals, decimals + 20):
            step = ONE.scaleb(-places)
            shown = _rounded(percent, step, ROUND_HALF_UP)
            if shown >= edge:
                shown = _rounded(EXACT.subtract(edge, step), step, ROUND_CEILING)
            if shown < low:
                shown = _rounded(low, step, ROUND_CEILING)
            if shown < edge:
                return shown
        return percent

    def _band(self) -> tuple[Decimal, Decimal]:
        """The percentages that agree with the verdict: from the first, below the second."""
        near = HUNDRED if self.near_from is None else self.near_from
        if self.standing == Verdict.REACHED:
            return HUNDRED, INFINITY
        if self.standing == Verdict.NEARLY:
            return near, HUNDRED
        return -INFINITY, near if self.standing == Verdict.NOT_REACHED else INFINITY


@dataclass(frozen=True)
class _Case:
    """A result and a target that can be compared: intervals, stated values, demands and the rule."""

    result: Interval
    result_value: Decimal
    target: Quantity
    sides: tuple[Demand, ...]
    formula: Formula
    rule: Rule


def attain(result: Quantity | None, target: Quantity | None, *, rule: Rule, period_over: bool) -> Outcome:
    """What came of a target: verdict, attainment, gap, distance to flipping, and the working.

    None and a missing value are the same: no target comes first, then (once the period is over) no result.
    While the period runs the verdict is OPEN, with every number computed as of now. Raises ValueError for a
    quantity without an interval (see Quantity.interval).

    >>> rule = Rule(Direction.HIGHER)
    >>> outcome = attain(Quantity(Decimal(16)), Quantity(Decimal(15)), rule=rule, period_over=True)
    >>> outcome.verdict.value, outcome.shown_ratio(), outcome.gap.low
    ('reached', Decimal('106.7'), Decimal('1'))
    """
    if target is None or target.central is None:
        return Outcome(Verdict.NO_TARGET, working=_inputs(result, None, rule))
    if result is None or result.central is None:
        verdict = Verdict.NO_RESULT if period_over else Verdict.OPEN
        return Outcome(verdict, working=_inputs(None, target, rule))
    sides = demands(target, rule.direction)
    case = _Case(result.interval(rule.floor), result.central, target, sides, _formula(sides, rule), rule)
    return _outcome(case, period_over, _inputs(result, target, rule))


def _outcome(case: _Case, period_over: bool, inputs: tuple[Step, ...]) -> Outcome:
    met = tuple(side.met_by(case.result) for side in case.sides)
    near, near_step = _nearly(case)
    standing = _standing(met, near)
    ratio, ratio_value, division = _ratio(case)
    flip, inclusive = _flip(case)
    pairs = zip(case.sides, met, strict=True)
    comparisons = tuple(Step(_code(side), side.stated, side.limit, holds) for side, holds in pairs)
    return Outcome(
        verdict=standing if period_over else Verdict.OPEN,
        standing=standing,
        formula=case.formula,
        ratio=ratio,
        ratio_value=ratio_value,
        gap=distance(case.result, case.target) if case.sides else None,
        flip=flip,
        flip_inclusive=inclusive,
        reason=_reason(case, standing),
        near_from=EXACT.subtract(HUNDRED, case.rule.tolerance or ZERO) if near_step else None,
        working=inputs + division + comparisons + near_step,
    )


def _inputs(result: Quantity | None, target: Quantity | None, rule: Rule) -> tuple[Step, ...]:
    stated = (
        (StepCode.RESULT, result, rule.floor),
        (StepCode.TARGET, target, None),
        (StepCode.BASELINE, rule.starting_point, rule.floor),
    )
    present = ((code, each, floor) for code, each, floor in stated if each and not each.missing)
    return tuple(Step(code, each.central, each.interval(floor)) for code, each, floor in present)


def _code(side: Demand) -> StepCode:
    if side.upward:
        return StepCode.ABOVE if side.strict else StepCode.AT_LEAST
    return StepCode.BELOW if side.strict else StepCode.AT_MOST


def _formula(sides: tuple[Demand, ...], rule: Rule) -> Formula:
    """The arithmetic that cannot contradict the comparison.

    A target that is or may be zero is only reached or not, and so is a negative one without a baseline. A
    baseline that is not certainly worse than the target leaves no way to progress, and is not used.
    """
    if rule.direction == Direction.NEUTRAL or not sides or sides[0].limit.contains(ZERO):
        return Formula.THRESHOLD
    limit = sides[0].limit
    if not rule.starting_point.missing and rule.base.certainly_above(limit):
        return Formula.PROGRESS
    if not limit.certainly_above(ZERO):
        return Formula.THRESHOLD
    return Formula.RATIO if rule.direction == Direction.HIGHER else Formula.INVERSE


def _standing(met: tuple[bool | None, ...], near: bool | None) -> Verdict:
    if met and all(met):
        return Verdict.REACHED
    if False not in met or near is None:
        return Verdict.UNDECIDED
    return Verdict.NEARLY if near else Verdict.NOT_REACHED


def _reason(case: _Case, standing: Verdict) -> Reason:
    if standing != Verdict.UNDECIDED:
        return Reason.NONE
    if case.sides:
        return Reason.DOUBT
    return Reason.NEUTRAL if case.rule.direction == Direction.NEUTRAL else Reason.CONTRADICTION


def _nearly(case: _Case) -> tuple[bool | None, tuple[Step, ...]]:
    """Whether the result is within the tolerance, and the step that shows it (none without a tolerance).

    Attainment of 1 - slack, turned into a limit for the result by products alone, so nothing is rounded.
    """
    slack = case.rule.slack
    if not slack or case.formula == Formula.THRESHOLD:
        return False, ()
    side, share = case.sides[0], EXACT.subtract(ONE, slack)
    result, limit = case.result, side.limit.scale(share)
    stated = EXACT.multiply(side.stated, share)
    if case.formula == Formula.INVERSE:
        result, limit = case.result.scale(share), side.limit
        stated = EXACT.divide(side.stated, share)
    if case.formula == Formula.PROGRESS:
        limit = limit.add(case.rule.base.scale(slack))
        stated = EXACT.add(stated, EXACT.multiply(case.rule.base_value, slack))
    near = Demand(limit, stated, side.upward).met_by(result)
    return near, (Step(StepCode.NEARLY_FROM if side.upward else StepCode.NEARLY_UP_TO, stated, None, near),)


def _ratio(case: _Case) -> tuple[Interval | None, Decimal | None, tuple[Step, ...]]:
    """Attainment in doubt and as stated, with the division that gives it; None where it is not defined."""
    if case.formula == Formula.THRESHOLD:
        return None, None, ()
    side = case.sides[0]
    in_doubt = _division(case.formula, case.result, side.limit, case.rule.base)
    stated = (case.result_value, side.stated, case.rule.base_value)
    as_stated = _division(case.formula, *(Interval.point(value) for value in stated))
    if as_stated is None or in_doubt is None:
        return None, None, ()
    codes = (StepCode.NUMERATOR, StepCode.DENOMINATOR, StepCode.RATIO)
    lines = zip(codes, as_stated, in_doubt, strict=True)
    steps = tuple(Step(code, value.low, doubt) for code, value, doubt in lines)
    return in_doubt[-1], as_stated[-1].low, steps


def _division(
    formula: Formula, result: Interval, limit: Interval, base: Interval
) -> tuple[Interval, Interval, Interval] | None:
    """Numerator, denominator and quotient of a formula; None where the quotient is not defined.

    Target / result needs a result above zero: at zero or below attainment has no upper end.
    """
    if formula == Formula.PROGRESS:
        top, bottom = base.subtract(result), base.subtract(limit)
        # 1 + (target - result) / (baseline - target): the baseline once, so its doubt is not counted twice.
        lead = limit.subtract(result).divide(bottom)
        return (top, bottom, lead.add(ONE)) if lead else None
    if formula == Formula.INVERSE and not result.certainly_above(ZERO):
        return None
    top, bottom = (result, limit) if formula == Formula.RATIO else (limit, result)
    ratio = top.divide(bottom)
    return (top, bottom, ratio) if ratio else None


def _flip(case: _Case) -> tuple[Decimal | None, bool]:
    """The nearest change of the result at which «reached» begins or ends, and whether landing there flips."""
    holding = _holding(case) or Interval(None, None)
    ends = ((holding.low, holding.low_open), (holding.high, holding.high_open))
    finite = [(change, is_open) for change, is_open in ends if change is not None]
    if not finite:
        return None, False
    change, is_open = min(finite, key=lambda end: end[0].copy_abs())
    # Reached, landing on an open end leaves; not reached, landing on a closed one enters.
    return change, is_open == holding.contains(ZERO)


def _holding(case: _Case) -> Interval | None:
    """The changes of the result for which «reached» holds; None when none would do."""
    holding: Interval | None = Interval(None, None)
    for side in case.sides:
        changes = side.changes_that_meet(case.result)
        holding = holding.overlap(changes) if holding and changes else None
    return holding


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    # Adding zero turns -0.0 into 0.0.
    return EXACT.add(value.quantize(step, rounding, EXACT), ZERO)
