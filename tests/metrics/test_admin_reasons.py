"""What visitors can already read is added to, changed, moved and deleted only with a reason, which history keeps."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution
from tests.filling import faults, opened

pytestmark = pytest.mark.django_db
PAST = datetime(2022, 5, 1, tzinfo=UTC)
DAY = {"start": date(2021, 4, 1), "end": date(2021, 4, 30), "printed": "april", "status": "occurred"}
ABOUT = {"number": 1, "place": "lead"}


@pytest.fixture
def report(metric: Metric) -> Publication:
    """Published, with one row of everything."""
    report = Publication.objects.create(type="other", title="Report", slug="report")
    plan = Plan.objects.create(agency="A", area="Post", year=2021, slug="post-2021", publication=report)
    goal = Goal.objects.create(plan=plan, number=1, title="Everyone gets post", short_title="Post to all")
    Indicator.objects.create(goal=goal, metric=metric, tolerance=5)
    Solution.objects.create(name="Post", slug="post", publication=report)
    Figure.objects.create(publication=report, metric=metric, start=date(2021, 1, 1), value=1440)
    about = {**ABOUT, "publication": report}
    Claim.objects.create(**about, type="other", text="more than ever")
    other = Goal.objects.create(plan=plan, number=2, title="On time", short_title="On time")
    Assessment.objects.create(**about, goal=other, title="Well done", text="It went well.")
    Milestone.objects.create(**about, **DAY, goal=other, title="Moved")
    Publication.objects.update(published_at=PAST)
    report.refresh_from_db()
    return report


def address(row: Any, page: str = "change") -> str:
    pk = [row.pk] if isinstance(row, models.Model) else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=pk)


# What is filled in to add one more of each.
ADDED: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Claim, {"type": "other", "text": "Added", "number": 9, "place": "p"}),
    (Solution, {"name": "Added", "slug": "added"}),
    (Plan, {"agency": "A", "area": "Added", "year": "2022", "slug": "added"}),
    (Goal, {"number": 9, "title": "Added", "short_title": "Added"}),
    (Assessment, {"title": "Added", "text": "Added", "judgement": "good", "number": 9, "place": "p"}),
    (Milestone, {"title": "Added", **DAY, "number": 9, "place": "p"}),
]
each_added = pytest.mark.parametrize(("model", "given"), ADDED, ids=[model.__name__ for model, _ in ADDED])
each_content = pytest.mark.parametrize("model", [model for model, _ in ADDED])


def parents(model: type, publication: Publication, plan: Plan) -> dict[str, Any]:
    if model is Goal:
        return {"plan": plan.pk}
    about = {"plan": plan.pk} if model in (Assessment, Milestone) else {}
    return {"publication": publication.pk, **about}


@each_added
def test_adding_to_what_is_published_needs_a_reason(
    client: Client, manager: User, report: Publication, model: Any, given: dict[str, Any]
) -> None:
    client.force_login(manager)
    url = address(model, "add")
    form = {**opened(client, url), **given, **parents(model, report, Plan.objects.get())}
    count = model.objects.count()
    assert faults(client.post(url, form)) == {"change_reason": ["reason"]}
    assert model.objects.count() == count
    assert client.post(url, {**form, "change_reason": "forgotten"}).status_code == 302
    history = model.history.latest("history_id")
    assert (history.history_type, history.history_user, history.history_change_reason) == ("+", manager, "forgotten")


@each_added
def test_adding_to_a_draft_needs_none(
    client: Client, manager: User, publication: Publication, model: Any, given: dict[str, Any]
) -> None:
    plan = Plan.objects.create(agency="A", area="Post", year=2021, slug="post-2021", publication=publication)
    client.force_login(manager)
    url = address(model, "add")
    form = {**opened(client, url), **given, **parents(model, publication, plan)}
    assert client.post(url, form).status_code == 302


def test_what_is_added_with_a_plan_needs_the_reason_too(client: Client, manager: User, report: Publication) -> None:
    plan = Plan.objects.get()
    client.force_login(manager)
    new = {"goals-2-number": "3", "goals-2-title": "New", "goals-2-short_title": "New"}
    given = {**opened(client, address(plan)), **new}
    refused = client.post(address(plan), given)
    [formset] = refused.context["inline_admin_formsets"]
    assert [fault.code for fault in formset.formset.non_form_errors().as_data()] == ["reason"]
    assert Goal.objects.count() == 2
    assert client.post(address(plan), {**given, "change_reason": "forgotten"}).status_code == 302
    history = Goal.history.latest("history_id")
    assert (history.history_type, history.history_user, history.history_change_reason) == ("+", manager, "forgotten")
    assert Plan.history.count() == 1


@each_content
def test_moving_into_or_out_of_what_is_published_needs_a_reason(
    client: Client, manager: User, report: Publication, publication: Publication, model: Any
) -> None:
    draft_plan = Plan.objects.create(agency="B", area="Post", year=2021, slug="b", publication=publication)
    client.force_login(manager)
    row = model.objects.order_by("pk").first()
    field = "plan" if model is Goal else "publication"
    there, back = (draft_plan, Plan.objects.get(slug="post-2021")) if model is Goal else (publication, report)
    for to in (there, back):
        given = {**opened(client, address(row)), field: to.pk}
        assert faults(client.post(address(row), given)) == {"change_reason": ["reason"]}
        assert client.post(address(row), {**given, "change_reason": f"to {to}"}).status_code == 302
        assert getattr(model.objects.get(pk=row.pk), field) == to
        assert model.history.filter(id=row.pk).latest("history_id").history_change_reason == f"to {to}"


@pytest.mark.parametrize("model", [Claim, Solution, Goal, Assessment, Milestone])
def test_deleting_what_is_published_needs_a_reason(
    client: Client, manager: User, report: Publication, model: Any
) -> None:
    row = model.objects.order_by("pk").first()
    client.force_login(manager)
    assert 'name="change_reason"' in client.get(address(row, "delete")).content.decode()
    refused = client.post(address(row, "delete"), {"post": "yes", "change_reason": " "}, follow=True)
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert model.objects.filter(pk=row.pk).exists()
    client.post(address(row, "delete"), {"post": "yes", "change_reason": "entered twice"})
    assert not model.objects.filter(pk=row.pk).exists()
    history = model.history.filter(id=row.pk).latest("history_id")
    assert (history.history_type, history.history_user, history.history_change_reason) == (
        "-",
        manager,
        "entered twice",
    )


def test_what_goes_with_a_row_keeps_who_and_why_as_well(client: Client, manager: User, report: Publication) -> None:
    Assessment.objects.all().delete()
    Milestone.objects.all().delete()
    client.force_login(manager)
    client.post(address(Plan.objects.get(), "delete"), {"post": "yes", "change_reason": "the wrong year"})
    gone = [
        (model.__name__, row.history_user, row.history_change_reason)
        for model in (Plan, Goal, Indicator)
        for row in model.history.filter(history_type="-")  # type: ignore[attr-defined]
    ]
    assert gone == [(name, manager, "the wrong year") for name in ("Plan", "Goal", "Goal", "Indicator")]


def test_several_published_rows_are_deleted_only_with_a_reason(
    client: Client, manager: User, report: Publication
) -> None:
    client.force_login(manager)
    chosen = {"action": "delete_selected", "_selected_action": [Claim.objects.get().pk]}
    url = reverse("admin:metrics_claim_changelist")
    assert 'name="change_reason"' in client.post(url, chosen).content.decode()
    client.post(url, {**chosen, "post": "yes", "change_reason": ""})
    assert Claim.objects.count() == 1
    client.post(url, {**chosen, "post": "yes", "change_reason": "entered twice"})
    assert Claim.objects.count() == 0
    assert Claim.history.latest("history_id").history_change_reason == "entered twice"


def test_a_draft_claim_is_deleted_without_a_reason(client: Client, manager: User, publication: Publication) -> None:
    claim = Claim.objects.create(**ABOUT, publication=publication, type="other", text="more than ever")
    client.force_login(manager)
    client.post(address(claim, "delete"), {"post": "yes"})
    assert not Claim.objects.exists()
    assert Claim.history.latest("history_id").history_user == manager


@pytest.mark.parametrize("model", [Plan, Goal])
@pytest.mark.parametrize("said", [Assessment, Milestone])
def test_what_a_published_report_says_does_not_go_with_a_draft(
    client: Client, manager: User, report: Publication, publication: Publication, model: Any, said: Any
) -> None:
    plan = Plan.objects.create(agency="B", area="Post", year=2022, slug="b", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="T", short_title="T")
    said.objects.update(goal=goal)
    row = plan if model is Plan else goal
    client.force_login(manager)
    response = client.post(address(row, "delete"), {"post": "yes", "change_reason": "x"})
    assert (response.status_code, len(response.context["protected"])) == (200, 1)
    assert said.objects.get().goal == goal


@pytest.mark.parametrize(
    ("field", "to"), [("unit", "NOK"), ("direction", "lower"), ("aggregation", "mean")], ids=lambda word: word
)
def test_what_published_figures_mean_is_changed_only_with_a_reason(
    client: Client, manager: User, report: Publication, metric: Metric, field: str, to: str
) -> None:
    client.force_login(manager)
    given = {**opened(client, address(metric)), field: to}
    assert faults(client.post(address(metric), given)) == {"change_reason": ["reason"]}
    assert client.post(address(metric), {**given, "change_reason": "it was wrong"}).status_code == 302
    metric.refresh_from_db()
    assert getattr(metric, field) == to
    assert Metric.history.latest("history_id").history_change_reason == "it was wrong"


def test_a_metric_is_described_better_without_a_reason(
    client: Client, manager: User, report: Publication, metric: Metric
) -> None:
    client.force_login(manager)
    given = {**opened(client, address(metric)), "definition": "Letters that were sent."}
    assert client.post(address(metric), given).status_code == 302


def test_the_unit_of_a_metric_with_draft_figures_alone_needs_no_reason(
    client: Client, manager: User, publication: Publication, metric: Metric
) -> None:
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=1440)
    client.force_login(manager)
    assert client.post(address(metric), {**opened(client, address(metric)), "unit": "NOK"}).status_code == 302


@pytest.mark.parametrize("by", ["goal", "metric"])
@pytest.mark.parametrize("change", [{"indicators-0-tolerance": "90"}, {"indicators-0-DELETE": "on"}])
def test_a_published_indicator_is_changed_or_deleted_only_with_a_reason(
    client: Client, manager: User, report: Publication, metric: Metric, by: str, change: dict[str, str]
) -> None:
    url = address(Goal.objects.get(number=1) if by == "goal" else metric)
    client.force_login(manager)
    given = {**opened(client, url), **change}
    assert client.post(url, given).status_code == 200
    assert Indicator.history.count() == 1
    assert client.post(url, {**given, "change_reason": "agreed anew"}).status_code == 302
    history = Indicator.history.latest("history_id")
    assert (history.history_user, history.history_change_reason, Indicator.history.count()) == (
        manager,
        "agreed anew",
        2,
    )
