"""An outcome's working reads as words in Norwegian, whatever doubt its numbers carry."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from goals import wording
from goals.attainment import Outcome
from goals.choices import Verdict
from goals.models import Goal, Indicator, Plan
from goals.queries import GoalRow, IndicatorRow, PlanPage, goal_rows
from metrics.choices import Granularity
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.queries import Series
from metrics.querysets import View
from metrics.series import RollUp

NBSP = "\u00a0"


def judged(
    publication: Publication, metric: Metric, tolerance: str | None = None, **kinds: dict[str, object]
) -> IndicatorRow:
    """Judge the year 2021 of a metric, as it is now, from a figure of each kind."""
    metric.save()
    plan = Plan.objects.create(agency="Agency", area="Area", year=2021, slug="plan", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Goal", short_title="Goal")
    Indicator.objects.create(goal=goal, metric=metric, tolerance=tolerance and Decimal(tolerance))
    for kind, stated in kinds.items():
        Figure.objects.create(publication=publication, metric=metric, kind=kind, start=date(2021, 1, 1), **stated)
    ((row,),) = [one.rows for one in goal_rows([goal], View(timezone.now(), drafts=True), date(2022, 6, 1))]
    return row


def figure(words: str) -> dict[str, object]:
    """«100», «about 100», «between 10 12» as the fields of a figure."""
    *qualifier, value = words.split()
    if qualifier[:1] == ["between"]:
        return {"value": Decimal(qualifier[1]), "upper": Decimal(value), "qualifier": "between"}
    return {"value": Decimal(value), "qualifier": (*qualifier, "exact")[0]}


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
    assert wording.percent_text(row.outcome) == f"106,7{NBSP}%"


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
    row = judged(publication, metric, target={"value": 10}, result={"value": result})
    assert row.outcome.verdict == ("reached" if result == 8 else "not_reached")
    assert wording.gap_text(row) == words


@pytest.mark.parametrize(
    ("direction", "target", "result", "words"),
    [
        ("neutral", "between 10 20", "25", "5 letters over målet"),
        ("neutral", "between 10 20", "7", "3 letters under målet"),
        ("neutral", "between 10 20", "15", ""),
        ("higher", "between 10 20", "15", ""),
        ("lower", "between 10 20", "7", "3 letters under målet"),
        ("neutral", "at_most 10", "12", "2 letters over målet"),
        ("neutral", "at_least 10", "8", "2 letters under målet"),
        ("neutral", "10", "12", ""),
        ("higher", "10", "10", ""),
        ("higher", "10", "11", "1 over målet"),
        # In doubt
        ("higher", "10000", "over 8000", f"mindre enn 2{NBSP}000 letters under målet, eller over"),
        ("higher", "10000", "at_least 8000", f"høyst 2{NBSP}000 letters under målet, eller over"),
        ("higher", "5000", "over 8000", f"mer enn 3{NBSP}000 letters over målet"),
        ("lower", "5000", "under 8000", f"mellom 5{NBSP}000 under og 3{NBSP}000 over målet"),
        ("higher", "100", "about 100", "mellom 50 under og 50 over målet"),
        ("higher", "200", "about 100", "mellom 50 og 150 letters under målet"),
        ("higher", "50", "nearly 50", "høyst 5 letters under målet"),
        ("higher", "100", "over 100", "over målet"),
        ("higher", "100", "at_least 100", ""),
    ],
)
def test_the_distance_is_said_by_the_number_and_as_loosely_as_it_is_known(
    publication: Publication, metric: Metric, direction: str, target: str, result: str, words: str
) -> None:
    metric.direction = direction
    row = judged(publication, metric, target=figure(target), result=figure(result))
    assert wording.gap_text(row) == words


@pytest.mark.parametrize(
    ("direction", "target", "result", "words"),
    [
        ("higher", "over 10", "8", "Det ville vært nådd med et resultat som var mer enn 2 høyere."),
        ("higher", "over 10", "16", "Det ville ikke vært nådd med et resultat som var 6 lavere."),
        ("higher", "over 10", "10", "Resultatet ligger akkurat på terskelen."),
        ("higher", "10", "8", "Det ville vært nådd med et resultat som var 2 høyere."),
        ("higher", "10", "16", "Det ville ikke vært nådd med et resultat som var mer enn 6 lavere."),
        ("lower", "under 10", "12", "Det ville vært nådd med et resultat som var mer enn 2 lavere."),
        ("lower", "under 10", "8", "Det ville ikke vært nådd med et resultat som var 2 høyere."),
        ("lower", "10", "8", "Det ville ikke vært nådd med et resultat som var mer enn 2 høyere."),
    ],
)
def test_the_change_that_flips_the_verdict_says_whether_it_is_enough_itself(
    publication: Publication, metric: Metric, direction: str, target: str, result: str, words: str
) -> None:
    metric.direction = direction
    row = judged(publication, metric, target=figure(target), result=figure(result))
    assert wording.flip_text(row) == words


def test_distances_of_a_metric_in_percent_are_percentage_points(publication: Publication, metric: Metric) -> None:
    metric.unit, metric.unit_label, metric.direction = "percent", "", "lower"
    kinds = {"target": figure("99"), "result": figure("99.5"), "baseline": figure("99.9")}
    row = judged(publication, metric, **kinds)
    assert wording.gap_text(row) == "0,5 prosentpoeng over målet"
    assert wording.flip_text(row) == "Det ville vært nådd med et resultat som var 0,5 prosentpoeng lavere."
    assert wording.working_lines(row)[1:7] == [
        f"Resultat: 99,5{NBSP}%",
        f"Måltall: 99{NBSP}%",
        f"Utgangsverdi: 99,9{NBSP}%",
        "Dette deles: 0,4 prosentpoeng",
        "På dette: 0,9 prosentpoeng",
        f"Måloppnåelse: 44,4{NBSP}%",
    ]


@pytest.mark.parametrize(
    ("target", "result", "tolerance", "words"),
    [
        ("10000", "over 8000", None, f"over 80{NBSP}%"),
        ("10000", "at_least 8000", None, f"minst 80{NBSP}%"),
        ("10", "under 5", None, f"under 50{NBSP}%"),
        ("100", "about 100", None, f"50–150{NBSP}%"),
        ("50", "nearly 50", None, f"minst 90{NBSP}% og mindre enn 100{NBSP}%"),
        ("30000", "between 29999 29999.5", None, f"99,9–99,999{NBSP}%"),
        ("4000", "between 3899 3900", "2.55", f"97,47–97,5{NBSP}%"),
        ("5", "at_least 0", None, ""),
        ("100000", "99999", None, f"99,9{NBSP}%"),
    ],
)
def test_attainment_in_doubt_is_said_as_doubt_and_never_against_the_verdict(
    publication: Publication, metric: Metric, target: str, result: str, tolerance: str | None, words: str
) -> None:
    row = judged(publication, metric, tolerance, target=figure(target), result=figure(result))
    assert wording.percent_text(row.outcome) == words


def test_lower_is_better_says_up_to_where_it_is_nearly_reached(publication: Publication, metric: Metric) -> None:
    metric.direction = "lower"
    row = judged(publication, metric, "10", target=figure("10"), result=figure("11.1111"))
    assert row.outcome.verdict == "nearly"
    assert wording.working_lines(row)[-1] == "Nesten nådd til og med 11,1111: ja"


def test_a_mean_of_thirds_is_rounded_and_says_so(publication: Publication, metric: Metric) -> None:
    metric.aggregation = "mean"
    for month, value in ((1, 1), (5, 1), (9, 2)):
        thirds = {"granularity": "tertial", "start": date(2021, month, 1), "value": value}
        Figure.objects.create(publication=publication, metric=metric, kind="result", **thirds)
    row = judged(publication, metric, target=figure("1.5"))
    assert wording.computed_text(row) == "ca. 1,3333"
    assert wording.working_lines(row)[1] == "Resultat: ca. 1,3333"
    assert wording.gap_text(row) == "ca. 0,1667 letters under målet"
    assert wording.flip_text(row) == "Det ville vært nådd med et resultat som var 0,1667 høyere."


def test_a_mean_just_short_of_its_target_is_not_rounded_onto_it(publication: Publication, metric: Metric) -> None:
    metric.aggregation = "mean"
    for month, value in ((1, "100"), (5, "100"), (9, "99.9999")):
        thirds = {"granularity": "tertial", "start": date(2021, month, 1), "value": Decimal(value)}
        Figure.objects.create(publication=publication, metric=metric, kind="result", **thirds)
    row = judged(publication, metric, target=figure("100"))
    assert row.outcome.verdict == "not_reached"
    assert wording.computed_text(row) == "ca. 99,99997"
    assert wording.gap_text(row) == "mindre enn 0,0001 letters under målet"


def page(*goals: tuple[Verdict, ...]) -> PlanPage:
    """A plan whose goals have indicators with these verdicts."""
    year = Period.nth(Granularity.YEAR, 2021, 1)

    def row(verdict: Verdict) -> IndicatorRow:
        return IndicatorRow(Indicator(), year, Series(Metric()), None, None, RollUp(), Outcome(verdict))

    return PlanPage(Plan(), tuple(GoalRow(Goal(), tuple(map(row, verdicts))) for verdicts in goals), (), ())


@pytest.mark.parametrize(
    ("goals", "sentence"),
    [
        (
            [(Verdict.REACHED, Verdict.REACHED, Verdict.NOT_REACHED), (), (Verdict.NO_TARGET,), ()],
            "Tre måltall: to nådd, ett ikke nådd. Tre av fire mål hadde ingen måltall.",
        ),
        ([(Verdict.NEARLY,)], "Ett måltall: ett nesten nådd."),
        ([()], "Ett av ett mål hadde ingen måltall."),
        ([], "Ingen måltall."),
        ([(Verdict.REACHED,) * 12], "Tolv måltall: tolv nådd."),
        ([(Verdict.REACHED,) * 13], "13 måltall: 13 nådd."),
        (
            [(Verdict.UNDECIDED, Verdict.NO_RESULT, Verdict.OPEN, Verdict.OPEN)],
            "Fire måltall: ett som ikke kan avgjøres, ett uten resultat, to der perioden pågår.",
        ),
    ],
)
def test_a_plan_is_summed_up_as_people_write(goals: list[tuple[Verdict, ...]], sentence: str) -> None:
    assert wording.plan_sentence(page(*goals)) == sentence
