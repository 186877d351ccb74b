"""The fixed vocabulary of measurement: the words a field may hold.

Labels are translatable; the stored values follow the field's standard terms and never change.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Granularity(TextChoices):
    """Length of a period. A tertial is four months: Norwegian agencies report in tertials."""

    YEAR = "year", _("year")
    HALF_YEAR = "half_year", _("half-year")
    TERTIAL = "tertial", _("four-month period (tertial)")
    QUARTER = "quarter", _("quarter")
    MONTH = "month", _("month")
    WEEK = "week", _("week")
    DAY = "day", _("day")


class Kind(TextChoices):
    """What a figure is: measured, promised, expected, or where the promise starts from."""

    RESULT = "result", _("result")
    TARGET = "target", _("target")
    FORECAST = "forecast", _("forecast")
    BASELINE = "baseline", _("baseline")


class Qualifier(TextChoices):
    """How firmly a value is stated; decides the interval it stands for in arithmetic."""

    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    NEARLY = "nearly", pgettext_lazy("qualifier", "nearly")
    OVER = "over", _("over")
    UNDER = "under", _("under")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    BETWEEN = "between", _("between")


class Status(TextChoices):
    """How settled a value is, or why it is missing (the last four have no value)."""

    FINAL = "final", _("final")
    PROVISIONAL = "provisional", _("provisional")
    ESTIMATE = "estimate", _("estimate")
    NOT_AVAILABLE = "not_available", _("not available")
    NOT_YET = "not_yet", _("not yet available")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    SUPPRESSED = "suppressed", _("suppressed (confidential)")


MISSING = (Status.NOT_AVAILABLE, Status.NOT_YET, Status.NOT_APPLICABLE, Status.SUPPRESSED)


class Unit(TextChoices):
    """What one step of the value is. Counts name what they count in the metric's `unit_label`."""

    COUNT = "count", _("number")
    PERCENT = "percent", _("percent")
    NOK = "NOK", _("Norwegian kroner")


class Direction(TextChoices):
    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    NEUTRAL = "neutral", _("neither is better")


class Aggregation(TextChoices):
    """How the parts of a longer period make the whole."""

    SUM = "sum", _("sum")
    MEAN = "mean", _("average")
    LATEST = "latest", _("latest value")
    NONE = "none", _("cannot be combined")


class PublicationType(TextChoices):
    ANNUAL_REPORT = "annual_report", _("annual report")
    TERTIAL_REPORT = "tertial_report", _("four-month report")
    ALLOCATION_LETTER = "allocation_letter", _("allocation letter")
    STATISTICS = "statistics", _("statistics run")
    CORRECTION = "correction", _("correction")
    OTHER = "other", _("other publication")


class ClaimType(TextChoices):
    """What a printed statement says about figures; OTHER states something no figure can test."""

    LEVEL = "level", _("level")
    GROWTH = "growth", _("growth in percent")
    POINTS = "points", _("change in percentage points")
    FACTOR = "factor", _("factor")
    SHARE = "share", _("share")
    TARGET_SHARE = "target_share", _("share of a target")
    SUM = "sum", _("sum of figures")
    RECORD = "record", _("record")
    OTHER = "other", _("statement in words")
