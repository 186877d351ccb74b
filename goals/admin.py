"""Where staff write down plans, goals and what came of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.admin import MetricAdmin, PublicationStateFilter
from metrics.history import HistoryAdmin, RowInline
from metrics.models import Metric


class GoalInline(RowInline):
    model = Goal
    show_change_link = True


class IndicatorInline(RowInline):
    model = Indicator

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("goal__plan", "metric")


class PlanStateFilter(PublicationStateFilter):
    path = "plan__publication__"


@admin.register(Plan)
class PlanAdmin(HistoryAdmin):
    list_display = ["area", "year", "agency", "publication"]
    list_filter = [PublicationStateFilter, "year", "area", "agency"]
    list_select_related = ["publication"]
    search_fields = ["area", "agency", "slug", "goals__title"]
    prepopulated_fields = {"slug": ["area", "year"]}
    inlines = [GoalInline]


@admin.register(Goal)
class GoalAdmin(HistoryAdmin):
    list_display = ["short_title", "number", "plan"]
    list_filter = [PlanStateFilter, "plan"]
    list_select_related = ["plan"]
    search_fields = ["title", "short_title", "plan__area", "indicators__metric__name"]
    inlines = [IndicatorInline]


@admin.register(Assessment)
class AssessmentAdmin(HistoryAdmin):
    list_display = ["title", "judgement", "plan", "goal", "publication"]
    list_filter = [PublicationStateFilter, "judgement", "publication", "goal"]
    list_select_related = ["plan", "goal", "publication"]
    search_fields = ["title", "text", "place", "goal__title", "plan__area"]


@admin.register(Milestone)
class MilestoneAdmin(HistoryAdmin):
    list_display = ["title", "printed", "start", "end", "status", "plan", "goal", "publication"]
    list_filter = [PublicationStateFilter, "status", "publication", "goal"]
    list_select_related = ["plan", "goal", "publication"]
    search_fields = ["title", "printed", "place", "goal__title", "plan__area"]
    date_hierarchy = "start"


# A metric shows which goals use it, here and not in metrics/admin.py, which knows nothing of goals.
admin.site.unregister(Metric)


@admin.register(Metric)
class MetricWithGoalsAdmin(MetricAdmin):
    inlines = [IndicatorInline]
    list_filter: Any = [*MetricAdmin.list_filter, ("indicators__goal", admin.RelatedOnlyFieldListFilter)]
