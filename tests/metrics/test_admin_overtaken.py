"""Two people edit the same row: the second is shown both versions, keeps what was written, and decides."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.actions import publish
from metrics.models import Claim, Figure, Metric, Publication, Solution
from tests.filling import faults, filled, opened

pytestmark = pytest.mark.django_db
PAST = datetime(2022, 5, 1, tzinfo=UTC)
PLAN_PAGE = 8  # queries

# A field of each row that people edit.
EDITED = [
    (Publication, "title"),
    (Solution, "name"),
    (Metric, "definition"),
    (Claim, "text"),
    (Plan, "area"),
    (Goal, "short_title"),
    (Assessment, "text"),
    (Milestone, "printed"),
]


@pytest.fixture
def rows(publication: Publication, metric: Metric) -> dict[type, Any]:
    """One row of everything, stated in a draft."""
    plan = Plan.objects.create(agency="A", area="Post", year=2021, slug="post-2021", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Everyone gets post", short_title="Post to all")
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1440)
    about = {"publication": publication, "number": 1, "place": "lead"}
    day = {"start": date(2021, 4, 1), "end": date(2021, 4, 30), "printed": "april", "status": "occurred"}
    return {
        Publication: publication,
        Solution: Solution.objects.create(name="Post", slug="post", publication=publication),
        Metric: metric,
        Claim: Claim.objects.create(**about, type="other", text="more than ever"),
        Plan: plan,
        Goal: goal,
        Indicator: Indicator.objects.create(goal=goal, metric=metric, tolerance=5),
        Assessment: Assessment.objects.create(**about, goal=goal, title="Well done", text="It went well."),
        Milestone: Milestone.objects.create(**about, **day, goal=goal, title="Moved"),
    }


def change_url(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def value(row: Any, field: str) -> Any:
    return getattr(type(row).objects.get(pk=row.pk), field)


@pytest.mark.parametrize(("model", "field"), EDITED, ids=[model.__name__ for model, _ in EDITED])
def test_the_second_is_shown_both_versions_and_decides(
    client: Client, manager: User, administrator: User, rows: dict[type, Any], model: type, field: str
) -> None:
    row = rows[model]
    was, url = value(row, field), change_url(row)
    client.force_login(manager)
    mine = {**opened(client, url), field: "mine"}
    client.force_login(administrator)
    assert client.post(url, {**opened(client, url), field: "theirs"}).status_code == 302
    client.force_login(manager)
    refused = client.post(url, mine)
    assert faults(refused) == {"__all__": ["conflict"]}
    [conflict] = refused.context["conflicts"]
    assert [(one.before, one.theirs, one.yours) for one in conflict.differences] == [(was, "theirs", "mine")]
    assert conflict.params["who"] == "administrator"
    assert value(row, field) == "theirs"
    again = filled(refused)
    assert again[field] == "mine"
    assert client.post(url, again).status_code == 302
    history = model.history.filter(id=row.pk).order_by("history_id")  # type: ignore[attr-defined]
    assert list(history.values_list(field, flat=True)) == [was, "theirs", "mine"]


def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(
    client: Client, manager: User, rows: dict[type, Any]
) -> None:
    claim = rows[Claim]
    client.force_login(manager)
    given = {**opened(client, change_url(claim)), "text": "mine"}
    for seen in ("", "none", "0", "9" * 30):
        assert faults(client.post(change_url(claim), {**given, "seen": seen})) == {"__all__": ["conflict"]}
    assert value(claim, "text") == "more than ever"


def test_who_changed_nothing_overwrites_nothing_and_leaves_no_history(
    client: Client, manager: User, rows: dict[type, Any]
) -> None:
    claim = rows[Claim]
    client.force_login(manager)
    given = opened(client, change_url(claim))
    Claim.objects.update(note="by another road, without a history")
    given["note"] = "by another road, without a history"
    assert client.post(change_url(claim), given).status_code == 302
    assert (value(claim, "note"), Claim.history.count()) == ("by another road, without a history", 1)


def test_a_row_edited_with_its_goal_is_guarded_too(client: Client, manager: User, rows: dict[type, Any]) -> None:
    indicator: Indicator = rows[Indicator]
    url = change_url(rows[Goal])
    client.force_login(manager)
    mine = {**opened(client, url), "indicators-0-tolerance": "7"}
    theirs = {**opened(client, url), "indicators-0-tolerance": "6"}
    assert client.post(url, theirs).status_code == 302
    refused = client.post(url, mine)
    [conflict] = refused.context["conflicts"]
    assert [(one.before, one.theirs, one.yours) for one in conflict.differences] == [("5", "6", "7")]
    assert value(indicator, "tolerance") == 6
    assert client.post(url, filled(refused)).status_code == 302
    assert value(indicator, "tolerance") == 7


def test_a_row_that_another_changed_is_not_deleted_unseen(client: Client, manager: User, rows: dict[type, Any]) -> None:
    url = change_url(rows[Goal])
    client.force_login(manager)
    mine = {**opened(client, url), "indicators-0-DELETE": "on"}
    client.post(url, {**opened(client, url), "indicators-0-tolerance": "6"})
    refused = client.post(url, mine)
    assert (len(refused.context["conflicts"]), Indicator.objects.count()) == (1, 1)
    assert client.post(url, filled(refused)).status_code == 302
    assert Indicator.objects.count() == 0


def test_a_row_deleted_meanwhile_is_not_made_anew(client: Client, manager: User, rows: dict[type, Any]) -> None:
    claim = rows[Claim]
    url = change_url(claim)
    client.force_login(manager)
    mine = {**opened(client, url), "text": "mine"}
    claim.delete()
    assert client.post(url, mine, follow=True).redirect_chain == [(reverse("admin:index"), 302)]
    assert not Claim.objects.exists()


def test_what_was_published_meanwhile_is_shown_and_stays_published(
    client: Client, manager: User, rows: dict[type, Any]
) -> None:
    publication: Publication = rows[Publication]
    url = change_url(publication)
    client.force_login(manager)
    mine = {**opened(client, url), "title": "mine"}
    publish(publication, PAST, manager)
    refused = client.post(url, mine)
    assert faults(refused) == {"__all__": ["conflict"], "change_reason": ["reason"]}
    [conflict] = refused.context["conflicts"]
    assert [one.yours for one in conflict.differences] == ["mine", ""]
    assert client.post(url, {**filled(refused), "change_reason": "shorter"}).status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.published_at) == ("mine", PAST)


def test_a_page_of_ten_goals_costs_as_many_queries_as_a_page_of_one(
    client: Client, manager: User, rows: dict[type, Any], django_assert_num_queries: Any
) -> None:
    client.force_login(manager)
    url = change_url(rows[Plan])
    opened(client, url)
    with django_assert_num_queries(PLAN_PAGE):
        opened(client, url)
    for number in range(2, 11):
        Goal.objects.create(plan=rows[Plan], number=number, title="T", short_title="T")
    with django_assert_num_queries(PLAN_PAGE):
        opened(client, url)
