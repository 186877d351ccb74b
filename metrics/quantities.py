"""Values that carry their doubt: a stated quantity and the interval it stands for in arithmetic.

Sums and products are exact to 60 significant digits, quotients are rounded half-even to 40; the ambient
decimal context is never used, so a sum of fifteen-digit values cannot lose a digit unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import NamedTuple

from metrics.choices import Qualifier, Status

_TRAPS = [InvalidOperation, DivisionByZero, Overflow]
EXACT = Context(prec=60, traps=_TRAPS)
RATIOS = Context(prec=40, traps=_TRAPS)

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
INFINITY = Decimal("Infinity")
_HALF = Decimal("0.5")


class _End(NamedTuple):
    """One end of an interval; an infinite value is an end that is not there, and always open."""

    value: Decimal
    open: bool


@dataclass(frozen=True)
class Interval:
    """Every value a statement allows. None is unbounded; an open end is itself not allowed.

    Raises ValueError for an empty interval and for ends that are not finite numbers.
    Operands may be intervals or plain Decimals.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if any(end is not None and not end.is_finite() for end in (self.low, self.high)):
            raise ValueError("not_finite")
        if self.low is None:
            object.__setattr__(self, "low_open", False)
        if self.high is None:
            object.__setattr__(self, "high_open", False)
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise ValueError("empty_interval")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal) -> bool:
        """Whether the value is one the interval allows."""
        return self.possibly_at_least(value) and self.possibly_at_most(value)

    def negate(self) -> Interval:
        """The interval mirrored around zero."""
        return Interval(_minus(self.high), _minus(self.low), self.high_open, self.low_open)

    def add(self, other: Interval | Decimal) -> Interval:
        """Every sum of one value from each."""
        other = _as_interval(other)
        low = None if self.low is None or other.low is None else EXACT.add(self.low, other.low)
        high = None if self.high is None or other.high is None else EXACT.add(self.high, other.high)
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def subtract(self, other: Interval | Decimal) -> Interval:
        """Every difference. The two are taken as independent: x - x is not zero for an x in doubt."""
        return self.add(_as_interval(other).negate())

    def scale(self, factor: Decimal) -> Interval:
        """The interval multiplied by a known number."""
        return self.multiply(Interval.point(factor))

    def multiply(self, other: Interval | Decimal) -> Interval:
        """Every product of one value from each."""
        other = _as_interval(other)
        return _spanned(_product(one, two) for one in self._ends() for two in other._ends())

    def divide(self, divisor: Interval | Decimal) -> Interval | None:
        """Every quotient, or None when the divisor may be zero.

        A divisor that only comes near zero gives an unbounded quotient: 1 / (0, 5] is [0.2, unbounded).
        """
        divisor = _as_interval(divisor)
        if divisor.contains(ZERO):
            return None
        sign = 1 if divisor.certainly_above(ZERO) else -1
        quotients = (_quotient(one, two, sign) for one in self._ends() for two in divisor._ends())
        return _spanned(quotient for quotient in quotients if quotient is not None)

    def certainly_at_least(self, other: Interval | Decimal) -> bool:
        """Whether every value here is at least every value there."""
        mine, theirs = self._ends()[0], _as_interval(other)._ends()[1]
        return mine.value >= theirs.value and theirs.value.is_finite()

    def certainly_above(self, other: Interval | Decimal) -> bool:
        """Whether every value here is greater than every value there."""
        mine, theirs = self._ends()[0], _as_interval(other)._ends()[1]
        if mine.value == theirs.value:
            return mine.open or theirs.open
        return mine.value > theirs.value

    def certainly_at_most(self, other: Interval | Decimal) -> bool:
        """Whether every value here is at most every value there."""
        return _as_interval(other).certainly_at_least(self)

    def certainly_below(self, other: Interval | Decimal) -> bool:
        """Whether every value here is less than every value there."""
        return _as_interval(other).certainly_above(self)

    def possibly_at_least(self, other: Interval | Decimal) -> bool:
        """Whether some value here is at least some value there."""
        return not self.certainly_below(other)

    def possibly_above(self, other: Interval | Decimal) -> bool:
        """Whether some value here is greater than some value there."""
        return not self.certainly_at_most(other)

    def possibly_at_most(self, other: Interval | Decimal) -> bool:
        """Whether some value here is at most some value there."""
        return not self.certainly_above(other)

    def raised_to(self, floor: Decimal | None) -> Interval:
        """The part at or above the floor; unchanged when the floor leaves nothing: the statement stands."""
        return self if floor is None else self.overlap(Interval(floor, None)) or self

    def overlap(self, other: Interval) -> Interval | None:
        """What both allow; None when they have no value in common."""
        if self.certainly_above(other) or self.certainly_below(other):
            return None
        low = max(self._ends()[0], other._ends()[0])
        high = min(self._ends()[1], other._ends()[1], key=lambda end: (end.value, not end.open))
        return _between(low, high)

    def _ends(self) -> tuple[_End, _End]:
        low = _End(-INFINITY, True) if self.low is None else _End(self.low, self.low_open)
        high = _End(INFINITY, True) if self.high is None else _End(self.high, self.high_open)
        return low, high


@dataclass(frozen=True)
class Quantity:
    """What was stated: a value (and the upper one of a «between»), how firmly, and how settled it is.

    A plain record: what is stated may be wrong, and `interval` is where a wrong one is refused.
    Missing (value None) is not zero.
    """

    value: Decimal | None = None
    upper: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    status: Status = Status.FINAL

    @classmethod
    def spanning(cls, interval: Interval, status: Status = Status.FINAL) -> Quantity | None:
        """The quantity that states an interval; None when it is unbounded both ways and says nothing.

        A bounded interval with an open end becomes a closed «between»: wider by one value, never narrower.
        """
        low, high = interval.low, interval.high
        if low is None and high is None:
            return None
        if interval.is_point:
            return cls(low, status=status)
        if high is None:
            return cls(low, None, Qualifier.OVER if interval.low_open else Qualifier.AT_LEAST, status)
        if low is None:
            return cls(high, None, Qualifier.UNDER if interval.high_open else Qualifier.AT_MOST, status)
        return cls(low, high, Qualifier.BETWEEN, status)

    @property
    def missing(self) -> bool:
        return self.value is None

    @property
    def doubtful(self) -> bool:
        """Whether more than one value is possible. A missing quantity has nothing to doubt."""
        return not self.missing and not self.interval().is_point

    @property
    def central(self) -> Decimal | None:
        """The stated value as one number: the middle of a «between», else the value as stated."""
        if self.value is None or self.upper is None:
            return self.value
        return EXACT.multiply(EXACT.add(self.value, self.upper), _HALF)

    def interval(self, floor: Decimal | None = None) -> Interval:
        """The values the statement allows; `floor` is what the metric cannot fall below (0 for a count).

        About 1440 is [1435, 1445], nearly 50 is [45, 50), over 8000 is (8000, unbounded), and under 5 with
        the floor 0 is [0, 5). Nearly goes towards zero: nearly -50 is (-50, -45]. Zero has no last
        non-zero digit and is taken as stated in whole units: about 0 is [-0.5, 0.5]. Raises ValueError
        for a missing value, a «between» without its upper value or upside down, and for NaN and infinity.
        """
        if self.value is None:
            raise ValueError("missing_value")
        if not self.value.is_finite():
            raise ValueError("not_finite")
        return _stated(self.value, self.upper, self.qualifier).raised_to(floor)


def _stated(value: Decimal, upper: Decimal | None, qualifier: Qualifier) -> Interval:
    match qualifier:
        case Qualifier.ABOUT:
            return Interval.point(value).add(Interval(-half_unit(value), half_unit(value)))
        case Qualifier.NEARLY if value < 0:
            return Interval(value, EXACT.add(value, half_unit(value)), low_open=True)
        case Qualifier.NEARLY:
            return Interval(EXACT.subtract(value, half_unit(value)), value, high_open=True)
        case Qualifier.OVER:
            return Interval(value, None, low_open=True)
        case Qualifier.UNDER:
            return Interval(None, value, high_open=True)
        case Qualifier.AT_LEAST:
            return Interval(value, None)
        case Qualifier.AT_MOST:
            return Interval(None, value)
        case Qualifier.BETWEEN if upper is None:
            raise ValueError("missing_upper")
        case Qualifier.BETWEEN:
            return Interval(value, upper)
    return Interval.point(value)


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last non-zero digit: 1440 gives 5, 4 700 000 gives 50 000, 24.60 gives 0.05."""
    plain = EXACT.normalize(value)
    last_digit = plain.adjusted() - len(plain.as_tuple().digits) + 1
    return EXACT.scaleb(_HALF, Decimal(last_digit))


def _as_interval(operand: Interval | Decimal) -> Interval:
    return operand if isinstance(operand, Interval) else Interval.point(operand)


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else EXACT.minus(value)


def _product(one: _End, two: _End) -> _End:
    if one.value == 0 or two.value == 0:
        # Zero times anything is zero, reached as soon as either zero is.
        reached = (one.value == 0 and not one.open) or (two.value == 0 and not two.open)
        return _End(ZERO, not reached)
    return _End(EXACT.multiply(one.value, two.value), one.open or two.open)


def _quotient(one: _End, two: _End, sign: int) -> _End | None:
    """One end divided by another; the divisor has the sign given, also where it only nears zero."""
    if one.value == 0:
        return _End(ZERO, one.open)
    if two.value == 0:
        return _End(INFINITY if (one.value > 0) == (sign > 0) else -INFINITY, True)
    if two.value.is_infinite():
        # Unbounded by unbounded can be anything; the other ends already say how far.
        return None if one.value.is_infinite() else _End(ZERO, True)
    return _End(RATIOS.divide(one.value, two.value), one.open or two.open)


def _spanned(ends: Iterable[_End]) -> Interval:
    """The smallest interval over these ends; where two meet, one that is reached is enough."""
    candidates = list(ends)
    low = min(candidates)
    high = max(candidates, key=lambda end: (end.value, not end.open))
    return _between(low, high)


def _between(low: _End, high: _End) -> Interval:
    return Interval(
        low.value if low.value.is_finite() else None,
        high.value if high.value.is_finite() else None,
        low.open,
        high.open,
    )
