"""How figures, periods and changes read in words, in the language of the page.

Screens, tables and messages all say a number through these functions, so that it reads the same everywhere.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metrics.choices import Granularity, Qualifier, Status, Unit
from metrics.numbers import show
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import Growth, GrowthCode

NBSP = "\u00a0"


def with_unit(number: str, unit: str) -> str:
    """Put the unit's sign behind a number: «99,92 %», «15 000 kr»; counts have none."""
    sign = {Unit.PERCENT: "%", Unit.NOK: _("kr")}.get(Unit(unit), "")
    return f"{number}{NBSP}{sign}" if sign else number


def quantity_text(quantity: Quantity, unit: str = Unit.COUNT) -> str:
    """Say a quantity with its qualifier: «ca. 1 440», «over 4 700 000», or why it is missing."""
    if quantity.value is None:
        return str(Status(quantity.status).label)
    value = with_unit(show(quantity.value), unit)
    if quantity.upper is not None:
        return f"{show(quantity.value)}–{with_unit(show(quantity.upper), unit)}"
    pattern = {
        Qualifier.ABOUT: pgettext("quantity", "about %(value)s"),
        Qualifier.NEARLY: pgettext("quantity", "nearly %(value)s"),
        Qualifier.OVER: pgettext("quantity", "over %(value)s"),
        Qualifier.UNDER: pgettext("quantity", "under %(value)s"),
        Qualifier.AT_LEAST: pgettext("quantity", "at least %(value)s"),
        Qualifier.AT_MOST: pgettext("quantity", "at most %(value)s"),
    }.get(quantity.qualifier, "%(value)s")
    return pattern % {"value": value}


def interval_text(interval: Interval, unit: str = Unit.COUNT, decimals: int | None = None) -> str:
    """Say which values an interval allows, its ends rounded outwards: «mellom 1 435 og 1 445»."""
    low = _rounded(interval.low, decimals, ROUND_FLOOR)
    high = _rounded(interval.high, decimals, ROUND_CEILING)
    if low is not None and low == high:
        return with_unit(show(low), unit)
    if low is not None and high is not None:
        return _("between %(low)s and %(high)s") % {"low": show(low), "high": with_unit(show(high), unit)}
    if low is not None:
        return _("more than %(low)s") % {"low": with_unit(show(low), unit)}
    if high is not None:
        return _("less than %(high)s") % {"high": with_unit(show(high), unit)}
    return _("anything")


def _rounded(value: Decimal | None, decimals: int | None, rounding: str) -> Decimal | None:
    if value is None or decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def signed(value: Decimal, decimals: int) -> str:
    """Write a change with its sign, rounded half up: «+28,6», «−3,1», «0,0»."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return ("+" if rounded > 0 else "") + show(rounded, decimals)


def period_text(period: Period) -> str:
    """Name a period in words: «2021», «1. tertial 2021», «juni 2021», «uke 24 2021», «15. juni 2021»."""
    match period.granularity:
        case Granularity.YEAR:
            return str(period.year)
        case Granularity.MONTH:
            return formats.date_format(period.start, "F Y")
        case Granularity.DAY:
            return formats.date_format(period.start, "j. F Y")
    pattern = {
        Granularity.HALF_YEAR: _("half-year %(number)s, %(year)s"),
        Granularity.TERTIAL: _("tertial %(number)s, %(year)s"),
        Granularity.QUARTER: _("quarter %(number)s, %(year)s"),
        Granularity.WEEK: _("week %(number)s, %(year)s"),
    }[period.granularity]
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
    return ("+" if value > 0 else "") + show(value)


def growth_reason(growth: Growth) -> str:
    """Say why there is no growth to show; «» when there is one."""
    return {
        GrowthCode.EARLIER_MISSING: _("no value for the year before"),
        GrowthCode.LATER_MISSING: _("no value for this period"),
        GrowthCode.BASE_ZERO: _("cannot be given in percent: the year before was zero"),
        GrowthCode.BASE_NEGATIVE: _("cannot be given in percent: the year before was negative"),
        GrowthCode.BASE_MAY_BE_ZERO: _("cannot be given in percent: the year before may have been zero"),
    }.get(growth.code, "")
