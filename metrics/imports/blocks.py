"""How rows travel from the child to its parent: blocks of columns, in JSON.

A column of one type crosses as one text or one list, which both sides make without touching each value by itself; that
is most of what makes guarded reading as fast as it is. The parent takes nothing but texts and lists from a child that
has parsed a file nobody trusts.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import repeat, zip_longest
from typing import Any

from metrics.imports.cells import Cell, CellFault, Value
from metrics.imports.marks import LAST_COLUMN, Mark, Marks
from metrics.imports.refusals import Refusal, Unreadable

BLOCK_CELLS, BLOCK_ROWS = 6_000, 100  # so few that the cells of a narrow block never wake the garbage collector
UNMARKED = "."
FAULTS = {Mark.ERROR.value: CellFault.ERROR, Mark.NO_RESULT.value: CellFault.NO_RESULT}
# What a text file or an old workbook holds where a spreadsheet showed an error, in English and Norwegian.
ERROR_TEXTS = frozenset(
    [
        "#N/A",
        "#I/T",
        "#DIV/0!",
        "#VALUE!",
        "#VERDI!",
        "#REF!",
        "#NAME?",
        "#NAVN?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
    ]
)
NUMBERS, DATES, MOMENTS, TEXTS, MIXED = "n", "d", "t", "s", "m"
make_cell = partial(tuple.__new__, Cell)

Row = Sequence[Any]


def blocks(rows: Iterable[Row], left: int, marks: Marks) -> Iterator[list[Any]]:
    """Yield `[first row, height, columns]`, a column being `[number, kind, values, marks]`, until the rows end.

    `left` is the number of the first value's column. A column without values and faults is left out.
    """
    block: list[Row] = []
    first = width = 0
    for row in rows:
        wider = max(width, len(row))
        if wider > LAST_COLUMN:
            raise Unreadable(Refusal.TOO_WIDE, limit=LAST_COLUMN)
        if block and (len(block) == BLOCK_ROWS or wider * (len(block) + 1) > BLOCK_CELLS):
            yield [first, len(block), packed_columns(block, first, left, marks)]
            first += len(block)
            block, wider = [], len(row)
        block.append(row)
        width = wider
    if block:
        yield [first, len(block), packed_columns(block, first, left, marks)]


def packed_columns(block: list[Row], first: int, left: int, marks: Marks) -> list[list[Any]]:
    columns = dict(enumerate(zip_longest(*block, fillvalue=""), left))
    rows = range(first, first + len(block))
    packed = []
    for number in sorted(columns.keys() | marks.faulty_columns):
        values = columns.get(number, ("",) * len(block))
        types = set(map(type, values))
        found = marks.cells.get(number)
        signs = [sign or UNMARKED for sign in map(found.get, rows)] if found else []
        if str in types and not ERROR_TEXTS.isdisjoint(values):
            signs = [
                Mark.ERROR if value in ERROR_TEXTS else sign
                for value, sign in zip(values, signs or repeat(UNMARKED), strict=False)
            ]
        line = "".join(signs)
        line = line if line.strip(UNMARKED) else ""
        if any(one != "" for one in values) or (line and not FAULTS.keys().isdisjoint(line)):
            packed.append([number, *packed_values(values, types), line])
    return packed


def packed_values(values: Sequence[Any], types: set[type]) -> tuple[str, Any]:
    """Write one column as shortly as its types allow."""
    if types == {float}:
        return NUMBERS, plain_numbers(" ".join(map(repr, values)))
    if types == {date}:
        return DATES, list(map(date.isoformat, values))
    if types == {datetime}:
        return MOMENTS, list(map(datetime.isoformat, values))
    if types == {str}:
        return TEXTS, values
    return MIXED, list(map(packed_value, values))


def plain_numbers(text: str) -> str:
    """Drop the «.0» that floats write after a whole number, which no spreadsheet stores."""
    return f"{text} ".replace(".0 ", " ").rstrip()


def packed_value(value: object) -> object:
    """Write a value among others of other types: a text and a truth as they are, the rest with their kind."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return [NUMBERS, plain_numbers(repr(value))]
    if isinstance(value, datetime):
        return [MOMENTS, [value.isoformat()]]
    if isinstance(value, date):
        return [DATES, [value.isoformat()]]
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


def rows_of(block: list[Any]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of every row of a block that has any; raises ValueError or the like where it is malformed."""
    first, height, columns = block
    rows = range(first, first + height)
    made = [cells_of(rows, *column) for column in columns]
    if any(None in column for column in made):
        yield from filter(None, (tuple(filter(None, row)) for row in zip(*made, strict=True)))
    else:
        yield from zip(*made, strict=True)


def cells_of(rows: range, number: int, kind: str, packed: Any, signs: str) -> list[Cell | None]:
    """Make the cells of one column, None where it is empty."""
    values = unpacked_values(kind, packed)
    uniform = not signs or (not signs.strip(Mark.PERCENT) and kind == NUMBERS)
    if uniform and (kind not in (TEXTS, MIXED) or "" not in values):
        unmarked = repeat(CellFault.NONE), repeat(False)
        return list(map(make_cell, zip(rows, repeat(number), values, repeat(bool(signs)), *unmarked)))
    marked = zip(rows, values, signs or repeat(UNMARKED), strict=False)
    return [cell_of(row, number, value, sign) for row, value, sign in marked]


def cell_of(row: int, column: int, value: Value, sign: str) -> Cell | None:
    """Make one cell by its mark; one with a fault has no value, and only a number can be shown otherwise than it is."""
    if sign in FAULTS:
        return Cell(row, column, None, False, FAULTS[sign])
    if value == "":
        return None
    number = isinstance(value, Decimal)
    return Cell(row, column, value, number and sign == Mark.PERCENT, dressed=number and sign == Mark.DRESSED)


def unpacked_values(kind: str, packed: Any) -> Sequence[Value]:
    if kind == NUMBERS:
        return list(map(number_of, packed.split(" "))) if "n" in packed else list(map(Decimal, packed.split(" ")))
    if kind == DATES:
        return list(map(date.fromisoformat, packed))
    if kind == MOMENTS:
        return list(map(datetime.fromisoformat, packed))
    if kind == TEXTS:
        return list(packed)
    return [unpacked_values(*one)[0] if isinstance(one, list) else one for one in packed]


def number_of(text: str) -> Value:
    """Read a number; what is beyond every number («inf», «nan») stays a text, which nobody takes for a figure."""
    return text if "n" in text else Decimal(text)


def written(message: object) -> str:
    return json.dumps(message, separators=(",", ":")) + "\n"
