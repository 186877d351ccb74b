"""Reads that pair what was promised with what was measured. Each returns frozen rows for pages and downloads.

The number of queries never depends on the number of rows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from goals.attainment import Outcome, Rule, attain
from goals.choices import Verdict
from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.choices import Aggregation, Direction, Granularity, Kind, Status
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.periods import Period
from metrics.queries import LatestRow, Series, StatisticsPage, latest_rows, series_of, statistics_page
from metrics.querysets import View
from metrics.series import Growth, RollUp, roll_up

MISSED = (Verdict.NOT_REACHED, Verdict.NEARLY)
KEY_NUMBERS = 6


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in its plan's year: the promise, what came of it, and the verdict with its working.

    `result` is the figure stated for the whole year; without one, `rolled_up` says what its parts make.
    """

    indicator: Indicator
    period: Period
    series: Series
    target: Figure | None
    result: Figure | None
    rolled_up: RollUp
    outcome: Outcome

    @property
    def metric(self) -> Metric:
        return self.series.metric

    @property
    def growth(self) -> Growth:
        return self.series.growth(self.period)

    @property
    def forecasts(self) -> list[Figure]:
        """What is expected of later years; never a result."""
        return [figure for figure in self.series.of_kind(Kind.FORECAST) if figure.start > self.period.end]

    @property
    def figures(self) -> list[Figure]:
        """Every figure the outcome rests on: target, result, and the parts of a result that is made of them."""
        stated = [figure for figure in (self.target, self.result) if figure]
        if self.result and self.result.value is not None:
            return stated
        return stated + [figure for figure in self.series.results if self.period.contains(figure.period)]

    @property
    def is_public(self) -> bool:
        """Whether all of it can be seen by visitors."""
        return not any(figure.publication.is_draft or figure.publication.is_ahead for figure in self.figures)

    @property
    def has_target(self) -> bool:
        return self.outcome.verdict != Verdict.NO_TARGET


def indicator_row(indicator: Indicator, series: Series, today: date) -> IndicatorRow:
    """Judge one indicator against its target for the plan's year.

    The result is the one stated for the year, else what its parts make, unless the year's own figure says
    that it is confidential or does not apply.
    """
    period = Period.nth(Granularity.YEAR, indicator.goal.plan.year, 1)
    metric, target, result = series.metric, series.at(Kind.TARGET, period), series.at(Kind.RESULT, period)
    baseline = series.baseline_for(period)
    kept_back = result is not None and result.status in (Status.SUPPRESSED, Status.NOT_APPLICABLE)
    parts = () if kept_back else series.points()
    rolled_up = roll_up(parts, period, Aggregation(metric.aggregation), floor=metric.floor)
    outcome = attain(
        rolled_up.quantity,
        target.quantity if target else None,
        rule=Rule(
            Direction(metric.direction), indicator.tolerance, baseline.quantity if baseline else None, metric.floor
        ),
        period_over=period.is_over(today),
    )
    return IndicatorRow(indicator, period, series, target, result, rolled_up, outcome)


@dataclass(frozen=True)
class GoalRow:
    """A goal with its indicators judged."""

    goal: Goal
    rows: tuple[IndicatorRow, ...]

    @property
    def with_target(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if row.has_target)

    @property
    def without_target(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if not row.has_target)

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """How many targets got each verdict, in the order of the vocabulary."""
        return tally(self.with_target)


def tally(rows: Iterable[IndicatorRow]) -> tuple[tuple[Verdict, int], ...]:
    counted = Counter(row.outcome.verdict for row in rows)
    return tuple((verdict, counted[verdict]) for verdict in Verdict if counted[verdict])


def goal_rows(goals: Sequence[Goal], view: View, today: date) -> tuple[GoalRow, ...]:
    """Judge every indicator of the goals, which come with their plan. Two queries."""
    indicators = list(
        Indicator.objects.visible(view)
        .filter(goal__in=goals)
        .select_related("metric__solution")
        .order_by("order", "id")
    )
    series = series_of({indicator.metric for indicator in indicators}, view)
    by_goal: dict[int, list[IndicatorRow]] = {goal.pk: [] for goal in goals}
    plans = {goal.pk: goal for goal in goals}
    for indicator in indicators:
        indicator.goal = plans[indicator.goal_id]
        its_series = series[indicator.metric_id]
        if its_series.figures or view.drafts:
            by_goal[indicator.goal_id].append(indicator_row(indicator, its_series, today))
    return tuple(GoalRow(goal, tuple(by_goal[goal.pk])) for goal in goals)


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    goals: tuple[GoalRow, ...]
    assessments: tuple[Assessment, ...]
    milestones: tuple[Milestone, ...]

    @property
    def judged(self) -> tuple[IndicatorRow, ...]:
        """Every indicator that has a target, over all the goals."""
        return tuple(row for goal in self.goals for row in goal.with_target)

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        return tally(self.judged)

    @property
    def sources(self) -> tuple[Publication, ...]:
        return tuple(dict.fromkeys(source for goal in self.goals for source in _sources(goal)))

    @property
    def outcomes(self) -> tuple[IndicatorRow, ...]:
        """Every target with its outcome, what was missed first: it is what a reader looks for."""
        return tuple(sorted(self.judged, key=lambda row: row.outcome.verdict not in MISSED))

    @property
    def key_numbers(self) -> tuple[LatestRow, ...]:
        """The first yearly metrics without a target that can be held against the year before, in the goals' order."""
        rows = latest_rows(row.series for goal in self.goals for row in goal.without_target)
        yearly = (row for row in rows if row.latest and row.latest.granularity == Granularity.YEAR)
        return tuple(row for row in yearly if row.growth and row.growth.change is not None)[:KEY_NUMBERS]

    @property
    def goals_without_target(self) -> int:
        return sum(not goal.with_target for goal in self.goals)


def plan_page(plan: Plan, view: View, today: date) -> PlanPage:
    """Return a plan with its goals judged, its assessments and milestones. Five queries beside the plan."""
    return PlanPage(
        plan,
        goal_rows(_goals_of(plan), view, today),
        tuple(_about(Assessment, view).filter(plan=plan).order_by("number")),
        tuple(_about(Milestone, view).filter(Q(plan=plan) | Q(goal__plan=plan)).select_related("goal")),
    )


def _goals_of(plan: Plan) -> list[Goal]:
    """Return a plan's goals in order, each knowing its plan without another query."""
    goals = list(plan.goals.order_by("number"))
    for goal in goals:
        goal.plan = plan
    return goals


def _about(model: type[Assessment] | type[Milestone], view: View):  # type: ignore[no-untyped-def]
    return model.objects.visible(view).select_related("publication")


def latest_plan(view: View) -> Plan | None:
    """Return the newest visible plan with a visible result; without one, the newest plan. One query."""
    results = Figure.objects.visible(view).filter(
        kind=Kind.RESULT, metric__indicators__goal__plan=OuterRef("pk"), start__year=OuterRef("year")
    )
    plans = Plan.objects.visible(view).select_related("publication").annotate(has_result=Exists(results))
    plan: Plan | None = plans.order_by("-has_result", "-year", "area").first()
    return plan


@dataclass(frozen=True)
class FrontPage:
    page: PlanPage | None
    plans: tuple[Plan, ...]


def front_page(view: View, today: date) -> FrontPage:
    """Return the latest plan judged, and every plan to choose from. Seven queries at most."""
    plan = latest_plan(view)
    if plan is None:
        return FrontPage(None, ())
    return FrontPage(plan_page(plan, view, today), tuple(Plan.objects.visible(view)))


@dataclass(frozen=True)
class GoalPage:
    goal: Goal
    row: GoalRow
    previous: Goal | None
    next: Goal | None
    year_before: Goal | None
    year_after: Goal | None
    trends: tuple[LatestRow, ...]
    assessments: tuple[Assessment, ...]
    milestones: tuple[Milestone, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Publication, ...]


def goal_page(goal: Goal, view: View, today: date) -> GoalPage:
    """Return a goal with everything a reader may see of it. Six queries beside the goal and its plan."""
    (row,) = goal_rows([goal], view, today)
    related = Goal.objects.visible(view).filter(plan__agency=goal.plan.agency, plan__area=goal.plan.area)
    siblings, years = _neighbours(goal, list(related.select_related("plan")))
    metrics = [one.metric.pk for one in row.rows]
    claims = Claim.objects.visible(view).filter(metric__in=metrics).select_related("publication")
    return GoalPage(
        goal=goal,
        row=row,
        previous=siblings[0],
        next=siblings[1],
        year_before=years[0],
        year_after=years[1],
        trends=latest_rows(one.series for one in row.without_target),
        assessments=tuple(_about(Assessment, view).filter(goal=goal).order_by("number")),
        milestones=tuple(_about(Milestone, view).filter(goal=goal)),
        claims=tuple(claims),
        sources=_sources(row),
    )


Neighbours = tuple[Goal | None, Goal | None]


def _neighbours(goal: Goal, related: Sequence[Goal]) -> tuple[Neighbours, Neighbours]:
    """Find the goals before and after one in its plan, and those of its number in the years before and after."""
    siblings = sorted((one for one in related if one.plan_id == goal.plan_id), key=lambda one: one.number)
    years = sorted((one for one in related if one.number == goal.number), key=lambda one: one.plan.year)
    return _around(goal, siblings), _around(goal, years)


def _around(goal: Goal, row: Sequence[Goal]) -> Neighbours:
    place = row.index(goal)
    return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)


def _sources(row: GoalRow) -> tuple[Publication, ...]:
    """Return each publication that states a figure shown of a goal: behind an outcome, or the latest without one."""
    figures = [figure for one in row.with_target for figure in one.figures]
    figures += [one.series.latest for one in row.without_target if one.series.latest]
    return tuple(dict.fromkeys(figure.publication for figure in figures))


@dataclass(frozen=True)
class Statistics:
    """The statistics table, narrowed to a solution or a goal where one is chosen, and what there is to choose."""

    page: StatisticsPage
    solutions: tuple[Solution, ...]
    goals: tuple[Goal, ...]
    solution: Solution | None = None
    goal: Goal | None = None


def statistics(view: View, solution: str = "", goal: str = "") -> Statistics:
    """Return the statistics of a solution (its slug) and a goal («plan/number»); «» is all of them. Four queries.

    Raises UnknownChoiceError for a choice that is not among those on offer.
    """
    metrics = list(Metric.objects.visible(view).in_statistics().select_related("solution__publication"))
    owners = [one.solution for one in metrics if one.solution]
    solutions = {owner.slug: owner for owner in owners if view.sees(owner.publication)}
    used: dict[str, tuple[Goal, set[int]]] = {}
    for indicator in Indicator.objects.visible(view).filter(metric__in=metrics).select_related("goal__plan"):
        used.setdefault(indicator.goal.address, (indicator.goal, set()))[1].add(indicator.metric_id)
    if (solution and solution not in solutions) or (goal and goal not in used):
        raise UnknownChoiceError
    chosen = [
        one
        for one in metrics
        if (not solution or one.solution_id == solutions[solution].pk) and (not goal or one.pk in used[goal][1])
    ]
    return Statistics(
        statistics_page(chosen, view),
        tuple(sorted(solutions.values(), key=lambda one: one.name.casefold())),
        tuple(found for found, _ in used.values()),
        solutions.get(solution),
        used[goal][0] if goal else None,
    )


class UnknownChoiceError(LookupError):
    """A filter names something that is not on offer."""


def goals_using(metric: Metric, view: View) -> tuple[Indicator, ...]:
    """Return the visible indicators that use a metric, with their goal and plan. One query."""
    used = Indicator.objects.visible(view).filter(metric=metric).select_related("goal__plan")
    return tuple(used.order_by("-goal__plan__year", "goal__number"))
