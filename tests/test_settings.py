"""How the settings read the environment: in words when something is missing, safe when all is there."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "Zb7#kq2vXw9!mT4pLr8sYd6fGh3jNc5aQe1uWi0oBx-CvKzPtR",
    "ALLOWED_HOSTS": "malbar.example",
    "DATABASE_URL": "postgres://malbar:word@localhost:5432/malbar",
}


NAMES = ("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEMO", "HTTPS", "SECRET_KEY", "SQLITE_PATH")


@pytest.fixture
def read(monkeypatch):
    """Return a function that reads the settings file with these variables alone."""

    def read_with(variables):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config/settings.py"))

    return read_with


REFUSALS = {
    "no secret key": (
        {},
        "The environment variable SECRET_KEY is missing: it signs sessions. Set it, or DEBUG=true on your own machine.",
    ),
    "no host names": (
        {"SECRET_KEY": PRODUCTION["SECRET_KEY"]},
        "The environment variable ALLOWED_HOSTS is missing: it lists the site's host names. "
        "Set it, or DEBUG=true on your own machine.",
    ),
    "a word that is neither yes nor no": ({"DEBUG": "ja"}, "DEBUG is «ja»; write true or false."),
    "a database of another kind": (
        {"DEBUG": "true", "DATABASE_URL": "mysql://u:secret@h/d"},
        "DATABASE_URL must begin with postgres://. For SQLite leave it out; SQLITE_PATH says where it is.",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_fault_in_the_environment_is_refused_in_words(case, read):
    variables, words = REFUSALS[case]
    with pytest.raises(ImproperlyConfigured) as refused:
        read(variables)
    assert str(refused.value) == words


def test_a_database_address_nobody_can_read_is_refused_without_showing_it(read):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL cannot be read: ") as refused:
        read({"DEBUG": "true", "DATABASE_URL": "nonsense://malbar:secret@host/name"})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (PRODUCTION, {"DEBUG": False, "DEMO": False, "HTTPS": True, "SECURE_SSL_REDIRECT": True}),
        ({"DEBUG": "true"}, {"DEBUG": True, "DEMO": True, "HTTPS": False, "SECURE_SSL_REDIRECT": False}),
        ({"DEBUG": " Yes ", "DEMO": "0"}, {"DEBUG": True, "DEMO": False}),
        (PRODUCTION | {"DEMO": "yes"}, {"DEBUG": False, "DEMO": True, "HTTPS": True}),
        (PRODUCTION | {"HTTPS": "false"}, {"SECURE_HSTS_SECONDS": 0, "SESSION_COOKIE_SECURE": False}),
        (PRODUCTION | {"ALLOWED_HOSTS": " a.example , b.example,"}, {"ALLOWED_HOSTS": ["a.example", "b.example"]}),
    ],
)
def test_the_environment_decides(variables, expected, read):
    settings = read(variables)
    assert {name: settings[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (PRODUCTION, ("django.db.backends.postgresql", "localhost", "malbar")),
        (
            PRODUCTION | {"DATABASE_URL": "postgres://postgres:@%2Fsocket%2Ffolder/name"},
            ("django.db.backends.postgresql", "/socket/folder", "name"),
        ),
        ({"DEBUG": "1", "DATABASE_URL": " "}, ("django.db.backends.sqlite3", None, ROOT / "db.sqlite3")),
        (
            {"DEBUG": "1", "SQLITE_PATH": "kept/elsewhere.sqlite3"},
            ("django.db.backends.sqlite3", None, "kept/elsewhere.sqlite3"),
        ),
    ],
)
def test_the_environment_chooses_the_database(variables, expected, read):
    found = read(variables)["DATABASES"]["default"]
    assert (found["ENGINE"], found.get("HOST"), found["NAME"]) == expected


def test_the_content_security_policy_allows_nothing_inline(read):
    directives = read(PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {"'none'", "'self'", "data:"}
    assert (directives["default-src"], directives["script-src"]) == (["'none'"], ["'self'"])


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these variables alone, in a process of its own."""
    surroundings = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**surroundings, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_static_files_are_collected_under_names_that_change_with_their_content(read, settings, client, tmp_path):
    settings.STORAGES = read(PRODUCTION)["STORAGES"]
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    page = client.get("/").content.decode()
    linked = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    assert linked and all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in linked)
    assert {name for name in linked if not (tmp_path / name).exists()} == set()


def test_a_person_sees_one_line_and_no_traceback():
    ran = manage("check")
    words = REFUSALS["no secret key"][1]
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", f"Målbar cannot start. {words}\n")


def test_a_demonstration_outside_debug_is_refused():
    ran = manage("demo", "--no-serve", SECRET_KEY=PRODUCTION["SECRET_KEY"], ALLOWED_HOSTS="malbar.example")
    assert ran.returncode == 1
    assert "DEBUG=true" in ran.stderr and "Traceback" not in ran.stderr


def test_the_deployment_check_finds_nothing_in_production():
    ran = manage("check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (ran.returncode, ran.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_sqlite_is_checked_clean_in_production_too():
    production = {name: value for name, value in PRODUCTION.items() if name != "DATABASE_URL"}
    ran = manage("check", "--deploy", "--fail-level", "INFO", SQLITE_PATH=":memory:", **production)
    assert ran.returncode == 0, ran.stderr


def test_sqlite_keeps_a_log_ahead_and_waits_for_a_writer(tmp_path):
    asked = (
        "from django.db import connection as c\n"
        "for name in ('journal_mode', 'busy_timeout'):\n"
        "    with c.cursor() as cursor: print(cursor.execute('PRAGMA ' + name).fetchone()[0])"
    )
    ran = manage("shell", "-v", "0", "-c", asked, DEBUG="true", SQLITE_PATH=str(tmp_path / "db.sqlite3"))
    assert ran.stdout.split() == ["wal", "20000"], ran.stderr
