"""The public pages about what was measured."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from metrics.models import Metric, Publication, Solution
from metrics.queries import (
    metric_page,
    publication_page,
    publications_page,
    solution_page,
    solutions_page,
)
from metrics.querysets import View
from metrics.summaries import chart_of_series


def view_of(request: HttpRequest) -> View:
    """Say what the person behind a request sees: drafts are for staff who have not chosen to do without."""
    user = request.user
    staff = not isinstance(user, AnonymousUser) and user.is_staff and user.has_perm("metrics.view_publication")
    return View(timezone.now(), drafts=staff and request.GET.get("utkast") != "nei")


def metric_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one metric: its latest value, every period, what was printed about it."""
    view = view_of(request)
    metric = get_object_or_404(Metric.objects.visible(view).select_related("solution__publication"), slug=slug)
    page = metric_page(metric, view)
    context = {"page": page, "chart": chart_of_series(page.series), "view": view}
    return render(request, "metrics/metric_detail.html", context)


def solution_list(request: HttpRequest) -> HttpResponse:
    """List the common solutions, families with their members."""
    return render(request, "metrics/solution_list.html", {"page": solutions_page(view_of(request))})


def solution_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one solution: its metrics and what was printed about it."""
    view = view_of(request)
    solutions = Solution.objects.visible(view).select_related("family__publication", "publication")
    solution = get_object_or_404(solutions, slug=slug)
    return render(request, "metrics/solution_detail.html", {"page": solution_page(solution, view)})


def publication_list(request: HttpRequest) -> HttpResponse:
    """List the publications, newest first, with corrections and notes of what was withdrawn."""
    return render(request, "metrics/publication_list.html", {"page": publications_page(view_of(request))})


def publication_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything one publication states, as printed; of a withdrawn one only a note remains."""
    view = view_of(request)
    publication = get_object_or_404(Publication.objects.select_related("corrects"), slug=slug)
    if publication.withdrawn_at and publication.published_at and publication.published_at <= view.as_of:
        return render(request, "metrics/publication_withdrawn.html", {"publication": publication}, status=410)
    if not (view.drafts or publication.is_public(view.as_of)):
        raise Http404
    page = publication_page(publication, view)
    return render(request, "metrics/publication_detail.html", {"page": page})
