"""What each column of a table is for, and what must be asked before any of it is certain. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from metrics.choices import Status
from metrics.imports.cells import Cell, column_name
from metrics.imports.findings import Ask, Notebook, Warn
from metrics.imports.grid import Grid
from metrics.imports.heading_words import GOAL_OR_TARGET, Role
from metrics.imports.headings import Heading, plain, speaks_of_changes, speaks_of_other_kinds
from metrics.imports.regions import Region, texts_above
from metrics.imports.scales import Measure, find_measure
from metrics.numbers import read
from metrics.numerals import Fault

_SAMPLE = 200  # cells that tell whether a column holds words
_PROVISIONAL = re.compile("foreløpig|førebels|provisional|preliminary")
_BESIDE = (Role.NOTE, Role.IDENTIFIER, Role.STATUS, Role.UNIT)  # they change no number when they are empty
_SINGLE = (Role.METRIC, Role.PERIOD, Role.YEAR, Role.PART, Role.KIND, Role.UNIT, Role.STATUS)


@dataclass
class Plan:
    """The columns of a table by what they hold; `table` is the unit and scale said of the whole."""

    metric: int
    values: dict[int, Heading] = field(default_factory=dict)
    changes: dict[int, Heading] = field(default_factory=dict)
    single: dict[Role, int] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)  # the words that head the single columns
    table: Measure | None = None


class Planner:
    """Sorts the columns of one table, and asks."""

    def __init__(self, grid: Grid, region: Region, notes: Notebook) -> None:
        self.region, self.notes = region, notes
        self.cells: dict[int, list[Cell]] = {}
        for row in region.body:
            for column, cell in grid.rows[row].items():
                self.cells.setdefault(column, []).append(cell)
        self.grid = grid
        headings = {column: self._by_content(column, one) for column, one in region.headings.items()}
        self.headings = {column: one for column, one in headings.items() if column in self.cells}
        self.empty = {column: one for column, one in headings.items() if column not in self.cells}
        self.bare = [column for column in self.cells if column not in region.headings]
        self.wide = any(self._is_timed(one) for one in self.headings.values())

    def plan(self) -> Plan | None:
        """The plan, or None with the question that stands in its way."""
        metric = self._metric()
        if metric is None:
            return None
        plan = Plan(metric, single=self._singles(metric))
        plan.named = {column: plain(self.headings[column].text) for column in plan.single.values()}
        for column, heading in self.headings.items():
            if column != metric:
                self._place(plan, column, heading)
        self._ask_empty()
        self._ask_unheaded(plan)
        self._drop_doubled(plan)
        if not plan.values:
            self.notes.ask_before_all(Ask.NO_VALUES, [self._address(metric)])
            return None
        if not self._is_dated(plan):
            return None
        plan.table = self._table_measure(metric)
        self._ask_kind(plan, metric)
        self._ask_changes(plan, metric)
        return plan

    def _is_timed(self, heading: Heading) -> bool:
        return heading.timed and heading.role in (None, Role.VALUE)

    def _address(self, column: int) -> str:
        if column in self.region.addresses:
            return self.region.addresses[column]
        return self.cells[column][0].address if column in self.cells else f"{column_name(column)}1"

    def is_wordy(self, column: int) -> bool:
        """Whether most cells of a column are words, and no numbers, dashes or signs for what is missing."""
        cells = self.cells.get(column, [])[:_SAMPLE]
        words = [cell for cell in cells if isinstance(cell.value, str) and is_words(cell.value)]
        return len(words) * 2 > len(cells)

    def _by_content(self, column: int, heading: Heading) -> Heading:
        """«Mål» over words is a goal, over numbers a target; a year over the year a heading."""
        if heading.kind and plain(heading.text) in GOAL_OR_TARGET and self.is_wordy(column):
            return Heading(role=Role.GROUP, text=heading.text)
        return heading

    def _metric(self) -> int | None:
        named = [column for column, heading in self.headings.items() if heading.role == Role.METRIC]
        if len(named) == 1:
            return named[0]
        if named:
            self.notes.ask_before_all(Ask.SEVERAL_BLOCKS, [self._address(column) for column in named])
            return None
        timed = [column for column, heading in self.headings.items() if self._is_timed(heading)]
        free = [column for column in sorted(self.cells) if self._may_name(column) and self.is_wordy(column)]
        left = [column for column in free if not timed or column < min(timed)]
        if self.wide and len(left) == 1:
            return left[0]
        if self.wide and not left and (groups := self._groups()):
            left = groups
            if len(left) == 1:
                return left[0]
        self.notes.ask_before_all(Ask.NO_METRIC, [self._address(column) for column in left or sorted(self.cells)[:1]])
        return None

    def _groups(self) -> list[int]:
        return [column for column, one in self.headings.items() if one.role == Role.GROUP and self.is_wordy(column)]

    def _may_name(self, column: int) -> bool:
        heading = self.headings.get(column)
        if heading is None or not heading.known:
            return True
        return heading.role in (None, Role.VALUE) and not heading.timed

    def _singles(self, metric: int) -> dict[Role, int]:
        found: dict[Role, list[int]] = {}
        for column, heading in self.headings.items():
            if heading.role in _SINGLE and heading.known and column != metric:
                found.setdefault(heading.role, []).append(column)
        for columns in found.values():
            if len(columns) > 1:
                self.notes.ask_before_all(Ask.DOUBLED_HEADING, [self._address(column) for column in columns])
        return {role: columns[0] for role, columns in found.items()}

    def _place(self, plan: Plan, column: int, heading: Heading) -> None:
        address = self._address(column)
        if not heading.known:
            self._ask_unknown(column, heading.text)
        elif heading.role == Role.CHANGE:
            plan.changes[column] = heading
        elif heading.role in (Role.DERIVED, Role.TOTAL, Role.GROUP):
            code = {Role.TOTAL: Warn.TOTALS_COLUMN, Role.GROUP: Warn.GROUP_COLUMN}
            self.notes.warn(code.get(heading.role, Warn.DERIVED_COLUMN), address, heading=heading.text)
        elif heading.role in (None, Role.VALUE):
            plan.values[column] = self._marked(address, heading)

    def _marked(self, address: str, heading: Heading) -> Heading:
        """«2021*» is provisional, as in official statistics, unless a note below says what else the star means."""
        if not heading.marked:
            return heading
        self.notes.warn(Warn.FOOTNOTE_MARK, address, text=heading.text)
        if not heading.text.rstrip().endswith("*") or heading.status:
            return heading
        starred = [
            plain(cell.value)
            for row in self.region.body
            for cell in self.grid.rows[row].values()
            if isinstance(cell.value, str) and cell.value.lstrip().startswith("*")
        ]
        if starred and not any(_PROVISIONAL.search(note) for note in starred):
            return heading
        return replace(heading, status=Status.PROVISIONAL)

    def _ask_unknown(self, column: int, text: str) -> None:
        """An unknown column right of all values may be remarks; any other may say what the values are about."""
        last = max((each for each, one in self.headings.items() if self._is_timed(one)), default=None)
        beside = self.wide and last is not None and column > last
        ask: Callable[..., None] = self.notes.ask if beside else self.notes.ask_before_all
        if text:
            details = {"heading": text}
            if beside:
                self.notes.ask(Ask.UNKNOWN_HEADING, [self._address(column)], details)
            else:
                self.notes.ask_before_all(Ask.UNKNOWN_HEADING, [self._address(column)], **details)
        else:
            ask(Ask.NO_HEADING, [self._address(column)])

    def _ask_unheaded(self, plan: Plan) -> None:
        for column in self.bare:
            if column != plan.metric:
                self._ask_unknown(column, "")
                self._ask_said(self.cells[column])

    def _ask_said(self, cells: list[Cell]) -> None:
        """Words in a column without a heading may say what the numbers beside them are."""
        for cell in cells:
            words = plain(cell.value) if isinstance(cell.value, str) and is_words(cell.value) else ""
            stated = find_measure(words)
            if stated.measure or stated.unclear:
                self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [cell.address])
            elif speaks_of_other_kinds(words):
                self.notes.ask_before_all(Ask.KIND_UNCLEAR, [cell.address])

    def _ask_empty(self) -> None:
        """A heading over an empty column may hold for the columns right of it, or for the whole table."""
        timed = [column for column, one in self.headings.items() if self._is_timed(one)]
        for column, heading in self.empty.items():
            if heading.timed:
                continue
            within = any(one < column for one in timed) and any(one > column for one in timed)
            stated = find_measure(plain(heading.text))
            if stated.unclear or (heading.measure and not heading.kind) or (stated.measure and not heading.known):
                self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [self._address(column)])
            elif self.wide and (heading.kind or speaks_of_other_kinds(heading.text)):
                self.notes.ask_before_all(Ask.KIND_UNCLEAR, [self._address(column)])
            elif within and heading.role not in _BESIDE:
                self.notes.ask_before_all(Ask.UNKNOWN_HEADING, [self._address(column)], heading=heading.text)

    def _drop_doubled(self, plan: Plan) -> None:
        same: dict[tuple[object, ...], list[int]] = {}
        for column, heading in plan.values.items():
            same.setdefault((heading.kind, heading.period, heading.part), []).append(column)
        for columns in same.values():
            if len(columns) > 1:
                addresses = [self._address(column) for column in columns]
                self.notes.ask(Ask.DOUBLED_HEADING, addresses, {"heading": plan.values[columns[0]].text})
                for column in columns:
                    del plan.values[column]
        if not plan.values and same:
            self.notes.withheld = True

    def _is_dated(self, plan: Plan) -> bool:
        """Whether every value has a period to belong to; columns that have none are asked about and left."""
        times = {Role.PERIOD, Role.YEAR, Role.PART} & plan.single.keys()
        for column, heading in list(plan.values.items()):
            needs_year = heading.part is not None and Role.YEAR not in plan.single
            if needs_year or (self.wide and not heading.timed):
                code = Ask.YEAR_MISSING if needs_year else Ask.NO_PERIOD
                self.notes.ask(code, [self._address(column)], {"heading": heading.text})
                del plan.values[column]
        if self.wide and times - {Role.YEAR}:
            self.notes.ask_before_all(Ask.LAYOUT_UNKNOWN, [self._address(plan.single[next(iter(times))])])
            return False
        if not self.wide and not times:
            self.notes.ask_before_all(Ask.NO_PERIOD, [self._address(plan.metric)])
            return False
        return True

    def _table_measure(self, metric: int) -> Measure | None:
        """What titles, the corner and the lines above say of unit and scale; asked when they disagree."""
        said = [(cell.address, str(cell.value)) for cell in texts_above(self.grid, self.region)]
        corner = self.headings.get(metric)
        if corner and corner.text:
            said.append((self._address(metric), corner.text))
        stated = [(address, find_measure(plain(text))) for address, text in said]
        named = find_measure(plain(self.notes.sheet))
        if named.unclear or (named.measure and named.measure not in [one.measure for _, one in stated]):
            self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [""])  # a name is said of the sheet, not of each number
            return None
        measures = {one.measure for _, one in stated if one.measure}
        doubtful = [address for address, one in stated if one.unclear]
        if len(measures) > 1 or doubtful:
            where = doubtful or [address for address, one in stated if one.measure]
            self.notes.ask_before_all(Ask.SCALE_UNCLEAR, where)
            return None
        return measures.pop() if measures else None

    def _ask_kind(self, plan: Plan, metric: int) -> None:
        """Values under no kind are results, unless something around them says otherwise."""
        if Role.KIND in plan.single:
            if any(heading.kind for heading in plan.values.values()):
                self.notes.ask_before_all(Ask.KIND_UNCLEAR, [self._address(plan.single[Role.KIND])])
            return
        if all(heading.kind for heading in plan.values.values()):
            return
        if found := [address for address, text in self._around(metric) if speaks_of_other_kinds(text)]:
            self.notes.ask_before_all(Ask.KIND_UNCLEAR, [address for address in found if address])

    def _ask_changes(self, plan: Plan, metric: int) -> None:
        """Values under «Vekst i prosent» or «Avvik fra mål» may be changes, and no values."""
        derived = any(heading.role in (Role.CHANGE, Role.DERIVED) for heading in self.headings.values())
        if found := [address for address, text in self._around(metric) if speaks_of_changes(text, explained=derived)]:
            self.notes.ask_before_all(Ask.CHANGE_OR_VALUE, [address for address in found if address])

    def _around(self, metric: int) -> list[tuple[str, str]]:
        """The texts that hold for the whole table, with their addresses; the sheet's name has none."""
        said = [(cell.address, str(cell.value)) for cell in texts_above(self.grid, self.region)]
        corner = self.headings[metric].text if metric in self.headings else ""
        return [*said, (self._address(metric), corner), ("", self.notes.sheet)]


def is_words(text: str) -> bool:
    """Whether a text is neither a number nor a sign for one that is missing."""
    reading = read(text)
    return not reading.quantity and reading.error in (Fault.NOT_A_NUMBER, Fault.UNKNOWN_WORD)
