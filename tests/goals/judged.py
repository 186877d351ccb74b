"""Results, targets and rules in words, judged: «judge("over 8000", "10000", rule(HIGHER))»."""

from decimal import Decimal

from goals.attainment import Outcome, Rule, attain
from metrics.choices import Direction, Qualifier
from metrics.quantities import Quantity

D = Decimal


def quantity(value: str | int, qualifier: str = "exact", upper: str | int | None = None) -> Quantity:
    return Quantity(D(value), None if upper is None else D(upper), Qualifier(qualifier))


def stated(words: str) -> Quantity:
    """«100», «about 100», «between 10 12»."""
    *qualifier, value = words.split()
    if qualifier[:1] == ["between"]:
        return quantity(qualifier[1], "between", value)
    return quantity(value, *qualifier)


def rule(
    direction: Direction, tolerance: str | None = None, baseline: str | None = None, floor: int | None = None
) -> Rule:
    return Rule(
        direction,
        None if tolerance is None else D(tolerance),
        None if baseline is None else stated(baseline),
        None if floor is None else D(floor),
    )


def judge(result: str, target: str, how: Rule) -> Outcome:
    return attain(stated(result), stated(target), rule=how, period_over=True)
