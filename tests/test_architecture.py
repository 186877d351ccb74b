"""Who may import whom, how long things may grow, and what templates may hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import architecture
from tests.architecture import PACKAGES, SCRIPT_LINES

ROOT = Path(__file__).resolve().parent.parent


def name_of(path: Path) -> str:
    """Return the dotted name of a module below ROOT; a package is named without `__init__`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield name_of(path), ast.parse(path.read_text(encoding="utf-8"))


def files(*patterns: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def python_files() -> Iterator[tuple[str, str]]:
    for path, source in files("*.py", *(f"{folder}/**/*.py" for folder in (*PACKAGES, "tests"))):
        if "/migrations/" not in path:
            yield path, source


def test_imports_run_from_config_to_goals_to_metrics_and_from_urls_to_choices():
    assert [breach for name, tree in modules() for breach in architecture.import_breaches(name, tree)] == []


def test_modules_do_only_what_their_place_allows():
    assert [breach for name, tree in modules() for breach in architecture.code_breaches(name, tree)] == []


def test_files_and_functions_stay_short_enough_to_read():
    assert [b for path, source in python_files() for b in architecture.size_breaches(path, source)] == []


def test_templates_have_no_inline_script_or_style():
    found = [b for path, source in files("templates/**/*.html") for b in architecture.template_breaches(path, source)]
    assert found == []


def test_page_scripts_stay_short():
    scripts = [(path, source) for path, source in files("static/**/*.js") if "/vendor/" not in path]
    assert [path for path, source in scripts if len(source.splitlines()) > SCRIPT_LINES] == []


IMPORT_BREACHES = {
    "metrics must not know goals": (
        "metrics.queries",
        "from goals.models import Goal",
        "metrics.queries:1 imports goals.models, against config -> goals -> metrics",
    ),
    "nor for its types alone": (
        "metrics.queries",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from goals import models",
        "metrics.queries:3 imports goals.models, against config -> goals -> metrics",
    ),
    "an app must not know how the site is run": (
        "goals.views",
        "import config.settings",
        "goals.views:1 imports config.settings, against config -> goals -> metrics",
    ),
    "a model must not know its readers": (
        "goals.models",
        "from metrics import queries",
        "goals.models:1 imports metrics.queries, outwards",
    ),
    "a pure module must not know models": (
        "metrics.series",
        "from metrics.models import Figure",
        "metrics.series:1 imports metrics.models, outwards",
    ),
    "nor Django": (
        "goals.attainment",
        "from django.utils import timezone",
        "goals.attainment:1 imports django.utils, and is pure",
    ),
    "nor the world": ("metrics.periods", "import time", "metrics.periods:1 imports time, and is pure"),
    "choices are a leaf": (
        "goals.choices",
        "from metrics.choices import Kind",
        "goals.choices:1 imports metrics.choices, and may import nothing of ours",
    ),
    "migrations stand alone": (
        "metrics.migrations.0002_roles",
        "from metrics.choices import Kind",
        "metrics.migrations.0002_roles:1 imports metrics.choices, and may import nothing of ours",
    ),
    "imports stand at the top": (
        "metrics.views",
        "def view():\n    from metrics import tables",
        "metrics.views:2 imports metrics.tables inside a function",
    ),
    "and are written in full": (
        "metrics.views",
        "from .models import Figure",
        "metrics.views:1 imports .models, which is not a name from the top",
    ),
    "a module needs a room": ("metrics.stuff", "", "metrics.stuff has no room: find the one it belongs in"),
}


@pytest.mark.parametrize("case", IMPORT_BREACHES)
def test_a_planted_import_is_caught(case):
    module, source, expected = IMPORT_BREACHES[case]
    assert list(architecture.import_breaches(module, ast.parse(source))) == [expected]


ALLOWED_IMPORTS = [
    ("goals.views", "from metrics.queries import metric_page\nfrom goals import tables"),
    (
        "metrics.querysets",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from metrics.models import Figure",
    ),
    ("metrics.series", "import re\nfrom decimal import Decimal\nfrom metrics.choices import Kind"),
    ("goals.attainment", "from metrics.quantities import Quantity"),
    ("config.urls", "from django.urls import include\nfrom goals import views"),
]


@pytest.mark.parametrize(("module", "source"), ALLOWED_IMPORTS)
def test_an_import_inwards_passes(module, source):
    assert list(architecture.import_breaches(module, ast.parse(source))) == []


CODE_BREACHES = [
    ("metrics.admin", "site.get_model('goals', 'Goal')", "metrics.admin:1 names goals"),
    (
        "metrics.models",
        "class Figure:\n    def save(self): ...",
        "metrics.models:2 overrides save()",
    ),
    ("goals.models", "from django.db.models.signals import post_save", "goals.models:1 uses signals"),
    ("goals.models", "from django.dispatch import receiver", "goals.models:1 uses signals"),
    ("metrics.series", "half = 0.5", "metrics.series:1 is a float; arithmetic is Decimal only"),
    ("metrics.series", "float(x)", "metrics.series:1 calls float()"),
    ("metrics.periods", "date.today()", "metrics.periods:1 reads the clock"),
]


@pytest.mark.parametrize(("module", "source", "expected"), CODE_BREACHES)
def test_planted_code_is_caught(module, source, expected):
    assert list(architecture.code_breaches(module, ast.parse(source))) == [expected]


SIZE_BREACHES = [
    ("x = 1\n" * 401, "f.py has 401 lines"),
    ("def f():\n" + "    x = 1\n" * 50, "f.py:1 f() has 51 lines"),
    ("def f(a, b, c, d, e, f, g): ...", "f.py:1 f() has 7 parameters"),
    (
        "def f(a):\n for b in a:\n  if b:\n   with b:\n    while b: ...",
        "f.py:1 f() is nested 4 levels deep",
    ),
]


@pytest.mark.parametrize(("source", "expected"), SIZE_BREACHES)
def test_a_planted_size_is_caught(source, expected):
    assert list(architecture.size_breaches("f.py", source)) == [expected]


def test_an_elif_is_no_deeper_than_its_if():
    chain = "def f(a):\n if a: ...\n" + " elif a: ...\n" * 5
    assert list(architecture.size_breaches("f.py", chain)) == []


TEMPLATE_BREACHES = [
    ("<script>alert(1)</script>", "t.html has an inline script"),
    ('<p style="color: red">', "t.html has an inline style"),
    ("<style>p {}</style>", "t.html has an inline style"),
    ('<button onclick="go()">', "t.html has an event handler"),
    ('<a href="javascript:go()">', "t.html has a javascript: address"),
    ('<script src="https://cdn.example/x.js"></script>', "t.html has an address on another host"),
    ("{{ text|safe }}", "t.html has marked-safe text"),
    ("<p></p>\n" * 151, "t.html has 151 lines"),
]


@pytest.mark.parametrize(("source", "expected"), TEMPLATE_BREACHES)
def test_a_planted_template_is_caught(source, expected):
    assert list(architecture.template_breaches("t.html", source)) == [expected]


def test_a_static_script_and_a_link_out_pass():
    source = '<script src="{% static "js/chart.js" %}" defer></script><a href="https://www.digdir.no/">Digdir</a>'
    assert list(architecture.template_breaches("t.html", source)) == []
