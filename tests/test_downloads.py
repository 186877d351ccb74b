"""Every table of the site as a file: with the page's filters and visibility, refused in words where it cannot be."""

import json
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Goal, Indicator, Plan
from metrics.exports.writers import BY_CODE
from metrics.models import Claim, Figure, Metric, Publication, Solution
from tests.downloading import PAGES, PLAN, everything, fetch, norwegian
from tests.reading import Page, read
from tests.test_query_counts import fill


@pytest.mark.parametrize(("page", "name"), PAGES.items())
@pytest.mark.parametrize("code", BY_CODE)
def test_every_table_comes_in_every_format_under_a_name_of_its_own(
    chapter: Publication, client: Client, page: str, name: str, code: str
) -> None:
    response = client.get(f"{page}last-ned/{code}/")
    assert response.status_code == 200
    assert response["Content-Type"] == BY_CODE[code].content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}{BY_CODE[code].suffix}"'


@pytest.mark.parametrize(
    ("query", "metrics"),
    [
        ("?losning=altinn", 3),
        ("?losning=id-porten", 1),
        ("?losning=id-porten&mal=fellesloesninger-2021/2", 1),
        ("?losning=&mal=", 18),
        ("?sort=-year_2021", 18),
    ],
)
def test_the_filters_of_the_page_hold_for_the_file(
    chapter: Publication, client: Client, query: str, metrics: int
) -> None:
    shown = [row[0] for row in read(client, f"/statistikk/{query}").rows[1:]]
    file = [row[0] for row in norwegian(client, "/statistikk/", query)[1:]]
    assert sorted(file) == sorted(shown)
    assert len(file) == metrics


def test_a_filtered_file_says_so_in_its_name(chapter: Publication, client: Client) -> None:
    response = client.get("/statistikk/last-ned/csv/?losning=id-porten&mal=fellesloesninger-2021/2")
    assert response["Content-Disposition"] == (
        'attachment; filename="statistikk-id-porten-fellesloesninger-2021-2.csv"'
    )


SECRETS = ("987654321", "Hemmelig", "hemmelig")


@pytest.fixture
def secrets(chapter: Publication) -> Publication:
    """A draft with a figure, a metric, a solution, a statement and a goal that nobody outside may know of."""
    draft = Publication.objects.create(type="other", title="Hemmelig rapport", slug="hemmelig")
    solution = Solution.objects.create(name="Hemmelig løsning", slug="hemmelig", publication=draft)
    known = Metric.objects.get(slug="innlogginger-i-id-porten")
    Metric.objects.filter(slug="signeringer-i-esignering").update(solution=solution)
    unknown = Metric.objects.create(name="Hemmelig tall", slug="hemmelig", solution=solution, statistics_row=99)
    for metric in (known, unknown, Metric.objects.get(slug="transaksjoner-i-altinn-3")):
        Figure.objects.create(metric=metric, publication=draft, start=date(2021, 1, 1), value=987654321)
    Claim.objects.create(publication=draft, number=1, type="other", text="Hemmelig ord", place="s. 1", metric=known)
    Indicator.objects.create(goal=Goal.objects.get(number=4), metric=unknown)
    Claim.objects.filter(publication=chapter, number=1).update(metric=unknown)
    plan = Plan.objects.create(agency="Digdir", area="Hemmelig", year=2022, slug="hemmelig", publication=draft)
    Goal.objects.create(plan=plan, number=1, title="Hemmelig mål", short_title="Hemmelig mål")
    return draft


def test_nothing_of_a_draft_reaches_a_visitors_file(secrets: Publication, client: Client) -> None:
    for page in PAGES:
        for code in BY_CODE:
            text = everything(fetch(client, page, code))
            assert [secret for secret in SECRETS if secret in text] == [], f"{page} {code}"


@pytest.mark.parametrize(
    "page",
    ["/nokkeltall/hemmelig/", "/losninger/hemmelig/", "/publikasjoner/hemmelig/", "/planer/hemmelig/"],
)
def test_what_only_a_draft_knows_has_no_file(secrets: Publication, client: Client, editor: User, page: str) -> None:
    assert client.get(f"{page}last-ned/csv/").status_code == 404
    client.force_login(editor)
    assert client.get(f"{page}last-ned/csv/").status_code == 200


def test_a_goal_of_a_draft_plan_has_no_file(secrets: Publication, client: Client) -> None:
    assert client.get("/planer/hemmelig/mal/1/last-ned/csv/").status_code == 404


def test_a_withdrawn_publication_has_no_file(chapter: Publication, client: Client) -> None:
    Publication.objects.update(withdrawn_at=datetime(2023, 1, 1, tzinfo=UTC), withdrawn_reason="A mistake.")
    assert client.get("/publikasjoner/digdir-aarsrapport-2021/last-ned/csv/").status_code == 404


def test_staff_get_drafts_in_a_file_that_says_it_holds_them(secrets: Publication, client: Client, editor: User) -> None:
    client.force_login(editor)
    page = "/nokkeltall/innlogginger-i-id-porten/"
    response = client.get(f"{page}last-ned/json/")
    assert response["Content-Disposition"] == 'attachment; filename="innlogginger-i-id-porten-utkast.json"'
    assert response["Cache-Control"] == "private, no-store"
    found = json.loads(response.content)
    assert found["remarks"][0] == "Filen inneholder utkast som ikke er offentlige."
    latest = found["rows"][-1]
    assert (latest["value"], latest["source_title"], latest["published_at"]) == (
        987654321,
        "Hemmelig rapport (utkast)",
        None,
    )


def test_staff_can_leave_drafts_out_as_on_the_page(secrets: Publication, client: Client, editor: User) -> None:
    page = "/nokkeltall/innlogginger-i-id-porten/"
    visitors = fetch(client, page, "csv")
    client.force_login(editor)
    assert fetch(client, page, "csv", "?utkast=nei") == visitors


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/statistikk/last-ned/pdf/", 404, "Det finnes ikke noe format som heter «pdf»."),
        ("/statistikk/last-ned/CSV/", 404, "Det finnes ikke noe format som heter «CSV»."),
        ("/statistikk/last-ned/<b>/", 404, "Det finnes ikke noe format som heter «<b>»."),
        (f"{PLAN}last-ned/ods/", 404, "Det finnes ikke noe format som heter «ods»."),
        ("/statistikk/last-ned/csv/?år=2021", 400, "Det finnes ikke noe filter som heter «år» her."),
        (f"{PLAN}last-ned/csv/?losning=altinn", 400, "Det finnes ikke noe filter som heter «losning» her."),
        (
            "/statistikk/last-ned/csv/?losning=finnes-ikke",
            400,
            "Statistikken har ingen slik fellesløsning og ikke noe slikt mål.",
        ),
        (
            "/statistikk/last-ned/csv/?mal=fellesloesninger-2021/9",
            400,
            "Statistikken har ingen slik fellesløsning og ikke noe slikt mål.",
        ),
        (
            "/statistikk/last-ned/csv/?losning=altinn&losning=id-porten",
            400,
            "Filteret «losning» er oppgitt mer enn én gang.",
        ),
        ("/statistikk/last-ned/csv/?utkast=ja", 400, "Filteret «utkast» kan bare ha verdien «nei»."),
    ],
)
def test_an_unknown_format_or_filter_is_refused_in_words_beside_those_there_are(
    chapter: Publication, client: Client, address: str, status: int, words: str
) -> None:
    page = read(client, address, status)
    assert words in page.text
    base = address.partition("last-ned/")[0]
    assert [link for link in page.links if "/last-ned/" in link] == [f"{base}last-ned/{code}/" for code in BY_CODE]


def test_an_unchanged_file_is_not_sent_again(chapter: Publication, client: Client) -> None:
    for page in PAGES:
        for code in BY_CODE:
            first = client.get(f"{page}last-ned/{code}/")
            again = client.get(f"{page}last-ned/{code}/", headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b""), f"{page} {code}"


@pytest.mark.parametrize(
    ("query", "ending"),
    [
        ("", ""),
        ("losning=altinn&mal=fellesloesninger-2021/2", "?losning=altinn&mal=fellesloesninger-2021%2F2"),
        ("losning=&mal=&sort=-growth", ""),
        ("utkast=nei&utm_source=post", "?utkast=nei"),
    ],
)
def test_the_links_carry_the_filters_of_the_page_and_nothing_else(query: str, ending: str) -> None:
    page = Page(render_to_string("_downloads.html", {"address": "/statistikk/", "query": query}))
    assert page.links == [f"/statistikk/last-ned/{code}/{ending}" for code in BY_CODE]


COST = {
    "/statistikk/": 4,
    "/nokkeltall/metric-1/": 3,
    "/losninger/family/": 5,
    "/publikasjoner/report/": 4,
    "/planer/plan/": 6,
    "/planer/plan/mal/1/": 7,
}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_costs_the_same_few_queries_with_one_row_and_with_three(db: None, client: Client, rows: int) -> None:
    fill(rows, rows)
    client.get("/")
    spent = {}
    for page in COST:
        with CaptureQueriesContext(connection) as queries:
            fetch(client, page, "xlsx")
        spent[page] = len(queries)
    assert spent == COST
