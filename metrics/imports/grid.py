"""The cells of a sheet by row and column, without the blank ones, and what was merged. Pure."""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from metrics.imports.cells import Cell, Sheet
from metrics.imports.headings import plain
from metrics.periods import FIRST_YEAR, LAST_YEAR

Row = dict[int, Cell]
Merge = tuple[int, int, int, int]


@dataclass
class Grid:
    """Rows that hold something, by number; `order` their numbers from the top."""

    rows: dict[int, Row]
    order: list[int]
    merges: list[Merge]
    tops: dict[int, list[Merge]] = field(default_factory=dict)

    def merged_down(self, row: int, column: int) -> Cell | None:
        """The cell that holds for this one: itself, or the one a merge downwards repeats."""
        own = self.rows.get(row, {}).get(column)
        if own or column not in self.tops:
            return own
        spans = self.tops[column]
        place = bisect_right(spans, (row, column, row, LAST_YEAR**3)) - 1
        if place >= 0 and spans[place][0] <= row <= spans[place][2]:
            return self.rows.get(spans[place][0], {}).get(column)
        return None


def grid_of(sheet: Sheet) -> Grid:
    """Take a sheet's cells in; texts of blanks and invisible signs are empty cells."""
    rows: dict[int, Row] = {}
    for cells in sheet.rows:
        kept = {cell.column: cell for cell in cells if not _is_blank(cell)}
        if kept:
            rows[next(iter(kept.values())).row] = kept
    grid = Grid(rows, sorted(rows), sorted(sheet.merged))
    for merge in grid.merges:
        if merge[2] > merge[0]:
            grid.tops.setdefault(merge[1], []).append(merge)
    return grid


def _is_blank(cell: Cell) -> bool:
    if cell.fault:
        return False
    return cell.value is None or (isinstance(cell.value, str) and not plain(cell.value))


def is_year(value: object) -> bool:
    """Whether a typed number can be a year."""
    return isinstance(value, Decimal) and value == value.to_integral_value() and FIRST_YEAR <= value <= LAST_YEAR


def _is_whole(cell: Cell) -> bool:
    value = cell.value
    plainly = isinstance(value, Decimal) and not (cell.percent or cell.dressed)
    return plainly and isinstance(value, Decimal) and value == value.to_integral_value()


def text_of(cell: Cell) -> str | None:
    """The words of a cell, a whole number as its digits; None for what is no text."""
    if isinstance(cell.value, str):
        return cell.value
    if isinstance(cell.value, Decimal) and _is_whole(cell):
        return f"{cell.value:f}".split(".")[0]
    return None
