"""Public pages cost the same few queries however much they show."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution

SMALL, LARGE = (4, 3), (200, 30)

# One page of each kind, with the queries a visitor's request costs.
COST = {
    "/": 7,
    "/planer/plan/": 6,
    "/planer/plan/mal/1/": 7,
    "/planer/plan/mal/2/": 7,
    "/statistikk/": 4,
    "/nokkeltall/metric-1/": 4,
    "/losninger/": 1,
    "/losninger/family/": 5,
    "/losninger/solution-1/": 5,
    "/publikasjoner/": 1,
    "/publikasjoner/report/": 4,
    "/om/": 0,
    "/finnes-ikke/": 0,
}


def fill(goals: int, years: int) -> None:
    """Publish a plan of so many goals, one metric each, with results and targets for so many years."""
    report = Publication.objects.create(type="annual_report", title="Report", slug="report")
    family = Solution.objects.create(name="Family", slug="family", publication=report)
    plan = Plan.objects.create(agency="Agency", area="Area", year=2021, slug="plan", publication=report)
    numbers = range(1, goals + 1)
    solutions = Solution.objects.bulk_create(
        Solution(name=f"Solution {number}", slug=f"solution-{number}", family=family, publication=report)
        for number in numbers
    )
    metrics = Metric.objects.bulk_create(
        Metric(name=f"Metric {number}", slug=f"metric-{number}", solution=solution, statistics_row=number)
        for number, solution in zip(numbers, solutions, strict=True)
    )
    metrics.append(Metric.objects.create(name="Gathered", slug="gathered", solution=family))
    rows = Goal.objects.bulk_create(
        Goal(plan=plan, number=number, title=f"Goal {number}", short_title=f"Goal {number}") for number in numbers
    )
    Indicator.objects.bulk_create(Indicator(goal=goal, metric=metrics[goal.number - 1]) for goal in rows)
    Assessment.objects.bulk_create(
        Assessment(goal=goal, publication=report, number=goal.number, place="p. 1", title="Title", text="Text")
        for goal in rows
    )
    day = {"start": date(2021, 1, 1), "end": date(2021, 2, 1), "printed": "soon", "status": "occurred"}
    Milestone.objects.bulk_create(
        Milestone(goal=goal, publication=report, number=goal.number, place="p. 1", title="Title", **day)
        for goal in rows
    )
    Claim.objects.bulk_create(
        Claim(publication=report, number=number, type="other", text="It grew", place="p. 1", metric=metric)
        for number, metric in enumerate(metrics)
    )
    Figure.objects.bulk_create(
        Figure(metric=metric, publication=report, kind=kind, start=date(2021 - back, 1, 1), value=1 + back)
        for metric in metrics
        for back in range(years)
        for kind in ("result", "target")
    )
    Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["4 goals, 3 years", "200 goals, 30 years"])
def test_no_page_takes_more_than_eight_queries_whatever_its_size(
    db: None, client: Client, size: tuple[int, int]
) -> None:
    fill(*size)
    client.get("/")
    spent = {}
    for address in COST:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        spent[address] = len(queries)
    assert spent == COST
    assert max(spent.values()) <= 8


def test_the_chapter_itself_costs_no_more(chapter: Publication, client: Client) -> None:
    for number in (1, 2, 3, 4):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/planer/fellesloesninger-2021/mal/{number}/")
        assert len(queries) == 7
