"""What a row said when a person opened it, what it says now, and what they want it to say."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model, OuterRef, QuerySet, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

from metrics.judging import ConflictError, Difference, who_and_when
from metrics.numbers import show

VERSION = "version"


def latest_version(row: Model) -> int | None:
    """Return the id of a row's newest history row, or None where it has no history. One query."""
    return cast("int | None", _versions(type(row)).filter(id=row.pk).values_list("history_id", flat=True).first())


def with_version(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Have every row bring the id of its newest history row along."""
    newest = _versions(rows.model).filter(id=OuterRef("pk")).values("history_id")[:1]
    return cast("QuerySet[Any]", rows.annotate(**{VERSION: Subquery(newest)}))


def _versions(model: type[Model]) -> QuerySet[Any]:
    return cast("QuerySet[Any]", get_history_manager_for_model(model).order_by("-history_id"))


def overtaken(there: Model, yours: Model, seen: int | None, fields: Collection[str]) -> ConflictError | None:
    """Compare a row that a person changed with what stands there now, its lock being held.

    `fields` are those the person could change. None when nobody else wrote since the version they saw, or
    when the fields agree all the same. Two queries, the second only when somebody did.
    """
    latest = latest_version(there)
    if seen == latest:
        return None
    records = _versions(type(there)).filter(id=there.pk, history_id__in=[one for one in (seen, latest) if one])
    found = {record.history_id: record for record in records.select_related("history_user")}
    at_odds = _at_odds(found.get(seen), there, yours, fields)
    if not at_odds:
        return None
    conflict = ConflictError(
        _("Since you opened it, %(who)s changed %(row)s (%(when)s). Nothing of yours is saved yet."),
        "conflict",
        {**who_and_when(found.get(latest)), "row": there},
    )
    conflict.latest = latest
    conflict.differences = (*at_odds, *_meanwhile(found.get(seen), there, fields))
    return conflict


def _at_odds(before: Any, there: Model, yours: Model, fields: Collection[str]) -> tuple[Difference, ...]:
    """Put the versions side by side where theirs and yours differ."""
    return tuple(
        Difference(str(field.verbose_name), _said(before, field), _said(there, field), _said(yours, field))
        for field in there._meta.concrete_fields
        if field.name in fields and _said(there, field) != _said(yours, field)
    )


def _meanwhile(before: Any, there: Model, fields: Collection[str]) -> tuple[Difference, ...]:
    """Return what became of the fields that the person could not change, such as when it was published."""
    return tuple(
        Difference(str(field.verbose_name), _said(before, field), _said(there, field), "")
        for field in there._meta.concrete_fields
        if before is not None and field.name not in fields and _said(before, field) != _said(there, field)
    )


def _said(version: Any, field: "Field[Any, Any]") -> str:
    """Say one field of a row or of a history row; empty for no version."""
    try:
        return value_text(field, getattr(version, field.name, None))
    except ObjectDoesNotExist:  # a history row remembers others that are gone
        return str(getattr(version, field.attname))


def value_text(field: "Field[Any, Any]", value: Any) -> str:
    """Say what a field holds as everywhere else: a chosen word by its label, numbers and days in Norwegian."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return show(value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
