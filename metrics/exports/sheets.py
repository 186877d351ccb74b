"""What a downloaded file holds, before it has a format: columns, rows and the sheets they make.

Pure. A value is a Decimal, a date, a text or None (empty); a number never becomes a float here, and a text
never becomes a formula.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

Value = Decimal | date | str | None
Row = TypeVar("Row")
Other = TypeVar("Other")
# What reads anything reads the narrower too: a column of «a metric or none» serves where there always is one.
Read_contra = TypeVar("Read_contra", contravariant=True)

# What makes a spreadsheet read a text as a formula; the wide forms are taken for the narrow by some.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ColumnKind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column: `key` is its name for machines (ASCII), `heading` the one for people, in their language."""

    key: str
    heading: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Field(Generic[Read_contra]):
    """A column, and how a row of some read says its value."""

    column: Column
    read: Callable[[Read_contra], Value]

    def of(self, get: Callable[[Other], Read_contra], prefix: str = "", owner: str = "") -> "Field[Other]":
        """Return the field of something within another row: `target_value`, «Target: Value» of a row's target."""
        heading = f"{owner}: {self.column.heading}" if owner else self.column.heading
        column = replace(self.column, key=prefix + self.column.key, heading=heading)
        return Field(column, lambda row: self.read(get(row)))


@dataclass(frozen=True)
class Sheet:
    """A table with a name of at most 31 characters; every row has one value a column.

    Raises ValueError for two columns with one key and for a row of another length.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError(f"two columns of «{self.name}» have the same key")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of «{self.name}» does not have a value for each column")

    @classmethod
    def of(cls, name: str, fields: Iterable[Field[Row]], rows: Iterable[Row]) -> "Sheet":
        """Make a sheet of rows by reading every field of each."""
        chosen = tuple(fields)
        return cls(
            name,
            tuple(field.column for field in chosen),
            tuple(tuple(field.read(row) for field in chosen) for row in rows),
        )

    def index(self, key: str) -> int:
        """Return the place of a column, from 0; ValueError when there is none."""
        return [column.key for column in self.columns].index(key)


@dataclass(frozen=True)
class Graph:
    """A chart of consecutive rows of the data sheet: `value` by `period`, both column keys; rows from 0."""

    title: str
    first: int
    last: int
    period: str = "period_label"
    value: str = "value"


@dataclass(frozen=True)
class Workbook:
    """Everything one download holds.

    `shown` is the table as people see it on the page, `data` the same rows for machines, `metrics` their
    definitions and `sources` the publications. `remarks` are sentences on how to read it, `page` the
    address it comes from, `created` when its newest source became public (None: only drafts).
    """

    name: str
    title: str
    page: str
    shown: Sheet
    data: Sheet
    metrics: Sheet
    sources: Sheet
    remarks: tuple[str, ...]
    downloaded: date
    created: datetime | None = None
    graph: Graph | None = None


def plain(number: Decimal, mark: str = ".") -> str:
    """Write a number exactly: no exponent, no groups, no zeros after the fraction, no negative zero.

    >>> plain(Decimal("1E+9")), plain(Decimal("-99.9200"), mark=",")
    ('1000000000', '-99,92')
    """
    whole, _, part = format(number, "f").partition(".")
    part = part.rstrip("0")
    if not part and not whole.strip("-0"):
        return "0"
    return f"{whole}{mark}{part}" if part else whole


def decimals(number: Decimal) -> int:
    """Return how many decimals a number needs: 2 for 99.9200, none for 1E+9."""
    return len(plain(number).partition(".")[2])


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe.

    A sign that stands alone is no formula, and tables print «-» for what they do not state.
    """
    begins_like_one = text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)
    return f"'{text}" if begins_like_one and len(text.strip()) > 1 else text
