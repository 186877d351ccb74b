"""How figures, periods and changes read in words, in the language of the page.

Screens, tables and messages all say a number through these functions, so that it reads the same everywhere.
"""

from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from metrics.choices import Granularity, Qualifier, Status, Unit
from metrics.numbers import MAX_DECIMALS, rounded, show
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import Growth, GrowthCode

NBSP = "\u00a0"
# Lazy, so that only the pattern that is used is looked up: a page says hundreds of numbers.
QUALIFIED = {
    Qualifier.ABOUT: pgettext_lazy("quantity", "about %(value)s"),
    Qualifier.NEARLY: pgettext_lazy("quantity", "nearly %(value)s"),
    Qualifier.OVER: pgettext_lazy("quantity", "over %(value)s"),
    Qualifier.UNDER: pgettext_lazy("quantity", "under %(value)s"),
    Qualifier.AT_LEAST: pgettext_lazy("quantity", "at least %(value)s"),
    Qualifier.AT_MOST: pgettext_lazy("quantity", "at most %(value)s"),
}
NUMBERED = {
    Granularity.HALF_YEAR: gettext_lazy("half-year %(number)s, %(year)s"),
    Granularity.TERTIAL: gettext_lazy("tertial %(number)s, %(year)s"),
    Granularity.QUARTER: gettext_lazy("quarter %(number)s, %(year)s"),
    Granularity.WEEK: gettext_lazy("week %(number)s, %(year)s"),
}


def with_unit(number: str, unit: str) -> str:
    """Put the unit's sign behind a number: «99,92 %», «15 000 kr»; counts have none."""
    sign = {Unit.PERCENT: "%", Unit.NOK: _("kr")}.get(Unit(unit), "")
    return f"{number}{NBSP}{sign}" if sign else number


def amount_text(
    value: Decimal, unit: str = Unit.COUNT, decimals: int = MAX_DECIMALS, apart: Collection[Decimal] = ()
) -> str:
    """Say one number that may be computed; «ca.» says that rounding hides something: «11,5», «ca. 1,3333».

    As a qualifier «ca.» means the same: within half a unit of the last digit. For `apart` see `rounded`.
    """
    shown = rounded(value, decimals, apart=apart)
    text = with_unit(show(shown), unit)
    return text if shown == value else QUALIFIED[Qualifier.ABOUT] % {"value": text}


def quantity_text(
    quantity: Quantity, unit: str = Unit.COUNT, decimals: int = MAX_DECIMALS, apart: Collection[Decimal] = ()
) -> str:
    """Say a quantity with its qualifier: «ca. 1 440», «over 4 700 000», or why it is missing.

    Values that are stored show every digit; those of a computed one are rounded, a limit away from what it
    allows, so that what is said stays true.
    """
    if quantity.value is None:
        return str(Status(quantity.status).label)
    if quantity.upper is not None:
        low = rounded(quantity.value, decimals, ROUND_FLOOR, apart)
        return f"{show(low)}–{with_unit(show(rounded(quantity.upper, decimals, ROUND_CEILING, apart)), unit)}"
    pattern = QUALIFIED.get(Qualifier(quantity.qualifier))
    if not pattern:
        return amount_text(quantity.value, unit, decimals, apart)
    outwards = {
        Qualifier.OVER: ROUND_FLOOR,
        Qualifier.AT_LEAST: ROUND_FLOOR,
        Qualifier.UNDER: ROUND_CEILING,
        Qualifier.AT_MOST: ROUND_CEILING,
    }.get(quantity.qualifier, ROUND_HALF_UP)
    return pattern % {"value": with_unit(show(rounded(quantity.value, decimals, outwards, apart)), unit)}


def interval_text(
    interval: Interval, unit: str = Unit.COUNT, decimals: int = MAX_DECIMALS, apart: Collection[Decimal] = ()
) -> str:
    """Say which values an interval allows, its ends rounded outwards: «mellom 1 435 og 1 445», «minst 99».

    An end that is itself not allowed is said so: «minst 45 og mindre enn 50». For `apart` see `rounded`.
    """
    if interval.is_point and interval.low is not None:
        return amount_text(interval.low, unit, decimals, apart)
    low = None if interval.low is None else rounded(interval.low, decimals, ROUND_FLOOR, apart)
    high = None if interval.high is None else rounded(interval.high, decimals, ROUND_CEILING, apart)
    # A rounded end lies outside the interval: «mellom» is true of it, and so is «mer enn».
    low_open = interval.low_open and low == interval.low
    high_open = interval.high_open and high == interval.high
    if low is not None and high is not None and not low_open and not high_open:
        return _("between %(low)s and %(high)s") % {"low": show(low), "high": with_unit(show(high), unit)}
    phrases = []
    if low is not None:
        more = _("more than %(low)s") if low_open or low != interval.low else _("at least %(low)s")
        phrases.append(more % {"low": with_unit(show(low), unit)})
    if high is not None:
        less = _("less than %(high)s") if high_open or high != interval.high else _("at most %(high)s")
        phrases.append(less % {"high": with_unit(show(high), unit)})
    if len(phrases) == 2:
        return _("%(low)s and %(high)s") % {"low": phrases[0], "high": phrases[1]}
    return phrases[0] if phrases else _("anything")


def difference_text(difference: Interval, unit: str) -> str:
    """Say a difference between two values of a metric: those of a metric in percent are percentage points."""
    if unit != Unit.PERCENT:
        return interval_text(difference, unit)
    return _("%(number)s percentage points") % {"number": interval_text(difference)}


def signed(value: Decimal, decimals: int) -> str:
    """Write a change with its sign, rounded half up: «+28,6», «−3,1», «0,0»."""
    shown = rounded(value, decimals)
    return ("+" if shown > 0 else "") + show(shown, decimals)


def period_text(period: Period) -> str:
    """Name a period in words: «2021», «1. tertial 2021», «juni 2021», «uke 24 2021», «15. juni 2021»."""
    match period.granularity:
        case Granularity.YEAR:
            return str(period.year)
        case Granularity.MONTH:
            return formats.date_format(period.start, "F Y")
        case Granularity.DAY:
            return formats.date_format(period.start, "j. F Y")
    pattern = NUMBERED[Granularity(period.granularity)]
    return pattern % {"number": period.number, "year": period.year}


def growth_text(growth: Growth) -> str:
    """Say a growth: «+28,6 %», «+0,2 prosentpoeng», «mellom −0,4 og 0,4 %», or «» when there is none.

    Percent and percentage points are never mixed: the growth itself says which it is.
    """
    if growth.points is not None and growth.points_value is not None:
        number = interval_text(growth.points, decimals=2) if growth.doubtful else _plain_signed(growth.points_value)
        return _("%(number)s percentage points") % {"number": number}
    if growth.percent_value is None:
        return ""
    if growth.doubtful:
        return interval_text(growth.percent, Unit.PERCENT, 1) if growth.percent else ""
    return with_unit(signed(growth.percent_value, 1), Unit.PERCENT)


def _plain_signed(value: Decimal) -> str:
    shown = rounded(value)
    return ("+" if shown > 0 else "") + show(shown)


def growth_reason(growth: Growth) -> str:
    """Say why there is no growth to show; «» when there is one."""
    return {
        GrowthCode.EARLIER_MISSING: _("no value for the year before"),
        GrowthCode.LATER_MISSING: _("no value for this period"),
        GrowthCode.BASE_ZERO: _("cannot be given in percent: the year before was zero"),
        GrowthCode.BASE_NEGATIVE: _("cannot be given in percent: the year before was negative"),
        GrowthCode.BASE_MAY_BE_ZERO: _("cannot be given in percent: the year before may have been zero"),
    }.get(growth.code, "")
