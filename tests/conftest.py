"""What every test may ask for: the people, a draft publication and a metric."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.management import call_command
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings

from metrics import locks
from metrics.choices import PublicationType
from metrics.models import Metric, Publication

CHAPTER_PUBLISHED = datetime(2022, 4, 30, 22, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def static_files_need_no_collecting() -> Iterator[None]:
    """Name static files as they lie in the tree; `tests/test_settings.py` collects them for real."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | plain, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True, scope="session")
def flush_passes_the_locks() -> Iterator[None]:
    """Let transactional tests empty the tables after themselves, published figures too."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lift_flush_and_lay(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        locks.lift(operations.connection)
        flush(operations, statements)
        locks.lay(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lift_flush_and_lay)
        yield


def person(username: str, role: str) -> User:
    user = User.objects.create_user(username, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def visitor() -> AnonymousUser:
    """Visitors have no account."""
    return AnonymousUser()


@pytest.fixture
def editor(db: None) -> User:
    return person("editor", "Redaktør")


@pytest.fixture
def manager(db: None) -> User:
    return person("manager", "Leder")


@pytest.fixture
def administrator(db: None) -> User:
    return person("administrator", "Administrator")


@pytest.fixture
def publication(db: None) -> Publication:
    """A draft."""
    return Publication.objects.create(
        type=PublicationType.ANNUAL_REPORT, title="Annual report 2021", slug="annual-report-2021"
    )


@pytest.fixture
def metric(db: None) -> Metric:
    return Metric.objects.create(name="Letters sent", slug="letters-sent", unit_label="letters")


def publish_chapter() -> Publication:
    """Load the 2021 chapter, public since 1 May 2022."""
    call_command("loaddata", "digdir_2021", verbosity=0)
    Publication.objects.update(published_at=CHAPTER_PUBLISHED)
    return Publication.objects.get(slug="digdir-aarsrapport-2021")


@pytest.fixture
def chapter(db: None) -> Publication:
    return publish_chapter()
