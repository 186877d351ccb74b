"""What the site tells search engines: every public page, when it last got something new, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics.models import Claim, Figure, Metric, Publication, Solution
from tests.reading import walk
from tests.test_query_counts import LARGE, SMALL, fill

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def pages(client: Client) -> dict[str, str]:
    """Return each page of the sitemap with its day, or «» where it has none."""
    response = client.get("/sitemap.xml")
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    rows = ElementTree.fromstring(response.content).findall("s:url", NAMES)
    return {
        row.findtext("s:loc", "", NAMES).removeprefix("http://testserver"): row.findtext("s:lastmod", "", NAMES)
        for row in rows
    }


def test_it_lists_exactly_the_pages_that_a_visitor_reaches(chapter: Publication, client: Client) -> None:
    walked = {address.split("?")[0].split("#")[0] for address in walk(client)}
    assert set(pages(client)) == {address for address in walked if "/last-ned/" not in address}


def test_each_page_is_as_new_as_the_newest_publication_that_states_something_on_it(
    chapter: Publication, client: Client
) -> None:
    assert set(pages(client).values()) == {"2022-05-01", ""}
    correction = Publication.objects.create(
        type="correction", title="Rettelse", slug="rettelse", corrects=chapter, reason="A digit was lost."
    )
    metric = Metric.objects.get(slug="transaksjoner-i-altinn-3")
    Figure.objects.create(publication=correction, metric=metric, start=date(2021, 1, 1), value=25_225)
    Publication.objects.filter(pk=correction.pk).update(published_at=datetime(2023, 2, 3, 12, tzinfo=UTC))
    newer = {address for address, day in pages(client).items() if day == "2023-02-03"}
    assert newer == {
        *("/", "/statistikk/", "/losninger/", "/publikasjoner/"),
        *("/planer/fellesloesninger-2021/", "/planer/fellesloesninger-2021/mal/4/"),
        *("/nokkeltall/transaksjoner-i-altinn-3/", "/losninger/altinn/"),
        *("/publikasjoner/rettelse/", "/publikasjoner/digdir-aarsrapport-2021/"),
    }


def test_a_statement_makes_the_pages_of_what_it_is_about_newer(chapter: Publication, client: Client) -> None:
    other = Publication.objects.create(type="other", title="Other", slug="other")
    about = {"metric": Metric.objects.get(slug="transaksjoner-i-altinn-3")}
    solution = {"solution": Solution.objects.get(slug="id-porten")}
    for number, subject in enumerate((about, solution), start=1):
        Claim.objects.create(publication=other, number=number, type="other", text="It grew", place="p. 1", **subject)
    Publication.objects.filter(pk=other.pk).update(published_at=datetime(2023, 2, 3, 12, tzinfo=UTC))
    days = pages(client)
    assert days["/nokkeltall/transaksjoner-i-altinn-3/"] == days["/losninger/id-porten/"] == "2023-02-03"
    assert days["/nokkeltall/innlogginger-i-id-porten/"] == "2022-05-01"


@pytest.mark.parametrize(
    "moment",
    [
        {},
        {"published_at": timezone.now() + timedelta(days=1)},
        {
            "published_at": datetime(2022, 6, 1, tzinfo=UTC),
            "withdrawn_at": datetime(2022, 7, 1, tzinfo=UTC),
            "withdrawn_reason": "Sent by mistake.",
        },
    ],
    ids=["draft", "embargoed", "withdrawn"],
)
def test_what_is_not_public_is_neither_listed_nor_makes_a_page_newer_even_for_staff(
    chapter: Publication, client: Client, editor: User, moment: dict[str, object]
) -> None:
    before = pages(client)
    hidden = Publication.objects.create(type="other", title="Hidden", slug="hidden")
    Solution.objects.create(name="Hidden", slug="hidden", publication=hidden)
    metric = Metric.objects.get(slug="transaksjoner-i-altinn-3")
    Figure.objects.create(publication=hidden, metric=metric, start=date(2021, 1, 1), value=25_225)
    Publication.objects.filter(pk=hidden.pk).update(**moment)
    client.force_login(editor)
    assert pages(client) == before


def test_an_empty_site_lists_its_standing_pages(db: None, client: Client) -> None:
    assert pages(client) == dict.fromkeys(("/", "/statistikk/", "/losninger/", "/publikasjoner/", "/om/"), "")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["4 goals", "200 goals"])
def test_it_takes_the_same_queries_whatever_there_is(db: None, client: Client, size: tuple[int, int]) -> None:
    fill(*size)
    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")
    assert len(queries) == 16


def test_robots_are_told_what_is_not_for_them_and_where_the_sitemap_is(db: None, client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /sok/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
