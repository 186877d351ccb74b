"""Charts and sparklines as plain data: what stands where, and what is said of it.

Pure. A chart is a row of places: the periods of a series, or the indicators of a goal. A place without a
result is a gap, never a zero, and a forecast is never a result. Numbers leave as exact text, which the page's
script turns into lengths; the words come from outside, so that chart and table say the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from metrics.choices import Kind, Status
from metrics.quantities import EXACT, HUNDRED, RATIOS, ZERO, Interval, Quantity

FURTHEST = Decimal(250)  # percent of a target: the bar ends here, the number does not
LOWEST = Decimal(-50)
SPREAD = Decimal("0.9")  # a line whose lowest value is above this share of its highest would be flat from zero
SERIES_HEIGHT, ROW_HEIGHT, AXIS_HEIGHT = 304, 92, 40  # pixels


class Form(StrEnum):
    """How the results are drawn: a sum is an amount, and has a length; a level has a position."""

    BARS = "bars"
    LINE = "line"
    ROWS = "rows"


class Sign(StrEnum):
    """What a reader may need explained: the entries of a chart's key, in order."""

    RESULT = "result"
    TENTATIVE = "tentative"
    DOUBT = "doubt"
    FORECAST = "forecast"
    TARGET = "target"


@dataclass(frozen=True)
class Mark:
    """One value to draw, and its words.

    `low` and `high` are how far doubt reaches: both None without any,
    one None where that side is open. A tentative value is provisional, estimated or in doubt. `cut` is True
    where the value goes on beyond what is drawn.
    """

    kind: Kind
    value: Decimal
    shown: str
    tentative: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    cut: bool = False

    @property
    def doubtful(self) -> bool:
        return self.low is not None or self.high is not None

    def as_dict(self) -> dict[str, Any]:
        return {
            "value": _plain(self.value),
            "shown": self.shown,
            "tentative": self.tentative,
            "low": _plain(self.low),
            "high": _plain(self.high),
            "cut": self.cut,
        }


@dataclass(frozen=True)
class Place:
    """One period or indicator: its name, what is said of it, and its marks, at most one of each kind.

    >>> Place("2021", ("317 565 317", "target 300 000 000"), ()).said
    '2021: 317 565 317; target 300 000 000'
    """

    label: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def said(self) -> str:
        return f"{self.label}: {'; '.join(self.words)}"

    def mark(self, kind: Kind) -> Mark | None:
        return next((mark for mark in self.marks if mark.kind == kind), None)

    def as_dict(self) -> dict[str, Any]:
        drawn = {kind.value: self.mark(kind) for kind in (Kind.RESULT, Kind.TARGET, Kind.FORECAST)}
        marks = {kind: mark.as_dict() if mark else None for kind, mark in drawn.items()}
        return {"label": self.label, "said": self.said, "words": self.words[0]} | marks


def mark_of(kind: Kind, quantity: Quantity, shown: str, floor: Decimal | None = None) -> Mark | None:
    """Return the mark of a stated quantity; None for a missing one, which leaves a gap."""
    if quantity.central is None:
        return None
    interval = quantity.interval(floor)
    unsettled = quantity.status in (Status.PROVISIONAL, Status.ESTIMATE)
    mark = Mark(kind, quantity.central, shown, unsettled or not interval.is_point)
    return mark if interval.is_point else replace(mark, low=interval.low, high=interval.high)


def share_mark(value: Decimal, doubt: Interval, shown: str, tentative: bool) -> Mark:
    """Return attainment (1 is 100 %) as a mark in percent of the target, cut to what a chart can hold."""
    ends = (None, None) if doubt.is_point else (_percent(doubt.low), _percent(doubt.high))
    percent = _hundredfold(value)
    drawn = min(max(percent, LOWEST), FURTHEST)
    return Mark(Kind.RESULT, drawn, shown, tentative or not doubt.is_point, *ends, cut=drawn != percent)


def series_chart(places: Sequence[Place], form: Form, sign: str = "") -> dict[str, Any]:
    """Return a series as the script draws it: results, a target for each period that has one, forecasts.

    `sign` stands behind the numbers of the axis: «%», «kr» or nothing.
    Bars stand on zero. So does a line, unless all its values lie so close together that it would be flat;
    `zero` says so, and the page must too.
    """
    values = [mark.value for place in places for mark in place.marks]
    near = bool(values) and min(values) > EXACT.multiply(max(values), SPREAD)
    return _chart(places, form, sign, zero=form == Form.BARS or not near) | {"height": SERIES_HEIGHT}


def target_chart(places: Sequence[Place]) -> dict[str, Any]:
    """Return attainment as the script draws it: one bar for each indicator, from zero, the target at 100 %.

    Targets share no unit (10 owners, 100 000 transactions), so the bars are percent of each one's target.
    """
    return _chart(places, Form.ROWS, "%") | {"height": AXIS_HEIGHT + ROW_HEIGHT * len(places)}


def _chart(places: Sequence[Place], form: Form, sign: str, zero: bool = True) -> dict[str, Any]:
    stated = [number for number, place in enumerate(places) if place.mark(Kind.RESULT)]
    return {
        "form": form.value,
        "sign": sign,
        "zero": zero,
        # Where reading begins: at the latest result, but with the first of several indicators.
        "start": 0 if form == Form.ROWS or not places else (stated or [len(places) - 1])[-1],
        "places": [place.as_dict() for place in places],
    }


def signs(places: Iterable[Place], form: Form) -> tuple[Sign, ...]:
    """Return what the key must explain; () where there is nothing but plain results."""
    marks = [mark for place in places for mark in place.marks]
    found = {Sign(mark.kind.value) for mark in marks if mark.kind != Kind.BASELINE}
    found |= {Sign.TENTATIVE for mark in marks if mark.tentative and mark.kind == Kind.RESULT}
    found |= {Sign.DOUBT for mark in marks if mark.doubtful and mark.kind != Kind.TARGET}
    found |= {Sign.TARGET} if form == Form.ROWS else set()
    return () if found <= {Sign.RESULT} else tuple(sign for sign in Sign if sign in found)


@dataclass(frozen=True)
class Dot:
    """A point of a sparkline to be marked; a tentative one is hollow."""

    x: str
    y: str
    tentative: bool


@dataclass(frozen=True)
class Spark:
    """A sparkline in the coordinates of an SVG of its width and height, as text with one decimal.

    `runs` are the points of one line for each unbroken run of values. `dots` are the last value, the values
    that stand alone between gaps, and the tentative ones. `zero` is the height of the value zero.
    """

    width: int
    height: int
    runs: tuple[str, ...]
    dots: tuple[Dot, ...]
    zero: str


def spark(values: Sequence[Decimal | None], width: int, height: int, tentative: Collection[int] = ()) -> Spark | None:
    """Return the line of evenly spaced values, None being a gap; None for fewer than two values.

    The scale begins at zero (and goes below it for negative values), so that a rise of one percent never
    looks like a doubling; sparklines beside each other share nothing but that.

    >>> spark([Decimal(0), Decimal(5), None, Decimal(10)], 36, 16).runs
    ('3.0,13.0 13.0,8.0',)
    """
    stated = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(stated) < 2:
        return None
    scale = _Scale(len(values), min(ZERO, *(v for _, v in stated)), max(ZERO, *(v for _, v in stated)), width, height)
    runs = tuple(_runs(stated))
    alone = {run[0][0] for run in runs if len(run) == 1}
    marked = alone | set(tentative) | {stated[-1][0]}
    return Spark(
        width,
        height,
        tuple(" ".join(f"{scale.x(place)},{scale.y(value)}" for place, value in run) for run in runs if len(run) > 1),
        tuple(Dot(scale.x(place), scale.y(v), place in tentative) for place, v in stated if place in marked),
        scale.y(ZERO),
    )


@dataclass(frozen=True)
class _Scale:
    """Where values stand in a box, with room for a dot at its edges."""

    count: int
    low: Decimal
    high: Decimal
    width: int
    height: int

    def x(self, place: int) -> str:
        return self._at(Decimal(place), Decimal(self.count - 1), self.width)

    def y(self, value: Decimal) -> str:
        return self._at(EXACT.subtract(self.high, value), EXACT.subtract(self.high, self.low), self.height)

    def _at(self, part: Decimal, whole: Decimal, length: int) -> str:
        share = RATIOS.divide(part, whole) if whole else Decimal(1)
        place = EXACT.add(EDGE, EXACT.multiply(share, Decimal(length) - 2 * EDGE))
        return str(place.quantize(Decimal("0.1"), ROUND_HALF_UP))


EDGE = Decimal(3)


def _runs(stated: Sequence[tuple[int, Decimal]]) -> Iterator[list[tuple[int, Decimal]]]:
    """Split points where places are missing between them."""
    numbered = enumerate(stated)
    for _, run in groupby(numbered, key=lambda each: each[1][0] - each[0]):
        yield [point for _, point in run]


def _percent(end: Decimal | None) -> Decimal | None:
    return None if end is None else min(max(_hundredfold(end), LOWEST), FURTHEST)


def _hundredfold(ratio: Decimal) -> Decimal:
    return EXACT.multiply(ratio, HUNDRED).quantize(Decimal("0.0001"), ROUND_HALF_UP, EXACT)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
