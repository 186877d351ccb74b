"""How a table becomes a whole file: definitions, sources and how to read it beside the rows.

Every table has two forms: as people see it on its page, and as data with all codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from metrics.exports import columns
from metrics.exports.sheets import Graph, Sheet, Workbook
from metrics.models import Metric, Publication


@dataclass(frozen=True)
class Origin:
    """Where and when a file is made: the page's address, the site's («https://host»), and the day."""

    page: str
    site: str
    today: date


@dataclass(frozen=True)
class Table:
    """What sets one workbook apart: its file name without an end, title, two forms, and perhaps a chart."""

    name: str
    title: str
    shown: Sheet
    data: Sheet
    graph: Graph | None = None


def workbook(table: Table, metrics: Iterable[Metric], sources: Iterable[Publication], origin: Origin) -> Workbook:
    """Add to a table the definitions, the sources and how to read it; one with drafts says so in its name."""
    publications = tuple(dict.fromkeys(sources))
    public = [one.published_at for one in publications if one.published_at and not one.is_ahead]
    drafts = len(public) < len(publications)
    return Workbook(
        name=f"{table.name}-utkast" if drafts else table.name,
        title=table.title,
        page=origin.page,
        shown=table.shown,
        data=table.data,
        metrics=Sheet.of(_("Definitions"), columns.definition(), dict.fromkeys(metrics)),
        sources=Sheet.of(_("Sources"), columns.publication(origin.site), publications),
        remarks=_remarks(drafts),
        downloaded=origin.today,
        created=max(public, default=None),
        graph=table.graph,
    )


def _remarks(drafts: bool) -> tuple[str, ...]:
    remarks = (
        _("The qualifier says how firmly a value is stated: «about 1440» is not 1440 exactly."),
        _("An empty value is not zero. Its status says why it is missing."),
        _("Percentages are written as they are said: 99.92 percent is 99.92."),
        _("Growth, attainment and outcome are computed. Everything else is stated by the publication named."),
    )
    return (_("This file holds drafts that are not public."), *remarks) if drafts else remarks
