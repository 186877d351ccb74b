"""What pages about goals hold, in a sentence or two: what search engines and shared links show."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.queries import GoalPage, PlanPage
from goals.wording import plan_sentence


def plan_description(page: PlanPage) -> str:
    """Sum up a plan: «Digdir, Fellesløsninger 2021. 3 måltall: 2 nådd, 1 ikke nådd. …»"""
    return f"{page.plan.agency}, {page.plan}. {plan_sentence(page)}"


def goal_description(page: GoalPage) -> str:
    """Sum up a goal: «3 måltall: 2 nådd, 1 ikke nådd. Ta i bruk Altinn 3. Fellesløsninger 2021.»"""
    title = page.goal.title.rstrip(".")
    return f"{_outcome(page)} {title}. {page.goal.plan.agency}, {page.goal.plan}."


def _outcome(page: GoalPage) -> str:
    count = len(page.row.with_target)
    if count:
        parts = ", ".join(f"{number} {verdict.label}" for verdict, number in page.row.tally)
        targets = ngettext("%(count)s target", "%(count)s targets", count) % {"count": count}
        return f"{targets}: {parts}."
    count = len(page.row.without_target)
    if not count:
        return _("No target values.")
    followed = ngettext(
        "%(count)s metric is followed without a target.", "%(count)s metrics are followed without a target.", count
    )
    return followed % {"count": count}
