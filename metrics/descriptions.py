"""What pages about measurement hold, in a sentence or two: what search engines and shared links show."""

from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.choices import Unit
from metrics.models import Publication
from metrics.queries import MetricPage, PublicationPage, PublicationsPage, SolutionPage, SolutionsPage, StatisticsPage
from metrics.wording import growth_text, period_text, quantity_text

# How many names a list in a sentence holds before it says how many more there are.
NAMED = 3


def metric_description(page: MetricPage) -> str:
    """Say the latest result: «2021: 317 565 317 innlogginger, +28,6 % fra året før. Fellesløsning: ID-porten.»"""
    parts = [_latest(page), page.metric.definition]
    if page.solution:
        parts.insert(1, _("Common solution: %(name)s") % {"name": page.solution})
    return " ".join(_sentence(part) for part in parts if part)


def _latest(page: MetricPage) -> str:
    if page.latest is None:
        return _("No result has a value yet.") if page.rows else _("No result has been published yet.")
    label = page.metric.unit_label if page.metric.unit == Unit.COUNT else ""
    value = " ".join(filter(None, (quantity_text(page.latest.quantity, page.metric.unit), label)))
    change = growth_text(page.growth) if page.growth else ""
    stated = f"{period_text(page.latest.period)}: {value}"
    if not change:
        return stated
    return _("%(stated)s, %(change)s from the year before") % {"stated": stated, "change": change}


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def solution_description(page: SolutionPage) -> str:
    """Name a solution's family, members and metrics: «En del av Altinn. Nøkkeltall: …»"""
    parts = []
    if page.family:
        parts.append(_("Part of %(family)s.") % {"family": page.family})
    if page.members:
        parts.append(_("Solutions in the family: %(names)s.") % {"names": _names(page.members)})
    if page.rows:
        parts.append(_("Metrics: %(names)s.") % {"names": _names([row.metric for row in page.rows])})
    return " ".join(parts) or _("No figures have been published for this solution yet.")


def _names(things: Iterable[object]) -> str:
    names = [str(one) for one in things]
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("%(names)s and %(count)s more") % {"names": ", ".join(names[:NAMED]), "count": len(names) - NAMED}


def solutions_description(page: SolutionsPage) -> str:
    if not page.rows:
        return _("No common solutions have been published yet.")
    # A family is not counted, and so is no example.
    alone = [head for head, members in page.rows if not members]
    examples = alone or [one for _head, members in page.rows for one in members]
    counted = ngettext("%(count)s common solution", "%(count)s common solutions", page.count) % {"count": page.count}
    return _("%(counted)s, such as %(names)s.") % {"counted": counted, "names": ", ".join(map(str, examples[:NAMED]))}


def statistics_description(page: StatisticsPage) -> str:
    """Say how many metrics for which years: «18 nøkkeltall for 2019–2021: …»"""
    if not page.rows:
        return _("No statistics have been published yet.")
    first, last = page.years[0], page.years[-1]
    years = str(first) if first == last else f"{first}–{last}"
    count = len(page.rows)
    counted = ngettext("%(count)s metric for %(years)s", "%(count)s metrics for %(years)s", count)
    words = {"count": count, "years": years}
    return f"{counted % words}: {_names([row.metric for row in page.rows])}."


def publication_description(page: PublicationPage) -> str:
    """Say what a publication is and how much it states: «Årsrapport fra Digdir, offentlig fra 1. mai 2022. …»"""
    figures, claims = len(page.figures), len(page.claims)
    held = [
        ngettext("%(count)s figure", "%(count)s figures", figures) % {"count": figures},
        ngettext("%(count)s printed statement", "%(count)s printed statements", claims) % {"count": claims},
    ]
    return f"{_kind(page.publication)}. " + _("Here: %(figures)s and %(claims)s.") % {
        "figures": held[0],
        "claims": held[1],
    }


def _kind(publication: Publication) -> str:
    kind = str(publication.get_type_display())
    parts = [kind[:1].upper() + kind[1:]]
    if publication.issuer:
        parts.append(_("issued by %(issuer)s") % {"issuer": publication.issuer})
    if publication.published_at:
        day = formats.date_format(timezone.localtime(publication.published_at), "j. F Y")
        parts.append(_("public from %(day)s") % {"day": day})
    return ", ".join(parts)


def publications_description(page: PublicationsPage) -> str:
    count = len(page.publications)
    if not count:
        return _("Nothing has been published yet.")
    counted = ngettext("%(count)s publication", "%(count)s publications", count) % {"count": count}
    return _("%(counted)s, the newest first: %(names)s.") % {"counted": counted, "names": _names(page.publications)}
