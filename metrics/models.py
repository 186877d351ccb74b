"""What was measured: publications, and the figures and claims they state about metrics.

Every figure has a publication; what a publication's readers may see, its content's readers may see.
"""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from metrics.choices import (
    MISSING,
    Aggregation,
    ClaimType,
    Direction,
    Granularity,
    Kind,
    PublicationType,
    Qualifier,
    Status,
    Unit,
)
from metrics.constraints import EARLIEST, LIMIT, TOO_LATE, canonical_start, known, plausible_year
from metrics.fields import ExactDecimalField
from metrics.periods import Period
from metrics.quantities import ZERO, Quantity
from metrics.querysets import (
    ClaimQuerySet,
    FigureQuerySet,
    MetricQuerySet,
    PublicationQuerySet,
    SolutionQuerySet,
)


class Publication(models.Model):
    """Something that states figures: a report, a letter, a statistics run, a correction of one of them."""

    type = models.CharField(_("type"), max_length=20, choices=PublicationType)
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("Last part of the page's address."))
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    url = models.URLField(_("link to the original"), blank=True, max_length=500)
    note = models.TextField(_("note"), blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    reason = models.TextField(_("reason for the correction"), blank=True)
    published_at = models.DateTimeField(
        _("public from"), null=True, blank=True, db_index=True, help_text=_("Empty is a draft; ahead is an embargo.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason for the withdrawal"), blank=True)

    objects = PublicationQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = [F("published_at").desc(nulls_first=True), "-id"]
        permissions = [("publish_publication", _("Can publish, correct and withdraw publications"))]
        constraints = [
            known("type", PublicationType),
            models.CheckConstraint(
                condition=Q(type=PublicationType.CORRECTION, corrects__isnull=False) & ~Q(reason="")
                | ~Q(type=PublicationType.CORRECTION) & Q(corrects__isnull=True, reason=""),
                name="metrics_publication_correction_says_what_and_why",
                violation_error_message=_(
                    "A correction says which publication it corrects and why; no other publication does."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                # A comparison with NULL is unknown, and a CHECK lets the unknown pass: hence both isnull.
                | Q(withdrawn_at__isnull=False, published_at__isnull=False, withdrawn_at__gte=F("published_at"))
                & ~Q(withdrawn_reason=""),
                name="metrics_publication_withdrawn_with_reason",
                violation_error_message=_("Only what is public can be withdrawn, and only with a reason."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="metrics_publication_corrects_another",
                violation_error_message=_("A publication cannot correct itself."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=EARLIEST, published_at__lt=TOO_LATE),
                name="metrics_publication_plausible_time",
                violation_error_message=_("The time must lie between the years 1900 and 2199."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publication_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_ahead(self) -> bool:
        """Whether it is under embargo: approved, and public from a later time."""
        return self.published_at is not None and self.published_at > timezone.now()

    def is_public(self, as_of: datetime) -> bool:
        return self.published_at is not None and self.published_at <= as_of and self.withdrawn_at is None


class Solution(models.Model):
    """A national common solution, or a family of them (Altinn), first listed by a publication."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    family = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("family")
    )
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="solutions", verbose_name=_("first listed in")
    )

    objects = SolutionQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("common solution")
        verbose_name_plural = _("common solutions")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(family__isnull=True) | ~Q(family=F("id")),
                name="metrics_solution_in_another_family",
                violation_error_message=_("A solution cannot be its own family."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("solution_detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.family in (None, self):  # the constraint has its own words for the latter
            return
        if self.family.family_id or (self.pk and self.members.exists()):
            raise ValidationError({"family": _("A family cannot itself belong to a family.")}, code="nested_family")

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["metrics.publication"]  # type: ignore[attr-defined]


class Metric(models.Model):
    """A key figure: what is measured, in which unit, and how its periods combine."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    question = models.CharField(
        _("question"),
        max_length=200,
        blank=True,
        help_text=_("What a reader wants to know, such as «How many letters are sent?»."),
    )
    solution = models.ForeignKey(
        Solution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="metrics",
        verbose_name=_("common solution"),
        help_text=_("Empty when it covers all solutions."),
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.COUNT)
    unit_label = models.CharField(
        _("what is counted"), max_length=60, blank=True, help_text=_("Plural and lower case, such as «letters».")
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HIGHER)
    aggregation = models.CharField(
        _("shorter periods combine by"), max_length=10, choices=Aggregation, default=Aggregation.NONE
    )
    definition = models.TextField(_("definition"), blank=True)
    method = models.TextField(_("method of measurement"), blank=True)
    statistics_row = models.PositiveSmallIntegerField(
        _("row in the statistics table"), null=True, blank=True, unique=True, help_text=_("Empty: not in the table.")
    )

    objects = MetricQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = [F("statistics_row").asc(nulls_last=True), "name"]
        constraints = [
            known("unit", Unit),
            known("direction", Direction),
            known("aggregation", Aggregation),
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT, aggregation=Aggregation.SUM),
                name="metrics_metric_percent_is_not_summed",
                violation_error_message=_("Percentages cannot be summed. Choose average, latest value or none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("metric_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def floor(self) -> Decimal | None:
        """What a value cannot fall below: a count is never less than nothing."""
        return ZERO if self.unit == Unit.COUNT else None


class Figure(models.Model):
    """What one publication states about one metric for one period.

    Publication, metric, kind, granularity and start never change once saved: a figure in the wrong
    place is deleted and entered again. Figures of a published publication never change at all
    (`metrics/locks.py`).
    """

    KEY = ("publication", "metric", "kind", "granularity", "start")

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="figures", verbose_name=_("publication"))
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="figures", verbose_name=_("metric"), db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RESULT)
    granularity = models.CharField(_("period length"), max_length=10, choices=Granularity, default=Granularity.YEAR)
    start = models.DateField(_("first day of the period"))
    value = ExactDecimalField(_("value"), null=True, blank=True)
    upper = ExactDecimalField(_("upper value"), null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.FINAL)
    printed = models.CharField(_("as printed"), max_length=200, blank=True)
    place = models.CharField(_("place in the publication"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("For a result: why it missed, or what explains it."))

    objects = FigureQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False, no_db_index=["metric", "publication"])

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["metric", "start", "kind"]
        permissions = [("state_promise", _("Can enter targets and baselines"))]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "kind", "granularity", "start", "publication"],
                name="metrics_figure_one_per_key",
                violation_error_message=_(
                    "This publication already has a figure of this kind for the metric and period. Change that one."
                ),
            ),
            known("kind", Kind),
            known("granularity", Granularity),
            known("qualifier", Qualifier),
            known("status", Status),
            models.CheckConstraint(
                condition=canonical_start(),
                name="metrics_figure_canonical_start",
                violation_error_message=_("The date is not the first day of such a period."),
            ),
            models.CheckConstraint(
                condition=plausible_year(),
                name="metrics_figure_plausible_year",
                violation_error_message=_("The period must lie between 1900 and 2199."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=MISSING, value__isnull=True, qualifier=Qualifier.EXACT)
                | ~Q(status__in=MISSING) & Q(value__isnull=False),
                name="metrics_figure_missing_says_why",
                violation_error_message=_(
                    "A figure has a value, or a status that says why it is missing and then no value and no qualifier."
                ),
            ),
            models.CheckConstraint(
                condition=Q(qualifier=Qualifier.BETWEEN, upper__isnull=False, upper__gt=F("value"))
                | ~Q(qualifier=Qualifier.BETWEEN) & Q(upper__isnull=True),
                name="metrics_figure_upper_only_between",
                violation_error_message=_(
                    "An upper value goes with the qualifier «between» only, and lies above the value."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gt=-LIMIT, value__lt=LIMIT))
                & (Q(upper__isnull=True) | Q(upper__gt=-LIMIT, upper__lt=LIMIT)),
                name="metrics_figure_exact_size",
                violation_error_message=_("The number is too large to be stored exactly."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.period.code} ({self.get_kind_display()})"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (self.metric.slug, self.kind, self.granularity, self.start.isoformat(), self.publication.slug)

    natural_key.dependencies = ["metrics.metric", "metrics.publication"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Say in words what the database would refuse without any: the publication is closed."""
        super().clean()
        if self.publication_id and not self.publication.is_draft:
            raise ValidationError(
                _("«%(publication)s» is published, and its figures are locked. Make a correction instead."),
                code="locked",
                params={"publication": self.publication},
            )

    @property
    def period(self) -> Period:
        return Period(Granularity(self.granularity), self.start)

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.upper, Qualifier(self.qualifier), Status(self.status))


class Claim(models.Model):
    """A statement as a publication printed it: its words and place, and what it is about."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="claims", verbose_name=_("publication"))
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("order", "number"), help_text=_("Its order in the publication.")
    )
    type = models.CharField(_("type"), max_length=15, choices=ClaimType)
    text = models.TextField(_("as printed"))
    place = models.CharField(_("place in the publication"), max_length=200)
    metric = models.ForeignKey(
        Metric, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("metric")
    )
    granularity = models.CharField(_("period length"), max_length=10, choices=Granularity, blank=True)
    start = models.DateField(_("first day of the period"), null=True, blank=True)
    solution = models.ForeignKey(
        Solution, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("common solution")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ClaimQuerySet.as_manager()
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("printed statement")
        verbose_name_plural = _("printed statements")
        ordering = ["publication", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="metrics_claim_one_per_number",
                violation_error_message=_("The publication already has a statement with this number."),
            ),
            known("type", ClaimType),
            models.CheckConstraint(
                condition=Q(granularity="", start__isnull=True) | Q(start__isnull=False) & canonical_start(),
                name="metrics_claim_canonical_start",
                violation_error_message=_("Give both the period's length and its first day, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | plausible_year(),
                name="metrics_claim_plausible_year",
                violation_error_message=_("The period must lie between 1900 and 2199."),
            ),
        ]

    def __str__(self) -> str:
        return f"«{self.text}»"

    def natural_key(self) -> tuple[str, int]:
        return (self.publication.slug, self.number)

    natural_key.dependencies = ["metrics.publication", "metrics.metric", "metrics.solution"]  # type: ignore[attr-defined]

    @property
    def period(self) -> Period | None:
        return Period(Granularity(self.granularity), self.start) if self.start else None
