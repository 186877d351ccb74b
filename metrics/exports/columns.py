"""The columns that downloads share: how a metric, a period, a figure and its source are written in files.

Codes and numbers stand in columns of their own; the words of the page stand beside them as data, and alone
where people read. What is computed is rounded to four decimals, as many as a stated number may have, and
what doubt allows is rounded outwards.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from metrics import numbers, wording
from metrics.choices import Kind, Qualifier, Status, Unit
from metrics.exports.sheets import Column, ColumnKind, Field, Other, Row, Value
from metrics.models import Figure, Metric, Publication, Solution
from metrics.numbers import MAX_DECIMALS
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import Growth


def text(key: str, heading: str, read: Callable[[Row], str | None]) -> Field[Row | None]:
    """Return a column of texts; a row without the thing that is read of has none."""
    return _field(Column(key, heading), read)


def number(key: str, heading: str, read: Callable[[Row], Decimal | None]) -> Field[Row | None]:
    return _field(Column(key, heading, ColumnKind.NUMBER), read)


def day(key: str, heading: str, read: Callable[[Row], date | None]) -> Field[Row | None]:
    return _field(Column(key, heading, ColumnKind.DATE), read)


def _field(column: Column, read: Callable[[Row], Value]) -> Field[Row | None]:
    return Field(column, lambda row: None if row is None else read(row))


def within(
    fields: Iterable[Field[Row]], get: Callable[[Other], Row], prefix: str = "", owner: str = ""
) -> list[Field[Other]]:
    """Return the columns of something that another row holds, their names prefixed where it holds several."""
    return [field.of(get, prefix, owner) for field in fields]


def metric() -> list[Field[Metric | None]]:
    return [
        text("metric_id", _("Metric's ID"), lambda one: one.slug),
        *shown_metric(),
    ]


def shown_metric() -> list[Field[Metric | None]]:
    return [text("metric", _("Metric"), lambda one: one.name)]


def definition() -> list[Field[Metric | None]]:
    """Everything that tells what a metric is."""
    return [
        *metric(),
        *shown_unit(),
        text("direction", _("Direction"), lambda one: one.get_direction_display()),
        text("aggregation", _("Shorter periods combine by"), lambda one: one.get_aggregation_display()),
        text("definition", _("Definition"), lambda one: one.definition),
        text("method", _("Method of measurement"), lambda one: one.method),
    ]


def unit() -> list[Field[Metric | None]]:
    return [text("unit", _("Unit's code"), lambda one: one.unit), *shown_unit()]


def shown_unit() -> list[Field[Metric | None]]:
    return [text("unit_label", _("Unit"), unit_text)]


def unit_text(one: Metric) -> str:
    """Say what one step of a metric's value is: «kunder», «prosent»."""
    return (one.unit == Unit.COUNT and one.unit_label) or str(Unit(one.unit).label)


def solution() -> list[Field[Solution | None]]:
    return [
        text("solution_id", _("Common solution's ID"), lambda one: one.slug),
        text("solution", _("Common solution"), lambda one: one.name),
    ]


def period() -> list[Field[Period | None]]:
    return [
        text("period_type", _("Period's length"), lambda one: one.granularity.value),
        day("period_start", _("First day"), lambda one: one.start),
        day("period_end", _("Last day"), lambda one: one.end),
        text("period", _("Period's code"), lambda one: one.code),
        *shown_period(),
    ]


def shown_period() -> list[Field[Period | None]]:
    return [text("period_label", _("Period"), wording.period_text)]


def kind() -> list[Field[Kind | None]]:
    return [text("measure", _("Kind's code"), lambda one: one.value), *shown_kind()]


def shown_kind() -> list[Field[Kind | None]]:
    return [text("measure_label", _("Kind"), lambda one: str(one.label))]


def quantity() -> list[Field[Quantity | None]]:
    """The number as stated, and everything that says how firmly, in codes and in words; none is not «exact»."""
    return [
        *_values(),
        text("qualifier", _("Qualifier's code"), lambda one: None if one.missing else one.qualifier.value),
        text("obs_status", _("Status's code"), lambda one: one.status.value),
        text("qualifier_label", _("Qualifier"), lambda one: None if one.missing else str(one.qualifier.label)),
        text("obs_status_label", _("Status"), lambda one: str(one.status.label)),
    ]


def shown_quantity() -> list[Field[Quantity | None]]:
    """The number as stated, and in words what makes it less than exact and final."""
    return [*_values(), doubt()]


def _values() -> list[Field[Quantity | None]]:
    return [
        number("value", _("Value"), lambda one: one.value),
        number("upper", _("Upper value"), lambda one: one.upper),
    ]


def doubt() -> Field[Quantity | None]:
    return text("doubt", _("Qualifier and status"), doubt_text)


def doubt_text(one: Quantity) -> str:
    """Say what makes a value less than exact and final: «ca.», «over, anslag», «ikke tilgjengelig», «»."""
    words = [str(Qualifier(one.qualifier).label)] if one.qualifier != Qualifier.EXACT else []
    words += [str(Status(one.status).label)] if one.status != Status.FINAL else []
    return ", ".join(words)


def growth() -> list[Field[Growth | None]]:
    """Growth from the year before, in percent or percentage points; where it is in doubt, only what doubt allows."""
    return [
        number("growth_percent", _("Growth in percent"), lambda one: rounded(_settled(one, one.percent_value))),
        number("growth_points", _("Growth in percentage points"), lambda one: _settled(one, one.points_value)),
        number("growth_low", _("Growth at least"), lambda one: low(_range(one))),
        number("growth_high", _("Growth at most"), lambda one: high(_range(one))),
        text("growth_missing", _("Why growth is missing"), lambda one: one.code.value),
    ]


def _settled(one: Growth, value: Decimal | None) -> Decimal | None:
    """Return a growth's number where it is the only one possible."""
    return None if one.doubtful else value


def _range(one: Growth) -> Interval | None:
    return (one.percent or one.points) if one.doubtful else None


def shown_growth() -> list[Field[Growth | None]]:
    """Growth as on the page, but a number; what the page says in words instead stands in the last column."""
    return [
        number("growth", _("Growth"), _growth_value),
        text("growth_unit", _("Growth's unit"), _growth_unit),
        text("growth_doubt", _("Doubt about the growth"), _growth_doubt),
    ]


def _growth_value(one: Growth) -> Decimal | None:
    value = rounded(one.percent_value, 1) if one.points_value is None else one.points_value
    return _settled(one, value)


def _growth_unit(one: Growth) -> str:
    if _growth_value(one) is None:
        return ""
    return str(Unit.PERCENT.label) if one.points_value is None else _("percentage points")


def _growth_doubt(one: Growth) -> str:
    return wording.growth_text(one) if one.doubtful and not one.code else wording.growth_reason(one)


def rounded(value: Decimal | None, decimals: int = MAX_DECIMALS) -> Decimal | None:
    """Round a computed number half up, to as many decimals as a stated one may have."""
    return None if value is None else numbers.rounded(value, decimals)


def low(interval: Interval | None) -> Decimal | None:
    """Return the lower end of an interval, rounded down; None where there is none."""
    return None if interval is None or interval.low is None else numbers.rounded(interval.low, rounding=ROUND_FLOOR)


def high(interval: Interval | None) -> Decimal | None:
    """Return the upper end of an interval, rounded up; None where there is none."""
    return None if interval is None or interval.high is None else numbers.rounded(interval.high, rounding=ROUND_CEILING)


def printed() -> list[Field[Figure | None]]:
    return [
        text("printed", _("As printed"), lambda one: one.printed),
        text("place", _("Place in the publication"), lambda one: one.place),
        text("note", _("Note"), lambda one: one.note),
    ]


def source() -> list[Field[Publication | None]]:
    return [
        text("source_id", _("Publication's ID"), lambda one: one.slug),
        text("source_title", _("Publication"), source_title),
        text("source_url", _("Original"), lambda one: one.url),
        day("published_at", _("Public from"), published_on),
    ]


def shown_source() -> list[Field[Publication | None]]:
    return source()[1:]


def publication(site: str) -> list[Field[Publication | None]]:
    """Everything that tells what a source is; `site` comes before the address of its page here."""
    return [
        *source(),
        text("type", _("Type"), lambda one: one.get_type_display()),
        text("issuer", _("Issued by"), lambda one: one.issuer),
        text("reason", _("Reason for the correction"), lambda one: one.reason),
        text("page", _("Page on this site"), lambda one: site + one.get_absolute_url()),
    ]


def source_title(one: Publication) -> str:
    """Name a publication, and say when it is not public."""
    if one.is_draft:
        return f"{one.title} ({_('draft')})"
    return f"{one.title} ({_('embargoed')})" if one.is_ahead else one.title


def published_on(one: Publication) -> date | None:
    """Return the day a publication became public, in Norway; None for a draft."""
    return timezone.localdate(one.published_at) if one.published_at else None
