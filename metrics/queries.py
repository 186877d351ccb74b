"""Reads that span models. Each returns frozen rows that pages, tables and downloads share.

The number of queries never depends on the number of rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from metrics.choices import ClaimType, Granularity, Kind, Unit
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.periods import Period
from metrics.querysets import View
from metrics.series import Growth, Point, counting, growth_of


@dataclass(frozen=True)
class Series:
    """The figures that count for one metric: at most one of each kind for each period."""

    metric: Metric
    figures: dict[tuple[str, Period], Figure] = field(default_factory=dict)

    def at(self, kind: Kind, period: Period) -> Figure | None:
        return self.figures.get((kind, period))

    def of_kind(self, kind: Kind, granularity: Granularity | None = None) -> list[Figure]:
        """Return the figures of one kind, oldest first; of one granularity where one is named."""
        return [
            figure
            for (its_kind, period), figure in sorted(self.figures.items(), key=lambda item: item[0][1])
            if its_kind == kind and granularity in (None, period.granularity)
        ]

    @property
    def results(self) -> list[Figure]:
        return self.of_kind(Kind.RESULT)

    @property
    def latest(self) -> Figure | None:
        """The newest result that has a value."""
        return next((figure for figure in reversed(self.results) if figure.value is not None), None)

    def points(self) -> list[Point]:
        return [Point(figure.period, figure.quantity, figure.publication) for figure in self.results]

    def growth(self, period: Period) -> Growth:
        """Return the change since the same period a year before; its code says why there is none."""
        return growth_of(self.points(), period, Unit(self.metric.unit))


def series_of(metrics: Iterable[Metric], view: View) -> dict[int, Series]:
    """Choose the figures that count for each metric, in one query. Keys are metric ids.

    The figures come in the order in which their publications became public, so that a later row
    takes an earlier one's place.
    """
    found = {metric.pk: Series(metric) for metric in metrics}
    rows = Figure.objects.visible(view).filter(metric__in=found).oldest_first().select_related("publication")
    for key, figure in counting(rows, key=lambda row: (row.metric_id, row.kind, row.period)).items():
        metric_id, kind, period = key
        figure.metric = found[metric_id].metric
        found[metric_id].figures[kind, period] = figure
    return found


@dataclass(frozen=True)
class StatisticsRow:
    """One metric of the statistics table: a figure (or none) for each year, computed and printed growth."""

    metric: Metric
    figures: tuple[Figure | None, ...]
    growth: Growth
    printed_growth: Claim | None


@dataclass(frozen=True)
class StatisticsPage:
    years: tuple[int, ...]
    rows: tuple[StatisticsRow, ...]
    publications: tuple[Publication, ...]


def statistics_page(view: View) -> StatisticsPage:
    """Return the statistics table: its metrics' yearly results, and growth in the last of the years.

    Three queries.
    """
    metrics = Metric.objects.visible(view).exclude(statistics_row=None).select_related("solution")
    series = series_of(metrics, view).values()
    yearly = [one.of_kind(Kind.RESULT, Granularity.YEAR) for one in series]
    years = tuple(sorted({figure.start.year for figures in yearly for figure in figures}))
    printed = _printed_growth(view, years[-1]) if years else {}
    rows = tuple(_statistics_row(one, years, printed.get(one.metric.pk)) for one in series) if years else ()
    publications = {figure.publication: None for row in rows for figure in row.figures if figure}
    return StatisticsPage(years, rows, tuple(publications))


def _statistics_row(series: Series, years: Sequence[int], printed: Claim | None) -> StatisticsRow:
    periods = [Period.nth(Granularity.YEAR, year, 1) for year in years]
    figures = tuple(series.at(Kind.RESULT, period) for period in periods)
    return StatisticsRow(series.metric, figures, series.growth(periods[-1]), printed)


def _printed_growth(view: View, year: int) -> dict[int, Claim]:
    """Find what the statistics tables themselves printed as growth: the shortest statement of each metric."""
    last = Period.nth(Granularity.YEAR, year, 1)
    claims = Claim.objects.visible(view).filter(
        type=ClaimType.GROWTH, granularity=last.granularity, start=last.start, metric__isnull=False
    )
    by_length = sorted(claims, key=lambda claim: -len(claim.text))
    return {claim.metric_id: claim for claim in by_length if claim.metric_id}


@dataclass(frozen=True)
class MetricRow:
    """One figure of a metric; a result has its growth."""

    figure: Figure
    growth: Growth | None


@dataclass(frozen=True)
class MetricPage:
    metric: Metric
    latest: Figure | None
    growth: Growth | None
    rows: tuple[MetricRow, ...]
    claims: tuple[Claim, ...]


def metric_page(metric: Metric, view: View) -> MetricPage:
    """Return everything a reader may see of one metric, the newest first. Two queries beside the metric."""
    series = series_of([metric], view)[metric.pk]
    figures = sorted(series.figures.items(), key=lambda item: (item[0][1].start, item[0][0]), reverse=True)
    rows = tuple(
        MetricRow(figure, series.growth(period) if kind == Kind.RESULT else None) for (kind, period), figure in figures
    )
    claims = Claim.objects.visible(view).filter(metric=metric).select_related("publication")
    latest = series.latest
    return MetricPage(metric, latest, series.growth(latest.period) if latest else None, rows, tuple(claims))


@dataclass(frozen=True)
class LatestRow:
    """A metric with its latest result and the growth that led there."""

    metric: Metric
    latest: Figure | None
    growth: Growth | None


def latest_rows(series: Iterable[Series]) -> tuple[LatestRow, ...]:
    """Return one row a metric, in the order given."""
    return tuple(
        LatestRow(one.metric, one.latest, one.growth(one.latest.period) if one.latest else None) for one in series
    )


@dataclass(frozen=True)
class SolutionPage:
    solution: Solution
    members: tuple[Solution, ...]
    rows: tuple[LatestRow, ...]
    claims: tuple[Claim, ...]


def solution_page(solution: Solution, view: View) -> SolutionPage:
    """Return a solution with its metrics, and for a family its members. Four queries beside the solution."""
    members = Solution.objects.visible(view).filter(family=solution)
    metrics = Metric.objects.visible(view).filter(solution=solution).select_related("solution")
    claims = (
        Claim.objects.visible(view)
        .filter(Q(solution=solution) | Q(metric__solution=solution))
        .select_related("publication", "metric")
    )
    return SolutionPage(solution, tuple(members), latest_rows(series_of(metrics, view).values()), tuple(claims))


@dataclass(frozen=True)
class SolutionsPage:
    """The solutions of one's own, and the families with their members; families are not counted."""

    rows: tuple[tuple[Solution, tuple[Solution, ...]], ...]
    count: int


def solutions_page(view: View) -> SolutionsPage:
    """Return all visible solutions, members under their family, each with `metric_count`. One query."""
    figures = Figure.objects.visible(view).values("metric")
    counted = Q(metrics__in=figures) if not view.drafts else Q(metrics__isnull=False)
    solutions = list(
        Solution.objects.visible(view).annotate(metric_count=Count("metrics", filter=counted, distinct=True))
    )
    members: dict[int | None, list[Solution]] = {}
    for solution in solutions:
        members.setdefault(solution.family_id, []).append(solution)
    families = {solution.family_id for solution in solutions} - {None}
    rows = tuple((one, tuple(members.get(one.pk, ()))) for one in members.get(None, ()))
    return SolutionsPage(rows, sum(one.pk not in families for one in solutions))


@dataclass(frozen=True)
class PublicationPage:
    publication: Publication
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    corrections: tuple[Publication, ...]


def publication_page(publication: Publication, view: View) -> PublicationPage:
    """Return everything one publication states, as printed. Three queries beside the publication."""
    return PublicationPage(
        publication,
        tuple(
            publication.figures.select_related("metric").order_by(
                "metric__statistics_row", "metric__name", "start", "kind"
            )
        ),
        tuple(publication.claims.select_related("metric")),
        tuple(Publication.objects.visible(view).filter(corrects=publication)),
    )


@dataclass(frozen=True)
class PublicationsPage:
    publications: tuple[Publication, ...]
    withdrawn: tuple[Publication, ...]


def publications_page(view: View) -> PublicationsPage:
    """Return the visible publications, newest first, each with `figure_count`, and the withdrawn. One query."""
    was_public = Q(withdrawn_at__isnull=False, published_at__lte=view.as_of)
    rows = list(
        Publication.objects.filter(view.publications() | was_public)
        .annotate(figure_count=Count("figures"))
        .select_related("corrects")
        .order_by(F("published_at").desc(nulls_first=True), "-id")
    )
    return PublicationsPage(
        tuple(row for row in rows if not row.withdrawn_at), tuple(row for row in rows if row.withdrawn_at)
    )
