"""Tables of figures, made from the rows of `queries.py`."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from metrics import wording
from metrics.models import Figure
from metrics.queries import StatisticsPage
from metrics.templatetags.figures import stated

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class FigureColumn(tables.Column):
    """A figure with its qualifier, sorted by its value; a draft says that it is one."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(accessor=name, order_by=f"{name}__value", attrs=NUMBER, default="", **kwargs)

    def render(self, value: Figure, record: dict[str, Any]) -> str:  # type: ignore[override]
        return stated(value, record["metric"].unit)


class StatisticsTable(tables.Table):
    """One row a metric, one column a year, and the growth in the last of them as computed and as printed."""

    caption = _("Use of the common solutions, per year")
    metric = tables.Column(verbose_name=_("Metric"), linkify=True, order_by="metric__name")
    growth = tables.Column(verbose_name=_("Growth"), order_by="growth_order", attrs=NUMBER, default="–")
    trend = tables.TemplateColumn(
        "{% load charts %}{% sparkline record.series %}", verbose_name=_("Trend"), orderable=False
    )
    printed = tables.Column(
        verbose_name=_("Growth as printed"), orderable=False, attrs=NUMBER, default="–", accessor="printed__text"
    )

    class Meta:
        template_name = "_table.html"
        attrs = {"class": "ds-table stack"}
        sequence = ("metric", "...", "trend", "growth", "printed")

    def __init__(self, page: StatisticsPage, **kwargs: Any) -> None:
        years = [(f"year_{year}", FigureColumn(f"year_{year}", verbose_name=str(year))) for year in page.years]
        super().__init__(_records(page), extra_columns=years, **kwargs)

    def render_growth(self, record: dict[str, Any]) -> str:
        growth = record["growth"]
        return wording.growth_text(growth) or wording.growth_reason(growth)

    def render_printed(self, value: str) -> str:
        """Quote it, so that a printed dash is not taken for one of ours."""
        return format_html("<q>{}</q>", value)


def _records(page: StatisticsPage) -> Sequence[dict[str, Any]]:
    return [
        {
            "metric": row.metric,
            "series": row.series,
            **{f"year_{year}": figure for year, figure in zip(page.years, row.figures, strict=True)},
            "growth": row.growth,
            "growth_order": row.growth.percent_value if row.growth.points is None else row.growth.points_value,
            "printed": row.printed_growth,
        }
        for row in page.rows
    ]
