"""The printed change of a row, held against the row's own figures. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metrics.amounts import WIDE
from metrics.choices import Kind, Unit
from metrics.imports.cells import Cell
from metrics.imports.columns import read_cells, times
from metrics.imports.findings import Ask, Notebook, ReadClaim, ReadFigure, Warn
from metrics.imports.headings import Heading
from metrics.numbers import Reading, rounded, show
from metrics.numerals import Fault
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import Growth, growth

_DECIMALS = 6  # of a stored change that are compared; what follows is the float's
_KEPT = 4


@dataclass(frozen=True)
class Change:
    """A cell of printed change, with the figures of its row by kind and period."""

    cell: Cell
    metric: str
    figures: Mapping[tuple[Kind, Period], ReadFigure]
    power: int = 0  # of ten, that the row's figures were scaled by, and a change in their unit is too


_ASKED = (
    (Ask.DASH, Fault.ASK),
    (Ask.AMBIGUOUS, Fault.AMBIGUOUS),
    (Ask.NUMBER_FORMAT, Ask.NUMBER_FORMAT),
)


def check_changes(changes: list[Change], heading: Heading, notes: Notebook) -> list[ReadClaim]:
    """Every cell of a change column as a claim; what is no number is asked about or refused as for figures."""
    readings = read_cells([change.cell for change in changes])
    percent = heading.measure is not None or any(reading.unit == Unit.PERCENT for reading in readings)
    bare = [
        change.cell.address
        for change, reading in zip(changes, readings, strict=True)
        if reading.quantity and reading.unit != Unit.PERCENT
    ]
    if percent and _are_fractions(readings):
        notes.ask(Ask.FRACTION_OR_PERCENT, bare, {"heading": heading.text})
        changes, readings = [], []
    claims = []
    for change, reading in zip(changes, readings, strict=True):
        claim = _claim(change, reading, heading, percent, notes)
        if claim:
            claims.append(claim)
    for code, fault in _ASKED:
        asked = [(one.cell.address, each) for one, each in zip(changes, readings, strict=True) if each.error == fault]
        if asked:
            candidates = tuple(each.candidates for _, each in asked if each.candidates)
            notes.ask(code, [address for address, _ in asked], {"heading": heading.text}, candidates)
    return claims


def _are_fractions(readings: list[Reading]) -> bool:
    """Whether the plain numbers of a column of percent are all so small that they may be fractions."""
    values = [
        each.quantity.value for each in readings if each.quantity and each.quantity.value and each.unit != Unit.PERCENT
    ]
    return len(values) > 1 and all(abs(value) <= 1 for value in values)


def _claim(change: Change, reading: Reading, heading: Heading, percent: bool, notes: Notebook) -> ReadClaim | None:
    address = change.cell.address
    if reading.error == Ask.NUMBER_FORMAT:
        return None
    if reading.error and reading.error not in (Fault.ASK, Fault.AMBIGUOUS):
        notes.refuse(reading.error, address, text=reading.printed)
        return None
    for code in reading.warnings:
        notes.warn(code, address, text=reading.printed)
    stated = reading.quantity
    compared = _compared(change.figures, heading)
    ways = _ways(compared[0], compared[1], percent, heading.points) if compared else []
    places = _places(reading)
    if stated and change.power and not percent and not heading.points:
        stated, places = times(stated, change.power), places - change.power
    chosen = next((way for way in ways if stated and _agrees(stated, way, places)), ways[0] if ways else None)
    recomputed = rounded(chosen[1], _KEPT) if chosen else None
    agrees = _agrees(stated, chosen, places) if chosen and stated and not stated.missing else None
    claim = ReadClaim(
        change.metric,
        reading.printed,
        notes.at(address),
        stated.value if stated else None,
        recomputed,
        agrees,
    )
    if agrees is False and recomputed is not None:
        notes.warn(Warn.CHANGE_DIFFERS, address, metric=change.metric, text=reading.printed, value=show(recomputed))
    return claim


Way = tuple[Interval, Decimal]


def _compared(
    figures: Mapping[tuple[Kind, Period], ReadFigure], heading: Heading
) -> tuple[ReadFigure, ReadFigure] | None:
    """The two figures a change is between: those the heading names, else the last two results of one length."""
    results = sorted((period for kind, period in figures if kind == Kind.RESULT))
    if not results:
        return None
    later = heading.period or results[-1]
    before = [each for each in results if each < later and each.granularity == later.granularity]
    earlier = heading.earlier or (before[-1] if before else None)
    pair = [figures.get((Kind.RESULT, each)) for each in (earlier, later) if each]
    return (pair[0], pair[1]) if len(pair) == 2 and pair[0] and pair[1] else None


def _ways(earlier: ReadFigure, later: ReadFigure, percent: bool, points: bool) -> list[Way]:
    """The changes a number can be, the likeliest first: a metric in percent grows by points, or in percent."""
    found: Growth = growth(earlier.quantity, later.quantity, Unit.COUNT)
    absolute = [(found.change, found.change_value)]
    relative = [(found.percent, found.percent_value)]
    if points or not percent:
        ways = absolute
    elif Unit.PERCENT in (earlier.unit, later.unit):
        ways = absolute + relative
    else:
        ways = relative
    return [(interval, value) for interval, value in ways if interval is not None and value is not None]


def _agrees(stated: Quantity, way: Way, places: int) -> bool:
    """Whether a stated change is the recomputed one, rounded to as many places; the doubt of both is counted."""
    interval, value = way
    if stated.value is None:
        return False
    unit = Decimal(1).scaleb(-places)
    if interval.is_point and stated.interval().is_point:
        return value.quantize(unit, ROUND_HALF_UP, WIDE) == stated.value.quantize(unit, ROUND_HALF_UP, WIDE)
    half = Interval(-unit / 2, unit / 2)
    wide = stated.interval().add(half) if stated.interval().is_point else stated.interval()
    return interval.overlap(wide) is not None


_PRINTED_PLACES = re.compile("[.,]([0-9]{1,2})[^0-9]*$")


def _places(reading: Reading) -> int:
    """The decimals a change is stated with: «20,0 %» has one, though its value has none."""
    value = reading.quantity.value if reading.quantity else None
    exponent = value.as_tuple().exponent if value is not None else 0
    printed = _PRINTED_PLACES.search(reading.printed)
    return min(_DECIMALS, max(-exponent if isinstance(exponent, int) else 0, len(printed[1]) if printed else 0))
