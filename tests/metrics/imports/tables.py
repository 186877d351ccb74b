"""Sheets as tests write them: a row per line, cells between bars, or typed values in lists."""

from collections.abc import Sequence
from decimal import Decimal

from metrics.imports.cells import Cell, CellFault, Sheet
from metrics.imports.findings import Understood
from metrics.imports.layouts import understand


class Shown(Decimal):
    """A number that its sheet shows as a percentage: Shown("0.125") is 12,5 %."""


def cell_at(row: int, column: int, value: object) -> Cell:
    if isinstance(value, CellFault):
        return Cell(row, column, None, fault=value)
    if isinstance(value, Shown):
        return Cell(row, column, Decimal(value), percent=True)
    if isinstance(value, int) and not isinstance(value, bool):
        return Cell(row, column, Decimal(value))
    return Cell(row, column, value)


def sheet(rows: str | Sequence[Sequence[object]], **around: object) -> Sheet:
    """A sheet named «Ark1»; «|» parts the cells of a line, and an empty line is a blank row."""
    if isinstance(rows, str):
        rows = [[part.strip() for part in line.split("|")] for line in rows.strip("\n").split("\n")]
    cells = [
        tuple(cell_at(number, column, value) for column, value in enumerate(row) if value not in (None, ""))
        for number, row in enumerate(rows)
    ]
    return Sheet(**{"name": "Ark1", "rows": cells, **around})


def read(rows: str | Sequence[Sequence[object]], **around: object) -> Understood:
    return understand(sheet(rows, **around))


def said(understood: Understood) -> list[str]:
    """Every figure in one line: metric, kind, period, value, unit, cell; kind only where it is no result."""
    lines = []
    for figure in understood.figures:
        kind = "" if figure.kind == "result" else f" {figure.kind}"
        value = figure.quantity.status if figure.quantity.value is None else f"{figure.quantity.value:f}"
        unit = f" {figure.unit}" if figure.unit else ""
        lines.append(f"{figure.metric}{kind} {figure.period.code}: {value}{unit} [{figure.cell.partition('!')[2]}]")
    return lines


def codes(remarks: Sequence[object]) -> list[str]:
    """Each remark as its code and cells: «dash C2 C3»."""
    return [
        " ".join([str(one.code), *(cell.partition("!")[2] for cell in one.cells or (one.cell,))]).strip()
        for one in remarks
    ]
