"""Named filters over plans, goals and what belongs to them."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from metrics.querysets import PublishedQuerySet, View

if TYPE_CHECKING:
    from goals.models import Goal, Indicator, Plan


class PlanQuerySet(PublishedQuerySet):
    def get_by_natural_key(self, slug: str) -> "Plan":
        found: Plan = self.get(slug=slug)
        return found


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible(self, view: View) -> Self:
        return self.filter(view.publications("plan__publication__"))

    def get_by_natural_key(self, plan: str, number: int) -> "Goal":
        return self.get(plan__slug=plan, number=number)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible(self, view: View) -> Self:
        return self.filter(view.publications("goal__plan__publication__"))

    def get_by_natural_key(self, plan: str, number: int, metric: str) -> "Indicator":
        return self.get(goal__plan__slug=plan, goal__number=number, metric__slug=metric)


class AboutQuerySet(PublishedQuerySet):
    """Assessments and milestones."""

    def get_by_natural_key(self, publication: str, number: int) -> Any:
        return self.get(publication__slug=publication, number=number)
