"""What a sheet holds, cell by cell, before anybody has understood it. Pure.

A cell's value is what the file stores: text as `str`, a number as `Decimal` exactly as stored, a date as `date` or
`datetime`, a truth as `bool`; None is an empty cell. `percent` says that the file shows the number as a percentage, so
that 0.125 is 12,5 %, and `dressed` that its format adds words, a currency or a scale. `fault` is a code where the cell
holds what can be no value: an error of the spreadsheet, or a formula without a stored result.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Value = str | Decimal | date | datetime | bool | None


class CellFault(StrEnum):
    """Why a cell holds no value."""

    NONE = ""
    ERROR = "excel_error"
    NO_RESULT = "formula_without_result"


class Cell(NamedTuple):
    """One cell that is not empty, at its 0-based row and column; `_replace` makes one that differs.

    A tuple, because a sheet makes a million of them and a frozen dataclass takes four times as long to make.
    """

    row: int
    column: int
    value: Value
    percent: bool = False
    fault: CellFault = CellFault.NONE
    dressed: bool = False

    @property
    def address(self) -> str:
        """Its address as spreadsheets say it: «C5»."""
        return f"{column_name(self.column)}{self.row + 1}"


def column_name(column: int) -> str:
    """Name a 0-based column: 0 is «A», 26 is «AA»."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return letters


@dataclass(frozen=True)
class Sheet:
    """One sheet as read: its rows of non-empty cells in order, and what a person would see around them.

    `rows` may be read once only where the file is large. `merged` are 0-based (top, left, bottom, right), inclusive;
    `hidden_rows` and `hidden_columns` 0-based numbers; `others` the names of the workbook's other visible sheets and
    `hidden_sheets` those that are hidden. Without `formats_known` (xls) no cell says that it is a percentage, and an
    error is an empty cell: what such a sheet seems to say must be asked about.
    """

    name: str
    rows: Iterable[tuple[Cell, ...]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    others: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    formats_known: bool = True
