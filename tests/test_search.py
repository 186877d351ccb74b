"""The search page: what it finds, how it says so, and what it never shows a visitor."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.models import Goal, Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution
from tests.reading import Page, read, tidy
from tests.test_query_counts import LARGE, SMALL, fill

SECRET = "Nebulon"


def results(page: Page) -> list[str]:
    """Return the links of the page's main part that lead to what was found."""
    kinds = ("/planer/", "/nokkeltall/", "/losninger/", "/publikasjoner/")
    return [link for link in page.links if link.startswith(kinds) and link not in kinds]


def test_capitals_and_keyboards_make_no_difference(chapter: Publication, client: Client) -> None:
    for query in ("fellesløsninger 2021", "FELLESLØSNINGER 2021", "fellesloesninger-2021", "losninger 2021"):
        assert results(read(client, f"/sok/?q={query}"))[0] == "/planer/fellesloesninger-2021/"


def test_a_goal_is_found_by_its_number(chapter: Publication, client: Client) -> None:
    for query in ("mål 4", "MÅL 4", "Maal 4", "ma%CC%8Al 4"):
        assert results(read(client, f"/sok/?q={query}"))[0] == "/planer/fellesloesninger-2021/mal/4/"


def test_it_finds_each_kind_and_counts_them(chapter: Publication, client: Client) -> None:
    page = read(client, "/sok/?q=id-porten")
    assert "3 treff på «id-porten»" in page.text
    assert re.findall(r"(Nøkkeltall|Fellesløsninger|Trykte utsagn) \((\d+)\)", page.text) == [
        ("Nøkkeltall", "1"),
        ("Fellesløsninger", "1"),
        ("Trykte utsagn", "1"),
    ]
    assert results(page)[:2] == ["/nokkeltall/innlogginger-i-id-porten/", "/losninger/id-porten/"]


def test_a_printed_statement_is_found_at_its_place_in_the_publication(chapter: Publication, client: Client) -> None:
    (address,) = results(read(client, "/sok/?q=firedoblet volumet"))
    target, anchor = address.split("#")
    assert target == "/publikasjoner/digdir-aarsrapport-2021/"
    assert f'id="{anchor}"' in client.get(target).content.decode()


def test_hits_are_marked_and_everything_else_is_escaped(db: None, client: Client) -> None:
    report = Publication.objects.create(
        type="other", title="<b>Brev</b> & 'post'", slug="r", note="<script>alert('brev')</script>"
    )
    Publication.objects.filter(pk=report.pk).update(published_at=timezone.now())
    html = client.get("/sok/", {"q": "brev"}).content.decode()
    assert "&lt;b&gt;<mark>Brev</mark>&lt;/b&gt; &amp; &#x27;post&#x27;" in html
    assert "&lt;script&gt;alert(&#x27;<mark>brev</mark>&#x27;)&lt;/script&gt;" in html


def test_the_query_stands_in_the_field_and_is_escaped(db: None, client: Client) -> None:
    html = client.get("/sok/", {"q": '"><script>x'}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;x"' in html
    assert "<script>x" not in html


def test_without_a_query_it_says_how_to_search_and_gives_examples_that_find(
    chapter: Publication, client: Client
) -> None:
    page = read(client, "/sok/")
    assert "Slik søker du" in page.text
    examples = [link for link in page.links if link.startswith("/sok/?q=")]
    assert len(examples) == 3
    assert all(results(read(client, example)) for example in examples)


def test_on_an_empty_site_it_gives_no_examples(db: None, client: Client) -> None:
    page = read(client, "/sok/")
    assert "Slik søker du" in page.text
    assert "Prøv for eksempel" not in page.text


def test_a_misspelt_query_gets_suggestions_that_find(chapter: Publication, client: Client) -> None:
    page = read(client, "/sok/?q=maskinprten")
    assert "Ingen treff på «maskinprten»." in page.text
    suggestions = [link for link in page.links if link.startswith("/sok/?q=")][:1]
    assert suggestions == ["/sok/?q=Maskinporten"]
    assert results(read(client, suggestions[0]))


@pytest.mark.parametrize("query", ["a" * 101, "a " * 11])
def test_a_query_that_is_too_long_is_refused_in_words(db: None, client: Client, query: str) -> None:
    response = client.get("/sok/", {"q": query})
    assert response.status_code == 400
    assert "Søket er for langt. Bruk høyst 10 ord og 100 tegn." in tidy(Page(response.content.decode()).text)


def test_no_sign_breaks_it(chapter: Publication, client: Client) -> None:
    for query in ("%00", "a%00b", "%ED%A0%80", "%FF", "%F0%9F%98%80", "%25", "_", "'; --", "\\", "(["):
        assert client.get(f"/sok/?q={query}").status_code == 200, query


def test_more_hits_than_are_shown_are_counted(db: None, client: Client) -> None:
    fill(*LARGE)
    page = read(client, "/sok/?q=Metric")
    assert "Nøkkeltall (200)" in page.text
    assert len([link for link in results(page) if link.startswith("/nokkeltall/")]) == 20
    assert "180 treff til vises ikke." in page.text


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["4 goals", "200 goals"])
def test_a_search_takes_five_queries_whatever_there_is(db: None, client: Client, size: tuple[int, int]) -> None:
    fill(*size)
    for address in ("/sok/", "/sok/?q=goal", "/sok/?q=xyzzy"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) == 5, address


def state(publication: Publication) -> None:
    """Let a publication state one thing of each kind, all of it under the secret name."""
    slug = publication.slug
    solution = Solution.objects.create(name=f"{SECRET} {slug}", slug=slug, publication=publication)
    metric = Metric.objects.create(name=f"{SECRET} {slug}", slug=slug, solution=solution, definition=SECRET)
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1)
    plan = Plan.objects.create(agency=SECRET, area=SECRET + slug, year=2021, slug=slug, publication=publication)
    Goal.objects.create(plan=plan, number=1, title=SECRET, short_title=SECRET)
    Claim.objects.create(publication=publication, number=1, type="other", text=SECRET, place="p. 1")


@pytest.fixture
def secrets(chapter: Publication) -> None:
    """A draft, an embargoed and a withdrawn publication, and a public metric of a solution that is not."""
    moments = {
        "draft": {},
        "ahead": {"published_at": timezone.now() + timedelta(days=1)},
        "gone": {
            "published_at": datetime(2022, 1, 1, tzinfo=UTC),
            "withdrawn_at": datetime(2022, 2, 1, tzinfo=UTC),
            "withdrawn_reason": "Sent by mistake.",
        },
    }
    for slug, moment in moments.items():
        publication = Publication.objects.create(type="other", title=f"{SECRET} {slug}", slug=slug, note=SECRET)
        state(publication)
        Publication.objects.filter(pk=publication.pk).update(**moment)
    Metric.objects.filter(slug="innlogginger-i-id-porten").update(solution=Solution.objects.get(slug="draft"))


@pytest.mark.usefixtures("secrets")
def test_nothing_that_is_not_public_reaches_a_visitor(client: Client) -> None:
    for query in (SECRET, SECRET.lower(), "Nebuln", "draft", "ahead", "gone", "innlogginger", "årsrapport", ""):
        html = client.get("/sok/", {"q": query}).content.decode()
        assert SECRET.lower() not in html.replace(query or "-", "-").lower(), query
        assert not {"draft", "ahead", "gone"} & {part for link in Page(html).links for part in link.split("/")}, query


@pytest.mark.usefixtures("secrets")
def test_staff_find_drafts_and_embargoed_things_marked_and_never_what_was_withdrawn(
    client: Client, editor: User
) -> None:
    client.force_login(editor)
    page = read(client, f"/sok/?q={SECRET}")
    shown = [f"/planer/{slug}/" for slug in ("ahead", "draft")]
    shown += [f"/planer/{slug}/mal/1/" for slug in ("ahead", "draft")]
    # A metric belongs to no publication; staff see those that have no figure yet, or no longer.
    shown += [f"/nokkeltall/{slug}/" for slug in ("ahead", "draft", "gone", "innlogginger-i-id-porten")]
    shown += [f"/{kind}/{slug}/" for kind in ("losninger", "publikasjoner") for slug in ("ahead", "draft")]
    shown += [f"/publikasjoner/{slug}/#u1" for slug in ("ahead", "draft")]
    assert sorted(results(page)) == sorted(shown)
    assert (page.text.count("sperret"), page.text.count("utkast")) == (5, 8 + 2)  # two of them in the banner


@pytest.mark.usefixtures("secrets")
def test_staff_who_look_as_visitors_find_no_drafts(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert results(read(client, f"/sok/?q={SECRET}&utkast=nei")) == []
