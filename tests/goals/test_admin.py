"""Plans, goals, assessments and milestones in the admin, and a metric with the goals that use it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.models import Metric, Publication
from tests.filling import faults, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(publication: Publication) -> Plan:
    return Plan.objects.create(agency="A", area="Post", year=2021, slug="post-2021", publication=publication)


@pytest.fixture
def goal(plan: Plan) -> Goal:
    return Goal.objects.create(plan=plan, number=1, title="Everyone gets post", short_title="Post to all")


def rows(prefix: str, given: list[dict[str, Any]], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline formset."""
    filled = {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}
    return {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial, **filled}


def test_a_plan_is_written_with_its_goals(client: Client, manager: User, publication: Publication) -> None:
    client.force_login(manager)
    given = {"agency": "A", "area": "Post", "year": 2021, "slug": "post-2021", "publication": publication.pk}
    goals = rows("goals", [{"number": 1, "title": "Everyone gets post", "short_title": "Post to all"}])
    assert client.post(reverse("admin:goals_plan_add"), {**given, **goals}).status_code == 302
    goal = Goal.objects.get(plan__slug="post-2021")
    assert (goal.title, goal.history.get().history_user) == ("Everyone gets post", manager)


def test_a_goal_is_written_with_its_indicators_and_the_reason(
    client: Client, manager: User, goal: Goal, metric: Metric
) -> None:
    client.force_login(manager)
    url = reverse("admin:goals_goal_change", args=[goal.pk])
    given = {**opened(client, url), "short_title": "Post", "change_reason": "shorter"}
    indicators = rows("indicators", [{"metric": metric.pk, "order": 1, "tolerance": "5"}])
    assert client.post(url, {**given, **indicators}).status_code == 302
    [indicator] = Indicator.objects.all()
    assert (indicator.goal, indicator.metric) == (goal, metric)
    assert {goal.history.first().history_change_reason, indicator.history.get().history_change_reason} == {"shorter"}


def test_a_metric_shows_and_takes_the_goals_that_use_it(
    client: Client, manager: User, goal: Goal, metric: Metric
) -> None:
    client.force_login(manager)
    url = reverse("admin:metrics_metric_change", args=[metric.pk])
    given = rows("indicators", [{"goal": goal.pk, "order": 1}])
    assert client.post(url, {**opened(client, url), **given}).status_code == 302
    assert Indicator.objects.get().goal == goal
    assert "Post to all" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Assessment, {"title": "Well done", "text": "It went well.", "judgement": "good"}),
        (
            Milestone,
            {"title": "Moved", "start": "2021-04-01", "end": "2021-04-30", "printed": "april", "status": "occurred"},
        ),
    ],
)
def test_what_was_said_is_about_a_plan_or_one_goal(
    client: Client, manager: User, goal: Goal, publication: Publication, model: Any, given: dict[str, str]
) -> None:
    client.force_login(manager)
    url = reverse(f"admin:goals_{model._meta.model_name}_add")
    about = {**given, "publication": publication.pk, "number": 1, "place": "lead"}
    both = client.post(url, {**about, "plan": goal.plan_id, "goal": goal.pk})
    assert "goal" in both.context["adminform"].form.errors
    assert client.post(url, {**about, "goal": goal.pk}).status_code == 302
    assert model.objects.get().goal == goal


def test_what_is_published_is_changed_only_with_a_reason(
    client: Client, manager: User, goal: Goal, publication: Publication
) -> None:
    Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))
    client.force_login(manager)
    url = reverse("admin:goals_goal_change", args=[goal.pk])
    given = {**opened(client, url), "short_title": "Post"}
    assert faults(client.post(url, given)) == {"change_reason": ["reason"]}
    assert client.post(url, {**given, "change_reason": "shorter"}).status_code == 302
    goal.refresh_from_db()
    assert goal.short_title == "Post"


def test_every_field_of_an_inline_has_a_label(client: Client, manager: User, goal: Goal) -> None:
    client.force_login(manager)
    content = client.get(reverse("admin:goals_goal_change", args=[goal.pk])).content.decode()
    unlabelled = [name for name in ("metric", "order", "tolerance") if f'for="id_indicators-0-{name}"' not in content]
    assert unlabelled == []


def test_an_editor_reads_and_changes_nothing(client: Client, editor: User, goal: Goal) -> None:
    client.force_login(editor)
    url = reverse("admin:goals_goal_change", args=[goal.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"short_title": "Mine"}).status_code == 403
    goal.refresh_from_db()
    assert goal.short_title == "Post to all"
