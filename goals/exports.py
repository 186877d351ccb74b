"""Downloads of goals and plans: each indicator with its target, its result and what came of it.

As on the pages, the result of an indicator with a target is the one that is judged, for the plan's year; one
without a target has its latest, of whatever period, with its growth.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from operator import attrgetter

from django.utils.translation import gettext as _

from goals.models import Plan
from goals.queries import GoalPage, IndicatorRow, PlanPage
from goals.wording import gap_text, percent_text, reason_text
from metrics.choices import Qualifier
from metrics.exports import columns
from metrics.exports.columns import number, text, within
from metrics.exports.sheets import Field, Sheet, Workbook
from metrics.exports.workbooks import Origin, Table, workbook
from metrics.models import Figure, Publication
from metrics.numbers import MAX_DECIMALS, rounded
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import Growth

METRIC, TARGET = attrgetter("metric"), attrgetter("target")


def goal_workbook(page: GoalPage, origin: Origin) -> Workbook:
    """Return one goal's indicators."""
    goal = page.goal
    return _workbook(f"{goal.plan.slug}-mal-{goal.number}", f"{goal.plan}: {goal}", goal.plan, page.row.rows, origin)


def plan_workbook(page: PlanPage, origin: Origin) -> Workbook:
    """Return the indicators of every goal of a plan."""
    rows = [row for goal in page.goals for row in goal.rows]
    return _workbook(page.plan.slug, str(page.plan), page.plan, rows, origin)


def _workbook(name: str, title: str, plan: Plan, rows: Iterable[IndicatorRow], origin: Origin) -> Workbook:
    rows = tuple(rows)
    table = Table(
        name,
        title,
        Sheet.of(_("Targets and results"), _shown(origin.today), rows),
        Sheet.of(_("Data"), _data(origin.today), rows),
    )
    sources: list[Publication] = [plan.publication, *(figure.publication for row in rows for figure in _figures(row))]
    return workbook(table, [row.metric for row in rows], sources, origin)


def _figures(row: IndicatorRow) -> list[Figure]:
    """Return the figures that a row of the file rests on."""
    if row.has_target:
        return row.figures
    latest = row.series.latest
    return [latest] if latest else []


def _shown(today: date) -> list[Field[IndicatorRow]]:
    return [
        text("goal", _("Goal"), lambda row: str(row.indicator.goal)),
        *within(columns.shown_metric(), METRIC),
        *within(columns.shown_unit(), METRIC),
        *within(columns.shown_quantity(), _target, "target_", _("Target")),
        *within(columns.shown_quantity(), _result, "result_", _("Result")),
        *within(columns.shown_period(), _result_period, "result_", _("Result")),
        *within(columns.shown_growth(), _growth),
        text("result_origin", _("Result's origin"), lambda row: _origin_text(row, today)),
        text("verdict_label", _("Outcome"), lambda row: str(row.outcome.verdict.label)),
        number("attainment", _("Attainment in percent"), lambda row: row.outcome.shown_ratio()),
        text("attainment_doubt", _("Doubt about the attainment"), _attainment_doubt),
        number("gap", _("Above (−: below) the target by"), _gap),
        text("gap_text", _("Distance in words"), gap_text),
        text("reason", _("Why undecided"), lambda row: reason_text(row.outcome)),
        text("result_note", _("Note on the result"), lambda row: figure.note if (figure := _figure(row)) else None),
        text("target_source", _("Target's publication"), _title(TARGET)),
        text("result_source", _("Result's publication"), _title(_figure)),
    ]


def _data(today: date) -> list[Field[IndicatorRow]]:
    return [
        text("plan_id", _("Plan's ID"), lambda row: row.indicator.goal.plan.slug),
        text("plan", _("Plan"), lambda row: str(row.indicator.goal.plan)),
        number("goal_number", _("Goal's number"), lambda row: Decimal(row.indicator.goal.number)),
        text("goal", _("Goal"), lambda row: row.indicator.goal.title),
        *within(columns.metric(), METRIC),
        text("direction", _("Direction"), lambda row: row.metric.direction),
        *within(columns.period(), attrgetter("period")),
        *within(columns.unit(), METRIC),
        *within(columns.quantity(), _target, "target_", _("Target")),
        *within(columns.quantity(), _result, "result_", _("Result")),
        *within(columns.period(), _result_period, "result_", _("Result")),
        *within(columns.growth(), _growth),
        text("result_origin", _("Result's origin"), lambda row: _origin(row, today)),
        number("result_parts", _("Parts that the result is made of"), lambda row: _parts(row, row.rolled_up.present)),
        number("result_parts_expected", _("Parts that it needs"), lambda row: _parts(row, row.rolled_up.expected)),
        *_outcome(),
        *within(columns.printed(), TARGET, "target_", _("Target")),
        *within(columns.source(), _publication(TARGET), "target_", _("Target")),
        *within(columns.printed(), _figure, "result_", _("Result")),
        *within(columns.source(), _publication(_figure), "result_", _("Result")),
    ]


def _outcome() -> list[Field[IndicatorRow]]:
    """The outcome in codes and numbers; attainment, never capped, with what doubt makes of it."""
    return [
        text("verdict", _("Outcome's code"), lambda row: row.outcome.verdict.value),
        text("verdict_label", _("Outcome"), lambda row: str(row.outcome.verdict.label)),
        number("attainment_percent", _("Attainment in percent"), lambda row: row.outcome.shown_ratio(MAX_DECIMALS)),
        number("attainment_low", _("Attainment at least"), lambda row: columns.low(_in_doubt(row.outcome.percent))),
        number("attainment_high", _("Attainment at most"), lambda row: columns.high(_in_doubt(row.outcome.percent))),
        number("gap", _("Above (−: below) the target by"), _gap),
        number("gap_low", _("Above the target by at least"), lambda row: columns.low(_in_doubt(row.outcome.gap))),
        number("gap_high", _("Above the target by at most"), lambda row: columns.high(_in_doubt(row.outcome.gap))),
        number("tolerance", _("Tolerance in percentage points"), lambda row: row.indicator.tolerance),
        text("formula", _("Formula"), lambda row: row.outcome.formula.value if row.outcome.formula else None),
        text("undecided_reason", _("Why undecided"), lambda row: row.outcome.reason.value),
    ]


def _target(row: IndicatorRow) -> Quantity | None:
    return row.target.quantity if row.target else None


def _figure(row: IndicatorRow) -> Figure | None:
    """Return the figure that states the result: of the plan's year for a target, else the latest."""
    return row.result if row.has_target else row.series.latest


def _result(row: IndicatorRow) -> Quantity | None:
    """Return the result as the page shows it: stated, else made of its parts, else why it is missing."""
    if _is_made(row) and row.rolled_up.computed:
        return _with_an_end(row.rolled_up.computed)
    figure = _figure(row)
    return figure.quantity if figure else None


def _result_period(row: IndicatorRow) -> Period | None:
    if _is_made(row):
        return row.period
    figure = _figure(row)
    return figure.period if figure else None


def _growth(row: IndicatorRow) -> Growth | None:
    """Return the growth that led to the latest result; what is judged against a target has none on the page."""
    figure = None if row.has_target else _figure(row)
    return row.series.growth(figure.period) if figure else None


def _with_an_end(computed: Quantity) -> Quantity:
    """Round a computed quantity, whose mean may have no end to its decimals, so that what it says stays true."""
    if computed.value is None:
        return computed
    rounding = {
        Qualifier.OVER: ROUND_FLOOR,
        Qualifier.AT_LEAST: ROUND_FLOOR,
        Qualifier.BETWEEN: ROUND_FLOOR,
        Qualifier.UNDER: ROUND_CEILING,
        Qualifier.AT_MOST: ROUND_CEILING,
    }.get(computed.qualifier, ROUND_HALF_UP)
    upper = None if computed.upper is None else rounded(computed.upper, rounding=ROUND_CEILING)
    return replace(computed, value=rounded(computed.value, rounding=rounding), upper=upper)


def _is_made(row: IndicatorRow) -> bool:
    """Whether the result is made of its parts, which only one for the plan's year can be."""
    stated = row.result is not None and row.result.value is not None
    return row.has_target and not stated and row.rolled_up.computed is not None


def _origin(row: IndicatorRow, today: date) -> str | None:
    """Say where the result comes from: stated, made of all its parts, of those so far, or of some for good."""
    if not _is_made(row):
        figure = _figure(row)
        return "stated" if figure and figure.value is not None else None
    if row.rolled_up.complete:
        return "parts"
    return "some_parts" if row.period.is_over(today) else "so_far"


def _origin_text(row: IndicatorRow, today: date) -> str | None:
    origin, needed = _origin(row, today), row.rolled_up.expected
    if needed == 1 and origin in ("some_parts", "so_far"):
        # Only the last part counts, and it is not there: «0 of 1 parts» would say that nothing is.
        return _("the latest so far") if origin == "so_far" else _("the latest there is")
    counts = {"present": row.rolled_up.present, "expected": needed}
    return {
        "stated": _("stated"),
        "parts": _("made of its parts"),
        "some_parts": _("%(present)s of %(expected)s parts") % counts,
        "so_far": _("so far: %(present)s of %(expected)s parts") % counts,
    }.get(origin or "")


def _parts(row: IndicatorRow, count: int) -> Decimal | None:
    """Return how many parts there are, or are needed, where the result is made of parts."""
    return Decimal(count) if _is_made(row) else None


def _gap(row: IndicatorRow) -> Decimal | None:
    """Return the distance from the target where it is one number; doubt has its two ends instead."""
    gap = row.outcome.gap
    return columns.rounded(gap.low) if gap and gap.is_point else None


def _attainment_doubt(row: IndicatorRow) -> str:
    return "" if row.outcome.shown_ratio() is not None else percent_text(row.outcome)


def _in_doubt(interval: Interval | None) -> Interval | None:
    return None if interval is None or interval.is_point else interval


def _publication(get: Callable[[IndicatorRow], Figure | None]) -> Callable[[IndicatorRow], Publication | None]:
    return lambda row: figure.publication if (figure := get(row)) else None


def _title(get: Callable[[IndicatorRow], Figure | None]) -> Callable[[IndicatorRow], str | None]:
    return lambda row: columns.source_title(figure.publication) if (figure := get(row)) else None
