"""The pages that publish, correct, withdraw and take back: what they list, who may, what they refuse."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals.models import Assessment, Goal, Indicator, Plan
from metrics.actions import correct, publish
from metrics.models import Claim, Figure, Metric, Publication
from tests.filling import faults, opened

pytestmark = pytest.mark.django_db
PAST = datetime(2022, 5, 1, tzinfo=UTC)
ACTS = ["publish", "correct", "withdraw", "take_back"]


@pytest.fixture
def draft(publication: Publication, metric: Metric) -> Publication:
    """A draft with a figure, a statement, a plan with a goal and its indicator, and an assessment."""
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1440)
    Claim.objects.create(publication=publication, number=1, type="other", text="more than ever", place="lead")
    plan = Plan.objects.create(agency="A", area="Post", year=2021, slug="post-2021", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Everyone gets post", short_title="Post to all")
    Indicator.objects.create(goal=goal, metric=metric)
    Assessment.objects.create(
        goal=goal, publication=publication, number=1, place="lead", title="Well done", text="It went well."
    )
    return publication


@pytest.fixture
def published(draft: Publication, manager: User) -> Publication:
    return publish(draft, PAST, manager)


def page(act: str, publication: Publication) -> str:
    return reverse(f"admin:metrics_publication_{act}", args=[publication.pk])


def change_page(publication: Publication) -> str:
    return reverse("admin:metrics_publication_change", args=[publication.pk])


def buttons(client: Client, publication: Publication) -> list[str]:
    offered = client.get(change_page(publication)).context["acts"]
    return [act for act in ACTS if page(act, publication) in {address for address, _ in offered}]


def refusals(response: Any) -> list[str]:
    return [fault.code for fault in response.context["form"].non_field_errors().as_data()]


def test_everything_that_becomes_public_is_listed(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    context = client.get(page("publish", draft)).context
    assert [(row.figure.value, row.other) for row in context["figures"]] == [(1440, None)]
    assert {(content.count, content.names) for content in context["contents"]} == {
        (1, ("«more than ever»",)),
        (1, ("Post 2021",)),
        (1, ("1. Post to all",)),
        (1, ("1. Post to all: Letters sent",)),
        (1, ("Well done",)),
    }


def test_what_another_publication_says_of_the_goal_is_not_listed(
    client: Client, manager: User, draft: Publication
) -> None:
    other = Publication.objects.create(type="other", title="Other", slug="other")
    Assessment.objects.create(
        goal=Goal.objects.get(), publication=other, number=1, place="p", title="Another view", text="Hm."
    )
    client.force_login(manager)
    assert "Another view" not in client.get(page("publish", draft)).content.decode()


def test_a_correction_is_listed_as_old_and_new(
    client: Client, manager: User, published: Publication, metric: Metric
) -> None:
    correction = correct(published, "swapped", manager, timezone.now())
    Figure.objects.create(publication=correction, metric=metric, start=date(2021, 1, 1), value=1404)
    client.force_login(manager)
    [row] = client.get(page("publish", correction)).context["figures"]
    assert (row.figure.value, row.other.value, row.other.publication) == (1404, 1440, published)


def test_it_is_published_at_once_when_no_time_is_given(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    response = client.post(page("publish", draft), {"at": "", "reason": "approved"})
    assert response.url == change_page(draft)
    draft.refresh_from_db()
    assert draft.is_public(timezone.now())
    history = draft.history.latest("history_id")
    assert (history.history_user, history.history_change_reason) == (manager, "approved")


def test_it_is_published_at_the_time_given(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    client.post(page("publish", draft), {"at": "2022-05-01T00:00"})
    draft.refresh_from_db()
    assert timezone.localtime(draft.published_at).isoformat() == "2022-05-01T00:00:00+02:00"


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1899-12-31T12:00", "2200-01-01T12:00", "9999-12-31T23:59"])
def test_a_time_that_is_a_slip_is_refused_at_its_field(
    client: Client, manager: User, draft: Publication, at: str
) -> None:
    client.force_login(manager)
    refused = client.post(page("publish", draft), {"at": at})
    assert [fault.code for fault in refused.context["form"].errors.as_data()["at"]] == ["implausible_time"]
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("number", ["abc", "999", "9" * 30])
def test_what_is_no_publication_is_not_found(client: Client, manager: User, act: str, number: str) -> None:
    client.force_login(manager)
    url = reverse(f"admin:metrics_publication_{act}", args=[number])
    assert (client.get(url).status_code, client.post(url, {}).status_code) == (404, 404)


def test_a_second_publishing_is_refused_in_words(client: Client, manager: User, published: Publication) -> None:
    client.force_login(manager)
    assert refusals(client.post(page("publish", published), {})) == ["already_published"]
    published.refresh_from_db()
    assert published.published_at == PAST


def test_an_empty_publication_leads_back_with_the_reason(
    client: Client, manager: User, publication: Publication
) -> None:
    client.force_login(manager)
    response = client.get(page("publish", publication), follow=True)
    assert response.redirect_chain == [(change_page(publication), 302)]
    assert len(response.context["messages"]) == 1


def test_a_correction_leads_to_its_draft(client: Client, manager: User, published: Publication) -> None:
    client.force_login(manager)
    response = client.post(page("correct", published), {"title": "", "reason": "swapped"})
    correction = Publication.objects.get(corrects=published)
    assert (response.url, correction.reason) == (change_page(correction), "swapped")


def test_what_vanishes_is_listed_and_withdrawn_with_a_reason(
    client: Client, manager: User, published: Publication
) -> None:
    client.force_login(manager)
    assert len(client.get(page("withdraw", published)).context["contents"]) == 5
    assert client.post(page("withdraw", published), {"reason": ""}).context["form"].errors.keys() == {"reason"}
    client.post(page("withdraw", published), {"reason": "by accident"})
    published.refresh_from_db()
    assert (published.withdrawn_reason, published.is_public(timezone.now())) == ("by accident", False)


def test_an_embargo_is_taken_back(client: Client, manager: User, draft: Publication) -> None:
    publish(draft, timezone.now() + timedelta(days=2), manager)
    client.force_login(manager)
    client.post(page("take_back", draft), {"reason": "not yet"})
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_buttons_are_those_the_state_allows(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    assert buttons(client, draft) == ["publish"]
    publish(draft, timezone.now() + timedelta(days=2), manager)
    assert buttons(client, draft) == ["take_back"]
    client.post(page("take_back", draft), {})
    publish(draft, PAST, manager)
    assert buttons(client, draft) == ["correct", "withdraw"]
    client.post(page("withdraw", draft), {"reason": "by accident"})
    assert buttons(client, draft) == []


@pytest.mark.parametrize("act", ACTS)
def test_an_editor_can_do_none_of_it(client: Client, editor: User, draft: Publication, act: str) -> None:
    client.force_login(editor)
    assert client.get(page(act, draft)).status_code == 403
    assert client.post(page(act, draft), {"reason": "x"}).status_code == 403
    draft.refresh_from_db()
    assert (draft.is_draft, buttons(client, draft)) == (True, [])


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_reaches_each_page_of_the_list(
    client: Client, administrator: User, draft: Publication, act: str
) -> None:
    client.force_login(administrator)
    chosen = {"action": act, "_selected_action": [draft.pk]}
    response = client.post(reverse("admin:metrics_publication_changelist"), chosen)
    assert response.url == page(act, draft)


def test_the_list_acts_on_one_publication_at_a_time(client: Client, manager: User, draft: Publication) -> None:
    other = Publication.objects.create(type="other", title="Other", slug="other")
    client.force_login(manager)
    chosen = {"action": "publish", "_selected_action": [draft.pk, other.pk]}
    client.post(reverse("admin:metrics_publication_changelist"), chosen)
    assert not Publication.objects.exclude(published_at=None).exists()


def test_an_editor_is_not_offered_the_acts(client: Client, editor: User, draft: Publication) -> None:
    client.force_login(editor)
    chosen = {"action": "publish", "_selected_action": [draft.pk]}
    response = client.post(reverse("admin:metrics_publication_changelist"), chosen, follow=True)
    assert response.redirect_chain == []


def test_the_form_does_not_publish(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    given = {**opened(client, change_page(draft)), "title": "New title", "published_at_0": "2022-05-01"}
    client.post(change_page(draft), {**given, "published_at": "2022-05-01", "change_reason": "typo"})
    draft.refresh_from_db()
    assert (draft.title, draft.published_at) == ("New title", None)
    assert draft.history.latest("history_id").history_change_reason == "typo"


def test_a_published_publication_is_described_anew_only_with_a_reason(
    client: Client, manager: User, published: Publication
) -> None:
    client.force_login(manager)
    given = {**opened(client, change_page(published)), "title": "New title"}
    assert faults(client.post(change_page(published), given)) == {"change_reason": ["reason"]}
    assert client.post(change_page(published), {**given, "change_reason": "typo"}).status_code == 302


def test_a_correction_is_not_made_by_choosing_its_type(client: Client, manager: User) -> None:
    client.force_login(manager)
    given = {"type": "correction", "title": "T", "slug": "t"}
    refused = client.post(reverse("admin:metrics_publication_add"), given)
    assert refused.context["adminform"].form.errors.keys() == {"type"}
    assert client.post(reverse("admin:metrics_publication_add"), {**given, "type": "other"}).status_code == 302


def test_a_draft_is_deleted_and_a_published_publication_is_not(
    client: Client, manager: User, published: Publication
) -> None:
    empty = Publication.objects.create(type="other", title="Other", slug="other")
    client.force_login(manager)
    for publication, status in ((empty, 302), (published, 403)):
        url = reverse("admin:metrics_publication_delete", args=[publication.pk])
        assert client.post(url, {"post": "yes"}).status_code == status
    assert list(Publication.objects.all()) == [published]


def test_a_draft_with_figures_says_what_protects_it(client: Client, manager: User, draft: Publication) -> None:
    client.force_login(manager)
    response = client.post(reverse("admin:metrics_publication_delete", args=[draft.pk]), {"post": "yes"})
    assert (response.status_code, len(response.context["protected"])) == (200, 2)
    assert Publication.objects.count() == 1
