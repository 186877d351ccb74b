"""The admin's acts on a publication: each shows what becomes public or vanishes, and asks before it acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics import actions
from metrics.editing import contents, figure_changes
from metrics.forms import CorrectForm, PublishForm, TakeBackForm, WithdrawForm
from metrics.judging import RefusedError
from metrics.models import Publication


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, when it can be done (`guard` raises RefusedError), and how it is done."""

    label: Promise
    heading: Promise
    consequence: Promise
    done: Promise
    form: type[forms.Form]
    guard: Callable[[Publication, datetime], None]
    run: Callable[[Publication, dict[str, Any], User, datetime], Publication]


ACTS = {
    "publish": Act(
        gettext_lazy("Publish …"),
        gettext_lazy("Publish «%(publication)s»"),
        gettext_lazy("Everything below becomes public at once. Figures can then only be corrected, not changed."),
        gettext_lazy("«%(publication)s» is published."),
        PublishForm,
        lambda publication, now: actions.publishable(publication),
        lambda publication, given, user, now: actions.publish(publication, given["at"] or now, user, given["reason"]),
    ),
    "correct": Act(
        gettext_lazy("Make a correction …"),
        gettext_lazy("Correct «%(publication)s»"),
        gettext_lazy(
            "This makes a new draft to enter the right figures in. Nothing changes for visitors until the "
            "draft is published; the figures below then stay readable as what was stated first."
        ),
        gettext_lazy("The draft «%(publication)s» is ready for the right figures."),
        CorrectForm,
        actions.public,
        lambda publication, given, user, now: actions.correct(publication, given["reason"], user, now, given["title"]),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw …"),
        gettext_lazy("Withdraw «%(publication)s»"),
        gettext_lazy(
            "Everything below vanishes for visitors, and a note with the reason remains. It cannot be undone."
        ),
        gettext_lazy("«%(publication)s» is withdrawn."),
        WithdrawForm,
        actions.public,
        lambda publication, given, user, now: actions.withdraw(publication, given["reason"], user, now),
    ),
    "take_back": Act(
        gettext_lazy("Take back from embargo …"),
        gettext_lazy("Take back «%(publication)s»"),
        gettext_lazy("It becomes a draft again, and nothing below becomes public until it is published anew."),
        gettext_lazy("«%(publication)s» is a draft again."),
        TakeBackForm,
        actions.embargoed,
        lambda publication, given, user, now: actions.take_back(publication, user, now, given["reason"]),
    ),
}


class PublishingAdmin(admin.ModelAdmin):
    """Gives the publication's admin a page, a button and a list action for each act."""

    actions: Any = list(ACTS)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(self.act_view),
                {"name": name},
                name=f"metrics_publication_{name}",
            )
            for name in ACTS
        ]
        return [*pages, *super().get_urls()]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(actions.PUBLISH)

    def get_action(self, action: Any) -> Any:
        if action not in ACTS:
            return super().get_action(action)
        return self._act_on_selected, action, ACTS[action].label

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        if not self.has_publish_permission(request):
            found = {name: action for name, action in found.items() if name not in ACTS}
        return found

    def _act_on_selected(
        self, modeladmin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Publication]
    ) -> HttpResponse | None:
        """Lead to the act's page; one publication at a time, so that one page shows all that it does."""
        if len(chosen) != 1:
            self.message_user(request, _("Choose one publication at a time."), messages.WARNING)
            return None
        return redirect(f"admin:metrics_publication_{request.POST['action']}", chosen[0].pk)

    def possible_acts(self, request: HttpRequest, publication: Publication) -> list[tuple[str, Promise]]:
        """Return address and label of what the person can do with a publication as it is now."""
        if not self.has_publish_permission(request):
            return []
        return [
            (reverse(f"admin:metrics_publication_{name}", args=[publication.pk]), act.label)
            for name, act in ACTS.items()
            if not refusal(act, publication)
        ]

    def act_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Show what an act does, and do it when it is confirmed."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        publication = self.get_object(request, unquote(object_id))
        if publication is None:
            raise Http404
        act = ACTS[name]
        form = act.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                result = act.run(publication, form.cleaned_data, cast(User, request.user), timezone.now())
            except RefusedError as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused)
            else:
                self.message_user(request, act.done % {"publication": result}, messages.SUCCESS)
                return redirect("admin:metrics_publication_change", result.pk)
        elif refused_now := refusal(act, publication):
            self.message_user(request, " ".join(refused_now.messages), messages.ERROR)
            return redirect("admin:metrics_publication_change", publication.pk)
        return render(request, "admin/metrics/publication/act.html", self._page(request, publication, act, form))

    def _page(self, request: HttpRequest, publication: Publication, act: Act, form: forms.Form) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": act.heading % {"publication": publication},
            "opts": self.opts,
            "media": self.media,
            "publication": publication,
            "act": act,
            "form": form,
            "figures": figure_changes(publication, timezone.now()),
            "contents": contents(publication),
        }


def refusal(act: Act, publication: Publication) -> RefusedError | None:
    """Say why an act cannot be done with a publication now, or None."""
    try:
        act.guard(publication, timezone.now())
    except RefusedError as refused:
        return refused
    return None
