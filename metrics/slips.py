"""Does a value smell of a slip of the pen? It is judged against the metric's own history.

Pure. A wrong decimal mark or scale moves a value by 10, 100 or 1000, and a share written for a percentage
by 100. Growth does so rarely, so a value is suspected when it is far from the latest one and near none of the
earlier ones; where a move brings it near the latest, that is what may have been meant. What is found is a
warning, never a refusal: the person knows, the arithmetic does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from metrics.choices import Unit
from metrics.quantities import RATIOS, ZERO, Quantity

FAR = Decimal(5)  # times larger or smaller than the latest; the fourfold growth of a good year is not far
NEAR = Decimal(2)  # how close a value must come to be taken for the same size
WIDEST = Decimal(3)  # past the root of ten a value is nearer the next power, and the move proves nothing
STEEPER = Decimal(2)  # a metric may grow this much faster than it ever did before it is suspected


class SlipCode(StrEnum):
    """What the value looks like."""

    FACTOR_10 = "factor_10"
    FACTOR_100 = "factor_100"
    FACTOR_1000 = "factor_1000"
    PERCENT_AS_SHARE = "percent_as_share"  # 0.246 where 24.6 percent was meant
    SHARE_AS_PERCENT = "share_as_percent"  # 24.6 where the share 0.246 was meant
    FAR_OFF = "far_off"
    SIGN = "sign"
    ZERO = "zero"


_FACTORS = {
    Decimal(10): SlipCode.FACTOR_10,
    Decimal(100): SlipCode.FACTOR_100,
    Decimal(1000): SlipCode.FACTOR_1000,
}


@dataclass(frozen=True)
class Slip:
    """A suspicion: the value stated, the known value it was held against, and what may have been meant."""

    code: SlipCode
    stated: Decimal
    known: Decimal
    meant: Decimal | None = None


def slips(unit: Unit, quantity: Quantity, earlier: Sequence[Quantity]) -> tuple[Slip, ...]:
    """Return what is suspicious about a quantity; `earlier` is its history, the nearest in time last.

    Missing quantities and zeros in the history tell nothing, and without a history nothing is suspected.
    A value near any earlier one is innocent: months have seasons.

    >>> [slip.code.value for slip in slips(Unit.COUNT, Quantity(Decimal(14400)), [Quantity(Decimal(1440))])]
    ['factor_10']
    """
    stated = quantity.central
    known = [value for value in (one.central for one in earlier) if value]
    if stated is None or not known:
        return ()
    if stated == 0:
        return (Slip(SlipCode.ZERO, stated, known[-1]),)
    found = [_sign(stated, known), _scale(unit, stated, known)]
    return tuple(slip for slip in found if slip)


def _sign(stated: Decimal, known: Sequence[Decimal]) -> Slip | None:
    if any((value > 0) == (stated > 0) for value in known):
        return None
    return Slip(SlipCode.SIGN, stated, known[-1], -stated)


def _scale(unit: Unit, stated: Decimal, known: Sequence[Decimal]) -> Slip | None:
    if min(_ratio(stated, value) for value in known) <= NEAR:
        return None
    latest = known[-1]
    steepest = max((_ratio(one, other) for one, other in pairwise(known)), default=Decimal(1))
    if _ratio(stated, latest) <= max(FAR, RATIOS.multiply(STEEPER, steepest)):
        return None
    near = max(NEAR, min(steepest, WIDEST))
    for factor, code in _FACTORS.items():
        meant = _moved(stated, latest, factor)
        if _ratio(meant, latest) <= near:
            return Slip(_named(code, unit, stated, latest), stated, latest, meant)
    return Slip(SlipCode.FAR_OFF, stated, latest)


def _moved(stated: Decimal, known: Decimal, factor: Decimal) -> Decimal:
    if abs(stated) > abs(known):
        return RATIOS.divide(stated, factor)
    return RATIOS.multiply(stated, factor)


def _named(code: SlipCode, unit: Unit, stated: Decimal, known: Decimal) -> SlipCode:
    if code != SlipCode.FACTOR_100:
        return code
    if unit == Unit.PERCENT and ZERO < abs(stated) <= 1:
        return SlipCode.PERCENT_AS_SHARE
    if unit != Unit.PERCENT and abs(known) <= 1:
        return SlipCode.SHARE_AS_PERCENT
    return code


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    """How many times the smaller goes into the larger, whatever their signs: at least 1."""
    small, large = sorted((abs(one), abs(other)))
    return RATIOS.divide(large, small)
