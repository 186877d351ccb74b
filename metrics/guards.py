"""Forms that overwrite nothing unseen, and change nothing published without a reason.

A page carries the id of the newest history row it showed. When it is sent back, the row's publication and then
the row itself are locked and read anew, and the form's fields are laid over that: what the form does not hold,
such as when a publication became public, stays as it is now, and where others wrote what it does hold, both
versions are shown. So these forms must be validated in the transaction that saves them, as the admin's are.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any, cast

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.actions import hold
from metrics.judging import ConflictError, RefusedError, publication_of, unexplained
from metrics.models import Publication
from metrics.versions import VERSION, latest_version, overtaken

WHY = gettext_lazy("Why is this changed")


class SeenField(forms.IntegerField):
    """The newest history row a person was shown; what no page has sent counts as nothing seen.

    With a `conflict` it carries the other's version, as both are then in sight.
    """

    widget = forms.HiddenInput
    conflict: ConflictError | None = None

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=2**31 - 1)

    def clean(self, value: Any) -> int | None:
        try:
            return cast("int | None", super().clean(value))
        except forms.ValidationError:
            return None

    def bound_data(self, data: Any, initial: Any) -> Any:
        return self.conflict.latest if self.conflict else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SeenForm(forms.ModelForm):
    """A form that knows which version of its row the person was shown."""

    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: ConflictError | None = None
        if self.instance.pk and not self.is_bound:
            self.initial["seen"] = getattr(self.instance, VERSION, None) or latest_version(self.instance)

    def show(self, conflict: ConflictError) -> None:
        """Show both versions; to save again is then to choose one's own."""
        self.conflict = conflict
        cast(SeenField, self.fields["seen"]).conflict = conflict


class RowForm(SeenForm):
    """A row that several people edit. Under the locks `there` is how it stands, and `touched` what states it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there: Any = None
        self.touched: dict[int, Publication] = {}

    @property
    def changes(self) -> list[str]:
        """The fields a person changed; without any the row is neither locked nor saved."""
        return [name for name in self.changed_data if name != "change_reason"]

    def _post_clean(self) -> None:
        """Take the locks where Django's own hook lays the form over the row."""
        if self.instance.pk and not self.changes:
            super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
            return
        try:
            self._lock()
            super()._post_clean()  # type: ignore[misc]
            self._hold(self.instance)
        except RefusedError as refused:
            self.add_error(None, refused)
            return
        if self.there is not None:
            self._compare()

    def _lock(self) -> None:
        """Take the locks in the order that every act takes them, and read the row anew."""
        row = self.instance
        if not row.pk:
            return
        self._hold(row)
        rows = type(row)._base_manager.select_for_update(no_key=True)
        try:
            row.refresh_from_db(from_queryset=rows)
        except ObjectDoesNotExist as gone:
            raise RefusedError(_("%(row)s has been deleted."), "deleted", {"row": row}) from gone
        self.there = copy(row)
        self._hold(self.there)

    def _hold(self, row: Model) -> None:
        publication = publication_of(row)
        if publication is not None and publication.pk and publication.pk not in self.touched:
            self.touched[publication.pk] = hold(publication)

    def _compare(self) -> None:
        fault = overtaken(self.there, self.instance, self.cleaned_data.get("seen"), self.fields.keys())
        if fault:
            self.show(fault)
            self.add_error(None, fault)


class ReasonedForm(RowForm):
    """A row whose saving leaves a reason in the history; one is required where the row is published."""

    change_reason = forms.CharField(
        label=WHY,
        required=False,
        max_length=500,
        help_text=gettext_lazy("Required for what is already published."),
    )

    @property
    def reason(self) -> str:
        return self.cleaned_data.get("change_reason", "")

    def _post_clean(self) -> None:
        super()._post_clean()
        self.object_to(unexplained(self.touched.values(), self.reason))

    def object_to(self, faults: Iterable[RefusedError]) -> None:
        for fault in faults:
            self.add_error(fault.field, fault)


class ReasonedFormSet(forms.BaseInlineFormSet):
    """Rows edited together with what they belong to, for the one reason given there."""

    def clean(self) -> None:
        super().clean()
        rows = cast("list[RowForm]", self.forms)
        touched = {pk: publication for row in rows for pk, publication in row.touched.items()}
        faults: list[RefusedError] = list(unexplained(touched.values(), self.data.get("change_reason", "")))
        # Django overlooks the faults of rows that are to be deleted.
        faults += [row.conflict for row in rows if row.conflict and "DELETE" in row.changes]
        if faults:
            raise forms.ValidationError(faults)
