"""What a sheet says: its cells become figures, claims, warnings, questions and faults. Pure.

Nothing is guessed. A figure is listed where its metric, kind, period and value are certain from the sheet itself. A
cell that is not understood is a question or a fault with its address; a question about the whole sheet withholds
every figure.
"""

from collections.abc import Iterable

from metrics.choices import Kind, Unit
from metrics.imports.bodies import Body, Line
from metrics.imports.cells import Sheet, column_name
from metrics.imports.changes import Change, check_changes
from metrics.imports.columns import Outcome, Slot, read_column
from metrics.imports.findings import Ask, Notebook, ReadClaim, ReadFigure, Refuse, Understood, Warn
from metrics.imports.grid import Grid, grid_of
from metrics.imports.headings import plain
from metrics.imports.plans import Plan, Planner
from metrics.imports.regions import find_region
from metrics.imports.scales import combine
from metrics.quantities import ZERO


def understand(sheet: Sheet) -> Understood:
    """Read a sheet, whatever its layout: one row per figure, or periods as columns.

    The rows are read once. Figures and claims come in the order of their cells.
    """
    notes = Notebook(sheet.name)
    _tell_surroundings(sheet, notes)
    if not sheet.formats_known:
        notes.ask_before_all(Ask.FORMATS_UNREADABLE, [])
    grid = grid_of(sheet)
    if not grid.order:
        notes.refuse(Refuse.EMPTY_SHEET, "")
        return _understood([], [], notes)
    region = find_region(grid, notes)
    plan = Planner(grid, region, notes).plan() if region else None
    if not region or not plan:
        return _understood([], [], notes)
    lines = list(Body(grid, plan, notes).lines(region.body))
    _ask_merged(grid, plan, region.body, notes)
    figures = _figures(lines, plan, notes)
    claims = _claims(lines, plan, figures, notes)
    kept = _without_doubled([figures[place] for place in sorted(figures)], notes)
    return _understood(kept, claims, notes)


def _understood(figures: list[ReadFigure], claims: list[ReadClaim], notes: Notebook) -> Understood:
    return Understood(
        () if notes.withheld else tuple(figures),
        () if notes.withheld else tuple(claims),
        tuple(notes.warnings),
        tuple(notes.questions),
        tuple(notes.faults),
    )


def _tell_surroundings(sheet: Sheet, notes: Notebook) -> None:
    if sheet.others:
        notes.warn(Warn.OTHER_SHEETS, "", names=", ".join(sheet.others))
    if sheet.hidden_sheets:
        notes.warn(Warn.HIDDEN_SHEETS, "", names=", ".join(sheet.hidden_sheets))
    if sheet.hidden_rows:
        notes.warn(Warn.HIDDEN_ROWS, "", names=_few(str(row + 1) for row in sorted(sheet.hidden_rows)))
    if sheet.hidden_columns:
        notes.warn(Warn.HIDDEN_COLUMNS, "", names=_few(map(column_name, sorted(sheet.hidden_columns))))


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:20]) + (", …" if len(listed) > 20 else "")


Place = tuple[int, int]


def _figures(lines: list[Line], plan: Plan, notes: Notebook) -> dict[Place, ReadFigure]:
    """Every figure by row and column; those whose percentage may be a fraction are asked about."""
    figures: dict[Place, ReadFigure] = {}
    outcomes: dict[int, Outcome] = {}
    for column, heading in plan.values.items():
        slots = [slot for line in lines if (slot := _slot(line, column, plan))]
        outcomes[column] = read_column(slots, heading, plan.table, notes)
        figures |= {(row, column): figure for row, figure in outcomes[column].figures.items()}
    bare = {(row, column) for column, outcome in outcomes.items() for row in outcome.bare}
    said = {(row, column) for column, outcome in outcomes.items() for row in outcome.said}
    dressed = {metric for outcome in outcomes.values() for metric in outcome.dressed}
    for place in {*_fractions(figures, bare, notes), *_unshared(figures, said, dressed, notes)}:
        del figures[place]
    return figures


def _slot(line: Line, column: int, plan: Plan) -> Slot | None:
    cell, heading = line.cells.get(column), plan.values[column]
    period = line.period_under(heading)
    if cell is None or period is None:
        return None
    kind = line.kind or heading.kind or Kind.RESULT
    status = heading.status or (line.status if kind == Kind.RESULT else None)
    return Slot(cell, line.metric, kind, period, line.measure, line.unit, status)


def _fractions(figures: dict[Place, ReadFigure], bare: set[Place], notes: Notebook) -> list[Place]:
    """Places where 0.125 may be 12,5 %: said to be percent, or beside percentages, and never above one."""
    by_metric: dict[str, list[Place]] = {}
    for place, figure in figures.items():
        by_metric.setdefault(plain(figure.metric), []).append(place)
    doubtful: list[Place] = []
    for places in by_metric.values():
        if not any(figures[place].unit == Unit.PERCENT for place in places):
            continue
        plainly = [place for place in places if place in bare and figures[place].quantity.value]
        if plainly and all(abs(figures[place].quantity.value or ZERO) <= 1 for place in plainly):
            doubtful += plainly
    doubtful.sort()
    if doubtful:
        cells = [figures[place].cell.rpartition("!")[2] for place in doubtful]
        notes.ask(Ask.FRACTION_OR_PERCENT, cells, {"heading": figures[doubtful[0]].metric})
    return doubtful


def _unshared(figures: dict[Place, ReadFigure], said: set[Place], dressed: set[str], notes: Notebook) -> list[Place]:
    """Places that say no unit or scale where other figures of the metric do: «1,2 mill. kr» beside «1,5»."""
    by_metric: dict[str, list[Place]] = {}
    for place, figure in figures.items():
        if figure.quantity.value is not None:
            by_metric.setdefault(plain(figure.metric), []).append(place)
    doubtful: list[Place] = []
    for metric, places in by_metric.items():
        if metric in dressed or not said.isdisjoint(places):
            doubtful += [place for place in places if place not in said]
    doubtful.sort()
    if doubtful:
        cells = [figures[place].cell.rpartition("!")[2] for place in doubtful]
        notes.ask(Ask.SCALE_NOT_SHARED, cells)
    return doubtful


def _claims(lines: list[Line], plan: Plan, figures: dict[Place, ReadFigure], notes: Notebook) -> list[ReadClaim]:
    """The claims of every change column, row by row."""
    of_row: dict[int, list[ReadFigure]] = {}
    for (row, _column), figure in figures.items():
        of_row.setdefault(row, []).append(figure)
    claims: list[tuple[int, int, ReadClaim]] = []
    for column, heading in plan.changes.items():
        changes: list[Change] = []
        rows: dict[str, int] = {}
        for line in lines:
            if cell := line.cells.get(column):
                measure = combine(None, (line.measure,), plan.table)
                stated = {(figure.kind, figure.period): figure for figure in of_row.get(line.row, [])}
                changes.append(Change(cell, line.metric, stated, (measure.power or 0) if measure else 0))
                rows[notes.at(cell.address)] = line.row
        claims += [(rows[claim.cell], column, claim) for claim in check_changes(changes, heading, notes)]
    return [claim for _row, _column, claim in sorted(claims, key=lambda one: one[:2])]


def _ask_merged(grid: Grid, plan: Plan, body: list[int], notes: Notebook) -> None:
    """A number over several merged cells may hold for them all, or for the first: nobody can tell from the file."""
    held = set(body)
    addresses = []
    for top, left, bottom, right in grid.merges:
        wide = any(left <= column <= right for column in plan.values) and (right > left or bottom > top)
        if wide and top in held and (cell := grid.rows[top].get(left)) and not isinstance(cell.value, str):
            addresses.append(cell.address)
    if addresses:
        notes.ask_before_all(Ask.MERGED_VALUE, addresses)


def _without_doubled(figures: list[ReadFigure], notes: Notebook) -> list[ReadFigure]:
    """Leave out what is stated more than once: the sheet does not say which one counts."""
    same: dict[tuple[str, str, str], list[ReadFigure]] = {}
    for figure in figures:
        same.setdefault((plain(figure.metric), figure.kind, figure.period.code), []).append(figure)
    for group in same.values():
        if len(group) > 1:
            cells = [figure.cell.rpartition("!")[2] for figure in group]
            notes.ask(Ask.DOUBLED_FIGURE, cells, {"metric": group[0].metric, "period": group[0].period.code})
    doubled = {figure.cell for group in same.values() if len(group) > 1 for figure in group}
    return [figure for figure in figures if figure.cell not in doubled]
