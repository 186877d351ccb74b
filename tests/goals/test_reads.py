"""Which result, target and baseline an indicator is judged by."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from goals.models import Goal, Indicator, Plan
from goals.queries import IndicatorRow, goal_rows
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.querysets import View


@pytest.fixture
def indicator(publication: Publication, metric: Metric) -> Indicator:
    plan = Plan.objects.create(agency="Agency", area="Area", year=2021, slug="plan", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Goal", short_title="Goal")
    return Indicator.objects.create(goal=goal, metric=metric)


def judge(indicator: Indicator, *stated: tuple[str, str, object], today: date = date(2022, 6, 1)) -> IndicatorRow:
    """Judge an indicator from figures: kind, period, and a value or the status that says why there is none."""
    for kind, text, value in stated:
        period = Period.parse(text)
        Figure.objects.create(
            publication=indicator.goal.plan.publication,
            metric=indicator.metric,
            kind=kind,
            granularity=period.granularity,
            start=period.start,
            **({"value": value} if isinstance(value, int) else {"status": value}),
        )
    ((row,),) = [one.rows for one in goal_rows([indicator.goal], View(timezone.now(), drafts=True), today)]
    return row


THIRDS = (("result", "2021-T1", 3), ("result", "2021-T2", 4), ("result", "2021-T3", 5))


@pytest.fixture
def summed(indicator: Indicator) -> Indicator:
    Metric.objects.update(aggregation="sum")
    return Indicator.objects.select_related("goal__plan__publication", "metric").get()


def test_a_year_without_its_own_figure_is_made_of_its_parts(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), *THIRDS)
    assert (row.outcome.verdict, row.rolled_up.quantity.value) == ("reached", 12)


def test_a_declared_year_beats_the_sum_of_its_parts_and_the_sum_stands_beside_it(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), ("result", "2021", 11), *THIRDS)
    assert (row.outcome.verdict, row.result.value, row.rolled_up.computed.value) == ("not_reached", 11, 12)


def test_a_year_not_yet_stated_is_made_of_its_parts(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), ("result", "2021", "not_yet"), *THIRDS)
    assert row.outcome.verdict == "reached"


def test_a_confidential_year_is_not_given_away_by_its_parts(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), ("result", "2021", "suppressed"), *THIRDS)
    assert (row.outcome.verdict, row.rolled_up.computed) == ("no_result", None)


def test_missing_parts_are_not_zero(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), *THIRDS[:2])
    assert row.outcome.verdict == "no_result"
    assert (row.rolled_up.present, row.rolled_up.expected, row.rolled_up.quantity) == (2, 3, None)


def test_an_open_year_is_open_whatever_the_numbers_say(summed: Indicator) -> None:
    row = judge(summed, ("target", "2021", 12), ("result", "2021", 20), today=date(2021, 12, 31))
    assert row.outcome.verdict == "open"


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_progress_is_measured_from_the_newest_baseline_that_is_not_later(summed: Indicator, year: str) -> None:
    Metric.objects.update(direction="lower")
    summed.metric.refresh_from_db()
    row = judge(
        summed, ("baseline", "2019", 200), ("baseline", year, 100), ("target", "2021", 60), ("result", "2021", 80)
    )
    assert row.outcome.ratio_value == Decimal("0.5")


def test_a_baseline_of_a_later_year_does_not_count(summed: Indicator) -> None:
    Metric.objects.update(direction="lower")
    summed.metric.refresh_from_db()
    row = judge(summed, ("baseline", "2022", 100), ("target", "2021", 60), ("result", "2021", 80))
    assert row.outcome.ratio_value == Decimal("0.75")
