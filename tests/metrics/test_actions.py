"""Recording and removing figures: one transaction, every fault in words, history that says who and why."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from metrics.actions import record, remove
from metrics.choices import Kind, Qualifier, Status
from metrics.judging import ConflictError, Entry, LockedError, RefusedError
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.quantities import Quantity

pytestmark = pytest.mark.django_db


def entry(metric: Metric, value: str | None, year: str = "2021", **given: Any) -> Entry:
    quantity = None if value is None else Quantity(Decimal(value))
    return Entry(
        metric=metric,
        kind=given.pop("kind", Kind.RESULT),
        period=Period.parse(year),
        quantity=given.pop("quantity", quantity),
        **given,
    )


def latest(figure: Figure) -> Any:
    return Figure.history.filter(id=figure.pk).latest("history_id")


def codes(refused: pytest.ExceptionInfo[RefusedError]) -> list[str | None]:
    return [fault.code for fault in refused.value.error_list]


def test_a_new_figure_is_written_with_who_and_why(publication: Publication, metric: Metric, editor: User) -> None:
    quantity = Quantity(Decimal(1440), None, Qualifier.ABOUT)
    [figure] = record(
        publication,
        [entry(metric, "0", quantity=quantity, printed="ca. 1440", place="row 3", note="rounded")],
        editor,
        "first count",
    )
    kept = Figure.objects.get()
    assert kept == figure
    assert (kept.quantity, kept.period.code, kept.kind) == (quantity, "2021", "result")
    assert (kept.printed, kept.place, kept.note) == ("ca. 1440", "row 3", "rounded")
    history = latest(kept)
    assert (history.history_type, history.history_user, history.history_change_reason) == (
        "+",
        editor,
        "first count",
    )


def test_a_changed_figure_keeps_its_earlier_version(publication: Publication, metric: Metric, editor: User) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    record(publication, [entry(metric, "1450", seen=latest(figure).history_id)], editor, "recount")
    rows = Figure.history.filter(id=figure.pk).order_by("history_id")
    assert [(row.history_type, row.value, row.history_change_reason) for row in rows] == [
        ("+", Decimal(1440), ""),
        ("~", Decimal(1450), "recount"),
    ]


def test_what_stands_so_already_is_left_alone(publication: Publication, metric: Metric, editor: User) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    assert record(publication, [entry(metric, "1440.0")], editor, "") == [figure]
    assert Figure.history.count() == 1


def test_an_entry_without_quantity_takes_the_figure_out(publication: Publication, metric: Metric, editor: User) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    assert record(publication, [entry(metric, None, seen=latest(figure).history_id)], editor, "twice") == []
    assert not Figure.objects.exists()
    gone = Figure.history.latest("history_id")
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == ("-", editor, "twice")


@pytest.mark.parametrize("years", [["2001"], ["2002", "2003", "2004"]], ids=["one figure", "three figures"])
def test_the_number_of_statements_does_not_depend_on_the_number_of_figures(
    publication: Publication, metric: Metric, manager: User, years: list[str], django_assert_num_queries: Any
) -> None:
    manager.has_perm("metrics.add_figure")
    with django_assert_num_queries(7):
        record(publication, [entry(metric, "5", year) for year in years], manager, "")


def test_every_fault_is_reported_and_nothing_is_written(publication: Publication, metric: Metric, editor: User) -> None:
    entries = [
        entry(metric, "1", "2019"),
        entry(metric, "1", "2020", kind=Kind.TARGET),
        entry(metric, "1.23456", "2021"),
        entry(metric, "1", "2019"),
        entry(metric, "0", "2022", quantity=Quantity(status=Status.FINAL)),
        entry(metric, "0", "2023", quantity=Quantity(Decimal(5), Decimal(4), Qualifier.BETWEEN)),
        entry(metric, "1", "2024", printed="x" * 201),
    ]
    with pytest.raises(RefusedError) as refused:
        record(publication, entries, editor, "")
    assert set(codes(refused)) >= {
        "twice",
        "too_many_decimals",
        "metrics_figure_missing_says_why",
        "metrics_figure_upper_only_between",
        "max_length",
        "promise",
    }
    assert not Figure.objects.exists()


def test_an_editor_cannot_state_a_target(publication: Publication, metric: Metric, editor: User) -> None:
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "10", kind=Kind.TARGET)], editor, "")
    assert codes(refused) == ["promise"]


def test_a_manager_can_state_a_target(publication: Publication, metric: Metric, manager: User) -> None:
    [figure] = record(publication, [entry(metric, "10", kind=Kind.TARGET)], manager, "")
    assert figure.kind == "target"


def test_a_person_without_a_role_cannot_write(publication: Publication, metric: Metric) -> None:
    with pytest.raises(PermissionDenied):
        record(publication, [entry(metric, "10")], User.objects.create(username="nobody"), "")
    assert not Figure.objects.exists()


def test_a_published_publication_takes_no_figures(publication: Publication, metric: Metric, manager: User) -> None:
    Publication.objects.filter(pk=publication.pk).update(published_at=datetime(2022, 5, 1, tzinfo=UTC))
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "10")], manager, "")
    [fault] = refused.value.error_list
    assert isinstance(fault, LockedError)
    assert fault.params == {"publication": publication}
    assert not Figure.objects.exists()


def test_a_change_needs_a_reason(publication: Publication, metric: Metric, editor: User) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "1450", seen=latest(figure).history_id)], editor, " ")
    assert codes(refused) == ["reason"]
    figure.refresh_from_db()
    assert figure.value == Decimal(1440)


def test_the_second_of_two_editors_gets_both_versions(
    publication: Publication, metric: Metric, editor: User, manager: User
) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    seen = latest(figure).history_id
    record(publication, [entry(metric, "1450", seen=seen)], manager, "recount")
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "1460", seen=seen, note="mine")], editor, "typing error")
    [fault] = refused.value.error_list
    assert isinstance(fault, ConflictError)
    assert fault.latest == latest(figure).history_id
    assert [(row.before, row.theirs, row.yours) for row in fault.differences] == [
        ("1\u00a0440", "1\u00a0450", "1\u00a0460"),
        ("", "", "mine"),
    ]
    assert fault.params is not None
    assert (fault.params["who"], fault.params["theirs"]) == ("manager", "1\u00a0450")
    figure.refresh_from_db()
    assert figure.value == Decimal(1450)


def test_entering_a_figure_that_is_already_there_is_a_conflict(
    publication: Publication, metric: Metric, editor: User, manager: User
) -> None:
    record(publication, [entry(metric, "1440")], editor, "")
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "1450")], manager, "mine")
    assert codes(refused) == ["conflict"]


def test_changing_a_figure_that_was_deleted_is_a_conflict(
    publication: Publication, metric: Metric, editor: User, manager: User
) -> None:
    [figure] = record(publication, [entry(metric, "1440")], editor, "")
    seen = latest(figure).history_id
    remove([figure], manager, "wrong place")
    with pytest.raises(RefusedError) as refused:
        record(publication, [entry(metric, "1450", seen=seen)], editor, "recount")
    [fault] = refused.value.error_list
    assert isinstance(fault, ConflictError)
    assert (fault.code, fault.params["who"], fault.latest) == ("gone", "manager", None)  # type: ignore[index]
    value = fault.differences[0]
    assert (value.before, value.theirs, value.yours) == ("1\u00a0440", "", "1\u00a0450")


def test_figures_are_removed_with_who_and_why(publication: Publication, metric: Metric, editor: User) -> None:
    figures = record(publication, [entry(metric, "1", "2020"), entry(metric, "2", "2021")], editor, "")
    remove(figures, editor, "wrong report")
    assert not Figure.objects.exists()
    gone = Figure.history.filter(history_type="-")
    assert [(row.history_user, row.history_change_reason) for row in gone] == [(editor, "wrong report")] * 2


@pytest.mark.parametrize(
    ("published", "kind", "reason", "expected"),
    [
        (True, Kind.RESULT, "why", ["locked"]),
        (False, Kind.TARGET, "why", ["promise"]),
        (False, Kind.RESULT, "", ["reason"]),
    ],
)
def test_figures_are_not_removed(
    publication: Publication,
    metric: Metric,
    editor: User,
    published: bool,
    kind: Kind,
    reason: str,
    expected: list[str],
) -> None:
    figure = Figure.objects.create(publication=publication, metric=metric, kind=kind, start=date(2021, 1, 1), value=1)
    if published:
        Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))
    with pytest.raises(RefusedError) as refused:
        remove([figure], editor, reason)
    assert codes(refused) == expected
    assert Figure.objects.count() == 1
