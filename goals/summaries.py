"""What a chart shows of a goal's targets, and the sentence that says it, in the language of the page."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.choices import Verdict
from goals.queries import MISSED, IndicatorRow
from goals.wording import percent_text
from metrics.charts import Form, Mark, Place, share_mark, target_chart
from metrics.choices import Status
from metrics.summaries import Chart, chart_key, figure_text
from metrics.wording import quantity_text


def chart_of_targets(rows: Sequence[IndicatorRow]) -> Chart | None:
    """Return target and result of each indicator as percent of the target; None where no attainment can be drawn.

    The rows are those of one goal or plan that have a target.
    """
    places = tuple(_place(row) for row in rows)
    if not any(place.marks for place in places):
        return None
    return Chart(
        f"chart-targets-{rows[0].indicator.pk}",
        _("Results in percent of the target, %(year)s") % {"year": rows[0].period.year},
        targets_summary(rows),
        chart_key(places, Form.ROWS),
        target_chart(places),
    )


def targets_summary(rows: Sequence[IndicatorRow]) -> str:
    """Say in one sentence how targets went: «2 av 3 måltall nådd; lengst unna: Transaksjoner, 25,2 %.»

    Every other verdict is counted by its name: an open period is no failure, and none is left out.
    """
    counted = Counter(row.outcome.verdict for row in rows)
    words = {"reached": counted[Verdict.REACHED], "count": len(rows)}
    parts = [
        ngettext("%(reached)s of %(count)s target reached", "%(reached)s of %(count)s targets reached", len(rows))
        % words
    ]
    others = [verdict for verdict in Verdict if counted[verdict] and verdict != Verdict.REACHED]
    parts += [f"{counted[verdict]} {verdict.label}" for verdict in others]
    missed = [row for row in rows if row.outcome.verdict in MISSED and row.outcome.ratio_value is not None]
    if missed:
        furthest = min(missed, key=lambda row: row.outcome.ratio_value or Decimal(0))
        named = {"metric": str(furthest.metric), "percent": percent_text(furthest.outcome)}
        parts.append(_("furthest from it: %(metric)s, %(percent)s") % named)
    return f"{'; '.join(parts)}."


def _place(row: IndicatorRow) -> Place:
    outcome, metric = row.outcome, row.metric
    target = figure_text(row.target) if row.target else ""
    words = [_("result %(result)s, target value %(target)s") % {"result": _result_text(row), "target": target}]
    if percent := percent_text(outcome):
        words.append(percent)
    words.append(str(outcome.verdict.label))
    if not row.is_public:
        words.append(_("rests on a draft"))
    mark = _mark(row, percent)
    return Place(str(metric), tuple(words), (mark,) if mark else ())


def _result_text(row: IndicatorRow) -> str:
    """Say the result that was judged: the one stated for the year, else what its parts make."""
    if row.result and (row.result.value is not None or row.rolled_up.quantity is None):
        return figure_text(row.result)
    quantity = row.rolled_up.quantity
    return quantity_text(quantity, row.metric.unit) if quantity else _("missing")


def _mark(row: IndicatorRow, percent: str) -> Mark | None:
    outcome, quantity = row.outcome, row.rolled_up.quantity
    if outcome.ratio_value is None or outcome.ratio is None:
        return None
    unsettled = quantity is not None and quantity.status != Status.FINAL
    return share_mark(outcome.ratio_value, outcome.ratio, percent, unsettled or outcome.verdict == Verdict.OPEN)
