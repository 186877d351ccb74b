"""What the chart of a goal's targets shows and says."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string

from goals.models import Goal, Indicator
from goals.queries import IndicatorRow, goal_rows
from goals.summaries import chart_of_targets, targets_summary
from metrics.models import Figure, Metric, Publication
from metrics.querysets import View

SEEN = View(datetime(2023, 1, 1, tzinfo=UTC))


def rows(today: date = date(2023, 1, 1)) -> list[IndicatorRow]:
    """Return the indicators of the chapter that have a target, in order."""
    goals = list(Goal.objects.select_related("plan"))
    return [row for goal in goal_rows(goals, SEEN, today) for row in goal.with_target]


def test_the_bars_are_percent_of_each_target_and_say_both_in_words(chapter: Publication) -> None:
    chart = chart_of_targets(rows())
    assert chart is not None
    assert [place["said"].replace("\xa0", " ") for place in chart.data["places"]] == [
        "Tjenesteeiere i Altinn 3: resultat 10, måltall 10; 100 %; nådd",
        "Tjenester i Altinn 3: resultat 16, måltall 15; 106,7 %; nådd",
        "Transaksjoner i Altinn 3: resultat 25 224, måltall 100 000; 25,2 %; ikke nådd",
    ]
    assert [place["result"]["value"] for place in chart.data["places"]] == ["100.0000", "106.6667", "25.2240"]
    assert chart.title == "Resultat i prosent av måltallet, 2021"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2023, 1, 1), "2 av 3 måltall nådd; 1 ikke nådd; lengst unna: Transaksjoner i Altinn 3, 25,2 %."),
        (date(2021, 6, 1), "0 av 3 måltall nådd; 3 perioden pågår."),
    ],
)
def test_the_summary_counts_and_names_the_furthest(chapter: Publication, today: date, expected: str) -> None:
    assert targets_summary(rows(today)).replace("\xa0", " ") == expected


def test_a_miss_without_a_percentage_is_counted_all_the_same(chapter: Publication) -> None:
    correction = Publication.objects.create(
        type="correction", title="Rettelse", slug="rettelse", corrects=chapter, reason="Målet var null."
    )
    metric = Metric.objects.get(slug="transaksjoner-i-altinn-3")
    Metric.objects.filter(pk=metric.pk).update(direction="lower")
    Figure.objects.create(publication=correction, metric=metric, kind="target", start=date(2021, 1, 1), value=0)
    Publication.objects.filter(pk=correction.pk).update(published_at="2022-06-01T00:00Z")
    assert targets_summary(rows()) == "2 av 3 måltall nådd; 1 ikke nådd."


def test_a_running_period_is_drawn_as_tentative(chapter: Publication) -> None:
    chart = chart_of_targets(rows(date(2021, 6, 1)))
    assert chart is not None
    assert {place["result"]["tentative"] for place in chart.data["places"]} == {True}


def test_without_a_target_nothing_is_drawn(chapter: Publication) -> None:
    assert chart_of_targets([]) is None


def test_it_is_drawn_without_a_query(chapter: Publication, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    found = rows()
    with django_assert_num_queries(0):
        html = render_to_string("_chart.html", {"chart": chart_of_targets(found)})
    assert f'data-chart="chart-targets-{Indicator.objects.get(metric=found[0].metric).pk}"' in html
