"""Downloads of metrics: made from the rows of `queries.py` that the pages show, as data one row a figure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.utils.translation import gettext as _

from metrics.choices import Granularity, Kind, Qualifier
from metrics.exports import columns
from metrics.exports.columns import text, within
from metrics.exports.sheets import Field, Graph, Sheet, Workbook
from metrics.exports.workbooks import Origin, Table, workbook
from metrics.models import Figure, Metric, Publication, Solution
from metrics.periods import Period
from metrics.quantities import Quantity
from metrics.queries import MetricPage, SolutionPage, StatisticsPage, StatisticsRow
from metrics.series import Growth
from metrics.wording import quantity_text


@dataclass(frozen=True)
class Stated:
    """A metric with one of its figures, or none, and that one's growth from the year before."""

    metric: Metric
    figure: Figure | None
    growth: Growth | None = None
    solution: Solution | None = None

    @property
    def period(self) -> Period | None:
        return self.figure.period if self.figure else None

    @property
    def quantity(self) -> Quantity | None:
        return self.figure.quantity if self.figure else None

    @property
    def source(self) -> Publication | None:
        return self.figure.publication if self.figure else None

    @property
    def kind(self) -> Kind | None:
        return Kind(self.figure.kind) if self.figure else None


METRIC, FIGURE, SOURCE = attrgetter("metric"), attrgetter("figure"), attrgetter("source")
PERIOD, QUANTITY, GROWTH = attrgetter("period"), attrgetter("quantity"), attrgetter("growth")


def _data(rows: Iterable[Stated]) -> Sheet:
    fields: list[Field[Stated]] = [
        *within(columns.metric(), METRIC),
        *within(columns.solution(), attrgetter("solution")),
        *within(columns.period(), PERIOD),
        *within(columns.kind(), attrgetter("kind")),
        *within(columns.quantity(), QUANTITY),
        *within(columns.unit(), METRIC),
        *within(columns.growth(), GROWTH),
        *within(columns.printed(), FIGURE),
        *within(columns.source(), SOURCE),
    ]
    return Sheet.of(_("Data"), fields, rows)


def _sources(rows: Iterable[Stated]) -> list[Publication]:
    return [row.source for row in rows if row.source]


def metric_workbook(page: MetricPage, origin: Origin) -> Workbook:
    """Return a metric's periods: as on its page the newest first, as data each kind in the order of time."""
    rows = [Stated(page.metric, row.figure, row.growth, page.solution) for row in page.rows]
    fields: list[Field[Stated]] = [
        *within(columns.shown_period(), PERIOD),
        *within(columns.shown_kind(), attrgetter("kind")),
        *within(columns.shown_quantity(), QUANTITY),
        *within(columns.shown_unit(), METRIC),
        *within(columns.shown_growth(), GROWTH),
        *within(columns.printed(), FIGURE),
        *within(columns.shown_source(), SOURCE),
    ]
    ordered = sorted(rows, key=_place)
    table = Table(
        page.metric.slug,
        page.metric.name,
        Sheet.of(_("Periods"), fields, rows),
        _data(ordered),
        _graph(page.metric, ordered),
    )
    return workbook(table, [page.metric], _sources(rows), origin)


def _place(row: Stated) -> tuple[int, int, date]:
    """Put results first, and the periods of one length together in the order of time."""
    if row.figure is None:
        return 0, 0, date.min
    figure = row.figure
    return list(Kind).index(Kind(figure.kind)), list(Granularity).index(Granularity(figure.granularity)), figure.start


def _graph(metric: Metric, ordered: list[Stated]) -> Graph | None:
    """Return a chart of the yearly results where there are two or more, none of them left out or in doubt.

    A spreadsheet's bars know neither gaps nor doubt, and would show another chart than the page.
    """
    places = [
        place
        for place, row in enumerate(ordered)
        if row.kind == Kind.RESULT and row.period and row.period.granularity == Granularity.YEAR
    ]
    years = [figure.start.year for place in places if (figure := ordered[place].figure)]
    if len(years) < 2 or years[-1] - years[0] != len(years) - 1:
        return None
    if not all(_is_exact(ordered[place].quantity) for place in places):
        return None
    return Graph(f"{metric.name} ({columns.unit_text(metric)})", places[0], places[-1])


def _is_exact(one: Quantity | None) -> bool:
    return one is not None and not one.missing and one.qualifier == Qualifier.EXACT


def solution_workbook(page: SolutionPage, origin: Origin) -> Workbook:
    """Return a solution's metrics, each with its latest result."""
    rows = [Stated(row.metric, row.latest, row.growth, page.solution) for row in page.rows]
    fields: list[Field[Stated]] = [
        *within(columns.shown_metric(), METRIC),
        *within(columns.shown_quantity(), QUANTITY),
        *within(columns.shown_unit(), METRIC),
        *within(columns.shown_period(), PERIOD),
        *within(columns.shown_growth(), GROWTH),
        *within(columns.shown_source(), SOURCE),
    ]
    table = Table(page.solution.slug, page.solution.name, Sheet.of(_("Metrics"), fields, rows), _data(rows))
    return workbook(table, [row.metric for row in rows], _sources(rows), origin)


def statistics_workbook(
    page: StatisticsPage, origin: Origin, solutions: Collection[Solution], chosen: tuple[str, ...] = ()
) -> Workbook:
    """Return the statistics table: as shown a column a year, as data a row a figure.

    `solutions` are those the reader may see; `chosen` names what the table is narrowed to.
    """
    rows = [stated for row in page.rows for stated in _yearly(row, solutions)]
    name = "-".join(("statistikk", *chosen)).replace("/", "-")
    table = Table(name, _("Use of the common solutions"), _wide(page), _data(rows))
    return workbook(table, [row.metric for row in page.rows], page.publications, origin)


def _yearly(row: StatisticsRow, solutions: Collection[Solution]) -> Iterable[Stated]:
    """Yield the figures of a row, each with its growth from the year before; a year nobody stated has none."""
    solution = row.metric.solution if row.metric.solution in solutions else None
    for figure in row.figures:
        if figure:
            yield Stated(row.metric, figure, row.series.growth(figure.period), solution)


def _wide(page: StatisticsPage) -> Sheet:
    years: list[Field[StatisticsRow]] = [_year(place, year) for place, year in enumerate(page.years)]
    fields: list[Field[StatisticsRow]] = [
        *within(columns.shown_metric(), METRIC),
        *within(columns.shown_unit(), METRIC),
        *years,
        text("doubt", _("Qualifier and status"), _doubts),
        *within(columns.shown_growth(), GROWTH),
        text("printed_growth", _("Growth as printed"), _printed_growth),
        text("source_title", _("Publication"), _titles),
    ]
    return Sheet.of(_("Statistics"), fields, page.rows)


def _year(place: int, year: int) -> Field[StatisticsRow]:
    def value(row: StatisticsRow) -> Decimal | None:
        figure = row.figures[place]
        return figure.value if figure else None

    return columns.number(f"year_{year}", str(year), value)


def _doubts(row: StatisticsRow) -> str:
    """Say which of a row's values are not exact and final: «2019: ca.; 2021: 10–15, anslag»."""
    stated = [(figure.start.year, figure.quantity) for figure in row.figures if figure]
    return "; ".join(f"{year}: {_doubt(one)}" for year, one in stated if columns.doubt_text(one))


def _doubt(one: Quantity) -> str:
    """Say the doubt, and a «between» with both its ends: its upper one has no column in this table."""
    words = columns.doubt_text(one)
    return words if one.upper is None else f"{quantity_text(one)} ({words})"


def _printed_growth(row: StatisticsRow) -> str | None:
    return row.printed_growth.text if row.printed_growth else None


def _titles(row: StatisticsRow) -> str:
    found = dict.fromkeys(figure.publication for figure in row.figures if figure)
    return "; ".join(columns.source_title(publication) for publication in found)
