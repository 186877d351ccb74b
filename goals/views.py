"""The public pages about what was promised."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django_tables2 import RequestConfig

from goals import queries
from goals.models import Goal, Plan
from goals.summaries import chart_of_targets
from metrics.tables import StatisticsTable
from metrics.views import view_of


def front_page(request: HttpRequest) -> HttpResponse:
    """Show the latest plan with a result: what was promised and what came of it."""
    front = queries.front_page(view_of(request), timezone.localdate())
    return render(request, "goals/front_page.html", {"front": front, "page": front.page})


def plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a plan: its goals judged, its assessments and milestones."""
    view = view_of(request)
    plan = get_object_or_404(Plan.objects.visible(view).select_related("publication"), slug=slug)
    page = queries.plan_page(plan, view, timezone.localdate())
    return render(request, "goals/plan_detail.html", {"page": page})


def goal_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a goal: verdicts first, then trends, assessment, milestones and what was printed."""
    view = view_of(request)
    goals = Goal.objects.visible(view).select_related("plan__publication")
    goal = get_object_or_404(goals, plan__slug=slug, number=number)
    page = queries.goal_page(goal, view, timezone.localdate())
    chart = chart_of_targets(page.row.with_target)
    return render(request, "goals/goal_detail.html", {"page": page, "chart": chart})


def statistics(request: HttpRequest) -> HttpResponse:
    """Show the year's use of the common solutions as one sortable table, whole or for a solution or goal."""
    view = view_of(request)
    try:
        chosen = queries.statistics(view, request.GET.get("losning", ""), request.GET.get("mal", ""))
    except queries.UnknownChoiceError:
        return render(request, "goals/statistics_unknown.html", status=400)
    table = StatisticsTable(chosen.page)
    RequestConfig(request, paginate=False).configure(table)
    return render(request, "goals/statistics.html", {"chosen": chosen, "page": chosen.page, "table": table})


def about(request: HttpRequest) -> HttpResponse:
    """Explain how to read the site: figures, doubt, verdicts and corrections."""
    return render(request, "goals/about.html")
