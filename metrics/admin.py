"""Where staff enter figures and publish them."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics import actions
from metrics.choices import Kind, PublicationType
from metrics.forms import FIXED, FigureForm, MetricForm, PublicationForm
from metrics.history import HistoryAdmin
from metrics.judging import PROMISE, PROMISES
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.publishing import PublishingAdmin
from metrics.wording import interval_text, period_text, quantity_text


class StateFilter(admin.SimpleListFilter):
    """Draft, public, under embargo or withdrawn; `path` leads to the publication."""

    title = gettext_lazy("state")
    parameter_name = "state"
    path = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft")),
            ("public", _("public")),
            ("embargo", _("under embargo")),
            ("withdrawn", _("withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        at, gone = f"{self.path}published_at", f"{self.path}withdrawn_at__isnull"
        conditions = {
            "draft": Q(**{f"{at}__isnull": True}),
            "public": Q(**{f"{at}__lte": timezone.now(), gone: True}),
            "embargo": Q(**{f"{at}__gt": timezone.now(), gone: True}),
            "withdrawn": Q(**{gone: False}),
        }
        chosen = conditions.get(self.value() or "")
        return queryset.filter(chosen) if chosen is not None else queryset


class PublicationStateFilter(StateFilter):
    path = "publication__"


def state_text(publication: Publication) -> str:
    """Say whether visitors see a publication, and since or until when."""
    if publication.published_at is None:
        return _("draft")
    if publication.withdrawn_at is not None:
        return _("withdrawn %(when)s") % {"when": _day(publication.withdrawn_at)}
    if publication.is_public(timezone.now()):
        return _("public from %(when)s") % {"when": _day(publication.published_at)}
    return _("under embargo until %(when)s") % {"when": _moment(publication.published_at)}


def _day(when: Any) -> str:
    return formats.date_format(timezone.localtime(when), "SHORT_DATE_FORMAT")


def _moment(when: Any) -> str:
    return formats.date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")


@admin.register(Publication)
class PublicationAdmin(HistoryAdmin, PublishingAdmin):
    form = PublicationForm
    list_display = ["title", "type", "issuer", "state", "figure_count"]
    list_filter = [StateFilter, "type", "issuer"]
    search_fields = ["title", "slug", "issuer", "note", "reason"]
    prepopulated_fields = {"slug": ["title"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(figure_count=Count("figures"))

    @admin.display(description=gettext_lazy("state"), ordering="published_at")
    def state(self, publication: Publication) -> str:
        return state_text(publication)

    @admin.display(description=gettext_lazy("figures"), ordering="figure_count")
    def figure_count(self, publication: Any) -> int:
        count: int = publication.figure_count
        return count

    def get_fieldsets(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        fields = ["type", "title", "slug", "issuer", "url", "note"]
        if obj is None:
            return [(None, {"fields": fields})]
        if obj.type == PublicationType.CORRECTION:
            fields += ["corrects", "reason"]
        if obj.withdrawn_at:
            fields += ["withdrawn_reason"]
        if self.has_change_permission(request, obj):
            fields += ["seen", "change_reason"]
        return [(None, {"fields": [*fields, "state", "figure_count"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Publication | None = None) -> list[str]:
        fixed = ["corrects", "withdrawn_reason", "state", "figure_count"]
        if obj and obj.type == PublicationType.CORRECTION:
            fixed += ["type"]
        return fixed if obj is None or obj.is_draft else [*fixed, *FIXED]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        publication = self.get_object(request, object_id)
        acts = self.possible_acts(request, publication) if publication else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)

    def delete_model(self, request: HttpRequest, obj: Publication) -> None:
        actions.discard(obj, cast(User, request.user), request.POST.get("change_reason", ""))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for publication in queryset:
            self.delete_model(request, publication)


@admin.register(Solution)
class SolutionAdmin(HistoryAdmin):
    list_display = ["name", "family", "publication"]
    list_filter = ["family", "publication"]
    list_select_related = ["family", "publication"]
    search_fields = ["name", "slug", "family__name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Metric)
class MetricAdmin(HistoryAdmin):
    form = MetricForm
    list_display = ["name", "solution", "unit", "unit_label", "direction", "aggregation", "statistics_row"]
    list_filter = ["unit", "direction", "aggregation", "solution"]
    list_select_related = ["solution"]
    search_fields = ["name", "slug", "unit_label", "definition", "method", "solution__name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Claim)
class ClaimAdmin(HistoryAdmin):
    list_display = ["text", "type", "metric", "period_said", "place", "publication"]
    list_filter = [PublicationStateFilter, "type", "publication"]
    list_select_related = ["metric", "publication"]
    search_fields = ["text", "place", "note", "metric__name", "publication__title"]
    autocomplete_fields = ["metric", "solution"]

    @admin.display(description=gettext_lazy("period"), ordering="start")
    def period_said(self, claim: Claim) -> str:
        return period_text(claim.period) if claim.period else "–"


@admin.register(Figure)
class FigureAdmin(HistoryAdmin):
    """Figures are written through `metrics.actions` alone, and only in drafts."""

    form = FigureForm
    # Its own, which Django finds by their names.
    change_form_template = delete_confirmation_template = delete_selected_confirmation_template = None
    list_display = ["metric", "period_said", "kind", "stated", "status", "publication", "state"]
    list_display_links = ["metric", "stated"]
    list_filter = [
        PublicationStateFilter,
        "kind",
        "granularity",
        "status",
        "publication",
        "metric__solution",
    ]
    list_select_related = ["metric", "publication"]
    search_fields = ["metric__name", "metric__slug", "printed", "place", "note", "publication__title"]

    @admin.display(description=gettext_lazy("period"), ordering="start")
    def period_said(self, figure: Figure) -> str:
        return period_text(figure.period)

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def stated(self, figure: Figure) -> str:
        return quantity_text(figure.quantity, figure.metric.unit)

    @admin.display(description=gettext_lazy("state"), ordering="publication__published_at")
    def state(self, figure: Figure) -> str:
        return state_text(figure.publication)

    def get_fieldsets(self, request: HttpRequest, obj: Figure | None = None) -> Any:
        said = ["status", "printed", "place", "note"]
        if obj is None:
            fields = ["publication", "metric", "kind", "period", "written", *said, "change_reason", "seen"]
        elif self.has_change_permission(request, obj):
            fields = ["publication", "metric", "kind", "period_said", "written", *said, "change_reason", "seen"]
        else:
            fields = ["publication", "state", "metric", "kind", "period_said", "stated", *said]
        return [(None, {"fields": fields})]

    def get_readonly_fields(self, request: HttpRequest, obj: Figure | None = None) -> list[str]:
        return ["publication", "state", "metric", "kind", "period_said", "stated"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "publication":
            kwargs["queryset"] = Publication.objects.drafts()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind" and not request.user.has_perm(PROMISE):
            kwargs["choices"] = [(kind.value, kind.label) for kind in Kind if kind not in PROMISES]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = Publication.objects.drafts().values_list("pk", flat=True).first()
        return {"publication": newest, **super().get_changeform_initial_data(request)}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        figure = self.get_object(request, object_id)
        extra = dict(extra_context or {})
        if figure and request.user.has_perm(actions.PUBLISH) and figure.publication.is_public(timezone.now()):
            extra["correction_url"] = reverse("admin:metrics_publication_correct", args=[figure.publication_id])
        return super().change_view(request, object_id, form_url, extra)

    def has_change_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)

    def _is_open(self, request: HttpRequest, figure: Figure | None) -> bool:
        """Whether the person may write this figure: it is in a draft, and of a kind that is theirs to state."""
        if figure is None:
            return True
        return figure.publication.is_draft and (figure.kind not in PROMISES or request.user.has_perm(PROMISE))

    def save_model(self, request: HttpRequest, obj: Figure, form: Any, change: bool) -> None:
        entry, reason = form.entry, form.cleaned_data["change_reason"]
        [figure] = actions.record(obj.publication, [entry], cast(User, request.user), reason)
        obj.pk = figure.pk
        obj.refresh_from_db()
        request.understood = understood(obj)  # type: ignore[attr-defined]
        for how in form.readings:
            self.message_user(request, _("Read like this: %(how)s.") % {"how": how}, messages.WARNING)

    def message_user(
        self, request: HttpRequest, message: Any, level: int | str = messages.INFO, *args: Any, **kwargs: Any
    ) -> None:
        """Say how a figure was understood where Django would say only that it is saved."""
        if level == messages.SUCCESS:
            message = getattr(request, "understood", message)
        super().message_user(request, message, level, *args, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Figure) -> None:
        actions.remove([obj], cast(User, request.user), request.POST.get("change_reason", ""))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        actions.remove(queryset, cast(User, request.user), request.POST.get("change_reason", ""))


def understood(figure: Figure) -> str:
    """Say a figure back as it was understood, doubt included."""
    unit = figure.metric.unit
    words = _("Saved: %(metric)s, %(period)s, %(kind)s: %(value)s.") % {
        "metric": figure.metric,
        "period": period_text(figure.period),
        "kind": figure.get_kind_display(),
        "value": quantity_text(figure.quantity, unit),
    }
    if not figure.quantity.doubtful:
        return words
    counted = _("It counts as %(interval)s.") % {"interval": interval_text(figure.quantity.interval(), unit)}
    return f"{words} {counted}"
