"""What a chart shows of a series, and the sentence that says it, in the language of the page.

Words and values come from the figures that count, through `metrics/wording.py`: what a chart says of a period
is what the table beside it says.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metrics.charts import Form, Mark, Place, Sign, Spark, mark_of, series_chart, signs, spark
from metrics.choices import Aggregation, Granularity, Kind, Status, Unit
from metrics.models import Figure
from metrics.numbers import show
from metrics.periods import Period
from metrics.quantities import Interval
from metrics.queries import Series
from metrics.series import Growth
from metrics.wording import NBSP, growth_reason, growth_text, interval_text, period_text, quantity_text, with_unit

DRAWN = (Kind.RESULT, Kind.TARGET, Kind.FORECAST)
MOST_PLACES = 1500  # four years of days; a mistyped year makes no page of megabytes


@dataclass(frozen=True)
class Chart:
    """A chart for `_chart.html`: its id on the page, title, summary, key (Sign and words), and data for the script."""

    id: str
    title: str
    summary: str
    key: tuple[tuple[Sign, str], ...]
    data: dict[str, Any]

    @property
    def said(self) -> str:
        """What the line under the chart says before anyone has moved."""
        return str(self.data["places"][self.data["start"]]["said"])

    @property
    def last(self) -> int:
        return len(self.data["places"]) - 1


def chart_of_series(series: Series) -> Chart | None:
    """Return the chart of one metric; None where there are not two values to compare."""
    places = series_places(series)
    if sum(len(place.marks) for place in places) < 2:
        return None
    metric = series.metric
    # A sum is an amount of its period; what is counted at a point in time only has a level.
    form = Form.BARS if metric.aggregation == Aggregation.SUM else Form.LINE
    return Chart(
        f"chart-{slugify(metric.slug)}",
        str(metric),
        series_summary(series),
        chart_key(places, form),
        series_chart(places, form, with_unit("", metric.unit).strip(NBSP)),
    )


def chart_key(places: Sequence[Place], form: Form) -> tuple[tuple[Sign, str], ...]:
    """Say what the signs of a chart mean; nothing where there are only plain results."""
    words = {
        Sign.RESULT: pgettext("chart", "result"),
        Sign.TENTATIVE: _("provisional, estimated or inexact"),
        Sign.DOUBT: _("what the number may be"),
        Sign.FORECAST: pgettext("chart", "forecast"),
        Sign.TARGET: _("the target: 100 percent") if form == Form.ROWS else pgettext("chart", "target"),
    }
    return tuple((sign, words[sign]) for sign in signs(places, form))


def series_places(series: Series, kinds: Collection[Kind] = DRAWN) -> tuple[Place, ...]:
    """Return every period from the first figure to the last with what is known of it; a period without any is a gap.

    Periods are of one length: the one with the most results, and of equals the longest. A forecast counts
    only where no result has taken its place.
    """
    granularity = _granularity(series)
    stated = [period for kind, period in series.figures if kind in kinds and period.granularity == granularity]
    return tuple(_place(series, period, kinds) for period in _unbroken(stated))


def series_spark(series: Series, width: int, height: int) -> tuple[Spark, tuple[Place, ...]] | None:
    """Return the sparkline of a metric's results and the periods it is drawn from; None for fewer than two values."""
    places = series_places(series, (Kind.RESULT,))
    marks = [place.mark(Kind.RESULT) for place in places]
    values = [mark.value if mark else None for mark in marks]
    drawn = spark(values, width, height, {number for number, mark in enumerate(marks) if mark and mark.tentative})
    return (drawn, places) if drawn else None


def places_text(places: Sequence[Place], at_most: int = 6) -> str:
    """Say a short run of periods one by one, of a long one only the ends: «2020: 7 428; 2021: 9 257»."""
    said = [place.said for place in places]
    return "; ".join(said if len(said) <= at_most else [said[0], "…", said[-1]])


def series_summary(series: Series) -> str:
    """Say in one sentence what a series shows.

    «2021: 317 565 317 innlogginger, opp 28,6 % fra 2020; det høyeste i serien; måltall 300 000 000.»
    """
    granularity = _granularity(series)
    results = [figure for figure in series.of_kind(Kind.RESULT, granularity) if figure.value is not None]
    parts = _latest_parts(series, results) if results else []
    ahead = [one for one in series.of_kind(Kind.FORECAST, granularity) if _is_expected(series, one)]
    if ahead:
        words = {"period": period_text(ahead[-1].period), "value": figure_text(ahead[-1])}
        parts.append(_("forecast for %(period)s: %(value)s") % words)
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def figure_text(figure: Figure, counted: str = "") -> str:
    """Say a figure as tables do, with what is `counted` and unsettled: «ca. 1 440 eiere (foreløpig, utkast)»."""
    unsettled = figure.value is not None and figure.status != Status.FINAL
    notes = [str(Status(figure.status).label)] if unsettled else []
    if figure.publication.is_draft or figure.publication.is_ahead:
        notes.append(_("draft") if figure.publication.is_draft else _("embargoed"))
    text = f"{quantity_text(figure.quantity, figure.metric.unit)} {counted}".strip()
    return f"{text} ({', '.join(notes)})" if notes else text


def _latest_parts(series: Series, results: Sequence[Figure]) -> list[str]:
    """Say the latest result with its change, its place among the others, and its target."""
    latest, metric = results[-1], series.metric
    # The label is a plural, which does not go with one.
    counted = metric.unit_label if metric.unit == Unit.COUNT and latest.value != 1 else ""
    first = f"{period_text(latest.period)}: {figure_text(latest, counted)}"
    growth = series.growth(latest.period)
    change = _change_text(growth, latest.period)
    parts = [f"{first}, {change}" if change else first]
    if growth.change is not None and not change:
        parts.append(_("growth %(reason)s") % {"reason": growth_reason(growth)})
    parts.append(_standing(results, metric.floor))
    target = series.at(Kind.TARGET, latest.period)
    if target and target.value is not None:
        parts.append(_("target value %(value)s") % {"value": figure_text(target)})
    return [part for part in parts if part]


def _change_text(growth: Growth, period: Period) -> str:
    """Say a change from the year before: «opp 28,6 % fra 2020»; «» where none can be given."""
    before = period.year_before()
    if before is None or growth.change is None:
        return ""
    words = {"change": _size(growth), "period": period_text(before)}
    if not words["change"]:
        return ""
    return {
        1: _("up %(change)s from %(period)s"),
        0: _("unchanged from %(period)s"),
        -1: _("down %(change)s from %(period)s"),
        None: _("a change of %(change)s from %(period)s"),
    }[growth.sign] % words


def _size(growth: Growth) -> str:
    """Say how large a change is, without its sign where up or down says it."""
    if growth.sign != -1:
        return growth_text(growth).removeprefix("+")
    interval = growth.points or growth.percent
    if interval is None:
        return ""
    fallen = interval.negate()
    if growth.points is None:
        return interval_text(fallen, Unit.PERCENT, 1) if growth.doubtful else _rounded(fallen)
    return _("%(number)s percentage points") % {"number": interval_text(fallen, decimals=2)}


def _rounded(point: Interval) -> str:
    return with_unit(show(point.low or Decimal(0), 1), Unit.PERCENT)


def _standing(results: Sequence[Figure], floor: Decimal | None) -> str:
    """Say that the last of at least three results is certainly above, or below, all before it."""
    *earlier, latest = (figure.quantity.interval(floor) for figure in results)
    if len(earlier) < 2:
        return ""
    if all(latest.certainly_above(one) for one in earlier):
        return _("the highest in the series")
    return _("the lowest in the series") if all(latest.certainly_below(one) for one in earlier) else ""


def _granularity(series: Series) -> Granularity:
    """Return the length of period with the most results; of equals the longest, and so for a series without any."""
    counted = {
        one: sum(kind == Kind.RESULT and period.granularity == one for kind, period in series.figures)
        for one in Granularity
        if any(period.granularity == one for _kind, period in series.figures)
    }
    return max(counted, key=lambda one: counted[one], default=Granularity.YEAR)


def _unbroken(periods: Collection[Period]) -> list[Period]:
    """Return the periods from the first to the last, those between them too; none where they are too many to draw."""
    found, last = sorted(periods)[:1], max(periods, default=None)
    while found and last and found[-1] < last:
        if len(found) == MOST_PLACES:
            return []
        found.append(found[-1].next())
    return found


def _place(series: Series, period: Period, kinds: Collection[Kind]) -> Place:
    figures = {kind: series.at(kind, period) for kind in DRAWN if kind in kinds}
    result, target, forecast = (figures.get(kind) for kind in DRAWN)
    expected = forecast if forecast and _is_expected(series, forecast) else None
    words = [figure_text(result)] if result else [] if expected else [_("no figure")]
    if target:
        words.append(_("target value %(value)s") % {"value": figure_text(target)})
    if expected:
        words.append(_("forecast %(value)s") % {"value": figure_text(expected)})
    marks = [_mark(figure) for figure in (result, target, expected) if figure]
    return Place(period_text(period), tuple(words), tuple(mark for mark in marks if mark))


def _is_expected(series: Series, forecast: Figure) -> bool:
    """Whether no result has taken the forecast's place."""
    result = series.at(Kind.RESULT, forecast.period)
    return forecast.value is not None and (result is None or result.value is None)


def _mark(figure: Figure) -> Mark | None:
    shown = quantity_text(figure.quantity, figure.metric.unit)
    return mark_of(Kind(figure.kind), figure.quantity, shown, figure.metric.floor)
