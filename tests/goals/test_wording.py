"""An outcome's working reads as words in Norwegian, whatever doubt its numbers carry."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from goals import wording
from goals.models import Goal, Indicator, Plan
from goals.queries import IndicatorRow, goal_rows
from metrics.models import Figure, Metric, Publication
from metrics.querysets import View

NBSP = "\u00a0"


def judged(
    publication: Publication, metric: Metric, tolerance: str | None = None, **kinds: dict[str, object]
) -> IndicatorRow:
    """Judge the year 2021 of a metric from a figure of each kind."""
    plan = Plan.objects.create(agency="Agency", area="Area", year=2021, slug="plan", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Goal", short_title="Goal")
    Indicator.objects.create(goal=goal, metric=metric, tolerance=tolerance and Decimal(tolerance))
    for kind, stated in kinds.items():
        Figure.objects.create(publication=publication, metric=metric, kind=kind, start=date(2021, 1, 1), **stated)
    ((row,),) = [one.rows for one in goal_rows([goal], View(timezone.now(), drafts=True), date(2022, 6, 1))]
    return row


def test_a_missed_target_says_formula_numbers_and_what_it_would_have_taken(
    publication: Publication, metric: Metric
) -> None:
    row = judged(publication, metric, target={"value": 100000}, result={"value": 25224})
    assert wording.working_lines(row) == [
        "Formel: resultat delt på måltall",
        f"Resultat: 25{NBSP}224",
        f"Måltall: 100{NBSP}000",
        f"Dette deles: 25{NBSP}224",
        f"På dette: 100{NBSP}000",
        f"Måloppnåelse: 25,2{NBSP}%",
        f"Nådd fra 100{NBSP}000: nei",
    ]
    assert wording.gap_text(row) == f"74{NBSP}776 letters under målet"
    assert wording.flip_text(row) == f"Det ville vært nådd med et resultat som var 74{NBSP}776 høyere."


def test_a_reached_target_says_yes_and_how_much_there_was_to_spare(publication: Publication, metric: Metric) -> None:
    row = judged(publication, metric, target={"value": 15}, result={"value": 16})
    assert wording.working_lines(row)[-1] == "Nådd fra 15: ja"
    assert wording.flip_text(row) == "Det ville ikke vært nådd med et resultat som var mer enn 1 lavere."
    assert wording.gap_text(row) == "1 over målet"


def test_doubt_that_decides_says_that_it_cannot_be_decided(publication: Publication, metric: Metric) -> None:
    row = judged(publication, metric, target={"value": 100}, result={"value": 100, "qualifier": "about"})
    assert wording.working_lines(row)[1] == "Resultat: 100 (mellom 50 og 150)"
    assert wording.working_lines(row)[-1] == "Nådd fra 100: kan ikke avgjøres"
    assert wording.reason_text(row.outcome) == "Tallene er oppgitt for løst til å avgjøre det."


def test_a_tolerance_shows_where_nearly_begins(publication: Publication, metric: Metric) -> None:
    row = judged(publication, metric, tolerance="5", target={"value": 100}, result={"value": 96})
    assert row.outcome.verdict == "nearly"
    assert wording.working_lines(row)[-1] == "Nesten nådd fra 95: ja"


@pytest.mark.parametrize(("result", "words"), [(8, "2 letters under målet"), (12, "2 letters over målet")])
def test_lower_is_better_says_above_and_below_by_the_number_and_not_by_the_verdict(
    publication: Publication, metric: Metric, result: int, words: str
) -> None:
    metric.direction = "lower"
    metric.save()
    row = judged(publication, metric, target={"value": 10}, result={"value": result})
    assert row.outcome.verdict == ("reached" if result == 8 else "not_reached")
    assert wording.gap_text(row) == words
