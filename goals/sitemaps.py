"""The public pages for search engines, each with the moment it last got something new."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from goals.models import Assessment, Goal, Milestone, Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.querysets import View

# Pages that gather everything, and so change with every publication.
GATHERING = ("front_page", "statistics", "solution_list", "publication_list")


@dataclass(frozen=True)
class Page:
    address: str
    changed: datetime | None = None


class PublicPages(Sitemap):  # type: ignore[type-arg]  # takes no argument when it runs
    """Every page a visitor may read, whoever asks. The number of queries does not depend on the pages."""

    def items(self) -> list[Page]:
        view = View(timezone.now())
        return [*_plans(view), *_goals(view), *_metrics(view), *_solutions(view), *_publications(view)]

    def location(self, item: Page) -> str:
        return item.address

    def lastmod(self, item: Page) -> datetime | None:
        return item.changed


Times = dict[int, datetime]


def _latest(rows: QuerySet[Any], key: str, path: str = "publication__published_at") -> Times:
    """Return, for each value of `key`, when the newest publication of its rows became public. One query."""
    found = rows.filter(**{f"{key}__isnull": False}).order_by().values_list(key).annotate(Max(path))
    return dict(found)


def _newest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _pages(rows: Iterable[Any], own: Callable[[Any], datetime | None], *times: Times) -> Iterator[Page]:
    """Make a page of each row: as new as its `own` publication, or as what was stated about it later."""
    for row in rows:
        yield Page(row.get_absolute_url(), _newest(own(row), *(one.get(row.pk) for one in times)))


def _plans(view: View) -> Iterator[Page]:
    plan = "metric__indicators__goal__plan"
    times = [_latest(Figure.objects.visible(view), plan)]
    times += [_latest(model.objects.visible(view), "plan") for model in (Assessment, Milestone)]
    return _pages(
        Plan.objects.visible(view).select_related("publication"), lambda plan: plan.publication.published_at, *times
    )


def _goals(view: View) -> Iterator[Page]:
    times = [_latest(Figure.objects.visible(view), "metric__indicators__goal")]
    times += [_latest(model.objects.visible(view), "goal") for model in (Assessment, Milestone)]
    goals = Goal.objects.visible(view).select_related("plan__publication")
    return _pages(goals, lambda goal: goal.plan.publication.published_at, *times)


def _metrics(view: View) -> Iterator[Page]:
    times = [_latest(model.objects.visible(view), "metric") for model in (Figure, Claim)]
    return _pages(Metric.objects.visible(view), lambda _metric: None, *times)


def _solutions(view: View) -> Iterator[Page]:
    times = [
        _latest(Figure.objects.visible(view), "metric__solution"),
        _latest(Claim.objects.visible(view), "solution"),
    ]
    solutions = Solution.objects.visible(view).select_related("publication")
    return _pages(solutions, lambda solution: solution.publication.published_at, *times)


def _publications(view: View) -> Iterator[Page]:
    publications = list(Publication.objects.visible(view))
    corrected = _latest(Publication.objects.visible(view), "corrects", "published_at")
    newest = _newest(*(one.published_at for one in publications))
    yield from (Page(reverse(name), newest) for name in GATHERING)
    yield Page(reverse("about"))
    yield from _pages(publications, lambda publication: publication.published_at, corrected)
