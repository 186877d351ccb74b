"""Named filters over measured figures, and what a reader may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

if TYPE_CHECKING:
    from metrics.models import Claim, Figure, Metric, Publication, Solution


@dataclass(frozen=True)
class View:
    """What a reader may see: publications public at `as_of`, and unpublished ones too for staff."""

    as_of: datetime
    drafts: bool = False

    def publications(self, path: str = "") -> Q:
        """Return the condition that a publication, reached by `path` (such as "publication__"), is visible."""
        visible = Q(**{f"{path}withdrawn_at__isnull": True})
        return visible if self.drafts else visible & Q(**{f"{path}published_at__lte": self.as_of})

    def sees(self, publication: "Publication") -> bool:
        """Say the same of a publication that is already read."""
        return publication.is_public(self.as_of) or (self.drafts and publication.withdrawn_at is None)


class PublishedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a publication and are as visible as it is."""

    def visible(self, view: View) -> Self:
        return self.filter(view.publications("publication__"))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible(self, view: View) -> Self:
        return self.filter(view.publications())

    def drafts(self) -> Self:
        """Those that can still be written to, the newest first."""
        return self.filter(published_at=None, withdrawn_at=None).order_by("-id")

    def get_by_natural_key(self, slug: str) -> "Publication":
        return self.get(slug=slug)


class SolutionQuerySet(PublishedQuerySet):
    def get_by_natural_key(self, slug: str) -> "Solution":
        found: Solution = self.get(slug=slug)
        return found


class MetricQuerySet(models.QuerySet["Metric"]):
    def visible(self, view: View) -> Self:
        """Metrics with at least one visible figure; staff see those that have none yet as well."""
        if view.drafts:
            return self
        figures = apps.get_model("metrics", "Figure").objects.visible(view)
        return self.filter(Exists(figures.filter(metric=OuterRef("pk"))))

    def in_statistics(self) -> Self:
        """Those that have a row in the statistics table."""
        return self.exclude(statistics_row=None)

    def get_by_natural_key(self, slug: str) -> "Metric":
        return self.get(slug=slug)


class FigureQuerySet(PublishedQuerySet):
    def oldest_first(self) -> Self:
        """Order so that a later row is the one that counts; drafts come after everything public."""
        return self.order_by(F("publication__published_at").asc(nulls_last=True), "publication_id")

    def get_by_natural_key(self, metric: str, kind: str, granularity: str, start: str, publication: str) -> "Figure":
        found: Figure = self.get(
            metric__slug=metric,
            kind=kind,
            granularity=granularity,
            start=start,
            publication__slug=publication,
        )
        return found


class ClaimQuerySet(PublishedQuerySet):
    def with_metrics(self, view: View) -> Self:
        """Read each claim's metric along, and say in `shows_metric` whether the reader may see that one."""
        metrics = apps.get_model("metrics", "Metric").objects.visible(view)
        return self.select_related("metric").annotate(shows_metric=Exists(metrics.filter(pk=OuterRef("metric"))))

    def get_by_natural_key(self, publication: str, number: int) -> "Claim":
        found: Claim = self.get(publication__slug=publication, number=number)
        return found
