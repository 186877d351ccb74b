"""How outcomes read in words, in the language of the page."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from goals.attainment import Outcome, Reason, Step, StepCode
from goals.choices import Formula, Verdict
from goals.queries import IndicatorRow, PlanPage
from metrics.choices import Unit
from metrics.models import Metric
from metrics.numbers import MAX_DECIMALS, rounded, show
from metrics.quantities import HUNDRED, ONE, ZERO, Interval, Quantity
from metrics.wording import amount_text, difference_text, interval_text, quantity_text, with_unit

SMALLEST = ONE.scaleb(-MAX_DECIMALS)  # the smallest difference between two values that can be stored
# Lazy, so that only the words that are used are looked up.
FLIPPED = {
    (True, True): gettext_lazy("It would not have been reached with a result %(amount)s higher."),
    (True, False): gettext_lazy("It would not have been reached with a result %(amount)s lower."),
    (False, True): gettext_lazy("It would have been reached with a result %(amount)s higher."),
    (False, False): gettext_lazy("It would have been reached with a result %(amount)s lower."),
}
STATED = {
    StepCode.RESULT: gettext_lazy("Result: %(value)s"),
    StepCode.TARGET: gettext_lazy("Target: %(value)s"),
    StepCode.BASELINE: gettext_lazy("Baseline: %(value)s"),
    StepCode.NUMERATOR: gettext_lazy("Divided: %(value)s"),
    StepCode.DENOMINATOR: gettext_lazy("Divided by: %(value)s"),
    StepCode.AT_LEAST: gettext_lazy("Reached from %(value)s"),
    StepCode.ABOVE: gettext_lazy("Reached above %(value)s"),
    StepCode.AT_MOST: gettext_lazy("Reached up to %(value)s"),
    StepCode.BELOW: gettext_lazy("Reached below %(value)s"),
    StepCode.NEARLY_FROM: gettext_lazy("Nearly reached from %(value)s"),
    StepCode.NEARLY_UP_TO: gettext_lazy("Nearly reached up to %(value)s"),
}
WHY_UNDECIDED = {
    Reason.DOUBT: gettext_lazy("The numbers are stated too loosely to decide."),
    Reason.NEUTRAL: gettext_lazy("Neither more nor less is better for this metric, so a bare number names no side."),
    Reason.CONTRADICTION: gettext_lazy("The target's words contradict the direction of the metric."),
}


def percent_text(outcome: Outcome) -> str:
    """Say attainment in percent, on the verdict's side of every threshold: «106,7 %», «100 %», or «».

    In doubt, every percentage it may be: «over 80 %», «under 50 %», «53,6–62,4 %».
    """
    shown = outcome.shown_ratio()
    if shown is not None:
        return with_unit(show(shown), Unit.PERCENT)
    percent = outcome.percent
    if percent is not None and percent.low == 0:
        # «More than nothing» is no news.
        percent = Interval(None, percent.high, high_open=percent.high_open)
    stated = Quantity.spanning(percent) if percent else None
    if percent is None or stated is None:
        return ""
    thresholds = (HUNDRED,) if outcome.near_from is None else (HUNDRED, outcome.near_from)
    if stated.upper is not None and (percent.low_open or percent.high_open):
        return interval_text(percent, Unit.PERCENT, 1, thresholds)
    return quantity_text(stated, Unit.PERCENT, 1, thresholds)


def gap_text(row: IndicatorRow) -> str:
    """Say how far the result is from the target as a number: «74 776 transaksjoner under målet».

    In doubt, how far it may be: «mindre enn 2 000 under målet, eller over». «» on the target, inside a
    corridor, and where doubt leaves nothing to say.
    """
    gap = row.outcome.gap
    if gap is None:
        return ""
    below, above = gap.negate(), gap
    if gap.certainly_at_least(ZERO):
        return _on_one_side(above, row.metric, _("above the target"), _("%(amount)s above the target"))
    if gap.certainly_at_most(ZERO):
        return _on_one_side(below, row.metric, _("below the target"), _("%(amount)s below the target"))
    if gap.low is not None and gap.high is not None:
        ends = {
            "below": difference_text(Interval.point(below.high or ZERO), row.metric.unit),
            "above": difference_text(Interval.point(above.high or ZERO), row.metric.unit),
        }
        return _("between %(below)s below and %(above)s above the target") % ends
    if gap.low is not None:
        return _("%(amount)s below the target, or above it") % {"amount": _amount(below, row.metric)}
    if gap.high is not None:
        return _("%(amount)s above the target, or below it") % {"amount": _amount(above, row.metric)}
    return ""


def _on_one_side(size: Interval, metric: Metric, bare: str, pattern: str) -> str:
    """Say a distance of zero or more; `bare` says the side alone, where no amount is known."""
    if size.high is not None:
        return "" if size.high == 0 else pattern % {"amount": _amount(size, metric)}
    if size.low == 0:
        return bare if size.low_open else ""
    return pattern % {"amount": _amount(size, metric)}


def _amount(size: Interval, metric: Metric) -> str:
    """Say how much, up to the upper end where the lower is no more than zero, and of what."""
    if size.low is None or size.low <= 0:
        size = Interval(None, size.high, high_open=size.high_open)
    elif size.is_point and not rounded(size.low):
        size = Interval(None, SMALLEST, high_open=True)
    amount = difference_text(size, metric.unit)
    # The label is a plural, which does not go with one.
    if not metric.unit_label or metric.unit != Unit.COUNT or (size.is_point and size.low == 1):
        return amount
    return f"{amount} {metric.unit_label}"


def computed_text(row: IndicatorRow) -> str:
    """Say the result made of its parts, on the same side of every threshold as the verdict; «» without one."""
    computed = row.rolled_up.computed
    return quantity_text(computed, row.metric.unit, apart=_limits(row.outcome)) if computed else ""


def flip_text(row: IndicatorRow) -> str:
    """Say what it would take for the verdict to change between reached and not; «» where nothing would."""
    outcome = row.outcome
    if outcome.flip is None:
        return ""
    if outcome.flip == 0:
        return _("The result is exactly at the threshold.")
    # Rounded up, the change is still enough; and then also where the flip itself is not.
    change = rounded(abs(outcome.flip), rounding=ROUND_CEILING)
    enough = outcome.flip_inclusive or change != abs(outcome.flip)
    size = Interval.point(change) if enough else Interval(change, None, low_open=True)
    pattern = FLIPPED[outcome.standing == Verdict.REACHED, outcome.flip > 0]
    return pattern % {"amount": difference_text(size, row.metric.unit)}


def reason_text(outcome: Outcome) -> str:
    """Say why a verdict cannot be decided; «» when it can."""
    return str(WHY_UNDECIDED.get(outcome.reason, ""))


def working_lines(row: IndicatorRow) -> list[str]:
    """Say each step of the working as a line of words."""
    lines = [line for step in row.outcome.working if (line := _line(step, row))]
    if row.outcome.formula:
        lines.insert(0, _("Formula: %(formula)s") % {"formula": Formula(row.outcome.formula).label})
    return lines


def _line(step: Step, row: IndicatorRow) -> str:
    if step.code == StepCode.RATIO:
        percent = percent_text(row.outcome)
        return _("Attainment: %(value)s") % {"value": percent} if percent else ""
    line = STATED[step.code] % {"value": _value_text(step, row)}
    if step.code not in _COMPARISONS:
        return line
    answer = {True: _("yes"), False: _("no"), None: _("cannot be decided")}[step.holds]
    return f"{line}: {answer}"


_LIMITS_BELOW = (StepCode.AT_LEAST, StepCode.ABOVE, StepCode.NEARLY_FROM)
_LIMITS_ABOVE = (StepCode.AT_MOST, StepCode.BELOW, StepCode.NEARLY_UP_TO)
_COMPARISONS = (*_LIMITS_BELOW, *_LIMITS_ABOVE)


def _value_text(step: Step, row: IndicatorRow) -> str:
    """Say a step's number, never on the other side of a threshold, and what its doubt allows."""
    value, unit = step.value or ZERO, row.metric.unit
    if step.code in _COMPARISONS:
        # Results that can be stored have so few decimals that a limit rounded inwards divides them alike.
        inwards = ROUND_CEILING if step.code in _LIMITS_BELOW else ROUND_FLOOR
        text = with_unit(show(rounded(value, rounding=inwards)), unit)
    elif _is_difference(step, row.outcome):
        text = difference_text(Interval.point(value), unit)
    else:
        text = amount_text(value, unit, apart=_limits(row.outcome))
    if not step.interval or step.interval.is_point:
        return text
    say = difference_text if _is_difference(step, row.outcome) else interval_text
    return f"{text} ({say(step.interval, unit)})"


def _limits(outcome: Outcome) -> list[Decimal]:
    """Return the values at which the verdict turns."""
    return [step.value for step in outcome.working if step.code in _COMPARISONS and step.value is not None]


def _is_difference(step: Step, outcome: Outcome) -> bool:
    return outcome.formula == Formula.PROGRESS and step.code in (StepCode.NUMERATOR, StepCode.DENOMINATOR)


def plan_sentence(page: PlanPage) -> str:
    """Sum up a plan as people write: «Tre måltall: to nådd, ett ikke nådd. Tre av fire mål hadde ingen måltall.»"""
    sentences = []
    count, total = len(page.judged), len(page.goals)
    if count:
        targets = ngettext("%(count)s target", "%(count)s targets", count) % {"count": _in_words(count)}
        sentences.append(f"{targets}: " + ", ".join(_tallied(verdict, number) for verdict, number in page.tally))
    if page.goals_without_target:
        pattern = ngettext(
            "%(without)s of %(total)s goal had no target values",
            "%(without)s of %(total)s goals had no target values",
            total,
        )
        sentences.append(pattern % {"without": _in_words(page.goals_without_target), "total": _in_words(total)})
    if not sentences:
        sentences = [_("No target values")]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def _tallied(verdict: Verdict, number: int) -> str:
    """Say how many targets came to a verdict: «to nådd», «ett uten resultat»."""
    pattern = {
        Verdict.REACHED: pgettext("tally", "%(count)s reached"),
        Verdict.NEARLY: pgettext("tally", "%(count)s nearly reached"),
        Verdict.NOT_REACHED: pgettext("tally", "%(count)s not reached"),
        Verdict.UNDECIDED: pgettext("tally", "%(count)s that cannot be decided"),
        Verdict.NO_RESULT: pgettext("tally", "%(count)s without a result"),
        Verdict.OPEN: pgettext("tally", "%(count)s still open"),
    }[verdict]
    return pattern % {"count": _in_words(number)}


def _in_words(number: int) -> str:
    """Say a number of targets or goals, up to twelve in words; both are neuter in Norwegian: «ett», not «én»."""
    words = (
        pgettext("neuter", "one"),
        pgettext("neuter", "two"),
        pgettext("neuter", "three"),
        pgettext("neuter", "four"),
        pgettext("neuter", "five"),
        pgettext("neuter", "six"),
        pgettext("neuter", "seven"),
        pgettext("neuter", "eight"),
        pgettext("neuter", "nine"),
        pgettext("neuter", "ten"),
        pgettext("neuter", "eleven"),
        pgettext("neuter", "twelve"),
    )
    return words[number - 1] if 1 <= number <= len(words) else show(Decimal(number))
