"""The rows of a table: what each is about, and which are no rows of figures at all. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from metrics.choices import Granularity, Kind, Status, Unit
from metrics.imports.cells import Cell
from metrics.imports.findings import Ask, Notebook, Refuse, Warn
from metrics.imports.grid import Grid, Row, is_year, text_of
from metrics.imports.heading_words import KINDS, ROLES, Role
from metrics.imports.headings import (
    Heading,
    kind_at_end,
    plain,
    read_heading,
    read_part,
    speaks_of_changes,
    speaks_of_other_kinds,
    without_mark,
)
from metrics.imports.plans import Plan, is_words
from metrics.imports.scales import Measure, find_measure, read_measure
from metrics.number_words import STATUSES
from metrics.periods import Period, PeriodError, PeriodReading, read_period

_CHANGE = re.compile("vekst|endring|growth|change")
_MARK = re.compile("^(?:[*]+|[¹²³⁰-⁹]+|[0-9]{1,2}[).])[):.]? *")  # the mark that begins a footnote
_SPECIFIC = re.compile("^[*¹²³⁰-⁹]|^[0-9]{1,2}[)]|(?:19|2[01])[0-9]{2}")  # of one column, whatever it is headed


@dataclass(frozen=True)
class Line:
    """One row of figures: its metric and what the row says of kind, period, unit and status."""

    row: int
    cells: Row
    metric: str
    kind: Kind | None = None
    period: Period | None = None
    measure: Measure | None = None
    unit: str | None = None
    status: Status | None = None

    def period_under(self, heading: Heading) -> Period | None:
        """The period of a cell of this row: its column's, its row's, or a part of the row's year."""
        if heading.period:
            return heading.period
        if heading.part and self.period:
            return heading.part.of_year(self.period.year)
        return self.period


@dataclass
class _Asked:
    """Addresses that one question is about, by its code."""

    cells: dict[Ask, list[str]] = field(default_factory=dict)

    def add(self, code: Ask, address: str) -> None:
        self.cells.setdefault(code, []).append(address)


class Body:
    """Reads the rows of one table, top to bottom."""

    def __init__(self, grid: Grid, plan: Plan, notes: Notebook) -> None:
        self.grid, self.plan, self.notes = grid, plan, notes
        self.asked = _Asked()
        self.read = {*plan.values, *plan.changes}
        self.kinded = Role.KIND in plan.single or all(heading.kind for heading in plan.values.values())

    def lines(self, body: list[int]) -> Iterator[Line]:
        """Yield every row of figures; what cannot be told of rows is asked at the end, once for each matter."""
        valued = [row for row in body if self.read & self.grid.rows[row].keys()]
        last = valued[-1] if valued else -1
        for row in body:
            if row not in self.grid.rows:
                continue
            if self.read & self.grid.rows[row].keys():
                if line := self._line(row):
                    yield line
            else:
                self._words_only(row, below=row > last)
        for code, addresses in self.asked.cells.items():
            self.notes.ask(code, addresses)

    def _words_only(self, row: int, below: bool) -> None:
        """A heading within the table or a note: what it says of scale or kind may hold for the rows around it."""
        for cell in self.grid.rows[row].values():
            if not isinstance(cell.value, str):
                continue
            words = plain(cell.value)
            stated = find_measure(words)
            if (stated.measure and stated.measure != self.plan.table) or stated.unclear:
                self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [cell.address])
            lone = len(self.grid.rows[row]) == 1 and not below
            said = speaks_of_other_kinds(_MARK.sub("", words)) and not (self.kinded and not _SPECIFIC.search(words))
            if said or (lone and words.rstrip(":") in KINDS):
                self.notes.ask_before_all(Ask.KIND_UNCLEAR, [cell.address])
            if lone and speaks_of_changes(words, explained=True):
                self.notes.ask_before_all(Ask.CHANGE_OR_VALUE, [cell.address])

    def _first(self, row: int) -> str:
        cells = self.grid.rows[row]
        return next(cells[column].address for column in sorted(cells) if column in self.read)

    def _line(self, row: int) -> Line | None:
        label = self._label(row)
        if label is None:
            return None
        metric, kind = self._kind_of(row, label)
        if metric is None or self._says_otherwise(row):
            return None
        dated = self.plan.single.keys() & {Role.PERIOD, Role.YEAR, Role.PART}
        period = self._period(row) if dated else None
        if dated and period is None:
            return None
        measure, unit = self._unit(row, metric)
        return Line(row, self.grid.rows[row], metric, kind, period, measure, unit, self._status(row))

    def _says_otherwise(self, row: int) -> bool:
        """Whether words beside the values of a row, or in place of one, say what these are: «mill. kr», «måltall»."""
        known = {self.plan.metric, *self.plan.single.values()}
        for column, cell in self.grid.rows[row].items():
            if column in known or not isinstance(cell.value, str) or not is_words(cell.value):
                continue
            words = plain(cell.value)
            measure = read_measure(words.rstrip(".:"))
            kinded = not self.kinded and (
                words.rstrip(".:") in KINDS or (_SPECIFIC.search(words) and speaks_of_other_kinds(words))
            )
            if not kinded and not (measure and measure.unit != Unit.COUNT):
                continue
            code = Ask.KIND_UNCLEAR if kinded else Ask.SCALE_UNCLEAR
            if column in self.read:
                self.notes.ask_before_all(code, [cell.address])
            else:
                self.asked.add(code, cell.address)
            return True
        return False

    def _label(self, row: int) -> str | None:
        """The label of a row of figures; None for rows of sums and changes, and where it is missing."""
        cell = self.grid.merged_down(row, self.plan.metric)
        if cell is None:
            words = [one for one in self.grid.rows[row].values() if isinstance(one.value, str)]
            total = next((one for one in words if _role(str(one.value)) == Role.TOTAL), None)
            values = [one for column, one in self.grid.rows[row].items() if column in self.read]
            if total:
                self.notes.warn(Warn.TOTALS_ROW, total.address, text=str(total.value))
            elif all(isinstance(one.value, str) and is_words(one.value) for one in values):
                # Words without a label head the columns below them, and may change what these hold.
                self.notes.ask_before_all(Ask.UNKNOWN_HEADING, [values[0].address], heading=str(values[0].value))
            else:
                self.asked.add(Ask.METRIC_MISSING, self._first(row))
            return None
        text = text_of(cell)
        if text is None or cell.fault:
            self.notes.refuse(Refuse.NOT_TEXT, cell.address, text=str(cell.value))
            return None
        label, marked = without_mark(text)
        role = _role(label)
        if role == Role.TOTAL:
            self.notes.warn(Warn.TOTALS_ROW, cell.address, text=label)
            return None
        if role == Role.UNIT:  # «Enhet: | mill. kr» says what the rows around it are in
            self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [cell.address])
            return None
        if role in (Role.CHANGE, Role.DERIVED):
            self.notes.warn(Warn.DERIVED_ROW, cell.address, text=label)
            return None
        if marked:
            self.notes.warn(Warn.FOOTNOTE_MARK, cell.address, text=" ".join(text.split()))
        return label

    def _kind_of(self, row: int, label: str) -> tuple[str | None, Kind | None]:
        """The metric and the kind a row states; no metric where the kind is asked about."""
        column = self.plan.single.get(Role.KIND)
        if column is not None:
            cell = self.grid.merged_down(row, column)
            kind = KINDS.get(plain(cell.value)) if cell and isinstance(cell.value, str) else None
            if kind:
                return label, kind
            self.asked.add(Ask.KIND_UNCLEAR, cell.address if cell else self._first(row))
            return None, None
        if plain(label) in KINDS or (not self.kinded and speaks_of_other_kinds(label) and not kind_at_end(label)):
            self.asked.add(Ask.KIND_UNCLEAR, self._first(row))
            return None, None
        ended = kind_at_end(label)
        if not ended:
            return label, None
        if any(heading.kind for heading in self.plan.values.values()):
            self.asked.add(Ask.KIND_UNCLEAR, self._first(row))
            return None, None
        return ended

    def _unit(self, row: int, label: str) -> tuple[Measure | None, str | None]:
        """What the row's unit column and label say of unit and scale; a unit that is no Unit is kept as text."""
        said = find_measure(plain(label))
        cell = self.grid.merged_down(row, self.plan.single.get(Role.UNIT, -1))
        if said.unclear:
            self.notes.ask_before_all(Ask.SCALE_UNCLEAR, [self._first(row)])
        if cell is None:
            return said.measure, None
        text = text_of(cell) or ""
        measure = read_measure(plain(text))
        if measure is None:
            stated = find_measure(plain(text))
            if stated.unclear or stated.measure:
                self.asked.add(Ask.SCALE_UNCLEAR, cell.address)
                self.notes.withheld = True
            return said.measure, " ".join(text.split()) or None
        if said.measure and said.measure != measure:
            self.asked.add(Ask.UNIT_CONFLICT, cell.address)
            self.notes.withheld = True
        return measure, None

    def _status(self, row: int) -> Status | None:
        cell = self.grid.merged_down(row, self.plan.single.get(Role.STATUS, -1))
        return STATUSES.get(plain(cell.value)) if cell and isinstance(cell.value, str) else None

    def _period(self, row: int) -> Period | None:
        """The period of a row from its columns of time, or None; what is wrong is asked or refused."""
        single = self.plan.single
        whole = single.get(Role.PERIOD, single.get(Role.PART) if Role.YEAR not in single else None)
        cells = [self.grid.merged_down(row, single[role]) for role in (Role.YEAR,) if role in single]
        part = whole if whole is not None else single.get(Role.PART)
        if Role.YEAR not in single:
            cell = self.grid.merged_down(row, part) if part is not None else None
            return self._read_period(row, cell, part)
        if cells[0] is None:
            self.asked.add(Ask.PERIOD_MISSING, self._first(row))
            return None
        year = self._read_period(row, cells[0], single[Role.YEAR])
        if part is None or year is None:
            return year
        if year.granularity != Granularity.YEAR:
            self.asked.add(Ask.PERIOD_MISSING, cells[0].address)
            return None
        return self._part(row, self.grid.merged_down(row, part), part, year)

    def _part(self, row: int, cell: Cell | None, column: int, year: Period) -> Period | None:
        """A part of a year from its own cell: «T1», «2. kvartal», «juni», or a number under «Kvartal»."""
        text = text_of(cell) if cell else None
        if cell is None or text is None:
            self.asked.add(Ask.PERIOD_MISSING, cell.address if cell else self._first(row))
            return None
        word = self.plan.named.get(column, "")
        found = read_part(text) or read_part(f"{text}. {word}") or read_part(f"{word} {text}")
        if not found and word.startswith(("måned", "månad", "mnd", "month")):
            found = read_part(f"m{text}")
        try:
            if found:
                return found.of_year(year.year)
            period = _period_of(text).period
        except PeriodError as error:
            self.notes.refuse(f"period_{error.code}", cell.address, text=text)
            return None
        if year.contains(period):
            return period
        self.asked.add(Ask.PERIOD_MISSING, cell.address)
        return None

    def _read_period(self, row: int, cell: Cell | None, column: int | None) -> Period | None:
        if cell is None:
            self.asked.add(Ask.PERIOD_MISSING, self._first(row))
            return None
        if isinstance(cell.value, date):
            if self.plan.named.get(column or 0) in ("dato", "date"):
                return Period(Granularity.DAY, date(cell.value.year, cell.value.month, cell.value.day))
            self.asked.add(Ask.DATE_AS_PERIOD, cell.address)
            return None
        text = text_of(cell)
        if text is None or cell.fault or (isinstance(cell.value, Decimal) and not is_year(cell.value)):
            self.notes.refuse("period_unreadable", cell.address, text=str(cell.value or ""))
            return None
        bare, marked = without_mark(text)
        if marked:
            self.notes.warn(Warn.FOOTNOTE_MARK, cell.address, text=text.strip())
        if read_part(bare) and Role.YEAR not in self.plan.single:
            self.asked.add(Ask.YEAR_MISSING, cell.address)
            return None
        try:
            reading = _period_of(bare)
        except PeriodError as error:
            self.notes.refuse(f"period_{error.code}", cell.address, text=text.strip())
            return None
        for code in reading.warnings:
            self.notes.warn(code, cell.address, text=text.strip(), period=reading.period.code)
        return reading.period


@lru_cache(maxsize=4096)
def _period_of(text: str) -> PeriodReading:
    """The same few periods stand in every row of a long table."""
    return read_period(text)


def _role(label: str) -> Role | None:
    words = plain(label).rstrip(": ")
    if _CHANGE.search(words) and read_heading(words).role == Role.CHANGE:
        return Role.CHANGE
    return ROLES.get(words)
