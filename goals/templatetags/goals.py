"""The tags and filters by which templates say outcomes, and the goals that use a metric."""

from typing import Any

from django import template

from goals import queries, wording
from goals.attainment import Outcome
from goals.choices import Verdict
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

# Designsystemet's colours; the word and the shape say the same without them.
TONES = {Verdict.REACHED: "success", Verdict.NOT_REACHED: "danger", Verdict.NEARLY: "warning"}


@register.filter
def tone(verdict: Verdict) -> str:
    """Name the colour of a verdict's tag."""
    return TONES.get(verdict, "neutral")


@register.filter
def bar_length(outcome: Outcome) -> str:
    """Say how long to draw a result in percent of its target; «» where there is no such length."""
    return "" if outcome.bar is None else f"{outcome.bar * 100:.1f}"


@register.inclusion_tag("goals/_using.html")
def goals_using(metric: Metric, view: View) -> dict[str, Any]:
    """Show the goals that use a metric: the one query a template may start."""
    return {"indicators": queries.goals_using(metric, view)}
