"""The database triggers that keep published figures as they are, whoever asks.

The third wall of the lock, behind the publication's row lock and `Figure.clean()`: what reaches the database
by another road (a shell, a bulk write, a loaded fixture, a writer that judged too early) is refused with an
IntegrityError whose words a person can read. Triggers are laid after every migrate and lifted before it, never
in a migration: SQLite remakes a table to alter it, and would lose the table's triggers and fail on the others'.

Everything laid bears the prefix `metrics_lock_`, and whatever bears it is lifted, so that a later version can
rename, add and remove triggers without knowing the earlier ones.
"""

from typing import Any

from django.db import NotSupportedError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = {"metrics_publication", "metrics_figure"}

LOCKED = "The figures of a published publication are locked. Make a correction instead."
KEY_STAYS = (
    "The publication, metric, kind, granularity and start of a figure never change. "
    "Delete the figure and enter it again."
)
KEPT = "A published publication can be neither deleted nor replaced. Withdraw it instead."
PUBLIC_STAYS = "The publication is already public, and the time it became so can no longer be changed."
WITHDRAWAL_STAYS = "The publication is withdrawn, and the time of the withdrawal can no longer be changed."

# Statement triggers see all rows of a bulk write at once. FOR SHARE makes a writer wait for a publish in
# flight, and answers with the row as that publish left it; the test must stay outside the query, where it would
# leave a draft that is just being published unlocked. A publish waits for writers in the same way.
POSTGRESQL = (
    """
    CREATE FUNCTION metrics_lock_figures() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        publication record;
    BEGIN
        FOR publication IN
            SELECT slug, published_at FROM metrics_publication
            WHERE id = ANY (ARRAY(SELECT DISTINCT publication_id FROM touched))
            ORDER BY id FOR SHARE
        LOOP
            IF publication.published_at IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
                    MESSAGE = TG_ARGV[0], DETAIL = 'Publication: ' || publication.slug;
            END IF;
        END LOOP;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION metrics_lock_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = TG_ARGV[0],
            DETAIL = format('%s: %s', TG_TABLE_NAME, coalesce(to_jsonb(OLD) ->> 'slug', OLD.id::text));
    END $$
    """,
    # The table lock waits for publishes in flight; TRUNCATE itself has shut out writers of figures.
    """
    CREATE FUNCTION metrics_lock_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        kept text;
    BEGIN
        LOCK TABLE metrics_publication IN SHARE MODE;
        SELECT slug INTO kept FROM metrics_publication AS publication
        WHERE published_at IS NOT NULL AND (
            TG_TABLE_NAME = 'metrics_publication'
            OR EXISTS (SELECT FROM metrics_figure WHERE publication_id = publication.id)
        )
        ORDER BY id LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
                MESSAGE = TG_ARGV[0], DETAIL = 'Publication: ' || kept;
        END IF;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE TRIGGER metrics_lock_insert AFTER INSERT ON metrics_figure
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION metrics_lock_figures('{LOCKED}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_update AFTER UPDATE ON metrics_figure
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION metrics_lock_figures('{LOCKED}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_delete AFTER DELETE ON metrics_figure
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION metrics_lock_figures('{LOCKED}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_truncate BEFORE TRUNCATE ON metrics_figure
    FOR EACH STATEMENT EXECUTE FUNCTION metrics_lock_truncate('{LOCKED}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_key BEFORE UPDATE ON metrics_figure FOR EACH ROW
    WHEN ((OLD.id, OLD.publication_id, OLD.metric_id, OLD.kind, OLD.granularity, OLD.start)
        IS DISTINCT FROM (NEW.id, NEW.publication_id, NEW.metric_id, NEW.kind, NEW.granularity, NEW.start))
    EXECUTE FUNCTION metrics_lock_refuse('{KEY_STAYS}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_delete BEFORE DELETE ON metrics_publication FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION metrics_lock_refuse('{KEPT}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_truncate BEFORE TRUNCATE ON metrics_publication
    FOR EACH STATEMENT EXECUTE FUNCTION metrics_lock_truncate('{KEPT}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_public BEFORE UPDATE ON metrics_publication FOR EACH ROW
    WHEN (OLD.published_at <= clock_timestamp()
        AND (OLD.id, OLD.published_at) IS DISTINCT FROM (NEW.id, NEW.published_at))
    EXECUTE FUNCTION metrics_lock_refuse('{PUBLIC_STAYS}')
    """,
    f"""
    CREATE TRIGGER metrics_lock_withdrawal BEFORE UPDATE ON metrics_publication FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at)
    EXECUTE FUNCTION metrics_lock_refuse('{WITHDRAWAL_STAYS}')
    """,
)


def _trigger(event: str, table: str, *refusals: tuple[str, str]) -> str:
    """Return a trigger for SQLite that refuses with the first words whose rows there are any of."""
    checks = " ".join(f"SELECT RAISE(ABORT, '{words}') {rows};" for words, rows in refusals)
    return f"CREATE TRIGGER metrics_lock_{table}_{event} BEFORE {event} ON metrics_{table} BEGIN {checks} END"


# RAISE takes only a literal before SQLite 3.47, so no slug here. OR REPLACE removes the row in its way without
# asking delete triggers, so the triggers on insert and on publications look for a published row that stands there.
# Times are text with or without a fraction: julianday reads both, to the millisecond, and what it cannot read
# counts as past.
SQLITE = (
    _trigger(
        "insert",
        "figure",
        (
            LOCKED,
            """FROM metrics_publication WHERE published_at IS NOT NULL
            AND id IN (NEW.publication_id, (SELECT publication_id FROM metrics_figure WHERE id = NEW.id))""",
        ),
    ),
    _trigger(
        "update",
        "figure",
        (
            KEY_STAYS,
            """WHERE (OLD.id, OLD.publication_id, OLD.metric_id, OLD.kind, OLD.granularity, OLD.start)
            IS NOT (NEW.id, NEW.publication_id, NEW.metric_id, NEW.kind, NEW.granularity, NEW.start)""",
        ),
        (LOCKED, "FROM metrics_publication WHERE published_at IS NOT NULL AND id = OLD.publication_id"),
    ),
    _trigger(
        "delete",
        "figure",
        (LOCKED, "FROM metrics_publication WHERE published_at IS NOT NULL AND id = OLD.publication_id"),
    ),
    _trigger(
        "insert",
        "publication",
        (KEPT, "FROM metrics_publication WHERE published_at IS NOT NULL AND (id = NEW.id OR slug = NEW.slug)"),
    ),
    _trigger(
        "update",
        "publication",
        (
            PUBLIC_STAYS,
            """WHERE OLD.published_at IS NOT NULL
            AND coalesce(julianday(OLD.published_at) <= julianday('now', '+0.001 seconds'), 1)
            AND (OLD.id, OLD.published_at) IS NOT (NEW.id, NEW.published_at)""",
        ),
        (WITHDRAWAL_STAYS, "WHERE OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NOT NEW.withdrawn_at"),
        (
            KEPT,
            """FROM metrics_publication WHERE published_at IS NOT NULL
            AND id <> OLD.id AND (id = NEW.id OR slug = NEW.slug)""",
        ),
    ),
    _trigger("delete", "publication", (KEPT, "WHERE OLD.published_at IS NOT NULL")),
)

STATEMENTS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}

# Each row is a statement that drops one thing; on PostgreSQL a trigger goes with its function.
DROPS = {
    "postgresql": r"""
        SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
        WHERE proname LIKE 'metrics\_lock\_%' AND pronamespace = current_schema()::regnamespace
    """,
    "sqlite": r"""
        SELECT 'DROP TRIGGER ' || name FROM sqlite_master
        WHERE type = 'trigger' AND name LIKE 'metrics\_lock\_%' ESCAPE '\'
    """,
}


def lay(connection: BaseDatabaseWrapper) -> None:
    """Lay the triggers, in place of whichever are there; nothing where the tables are not.

    Raises NotSupportedError on a database this file has no triggers for.
    """
    if connection.vendor not in STATEMENTS:
        raise NotSupportedError(f"Published figures cannot be locked on {connection.display_name}.")
    with transaction.atomic(using=connection.alias):
        lift(connection)
        if TABLES.issubset(connection.introspection.table_names()):
            _execute(connection, STATEMENTS[connection.vendor])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger that a version of this file has laid; nothing where there are none."""
    if connection.vendor not in DROPS:
        return
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute(DROPS[connection.vendor])
            drops = [statement for (statement,) in cursor.fetchall()]
        _execute(connection, drops)


def lift_before_migrate(using: str, **kwargs: Any) -> None:
    """Receive `pre_migrate`."""
    lift(connections[using])


def lay_after_migrate(using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`."""
    lay(connections[using])


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...] | list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
