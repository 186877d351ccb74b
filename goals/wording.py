"""How outcomes read in words, in the language of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.attainment import Outcome, Reason, Step, StepCode
from goals.choices import Formula, Verdict
from goals.queries import IndicatorRow, PlanPage
from metrics.choices import Unit
from metrics.numbers import show
from metrics.wording import NBSP, interval_text, with_unit


def percent_text(outcome: Outcome) -> str:
    """Say attainment in percent, on the verdict's side of every threshold: «106,7 %», «100 %», or «»."""
    shown = outcome.shown_ratio()
    if shown is None:
        return ""
    return f"{show(shown)}{NBSP}%"


def gap_text(row: IndicatorRow) -> str:
    """Say how far the result is from the target: «74 776 transaksjoner under målet»; «» where it is on it."""
    gap = row.outcome.gap
    if not gap:
        return ""
    amount = with_unit(show(abs(gap)), row.metric.unit)
    # The label is a plural, which does not go with one.
    if row.metric.unit_label and row.metric.unit == Unit.COUNT and abs(gap) != 1:
        amount = f"{amount} {row.metric.unit_label}"
    above = (gap < 0) == (row.metric.direction != "lower")
    return (_("%(amount)s above the target") if above else _("%(amount)s below the target")) % {"amount": amount}


def flip_text(row: IndicatorRow) -> str:
    """Say what it would take for the verdict to change between reached and not; «» where nothing would."""
    outcome, unit = row.outcome, row.metric.unit
    if outcome.flip is None:
        return ""
    if outcome.flip == 0:
        return _("The result is exactly at the threshold.")
    amount = with_unit(show(abs(outcome.flip)), unit)
    reached = outcome.standing == Verdict.REACHED
    patterns = {
        (True, True): _("It would not have been reached with a result %(amount)s higher."),
        (True, False): _("It would not have been reached with a result more than %(amount)s lower."),
        (False, True): _("It would have been reached with a result %(amount)s higher."),
        (False, False): _("It would have been reached with a result %(amount)s lower."),
    }
    return patterns[reached, outcome.flip > 0] % {"amount": amount}


def reason_text(outcome: Outcome) -> str:
    """Say why a verdict cannot be decided; «» when it can."""
    return {
        Reason.DOUBT: _("The numbers are stated too loosely to decide."),
        Reason.NEUTRAL: _("Neither more nor less is better for this metric, so a bare number names no side."),
        Reason.CONTRADICTION: _("The target's words contradict the direction of the metric."),
    }.get(outcome.reason, "")


def working_lines(row: IndicatorRow) -> list[str]:
    """Say each step of the working as a line of words."""
    lines = [line for step in row.outcome.working if (line := _line(step, row))]
    if row.outcome.formula:
        lines.insert(0, _("Formula: %(formula)s") % {"formula": Formula(row.outcome.formula).label})
    return lines


def _line(step: Step, row: IndicatorRow) -> str:
    unit = row.metric.unit
    value = "" if step.value is None else with_unit(show(step.value), unit)
    names = {
        StepCode.RESULT: _("Result: %(value)s"),
        StepCode.TARGET: _("Target: %(value)s"),
        StepCode.BASELINE: _("Baseline: %(value)s"),
        StepCode.NUMERATOR: _("Divided: %(value)s"),
        StepCode.DENOMINATOR: _("Divided by: %(value)s"),
        StepCode.AT_LEAST: _("Reached from %(value)s"),
        StepCode.ABOVE: _("Reached above %(value)s"),
        StepCode.AT_MOST: _("Reached up to %(value)s"),
        StepCode.BELOW: _("Reached below %(value)s"),
        StepCode.NEARLY: _("Nearly reached from %(value)s"),
    }
    if step.code == StepCode.RATIO:
        return _("Attainment: %(value)s") % {"value": percent_text(row.outcome)}
    line = names[step.code] % {"value": value}
    if step.interval and not step.interval.is_point:
        line += f" ({interval_text(step.interval, unit)})"
    if step.code not in COMPARISONS:
        return line
    answer = {True: _("yes"), False: _("no"), None: _("cannot be decided")}[step.holds]
    return f"{line}: {answer}"


COMPARISONS = (StepCode.AT_LEAST, StepCode.ABOVE, StepCode.AT_MOST, StepCode.BELOW, StepCode.NEARLY)


def plan_sentence(page: PlanPage) -> str:
    """Sum up a plan in a sentence or two: «3 måltall: 2 nådd, 1 ikke nådd. 3 av 4 mål hadde ingen måltall.»"""
    count = len(page.judged)
    parts = ", ".join(f"{number} {verdict.label}" for verdict, number in page.tally)
    targets = ngettext("%(count)s target", "%(count)s targets", count) % {"count": count}
    first = f"{targets}: {parts}." if parts else _("No target values.")
    if not page.goals_without_target:
        return first
    total = len(page.goals)
    second = ngettext(
        "%(without)s of %(total)s goal had no target values.",
        "%(without)s of %(total)s goals had no target values.",
        total,
    ) % {"without": page.goals_without_target, "total": total}
    return f"{first} {second}"
