"""Where the table of a sheet stands: its heading rows, its columns and what lies around them. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from metrics.imports.cells import Cell, column_name
from metrics.imports.findings import Ask, Notebook
from metrics.imports.grid import Grid, Row, is_year, text_of
from metrics.imports.heading_words import Role
from metrics.imports.headings import LONGEST, Heading, fill_forward, join, plain, read_heading

SEEN_BELOW = 25  # rows that tell where a table begins
_NUMERIC = re.compile(r"[-+–−(]?[0-9][0-9\s.,()%–−-]*")
_YEAR = re.compile("(?:19|2[01])[0-9]{2}")  # no number is a period without one
_TIMES = frozenset({Role.PERIOD, Role.YEAR, Role.PART})
_WORDY = frozenset({Role.KIND, Role.UNIT, Role.NOTE, Role.METRIC, Role.GROUP, Role.STATUS, *_TIMES})
_NOTHING = Heading(known=False)


@dataclass(frozen=True)
class Region:
    """One table: what each column is headed and where that stands, its rows, and the rows above it."""

    headings: dict[int, Heading]
    addresses: dict[int, str]
    body: list[int]
    above: list[int]


def find_region(grid: Grid, notes: Notebook) -> Region | None:
    """The table of a sheet; None, with a question asked, where there is none or more than one."""
    heads = _candidates(grid, _is_strong) or _candidates(grid, _is_weak)
    if not heads:
        notes.ask_before_all(Ask.LAYOUT_UNKNOWN, [_first(grid, grid.order[0])])
        return None
    rows = _run(grid, heads[0])
    others = [row for row in heads if row > rows[-1] and _heads_again(grid, rows[-1], row)]
    if others:
        notes.ask_before_all(Ask.SEVERAL_BLOCKS, [_first(grid, row) for row in (rows[0], *others)])
        return None
    headings = _combine(grid, rows, notes)
    place = grid.order.index(rows[-1])
    return Region(
        headings=headings,
        addresses={column: _address(grid, rows, column) for column in headings},
        body=grid.order[place + 1 :],
        above=[row for row in grid.order[:place] if row < rows[0]],
    )


def texts_above(grid: Grid, region: Region) -> Iterator[Cell]:
    """The titles and lines over a table."""
    for row in region.above:
        yield from (cell for cell in grid.rows[row].values() if isinstance(cell.value, str))


def heading_of(cell: Cell) -> Heading:
    """What a cell says as a heading: a typed year is a year, a typed date may be a day or a month."""
    if isinstance(cell.value, date):
        return Heading(known=False, text=cell.value.isoformat()[:10])
    if isinstance(cell.value, Decimal) and (cell.dressed or not is_year(cell.value)):
        return _NOTHING
    text = text_of(cell)
    return read_heading(text) if text is not None and len(text) <= LONGEST * 2 else _NOTHING


def _first(grid: Grid, row: int) -> str:
    return next(iter(grid.rows[row].values())).address


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number that can be no year, so that its row heads nothing."""
    if isinstance(cell.value, str):
        text = plain(cell.value)
        return bool(_NUMERIC.fullmatch(text)) and not (_YEAR.search(text) and read_heading(text).timed)
    return isinstance(cell.value, bool | Decimal) and not is_year(cell.value)


def _candidates(grid: Grid, test: Callable[[list[Heading]], bool]) -> list[int]:
    return [row for row in grid.order if (found := _headings(grid.rows[row])) and test(found)]


def _headings(row: Row) -> list[Heading]:
    if len(row) < 2 or any(_is_figure(cell) for cell in row.values()):
        return []
    return [heading_of(cell) for cell in row.values()]


def _is_strong(headings: list[Heading]) -> bool:
    known = [heading for heading in headings if heading.known]
    timed = [heading for heading in known if heading.timed and heading.role != Role.CHANGE]
    roles = {heading.role for heading in known}
    words = [
        Role.METRIC in roles,
        bool(roles & _TIMES),
        Role.KIND in roles,
        any(heading.kind or heading.role == Role.VALUE for heading in known if not heading.timed),
    ]
    return len(timed) > 1 or (bool(timed) and Role.METRIC in roles) or sum(words) > 1


def _is_weak(headings: list[Heading]) -> bool:
    known = [heading for heading in headings if heading.known]
    timed = any(heading.timed and heading.role != Role.CHANGE for heading in known)
    return timed or sum(1 for heading in known if heading.kind) > 1


def _run(grid: Grid, row: int) -> list[int]:
    """The rows of headings around the one found, those that head the same columns: kind, year and part of a year."""
    rows = [row]
    while (below := rows[-1] + 1) in grid.rows and _extends(grid.rows[below]) and _agree(grid, [*rows, below]):
        rows.append(below)
    while (above := rows[0] - 1) in grid.rows and _spans(grid, above, row) and _agree(grid, [above, *rows]):
        rows.insert(0, above)
    return rows


def _extends(row: Row) -> bool:
    if any(_is_figure(cell) for cell in row.values()):
        return False
    found = [heading_of(cell) for cell in row.values()]
    return all(heading.known for heading in found) and any(each.timed or each.kind or each.measure for each in found)


def _spans(grid: Grid, above: int, row: int) -> bool:
    """Whether a row above heads columns of the table rather than the table: it begins right of the first."""
    first = _left(grid, row)
    corner = grid.rows[above].get(first)
    if corner and heading_of(corner).role != Role.METRIC:  # «Oppdatert | 2022» is a line of its own
        return False
    found = [heading_of(cell) for cell in grid.rows[above].values() if cell.column > first]
    return any(each.known and (each.timed or each.kind) for each in found)


def _left(grid: Grid, row: int) -> int:
    """The leftmost column of a table that is headed by a row: its labels may stand under no heading."""
    start = grid.order.index(row)
    return min(min(grid.rows[below]) for below in grid.order[start : start + SEEN_BELOW])


def _levels(grid: Grid, rows: list[int]) -> list[dict[int, Heading]]:
    return [{column: heading_of(cell) for column, cell in grid.rows[row].items()} for row in rows]


def _agree(grid: Grid, rows: list[int]) -> bool:
    """Whether no column would be headed by two things of the same sort."""
    levels = _levels(grid, rows)
    for column in {column for level in levels for column in level}:
        known = [level[column] for level in levels if column in level and level[column].known]
        if sum(1 for each in known if each.period) > 1 or sum(1 for each in known if each.kind) > 1:
            return False
    return True


def _combine(grid: Grid, rows: list[int], notes: Notebook) -> dict[int, Heading]:
    """One heading per column, from the rows that head it; an upper one holds for the columns it spans."""
    levels = _levels(grid, rows)
    for row, level, lower in zip(rows, levels, levels[1:], strict=False):
        level.update(_spread(grid, row, level, lower))
        _ask_spans(grid, row, level, lower, notes)
    return {
        column: _stacked([level[column] for level in levels if column in level])
        for column in sorted({column for level in levels for column in level})
    }


def _stacked(headings: list[Heading]) -> Heading:
    combined: Heading | None = headings[0]
    for lower in headings[1:]:
        combined = join(combined, lower) if combined else None
    return combined or Heading(known=False, text=" ".join(each.text for each in headings if each.text))


def _spread(grid: Grid, row: int, level: dict[int, Heading], lower: dict[int, Heading]) -> dict[int, Heading]:
    """The upper headings of the columns they span: as merged, else up to the next one where that is regular."""
    merged = {
        column: level[merge[1]]
        for merge in grid.merges
        if merge[0] == row and merge[1] in level and merge[1] > _left(grid, row)
        for column in lower
        if merge[1] <= column <= merge[3]
    }
    if merged:
        return merged
    columns = sorted(column for column, heading in lower.items() if heading.timed or heading.kind)
    filled = dict(fill_forward(level, columns))
    return filled if len(filled) == len(columns) and _is_regular(filled, lower) else {}


def _ask_spans(grid: Grid, row: int, level: dict[int, Heading], lower: dict[int, Heading], notes: Notebook) -> None:
    """Ask where upper headings stand over some columns only: one centred over several holds for them all."""
    over = {column: one for column, one in level.items() if one.known and (one.timed or one.kind) and not one.role}
    kinds, times = any(one.kind for one in over.values()), any(one.timed for one in over.values())
    for column, one in lower.items():
        headed = one.known and (one.timed or one.kind) and one.role in (None, Role.VALUE) and column not in level
        if headed and ((kinds and not one.kind) or (times and not one.timed)):
            where = [grid.rows[row][each].address for each in over if each in grid.rows[row]]
            notes.ask_before_all(Ask.KIND_UNCLEAR if kinds else Ask.PERIOD_MISSING, where)
            return


def _is_regular(filled: dict[int, Heading], lower: dict[int, Heading]) -> bool:
    """Whether unmerged upper headings can only have been meant for the columns up to the next one."""
    groups: dict[str, list[Heading]] = {}
    for column, heading in sorted(filled.items()):
        groups.setdefault(heading.text, []).append(lower[column])
    if all(one.timed for group in groups.values() for one in group):
        return all(_ascends(group) for group in groups.values())
    kinds = [[(one.kind, one.part) for one in group] for group in groups.values()]
    return all(group == kinds[0] and len(set(group)) == len(group) for group in kinds)


def _ascends(group: list[Heading]) -> bool:
    numbers = [one.period.start.toordinal() if one.period else one.part.number if one.part else 0 for one in group]
    return all(later > earlier for earlier, later in pairwise(numbers))


def _address(grid: Grid, rows: list[int], column: int) -> str:
    for row in reversed(rows):
        if column in grid.rows[row]:
            return grid.rows[row][column].address
    return f"{column_name(column)}{rows[-1] + 1}"


def _heads_again(grid: Grid, head: int, row: int) -> bool:
    """Whether a later row that reads as headings begins another table, and is no row of this one.

    A row of values between 1900 and 2199 reads as years; it is taken for headings only where it stands
    after a blank row, without a label or with years that follow each other.
    """
    cells, first = grid.rows[row], _left(grid, head)
    label, heading = cells.get(first), grid.rows[head].get(first)
    if label and heading_of(label).role in (Role.METRIC, *_TIMES):
        return True
    if label and heading and isinstance(label.value, str) and label.value == heading.value:
        return True
    words = [cell for cell in cells.values() if isinstance(cell.value, str) and cell.column != first]
    if len(words) > 1 and any(heading_of(cell).role or heading_of(cell).kind for cell in words):
        return not _is_data(grid, head, row)
    years = [each.period.year for each in map(heading_of, cells.values()) if each.period]
    follow = all(later - one == 1 for one, later in pairwise(years))
    return len(years) > 1 and row - 1 not in grid.rows and (label is None or follow)


def _is_data(grid: Grid, head: int, row: int) -> bool:
    """Whether a row has its words where the table has words: kinds in the column of kinds, units in that of units."""
    for column, cell in grid.rows[row].items():
        above = grid.rows[head].get(column)
        role = heading_of(above).role if above else None
        found = heading_of(cell)
        if (found.kind or (found.role and found.role != Role.TOTAL)) and role not in _WORDY:
            return False
    return True
