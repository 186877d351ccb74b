"""The tags and filters by which templates say outcomes, and the goals that use a metric."""

from typing import Any

from django import template

from goals import queries, wording
from metrics.models import Metric
from metrics.querysets import View

register = template.Library()

register.filter("percent", wording.percent_text)
register.filter("computed", wording.computed_text)
register.filter("gap", wording.gap_text)
register.filter("flip", wording.flip_text)
register.filter("undecided_because", wording.reason_text)
register.filter("working", wording.working_lines)
register.filter("sentence", wording.plan_sentence)


@register.inclusion_tag("goals/_using.html")
def goals_using(metric: Metric, view: View) -> dict[str, Any]:
    """Show the goals that use a metric: the one query a template may start."""
    return {"indicators": queries.goals_using(metric, view)}
