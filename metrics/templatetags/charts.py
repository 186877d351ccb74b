"""The tags by which templates draw series as small lines; the charts that a script draws come with the page."""

from typing import Any

from django import template

from metrics.queries import Series
from metrics.summaries import places_text, series_spark

register = template.Library()

LINE, MULTIPLE = (112, 28), (280, 84)


@register.inclusion_tag("_sparkline.html")
def sparkline(series: Series) -> dict[str, Any]:
    """Draw a metric's results as a line the size of a word; its values are said to who does not see it."""
    return _spark(series, LINE)


@register.inclusion_tag("_sparkline.html")
def multiple(series: Series) -> dict[str, Any]:
    """Draw the same larger, with the first and the last value named."""
    return _spark(series, MULTIPLE) | {"multiple": True}


def _spark(series: Series, size: tuple[int, int]) -> dict[str, Any]:
    drawn = series_spark(series, *size)
    if drawn is None:
        return {"spark": None}
    spark, places = drawn
    stated = [place for place in places if place.marks]
    return {"spark": spark, "label": places_text(places), "first": stated[0], "last": stated[-1]}
