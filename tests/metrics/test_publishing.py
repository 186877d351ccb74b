"""Publishing, taking back, correcting, withdrawing and discarding: what is refused, and what history says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from metrics.actions import correct, discard, publish, take_back, withdraw
from metrics.judging import RefusedError
from metrics.models import Figure, Metric, Publication

pytestmark = pytest.mark.django_db
PAST = datetime(2022, 5, 1, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def draft(publication: Publication, metric: Metric) -> Publication:
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1440)
    return publication


@pytest.fixture
def published(draft: Publication, manager: User) -> Publication:
    return publish(draft, PAST, manager)


def code(refused: pytest.ExceptionInfo[RefusedError]) -> str | None:
    return refused.value.code


@pytest.mark.parametrize("days", [-400, 0, 400])
def test_a_draft_is_published_now_in_the_past_or_ahead(
    draft: Publication, manager: User, now: datetime, days: int
) -> None:
    at = now + timedelta(days=days)
    publish(draft, at, manager, "approved")
    draft.refresh_from_db()
    assert (draft.published_at, draft.is_public(now)) == (at, days <= 0)
    history = draft.history.latest("history_id")
    assert (history.history_user, history.history_change_reason, history.published_at) == (
        manager,
        "approved",
        at,
    )


def test_an_empty_draft_is_not_published(publication: Publication, manager: User, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        publish(publication, now, manager)
    assert code(refused) == "empty"
    publication.refresh_from_db()
    assert publication.is_draft


def test_nothing_is_published_twice(published: Publication, manager: User, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        publish(published, now, manager)
    assert code(refused) == "already_published"
    published.refresh_from_db()
    assert published.published_at == PAST


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), False),
        (datetime(1899, 12, 31, 23, 59, tzinfo=UTC), False),
        (datetime(1900, 1, 1, tzinfo=UTC), True),
        (datetime(2199, 12, 31, 23, 59, tzinfo=UTC), True),
        (datetime(2200, 1, 1, tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
    ],
)
def test_a_publication_is_public_from_1900_to_2199(
    draft: Publication, manager: User, at: datetime, stands: bool
) -> None:
    if not stands:
        with pytest.raises(RefusedError) as refused:
            publish(draft, at, manager)
        assert code(refused) == "implausible_time"
    else:
        publish(draft, at, manager)
    draft.refresh_from_db()
    assert draft.published_at == (at if stands else None)


def test_an_embargo_is_taken_back(draft: Publication, manager: User, now: datetime) -> None:
    publish(draft, now + timedelta(days=3), manager)
    assert take_back(draft, manager, now).is_draft
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_is_public_is_not_taken_back(published: Publication, manager: User, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        take_back(published, manager, now)
    assert code(refused) == "no_embargo"


def test_a_correction_is_a_new_draft_that_says_what_it_corrects_and_why(
    published: Publication, manager: User, now: datetime
) -> None:
    first = correct(published, "two digits were swapped", manager, now)
    second = correct(published, "and two more", manager, now, title="Second correction")
    assert (first.corrects, first.reason, first.type) == (published, "two digits were swapped", "correction")
    assert (first.is_draft, first.issuer, second.title) == (True, published.issuer, "Second correction")
    assert first.slug != second.slug
    first.full_clean()
    history = first.history.latest("history_id")
    assert (history.history_user, history.history_change_reason) == (manager, "two digits were swapped")


def test_a_correction_is_not_public_before_what_it_corrects(
    published: Publication, metric: Metric, manager: User, now: datetime
) -> None:
    correction = correct(published, "swapped", manager, now)
    Figure.objects.create(publication=correction, metric=metric, start=date(2021, 1, 1), value=1404)
    with pytest.raises(RefusedError) as refused:
        publish(correction, PAST - timedelta(days=1), manager)
    assert code(refused) == "before_corrected"
    assert publish(correction, now, manager).published_at == now


def test_what_is_withdrawn_keeps_a_reason_and_is_never_public_again(
    published: Publication, manager: User, now: datetime
) -> None:
    withdraw(published, "published by accident", manager, now)
    published.refresh_from_db()
    assert (published.withdrawn_at, published.withdrawn_reason) == (now, "published by accident")
    for again in (
        lambda: publish(published, now, manager),
        lambda: withdraw(published, "once more", manager, now),
        lambda: correct(published, "swapped", manager, now),
        lambda: take_back(published, manager, now),
    ):
        with pytest.raises(RefusedError) as refused:
            again()
        assert code(refused) == "withdrawn"


@pytest.mark.parametrize("act", [correct, withdraw])
def test_an_act_that_visitors_read_about_needs_a_reason(
    published: Publication, manager: User, now: datetime, act: Callable[..., Any]
) -> None:
    with pytest.raises(RefusedError) as refused:
        act(published, " ", manager, now)
    assert code(refused) == "reason"


@pytest.mark.parametrize("act", [correct, withdraw])
@pytest.mark.parametrize("embargo", [False, True])
def test_only_what_is_public_is_corrected_or_withdrawn(
    draft: Publication, manager: User, now: datetime, act: Callable[..., Any], embargo: bool
) -> None:
    if embargo:
        publish(draft, now + timedelta(days=3), manager)
    with pytest.raises(RefusedError) as refused:
        act(draft, "swapped", manager, now)
    assert code(refused) == "not_public"


def test_an_editor_does_none_of_it(draft: Publication, editor: User, now: datetime) -> None:
    for act in (
        lambda: publish(draft, now, editor),
        lambda: take_back(draft, editor, now),
        lambda: correct(draft, "why", editor, now),
        lambda: withdraw(draft, "why", editor, now),
        lambda: discard(draft, editor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    draft.refresh_from_db()
    assert (draft.is_draft, Publication.objects.count()) == (True, 1)


def test_a_draft_is_discarded_with_who_and_why(publication: Publication, manager: User) -> None:
    discard(publication, manager, "never needed")
    gone = Publication.history.get(history_type="-")
    assert (gone.history_user, gone.history_change_reason) == (manager, "never needed")
    assert not Publication.objects.exists()


def test_a_published_publication_is_not_discarded(published: Publication, manager: User) -> None:
    with pytest.raises(RefusedError) as refused:
        discard(published, manager)
    assert (code(refused), Publication.objects.count()) == ("locked", 1)
