"""Periods: the calendar they walk in, and the ways people write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Granularity
from metrics.periods import Period, PeriodError, PeriodFault, canonical_starts, read_period

YEAR, HALF_YEAR, TERTIAL, QUARTER, MONTH, WEEK, DAY = Granularity

# Away from the ends of 1900-2199, so that neighbours and weeks stay inside.
any_day = st.dates(date(1902, 1, 1), date(2197, 12, 31))
any_period = st.builds(Period.of, st.sampled_from(Granularity), any_day)


@pytest.mark.parametrize(
    ("text", "granularity", "start", "end"),
    [
        ("15.06.2021", DAY, date(2021, 6, 15), date(2021, 6, 15)),
        ("15.06.21", DAY, date(2021, 6, 15), date(2021, 6, 15)),
        ("2021-06-15", DAY, date(2021, 6, 15), date(2021, 6, 15)),
        ("1. tertial 2021", TERTIAL, date(2021, 1, 1), date(2021, 4, 30)),
        ("3. tertial 2021", TERTIAL, date(2021, 9, 1), date(2021, 12, 31)),
        ("2021K2", QUARTER, date(2021, 4, 1), date(2021, 6, 30)),
        ("1. halvår 2021", HALF_YEAR, date(2021, 1, 1), date(2021, 6, 30)),
        ("juni 2021", MONTH, date(2021, 6, 1), date(2021, 6, 30)),
        ("uke 24 2021", WEEK, date(2021, 6, 14), date(2021, 6, 20)),
        ("2021", YEAR, date(2021, 1, 1), date(2021, 12, 31)),
        ("2. halvår 2021", HALF_YEAR, date(2021, 7, 1), date(2021, 12, 31)),
        ("4. kvartal 2021", QUARTER, date(2021, 10, 1), date(2021, 12, 31)),
        ("februar 2020", MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("desember 2199", MONTH, date(2199, 12, 1), date(2199, 12, 31)),
        ("uke 53 2020", WEEK, date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_it_reads_a_period_with_its_first_and_last_day(
    text: str, granularity: Granularity, start: date, end: date
) -> None:
    period = Period.parse(text)
    assert (period, period.end) == (Period(granularity, start), end)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("2021", ["2021", " 2021\t", "år 2021", "året 2021", "Year 2021", "\u200b2021"]),
        ("2021-H1", ["2021-H1", "2021H1", "2021h1", "H1 2021", "1. halvår 2021", "1 HALVÅR 2021", "halvår 1 2021"]),
        ("2021-H2", ["andre halvår 2021", "2nd half-year 2021", "second half year 2021"]),
        ("2021-T2", ["2021-T2", "2021T2", "2. tertial 2021", "tertial 2 2021", "T2 2021", "t2-2021", "T2/2021"]),
        ("2021-T1", ["første tertial 2021", "fyrste tertial 2021", "1st tertial 2021"]),
        ("2021-Q3", ["2021-Q3", "2021Q3", "2021K3", "2021-K3", "K3 2021", "Q3 2021", "3. kvartal 2021"]),
        ("2021-Q2", ["2nd quarter 2021", "quarter 2 2021", "kvartal 2, 2021", "2.\u00a0kvartal\u00a02021"]),
        ("2021-06", ["2021-06", "2021M06", "2021m6", "juni 2021", "jun. 2021", "Jun 2021", "June 2021"]),
        ("2021-10", ["oktober 2021", "October 2021", "okt. 2021", "oct 2021"]),
        ("2021-05", ["mai 2021", "MAY 2021"]),
        ("2021-12", ["desember 2021", "des. 2021", "December 2021"]),
        ("2021-W24", ["2021-W24", "2021W24", "2021U24", "uke 24 2021", "veke 24, 2021", "Week 24 2021", "U24 2021"]),
        ("2014-06-05", ["2014-06-05", "05.06.2014", "5.6.2014", "5. 6. 2014", "5. juni 2014", "5 June 2014"]),
        ("2014-06-15", ["15.\u202fjuni\u20092014", "June 15, 2014", "15. jun. 2014"]),
    ],
)
def test_every_way_of_writing_a_period_gives_the_same_code(code: str, texts: list[str]) -> None:
    assert {text: Period.parse(text).code for text in texts} == dict.fromkeys(texts, code)


@pytest.mark.parametrize(
    ("text", "day", "warnings"),
    [
        ("15.06.21", date(2021, 6, 15), ("two_digit_year",)),
        ("15.06.68", date(2068, 6, 15), ("two_digit_year",)),
        ("15.06.69", date(1969, 6, 15), ("two_digit_year",)),
        ("15/06/2021", date(2021, 6, 15), ("slashes",)),
        ("5/5/2021", date(2021, 5, 5), ("slashes",)),
        ("15.06.2021", date(2021, 6, 15), ()),
    ],
)
def test_a_doubtful_way_of_writing_is_read_with_a_warning(text: str, day: date, warnings: tuple[str]) -> None:
    reading = read_period(text)
    assert (reading.period, reading.warnings) == (Period(DAY, day), warnings)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06/15/2021", "us_format"),
        ("05/06/2014", "ambiguous_date"),
        ("", "empty"),
        (" \u00a0\u200b", "empty"),
        ("nonsense", "unreadable"),
        ("2025-2026", "unreadable"),
        ("2021 2022", "unreadable"),
        ("sommeren 2021", "unreadable"),
        ("april", "unreadable"),
        ("1. mai", "unreadable"),
        ("20210615", "unreadable"),
        ("tertial 2021", "unreadable"),
        ("２０２１", "unreadable"),
        ("٢٠٢١", "unreadable"),
        ("1899", "year_out_of_range"),
        ("2200", "year_out_of_range"),
        ("0000-W01", "year_out_of_range"),
        ("31.12.1899", "year_out_of_range"),
        ("uke 53 2021", "no_such_week"),
        ("2021-W00", "no_such_week"),
        ("31. februar 2021", "no_such_date"),
        ("29.02.2021", "no_such_date"),
        ("2021-13-01", "no_such_date"),
        ("31/02/2021", "no_such_date"),
        ("4. tertial 2021", "no_such_period"),
        ("2021-H3", "no_such_period"),
        ("2021K5", "no_such_period"),
        ("2021M13", "no_such_period"),
        ("2021-00", "no_such_period"),
    ],
)
def test_what_is_no_period_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read_period(text)
    assert refused.value.code == code


@given(st.text() | st.text("0123456789.-/ hHtTqQkKmMwWuUåeikln", max_size=12))
def test_any_text_is_one_period_or_a_coded_refusal(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError as refused:
        assert refused.code in PeriodFault
    else:
        assert Period.parse(period.code) == period


@pytest.mark.parametrize(
    ("granularity", "start"),
    [
        (YEAR, date(2021, 2, 1)),
        (YEAR, date(2021, 1, 2)),
        (HALF_YEAR, date(2021, 6, 1)),
        (TERTIAL, date(2021, 4, 1)),
        (QUARTER, date(2021, 2, 1)),
        (MONTH, date(2021, 6, 2)),
        (WEEK, date(2021, 6, 15)),
        (DAY, datetime(2021, 6, 15, 12, 0)),  # noqa: DTZ001 - the naive moment is the fault
    ],
)
def test_a_start_that_is_not_canonical_is_refused(granularity: Granularity, start: date) -> None:
    with pytest.raises(PeriodError) as refused:
        Period(granularity, start)
    assert refused.value.code == "not_canonical"


@pytest.mark.parametrize(
    ("granularity", "starts"),
    [
        (YEAR, [(1, 1)]),
        (HALF_YEAR, [(1, 1), (7, 1)]),
        (TERTIAL, [(1, 1), (5, 1), (9, 1)]),
        (QUARTER, [(1, 1), (4, 1), (7, 1), (10, 1)]),
        (MONTH, [(month, 1) for month in range(1, 13)]),
    ],
)
def test_the_canonical_starts_of_a_year_are_few(granularity: Granularity, starts: list[tuple[int, int]]) -> None:
    assert [(day.month, day.day) for day in canonical_starts(granularity, 2021)] == starts


def test_a_long_iso_year_has_53_canonical_mondays_and_a_leap_year_366_days() -> None:
    weeks, days = canonical_starts(WEEK, 2020), canonical_starts(DAY, 2020)
    assert (len(weeks), weeks[0], weeks[-1]) == (53, date(2019, 12, 30), date(2020, 12, 28))
    assert (len(days), days[0], days[-1]) == (366, date(2020, 1, 1), date(2020, 12, 31))


def test_a_plain_word_from_a_database_row_is_taken_as_granularity() -> None:
    period = Period("tertial", date(2021, 5, 1))  # type: ignore[arg-type]
    assert period == Period(TERTIAL, date(2021, 5, 1))
    assert period.granularity is TERTIAL


@pytest.mark.parametrize(
    ("code", "year", "number"),
    [
        ("2021", 2021, 1),
        ("2021-H2", 2021, 2),
        ("2021-T3", 2021, 3),
        ("2021-Q4", 2021, 4),
        ("2021-11", 2021, 11),
        ("2020-W53", 2020, 53),
        ("2021-W01", 2021, 1),
        ("2020-12-31", 2020, 366),
    ],
)
def test_year_and_number_place_a_period_in_its_own_year(code: str, year: int, number: int) -> None:
    period = Period.parse(code)
    assert (period.year, period.number) == (year, number)
    assert Period.nth(period.granularity, year, number) == period


@pytest.mark.parametrize(
    ("code", "previous", "following", "year_before"),
    [
        ("2021", "2020", "2022", "2020"),
        ("2021-H1", "2020-H2", "2021-H2", "2020-H1"),
        ("2021-T3", "2021-T2", "2022-T1", "2020-T3"),
        ("2021-Q1", "2020-Q4", "2021-Q2", "2020-Q1"),
        ("2021-12", "2021-11", "2022-01", "2020-12"),
        ("2021-W01", "2020-W53", "2021-W02", "2020-W01"),
        ("2020-W53", "2020-W52", "2021-W01", None),
        ("2020-02-29", "2020-02-28", "2020-03-01", None),
        ("2021-03-01", "2021-02-28", "2021-03-02", "2020-03-01"),
    ],
)
def test_neighbours_and_the_year_before(code: str, previous: str, following: str, year_before: str | None) -> None:
    period = Period.parse(code)
    before = period.year_before()
    assert period.previous().code == previous
    assert period.next().code == following
    assert (before and before.code) == year_before


def test_the_calendar_ends_where_the_years_do() -> None:
    with pytest.raises(PeriodError, match="year_out_of_range"):
        Period.parse("2199").next()
    with pytest.raises(PeriodError, match="year_out_of_range"):
        Period.parse("1900-T1").previous()
    assert Period.parse("1900").year_before() is None


@pytest.mark.parametrize(
    ("code", "granularity", "first", "last", "count"),
    [
        ("2021", HALF_YEAR, "2021-H1", "2021-H2", 2),
        ("2021", TERTIAL, "2021-T1", "2021-T3", 3),
        ("2021", QUARTER, "2021-Q1", "2021-Q4", 4),
        ("2021", MONTH, "2021-01", "2021-12", 12),
        ("2020", DAY, "2020-01-01", "2020-12-31", 366),
        ("2021-H2", QUARTER, "2021-Q3", "2021-Q4", 2),
        ("2021-T2", MONTH, "2021-05", "2021-08", 4),
        ("2020-W53", DAY, "2020-12-28", "2021-01-03", 7),
        ("2021-02", WEEK, "2021-W05", "2021-W08", 4),
    ],
)
def test_finer_periods_tile_a_longer_one(
    code: str, granularity: Granularity, first: str, last: str, count: int
) -> None:
    parts = Period.parse(code).parts(granularity)
    assert (parts[0].code, parts[-1].code, len(parts)) == (first, last, count)


@pytest.mark.parametrize(
    ("code", "granularity"),
    [
        ("2021", WEEK),
        ("2018", WEEK),  # begins on a Monday, and still ends inside a week
        ("2199-H2", WEEK),
        ("2021-T1", QUARTER),
        ("2021-H1", TERTIAL),
        ("2021-03", WEEK),
        ("2021", YEAR),
        ("2021-06", YEAR),
        ("2021-06-15", MONTH),
    ],
)
def test_periods_that_do_not_tile_are_no_parts(code: str, granularity: Granularity) -> None:
    assert Period.parse(code).parts(granularity) == []


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("2021", "2021-T3", True),
        ("2021", "2021", True),
        ("2021-T1", "2021-Q2", False),
        ("2021", "2020-W53", False),
        ("2021-06", "2021", False),
    ],
)
def test_a_period_contains_what_lies_wholly_inside(outer: str, inner: str, inside: bool) -> None:
    assert Period.parse(outer).contains(Period.parse(inner)) is inside


def test_a_period_is_over_the_day_after_its_last() -> None:
    tertial = Period.parse("2021-T1")
    assert not tertial.is_over(date(2021, 4, 30))
    assert tertial.is_over(date(2021, 5, 1))


def test_periods_are_ordered_by_start_and_the_longer_first() -> None:
    codes = ["2021-01-01", "2021-01", "2021", "2020-W53", "2021-T2", "2021-Q1"]
    assert [period.code for period in sorted(map(Period.parse, codes))] == [
        "2020-W53",
        "2021",
        "2021-Q1",
        "2021-01",
        "2021-01-01",
        "2021-T2",
    ]


@given(any_period)
def test_the_code_reads_back_as_the_same_period(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert Period.nth(period.granularity, period.year, period.number) == period


@given(any_period)
def test_next_and_previous_undo_each_other_and_leave_no_gap(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    assert period.next().start == period.end + timedelta(days=1)


@given(st.sampled_from(Granularity), any_day)
def test_exactly_one_period_of_each_length_holds_a_day(granularity: Granularity, day: date) -> None:
    period = Period.of(granularity, day)
    assert period.start <= day <= period.end
    assert Period.of(granularity, period.start) == Period.of(granularity, period.end) == period


@given(any_period, st.sampled_from(Granularity))
def test_parts_cover_their_period_without_gap_or_overlap(period: Period, granularity: Granularity) -> None:
    parts = period.parts(granularity)
    days = [part.start + timedelta(days=day) for part in parts for day in range((part.end - part.start).days + 1)]
    assert days == [day for day in days if period.start <= day <= period.end]
    assert len(days) in (0, (period.end - period.start).days + 1)


@given(any_period, any_period)
def test_order_agrees_with_equality(one: Period, other: Period) -> None:
    assert [one < other, one == other, one > other].count(True) == 1
