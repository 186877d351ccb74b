"""What must always hold of a row holds in the database, and is said in words before it.

Every constraint of both apps is broken twice: from a shell, where nobody validates, and through `full_clean()`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation

from metrics.choices import Qualifier, Unit
from metrics.models import Metric
from tests.metrics.rows import ROWS, Shell

pytestmark = pytest.mark.django_db

CHOICE = "Value 'nonsense' is not a valid choice."


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    with translation.override(None):
        yield


@pytest.fixture
def shell() -> Shell:
    return Shell()


@dataclass(frozen=True)
class Check:
    """`changes` make a valid row break one constraint; `errors` is what a form says, if not `message` alone."""

    name: str
    row: str
    changes: dict[str, Any]
    message: str
    errors: dict[str, list[str]] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # constraints that refuse the same row, and may be named instead

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(f'{name}={value}' for name, value in self.changes.items())}"


def word(name: str, row: str, also: tuple[str, ...] = ()) -> Check:
    """A word outside the list that the field `name` may hold."""
    return Check(
        f"{ROWS[row].model._meta.label_lower.replace('.', '_')}_{name}_known",
        row,
        {name: "nonsense"},
        "The value is not one of the words this field may hold.",
        {name: [CHOICE]},
        also,
    )


CORRECTS = "A correction says which publication it corrects and why; no other publication does."
WITHDRAWN = "Only what is public can be withdrawn, and only with a reason."
MISSING = "A figure has a value, or a status that says why it is missing and then no value and no qualifier."
UPPER = "An upper value goes with the qualifier «between» only, and lies above the value."
FIRST_DAY = "The date is not the first day of such a period."
BOTH = "Give both the period's length and its first day, or neither."
YEARS = "The period must lie between 1900 and 2199."
TIMES = "The time must lie between the years 1900 and 2199."
FIRST_WEEK_OF_2200 = {"granularity": "week", "start": date(2199, 12, 30)}
TOLERANCE = "The tolerance must lie between 0 and 100 percentage points."
ONE_OF_TWO = "Choose either a plan or one of its goals."

CHECKS = [
    word("type", "publication"),
    Check("metrics_publication_correction_says_what_and_why", "correction", {"reason": ""}, CORRECTS),
    Check("metrics_publication_correction_says_what_and_why", "correction", {"corrects": None}, CORRECTS),
    Check("metrics_publication_correction_says_what_and_why", "publication", {"reason": "Why not."}, CORRECTS),
    Check("metrics_publication_withdrawn_with_reason", "withdrawn", {"withdrawn_reason": ""}, WITHDRAWN),
    Check("metrics_publication_withdrawn_with_reason", "withdrawn", {"published_at": None}, WITHDRAWN),
    Check("metrics_publication_withdrawn_with_reason", "withdrawn", {"withdrawn_at": None}, WITHDRAWN),
    Check(
        "metrics_publication_withdrawn_with_reason",
        "withdrawn",
        {"withdrawn_at": datetime(2022, 4, 30, 23, 59, tzinfo=UTC)},
        WITHDRAWN,
    ),
    *[
        Check("metrics_publication_plausible_time", "publication", {"published_at": at}, TIMES)
        for at in (datetime(1899, 12, 31, 23, 59, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
    ],
    word("unit", "metric"),
    word("direction", "metric"),
    word("aggregation", "metric"),
    Check(
        "metrics_metric_percent_is_not_summed",
        "metric",
        {"unit": Unit.PERCENT, "aggregation": "sum"},
        "Percentages cannot be summed. Choose average, latest value or none.",
    ),
    word("kind", "figure"),
    word("granularity", "figure", also=("metrics_figure_canonical_start",)),
    word("qualifier", "figure"),
    word("status", "figure"),
    *[
        Check("metrics_figure_canonical_start", "figure", {"granularity": length, "start": start}, FIRST_DAY)
        for length, start in [
            ("year", date(2021, 2, 1)),
            ("year", date(2021, 1, 2)),
            ("half_year", date(2021, 6, 1)),
            ("tertial", date(2021, 4, 1)),
            ("quarter", date(2021, 3, 1)),
            ("month", date(2021, 1, 31)),
            ("week", date(2021, 1, 1)),
        ]
    ],
    Check("metrics_figure_plausible_year", "figure", {"start": date(1899, 1, 1)}, YEARS),
    Check("metrics_figure_plausible_year", "figure", {"start": date(2200, 1, 1)}, YEARS),
    Check("metrics_figure_plausible_year", "figure", FIRST_WEEK_OF_2200, YEARS),
    Check("metrics_figure_missing_says_why", "figure", {"value": None}, MISSING),
    Check("metrics_figure_missing_says_why", "missing", {"value": Decimal(0)}, MISSING),
    Check("metrics_figure_missing_says_why", "missing", {"qualifier": Qualifier.ABOUT}, MISSING),
    Check("metrics_figure_upper_only_between", "range", {"upper": None}, UPPER),
    Check("metrics_figure_upper_only_between", "range", {"upper": Decimal(1)}, UPPER),
    Check("metrics_figure_upper_only_between", "figure", {"upper": Decimal(2)}, UPPER),
    word("type", "claim"),
    Check("metrics_claim_canonical_start", "dated claim", {"start": None}, BOTH),
    Check("metrics_claim_canonical_start", "dated claim", {"granularity": ""}, BOTH),
    Check("metrics_claim_canonical_start", "dated claim", {"start": date(2021, 4, 1)}, BOTH),
    *[
        Check("metrics_claim_plausible_year", "dated claim", {"granularity": "year", "start": start}, YEARS)
        for start in (date(1814, 1, 1), date(2200, 1, 1))
    ],
    Check("metrics_claim_plausible_year", "dated claim", FIRST_WEEK_OF_2200, YEARS),
    Check(
        "goals_plan_plausible_year",
        "plan",
        {"year": 1899},
        "The year must lie between 1900 and 2199.",
        {"year": ["Ensure this value is greater than or equal to 1900."]},
    ),
    Check(
        "goals_plan_plausible_year",
        "plan",
        {"year": 2200},
        "The year must lie between 1900 and 2199.",
        {"year": ["Ensure this value is less than or equal to 2199."]},
    ),
    Check(
        "goals_goal_numbered_from_one",
        "goal",
        {"number": 0},
        "Goals are numbered from 1.",
        {"number": ["Ensure this value is greater than or equal to 1."]},
    ),
    Check("goals_indicator_tolerance_is_a_share", "indicator", {"tolerance": Decimal(0)}, TOLERANCE),
    Check("goals_indicator_tolerance_is_a_share", "indicator", {"tolerance": Decimal(100)}, TOLERANCE),
    word("judgement", "assessment"),
    word("status", "milestone"),
    *[
        Check(f"goals_{row}_of_plan_or_goal", row, {"goal": None}, ONE_OF_TWO, {"goal": [ONE_OF_TWO]})
        for row in ("assessment", "milestone")
    ],
    Check(
        "goals_milestone_ends_after_it_starts",
        "milestone",
        {"end": date(2021, 2, 28)},
        "The last day cannot be before the first.",
    ),
    *[
        Check("goals_milestone_plausible_year", "milestone", days, "The days must lie between 1900 and 2199.")
        for days in ({"start": date(1899, 12, 31)}, {"end": date(2200, 1, 1)})
    ],
]

# A second row like the first is refused, but with these changes it is another one.
UNIQUE = [
    (
        "metrics_figure_one_per_key",
        "figure",
        {},
        {"kind": "target"},
        "This publication already has a figure of this kind for the metric and period. Change that one.",
    ),
    (
        "metrics_claim_one_per_number",
        "claim",
        {},
        {"number": 2},
        "The publication already has a statement with this number.",
    ),
    (
        "goals_plan_one_per_area_and_year",
        "plan",
        {"slug": "b"},
        {"slug": "b", "year": 2022},
        "The agency already has a plan for this subject area and year.",
    ),
    ("goals_goal_one_per_number", "goal", {}, {"number": 2}, "The plan already has a goal with this number."),
    ("goals_indicator_once_per_goal", "indicator", {}, {"metric": "logins"}, "The goal already uses this metric."),
    (
        "goals_assessment_one_per_number",
        "assessment",
        {},
        {"number": 2},
        "The publication already has an assessment with this number.",
    ),
    (
        "goals_milestone_one_per_number",
        "milestone",
        {},
        {"number": 2},
        "The publication already has a milestone with this number.",
    ),
]

# Constraints over the row's own number, tested below, or over numbers that the field refuses first, tested in
# test_exact_numbers.py.
ALONE = {
    "metrics_publication_corrects_another",
    "metrics_solution_in_another_family",
    "metrics_figure_exact_size",
}

SHELLS: dict[str, Callable[[models.Model], Any]] = {
    "save": lambda row: row.save(),
    "bulk_create": lambda row: type(row)._default_manager.bulk_create([row]),
}
from_every_shell = pytest.mark.parametrize("write", SHELLS.values(), ids=SHELLS)
each_check = pytest.mark.parametrize("check", CHECKS, ids=str)
each_unique = pytest.mark.parametrize(
    ("name", "row", "same", "other", "message"), UNIQUE, ids=[name for name, *_ in UNIQUE]
)


def constraint_named(name: str) -> models.BaseConstraint:
    return next(one for model in apps.get_models() for one in model._meta.constraints if one.name == name)


def broken(write: Callable[[], Any]) -> str:
    """Write, and return the name of the constraint that refuses it."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    cause: Any = refused.value.__cause__
    if connection.vendor == "postgresql":
        return str(cause.diag.constraint_name)
    kind, what = str(cause).split(" constraint failed: ")
    return what if kind == "CHECK" else unique_over(what.split(", "))


def unique_over(columns: list[str]) -> str:
    """SQLite names the columns only."""
    for model in apps.get_models():
        for one in model._meta.constraints:
            table = model._meta.db_table
            if isinstance(one, models.UniqueConstraint) and columns == [
                f"{table}.{model._meta.get_field(name).column}" for name in one.fields
            ]:
                return one.name
    return ", ".join(columns)


def said(row: models.Model) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def test_no_constraint_is_without_a_test() -> None:
    constraints = {
        one.name
        for app in ("metrics", "goals")
        for model in apps.get_app_config(app).get_models()
        for one in model._meta.constraints
    }
    assert constraints == {check.name for check in CHECKS} | {name for name, *_ in UNIQUE} | ALONE


@pytest.mark.parametrize("row", ROWS)
def test_a_valid_row_passes_both(shell: Shell, row: str) -> None:
    one = shell.build(row)
    one.full_clean()
    one.save()
    assert type(one)._default_manager.filter(pk=one.pk).count() == 1


@from_every_shell
@each_check
def test_the_database_refuses_a_row_that_breaks_a_rule(shell: Shell, check: Check, write: Any) -> None:
    row = shell.build(check.row, check.changes)
    assert broken(lambda: write(row)) in {check.name, *check.also}
    assert type(row)._default_manager.filter(pk=row.pk).count() == 0


@each_check
def test_a_form_says_why_in_words(shell: Shell, check: Check) -> None:
    row = shell.build(check.row, check.changes)
    assert said(row) == (check.errors or {"__all__": [check.message]})


@each_check
def test_each_constraint_has_words_of_its_own(shell: Shell, check: Check) -> None:
    row = shell.build(check.row, check.changes)
    with pytest.raises(ValidationError) as refused:
        constraint_named(check.name).validate(type(row), row)
    assert refused.value.messages == [check.message]


@from_every_shell
@each_unique
def test_the_database_refuses_a_second_row_like_the_first(
    shell: Shell, name: str, row: str, same: Any, other: Any, message: str, write: Any
) -> None:
    shell.build(row).save()
    assert broken(lambda: write(shell.build(row, same))) == name


@each_unique
def test_a_form_says_that_there_is_one_already(
    shell: Shell, name: str, row: str, same: Any, other: Any, message: str
) -> None:
    shell.build(row).save()
    assert said(shell.build(row, same)) == {"__all__": [message]}


@from_every_shell
@each_unique
def test_a_row_that_differs_in_its_key_is_another(
    shell: Shell, name: str, row: str, same: Any, other: Any, message: str, write: Any
) -> None:
    shell.build(row).save()
    if "metric" in other:
        other = {"metric": Metric.objects.create(name="Logins", slug="logins")}
    second = shell.build(row, other)
    second.full_clean()
    write(second)
    assert type(second)._default_manager.count() == 2 + (row in shell.parents)


@pytest.mark.parametrize(
    ("row", "name", "to", "message"),
    [
        ("correction", "metrics_publication_corrects_another", "corrects", "A publication cannot correct itself."),
        ("solution", "metrics_solution_in_another_family", "family", "A solution cannot be its own family."),
    ],
)
def test_nothing_points_at_itself(shell: Shell, row: str, name: str, to: str, message: str) -> None:
    one = shell.build(row)
    one.save()
    setattr(one, to, one)
    assert said(one) == {"__all__": [message]}
    assert broken(one.save) == name
    assert broken(lambda: type(one)._default_manager.bulk_update([one], [to])) == name
    one.refresh_from_db()
    other = shell.build(row, {"slug": "other", "name": "Other"} if row == "solution" else {"slug": "other"})
    setattr(other, to, one)
    other.full_clean()
    other.save()
    assert getattr(type(one)._default_manager.get(pk=other.pk), to) == one
