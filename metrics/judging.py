"""What may be written, and why not: every fault at once, in words, before anything is written.

Admin, import and API judge here, holding the publication's row lock (`metrics.actions.hold`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

from metrics.choices import MISSING, Kind, Qualifier, Status
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.quantities import Quantity
from metrics.wording import quantity_text

PROMISE = "metrics.state_promise"
PROMISES = frozenset({Kind.TARGET, Kind.BASELINE})
# The fields of a metric that say what its figures mean.
MEANING = frozenset({"unit", "direction", "aggregation"})

Key = tuple[int, str, str, date]
_history = get_history_manager_for_model(Figure)


@dataclass(frozen=True)
class Entry:
    """One figure as a person states it. Quantity None takes the figure out.

    `seen` is the latest history id of the figure the person was shown; None when they saw no figure there.
    """

    metric: Metric
    kind: Kind
    period: Period
    quantity: Quantity | None
    printed: str = ""
    place: str = ""
    note: str = ""
    seen: int | None = None

    @property
    def key(self) -> Key:
        return self.metric.pk, self.kind, self.period.granularity, self.period.start

    @property
    def stated(self) -> dict[str, Any]:
        """The fields of the figure that an entry decides, beside its key."""
        quantity = self.quantity or Quantity()
        return {
            "value": quantity.value,
            "upper": quantity.upper,
            "qualifier": quantity.qualifier,
            "status": quantity.status,
            "printed": self.printed,
            "place": self.place,
            "note": self.note,
        }

    def figure(self, publication: Publication) -> Figure:
        """Return the figure as it would stand in a publication, unsaved."""
        return Figure(
            publication=publication,
            metric=self.metric,
            kind=self.kind,
            granularity=self.period.granularity,
            start=self.period.start,
            **self.stated,
        )

    def agrees_with(self, figure: Figure) -> bool:
        """Whether the figure already says exactly this."""
        return self.quantity is not None and all(
            getattr(figure, field) == value for field, value in self.stated.items()
        )


class RefusedError(ValidationError):
    """Why an act is refused, in words, with `code` and `params`; raised with a list it carries every fault.

    `field` is what of the entry is at fault ("" for the whole), `entry` which one.
    """

    def __init__(
        self,
        message: Any,
        code: str | None = None,
        params: dict[str, Any] | None = None,
        *,
        field: str = "",
        entry: Entry | None = None,
    ) -> None:
        super().__init__(message, code, params)
        self.field = field
        self.entry = entry


class LockedError(RefusedError):
    """The publication is published or withdrawn: its figures stay as they are."""


@dataclass(frozen=True)
class Difference:
    """One field two people state differently: as it was when the second opened it, theirs, and yours."""

    label: str
    before: str
    theirs: str
    yours: str


class ConflictError(RefusedError):
    """Somebody else wrote the figure since the person saw it; both versions are carried.

    `latest` is the history id that a new attempt must have seen; None when the figure is gone.
    """

    latest: int | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What was found under the lock: the figures there by key, and the faults."""

    figures: Mapping[Key, Figure]
    faults: tuple[RefusedError, ...]


def judge(publication: Publication, entries: Sequence[Entry], user: User, reason: str) -> Judged:
    """Judge entries for a publication whose row lock is held. Two queries, and two for each conflict.

    Faults: locked, promise (a kind the person may not state), twice (one key in two entries), conflict,
    reason (a change without one), and what the model's fields and constraints say of a value.
    """
    there = Figure.objects.filter(publication=publication, metric__in={entry.metric.pk for entry in entries})
    figures = {
        (figure.metric_id, figure.kind, figure.granularity, figure.start): figure
        for figure in there.select_related("metric")
    }
    history = _history.filter(id__in=there.order_by().values("pk"))
    latest = dict(history.order_by().values_list("id").annotate(Max("history_id")))
    faults = [
        *locked(publication),
        *_twice(entries),
        *(fault for entry in entries for fault in _unsound(entry, publication)),
        *promises(entries, user),
        *(fault for entry in entries for fault in _conflict(entry, figures.get(entry.key), latest)),
        *(_changed_silently(entries, figures) if not reason.strip() else ()),
    ]
    return Judged(figures, tuple(faults))


def locked(publication: Publication) -> Iterator[LockedError]:
    """Say that a publication which is not a draft takes no figures."""
    if not publication.is_draft:
        yield LockedError(
            _("«%(publication)s» is published, and its figures are locked. Make a correction instead."),
            "locked",
            {"publication": publication},
        )


def promises(rows: Iterable[Entry | Figure], user: User) -> Iterator[RefusedError]:
    """Say which rows are of a kind that the person may not state or take back."""
    if user.has_perm(PROMISE):
        return
    for row in rows:
        if row.kind in PROMISES:
            yield RefusedError(
                _("Only managers enter targets and baselines."),
                "promise",
                field="kind",
                entry=row if isinstance(row, Entry) else None,
            )


def publication_of(row: Model) -> Publication | None:
    """Return the publication that a row is as visible as; None for a row that has none, or none yet.

    Rows of any app say it by a field or property `publication`.
    """
    return row if isinstance(row, Publication) else getattr(row, "publication", None)


def unexplained(publications: Iterable[Publication], reason: str) -> Iterator[RefusedError]:
    """Say which publications are no drafts, where something of theirs is added, changed or deleted without a reason."""
    if reason.strip():
        return
    for publication in publications:
        if not publication.is_draft:
            yield RefusedError(
                _("«%(publication)s» is published. Say why what belongs to it is changed."),
                "reason",
                {"publication": publication},
                field="change_reason",
            )


def measured_anew(metric: Metric, changes: Iterable[str], reason: str) -> Iterator[RefusedError]:
    """Say that what a metric's published figures mean is changed without a reason. One query."""
    if reason.strip() or MEANING.isdisjoint(changes):
        return
    if Figure.objects.filter(metric=metric, publication__published_at__isnull=False).exists():
        yield RefusedError(
            _("The metric has published figures. Say why their unit, direction or combination is changed."),
            "reason",
            field="change_reason",
        )


def _twice(entries: Iterable[Entry]) -> Iterator[RefusedError]:
    seen: set[Key] = set()
    for entry in entries:
        if entry.key in seen:
            yield RefusedError(
                _("%(metric)s has two figures of the same kind for %(period)s."),
                "twice",
                {"metric": entry.metric, "period": entry.period.code},
                entry=entry,
            )
        seen.add(entry.key)


def _unsound(entry: Entry, publication: Publication) -> Iterator[RefusedError]:
    """Say what the database would refuse, without asking it: a figure costs no query."""
    quantity = entry.quantity
    if quantity is None:
        return
    try:
        entry.figure(publication).clean_fields(exclude={"publication", "metric"})
    except ValidationError as error:
        for field, faults in error.error_dict.items():
            for fault in faults:
                yield RefusedError(fault.message, fault.code, fault.params, field=field, entry=entry)
    if (quantity.status in MISSING) != quantity.missing or (quantity.missing and quantity.qualifier != Qualifier.EXACT):
        yield _breach("metrics_figure_missing_says_why", "status", entry)
    spans = quantity.value is not None and quantity.upper is not None and quantity.upper > quantity.value
    if spans != (quantity.qualifier == Qualifier.BETWEEN) or (quantity.upper is not None and not spans):
        yield _breach("metrics_figure_upper_only_between", "value", entry)


def _breach(name: str, field: str, entry: Entry) -> RefusedError:
    """Say it in the words of the constraint itself."""
    constraint = next(one for one in Figure._meta.constraints if one.name == name)
    return RefusedError(constraint.violation_error_message, name, field=field, entry=entry)


def _changed_silently(entries: Iterable[Entry], figures: Mapping[Key, Figure]) -> Iterator[RefusedError]:
    for entry in entries:
        figure = figures.get(entry.key)
        if figure is not None and not entry.agrees_with(figure):
            yield RefusedError(_("Say why the figure is changed."), "reason", field="change_reason", entry=entry)


def _conflict(entry: Entry, figure: Figure | None, latest: Mapping[int, int]) -> Iterator[ConflictError]:
    """Compare what the person saw with what stands there now."""
    if figure is None:
        if entry.seen is not None and entry.quantity is not None:
            yield _gone(entry)
    elif entry.seen != latest.get(figure.pk) and not entry.agrees_with(figure):
        yield _overtaken(entry, figure, latest.get(figure.pk))


def _gone(entry: Entry) -> ConflictError:
    seen = _history.filter(history_id=entry.seen).first()
    records = _history.filter(id=seen.id).select_related("history_user") if seen else _history.none()
    fault = ConflictError(
        _("The figure was deleted in the meantime by %(who)s, %(when)s. You wrote %(yours)s."),
        "gone",
        {**who_and_when(records.first()), "yours": _said(entry)["value"][1]},
        entry=entry,
    )
    fault.differences = _differences(seen, None, entry)
    return fault


def _overtaken(entry: Entry, figure: Figure, latest: int | None) -> ConflictError:
    records = _history.filter(history_id__in=[latest, entry.seen], id=figure.pk)
    found = {record.history_id: record for record in records.select_related("history_user")}
    fault = ConflictError(
        _("Since you saw it, %(who)s wrote %(theirs)s (%(when)s). You wrote %(yours)s.")
        if entry.seen in found
        else _("The figure is already there: %(who)s wrote %(theirs)s (%(when)s). You wrote %(yours)s."),
        "conflict",
        {
            **who_and_when(found.get(latest)),
            "theirs": _said(figure)["value"][1],
            "yours": _said(entry)["value"][1],
        },
        entry=entry,
    )
    fault.latest = latest
    fault.differences = _differences(found.get(entry.seen), figure, entry)
    return fault


def who_and_when(record: Any) -> dict[str, str]:
    """Return who wrote a history row and when, in words, as parameters of a message."""
    if record is None:
        return {"who": _("somebody"), "when": _("at an unknown time")}
    when = formats.date_format(timezone.localtime(record.history_date), "SHORT_DATETIME_FORMAT")
    return {"who": str(record.history_user or _("somebody")), "when": when}


def _differences(before: Any, theirs: Figure | None, yours: Entry) -> tuple[Difference, ...]:
    """Put the versions side by side: the fields where theirs and yours differ."""
    was, is_now, would_be = _said(before), _said(theirs), _said(yours)
    return tuple(
        Difference(label, was.get(field, ("", ""))[1], is_now.get(field, ("", ""))[1], text)
        for field, (label, text) in would_be.items()
        if is_now.get(field, ("", ""))[1] != text
    )


def _said(version: Any) -> dict[str, tuple[str, str]]:
    """Return field -> (label, text) of an entry, a figure or a history row; empty for None."""
    if version is None:
        return {}
    if isinstance(version, Entry):
        quantity = version.quantity
    else:
        quantity = Quantity(version.value, version.upper, Qualifier(version.qualifier), version.status)
    unit = version.metric.unit
    texts = {"value": quantity_text(quantity, unit) if quantity else ""}
    texts |= {field: getattr(version, field) for field in ("printed", "place", "note")}
    if quantity and not quantity.missing:
        texts["status"] = str(Status(quantity.status).label)
    labels = {field.name: str(field.verbose_name) for field in Figure._meta.fields}
    return {field: (labels[field], text) for field, text in texts.items()}
