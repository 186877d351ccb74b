"""The tables of goals, plans and statistics as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from goals import queries
from goals.exports import goal_workbook, plan_workbook
from goals.models import Goal, Plan
from metrics.downloads import RefusedError, download
from metrics.exports.measured import statistics_workbook
from metrics.exports.sheets import Workbook
from metrics.exports.workbooks import Origin
from metrics.views import view_of

# Sorting orders the page; a file is sorted where it is opened.
STATISTICS_FILTERS = ("losning", "mal", "sort")


@conditional_page
def plan_download(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with every indicator of a plan."""
    view = view_of(request)
    plan = get_object_or_404(Plan.objects.visible(view).select_related("publication"), slug=slug)

    def make(origin: Origin) -> Workbook:
        return plan_workbook(queries.plan_page(plan, view, origin.today), origin)

    return download(request, code, plan.get_absolute_url(), make)


@conditional_page
def goal_download(request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
    """Answer with the targets and results of one goal."""
    view = view_of(request)
    goals = Goal.objects.visible(view).select_related("plan__publication")
    goal = get_object_or_404(goals, plan__slug=slug, number=number)

    def make(origin: Origin) -> Workbook:
        return goal_workbook(queries.goal_page(goal, view, origin.today), origin)

    return download(request, code, goal.get_absolute_url(), make)


@conditional_page
def statistics_download(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the statistics table, whole or for the solution or goal that the page is narrowed to."""
    solution, goal = request.GET.get("losning", ""), request.GET.get("mal", "")

    def make(origin: Origin) -> Workbook:
        try:
            found = queries.statistics(view_of(request), solution, goal)
        except queries.UnknownChoiceError as error:
            raise RefusedError(_("There is no such solution or goal in the statistics.")) from error
        chosen = tuple(part for part in (solution, goal) if part)
        return statistics_workbook(found.page, origin, found.solutions, chosen)

    return download(request, code, reverse("statistics"), make, STATISTICS_FILTERS)
