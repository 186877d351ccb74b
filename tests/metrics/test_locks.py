"""Published figures stay as they are, by whichever door a writer comes."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from metrics import locks
from metrics.choices import ClaimType, Granularity, Kind, PublicationType
from metrics.models import Claim, Figure, Metric, Publication

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ENTERED = [(2021, Decimal(1))]
CHANGED = [(2021, Decimal(2))]
ADDED = [(2021, Decimal(1)), (2022, Decimal(2))]
NOTHING: list[tuple[int, Decimal]] = []


@pytest.fixture
def figure(publication: Publication, metric: Metric) -> Figure:
    return Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1)


def publish(publication: Publication, at: datetime) -> None:
    Publication.objects.filter(pk=publication.pk).update(published_at=at)
    publication.refresh_from_db()


def stated(publication: Publication) -> list[tuple[int, Decimal]]:
    figures = Figure.objects.filter(publication=publication).order_by("start")
    return [(figure.start.year, figure.value) for figure in figures]


def words(error: BaseException) -> str:
    """Return what the database itself said, without the lines PostgreSQL adds."""
    cause = error.__cause__
    return cause.diag.message_primary if connection.vendor == "postgresql" else str(cause)


def refusal(door: Callable[[Any], Any], row: Any) -> str:
    """Go through the door and return the words it was refused with."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        door(row)
    return words(refused.value)


def execute(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def next_year(figure: Figure) -> Figure:
    return Figure(publication=figure.publication, metric=figure.metric, start=date(2022, 1, 1), value=2)


def load(figure: Figure, folder: Path, **fields: Any) -> None:
    row = {
        "publication": [figure.publication.slug],
        "metric": [figure.metric.slug],
        "kind": "result",
        "granularity": "year",
        "value": "2",
        **fields,
    }
    fixture = folder / "figures.json"
    fixture.write_text(json.dumps([{"model": "metrics.figure", "fields": row}]))
    call_command("loaddata", fixture, verbosity=0)


def change(figure: Figure) -> Figure:
    figure.value = Decimal(2)
    return figure


def upsert(figure: Figure) -> None:
    Figure.objects.bulk_create(
        [Figure(publication=figure.publication, metric=figure.metric, start=figure.start, value=2)],
        update_conflicts=True,
        unique_fields=["metric", "kind", "granularity", "start", "publication"],
        update_fields=["value"],
    )


COPY_TO_2022 = """
    INSERT INTO metrics_figure (
        publication_id, metric_id, kind, granularity, start, value, qualifier, status, printed, place, note)
    SELECT publication_id, metric_id, kind, granularity, '2022-01-01', 2, qualifier, status, printed, place, note
    FROM metrics_figure WHERE id = %s
"""

# How a writer comes, and what a draft then states.
DOORS: dict[str, tuple[Callable[[Figure], Any], list[tuple[int, Decimal]]]] = {
    "save a new one": (lambda figure: next_year(figure).save(), ADDED),
    "bulk_create": (lambda figure: Figure.objects.bulk_create([next_year(figure)]), ADDED),
    "bulk_create ignoring conflicts": (
        lambda figure: Figure.objects.bulk_create([next_year(figure)], ignore_conflicts=True),
        ADDED,
    ),
    "INSERT": (lambda figure: execute(COPY_TO_2022, figure.pk), ADDED),
    "save": (lambda figure: change(figure).save(), CHANGED),
    "save again unchanged": (lambda figure: figure.save(), ENTERED),
    "update": (lambda figure: Figure.objects.filter(pk=figure.pk).update(value=2), CHANGED),
    "bulk_update": (lambda figure: Figure.objects.bulk_update([change(figure)], ["value"]), CHANGED),
    "bulk_create updating conflicts": (upsert, CHANGED),
    "UPDATE": (lambda figure: execute("UPDATE metrics_figure SET value = 2 WHERE id = %s", figure.pk), CHANGED),
    "delete": (lambda figure: figure.delete(), NOTHING),
    "delete by queryset": (lambda figure: Figure.objects.filter(pk=figure.pk).delete(), NOTHING),
    "DELETE": (lambda figure: execute("DELETE FROM metrics_figure WHERE id = %s", figure.pk), NOTHING),
    "DELETE everything": (lambda figure: execute("DELETE FROM metrics_figure"), NOTHING),
}
by_every_door = pytest.mark.parametrize(("door", "left"), DOORS.values(), ids=DOORS)
public_or_embargoed = pytest.mark.parametrize("ahead", [-HOUR, HOUR], ids=["public", "embargoed"])


@by_every_door
def test_figures_of_a_draft_can_be_written(figure: Figure, door: Any, left: Any) -> None:
    door(figure)
    assert stated(figure.publication) == left


@public_or_embargoed
@by_every_door
def test_figures_of_a_published_publication_cannot(figure: Figure, door: Any, left: Any, ahead: timedelta) -> None:
    publish(figure.publication, timezone.now() + ahead)
    assert refusal(door, figure) == locks.LOCKED
    assert stated(figure.publication) == ENTERED


def test_a_fixture_can_change_and_add_figures_of_a_draft(figure: Figure, tmp_path: Path) -> None:
    load(figure, tmp_path, start="2021-01-01")
    assert stated(figure.publication) == CHANGED
    load(figure, tmp_path, start="2022-01-01")
    assert stated(figure.publication) == [*CHANGED, (2022, Decimal(2))]


@pytest.mark.parametrize("start", ["2021-01-01", "2022-01-01"], ids=["change", "add"])
def test_a_fixture_cannot_write_to_a_published_publication(figure: Figure, tmp_path: Path, start: str) -> None:
    publish(figure.publication, timezone.now())
    assert refusal(lambda one: load(one, tmp_path, start=start), figure) == locks.LOCKED
    assert stated(figure.publication) == ENTERED


def test_one_published_figure_among_drafts_refuses_the_whole_write(figure: Figure, metric: Metric) -> None:
    draft = Publication.objects.create(type=PublicationType.STATISTICS, title="Statistics", slug="statistics")
    Figure.objects.create(publication=draft, metric=metric, start=date(2021, 1, 1), value=1)
    publish(figure.publication, timezone.now())
    assert refusal(lambda _: Figure.objects.update(value=2), figure) == locks.LOCKED
    assert (stated(draft), stated(figure.publication)) == (ENTERED, ENTERED)


def test_taking_an_embargo_back_opens_the_figures_again(figure: Figure) -> None:
    publish(figure.publication, timezone.now() + HOUR)
    publish(figure.publication, None)
    change(figure).save()
    assert stated(figure.publication) == CHANGED


def test_a_withdrawn_publication_keeps_its_figures(figure: Figure) -> None:
    publish(figure.publication, timezone.now() - HOUR)
    Publication.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Sent by mistake.")
    assert refusal(lambda one: one.delete(), figure) == locks.LOCKED


def test_the_refusal_names_the_publication(figure: Figure) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite before 3.47 raises literal words only")
    publish(figure.publication, timezone.now())
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        figure.save()
    assert refused.value.__cause__.diag.message_detail == "Publication: annual-report-2021"


# -- The key of a figure -------------------------------------------------------------------------

ELSEWHERE: dict[str, Callable[[], Any]] = {
    "publication": lambda: Publication.objects.create(type=PublicationType.OTHER, title="Other", slug="other"),
    "metric": lambda: Metric.objects.create(name="Logins", slug="logins"),
    "kind": lambda: Kind.TARGET,
    "granularity": lambda: Granularity.MONTH,
    "start": lambda: date(2022, 1, 1),
}


def by_saving(figure: Figure, field: str, value: Any) -> None:
    setattr(figure, field, value)
    figure.save()


def by_updating(figure: Figure, field: str, value: Any) -> None:
    Figure.objects.filter(pk=figure.pk).update(**{field: value})


def test_the_key_has_these_five_columns() -> None:
    assert set(Figure.KEY) == set(ELSEWHERE)


@pytest.mark.parametrize("write", [by_saving, by_updating])
@pytest.mark.parametrize("field", ELSEWHERE)
def test_a_figure_stays_where_it_was_entered_even_in_a_draft(figure: Figure, field: str, write: Any) -> None:
    before = getattr(figure, field)
    value = ELSEWHERE[field]()
    assert refusal(lambda one: write(one, field, value), figure) == locks.KEY_STAYS
    figure.refresh_from_db()
    assert getattr(figure, field) == before


@pytest.mark.parametrize("into", [True, False], ids=["into", "out of"])
def test_a_figure_cannot_move_into_or_out_of_a_published_publication(figure: Figure, into: bool) -> None:
    other = ELSEWHERE["publication"]()
    publish(other if into else figure.publication, timezone.now())
    assert refusal(lambda one: by_updating(one, "publication", other), figure) == locks.KEY_STAYS
    assert (stated(figure.publication), stated(other)) == (ENTERED, NOTHING)


def test_a_figure_keeps_its_number(figure: Figure) -> None:
    assert refusal(lambda _: Figure.objects.update(id=99), figure) == locks.KEY_STAYS


# -- The publication itself ----------------------------------------------------------------------

REMOVALS: dict[str, Callable[[Publication], Any]] = {
    "delete": lambda publication: publication.delete(),
    "delete by queryset": lambda publication: Publication.objects.filter(pk=publication.pk).delete(),
    "DELETE": lambda publication: execute("DELETE FROM metrics_publication WHERE id = %s", publication.pk),
}
by_every_removal = pytest.mark.parametrize("remove", REMOVALS.values(), ids=REMOVALS)


@by_every_removal
def test_a_draft_can_be_deleted(publication: Publication, remove: Any) -> None:
    remove(publication)
    assert not Publication.objects.exists()


@public_or_embargoed
@by_every_removal
def test_a_published_publication_cannot(publication: Publication, remove: Any, ahead: timedelta) -> None:
    publish(publication, timezone.now() + ahead)
    assert refusal(remove, publication) == locks.KEPT
    assert Publication.objects.get().slug == "annual-report-2021"


def test_a_refused_deletion_takes_nothing_with_it(publication: Publication) -> None:
    Claim.objects.create(publication=publication, number=1, type=ClaimType.OTHER, text="It grew.", place="p. 1")
    publish(publication, timezone.now())
    assert refusal(REMOVALS["delete"], publication) == locks.KEPT
    assert Claim.objects.get().text == "It grew."


@pytest.mark.parametrize("parent", ["publication", "metric"])
def test_figures_do_not_go_with_what_they_hang_on(figure: Figure, parent: str) -> None:
    publish(figure.publication, timezone.now())
    with pytest.raises(ProtectedError):
        getattr(figure, parent).delete()
    assert stated(figure.publication) == ENTERED


def by_saving_publication(publication: Publication, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(publication, name, value)
    publication.save()


def by_updating_publication(publication: Publication, **fields: Any) -> None:
    Publication.objects.filter(pk=publication.pk).update(**fields)


by_both_ways = pytest.mark.parametrize("write", [by_saving_publication, by_updating_publication])
# With and without a fraction of a second: SQLite keeps times as text of two lengths.
PAST = [
    datetime(2022, 5, 1, tzinfo=UTC),
    datetime(2022, 5, 1, 12, 30, 15, 123456, tzinfo=UTC),
    None,  # now
]


@by_both_ways
@pytest.mark.parametrize("to", [None, HOUR, -HOUR], ids=["draft", "later", "earlier"])
@pytest.mark.parametrize("at", PAST, ids=["whole second", "fraction", "now"])
def test_what_is_public_stays_public(publication: Publication, at: Any, to: Any, write: Any) -> None:
    publish(publication, at or timezone.now())
    before = publication.published_at
    at = to and timezone.now() + to
    assert refusal(lambda one: write(one, published_at=at), publication) == locks.PUBLIC_STAYS
    publication.refresh_from_db()
    assert publication.published_at == before


@by_both_ways
@pytest.mark.parametrize("microsecond", [0, 123456])
@pytest.mark.parametrize("to", [None, 2 * HOUR, -HOUR], ids=["draft", "later", "public"])
def test_an_embargo_can_be_moved_and_taken_back(
    publication: Publication, to: Any, microsecond: int, write: Any
) -> None:
    ahead = (timezone.now() + timedelta(minutes=1)).replace(microsecond=microsecond)
    publish(publication, ahead)
    write(publication, published_at=to and ahead + to)
    publication.refresh_from_db()
    assert publication.published_at == (to and ahead + to)


@by_both_ways
def test_the_words_about_a_public_publication_can_be_mended(publication: Publication, write: Any) -> None:
    publish(publication, timezone.now())
    write(publication, title="Annual report for 2021")
    assert Publication.objects.get().title == "Annual report for 2021"


@by_both_ways
@pytest.mark.parametrize("to", [None, HOUR], ids=["cleared", "changed"])
def test_a_withdrawal_is_final(publication: Publication, to: Any, write: Any) -> None:
    publish(publication, timezone.now() - HOUR)
    at = timezone.now()
    write(publication, withdrawn_at=at, withdrawn_reason="Sent by mistake.")
    reason = "Sent by mistake." if to else ""
    later = to and at + to
    door = lambda one: write(one, withdrawn_at=later, withdrawn_reason=reason)  # noqa: E731 - a door is a function
    assert refusal(door, publication) == locks.WITHDRAWAL_STAYS
    assert Publication.objects.get().withdrawn_at == at


# -- Doors that one database has -----------------------------------------------------------------

REPLACEMENTS = {
    "a figure of a draft over a published one": (
        """INSERT OR REPLACE INTO metrics_figure (
            id, publication_id, metric_id, kind, granularity, start, value, qualifier, status, printed, place, note)
        SELECT figure.id, draft.id, metric_id, kind, granularity, start, 2, qualifier, status, printed, place,
            figure.note
        FROM metrics_figure AS figure, metrics_publication AS draft WHERE draft.slug = 'other'""",
        locks.LOCKED,
    ),
    "a draft over a published publication": (
        """INSERT OR REPLACE INTO metrics_publication (
            id, type, title, slug, issuer, url, note, reason, withdrawn_reason)
        SELECT id, type, title, slug, issuer, url, note, reason, withdrawn_reason
        FROM metrics_publication WHERE slug = 'annual-report-2021'""",
        locks.KEPT,
    ),
    "another publication under a published one's address": (
        "UPDATE OR REPLACE metrics_publication SET slug = 'annual-report-2021' WHERE slug = 'other'",
        locks.KEPT,
    ),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="OR REPLACE is SQLite's")
@pytest.mark.parametrize(("sql", "said"), REPLACEMENTS.values(), ids=REPLACEMENTS)
def test_nothing_is_put_in_the_place_of_what_is_published(figure: Figure, sql: str, said: str) -> None:
    ELSEWHERE["publication"]()
    publish(figure.publication, timezone.now())
    assert refusal(lambda _: execute(sql), figure) == said
    assert stated(figure.publication) == ENTERED


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")


def truncate(sql: str) -> None:
    """PostgreSQL truncates no table whose foreign keys are still to be checked."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(sql)


@on_postgresql
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("TRUNCATE metrics_figure", locks.LOCKED),
        ("TRUNCATE metrics_publication CASCADE", locks.KEPT),
    ],
)
def test_tables_with_published_rows_cannot_be_truncated(figure: Figure, sql: str, said: str) -> None:
    publish(figure.publication, timezone.now())
    assert refusal(lambda _: truncate(sql), figure) == said
    assert stated(figure.publication) == ENTERED


@on_postgresql
def test_a_published_publication_without_figures_is_not_truncated_either(publication: Publication) -> None:
    publish(publication, timezone.now())
    assert refusal(lambda _: truncate("TRUNCATE metrics_publication CASCADE"), publication) == locks.KEPT
    assert Publication.objects.count() == 1


@on_postgresql
def test_a_table_with_drafts_alone_can_be_truncated(figure: Figure) -> None:
    truncate("TRUNCATE metrics_figure")
    assert stated(figure.publication) == NOTHING
