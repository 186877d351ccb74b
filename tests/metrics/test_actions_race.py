"""Two people at the same moment: one act is done, the other is refused in words, and nothing is lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from metrics.actions import publish, record
from metrics.choices import Kind
from metrics.judging import Entry, RefusedError
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.quantities import Quantity
from tests.metrics.test_locks_race import Site, site

__all__ = ["site"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def attempt(act: Callable[[], Any]) -> list[str | None]:
    """Do it, and return the codes of the refusal; none when it was done."""
    try:
        act()
    except RefusedError as refused:
        return [fault.code for fault in refused.error_list]
    return []


def entry(metric: Metric, value: int, seen: int | None) -> Entry:
    return Entry(metric, Kind.RESULT, Period.parse("2021"), Quantity(Decimal(value)), seen=seen)


@pytest.fixture
def figure(publication: Publication, metric: Metric, manager: User) -> Figure:
    [figure] = record(publication, [entry(metric, 1, None)], manager, "")
    return figure


def test_one_of_two_publishings_is_refused(
    figure: Figure, publication: Publication, manager: User, site: Callable[[], Site]
) -> None:
    def act() -> list[str | None]:
        return attempt(lambda: publish(publication, timezone.now(), manager))

    answers = site().run(act, act)
    assert sorted(answers) == [[], ["already_published"]]


def test_the_second_of_two_changes_is_a_conflict(
    figure: Figure, publication: Publication, metric: Metric, manager: User, site: Callable[[], Site]
) -> None:
    seen = Figure.history.get().history_id

    def change_to(value: int) -> Callable[[], list[str | None]]:
        return lambda: attempt(lambda: record(publication, [entry(metric, value, seen)], manager, "recount"))

    place = site()
    assert sorted(place.run(change_to(2), change_to(3))) == [[], ["conflict"]]
    [history] = place.run(lambda: list(Figure.history.values_list("value", flat=True)))
    assert len(history) == 2


def test_the_second_of_two_who_enter_the_same_figure_is_a_conflict(
    publication: Publication, metric: Metric, manager: User, site: Callable[[], Site]
) -> None:
    def enter(value: int) -> Callable[[], list[str | None]]:
        return lambda: attempt(lambda: record(publication, [entry(metric, value, None)], manager, ""))

    answers = site().run(enter(2), enter(3))
    assert sorted(answers) == [[], ["conflict", "reason"]]
