"""The numbers of one column, read with what the whole column tells: its decimal mark, its scale, its unit. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Context, Decimal

from metrics.amounts import WIDE
from metrics.choices import MISSING, Kind, Status, Unit
from metrics.imports.cells import Cell, CellFault
from metrics.imports.findings import Ask, Notebook, ReadFigure, Refuse, Warn
from metrics.imports.headings import Heading, plain
from metrics.imports.scales import Measure, combine, has_scale
from metrics.numbers import LONGEST, MAX_DIGITS, Reading, canonical, inexact, read
from metrics.numerals import Fault, NumberWarning
from metrics.periods import Period
from metrics.quantities import Quantity

_SHOWN = Context(prec=MAX_DIGITS)  # the digits a spreadsheet shows; what a float adds to them was never typed
_UNSETTLED = (Fault.AMBIGUOUS, Fault.ENGLISH_FORMAT)


@dataclass(frozen=True)
class Slot:
    """A cell of values, with what its row and column say it is about."""

    cell: Cell
    metric: str
    kind: Kind
    period: Period
    measure: Measure | None = None  # of its row
    unit: str | None = None  # the row's unit where it is no Unit: «brukere»
    status: Status | None = None


@dataclass
class Outcome:
    """The figures of a column, and those whose percentage may be a fraction, by row."""

    figures: dict[int, ReadFigure] = field(default_factory=dict)
    bare: list[int] = field(default_factory=list)  # rows whose cell itself does not say percent
    said: set[int] = field(default_factory=set)  # rows where a unit or scale is said of the figure
    dressed: set[str] = field(default_factory=set)  # metrics with a number shown with words or in a scale
    scaled: dict[int, list[str]] = field(default_factory=dict)  # cells by the power of ten they were multiplied by


def read_value(cell: Cell) -> Reading:
    """Read one cell that should hold a number; what it cannot be is an error of the Reading.

    A number shown as a percentage is what it shows: 0.125 is 12,5 %.
    """
    if cell.fault:
        fault = Fault.EXCEL_ERROR if cell.fault == CellFault.ERROR else str(cell.fault)
        return Reading(str(cell.value or ""), error=fault)
    if isinstance(cell.value, bool):
        return Reading(str(cell.value), error=Refuse.BOOLEAN)
    if isinstance(cell.value, date):
        return Reading(cell.value.isoformat()[:10], error=Refuse.DATE)
    if isinstance(cell.value, Decimal):
        if cell.dressed:
            return Reading(str(cell.value), error=Ask.NUMBER_FORMAT)
        return _typed(cell.value, cell.percent)
    return read(cell.value or "")


def _typed(value: Decimal, percent: bool) -> Reading:
    if not value.is_finite():
        return Reading(str(value), error=Fault.NOT_FINITE)
    shown = value if value == value.to_integral_value() else _SHOWN.plus(value)
    if percent:
        shown = shown.scaleb(2, WIDE)
    if value.adjusted() > LONGEST:
        return Reading(str(value), error=Fault.TOO_LARGE)
    printed = f"{shown:f}"
    printed = (printed.rstrip("0").rstrip(".") if "." in printed else printed).replace(".", ",")
    printed += " %" if percent else ""
    if fault := inexact(shown):
        return Reading(printed, error=Fault.TOO_LARGE if fault == Fault.TOO_LARGE else Fault.TOO_PRECISE)
    return Reading(printed, Quantity(canonical(shown)), Unit.PERCENT if percent else None)


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that some texts of a column use beyond doubt; None where none do, or they disagree.

    >>> decimal_mark(["1 281", "6 718,5"]), decimal_mark(["1.440"]), decimal_mark(["12,5", "12.5"])
    (',', None, None)
    """
    marks = set()
    for text in texts:
        if "," not in text and "." not in text:
            continue
        point, comma = read(text, "."), read(text, ",")
        against = [bool(one.error) or NumberWarning.OTHER_MARK in one.warnings for one in (point, comma)]
        if against == [True, False] and comma.quantity:
            marks.add(",")
        elif against == [False, True] and point.quantity:
            marks.add(".")
    return marks.pop() if len(marks) == 1 else None


def read_cells(cells: list[Cell]) -> list[Reading]:
    """Read a column's cells, each with the evidence of all: an ambiguous one is settled where the others settle it."""
    readings = [read_value(cell) for cell in cells]
    if not any(reading.error in _UNSETTLED for reading in readings):
        return readings
    mark = decimal_mark([cell.value for cell in cells if isinstance(cell.value, str)])
    if not mark:
        return readings
    return [
        _settled(cell, reading, mark) if reading.error in _UNSETTLED else reading
        for cell, reading in zip(cells, readings, strict=True)
    ]


def _settled(cell: Cell, reading: Reading, mark: str) -> Reading:
    again = read(str(cell.value), mark)
    return again if again.quantity else reading


def read_column(slots: list[Slot], heading: Heading, table: Measure | None, notes: Notebook) -> Outcome:
    """The figures of one column; what is no figure is asked about once for the column, or refused by cell."""
    outcome = Outcome()
    dashes: list[str] = []
    unclear: list[tuple[str, tuple[Decimal, ...]]] = []
    conflicts: list[str] = []
    dressed: list[str] = []
    for slot, reading in zip(slots, read_cells([slot.cell for slot in slots]), strict=True):
        address = slot.cell.address
        if reading.error == Fault.ASK:
            dashes.append(address)
        elif reading.error == Ask.NUMBER_FORMAT:
            dressed.append(address)
            outcome.dressed.add(plain(slot.metric))
        elif reading.error == Fault.AMBIGUOUS:
            unclear.append((address, reading.candidates))
        elif reading.error:
            notes.refuse(reading.error, address, text=reading.printed)
        elif reading.quantity is not None:
            measure = combine(reading.unit, (slot.measure, heading.measure), table)
            if measure is None and reading.quantity.status not in MISSING:
                conflicts.append(address)
                continue
            _keep(outcome, slot, reading, measure or Measure(), notes)
    about = {"heading": heading.text}
    if dashes:
        notes.ask(Ask.DASH, dashes, about)
    if unclear:
        addresses = [address for address, _ in unclear]
        notes.ask(Ask.AMBIGUOUS, addresses, about, tuple(candidates for _, candidates in unclear))
    for power, addresses in outcome.scaled.items():
        notes.warn_of(Warn.SCALED, addresses, {"heading": heading.text, "power": str(power)})
    if dressed:
        notes.ask(Ask.NUMBER_FORMAT, dressed, about)
    if conflicts:
        notes.ask(Ask.UNIT_CONFLICT, conflicts, about)
    return outcome


def _keep(outcome: Outcome, slot: Slot, reading: Reading, measure: Measure, notes: Notebook) -> None:
    """Keep one figure, scaled once, with what must be said of it."""
    cell, quantity = slot.cell, reading.quantity
    if quantity is None:
        return
    for code in reading.warnings:
        notes.warn(code, cell.address, text=reading.printed)
    if measure.power and not quantity.missing:
        if isinstance(cell.value, str) and has_scale(cell.value):
            notes.warn(Warn.SCALE_OF_CELL, cell.address, text=reading.printed)
        else:
            quantity = times(quantity, measure.power)
            outcome.scaled.setdefault(measure.power, []).append(cell.address)
    if fault := next((code for code in map(_unkept, (quantity.value, quantity.upper)) if code), ""):
        notes.refuse(fault, cell.address, text=reading.printed)
        return
    if slot.status and quantity.status == Status.FINAL and not quantity.missing:
        quantity = replace(quantity, status=slot.status)
    unit = measure.unit or reading.unit
    name = slot.unit if unit in (None, Unit.COUNT) else str(unit.value if isinstance(unit, Unit) else unit)
    own = isinstance(cell.value, str) and has_scale(cell.value)
    if own or measure.power is not None or unit not in (None, Unit.COUNT):
        outcome.said.add(cell.row)
    if reading.unit != Unit.PERCENT:
        outcome.bare.append(cell.row)
    outcome.figures[cell.row] = ReadFigure(
        slot.metric, slot.kind, slot.period, quantity, name, reading.printed, notes.at(cell.address)
    )


def times(quantity: Quantity, power: int) -> Quantity:
    """A quantity multiplied by a power of ten, exactly."""
    value, upper = (None if one is None else one.scaleb(power, WIDE) for one in (quantity.value, quantity.upper))
    return replace(quantity, value=value, upper=upper)


def _unkept(value: Decimal | None) -> str:
    fault = "" if value is None else inexact(value)
    return Fault.TOO_PRECISE if fault in (Fault.TOO_MANY_DIGITS, Fault.TOO_MANY_DECIMALS) else fault
