"""The admin's forms: publications, metrics, a figure as people write it, and the acts on a publication."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.actions import hold
from metrics.choices import MISSING, Kind, PublicationType, Status, Unit
from metrics.editing import Beside, beside
from metrics.guards import WHY, ReasonedForm, SeenForm
from metrics.judging import ConflictError, Entry, RefusedError, judge, measured_anew
from metrics.models import Figure, Metric, Publication
from metrics.numbers import read
from metrics.objections import number_objection, number_readings, period_objection, period_readings, slip_warning
from metrics.periods import Period, PeriodError, read_period
from metrics.quantities import Quantity
from metrics.slips import slips
from metrics.wording import quantity_text

FIXED = ("slug", "reason")  # what stays of a publication once it is published


class PublicationForm(ReasonedForm):
    """A correction is made from what it corrects, so its type is not one to choose."""

    class Meta:
        model = Publication
        fields = ["type", "title", "slug", "issuer", "note", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "type" in self.fields:
            kinds = cast(forms.ChoiceField, self.fields["type"])
            chosen = [one for one in PublicationType.choices if one[0] != PublicationType.CORRECTION]
            kinds.choices = [*BLANK_CHOICE_DASH, *chosen]
        if "reason" in self.fields:
            self.fields["reason"].required = True

    def _post_clean(self) -> None:
        """Judge under the lock again what may be edited: it may have been published since the form was made."""
        super()._post_clean()
        if self.there is None or self.there.is_draft:
            return
        for name in FIXED:
            if name in self.changes:
                self.add_error(name, RefusedError(_("This stays as it was published."), "published"))


class MetricForm(ReasonedForm):
    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk:
            self.object_to(measured_anew(self.instance, self.changes, self.reason))


@dataclass(frozen=True)
class Place:
    """Where a figure belongs: what its key consists of beside the publication."""

    metric: Metric
    kind: Kind
    period: Period


class FigureForm(SeenForm):
    """One figure: where it belongs, its value as people write it, and why it is changed.

    `clean` takes the publication's row lock and judges under it, so it must run in a transaction, as the
    admin's change form does. What was understood is in `entry`; what a person should be told of how it was
    read in `readings`; what stands beside it in `beside`; the warnings about a likely slip in `warnings`,
    passed by sending `stated_text` back as `sure`.
    """

    user: User

    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=40,
        help_text=gettext_lazy("Such as 2022, 1. tertial 2022, 2. kvartal 2022 or juni 2022."),
    )
    written = forms.CharField(
        label=gettext_lazy("Value"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As it is written: 1 440, ca. 1 440, 24,6 %, over 8 000, 10–15. Empty when missing."),
    )
    change_reason = forms.CharField(
        label=WHY,
        required=False,
        max_length=500,
        help_text=gettext_lazy("Required when a figure that is already there is changed."),
    )

    class Meta:
        model = Figure
        fields = ["publication", "metric", "kind", "status", "printed", "place", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry: Entry | None = None
        self.warnings: list[str] = []
        self.readings: list[str] = []
        if self.instance.pk:
            del self.fields["period"]
            self.initial.setdefault("written", self._written_before)

    @property
    def _written_before(self) -> str:
        figure = self.instance
        if not figure.pk or figure.value is None:
            return ""
        return quantity_text(figure.quantity, figure.metric.unit)

    def clean_period(self) -> Period:
        text = self.cleaned_data["period"]
        try:
            reading = read_period(text)
        except PeriodError as error:
            raise ValidationError(period_objection(error), code=error.code) from error
        self.readings += period_readings(text, reading)
        return reading.period

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        publication = self.instance.publication if self.instance.pk else cleaned.get("publication")
        place = self.place
        quantity = self._quantity(place.metric.unit) if place and "written" in cleaned else None
        if quantity is None or publication is None or place is None:
            return cleaned
        self.entry = Entry(
            place.metric,
            place.kind,
            place.period,
            quantity,
            cleaned.get("printed", ""),
            cleaned.get("place", ""),
            cleaned.get("note", ""),
            cleaned.get("seen"),
        )
        try:
            faults = judge(hold(publication), [self.entry], self.user, cleaned.get("change_reason", "")).faults
        except RefusedError as refused:
            self.add_error(None, refused)
        else:
            self._take(faults)
        self._warn(self.entry)
        return cleaned

    @property
    def place(self) -> Place | None:
        """Where the figure belongs, as far as it is known: from the row, the input or what was proposed."""
        if self.instance.pk:
            return Place(self.instance.metric, Kind(self.instance.kind), self.instance.period)
        return self._place_chosen() if self.is_bound else self._place_proposed()

    def _place_chosen(self) -> Place | None:
        chosen = getattr(self, "cleaned_data", {})
        metric, kind, period = (chosen.get(name) for name in ("metric", "kind", "period"))
        if metric is None or not isinstance(period, Period):
            return None
        return Place(metric, Kind(kind or Kind.RESULT), period)

    def _place_proposed(self) -> Place | None:
        try:
            metric = Metric.objects.get(pk=self.initial["metric"])
            return Place(metric, Kind(self.initial.get("kind", Kind.RESULT)), Period.parse(self.initial["period"]))
        except (KeyError, ValueError, Metric.DoesNotExist):
            return None

    def _quantity(self, unit: str) -> Quantity | None:
        """Understand the value and the status together; None when a fault has been noted."""
        text, status = self.cleaned_data["written"], Status(self.cleaned_data.get("status") or Status.FINAL)
        reading = read(text)
        if reading.empty:
            if status not in MISSING:
                self.add_error("written", _("Write the value, or say in the status why it is missing."))
                return None
            return Quantity(status=status)
        if text == self._written_before and self.instance.quantity.value is not None:
            # A value shown by ourselves is the value, also where a stranger's text would be asked about. The
            # status is not part of it, but beside it.
            quantity = replace(self.instance.quantity, status=Status.FINAL)
        elif reading.quantity is None:
            self.add_error("written", ValidationError(number_objection(reading), code=reading.error))
            return None
        else:
            quantity = reading.quantity
            self.readings += number_readings(reading)
        return self._settled(quantity, reading.unit, unit, status)

    def _settled(self, quantity: Quantity, said: str | None, unit: str, status: Status) -> Quantity | None:
        if said is not None and said != unit:
            self.add_error("written", _("The metric is not measured in that unit."))
            return None
        if quantity.missing:
            return quantity
        if status in MISSING:
            self.add_error("status", _("There is a value, so it is not missing."))
            return None
        # What the text itself says («foreløpig») weighs more than a status left as it was.
        settled = quantity.status if status == Status.FINAL else status
        return Quantity(quantity.value, quantity.upper, quantity.qualifier, settled)

    def _take(self, faults: tuple[RefusedError, ...]) -> None:
        """Put each fault at the field it is about."""
        for fault in faults:
            field = {"value": "written", "upper": "written"}.get(fault.field, fault.field)
            self.add_error(field if field in self.fields else None, fault)
            if isinstance(fault, ConflictError):
                self.show(fault)

    def _warn(self, entry: Entry) -> None:
        """Ask once whether a value that smells of a slip is right; sure of one value is not sure of another."""
        if entry.quantity is None or self.beside is None or self.confirmed:
            return
        unit = Unit(entry.metric.unit)
        found = slips(unit, entry.quantity, self.beside.history)
        self.warnings = [slip_warning(slip, unit) for slip in found]
        for warning in self.warnings:
            self.add_error("written", ValidationError(warning, code="slip"))

    @property
    def stated_text(self) -> str:
        """The value as understood, in words."""
        if self.entry is None or self.entry.quantity is None:
            return ""
        return quantity_text(self.entry.quantity, self.entry.metric.unit)

    @property
    def confirmed(self) -> bool:
        """Whether the person has said that this very value is right."""
        return bool(self.stated_text) and self.data.get("sure") == self.stated_text

    @cached_property
    def beside(self) -> Beside | None:
        """What is known around the figure, once metric and period are."""
        place = self.place
        return beside(place.metric, place.kind, place.period, timezone.now()) if place else None


class PublishForm(forms.Form):
    """When a publication becomes public."""

    at = forms.DateTimeField(
        label=gettext_lazy("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy(
            "Empty: now. A time ahead is an embargo; a time that has passed is when it was published elsewhere."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500)


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Visitors read this in the note that remains."),
    )


class CorrectForm(forms.Form):
    """What the new draft is called, and why there is one."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: named after what it corrects."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Visitors read this in the list of corrections."),
    )
