"""A writer that judged a draft just before it was published is still refused.

Over real connections: on SQLite to a file, since connections to a database in memory lock otherwise.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from metrics import locks
from metrics.choices import PublicationType
from metrics.models import Figure, Metric, Publication

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PATIENCE = 10  # seconds before a wait counts as lost
Job = Callable[[], Any]


class Site:
    """A database that jobs reach side by side, each in a thread and over a connection of its own."""

    def __init__(self, name: str, threads: ThreadPoolExecutor) -> None:
        self.name = name
        self.threads = threads

    def run(self, *jobs: Job) -> list[Any]:
        return [future.result(timeout=60) for future in [self.threads.submit(self._alone, job) for job in jobs]]

    def _alone(self, job: Job) -> Any:
        own = connections.create_connection("default")
        own.settings_dict = {**own.settings_dict, "NAME": self.name}
        connections["default"] = own
        try:
            return job()
        finally:
            own.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[], Site]]:
    """Return what opens the test database, as it is by then, to several connections."""
    with ThreadPoolExecutor(2) as threads:

        def open_site() -> Site:
            if connection.vendor == "postgresql":
                return Site(connection.settings_dict["NAME"], threads)
            copy = str(tmp_path / "site.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [copy])
            # Two connections cannot both be the one that switches the journal.
            with closing(sqlite3.connect(copy)) as made:
                made.execute("PRAGMA journal_mode=WAL")
            return Site(copy, threads)

        yield open_site
    locks.lay(connection)


def make_draft(number: int) -> Publication:
    return Publication.objects.create(
        type=PublicationType.STATISTICS, title=f"Statistics {number}", slug=f"statistics-{number}"
    )


def make_metric() -> Metric:
    return Metric.objects.create(name="Letters sent", slug="letters-sent")


def publish(draft: Publication) -> None:
    Publication.objects.filter(pk=draft.pk).update(published_at=timezone.now())


def write(draft: Publication, metric: Metric) -> str:
    """Enter a figure; return the words of the refusal, or none."""
    try:
        Figure.objects.create(publication=draft, metric=metric, start=date(2021, 1, 1), value=1)
    except IntegrityError as refused:
        cause = refused.__cause__
        return cause.diag.message_primary if connection.vendor == "postgresql" else str(cause)
    return ""


def somebody_waits() -> bool:
    """Say whether a connection waits for a lock; SQLite does not tell, so there it is given time to."""
    if connection.vendor == "sqlite":
        time.sleep(0.2)
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def write_while_publishing(site: Site, draft: Publication, metric: Metric) -> tuple[bool, str]:
    """Judge, publish, write, commit, in this order; return whether the writer waited, and its refusal."""
    judged, published, written = Event(), Event(), Event()

    def publisher() -> bool:
        assert judged.wait(PATIENCE)
        with transaction.atomic():
            publish(draft)
            published.set()
            deadline = time.monotonic() + PATIENCE
            while not written.is_set() and not somebody_waits() and time.monotonic() < deadline:
                time.sleep(0.01)
            return not written.is_set()

    def writer() -> str:
        assert Publication.objects.get(pk=draft.pk).is_draft
        judged.set()
        assert published.wait(PATIENCE)
        refusal = write(draft, metric)
        written.set()
        return refusal

    waited, refusal = site.run(publisher, writer)
    return waited, refusal


def test_a_writer_waits_for_a_publish_in_flight_and_is_refused(site: Callable[[], Site]) -> None:
    database = site()
    draft, metric = database.run(lambda: make_draft(1), make_metric)
    assert write_while_publishing(database, draft, metric) == (True, locks.LOCKED)
    assert database.run(Figure.objects.count) == [0]


def test_without_the_triggers_it_would_slip_in(site: Callable[[], Site]) -> None:
    locks.lift(connection)
    database = site()
    draft, metric = database.run(lambda: make_draft(1), make_metric)
    _waited, refusal = write_while_publishing(database, draft, metric)
    assert refusal == ""
    assert database.run(Figure.objects.count) == [1]


@pytest.mark.parametrize("rounds", [3, pytest.param(25, marks=pytest.mark.slow)])
def test_what_was_there_at_publishing_is_what_stays(site: Callable[[], Site], rounds: int) -> None:
    database = site()
    [metric] = database.run(make_metric)
    for number in range(rounds):
        [draft] = database.run(lambda number=number: make_draft(number))
        published, refusal = database.run(*race(draft, metric))
        [kept] = database.run(Figure.objects.filter(publication=draft).count)
        assert (published, refusal) in [(0, locks.LOCKED), (1, "")]
        assert kept == published


def race(draft: Publication, metric: Metric) -> tuple[Job, Job]:
    """Return a publisher that counts what it publishes, and a writer; both start at once."""
    start = Barrier(2, timeout=PATIENCE)

    def publisher() -> int:
        start.wait()
        with transaction.atomic():
            publish(draft)
            return Figure.objects.filter(publication=draft).count()

    def writer() -> str:
        start.wait()
        return write(draft, metric)

    return publisher, writer
