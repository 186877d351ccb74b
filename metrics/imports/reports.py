"""What a sheet says, laid out: as one JSON object for programs, as aligned lines for people."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.choices import Unit
from metrics.imports.findings import ReadFigure, Remark, Understood
from metrics.imports.wording import remark_text
from metrics.numbers import show
from metrics.wording import period_text, quantity_text

WIDEST = 60  # signs of a label before it is cut


def as_json(understood: Understood) -> dict[str, Any]:
    """The object `readsheet --json` prints; numbers are texts, so that no digit is lost."""
    return {
        "figures": [_figure(figure) for figure in understood.figures],
        "claims": [
            {
                "metric": claim.metric,
                "text": claim.text,
                "cell": claim.cell,
                "stated": _digits(claim.stated),
                "recomputed": _digits(claim.recomputed),
                "agrees": claim.agrees,
            }
            for claim in understood.claims
        ],
        "warnings": [_remark(remark) for remark in understood.warnings],
        "questions": [_remark(remark) for remark in understood.questions],
        "faults": [_remark(remark) for remark in understood.faults],
    }


def refused_json(code: str, message: str) -> dict[str, Any]:
    """The same object for a file that is refused whole."""
    empty = as_json(Understood())
    return {**empty, "faults": [{"code": code, "cell": None, "message": message}]}


def _figure(figure: ReadFigure) -> dict[str, Any]:
    quantity = figure.quantity
    return {
        "metric": figure.metric,
        "kind": figure.kind.value,
        "period": figure.period.code,
        "value": _digits(quantity.value),
        "upper": _digits(quantity.upper),
        "qualifier": quantity.qualifier.value,
        "status": quantity.status.value,
        "unit": figure.unit,
        "printed": figure.printed,
        "cell": figure.cell,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    said: dict[str, Any] = {"code": str(remark.code), "cell": remark.cell, "message": remark_text(remark)}
    if len(remark.cells) > 1:
        said["cells"] = list(remark.cells)
    if remark.candidates:
        said["candidates"] = [[_digits(value) for value in values] for values in remark.candidates]
    return said


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def as_lines(understood: Understood) -> Iterator[str]:
    """Yield the same for people: figures and claims in columns, then everything that is to be known or settled."""
    if understood.figures:
        yield _("Figures")
        yield from _aligned([_figure_cells(figure) for figure in understood.figures])
    if understood.claims:
        yield from ("", _("Printed change"))
        yield from _aligned(
            [
                [claim.metric, claim.text, _shown(claim.recomputed), _agreement(claim.agrees), claim.cell]
                for claim in understood.claims
            ]
        )
    for title, remarks in (
        (_("Warnings"), understood.warnings),
        (_("Questions"), understood.questions),
        (_("Faults"), understood.faults),
    ):
        if remarks:
            yield from ("", title)
            yield from _aligned([[remark.cell, remark_text(remark)] for remark in remarks])
    yield from ("", _summary(understood))


def _summary(understood: Understood) -> str:
    counted = [
        (ngettext("%(count)s figure", "%(count)s figures", len(understood.figures)), understood.figures),
        (ngettext("%(count)s question", "%(count)s questions", len(understood.questions)), understood.questions),
        (ngettext("%(count)s fault", "%(count)s faults", len(understood.faults)), understood.faults),
    ]
    return ", ".join(words % {"count": len(rows)} for words, rows in counted) + "."


def _figure_cells(figure: ReadFigure) -> list[str]:
    known = figure.unit if figure.unit in Unit.values else Unit.COUNT
    value = quantity_text(figure.quantity, known or Unit.COUNT)
    if figure.unit and known != figure.unit and not figure.quantity.missing:
        value = f"{value} {figure.unit}"
    status = "" if figure.quantity.missing or figure.quantity.status == "final" else figure.quantity.status.label
    return [figure.metric, str(figure.kind.label), period_text(figure.period), value, str(status), figure.cell]


def _shown(value: Decimal | None) -> str:
    return "" if value is None else show(value)


def _agreement(agrees: bool | None) -> str:
    return {True: _("agrees"), False: _("differs"), None: _("cannot be checked")}[agrees]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row on a line, every column as wide as its widest cell; control signs of a file never reach a terminal."""
    clean = [[_printable(cell) for cell in row] for row in rows]
    widths = [min(WIDEST, max(map(len, column))) for column in zip(*clean, strict=True)]
    for row in clean:
        cells = [_cut(cell).ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield "  ".join(["", *cells, row[-1]]).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else " " for sign in text)
