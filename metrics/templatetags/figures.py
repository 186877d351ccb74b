"""The tags and filters by which templates say figures; the words come from `metrics/wording.py`."""

from django import template

from metrics import wording
from metrics.models import Figure
from metrics.periods import Period
from metrics.series import Growth

register = template.Library()


@register.filter
def figure(value: Figure | None, unit: str = "") -> str:
    """Say a figure's value with its qualifier and unit: `{{ row.result|figure:metric.unit }}`; None is «»."""
    return wording.quantity_text(value.quantity, unit or "count") if value else ""


@register.filter
def period(value: Period) -> str:
    return wording.period_text(value)


@register.filter
def growth(value: Growth | None) -> str:
    return wording.growth_text(value) if value else ""


@register.filter
def growth_reason(value: Growth | None) -> str:
    return wording.growth_reason(value) if value else ""
