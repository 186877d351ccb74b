"""`manage.py demo`: what it prepares, what it says, what it refuses, and that repeating it does no harm."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import translation
from simple_history.utils import get_history_manager_for_model

from metrics.models import Figure, Publication

ROOT = Path(__file__).resolve().parent.parent


def demo(*words: str) -> str:
    """Run the command in this process, its words in the source language; return what it says."""
    said = StringIO()
    with translation.override("en"):
        call_command("demo", *words, stdout=said)
    return said.getvalue()


def rows_and_history() -> dict[str, tuple[int, int]]:
    """Count, for every model that keeps history, its rows and its history rows."""
    return {
        model.__name__: (model._default_manager.count(), get_history_manager_for_model(model).count())
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    }


@pytest.fixture
def debug(settings):
    settings.DEBUG = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose


@pytest.mark.django_db
def test_an_empty_database_gets_the_chapter_published_and_a_draft_to_record_into(debug):
    demo("--no-serve")
    assert list(Publication.objects.order_by("id").values_list("slug", "type", "published_at", "issuer")) == [
        (
            "digdir-aarsrapport-2021",
            "annual_report",
            datetime(2022, 4, 30, 22, tzinfo=UTC),
            "Digitaliseringsdirektoratet (Digdir)",
        ),
        ("resultater-2022", "statistics", None, "Digitaliseringsdirektoratet (Digdir)"),
    ]
    assert set(Figure.objects.values_list("publication__slug", flat=True)) == {"digdir-aarsrapport-2021"}


@pytest.mark.django_db
def test_everything_loaded_has_its_history_with_who_and_why(debug):
    demo("--no-serve")
    counts = rows_and_history()
    rows, entries = counts.pop("Publication")
    assert (rows, entries) == (2, 3)  # loaded, published; and the draft
    assert {name: entries - rows for name, (rows, entries) in counts.items()} == dict.fromkeys(counts, 0)
    entry = Figure.history.select_related("history_user").first()
    assert (entry.history_user.username, entry.history_type) == ("leder", "+")
    assert entry.history_change_reason != ""


@pytest.mark.django_db
def test_it_makes_one_person_per_role_and_says_how_to_log_in(debug, client):
    said = demo("--no-serve")
    assert {
        user.username: ([group.name for group in user.groups.all()], user.is_staff, user.is_superuser)
        for user in User.objects.all()
    } == {
        "redaktor": (["Redaktør"], True, False),
        "leder": (["Leder"], True, False),
        "administrator": (["Administrator"], True, False),
    }
    logins = re.findall(r"^  (\S+) +(\S+) +(\S+)$", said, re.MULTILINE)
    assert logins == [
        ("Redaktør", "redaktor", "demo-redaktor"),
        ("Leder", "leder", "demo-leder"),
        ("Administrator", "administrator", "demo-administrator"),
    ]
    assert all(client.login(username=username, password=password) for _role, username, password in logins)
    assert "This is a demonstration, and not Digdir's own site." in said


@pytest.mark.django_db
def test_repeating_it_changes_nothing_and_says_the_people_again(debug):
    first = demo("--no-serve")
    before = rows_and_history(), list(User.objects.order_by("id").values())
    second = demo("--no-serve")
    assert (rows_and_history(), list(User.objects.order_by("id").values())) == before
    assert first.splitlines()[1:] == second.splitlines()[1:]
    assert second.splitlines()[0] == "The database already holds publications; it is left as it is."


@pytest.mark.django_db
def test_a_changed_password_is_neither_reset_nor_said_wrongly(debug):
    demo("--no-serve")
    leader = User.objects.get(username="leder")
    leader.set_password("something of her own")
    leader.save()
    said = demo("--no-serve")
    assert "demo-leder" not in said
    assert User.objects.get(username="leder").check_password("something of her own")


@pytest.mark.django_db
def test_outside_debug_it_refuses_before_it_makes_anyone():
    with pytest.raises(CommandError, match=re.escape("runs with DEBUG=true only.")):
        demo("--no-serve")
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_port_in_use_is_refused_in_words_before_anything_is_made(debug):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} cannot be used .* Choose another with --port\.$"):
            demo("--port", str(port))
    assert User.objects.count() == 0


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(port, debug):
    with pytest.raises(CommandError, match="the port must be a number from 1 to 65535"):
        demo(f"--port={port}")


@pytest.mark.slow
def test_it_serves_the_site_on_a_fresh_database(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT"}}
    surroundings |= {"SQLITE_PATH": str(tmp_path / "db.sqlite3"), "PYTHONUTF8": "1"}
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with (tmp_path / "said").open("w") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=said, stderr=subprocess.STDOUT)
    try:
        page = first_answer(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.wait(timeout=10)
    text = (tmp_path / "said").read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{port}/" in text and "demo-redaktor" in text
    assert "Fellesløsninger" in page


def first_answer(url: str, server: subprocess.Popen) -> str:
    """Return the page at `url` as soon as there is one; fail when the server ends or 30 seconds pass."""
    for _attempt in range(150):
        assert server.poll() is None, "the server has ended"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.2)
    raise AssertionError("no answer")
