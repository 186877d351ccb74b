"""Which figure counts, and what stands beside it: reads over several publications."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.periods import Period
from metrics.queries import metric_page, series_of, statistics_page
from metrics.querysets import View
from tests.reading import read, walk

PUBLIC = datetime(2022, 5, 1, tzinfo=UTC)


@pytest.fixture
def later(publication: Publication) -> Publication:
    return Publication.objects.create(
        type="correction", title="Correction", slug="correction", corrects=publication, reason="Counted twice."
    )


def state(
    publication: Publication, metric: Metric, period: str, value: int | None, kind: str = "result", **more: str
) -> Figure:
    when = Period.parse(period)
    return Figure.objects.create(
        publication=publication,
        metric=metric,
        kind=kind,
        granularity=when.granularity,
        start=when.start,
        value=value,
        **more,
    )


def publish(publication: Publication, at: datetime = PUBLIC) -> None:
    Publication.objects.filter(pk=publication.pk).update(published_at=at)


def now(drafts: bool = False) -> View:
    return View(timezone.now(), drafts)


def test_the_later_publication_counts_and_the_earlier_still_did_before_it(
    publication: Publication, later: Publication, metric: Metric
) -> None:
    state(publication, metric, "2021", 16)
    state(later, metric, "2021", 14)
    publish(publication)
    publish(later, datetime(2022, 6, 1, tzinfo=UTC))
    before = View(datetime(2022, 5, 15, tzinfo=UTC))
    assert [series_of([metric], view)[metric.pk].latest.value for view in (before, now())] == [16, 14]


def test_a_draft_counts_for_those_who_see_drafts_only(
    publication: Publication, later: Publication, metric: Metric
) -> None:
    state(publication, metric, "2021", 16)
    state(later, metric, "2021", 14)
    publish(publication)
    assert [series_of([metric], view)[metric.pk].latest.value for view in (now(), now(drafts=True))] == [16, 14]


@pytest.mark.parametrize(
    ("periods", "latest"),
    [
        ({"2021": 1440, "2021-T1": 400}, 1440),
        ({"2021": 1440, "2021-T3": 500}, 1440),
        ({"2021": 1440, "2022-T1": 450}, 450),
        ({"2021": 1440, "2022": None}, 1440),
    ],
)
def test_the_latest_value_is_the_one_that_reaches_furthest_and_covers_most(
    publication: Publication, metric: Metric, periods: dict[str, int | None], latest: int
) -> None:
    for period, value in periods.items():
        state(publication, metric, period, value, status="final" if value else "not_yet")
    publish(publication)
    page = metric_page(metric, now())
    assert page.latest is not None
    assert page.latest.value == latest


def test_growth_is_from_the_same_period_a_year_before_and_a_gap_gives_none(
    publication: Publication, metric: Metric
) -> None:
    for period, value in {"2018": 50, "2020": 80, "2021": 100}.items():
        state(publication, metric, period, value)
    publish(publication)
    growths = [
        (row.figure.start.year, row.growth.percent_value) for row in metric_page(metric, now()).rows if row.growth
    ]
    assert growths == [(2021, 25), (2020, None), (2018, None)]


@pytest.mark.parametrize(
    ("earlier", "later", "percent"),
    [("2020-Q2", "2021-Q2", 25), ("2021-Q1", "2021-Q2", None), ("2019-W52", "2020-W53", None)],
)
def test_growth_of_a_part_of_the_year_is_from_the_same_part_and_week_53_has_none(
    publication: Publication, metric: Metric, earlier: str, later: str, percent: int | None
) -> None:
    state(publication, metric, earlier, 80)
    state(publication, metric, later, 100)
    publish(publication)
    assert series_of([metric], now())[metric.pk].growth(Period.parse(later)).percent_value == percent


def test_the_statistics_table_shows_a_year_that_nobody_stated(publication: Publication, metric: Metric) -> None:
    Metric.objects.update(statistics_row=1)
    state(publication, metric, "2019", 950)
    state(publication, metric, "2021", 1281)
    publish(publication)
    page = statistics_page(Metric.objects.all(), now())
    assert page.years == (2019, 2020, 2021)
    assert [figure and figure.value for figure in page.rows[0].figures] == [950, None, 1281]


def test_the_printed_growth_is_that_of_the_publication_that_counts(
    publication: Publication, later: Publication, metric: Metric
) -> None:
    Metric.objects.update(statistics_row=1)
    for one, text in ((publication, "10,0 %"), (later, "økte med hele 20 prosent"), (later, "20,0 %")):
        Claim.objects.create(
            publication=one,
            number=Claim.objects.count(),
            type="growth",
            text=text,
            place="p. 1",
            metric=metric,
            granularity="year",
            start="2021-01-01",
        )
    state(publication, metric, "2021", 100)
    publish(publication)
    publish(later, datetime(2022, 6, 1, tzinfo=UTC))
    assert statistics_page(Metric.objects.all(), now()).rows[0].printed_growth.text == "20,0 %"


def test_a_metric_with_only_a_reason_why_says_that_no_result_has_a_value(
    publication: Publication, metric: Metric, client: Client
) -> None:
    state(publication, metric, "2021", None, status="not_available")
    publish(publication)
    page = read(client, metric.get_absolute_url())
    assert "Ingen resultater har en verdi ennå." in page.text
    assert page.row("2021")[:2] == ["resultat", "ikke tilgjengelig"]


def test_no_name_that_only_a_draft_knows_reaches_a_visitor(
    publication: Publication, metric: Metric, client: Client
) -> None:
    draft = Publication.objects.create(type="other", title="Hemmelig utgivelse", slug="hemmelig")
    family = Solution.objects.create(name="Hemmelig familie", slug="hemmelig-familie", publication=draft)
    secret = Solution.objects.create(name="Hemmelig løsning", slug="hemmelig-losning", publication=draft)
    unborn = Metric.objects.create(name="Hemmelig nøkkeltall", slug="hemmelig-nokkeltall", solution=secret)
    Solution.objects.create(name="Open solution", slug="open", family=family, publication=publication)
    Metric.objects.filter(pk=metric.pk).update(solution=secret)
    state(publication, metric, "2021", 1)
    state(draft, unborn, "2021", 2)
    Claim.objects.create(publication=publication, number=1, type="other", text="It grew", place="p. 1", metric=unborn)
    publish(publication)
    pages = walk(client)
    assert {"/losninger/open/", metric.get_absolute_url()} <= set(pages)
    assert [address for address, page in pages.items() if "hemmelig" in page.text.lower()] == []
    for hidden in (draft, family, secret, unborn):
        assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_solution_whose_family_is_hidden_is_listed_and_counted(publication: Publication, client: Client) -> None:
    draft = Publication.objects.create(type="other", title="Draft", slug="draft")
    family = Solution.objects.create(name="Family", slug="family", publication=draft)
    Solution.objects.create(name="Member", slug="member", family=family, publication=publication)
    publish(publication)
    page = read(client, "/losninger/")
    assert "1 fellesløsning." in page.text
    assert "/losninger/member/" in page.links


def test_a_family_with_hidden_members_is_still_no_solution(publication: Publication, client: Client) -> None:
    draft = Publication.objects.create(type="other", title="Draft", slug="draft")
    family = Solution.objects.create(name="Family", slug="family", publication=publication)
    Solution.objects.create(name="Member", slug="member", family=family, publication=draft)
    Solution.objects.create(name="Alone", slug="alone", publication=publication)
    publish(publication)
    assert "1 fellesløsning." in read(client, "/losninger/").text
