"""A form that was loaded before another act was done, and is saved after it, undoes nothing."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Event

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from metrics.actions import publish
from metrics.models import Figure, Metric, Publication
from tests.filling import faults, opened
from tests.metrics.test_locks_race import PATIENCE, Site, site, somebody_waits

__all__ = ["site"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAST = datetime(2022, 5, 1, tzinfo=UTC)


def let_somebody_wait() -> None:
    """Hold what is held until a form that has loaded its row waits for it."""
    deadline = time.monotonic() + PATIENCE
    while not somebody_waits() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_a_title_saved_while_it_is_published_undoes_no_publishing(
    publication: Publication, metric: Metric, manager: User, site: Callable[[], Site]
) -> None:
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1)
    url = reverse("admin:metrics_publication_change", args=[publication.pk])
    shown, published = Event(), Event()

    def publisher() -> None:
        assert shown.wait(PATIENCE)
        with transaction.atomic():
            publish(publication, PAST, manager)
            published.set()
            let_somebody_wait()

    def person() -> dict[str, list[str]]:
        client = Client()
        client.force_login(manager)
        given = {**opened(client, url), "title": "Another title", "change_reason": "shorter"}
        shown.set()
        assert published.wait(PATIENCE)
        return faults(client.post(url, given))

    database = site()
    assert database.run(publisher, person) == [None, {"__all__": ["conflict"]}]
    [kept] = database.run(lambda: Publication.objects.get(pk=publication.pk))
    assert (kept.title, kept.published_at) == (publication.title, PAST)


def test_what_no_history_tells_of_is_not_undone_either(
    publication: Publication, manager: User, site: Callable[[], Site]
) -> None:
    url = reverse("admin:metrics_publication_change", args=[publication.pk])
    shown, published = Event(), Event()

    def script() -> None:
        assert shown.wait(PATIENCE)
        with transaction.atomic():
            Publication.objects.filter(pk=publication.pk).update(published_at=PAST)
            published.set()
            let_somebody_wait()

    def person() -> int:
        client = Client()
        client.force_login(manager)
        given = {**opened(client, url), "title": "Another title", "change_reason": "shorter"}
        shown.set()
        assert published.wait(PATIENCE)
        return client.post(url, given).status_code

    database = site()
    assert database.run(script, person) == [None, 302]
    [kept] = database.run(lambda: Publication.objects.get(pk=publication.pk))
    assert (kept.title, kept.published_at) == ("Another title", PAST)
