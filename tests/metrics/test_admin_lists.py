"""Every list of the admin: searchable, filterable, and as many queries for three rows as for one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution

pytestmark = pytest.mark.django_db
OURS = [
    model
    for label in ("metrics", "goals")
    for model in apps.get_app_config(label).get_models()
    if hasattr(model._meta, "simple_history_manager_attribute")
]
LISTED = [model for model in OURS if model is not Indicator]


def fill(number: int) -> None:
    """One more row of everything, sharing nothing with the others."""
    publication = Publication.objects.create(type="other", title=f"P{number}", slug=f"p{number}")
    family = Solution.objects.create(name=f"F{number}", slug=f"f{number}", publication=publication)
    solution = Solution.objects.create(name=f"S{number}", slug=f"s{number}", publication=publication, family=family)
    metric = Metric.objects.create(name=f"M{number}", slug=f"m{number}", solution=solution)
    Figure.objects.create(publication=publication, metric=metric, start=date(2021, 1, 1), value=Decimal(number))
    Claim.objects.create(
        publication=publication, number=1, type="other", text=f"C{number}", place="p", metric=metric, solution=solution
    )
    plan = Plan.objects.create(
        agency=f"A{number}", area=f"Area {number}", year=2021, slug=f"plan{number}", publication=publication
    )
    goal = Goal.objects.create(plan=plan, number=1, title=f"G{number}", short_title=f"G{number}")
    Indicator.objects.create(goal=goal, metric=metric)
    about = {"publication": publication, "place": "p", "goal": goal}
    Assessment.objects.create(**about, number=1, title=f"T{number}", text="t")
    Milestone.objects.create(
        **about,
        number=1,
        title=f"N{number}",
        start=date(2021, 1, 1),
        end=date(2021, 1, 1),
        printed="p",
        status="occurred",
    )


def address(model: type, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


# What each list costs, filters included.
COST = {
    Publication: 8,
    Solution: 9,
    Metric: 9,
    Figure: 9,
    Claim: 8,
    Plan: 10,
    Goal: 8,
    Assessment: 9,
    Milestone: 11,
}


@pytest.mark.parametrize("number", [1, 3], ids=["one row", "three rows"])
@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_a_list_takes_the_same_queries_however_many_rows(
    client: Client, administrator: User, model: type, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        fill(one)
    client.force_login(administrator)
    client.get(reverse("admin:index"))
    with django_assert_num_queries(COST[model]):
        assert client.get(address(model)).status_code == 200


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("person", ["editor", "manager", "administrator"])
def test_everything_is_listed_searchable_and_readable(
    client: Client, request: pytest.FixtureRequest, person: str, model: type
) -> None:
    fill(1)
    fill(2)
    client.force_login(request.getfixturevalue(person))
    assert client.get(address(model)).context["cl"].result_count >= 2
    assert client.get(address(model), {"q": "nothing has this name"}).context["cl"].result_count == 0
    row = model.objects.first()  # type: ignore[attr-defined]
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200


def test_every_model_with_a_history_is_in_the_admin_and_has_search_and_filters() -> None:
    registered = {
        model.__name__: bool(one.search_fields and one.list_filter)
        for model, one in admin.site._registry.items()
        if model in OURS
    }
    assert registered == {model.__name__: True for model in LISTED}


@pytest.mark.parametrize(
    ("state", "expected"),
    [("draft", ["P1"]), ("public", ["P2"]), ("embargo", ["P3"]), ("withdrawn", ["P4"])],
)
@pytest.mark.parametrize("model", [Publication, Figure, Claim, Plan, Goal, Assessment, Milestone])
def test_rows_are_filtered_by_the_state_of_their_publication(
    client: Client, manager: User, model: type, state: str, expected: list[str]
) -> None:
    past = datetime(2022, 5, 1, tzinfo=UTC)
    for number in range(1, 5):
        fill(number)
    Publication.objects.filter(title="P2").update(published_at=past)
    Publication.objects.filter(title="P3").update(published_at=timezone.now() + timedelta(days=3))
    Publication.objects.filter(title="P4").update(
        published_at=past, withdrawn_at=timezone.now(), withdrawn_reason="by accident"
    )
    client.force_login(manager)
    rows = client.get(address(model), {"state": state}).context["cl"].result_list

    def publication(row: object) -> Publication:
        return row if isinstance(row, Publication) else (row.plan if isinstance(row, Goal) else row).publication  # type: ignore[attr-defined]

    assert [publication(row).title for row in rows] == expected


@pytest.mark.parametrize("model", [model for model in LISTED if model is not Figure])
def test_an_editor_writes_figures_alone(client: Client, editor: User, model: type) -> None:
    fill(1)
    client.force_login(editor)
    row = model.objects.first()  # type: ignore[attr-defined]
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "change", row.pk), {}).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_metric_in_use_says_what_protects_it(client: Client, manager: User) -> None:
    fill(1)
    client.force_login(manager)
    response = client.post(address(Metric, "delete", Metric.objects.get().pk), {"post": "yes"})
    assert (response.status_code, len(response.context["protected"])) == (200, 3)
    assert Metric.objects.count() == 1
