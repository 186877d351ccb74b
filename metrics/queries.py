"""Reads that span models. Each returns frozen rows that pages, tables and downloads share.

The number of queries never depends on the number of rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Length

from metrics.choices import ClaimType, Granularity, Kind, Unit
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.periods import Period
from metrics.querysets import View
from metrics.series import Growth, Point, counting, growth


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
        """The result that reaches furthest in time; of those that end together the longest, a year before a month."""
        stated = [figure for figure in self.results if figure.value is not None]
        return max(stated, key=lambda figure: (figure.period.end, -figure.start.toordinal()), default=None)

    def baseline_for(self, period: Period) -> Figure | None:
        """Where a promise for a period starts from: the newest baseline that does not lie after it."""
        earlier = [one for one in self.of_kind(Kind.BASELINE) if one.value is not None and one.period.end <= period.end]
        return earlier[-1] if earlier else None

    def points(self) -> list[Point]:
        return [Point(figure.period, figure.quantity, figure.publication) for figure in self.results]

    def growth(self, period: Period) -> Growth:
        """Return the change since the same period a year before; its code says why there is none."""
        before = period.year_before()
        earlier = self.at(Kind.RESULT, before) if before else None
        later = self.at(Kind.RESULT, period)
        return growth(
            earlier.quantity if earlier else None,
            later.quantity if later else None,
            Unit(self.metric.unit),
            floor=self.metric.floor,
        )


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

    series: Series
    figures: tuple[Figure | None, ...]
    growth: Growth
    printed_growth: Claim | None

    @property
    def metric(self) -> Metric:
        return self.series.metric


@dataclass(frozen=True)
class StatisticsPage:
    years: tuple[int, ...]
    rows: tuple[StatisticsRow, ...]
    publications: tuple[Publication, ...]


def statistics_page(metrics: Iterable[Metric], view: View) -> StatisticsPage:
    """Return a statistics table of some metrics: their yearly results, and growth in the last of the years.

    Two queries.
    """
    series = series_of(metrics, view).values()
    yearly = [one.of_kind(Kind.RESULT, Granularity.YEAR) for one in series]
    stated = {figure.start.year for figures in yearly for figure in figures}
    # A year that nobody stated is a gap to be seen, not a column to leave out.
    years = tuple(range(min(stated), max(stated) + 1)) if stated else ()
    printed = _printed_growth(view, years[-1]) if years else {}
    rows = tuple(_statistics_row(one, years, printed.get(one.metric.pk)) for one in series) if years else ()
    publications = {figure.publication: None for row in rows for figure in row.figures if figure}
    return StatisticsPage(years, rows, tuple(publications))


def _statistics_row(series: Series, years: Sequence[int], printed: Claim | None) -> StatisticsRow:
    periods = [Period.nth(Granularity.YEAR, year, 1) for year in years]
    figures = tuple(series.at(Kind.RESULT, period) for period in periods)
    return StatisticsRow(series, figures, series.growth(periods[-1]), printed)


def _printed_growth(view: View, year: int) -> dict[int, Claim]:
    """Find the growth printed of each metric: in the publication that counts, the statement of the fewest words."""
    last = Period.nth(Granularity.YEAR, year, 1)
    claims = Claim.objects.visible(view).filter(
        type=ClaimType.GROWTH, granularity=last.granularity, start=last.start, metric__isnull=False
    )
    ordered = claims.order_by(F("publication__published_at").asc(nulls_last=True), "publication_id", -Length("text"))
    return {claim.metric_id: claim for claim in ordered if claim.metric_id}


@dataclass(frozen=True)
class MetricRow:
    """One figure of a metric; a result has its growth."""

    figure: Figure
    growth: Growth | None


@dataclass(frozen=True)
class MetricPage:
    series: Series
    solution: Solution | None
    latest: Figure | None
    growth: Growth | None
    rows: tuple[MetricRow, ...]
    claims: tuple[Claim, ...]

    @property
    def metric(self) -> Metric:
        return self.series.metric


def metric_page(metric: Metric, view: View) -> MetricPage:
    """Return everything a reader may see of one metric, the newest first. Two queries beside the metric."""
    series = series_of([metric], view)[metric.pk]
    figures = sorted(series.figures.items(), key=lambda item: (item[0][1].start, item[0][0]), reverse=True)
    rows = tuple(
        MetricRow(figure, series.growth(period) if kind == Kind.RESULT else None) for (kind, period), figure in figures
    )
    claims = Claim.objects.visible(view).filter(metric=metric).select_related("publication")
    latest = series.latest
    return MetricPage(
        series,
        _seen(metric.solution, view),
        latest,
        series.growth(latest.period) if latest else None,
        rows,
        tuple(claims),
    )


def _seen(solution: Solution | None, view: View) -> Solution | None:
    """Return a related solution, read with its publication, if the reader may see it."""
    return solution if solution and view.sees(solution.publication) else None


@dataclass(frozen=True)
class LatestRow:
    """A metric with its latest result, the growth that led there, and the series behind it."""

    series: Series
    latest: Figure | None
    growth: Growth | None

    @property
    def metric(self) -> Metric:
        return self.series.metric


def latest_rows(series: Iterable[Series]) -> tuple[LatestRow, ...]:
    """Return one row a metric, in the order given."""
    return tuple(LatestRow(one, one.latest, one.growth(one.latest.period) if one.latest else None) for one in series)


@dataclass(frozen=True)
class SolutionPage:
    solution: Solution
    family: Solution | None
    members: tuple[Solution, ...]
    rows: tuple[LatestRow, ...]
    claims: tuple[Claim, ...]


def solution_page(solution: Solution, view: View) -> SolutionPage:
    """Return a solution with its metrics, and for a family its members. Four queries beside the solution."""
    members = Solution.objects.visible(view).filter(family=solution)
    metrics = Metric.objects.visible(view).filter(solution=solution).select_related("solution")
    claims = Claim.objects.visible(view).filter(Q(solution=solution) | Q(metric__solution=solution))
    return SolutionPage(
        solution,
        _seen(solution.family, view),
        tuple(members),
        latest_rows(series_of(metrics, view).values()),
        tuple(claims.select_related("publication")),
    )


@dataclass(frozen=True)
class SolutionsPage:
    """The solutions, those of a family under it; a family only gathers, and is not counted."""

    rows: tuple[tuple[Solution, tuple[Solution, ...]], ...]
    count: int


def solutions_page(view: View) -> SolutionsPage:
    """Return all visible solutions, members under their family, each with `metric_count`. One query."""
    metrics = Metric.objects.visible(view)
    solutions = list(
        Solution.objects.visible(view).annotate(
            metric_count=Count("metrics", filter=Q(metrics__in=metrics), distinct=True),
            is_family=Exists(Solution.objects.filter(family=OuterRef("pk"))),
        )
    )
    members: dict[int | None, list[Solution]] = {}
    for solution in solutions:
        members.setdefault(solution.family_id, []).append(solution)
    shown = {solution.pk for solution in solutions}
    heads = [solution for solution in solutions if solution.family_id not in shown]
    rows = tuple((head, tuple(members.get(head.pk, ()))) for head in heads)
    return SolutionsPage(rows, sum(not solution.is_family for solution in solutions))


BY_TABLE = (F("metric__statistics_row").asc(nulls_last=True), "metric__name")


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
        tuple(publication.figures.select_related("metric").order_by(*BY_TABLE, "start", "kind")),
        tuple(publication.claims.with_metrics(view)),
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
