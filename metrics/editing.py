"""Reads for those who edit: what stands beside a figure, and what an act would show or hide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CASCADE, F, Model
from django.utils.text import capfirst

from metrics.choices import Kind
from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.quantities import Quantity
from metrics.queries import series_of
from metrics.querysets import View
from metrics.series import counting

SHOWN = 200  # rows of one sort that a confirmation page names; the rest are counted


@dataclass(frozen=True)
class Beside:
    """What is known of a metric around a period, drafts included, and what visitors see for the period now."""

    results: tuple[Figure, ...]
    target: Figure | None
    public: Figure | None
    history: tuple[Quantity, ...]


def beside(metric: Metric, kind: Kind, period: Period, now: datetime) -> Beside:
    """Return the three latest results before a period, its target, and the history a slip shows against.

    The history is of the same kind, else the results; nearest in time last, later periods where there are
    no earlier ones. Two queries.
    """
    known = series_of([metric], View(now, drafts=True))[metric.pk]
    public = series_of([metric], View(now))[metric.pk].at(kind, period)
    results = [one for one in known.of_kind(Kind.RESULT, period.granularity) if one.start < period.start]
    alike = [one for one in known.of_kind(kind, period.granularity) if one.start != period.start]
    before = [one for one in alike if one.start < period.start] or results
    after = [one for one in reversed(alike) if one.start > period.start]
    history = tuple(one.quantity for one in before or after)
    return Beside(tuple(results[-3:]), known.at(Kind.TARGET, period), public, history)


@dataclass(frozen=True)
class FigureChange:
    """One figure of a publication, and the figure that counts for visitors where this one does not."""

    figure: Figure
    other: Figure | None


def figure_changes(publication: Publication, now: datetime) -> tuple[FigureChange, ...]:
    """Return a publication's figures beside what counts without them. Two queries."""
    figures = publication.figures.select_related("metric").order_by(
        F("metric__statistics_row").asc(nulls_last=True), "metric__name", "start", "kind"
    )
    others = (
        Figure.objects.visible(View(now))
        .filter(metric__in=publication.figures.values("metric"))
        .exclude(publication=publication)
        .select_related("publication")
        .oldest_first()
    )
    counted = counting(others, key=_key)
    return tuple(FigureChange(figure, counted.get(_key(figure))) for figure in figures)


def _key(figure: Figure) -> tuple[int, str, Period]:
    return figure.metric_id, figure.kind, figure.period


@dataclass(frozen=True)
class Content:
    """Rows of one model that are as visible as a publication; `names` has the first of them."""

    label: str
    count: int
    names: tuple[str, ...]


def contents(publication: Publication) -> tuple[Content, ...]:
    """Return everything but figures that a publication makes visible, whatever app it belongs to.

    Found through the models that point at publications, so that apps above this one are never named.
    Two queries a model.
    """
    found = []
    for model, path in _visible_with(Publication):
        rows = model._default_manager.filter(**{path: publication}).select_related()
        if model is not Figure and (count := rows.count()):
            names = tuple(str(row) for row in rows[:SHOWN])
            found.append(Content(capfirst(str(model._meta.verbose_name_plural)), count, names))
    return tuple(found)


def _visible_with(model: type[Model], path: str = "") -> Iterator[tuple[type[Model], str]]:
    """Yield the models whose rows are as visible as this model's, each with the lookup that leads back.

    From a publication every relation leads there; further down only a row that is deleted with its parent
    and has no publication of its own is seen with it.
    """
    for relation in model._meta.related_objects:
        child = relation.related_model
        if child is Publication or (path and (relation.on_delete is not CASCADE or _has_own(child))):
            continue
        lookup = f"{relation.field.name}__{path}" if path else relation.field.name
        yield child, lookup
        yield from _visible_with(child, lookup)


def _has_own(model: type[Model]) -> bool:
    return any(field.related_model is Publication for field in model._meta.get_fields() if field.concrete)
