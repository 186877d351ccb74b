"""The fixed vocabulary of goals: what came of a target, and what people thought of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(TextChoices):
    """The computed outcome of one indicator for one period."""

    REACHED = "reached", _("reached")
    NEARLY = "nearly", pgettext_lazy("verdict", "nearly reached")
    NOT_REACHED = "not_reached", _("not reached")
    UNDECIDED = "undecided", _("cannot be decided")
    NO_TARGET = "no_target", _("no target")
    NO_RESULT = "no_result", _("no result")
    OPEN = "open", _("period still open")


class Formula(TextChoices):
    """Which arithmetic an attainment came from."""

    RATIO = "ratio", _("result divided by target")
    INVERSE = "inverse", _("target divided by result")
    PROGRESS = "progress", _("(baseline − result) divided by (baseline − target)")
    THRESHOLD = "threshold", _("only reached or not")


class Judgement(TextChoices):
    """What people concluded; stands beside the computed verdict, never in its place."""

    GOOD = "good", _("good")
    MEDIUM = "medium", _("medium")
    LESS_GOOD = "less_good", _("less good")
    NOT_ASSESSED = "not_assessed", _("not assessed")


class Occurrence(TextChoices):
    """Whether a milestone has come, according to the publication that states it."""

    OCCURRED = "occurred", _("has happened")
    EXPECTED = "expected", _("expected")
