"""What the values alone do not say of each cell: how its number is shown, an error, a formula without a result."""

from dataclasses import dataclass, field
from enum import StrEnum

from metrics.imports.refusals import Refusal, Unreadable

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
MOST_MARKS = 2_000_000


class Mark(StrEnum):
    """The one-letter code of a mark between the child and its parent."""

    PERCENT = "p"
    DRESSED = "d"
    ERROR = "e"
    NO_RESULT = "n"


@dataclass
class Marks:
    """The marks of one sheet by 0-based column and row, and the rows, columns and merges a person would notice."""

    cells: dict[int, dict[int, Mark]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faulty_columns: set[int] = field(default_factory=set)
    last_faulty_row: int = -1
    count: int = 0

    def put(self, row: int, column: int, mark: Mark) -> None:
        self.count += 1
        if self.count > MOST_MARKS:
            raise Unreadable(Refusal.OUT_OF_MEMORY)
        self.cells.setdefault(column, {})[row] = mark
        if mark not in (Mark.PERCENT, Mark.DRESSED):
            self.faulty_columns.add(column)
            self.last_faulty_row = max(self.last_faulty_row, row)

    def put_shown(self, column: int, rows: list[int], mark: Mark) -> None:
        """Mark many cells of one column at once by how they are shown."""
        self.count += len(rows)
        if self.count > MOST_MARKS:
            raise Unreadable(Refusal.OUT_OF_MEMORY)
        self.cells.setdefault(column, {}).update(dict.fromkeys(rows, mark))

    def hide_columns(self, first: int, last: int) -> None:
        """Hide 0-based columns, both ends included, as far as a sheet goes."""
        self.hidden_columns.update(range(max(first, 0), min(last + 1, LAST_COLUMN)))
