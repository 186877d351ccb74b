"""The history pages: who changed what, when and why, and no way to change anything from there."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from metrics.models import Figure, Metric, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(publication: Publication, metric: Metric) -> Figure:
    return Figure.objects.create(
        publication=publication, metric=metric, start=date(2021, 1, 1), value=Decimal("1440.5")
    )


def history_url(figure: Figure) -> str:
    return reverse("admin:metrics_figure_history", args=[figure.pk])


def test_it_shows_what_was_changed_by_whom_and_why(client: Client, editor: User, figure: Figure) -> None:
    client.force_login(editor)
    url = reverse("admin:metrics_figure_change", args=[figure.pk])
    seen = client.get(url).context["adminform"].form["seen"].value()
    client.post(url, {"written": "ca. 1 500", "status": "final", "seen": seen, "change_reason": "recount"})
    newest = client.get(history_url(figure)).context["page_obj"][0]
    assert (newest.history_user, newest.history_change_reason) == (editor, "recount")
    changes = [(change["old"], change["new"]) for change in newest.history_delta_changes]
    assert ("1\u00a0440,5", "1\u00a0500") in changes
    assert len(changes) == 2


@pytest.mark.parametrize("number", ["abc", "999", "9" * 30])
def test_what_is_no_figure_has_no_history(client: Client, editor: User, number: str) -> None:
    client.force_login(editor)
    assert client.get(reverse("admin:metrics_figure_history", args=[number])).status_code == 404


def test_it_keeps_the_content_security_policy(client: Client, editor: User, figure: Figure) -> None:
    client.force_login(editor)
    content = client.get(history_url(figure)).content.decode()
    assert re.findall(r"style=|onclick=|<script>|<style>", content) == []


def test_a_version_of_the_past_cannot_be_posted_back(client: Client, manager: User, figure: Figure) -> None:
    client.force_login(manager)
    version = Figure.history.get().history_id
    response = client.post(f"{history_url(figure)}{version}/", {"written": "1"}, follow=True)
    figure.refresh_from_db()
    assert (figure.value, Figure.history.count()) == (Decimal("1440.5"), 1)
    assert "_save" not in response.content.decode()


def test_a_deleted_figure_keeps_its_history(client: Client, editor: User, figure: Figure) -> None:
    client.force_login(editor)
    url, past = reverse("admin:metrics_figure_delete", args=[figure.pk]), history_url(figure)
    client.post(url, {"post": "yes", "change_reason": "wrong report"})
    newest = client.get(past).context["page_obj"][0]
    assert (newest.history_type, newest.history_user, newest.history_change_reason) == ("-", editor, "wrong report")
