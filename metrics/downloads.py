"""The pages' tables as files: the same rows, the same visibility and the same filters as the page."""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from metrics.exports.measured import metric_workbook, solution_workbook
from metrics.exports.printed import publication_workbook
from metrics.exports.sheets import Workbook
from metrics.exports.workbooks import Origin
from metrics.exports.writers import BY_CODE
from metrics.models import Metric, Publication, Solution
from metrics.queries import metric_page, publication_page, solution_page
from metrics.views import view_of

LONGEST = 60  # characters of what somebody asked for that are said back


class RefusedError(ValueError):
    """A download that cannot be made; the words say why, for the person who asked."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


def download(
    request: HttpRequest, code: str, page: str, make: Callable[[Origin], Workbook], filters: Collection[str] = ()
) -> HttpResponse:
    """Answer with the file in the format named; a format or filter that is not known is refused in words.

    `page` is the address of the page that the file belongs to, `filters` the names its query may hold,
    whose values `make` judges (by raising RefusedError). `make` reads nothing before the request is in order.
    """
    try:
        if code not in BY_CODE:
            raise RefusedError(_("There is no format called «%(name)s».") % {"name": code[:LONGEST]}, status=404)
        _refuse_unknown_filters(request, filters)
        workbook = make(_origin(request, page))
    except RefusedError as refused:
        context = {"refused": refused, "address": page}
        return render(request, "metrics/download_refused.html", context, status=refused.status)
    chosen = BY_CODE[code]
    name = content_disposition_header(True, workbook.name + chosen.suffix)
    return HttpResponse(
        chosen.write(workbook), content_type=chosen.content_type, headers={"Content-Disposition": name or "attachment"}
    )


def _refuse_unknown_filters(request: HttpRequest, filters: Collection[str]) -> None:
    for name, values in request.GET.lists():
        said = {"name": name[:LONGEST]}
        if name not in filters and name != "utkast":
            raise RefusedError(_("There is no filter called «%(name)s» here.") % said)
        if len(values) > 1:
            raise RefusedError(_("The filter «%(name)s» is given more than once.") % said)
    # The one value that the pages know: leave drafts out.
    if request.GET.get("utkast", "nei") != "nei":
        raise RefusedError(_("The filter «utkast» knows only the value «nei»."))


def _origin(request: HttpRequest, page: str) -> Origin:
    query = request.GET.urlencode()
    address = request.build_absolute_uri(f"{page}?{query}" if query else page)
    return Origin(address, request.build_absolute_uri("/").rstrip("/"), timezone.localdate())


@conditional_page
def metric_download(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with a metric's periods."""
    view = view_of(request)
    metric = get_object_or_404(Metric.objects.visible(view).select_related("solution__publication"), slug=slug)
    return download(
        request, code, metric.get_absolute_url(), lambda origin: metric_workbook(metric_page(metric, view), origin)
    )


@conditional_page
def solution_download(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with a solution's metrics, each with its latest result."""
    view = view_of(request)
    solutions = Solution.objects.visible(view).select_related("family__publication", "publication")
    solution = get_object_or_404(solutions, slug=slug)
    return download(
        request,
        code,
        solution.get_absolute_url(),
        lambda origin: solution_workbook(solution_page(solution, view), origin),
    )


@conditional_page
def publication_download(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with what a publication prints; of a withdrawn one there is nothing to download."""
    view = view_of(request)
    publication = get_object_or_404(Publication.objects.visible(view), slug=slug)
    return download(
        request,
        code,
        publication.get_absolute_url(),
        lambda origin: publication_workbook(publication_page(publication, view), origin),
    )
