"""A goal's page and its file say the same: the figure, its period and its growth."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goals.models import Goal, Indicator, Plan
from metrics.models import Figure, Metric, Publication
from tests.downloading import machine, norwegian, program
from tests.reading import read

PAGE = "/planer/plan/mal/1/"
SHOWN = (
    "Resultat: Verdi",
    "Resultat: Øvre verdi",
    "Resultat: Forbehold og status",
    "Resultat: Periode",
    "Vekst",
    "Vekstens enhet",
    "Forbehold om veksten",
    "Hvor resultatet kommer fra",
)
Write = Callable[..., Figure]


@pytest.fixture
def write(metric: Metric, publication: Publication) -> Write:
    """Write a figure of the metric in the draft: the day its period begins, its value, and the rest."""

    def written(start: date, value: int | None, **rest: Any) -> Figure:
        rest = {"publication": publication} | rest
        return Figure.objects.create(metric=metric, start=start, value=value, **rest)

    return written


def promise(metric: Metric, publication: Publication, year: int = 2021) -> None:
    """Use the metric in a goal of a plan, and publish everything."""
    plan = Plan.objects.create(agency="A", area="A", year=year, slug="plan", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Goal", short_title="Goal")
    Indicator.objects.create(goal=goal, metric=metric)
    Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))


def in_file(client: Client) -> tuple[str, ...]:
    headings, values = norwegian(client, PAGE)
    row = dict(zip(headings, values, strict=True))
    return tuple(row[heading] for heading in SHOWN)


def on_page(client: Client) -> list[str]:
    """Return the latest result, its period and its growth."""
    return read(client, PAGE).row("Letters sent")[:3]


def test_a_metric_without_target_has_its_latest_result_with_its_period_and_growth(
    write: Write, metric: Metric, publication: Publication, client: Client
) -> None:
    write(date(2021, 1, 1), 80)
    write(date(2022, 1, 1), 100, printed="100", note="Counted anew.")
    promise(metric, publication)
    assert on_page(client) == ["100", "2022", "+25,0\u00a0%"]
    assert in_file(client) == ("100", "", "", "2022", "25", "prosent", "", "oppgitt")
    (row,) = machine(client, PAGE)
    keys = ("period", "result_value", "result_period", "growth_percent", "result_printed", "result_note")
    assert tuple(row[key] for key in keys) == ("2021", "100", "2022", "25", "100", "Counted anew.")


@pytest.mark.parametrize("aggregation", ["sum", "mean", "latest", "none"])
def test_a_monthly_metric_without_target_has_its_latest_month_and_not_a_sum(
    write: Write, metric: Metric, publication: Publication, client: Client, aggregation: str
) -> None:
    Metric.objects.update(aggregation=aggregation)
    write(date(2020, 9, 1), 100, granularity="month")
    write(date(2021, 8, 1), 70, granularity="month")
    write(date(2021, 9, 1), 93, granularity="month")
    promise(metric, publication)
    assert on_page(client) == ["93", "september 2021", "−7,0\u00a0%"]
    assert in_file(client) == ("93", "", "", "september 2021", "-7", "prosent", "", "oppgitt")
    (row,) = machine(client, PAGE)
    keys = ("result_value", "result_period", "result_origin", "result_parts", "result_parts_expected")
    assert tuple(row[key] for key in keys) == ("93", "2021-09", "stated", "", "")


def test_a_result_between_two_values_has_both_and_its_growth_in_words(
    write: Write, metric: Metric, publication: Publication, client: Client
) -> None:
    write(date(2020, 1, 1), 8)
    write(date(2021, 1, 1), 10, upper=Decimal(15), qualifier="between")
    promise(metric, publication)
    growth = "mellom 25 og 87,5\u00a0%"
    assert on_page(client) == ["10–15", "2021", growth]
    assert in_file(client) == ("10", "15", "mellom", "2021", "", "", growth, "oppgitt")
    (row,) = machine(client, PAGE)
    keys = ("growth_percent", "growth_low", "growth_high")
    assert tuple(row[key] for key in keys) == ("", "25", "87.5")


def test_a_missing_year_does_not_hide_the_latest_result_there_is(
    write: Write, metric: Metric, publication: Publication, client: Client
) -> None:
    write(date(2020, 1, 1), 8)
    write(date(2021, 1, 1), None, status="not_yet")
    promise(metric, publication)
    assert on_page(client)[:2] == ["8", "2020"]
    assert in_file(client) == ("8", "", "", "2020", "", "", "ingen verdi for året før", "oppgitt")


def test_the_source_of_a_latest_result_outside_the_plans_year_goes_along(
    write: Write, metric: Metric, publication: Publication, client: Client
) -> None:
    later = Publication.objects.create(type="other", title="Numbers of 2022", slug="later")
    write(date(2021, 1, 1), 80)
    write(date(2022, 1, 1), 100, publication=later)
    promise(metric, publication)
    found = program(client, PAGE)
    assert found["rows"][0]["result_source_id"] == "later"
    assert [source["source_id"] for source in found["sources"]] == ["annual-report-2021", "later"]


def test_a_result_with_a_target_is_that_of_the_plans_year_though_there_is_a_later_one(
    write: Write, metric: Metric, publication: Publication, client: Client
) -> None:
    write(date(2021, 1, 1), 90, kind="target")
    write(date(2021, 1, 1), 80)
    write(date(2022, 1, 1), 100)
    promise(metric, publication)
    assert on_page(client)[:2] == ["90", "80"]
    assert in_file(client) == ("80", "", "", "2021", "", "", "", "oppgitt")


@pytest.mark.parametrize(
    ("years_ago", "aggregation", "result", "words", "code"),
    [
        (0, "sum", "35", "hittil: 2 av 3 deler", "so_far"),
        (1, "sum", "35", "2 av 3 deler", "some_parts"),
        (0, "latest", "25", "siste verdi hittil", "so_far"),
        (1, "latest", "25", "siste verdi som finnes", "some_parts"),
    ],
)
def test_only_while_the_year_runs_are_some_of_its_parts_called_so_far(
    write: Write,
    metric: Metric,
    publication: Publication,
    client: Client,
    years_ago: int,
    aggregation: str,
    result: str,
    words: str,
    code: str,
) -> None:
    Metric.objects.update(aggregation=aggregation)
    year = timezone.localdate().year - years_ago
    write(date(year, 1, 1), 50, kind="target")
    write(date(year, 1, 1), 10, granularity="tertial")
    write(date(year, 5, 1), 25, granularity="tertial")
    promise(metric, publication, year)
    assert in_file(client) == (result, "", "", str(year), "", "", "", words)
    assert machine(client, PAGE)[0]["result_origin"] == code
