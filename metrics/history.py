"""The admin of rows with a history: who changed what, when and why, and nothing overwritten or deleted in silence."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from metrics import actions
from metrics.guards import ReasonedForm, ReasonedFormSet, RowForm
from metrics.judging import RefusedError
from metrics.versions import value_text, with_version


class ReadableChanges(HistoricalRecordContextHelper):
    """Says a changed number as everywhere else, and a chosen word by its label."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        return value_text(self.model._meta.get_field(change.field), value) or "–"


class HistoryAdmin(SimpleHistoryAdmin):
    """Keeps and shows who changed what, when and why; takes nothing back by way of the history."""

    form: type[forms.ModelForm] = ReasonedForm
    change_form_template: Any = "admin/metrics/change_form.html"
    delete_confirmation_template: Any = "admin/metrics/delete_confirmation.html"
    delete_selected_confirmation_template: Any = "admin/metrics/delete_selected_confirmation.html"
    object_history_list_template = "admin/metrics/history_list.html"
    list_per_page = 50
    formfield_overrides: Any = {models.URLField: {"assume_scheme": "https"}}

    def get_urls(self) -> list[URLPattern]:
        # The history's page of one version saves what is posted to it, past every rule of the form.
        return super(SimpleHistoryAdmin, self).get_urls()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        return super().history_view(request, object_id, extra_context)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Any:
        return ReadableChanges(self.model, historical_record)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name not in ("seen", "change_reason")]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        rows = [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms]
        shown = [context["adminform"].form, *rows]
        context["conflicts"] = [form.conflict for form in shown if getattr(form, "conflict", None)]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what the form read anew under its locks; where nothing was changed it has not, and nothing is."""
        if change and not form.changes:
            return
        obj._change_reason = form.reason
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = formset.save(commit=False)
        actions.erase(formset.deleted_objects, cast(User, request.user), form.reason)
        for row in rows:
            row._change_reason = form.reason
            row.save()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actions.erase([obj], cast(User, request.user), request.POST.get("change_reason", ""))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        actions.erase(queryset, cast(User, request.user), request.POST.get("change_reason", ""))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except RefusedError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return redirect(request.path)

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        try:
            with transaction.atomic():
                return super().response_action(request, *args, **kwargs)
        except RefusedError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return redirect(request.get_full_path())


class RowInline(admin.StackedInline):
    """Rows edited with what they belong to. Stacked: Django's tabular rows lack labels (ticket 36509)."""

    form = RowForm
    formset = ReasonedFormSet
    extra = 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_version(super().get_queryset(request))

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != "seen"]
