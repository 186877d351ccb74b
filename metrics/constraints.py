"""What must always hold of a row, in SQL that both databases know, with words for people."""

from datetime import UTC, date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.choices import Granularity
from metrics.periods import FIRST_YEAR, LAST_YEAR, START_MONTHS

LIMIT = 10**15
# Times outside are slips of the keyboard, and calendars cannot hold them in every time zone.
EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
TOO_LATE = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
# The Monday of the week that belongs to the year after the last.
_WEEK_TOO_LATE = date.fromisocalendar(LAST_YEAR + 1, 1, 1)


def canonical_start() -> Q:
    """Say that `start` is the first day of a period of its `granularity`, in SQL both databases know."""
    by_month = [
        Q(granularity=granularity, start__month__in=list(months), start__day=1)
        for granularity, months in START_MONTHS.items()
    ]
    condition = Q(granularity=Granularity.WEEK, start__iso_week_day=1) | Q(granularity=Granularity.DAY)
    for one in by_month:
        condition |= one
    return condition


def plausible_year() -> Q:
    """Say that the period of `granularity` from `start` belongs to a year that periods know."""
    in_time = Q(start__lt=_WEEK_TOO_LATE) | Q(start__lt=TOO_LATE.date()) & ~Q(granularity=Granularity.WEEK)
    return Q(start__gte=EARLIEST.date()) & in_time


def known(field: str, words: type[models.TextChoices]) -> models.CheckConstraint:
    """Keep a word outside its list out of the database, whoever writes it."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": words.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=_("The value is not one of the words this field may hold."),
    )
