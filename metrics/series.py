"""Series of one metric: the figure that counts, the parts of a longer period, growth from a year before.

Pure. Values are Decimals, in doubt as intervals; a missing value is never zero, and a gap is a gap: growth
is never measured against an older value than the one asked for. Nothing here is rounded for display.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from metrics.choices import Aggregation, Granularity, Status, Unit
from metrics.periods import Period
from metrics.quantities import EXACT, HUNDRED, ONE, RATIOS, ZERO, Interval, Quantity

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


class RollUpCode(StrEnum):
    """Why a longer period has no computed value, or only a partial one."""

    NONE = ""
    NOT_COMBINABLE = "not_combinable"
    NO_PARTS = "no_parts"
    NOT_TILING = "not_tiling"
    INCOMPLETE = "incomplete"
    UNBOUNDED = "unbounded"


class GrowthCode(StrEnum):
    """Why there is no growth, or no percentage of it."""

    NONE = ""
    EARLIER_MISSING = "earlier_missing"
    LATER_MISSING = "later_missing"
    BASE_ZERO = "base_zero"
    BASE_NEGATIVE = "base_negative"
    BASE_MAY_BE_ZERO = "base_may_be_zero"


@dataclass(frozen=True)
class Point:
    """One value of a series; `source` is whatever names the publication it came from."""

    period: Period
    quantity: Quantity
    source: object | None = None


@dataclass(frozen=True)
class RollUp:
    """A longer period, declared and computed side by side.

    `quantity` is the one to show: the declared value, else the computed one when it is complete, else None.
    `computed` is made of the parts that are there; when `complete` is False it is only «so far».
    `present`, `expected` and `missing` count the parts the computed value needs, of one granularity.
    """

    quantity: Quantity | None = None
    declared: Quantity | None = None
    computed: Quantity | None = None
    complete: bool = False
    present: int = 0
    expected: int = 0
    missing: tuple[Period, ...] = ()
    granularity: Granularity | None = None
    code: RollUpCode = RollUpCode.NONE


@dataclass(frozen=True)
class Growth:
    """Change from an earlier value to a later one, in the metric's unit and as people say it.

    `change` is later - earlier. `percent` is the change relative to the earlier value (28.64 means 28.64 %),
    `points` the change in percentage points; a metric in percent has points and never percent, every other
    metric the reverse. The `_value` fields come from the values as stated, the intervals from their doubt.
    """

    change: Interval | None = None
    change_value: Decimal | None = None
    percent: Interval | None = None
    percent_value: Decimal | None = None
    points: Interval | None = None
    points_value: Decimal | None = None
    code: GrowthCode = GrowthCode.NONE

    @property
    def doubtful(self) -> bool:
        return self.change is not None and not self.change.is_point

    @property
    def sign(self) -> int | None:
        """1 certainly up, -1 certainly down, 0 certainly unchanged; None when doubt does not settle it."""
        if self.change is None:
            return None
        if self.change.is_point and self.change.contains(ZERO):
            return 0
        if self.change.certainly_above(ZERO):
            return 1
        return -1 if self.change.certainly_below(ZERO) else None


def counting(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, Row]:
    """The row that counts for each key: the last one, of rows ordered by (published_at, publication_id).

    The order is the whole rule. Choosing as of a date is leaving out the rows published later.
    """
    return {key(row): row for row in rows}


def roll_up(
    points: Iterable[Point], period: Period, aggregation: Aggregation, *, floor: Decimal | None = None
) -> RollUp:
    """The value of a period from its parts, beside the value declared for the whole of it.

    Parts are of one granularity that tiles the period, never mixed: a complete one wins over an incomplete,
    then the one with the larger share of its parts, then the finest. A sum or mean needs every part; the
    latest value needs the last one only. A mean weighs its parts alike. The least settled status spreads:
    one estimate makes an estimate. `floor` is what the metric cannot fall below, 0 for a count.
    """
    last = counting(points, _period_of)
    # Only now: a later publication may have taken a value back, and the one before must not return.
    values = {each: point for each, point in last.items() if not point.quantity.missing}
    computed = _roll_up_parts(values, period, aggregation, floor)
    if period not in values:
        return computed
    declared = values[period].quantity
    return replace(computed, quantity=declared, declared=declared)


def growth(earlier: Quantity | None, later: Quantity | None, unit: Unit, *, floor: Decimal | None = None) -> Growth:
    """Growth between two values of one metric; None or a missing value gives a code, not a zero.

    Counts and kroner grow in percent, metrics in percent by percentage points. From zero, from a negative
    value and from a value that may be zero there is a change but no percentage, and the code says why.

    >>> growth(Quantity(Decimal(80)), Quantity(Decimal(100)), Unit.COUNT).percent_value
    Decimal('25')
    >>> growth(Quantity(Decimal(80)), Quantity(Decimal(100)), Unit.PERCENT).points_value
    Decimal('20')
    """
    # A period without a value has no growth, whatever the year before says.
    if later is None or later.central is None:
        return Growth(code=GrowthCode.LATER_MISSING)
    if earlier is None or earlier.central is None:
        return Growth(code=GrowthCode.EARLIER_MISSING)
    base, now = earlier.interval(floor), later.interval(floor)
    change, stated = now.subtract(base), EXACT.subtract(later.central, earlier.central)
    if unit == Unit.PERCENT:
        return Growth(change, stated, points=change, points_value=stated)
    code = _base_code(base, earlier.central)
    if code:
        return Growth(change, stated, code=code)
    percent_value = RATIOS.divide(EXACT.multiply(stated, HUNDRED), earlier.central)
    percent = Interval.point(percent_value) if change.is_point else _relative_change(base, now)
    return Growth(change, stated, percent=percent, percent_value=percent_value)


def least_settled(statuses: Iterable[Status]) -> Status:
    """The status of something made of values with these: estimate, else provisional, else final."""
    found = set(statuses)
    for status in (Status.ESTIMATE, Status.PROVISIONAL):
        if status in found:
            return status
    return Status.FINAL


@dataclass(frozen=True)
class _Tiling:
    """The parts of a period in one granularity, those that are needed, and those that have a value."""

    granularity: Granularity
    needed: tuple[Period, ...]
    found: tuple[Point, ...]
    missing: tuple[Period, ...]

    @property
    def present(self) -> int:
        return len(self.needed) - len(self.missing)

    @property
    def share(self) -> Fraction:
        return Fraction(self.present, len(self.needed))


def _roll_up_parts(
    values: Mapping[Period, Point], period: Period, aggregation: Aggregation, floor: Decimal | None
) -> RollUp:
    if aggregation == Aggregation.NONE:
        return RollUp(code=RollUpCode.NOT_COMBINABLE)
    tilings = _tilings(values, period, aggregation)
    if not tilings:
        inside = any(period.contains(other) and other != period for other in values)
        return RollUp(code=RollUpCode.NOT_TILING if inside else RollUpCode.NO_PARTS)
    # max keeps the first of equals, and the finest stands first.
    chosen = max(tilings, key=lambda tiling: tiling.share)
    computed = _combine(chosen.found, aggregation, floor)
    complete = not chosen.missing
    code = RollUpCode.NONE if computed else RollUpCode.UNBOUNDED
    return RollUp(
        quantity=computed if complete else None,
        computed=computed,
        complete=complete,
        present=chosen.present,
        expected=len(chosen.needed),
        missing=chosen.missing,
        granularity=chosen.granularity,
        code=code if complete else RollUpCode.INCOMPLETE,
    )


def _tilings(values: Mapping[Period, Point], period: Period, aggregation: Aggregation) -> list[_Tiling]:
    """The ways to divide the period for which at least one part has a value, the finest first."""
    tilings = []
    present = {other.granularity for other in values}
    for granularity in sorted(present, key=list(Granularity).index, reverse=True):
        parts = period.parts(granularity)
        found = tuple(values[part] for part in parts if part in values)
        if not found:
            continue
        needed = tuple(parts[-1:] if aggregation == Aggregation.LATEST else parts)
        missing = tuple(part for part in needed if part not in values)
        tilings.append(_Tiling(granularity, needed, found, missing))
    return tilings


def _combine(parts: Sequence[Point], aggregation: Aggregation, floor: Decimal | None) -> Quantity | None:
    """The parts made one; None when doubt leaves it unbounded both ways."""
    if aggregation == Aggregation.LATEST:
        return parts[-1].quantity
    total = Interval.point(ZERO)
    for part in parts:
        total = total.add(part.quantity.interval(floor))
    status = least_settled(part.quantity.status for part in parts)
    if aggregation == Aggregation.SUM:
        return Quantity.spanning(total, status)
    mean = total.divide(Decimal(len(parts)))
    return Quantity.spanning(mean, status) if mean else None


def _base_code(base: Interval, stated: Decimal) -> GrowthCode:
    if base.certainly_above(ZERO) and stated > 0:  # «over 0» is above zero and states zero
        return GrowthCode.NONE
    if base.certainly_below(ZERO):
        return GrowthCode.BASE_NEGATIVE
    return GrowthCode.BASE_ZERO if base.is_point else GrowthCode.BASE_MAY_BE_ZERO


def _relative_change(base: Interval, now: Interval) -> Interval | None:
    """(now / base - 1) x 100: each value once, so doubt in the base is not counted twice."""
    factor = now.divide(base)
    return factor.subtract(ONE).scale(HUNDRED) if factor else None


def _period_of(point: Point) -> Period:
    return point.period
