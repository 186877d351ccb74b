"""What was promised: plans, their goals and indicators, and what people concluded.

Everything here belongs to a publication and is as visible as that publication is.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from goals.choices import Judgement, Occurrence
from goals.querysets import AboutQuerySet, GoalQuerySet, IndicatorQuerySet, PlanQuerySet
from metrics.constraints import EARLIEST, TOO_LATE, known
from metrics.models import Metric, Publication


def plan_or_goal() -> models.CheckConstraint:
    """Tie a row to exactly one of a plan and a goal."""
    return models.CheckConstraint(
        condition=Q(plan__isnull=False, goal__isnull=True) | Q(plan__isnull=True, goal__isnull=False),
        name="%(app_label)s_%(class)s_of_plan_or_goal",
        violation_error_message=_("Choose either a plan or one of its goals."),
    )


class Plan(models.Model):
    """What an agency set out to do in one subject area in one year."""

    agency = models.CharField(_("agency"), max_length=120)
    area = models.CharField(_("subject area"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1900), MaxValueValidator(2199)])
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="plans", verbose_name=_("stated in"))

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "area", "year"],
                name="goals_plan_one_per_area_and_year",
                violation_error_message=_("The agency already has a plan for this subject area and year."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lt=2200),
                name="goals_plan_plausible_year",
                violation_error_message=_("The year must lie between 1900 and 2199."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("plan_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["metrics.publication"]  # type: ignore[attr-defined]


class Goal(models.Model):
    """One of a plan's goals, under its official title."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("order", "number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("official title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=80)

    objects = GoalQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="goals_goal_one_per_number",
                violation_error_message=_("The plan already has a goal with this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="goals_goal_numbered_from_one",
                violation_error_message=_("Goals are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self) -> str:
        return reverse("goal_detail", args=[self.plan.slug, self.number])

    @property
    def address(self) -> str:
        """Its name in filters: «fellesloesninger-2021/4»."""
        return f"{self.plan.slug}/{self.number}"

    @property
    def publication(self) -> Publication:
        """What states it, and decides who sees it."""
        return self.plan.publication

    def natural_key(self) -> tuple[str, int]:
        return (self.plan.slug, self.number)

    natural_key.dependencies = ["goals.plan"]  # type: ignore[attr-defined]


class Indicator(models.Model):
    """A metric that a goal uses, in its place among the goal's others."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="indicators", verbose_name=_("goal"))
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="indicators", verbose_name=_("metric"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    tolerance = models.DecimalField(
        _("tolerance"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("How many percentage points of attainment may be lacking for «nearly reached». Empty: none."),
    )

    objects = IndicatorQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("performance indicator")
        verbose_name_plural = _("performance indicators")
        ordering = ["goal", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "metric"],
                name="goals_indicator_once_per_goal",
                violation_error_message=_("The goal already uses this metric."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gt=0, tolerance__lt=100),
                name="goals_indicator_tolerance_is_a_share",
                violation_error_message=_("The tolerance must lie between 0 and 100 percentage points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.metric}"

    @property
    def publication(self) -> Publication:
        """What states it, and decides who sees it."""
        return self.goal.publication

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.goal.natural_key(), self.metric.slug)

    natural_key.dependencies = ["goals.goal", "metrics.metric"]  # type: ignore[attr-defined]


class About(models.Model):
    """What a publication says of a plan or of one of its goals, and where it says it."""

    # Protected: what a report says of a plan or goal does not go with it.
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, verbose_name=_("plan"))
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, verbose_name=_("goal"))
    publication = models.ForeignKey(Publication, models.CASCADE, verbose_name=_("stated in"))
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("order", "number"), help_text=_("Its order in the publication.")
    )
    place = models.CharField(_("place in the publication"), max_length=200)

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"

    def natural_key(self) -> tuple[str, int]:
        return (self.publication.slug, self.number)

    natural_key.dependencies = ["metrics.publication", "goals.plan", "goals.goal"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if bool(self.plan_id) == bool(self.goal_id):
            raise ValidationError({"goal": _("Choose either a plan or one of its goals.")}, code="plan_or_goal")


class Assessment(About):
    """What people concluded, in their own words, beside whatever the numbers say."""

    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("assessment"))
    judgement = models.CharField(_("judgement"), max_length=15, choices=Judgement, default=Judgement.NOT_ASSESSED)

    objects = AboutQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta(About.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["publication", "number"]
        constraints = [
            plan_or_goal(),
            known("judgement", Judgement),
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="goals_assessment_one_per_number",
                violation_error_message=_("The publication already has an assessment with this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(About):
    """Something dated that has happened or is expected, with its date as printed."""

    title = models.CharField(_("title"), max_length=200)
    start = models.DateField(_("first possible day"))
    end = models.DateField(_("last possible day"))
    printed = models.CharField(_("date as printed"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Occurrence)

    objects = AboutQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta(About.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["start", "end", "number"]
        constraints = [
            plan_or_goal(),
            known("status", Occurrence),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="goals_milestone_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(start__gte=EARLIEST.date(), end__lt=TOO_LATE.date()),
                name="goals_milestone_plausible_year",
                violation_error_message=_("The days must lie between 1900 and 2199."),
            ),
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="goals_milestone_one_per_number",
                violation_error_message=_("The publication already has a milestone with this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
