"""The triggers are lifted before a migrate and laid after it, however often and however far it goes."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, OperationalError, connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics import locks
from metrics.models import Figure, Metric, Publication

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FIGURE, PUBLICATION = "metrics_figure", "metrics_publication"
LAID = {
    "sqlite": {
        ("metrics_lock_figure_insert", FIGURE),
        ("metrics_lock_figure_update", FIGURE),
        ("metrics_lock_figure_delete", FIGURE),
        ("metrics_lock_publication_insert", PUBLICATION),
        ("metrics_lock_publication_update", PUBLICATION),
        ("metrics_lock_publication_delete", PUBLICATION),
    },
    "postgresql": {
        ("metrics_lock_insert", FIGURE),
        ("metrics_lock_update", FIGURE),
        ("metrics_lock_delete", FIGURE),
        ("metrics_lock_truncate", FIGURE),
        ("metrics_lock_key", FIGURE),
        ("metrics_lock_delete", PUBLICATION),
        ("metrics_lock_truncate", PUBLICATION),
        ("metrics_lock_public", PUBLICATION),
        ("metrics_lock_withdrawal", PUBLICATION),
    },
}[connection.vendor]
LISTS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(LISTS[connection.vendor])
        return set(cursor.fetchall())


@pytest.fixture(autouse=True)
def locks_laid() -> Iterator[None]:
    yield
    locks.lay(connection)


@pytest.fixture
def figure(publication: Publication, metric: Metric) -> Figure:
    """A published one."""
    figure = Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1)
    Publication.objects.update(published_at=timezone.now())
    return figure


def assert_locked(figure: Figure) -> None:
    assert triggers() == LAID
    with pytest.raises(IntegrityError, match=locks.LOCKED):
        figure.save()


def test_the_tests_run_with_the_triggers_laid() -> None:
    assert triggers() == LAID


def test_laying_and_lifting_again_changes_nothing(figure: Figure) -> None:
    locks.lay(connection)
    assert_locked(figure)
    locks.lift(connection)
    locks.lift(connection)
    assert triggers() == set()
    figure.save()
    locks.lay(connection)
    assert_locked(figure)


def test_what_an_earlier_version_laid_is_lifted_too() -> None:
    earlier = {
        "sqlite": ["CREATE TRIGGER metrics_lock_old BEFORE INSERT ON metrics_metric BEGIN SELECT 1; END"],
        "postgresql": [
            "CREATE FUNCTION metrics_lock_old() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER metrics_lock_old BEFORE INSERT ON metrics_metric "
            "FOR EACH ROW EXECUTE FUNCTION metrics_lock_old()",
        ],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in earlier:
            cursor.execute(statement)
    assert triggers() == LAID | {("metrics_lock_old", "metrics_metric")}
    locks.lay(connection)
    assert triggers() == LAID


def alter(model: type[models.Model], name: str, to: models.Field) -> None:  # type: ignore[type-arg]
    """Alter a column and put it back; SQLite makes the table anew each time."""
    old = model._meta.get_field(name)
    to.set_attributes_from_name(name)
    to.model = model
    for before, after in ((old, to), (to, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(model, before, after, strict=False)


@pytest.mark.parametrize("model", [Figure, Publication])
def test_tables_are_altered_between_lifting_and_laying(figure: Figure, model: type[models.Model]) -> None:
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert triggers() == set()
    alter(model, "note", models.CharField(max_length=500, blank=True, default=""))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert_locked(figure)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes tables anew")
def test_without_lifting_sqlite_could_not_alter_them() -> None:
    with pytest.raises(OperationalError, match="error in trigger"):
        alter(Publication, "note", models.CharField(max_length=500, blank=True, default=""))


def test_a_migrate_lays_each_trigger_once(figure: Figure) -> None:
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            call_command("migrate", verbosity=0)
        assert sum("CREATE TRIGGER" in query["sql"] for query in queries) == len(LAID)
        assert_locked(figure)


@pytest.mark.slow
def test_an_app_can_be_migrated_back_to_zero_and_forth() -> None:
    call_command("migrate", "metrics", "zero", verbosity=0)
    assert triggers() == set()
    call_command("migrate", verbosity=0)
    assert triggers() == LAID


def test_a_flush_between_tests_empties_published_figures_and_leaves_the_triggers(figure: Figure) -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert Figure.objects.count() == 0
    assert triggers() == LAID
