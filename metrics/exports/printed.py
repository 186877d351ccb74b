"""The download of a publication: everything it prints, word for word."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from metrics.choices import ClaimType, Kind
from metrics.exports import columns
from metrics.exports.columns import text, within
from metrics.exports.sheets import Field, Sheet, Workbook
from metrics.exports.workbooks import Origin, Table, workbook
from metrics.models import Claim, Figure, Metric, Publication
from metrics.periods import Period
from metrics.quantities import Quantity
from metrics.queries import PublicationPage

METRIC, PERIOD, QUANTITY = attrgetter("metric"), attrgetter("period"), attrgetter("quantity")


@dataclass(frozen=True)
class Printed:
    """What a publication prints: a figure, or a statement (its metric only where the reader may see that one)."""

    publication: Publication
    figure: Figure | None
    claim: Claim | None
    metric: Metric | None
    period: Period | None

    @property
    def quantity(self) -> Quantity | None:
        return self.figure.quantity if self.figure else None

    @property
    def measure(self) -> Kind | ClaimType:
        return Kind(self.figure.kind) if self.figure else ClaimType(self.claim.type if self.claim else "")

    @property
    def printed(self) -> str:
        return self.figure.printed if self.figure else self.claim.text if self.claim else ""

    @property
    def stated(self) -> Figure | Claim | None:
        return self.figure or self.claim


def publication_workbook(page: PublicationPage, origin: Origin) -> Workbook:
    """Return everything a publication prints: its figures, then its statements word for word."""
    source = page.publication
    figures = [Printed(source, figure, None, figure.metric, figure.period) for figure in page.figures]
    claims = [
        Printed(source, None, claim, claim.metric if getattr(claim, "shows_metric", False) else None, claim.period)
        for claim in page.claims
    ]
    rows = figures + claims
    table = Table(
        source.slug,
        source.title,
        Sheet.of(_("As printed"), _printed_shown(), rows),
        Sheet.of(_("Data"), _printed_data(), rows),
    )
    return workbook(table, [row.metric for row in rows if row.metric], [source], origin)


def _printed_shown() -> list[Field[Printed]]:
    return [
        text("record_label", _("Type"), lambda row: _("figure") if row.figure else _("statement")),
        *within(columns.shown_metric(), METRIC),
        *within(columns.shown_period(), PERIOD),
        text("measure_label", _("Kind"), lambda row: str(row.measure.label)),
        *within(columns.shown_quantity(), QUANTITY),
        *within(columns.shown_unit(), METRIC),
        *_words(),
    ]


def _printed_data() -> list[Field[Printed]]:
    return [
        text("record", _("Type's code"), lambda row: "figure" if row.figure else "claim"),
        text("number", _("Number"), lambda row: str(row.claim.number) if row.claim else None),
        *within(columns.metric(), METRIC),
        *within(columns.period(), PERIOD),
        text("measure", _("Kind's code"), lambda row: row.measure.value),
        text("measure_label", _("Kind"), lambda row: str(row.measure.label)),
        *within(columns.quantity(), QUANTITY),
        *within(columns.unit(), METRIC),
        *_words(),
        *within(columns.source(), attrgetter("publication")),
    ]


def _words() -> list[Field[Printed]]:
    return [
        text("printed", _("As printed"), attrgetter("printed")),
        text("place", _("Place in the publication"), attrgetter("stated.place")),
        text("note", _("Note"), attrgetter("stated.note")),
    ]
