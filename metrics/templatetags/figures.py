"""The tags and filters by which templates say figures; the words come from `metrics/wording.py`."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from metrics import wording
from metrics.choices import Status
from metrics.models import Figure, Publication
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


@register.simple_tag
def stated(value: Figure | None, unit: str) -> str:
    """Say a figure, marked where it is not settled or not public; «–» for none. Most need no mark, and no template."""
    if value is None:
        return "–"
    text = wording.quantity_text(value.quantity, unit)
    status = value.get_status_display() if value.value is not None and value.status != Status.FINAL else ""
    if not status and value.publication.is_public(timezone.now()):
        return text
    context = {"text": text, "status": status, "publication": value.publication}
    return render_to_string("_figure.html", context)


@register.simple_tag
def draft_mark(publication: Publication) -> str:
    """Mark what is not public yet as a draft or under embargo; «» for what is."""
    if publication.is_public(timezone.now()):
        return ""
    return render_to_string("_draft.html", {"publication": publication})
