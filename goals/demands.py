"""What a target asks for, and how far a result lies from it.

Pure. A demand is one side of a target: at least, or at most, a limit. The distance is taken from the target as
a number, whatever the direction: a result of 12 lies 2 above a target of «at most 10», and nowhere from one of
«between 10 and 20».
"""

from dataclasses import dataclass
from decimal import Decimal

from metrics.choices import Direction, Qualifier
from metrics.quantities import EXACT, ZERO, Interval, Quantity

# The words of a target that name a side, and on which side of the value they put what is asked for.
_ASKS_FOR_MORE = (Qualifier.AT_LEAST, Qualifier.OVER, Qualifier.BETWEEN)
_ASKS_FOR_LESS = (Qualifier.AT_MOST, Qualifier.UNDER, Qualifier.BETWEEN)
_NAMES_A_SIDE = (*_ASKS_FOR_MORE, *_ASKS_FOR_LESS)


@dataclass(frozen=True)
class Demand:
    """One demand of a target: the result must be at least (`upward`) or at most the limit, or beyond it."""

    limit: Interval
    stated: Decimal
    upward: bool
    strict: bool = False

    def facing(self, interval: Interval) -> Interval:
        """The interval mirrored, where less is better, so that more is better."""
        return interval if self.upward else interval.negate()

    def met_by(self, result: Interval) -> bool | None:
        """Whether the demand is met; None when doubt does not settle it."""
        mine, asked = self.facing(result), self.facing(self.limit)
        if self.strict:
            certain, possible = mine.certainly_above(asked), mine.possibly_above(asked)
        else:
            certain, possible = mine.certainly_at_least(asked), mine.possibly_at_least(asked)
        if certain:
            return True
        return None if possible else False

    def changes_that_meet(self, result: Interval) -> Interval | None:
        """What can be added to the result, its doubt moving with it, so that the demand is met; None for nothing."""
        mine, asked = self.facing(result), self.facing(self.limit)
        if mine.low is None or asked.high is None:
            return None
        beyond = self.strict and not (mine.low_open or asked.high_open)
        return self.facing(Interval(EXACT.subtract(asked.high, mine.low), None, low_open=beyond))


def demands(target: Quantity, direction: Direction) -> tuple[Demand, ...]:
    """What the target asks for: one demand for a direction, up to two for a neutral metric.

    () for a bare value of a neutral metric, which names no side, and for words against the direction.
    """
    limit, value, words = target.interval(), target.value or ZERO, target.qualifier
    if words not in _NAMES_A_SIDE:
        return () if direction == Direction.NEUTRAL else (Demand(limit, value, direction == Direction.HIGHER),)
    upper = value if target.upper is None else target.upper
    more = Demand(Interval.point(value), value, True, words == Qualifier.OVER)
    less = Demand(Interval.point(upper), upper, False, words == Qualifier.UNDER)
    asks_for_more = words in _ASKS_FOR_MORE and direction != Direction.LOWER
    asks_for_less = words in _ASKS_FOR_LESS and direction != Direction.HIGHER
    return tuple(demand for demand, asked in ((more, asks_for_more), (less, asks_for_less)) if asked)


def distance(result: Interval, target: Quantity) -> Interval:
    """How far the result lies from the target in the metric's unit: above it positive, below it negative.

    Zero on the target and anywhere inside a «between». A target in doubt adds its doubt to the result's.

    >>> distance(Interval.point(Decimal(25)), Quantity(Decimal(10), Decimal(20), Qualifier.BETWEEN)).low
    Decimal('5')
    """
    if target.qualifier not in _NAMES_A_SIDE:
        return result.subtract(target.interval())
    lower = target.value or ZERO
    upper = lower if target.upper is None else target.upper
    below = result.overlap(Interval(None, lower, high_open=True))
    inside = result.overlap(Interval(lower, upper))
    above = result.overlap(Interval(upper, None, low_open=True))
    parts = [
        below.subtract(lower) if below else None,
        Interval.point(ZERO) if inside else None,
        above.subtract(upper) if above else None,
    ]
    present = [part for part in parts if part]
    return Interval(present[0].low, present[-1].high, present[0].low_open, present[-1].high_open)
