"""What must always hold of a row, in SQL that both databases know, with words for people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.choices import Granularity
from metrics.periods import START_MONTHS

LIMIT = 10**15


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


def known(field: str, words: type[models.TextChoices]) -> models.CheckConstraint:
    """Keep a word outside its list out of the database, whoever writes it."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": words.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=_("The value is not one of the words this field may hold."),
    )
