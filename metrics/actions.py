"""Writes that span models. Every door (admin, import, API) goes through them; each is one transaction.

An act first takes the publication's row lock and then judges, so that what was judged is what is written.
It refuses in words (RefusedError) what the data do not allow, with PermissionDenied what the person may not
do at all, and leaves history rows that say who and why.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from metrics.choices import PublicationType
from metrics.constraints import EARLIEST, TOO_LATE
from metrics.judging import Entry, RefusedError, judge, locked, promises, publication_of, unexplained
from metrics.models import Figure, Publication

PUBLISH = "metrics.publish_publication"
STATED = ("value", "upper", "qualifier", "status", "printed", "place", "note")


def hold(publication: Publication) -> Publication:
    """Lock a publication's row until the transaction ends, and return it as it is now.

    Whoever writes its figures or its state waits here. SQLite has no row locks and needs none: its
    transactions are immediate. Raises RefusedError when the publication is gone.
    """
    held = Publication.objects.select_for_update(no_key=True).filter(pk=publication.pk).first()
    if held is None:
        raise RefusedError(_("«%(publication)s» has been deleted."), "deleted", {"publication": publication})
    return held


@transaction.atomic
def record(publication: Publication, entries: Sequence[Entry], user: User, reason: str) -> list[Figure]:
    """Write figures into a draft: new, changed and taken out; what already stands so is left alone.

    All or none. Returns the figures that stand there for the entries, in their order. Raises RefusedError
    with every fault (`metrics.judging.judge`), PermissionDenied. Seven statements, and two for each figure
    taken out.
    """
    held = hold(publication)
    judged = judge(held, entries, user, reason)
    if judged.faults:
        raise RefusedError(list(judged.faults))
    new, changed, gone = [], [], []
    for entry in entries:
        figure = judged.figures.get(entry.key)
        if figure is None:
            new += [entry.figure(held)] if entry.quantity is not None else []
        elif entry.quantity is None:
            gone.append(figure)
        elif not entry.agrees_with(figure):
            for field, value in entry.stated.items():
                setattr(figure, field, value)
            changed.append(figure)
    _allow_writing(user, new, changed, gone)
    if new:
        new = bulk_create_with_history(new, Figure, default_user=user, default_change_reason=reason)
    if changed:
        bulk_update_with_history(changed, Figure, STATED, default_user=user, default_change_reason=reason)
    _delete(gone, user, reason)
    made = {(figure.metric_id, figure.kind, figure.granularity, figure.start): figure for figure in new}
    found = {**judged.figures, **made}
    return [found[entry.key] for entry in entries if entry.quantity is not None]


@transaction.atomic
def remove(figures: Iterable[Figure], user: User, reason: str) -> None:
    """Take figures out of their drafts. All or none.

    Raises RefusedError with every fault (locked, promise, reason), PermissionDenied.
    """
    wanted = Figure.objects.filter(pk__in=[figure.pk for figure in figures])
    held = [
        hold(publication) for publication in Publication.objects.filter(figures__in=wanted).distinct().order_by("pk")
    ]
    there = list(wanted.select_related("metric"))
    faults: list[RefusedError] = [fault for publication in held for fault in locked(publication)]
    faults += promises(there, user)
    if not reason.strip():
        faults.append(RefusedError(_("Say why the figures are deleted."), "reason", field="change_reason"))
    if faults:
        raise RefusedError(faults)
    _allow_writing(user, gone=there)
    _delete(there, user, reason)


@transaction.atomic
def publish(publication: Publication, at: datetime, user: User, reason: str = "") -> Publication:
    """Make a draft and everything in it public from `at`: now, in the past, or ahead (an embargo).

    Raises RefusedError when it is not a draft, is empty, or would correct a publication younger than
    itself, and for times outside the years 1900-2199; PermissionDenied.
    """
    _allow(user, PUBLISH)
    held = hold(publication)
    publishable(held)
    if not EARLIEST <= at < TOO_LATE:
        raise RefusedError(_("The time must lie between the years 1900 and 2199."), "implausible_time", field="at")
    if held.corrects and held.corrects.published_at and at < held.corrects.published_at:
        raise RefusedError(
            _("A correction cannot be public before what it corrects, which was public %(when)s."),
            "before_corrected",
            {"when": _moment(held.corrects.published_at)},
        )
    held.published_at = at
    return _saved(held, user, reason)


def publishable(publication: Publication) -> None:
    """Raise RefusedError when a publication cannot be published. A query for each sort of content."""
    _not_withdrawn(publication)
    if publication.published_at is not None:
        raise RefusedError(
            _("«%(publication)s» is already published, from %(when)s."),
            "already_published",
            {"publication": publication, "when": _moment(publication.published_at)},
        )
    contents = (
        relation.related_model._default_manager.filter(**{relation.field.name: publication})
        for relation in Publication._meta.related_objects
        if relation.related_model is not Publication
    )
    if not any(rows.exists() for rows in contents):
        raise RefusedError(_("«%(publication)s» is empty."), "empty", {"publication": publication})


@transaction.atomic
def take_back(publication: Publication, user: User, now: datetime, reason: str = "") -> Publication:
    """Make an embargoed publication a draft again, before anyone has seen it.

    Raises RefusedError when it is not under embargo, PermissionDenied.
    """
    _allow(user, PUBLISH)
    held = hold(publication)
    embargoed(held, now)
    held.published_at = None
    return _saved(held, user, reason)


def embargoed(publication: Publication, now: datetime) -> None:
    """Raise RefusedError when a publication does not wait for its day."""
    _not_withdrawn(publication)
    if publication.published_at is None or publication.published_at <= now:
        raise RefusedError(_("Only a publication that is not yet public can be taken back."), "no_embargo")


@transaction.atomic
def correct(publication: Publication, reason: str, user: User, now: datetime, title: str = "") -> Publication:
    """Start a correction: a new draft that says what it corrects and why. The corrected one stays as it is.

    Raises RefusedError when there is no reason or the publication is not public, PermissionDenied.
    """
    _allow(user, PUBLISH)
    held = hold(publication)
    public(held, now)
    _explained(reason)
    draft = Publication(
        type=PublicationType.CORRECTION,
        title=(title or _("Correction of %(title)s") % {"title": held.title})[:200],
        slug=_free_slug(held),
        issuer=held.issuer,
        corrects=held,
        reason=reason,
    )
    return _saved(draft, user, reason)


@transaction.atomic
def withdraw(publication: Publication, reason: str, user: User, now: datetime) -> Publication:
    """Take an accidental publication away from visitors; a note with the reason remains.

    Raises RefusedError when there is no reason or it is not public, PermissionDenied.
    """
    _allow(user, PUBLISH)
    held = hold(publication)
    public(held, now)
    _explained(reason)
    held.withdrawn_at, held.withdrawn_reason = now, reason
    return _saved(held, user, reason)


def public(publication: Publication, now: datetime) -> None:
    """Raise RefusedError when visitors do not see a publication."""
    _not_withdrawn(publication)
    if not publication.is_public(now):
        raise RefusedError(_("«%(publication)s» is not public."), "not_public", {"publication": publication})


@transaction.atomic
def discard(publication: Publication, user: User, reason: str = "") -> None:
    """Delete a draft. Figures in it protect it. Raises RefusedError when it is published, PermissionDenied."""
    _allow(user, "metrics.delete_publication")
    held = hold(publication)
    if not held.is_draft:
        raise RefusedError(_("«%(publication)s» is published and cannot be deleted."), "locked", {"publication": held})
    _delete_all([held], user, reason)


@transaction.atomic
def erase(rows: Iterable[Model], user: User, reason: str) -> None:
    """Delete rows of one model and all that goes with them; the history of each says who and why. All or none.

    Not for figures (`remove`) and publications (`discard`). Whether the person may delete is for the caller
    to ask. Raises RefusedError when published rows go without a reason, or when others depend on them.
    """
    wanted = list(rows)
    # What goes with a row is stated where the row is, so these are all the publications there are to hold.
    stated_in = {found.pk: found for row in wanted if (found := publication_of(row)) is not None}
    held = [hold(publication) for _pk, publication in sorted(stated_in.items())]
    if faults := list(unexplained(held, reason)):
        raise RefusedError(faults)
    _delete_all(wanted, user, reason)


def _allow(user: User, permission: str) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied(permission)


def _allow_writing(
    user: User,
    new: Sequence[Figure] = (),
    changed: Sequence[Figure] = (),
    gone: Sequence[Figure] = (),
) -> None:
    for verb, figures in (("add", new), ("change", changed), ("delete", gone)):
        if figures:
            _allow(user, f"metrics.{verb}_figure")


def _not_withdrawn(publication: Publication) -> None:
    if publication.withdrawn_at is not None:
        raise RefusedError(
            _("«%(publication)s» was withdrawn %(when)s."),
            "withdrawn",
            {"publication": publication, "when": _moment(publication.withdrawn_at)},
        )


def _explained(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(_("Give a reason."), "reason", field="reason")


def _free_slug(corrected: Publication) -> str:
    """Name a correction after what it corrects; the corrected one's lock keeps two from the same number."""
    stem = f"{corrected.slug[:60]}-{slugify(_('correction'))[:14]}"
    taken = set(Publication.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := f"{stem}-{number}") not in taken)


def _mark(row: Model, user: User, reason: str) -> None:
    """Tell the history row, which the model's own save or delete writes, who and why."""
    row._history_user = user  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]


def _saved(publication: Publication, user: User, reason: str) -> Publication:
    _mark(publication, user, reason)
    publication.save()
    return publication


def _delete(figures: Iterable[Figure], user: User, reason: str) -> None:
    """Delete one by one: a set-wise delete would leave no history."""
    for figure in figures:
        _mark(figure, user, reason)
        figure.delete()


def _delete_all(rows: Sequence[Model], user: User, reason: str) -> None:
    """Delete rows with what goes with them, as Django does, but with who and why on every one."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect(rows)
    except ProtectedError as error:
        others = ", ".join(sorted(str(row) for row in error.protected_objects))
        raise RefusedError(_("It cannot be deleted before %(others)s."), "protected", {"others": others}) from error
    for row in (row for found in collector.data.values() for row in found):
        _mark(row, user, reason)
    collector.delete()


def _moment(when: datetime) -> str:
    return formats.date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")
