"""The README's two commands are the ones that are run, and its licence is the one that holds."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?: {4})?(python3 -m venv .*)$", README, re.MULTILINE)


def test_the_readme_has_one_command_that_runs_the_site_and_one_that_runs_the_tests():
    install = "python3 -m venv .venv && .venv/bin/pip install -q -r"
    assert [
        f"{install} requirements.txt && .venv/bin/python manage.py demo",
        f"{install} requirements-dev.txt && .venv/bin/python -m tests",
    ] == COMMANDS


def test_ci_ends_with_the_test_command_of_the_readme():
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == COMMANDS[1]


def test_the_licence_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (project["license"], licence.splitlines()[0]) == (
        "EUPL-1.2",
        "EUROPEAN UNION PUBLIC LICENCE v. 1.2",
    )
    assert "[EUPL-1.2](LICENSE)" in README


def variables_read() -> set[str]:
    settings = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'(?:flag|secret|environ\.get)\(\s*"([A-Z_]+)"', settings))


def test_the_readme_explains_every_variable_the_settings_read():
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == variables_read()


@pytest.mark.parametrize("name", sorted(variables_read()))
def test_the_settings_explain_every_variable_they_read(name):
    docstring = (ROOT / "config/settings.py").read_text(encoding="utf-8").split('"""')[1]
    assert re.search(rf"^ *{name} ", docstring, re.MULTILINE)
