"""Administrators give people their roles; nobody makes himself or others more than that."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from tests.filling import opened

pytestmark = pytest.mark.django_db
OUTDOING = {"is_superuser", "user_permissions"}


@pytest.fixture
def superuser() -> User:
    return User.objects.create_superuser("superuser", password="kept as it is")


def page(person: User, name: str = "change") -> str:
    return reverse(f"admin:auth_user_{name}", args=[person.pk])


def test_an_administrator_gives_a_role(client: Client, administrator: User, editor: User) -> None:
    manager = Group.objects.get(name="Leder")
    client.force_login(administrator)
    assert client.post(page(editor), {**opened(client, page(editor)), "groups": [manager.pk]}).status_code == 302
    assert list(editor.groups.all()) == [manager]


@pytest.mark.parametrize("to", ["administrator", "editor"])
def test_an_administrator_makes_nobody_a_superuser(
    client: Client, request: pytest.FixtureRequest, administrator: User, editor: User, to: str
) -> None:
    person = request.getfixturevalue(to)
    client.force_login(administrator)
    given = opened(client, page(person))
    assert OUTDOING & given.keys() == set()
    every = list(Permission.objects.values_list("pk", flat=True))
    client.post(page(person), {**given, "is_superuser": "on", "user_permissions": every, "first_name": "Kari"})
    person.refresh_from_db()
    assert (person.first_name, person.is_superuser, person.user_permissions.count()) == ("Kari", False, 0)


def test_an_administrator_reads_a_superuser_and_changes_nothing(
    client: Client, administrator: User, superuser: User
) -> None:
    client.force_login(administrator)
    assert client.get(page(superuser)).status_code == 200
    assert client.post(page(superuser), {"username": "mine"}).status_code == 403
    assert client.post(page(superuser, "delete"), {"post": "yes"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    given = {"password1": "a long new password", "password2": "a long new password", "usable_password": "true"}
    assert client.post(password, given).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [superuser.pk], "post": "yes"}
    assert client.post(reverse("admin:auth_user_changelist"), chosen).status_code == 403
    superuser.refresh_from_db()
    assert (superuser.username, superuser.check_password("kept as it is")) == ("superuser", True)


def test_a_superuser_makes_another(client: Client, superuser: User, administrator: User) -> None:
    client.force_login(superuser)
    given = {**opened(client, page(administrator)), "is_superuser": "on"}
    assert client.post(page(administrator), given).status_code == 302
    administrator.refresh_from_db()
    assert administrator.is_superuser
