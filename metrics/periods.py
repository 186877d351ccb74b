"""Periods: the stretch of time a figure speaks of, read from text and walked through the calendar.

Pure. A period is its granularity and its first day, and only the canonical first day is accepted, so two
figures for the same quarter can never differ by how the quarter was written. Weeks are ISO 8601 weeks and
belong to their ISO year: 2020-W53 starts on 28 December 2020, 2021-W01 on 4 January 2021.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Self

from metrics.choices import Granularity
from metrics.number_words import INVISIBLE
from metrics.period_words import MONTHS, ORDINALS, SPANS

FIRST_YEAR = 1900
LAST_YEAR = 2199

# The months in which a period may start, always on day 1. Weeks and days are not counted in months.
START_MONTHS: dict[Granularity, tuple[int, ...]] = {
    Granularity.YEAR: (1,),
    Granularity.HALF_YEAR: (1, 7),
    Granularity.TERTIAL: (1, 5, 9),
    Granularity.QUARTER: (1, 4, 7, 10),
    Granularity.MONTH: tuple(range(1, 13)),
}
_COARSE_TO_FINE = tuple(Granularity)
_CODE_LETTERS = {
    Granularity.HALF_YEAR: "H",
    Granularity.TERTIAL: "T",
    Granularity.QUARTER: "Q",
}


class PeriodFault(StrEnum):
    """Why a text or a day is not a period."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    US_FORMAT = "us_format"
    AMBIGUOUS_DATE = "ambiguous_date"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    NO_SUCH_PERIOD = "no_such_period"
    NO_SUCH_WEEK = "no_such_week"
    NO_SUCH_DATE = "no_such_date"
    NOT_CANONICAL = "not_canonical"


class PeriodWarning(StrEnum):
    """What was read, but not written as it should be."""

    TWO_DIGIT_YEAR = "two_digit_year"
    SLASHES = "slashes"


class PeriodError(ValueError):
    """No period: `code` is a PeriodFault, `text` what was offered."""

    def __init__(self, code: PeriodFault, text: str = "") -> None:
        super().__init__(f"{code}: {text}" if text else str(code))
        self.code = code
        self.text = text


@total_ordering
@dataclass(frozen=True)
class Period:
    """A granularity and its canonical first day; ordered by start, then the longer before the shorter.

    Raises PeriodError: `not_canonical` for a start such as a quarter from 1 February, `year_out_of_range`
    for years outside 1900-2199, which are slips of the keyboard here.

    >>> Period(Granularity.TERTIAL, date(2021, 5, 1)).code
    '2021-T2'
    """

    granularity: Granularity
    start: date

    def __post_init__(self) -> None:
        # Rows of a database hand over plain strings: one type from here on.
        object.__setattr__(self, "granularity", Granularity(self.granularity))
        if isinstance(self.start, datetime) or not _is_canonical(self.granularity, self.start):
            raise PeriodError(PeriodFault.NOT_CANONICAL, f"{self.granularity} {self.start}")
        _check_year(self.year)

    def __lt__(self, other: "Period") -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.start, _COARSE_TO_FINE.index(self.granularity)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period a text names, in bokmål, nynorsk, English or code; PeriodError when it names none.

        Warnings are left out: `read_period` has them.

        >>> Period.parse("1. tertial 2021").code, Period.parse("2021K2").code
        ('2021-T1', '2021-Q2')
        """
        return read_period(text).period

    @classmethod
    def of(cls, granularity: Granularity, day: date) -> Self:
        """The period of this granularity that holds the day.

        >>> Period.of(Granularity.WEEK, date(2021, 1, 3)).code
        '2020-W53'
        """
        if granularity == Granularity.DAY:
            return cls(granularity, day)
        if granularity == Granularity.WEEK:
            return cls(granularity, day - timedelta(days=day.weekday()))
        month = max(month for month in START_MONTHS[granularity] if month <= day.month)
        return cls(granularity, date(day.year, month, 1))

    @classmethod
    def nth(cls, granularity: Granularity, year: int, number: int) -> Self:
        """The number-th period (from 1) of a year; for weeks the ISO year, for days the day of the year.

        Raises PeriodError: `year_out_of_range`, `no_such_week` (53 in a year of 52), `no_such_period`.
        """
        _check_year(year)
        offered = f"{granularity} {number} {year}"
        if granularity == Granularity.WEEK:
            try:
                return cls(granularity, date.fromisocalendar(year, number, 1))
            except ValueError:
                raise PeriodError(PeriodFault.NO_SUCH_WEEK, offered) from None
        starts = canonical_starts(granularity, year)
        if not 1 <= number <= len(starts):
            raise PeriodError(PeriodFault.NO_SUCH_PERIOD, offered)
        return cls(granularity, starts[number - 1])

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        if self.granularity == Granularity.DAY:
            return self.start
        if self.granularity == Granularity.WEEK:
            return self.start + timedelta(days=6)
        length = 12 // len(START_MONTHS[self.granularity])
        years, month = divmod(self.start.month - 1 + length, 12)
        return date(self.start.year + years, month + 1, 1) - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year it belongs to: for weeks the ISO year."""
        if self.granularity == Granularity.WEEK:
            return self.start.isocalendar().year
        return self.start.year

    @property
    def number(self) -> int:
        """Its ordinal in its year, from 1: tertial 2, week 53, day 366. A year is number 1."""
        if self.granularity == Granularity.WEEK:
            return self.start.isocalendar().week
        if self.granularity == Granularity.DAY:
            return self.start.timetuple().tm_yday
        return START_MONTHS[self.granularity].index(self.start.month) + 1

    @property
    def code(self) -> str:
        """Its short name, which `parse` reads back: 2021, 2021-H1, 2021-06, 2021-W24, 2021-06-15."""
        if self.granularity == Granularity.YEAR:
            return f"{self.year}"
        if self.granularity == Granularity.MONTH:
            return f"{self.year}-{self.number:02}"
        if self.granularity == Granularity.WEEK:
            return f"{self.year}-W{self.number:02}"
        if self.granularity == Granularity.DAY:
            return self.start.isoformat()
        return f"{self.year}-{_CODE_LETTERS[self.granularity]}{self.number}"

    def next(self) -> "Period":
        """The period that follows; PeriodError `year_out_of_range` after the year 2199."""
        return Period(self.granularity, self.end + timedelta(days=1))

    def previous(self) -> "Period":
        """The period before; PeriodError `year_out_of_range` before the year 1900."""
        return Period.of(self.granularity, self.start - timedelta(days=1))

    def year_before(self) -> "Period | None":
        """The same period a year before, or None where there is none.

        Week 53 has none in a year of 52 weeks, and 29 February none in the year before: the nearest week or
        day would be another period.
        """
        try:
            if self.granularity == Granularity.DAY:
                return Period(self.granularity, self.start.replace(year=self.start.year - 1))
            return Period.nth(self.granularity, self.year - 1, self.number)
        except ValueError:
            return None

    def contains(self, other: "Period") -> bool:
        """Whether the other lies wholly inside this one (a period contains itself)."""
        return self.start <= other.start and other.end <= self.end

    def parts(self, granularity: Granularity) -> list["Period"]:
        """The finer periods that tile this one exactly, in order; empty when they do not.

        Months tile a tertial; quarters do not, nor do weeks a year. Weeks tile a month only where the
        calendar happens to allow it (February 2021).
        """
        if _COARSE_TO_FINE.index(granularity) <= _COARSE_TO_FINE.index(self.granularity):
            return []
        whole_weeks = (self.end - self.start).days % 7 == 6
        parts = [Period.of(granularity, self.start)]
        if parts[0].start != self.start or (granularity == Granularity.WEEK and not whole_weeks):
            return []
        while parts[-1].end < self.end:
            parts.append(parts[-1].next())
        return parts if parts[-1].end == self.end else []

    def is_over(self, today: date) -> bool:
        """Whether its last day is behind us: on the last day itself it is not over."""
        return today > self.end


@dataclass(frozen=True)
class PeriodReading:
    """A period read from text, with what the writer should be told (PeriodWarning codes)."""

    period: Period
    warnings: tuple[str, ...] = ()


def canonical_starts(granularity: Granularity, year: int) -> tuple[date, ...]:
    """Every first day a period of this granularity may have in the year (the ISO year for weeks).

    >>> canonical_starts(Granularity.TERTIAL, 2021)[1]
    datetime.date(2021, 5, 1)
    """
    if granularity in START_MONTHS:
        return tuple(date(year, month, 1) for month in START_MONTHS[granularity])
    if granularity == Granularity.WEEK:
        first, step, end = date.fromisocalendar(year, 1, 1), 7, date.fromisocalendar(year + 1, 1, 1)
    else:
        first, step, end = date(year, 1, 1), 1, date(year + 1, 1, 1)
    return tuple(first + timedelta(days=days) for days in range(0, (end - first).days, step))


def _is_canonical(granularity: Granularity, start: date) -> bool:
    if granularity == Granularity.DAY:
        return True
    if granularity == Granularity.WEEK:
        return start.weekday() == 0
    return start.day == 1 and start.month in START_MONTHS[granularity]


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(PeriodFault.YEAR_OUT_OF_RANGE, str(year))


# Reading. Words are matched in lower case, blanks of every kind as one blank.

_YEAR = "(?P<year>[0-9]{4})"
_NUMBER = "(?P<number>[0-9]{1,2})"
_ORDINAL = f"(?:{_NUMBER}(?:[.]|st|nd|rd|th)?|(?P<ordinal>{'|'.join(ORDINALS)}))"
_SPAN = f"(?P<span>{'|'.join(word for word in SPANS if len(word) > 1)})"
_LETTER = "(?P<span>[htqkmwu])"
_MONTH = f"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})[.]?"
_DAY = "(?P<day>[0-9]{1,2})"
_MONTH_DIGITS = "(?P<month>[0-9]{1,2})"


def _read_year(found: re.Match[str]) -> PeriodReading:
    return PeriodReading(Period.nth(Granularity.YEAR, int(found["year"]), 1))


def _read_span(found: re.Match[str]) -> PeriodReading:
    groups = found.groupdict()
    number = ORDINALS[groups["ordinal"]] if groups.get("ordinal") else int(groups["number"])
    return PeriodReading(Period.nth(SPANS[groups["span"]], int(groups["year"]), number))


def _read_month(found: re.Match[str]) -> PeriodReading:
    return PeriodReading(Period.nth(Granularity.MONTH, int(found["year"]), _month_number(found)))


def _read_day(found: re.Match[str]) -> PeriodReading:
    return PeriodReading(_day(int(found["year"]), _month_number(found), int(found["day"])))


def _read_short_year(found: re.Match[str]) -> PeriodReading:
    # The POSIX window: 69-99 are the 1900s. A guess in any case, so the writer is told.
    year = int(found["year"])
    year += 2000 if year < 69 else 1900
    period = _day(year, _month_number(found), int(found["day"]))
    return PeriodReading(period, (PeriodWarning.TWO_DIGIT_YEAR,))


def _read_slashes(found: re.Match[str]) -> PeriodReading:
    """15/06/2021 can only be a day in June; 06/15/2021 is American; 05/06/2021 may be either."""
    first, second = int(found["day"]), int(found["month"])
    if second > 12 >= first:
        raise PeriodError(PeriodFault.US_FORMAT, found[0])
    if first <= 12 and first != second:
        raise PeriodError(PeriodFault.AMBIGUOUS_DATE, found[0])
    return PeriodReading(_day(int(found["year"]), second, first), (PeriodWarning.SLASHES,))


def _month_number(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return MONTHS[groups["name"]] if groups.get("name") else int(groups["month"])


def _day(year: int, month: int, day: int) -> Period:
    _check_year(year)
    try:
        return Period(Granularity.DAY, date(year, month, day))
    except ValueError:
        raise PeriodError(PeriodFault.NO_SUCH_DATE, f"{year}-{month:02}-{day:02}") from None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], PeriodReading]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:år |året |year )?{_YEAR}", _read_year),
        (rf"{_YEAR}[- ]?{_LETTER}{_NUMBER}", _read_span),
        (rf"{_LETTER}{_NUMBER}[ /-]{_YEAR}", _read_span),
        (rf"{_ORDINAL} ?{_SPAN},? {_YEAR}", _read_span),
        (rf"{_SPAN} {_NUMBER}[.]?,? {_YEAR}", _read_span),
        (rf"{_YEAR}-(?P<month>[0-9]{{2}})", _read_month),
        (rf"{_MONTH} {_YEAR}", _read_month),
        (rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _read_day),
        (rf"{_DAY}[.] ?{_MONTH_DIGITS}[.] ?{_YEAR}", _read_day),
        (rf"{_DAY}[.]? {_MONTH} {_YEAR}", _read_day),
        (rf"{_MONTH} {_DAY},? {_YEAR}", _read_day),
        (rf"{_DAY}[.] ?{_MONTH_DIGITS}[.] ?(?P<year>[0-9]{{2}})", _read_short_year),
        (rf"{_DAY} ?/ ?{_MONTH_DIGITS} ?/ ?{_YEAR}", _read_slashes),
    )
)


def read_period(text: str) -> PeriodReading:
    """The period a text names, with warnings; PeriodError (code in PeriodFault) when it names none.

    Exactly one period or an error: a text that could be two days (05/06/2021) is `ambiguous_date`.

    >>> read_period("15.06.21").warnings == ("two_digit_year",)
    True
    """
    plain = " ".join(text.translate(INVISIBLE).split()).lower()
    if not plain:
        raise PeriodError(PeriodFault.EMPTY)
    for pattern, reader in _FORMS:
        if found := pattern.fullmatch(plain):
            return reader(found)
    raise PeriodError(PeriodFault.UNREADABLE, text.strip()[:200])
