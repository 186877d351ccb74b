"""The main job, end to end over HTTP: an editor records, a manager publishes, and only then a visitor sees."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from metrics.models import Figure, Metric, Publication
from tests.reading import walk

SECRET = "26\u00a0111"


@pytest.fixture
def draft(chapter: Publication) -> Publication:
    return Publication.objects.create(type="statistics", title="Resultater 2022", slug="resultater-2022")


@pytest.fixture
def recorded(draft: Publication, editor: User) -> Client:
    """An editor has entered the result of 2022 through the admin's form."""
    client = Client()
    client.force_login(editor)
    metric = Metric.objects.get(slug="transaksjoner-i-altinn-3")
    answer = client.post(
        reverse("admin:metrics_figure_add"),
        {
            "publication": draft.pk,
            "metric": metric.pk,
            "kind": "result",
            "period": "2022",
            "written": "26 111",
            "status": "final",
            "printed": "",
            "place": "",
            "note": "",
            "change_reason": "",
            "seen": "",
        },
    )
    assert answer.status_code == 302
    assert Figure.objects.get(publication=draft).value == 26111
    return client


def seen_by(client: Client) -> list[str]:
    """Return the addresses of the pages on which the new number can be read."""
    return sorted(address for address, page in walk(client).items() if SECRET in page.text)


def test_a_visitor_finds_the_number_nowhere_while_it_is_a_draft(recorded: Client, client: Client) -> None:
    pages = walk(client)
    assert [address for address, page in pages.items() if SECRET in page.text] == []
    assert [address for address in pages if "resultater-2022" in address] == []
    assert client.get("/publikasjoner/resultater-2022/").status_code == 404


def test_an_editor_sees_it_marked_as_a_draft_and_can_look_as_the_public_does(recorded: Client) -> None:
    address = "/nokkeltall/transaksjoner-i-altinn-3/"
    row = re.compile(rf"{SECRET}\s*utkast")
    with_drafts = recorded.get(address).content.decode()
    assert row.search(re.sub(r"<[^>]+>", " ", with_drafts))
    assert SECRET not in recorded.get(address + "?utkast=nei").content.decode()


def test_an_editor_cannot_publish(recorded: Client, draft: Publication) -> None:
    address = reverse("admin:metrics_publication_publish", args=[draft.pk])
    assert recorded.post(address, {}).status_code == 403
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_manager_publishes_and_the_visitor_sees_it_at_the_next_load(
    recorded: Client, draft: Publication, manager: User, client: Client
) -> None:
    publisher = Client()
    publisher.force_login(manager)
    address = reverse("admin:metrics_publication_publish", args=[draft.pk])
    assert SECRET in publisher.get(address).content.decode()
    assert publisher.post(address, {"at": ""}).status_code == 302
    assert seen_by(client) == [
        "/losninger/altinn/",
        "/nokkeltall/transaksjoner-i-altinn-3/",
        "/publikasjoner/resultater-2022/",
    ]


def test_an_embargo_hides_it_until_its_time(recorded: Client, draft: Publication, client: Client) -> None:
    Publication.objects.filter(pk=draft.pk).update(published_at="2199-01-01T00:00Z")
    assert seen_by(client) == []
    assert client.get("/publikasjoner/resultater-2022/").status_code == 404


def test_a_withdrawn_publication_vanishes_and_leaves_a_note(
    recorded: Client, draft: Publication, client: Client
) -> None:
    Publication.objects.filter(pk=draft.pk).update(published_at="2023-01-01T00:00Z")
    Publication.objects.filter(pk=draft.pk).update(withdrawn_at="2023-01-02T00:00Z", withdrawn_reason="Feil fil.")
    assert seen_by(client) == []
    assert "Feil fil." in client.get("/publikasjoner/").content.decode()
    gone = client.get("/publikasjoner/resultater-2022/")
    assert gone.status_code == 410
    assert "Feil fil." in gone.content.decode()


def test_a_correction_takes_the_earlier_figures_place_and_leaves_it_readable(
    chapter: Publication, client: Client
) -> None:
    metric = Metric.objects.get(slug="tjenester-i-altinn-3")
    correction = Publication.objects.create(
        type="correction", title="Rettelse", slug="rettelse", corrects=chapter, reason="En tjeneste telte to ganger."
    )
    Figure.objects.create(publication=correction, metric=metric, start="2021-01-01", value=14)
    Publication.objects.filter(pk=correction.pk).update(published_at="2022-06-01T00:00Z")
    pages = walk(client)
    goal = pages["/planer/fellesloesninger-2021/mal/4/"]
    assert goal.row("Tjenester i Altinn 3")[:4] == ["15", "14", "ikke nådd", "93,3\u00a0%"]
    report = pages["/publikasjoner/digdir-aarsrapport-2021/"]
    assert "En tjeneste telte to ganger." in report.text
    assert ["Tjenester i Altinn 3", "2021", "resultat", "16"] in [row[:4] for row in report.rows]
