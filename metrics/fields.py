"""The model field that holds a figure's value exactly, or refuses it in words."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from metrics.numbers import inexact

REFUSALS = {
    "too_many_digits": _("The number has more than 15 significant digits and cannot be stored exactly. Round it."),
    "too_many_decimals": _("The number has more than four decimals and cannot be stored exactly. Round it."),
    "too_large": _("The number is too large: it must be below 1 000 000 000 000 000."),
    "not_finite": _("This is not a finite number."),
}


def refuse_inexact(value: Decimal) -> None:
    """Raise ValidationError when the databases could not give `value` back unchanged."""
    if code := inexact(value):
        raise ValidationError(REFUSALS[code], code=code)


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
    """A decimal that is exact on every database: 15 significant digits, four decimals.

    SQLite keeps decimals as 64-bit floats and PostgreSQL rounds silently to the column's scale, so
    what neither can hold is refused on the way in, also from `save()` and bulk writes that skip
    validation.
    """

    default_validators = [*models.DecimalField.default_validators, refuse_inexact]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_digits=19, decimal_places=4)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Stand as Django's own field in migrations, which import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not hasattr(value, "resolve_expression") and (number := self.to_python(value)) is not None:
            refuse_inexact(number)
        return super().get_db_prep_save(value, connection)
