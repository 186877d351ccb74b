"""A number comes back from the database as it went in, or is refused in words."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.utils import translation

from metrics.models import Figure
from tests.metrics.rows import Shell

pytestmark = pytest.mark.django_db

NUMBERS = [
    "0",
    "0.0001",
    "-0.0001",
    "16.5",
    "123456789012.345",
    "99999999999.9999",
    "-99999999999.9999",
    "100000000000000",
    "999999999999999",
    "-999999999999999",
]
TOO_MANY_DIGITS = "The number has more than 15 significant digits and cannot be stored exactly. Round it."
TOO_LARGE = "The number is too large: it must be below 1 000 000 000 000 000."
REFUSED = {
    "0.00001": "The number has more than four decimals and cannot be stored exactly. Round it.",
    "1234567890123.456": TOO_MANY_DIGITS,
    "100000000000.0001": TOO_MANY_DIGITS,
    "1000000000000000": TOO_LARGE,
    "-1000000000000000": TOO_LARGE,
    "Infinity": "“Infinity” value must be a decimal number.",
    "NaN": "“NaN” value must be a decimal number.",
}
NEW: dict[str, Callable[[Figure], Any]] = {
    "save": lambda figure: figure.save(),
    "bulk_create": lambda figure: Figure.objects.bulk_create([figure]),
}
CHANGED: dict[str, Callable[[Figure], Any]] = {
    "update": lambda figure: Figure.objects.update(value=figure.value),
    "bulk_update": lambda figure: Figure.objects.bulk_update([figure], ["value"]),
}
every_refused = pytest.mark.parametrize(("number", "message"), REFUSED.items())


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    with translation.override(None):
        yield


def a_figure(number: str = "1") -> Any:
    return Shell().build("figure", {"value": Decimal(number)})


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("write", NEW.values(), ids=NEW)
def test_fifteen_digits_come_back_as_they_went_in(number: str, write: Any) -> None:
    figure = a_figure(number)
    figure.full_clean()
    write(figure)
    assert Figure.objects.get().value == Decimal(number)
    assert Figure.objects.filter(value=Decimal(number)).count() == 1


@every_refused
@pytest.mark.parametrize("write", NEW.values(), ids=NEW)
def test_a_new_figure_with_more_is_refused_in_words(number: str, message: str, write: Any) -> None:
    figure = a_figure(number)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        write(figure)
    assert refused.value.messages == [message]
    assert Figure.objects.count() == 0


@every_refused
@pytest.mark.parametrize("write", CHANGED.values(), ids=CHANGED)
def test_a_change_to_more_is_refused_in_words(number: str, message: str, write: Any) -> None:
    figure = a_figure()
    figure.save()
    figure.value = Decimal(number)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        write(figure)
    assert refused.value.messages == [message]
    assert Figure.objects.get().value == 1


@pytest.mark.parametrize("changes", [["value"], ["upper", "qualifier"]], ids=["value", "upper"])
def test_sql_that_goes_round_the_field_meets_the_constraint(changes: list[str]) -> None:
    a_figure().save()
    # PostgreSQL's column has no room for 16 digits, but its numbers know «not a number».
    nonsense = RawSQL("'NaN'::numeric", ()) if connection.vendor == "postgresql" else Value(10**15)
    fields = {name: "between" if name == "qualifier" else nonsense for name in changes}
    with pytest.raises(IntegrityError, match="metrics_figure_exact_size"), transaction.atomic():
        Figure.objects.update(**fields)
    assert Figure.objects.get().value == 1


def test_the_constraint_has_words_of_its_own() -> None:
    figure = a_figure("1000000000000000")
    size = next(one for one in Figure._meta.constraints if one.name == "metrics_figure_exact_size")
    with pytest.raises(ValidationError) as refused:
        size.validate(Figure, figure)
    assert refused.value.messages == ["The number is too large to be stored exactly."]
