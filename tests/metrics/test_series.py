"""Series: which figure counts, how parts make a whole, and what growth is and is not."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Aggregation, Granularity, Qualifier, Status, Unit
from metrics.periods import Period
from metrics.quantities import Interval, Quantity
from metrics.series import (
    GrowthCode,
    Point,
    RollUp,
    RollUpCode,
    counting,
    growth,
    least_settled,
    roll_up,
)

D = Decimal
YEAR = Period.parse("2021")
MONTHS = YEAR.parts(Granularity.MONTH)
QUARTERS = YEAR.parts(Granularity.QUARTER)


def quantity(value: str | int | None, qualifier: Qualifier = Qualifier.EXACT, **rest: object) -> Quantity:
    return Quantity(None if value is None else D(value), qualifier=qualifier, **rest)  # type: ignore[arg-type]


def point(code: str, value: str | int | None, qualifier: Qualifier = Qualifier.EXACT, **rest: object) -> Point:
    return Point(Period.parse(code), quantity(value, qualifier, **rest))


def points(periods: list[Period], value: int = 10) -> list[Point]:
    return [Point(period, quantity(value)) for period in periods]


# Choosing


def test_the_last_row_of_each_key_counts_and_editing_one_leaves_the_others_alone() -> None:
    rows = [("2020", 1), ("2021", 2), ("2020", 3)]
    assert counting(rows, key=lambda row: row[0]) == {"2020": ("2020", 3), "2021": ("2021", 2)}


# Roll-up


def test_a_complete_year_is_the_sum_of_its_months() -> None:
    assert roll_up(points(MONTHS), YEAR, Aggregation.SUM) == RollUp(
        quantity=quantity(120),
        computed=quantity(120),
        complete=True,
        present=12,
        expected=12,
        granularity=Granularity.MONTH,
    )


def test_a_missing_month_is_not_zero_and_leaves_only_a_sum_so_far() -> None:
    rolled = roll_up(
        [*points(MONTHS[:9]), point("2021-10", None, status=Status.NOT_AVAILABLE), *points(MONTHS[10:])],
        YEAR,
        Aggregation.SUM,
    )
    assert rolled == RollUp(
        quantity=None,
        computed=quantity(110),
        complete=False,
        present=11,
        expected=12,
        missing=(Period.parse("2021-10"),),
        granularity=Granularity.MONTH,
        code=RollUpCode.INCOMPLETE,
    )


def test_a_zero_month_is_not_missing() -> None:
    rolled = roll_up([*points(MONTHS[:11]), point("2021-12", 0)], YEAR, Aggregation.SUM)
    assert (rolled.quantity, rolled.complete) == (quantity(110), True)


def test_a_declared_year_beats_the_sum_of_its_months_and_the_sum_is_shown_beside_it() -> None:
    rolled = roll_up([*points(MONTHS), point("2021", 121)], YEAR, Aggregation.SUM)
    assert (rolled.quantity, rolled.declared, rolled.computed) == (
        quantity(121),
        quantity(121),
        quantity(120),
    )


def test_a_declared_year_stands_also_where_nothing_can_be_combined() -> None:
    rolled = roll_up([point("2021", 7), *points(MONTHS)], YEAR, Aggregation.NONE)
    assert rolled == RollUp(quantity(7), declared=quantity(7), code=RollUpCode.NOT_COMBINABLE)


def test_a_year_declared_missing_leaves_the_sum_of_its_months() -> None:
    rolled = roll_up([*points(MONTHS), point("2021", None, status=Status.NOT_YET)], YEAR, Aggregation.SUM)
    assert (rolled.quantity, rolled.declared) == (quantity(120), None)


def test_a_value_taken_back_later_does_not_return_as_the_one_before() -> None:
    rolled = roll_up([*points(MONTHS), point("2021-12", None, status=Status.NOT_AVAILABLE)], YEAR, Aggregation.SUM)
    assert (rolled.quantity, rolled.missing) == (None, (Period.parse("2021-12"),))


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (points(MONTHS) + points(QUARTERS, 31), (quantity(120), Granularity.MONTH)),
        (points(MONTHS[:11]) + points(QUARTERS, 31), (quantity(124), Granularity.QUARTER)),
        (points(MONTHS[:1]) + points(QUARTERS[:3], 31), (quantity(93), Granularity.QUARTER)),
        (points(MONTHS[:6]) + points(QUARTERS[:2], 31), (quantity(60), Granularity.MONTH)),
    ],
)
def test_granularities_are_never_mixed_and_the_complete_then_the_finest_is_chosen(
    present: list[Point], expected: tuple[Quantity, Granularity]
) -> None:
    rolled = roll_up(present, YEAR, Aggregation.SUM)
    assert (rolled.computed, rolled.granularity) == expected


def test_six_months_and_two_quarters_do_not_make_a_year() -> None:
    assert roll_up(points(MONTHS[:6]) + points(QUARTERS[2:]), YEAR, Aggregation.SUM).quantity is None


def test_weeks_do_not_tile_a_year_and_it_says_so() -> None:
    rolled = roll_up([point("2021-W24", 5)], YEAR, Aggregation.SUM)
    assert rolled == RollUp(code=RollUpCode.NOT_TILING)


def test_values_of_other_years_are_no_parts() -> None:
    assert roll_up([point("2020", 5), point("2020-06", 5)], YEAR, Aggregation.SUM) == RollUp(code=RollUpCode.NO_PARTS)


def test_a_mean_divides_by_the_parts_that_are_there_and_is_not_rounded() -> None:
    months = [point("2021-Q1", "99.9"), point("2021-Q2", "99.8"), point("2021-Q3", 100)]
    rolled = roll_up([*months, point("2021-Q4", "99.9")], YEAR, Aggregation.MEAN)
    assert (rolled.quantity, rolled.complete) == (quantity("99.9"), True)
    thirds = [point("2021-T1", 1), point("2021-T2", 1), point("2021-T3", 2)]
    rolled = roll_up(thirds, YEAR, Aggregation.MEAN)
    assert rolled.quantity == quantity("1." + "3" * 39)


def test_the_latest_value_of_a_year_is_that_of_its_last_part_only() -> None:
    december = roll_up([point("2021-03", 5), point("2021-12", 9)], YEAR, Aggregation.LATEST)
    assert (december.quantity, december.complete, december.present, december.expected) == (
        quantity(9),
        True,
        1,
        1,
    )
    november = roll_up([point("2021-03", 5), point("2021-11", 8)], YEAR, Aggregation.LATEST)
    assert (november.quantity, november.computed, november.missing) == (
        None,
        quantity(8),
        (Period.parse("2021-12"),),
    )


@pytest.mark.parametrize(
    ("parts", "floor", "expected"),
    [
        ([quantity(1440, Qualifier.ABOUT), quantity(10)], None, Interval(D(1445), D(1455))),
        ([quantity(8000, Qualifier.OVER), quantity(10)], None, Interval(D(8010), None, low_open=True)),
        ([quantity(5, Qualifier.UNDER), quantity(10)], None, Interval(None, D(15), high_open=True)),
        ([quantity(5, Qualifier.UNDER), quantity(10)], D(0), Interval(D(10), D(15))),
    ],
)
def test_the_sum_of_parts_in_doubt_is_an_interval(
    parts: list[Quantity], floor: Decimal | None, expected: Interval
) -> None:
    halves = [Point(Period.parse(f"2021-H{number}"), part) for number, part in enumerate(parts, 1)]
    rolled = roll_up(halves, YEAR, Aggregation.SUM, floor=floor)
    assert rolled.quantity is not None
    assert rolled.quantity.interval() == expected


def test_a_sum_of_over_and_under_says_nothing_and_says_so() -> None:
    halves = [point("2021-H1", 8, Qualifier.OVER), point("2021-H2", 5, Qualifier.UNDER)]
    rolled = roll_up(halves, YEAR, Aggregation.SUM)
    assert (rolled.quantity, rolled.complete, rolled.code) == (None, True, RollUpCode.UNBOUNDED)


def test_a_provisional_part_makes_the_sum_provisional() -> None:
    rolled = roll_up([*points(MONTHS[:11]), point("2021-12", 10, status=Status.PROVISIONAL)], YEAR, Aggregation.SUM)
    assert rolled.quantity == quantity(120, status=Status.PROVISIONAL)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.FINAL, Status.FINAL], Status.FINAL),
        ([Status.FINAL, Status.PROVISIONAL], Status.PROVISIONAL),
        ([Status.ESTIMATE, Status.PROVISIONAL, Status.FINAL], Status.ESTIMATE),
    ],
)
def test_the_least_settled_status_spreads(statuses: list[Status], expected: Status) -> None:
    assert least_settled(statuses) == expected


def test_a_sum_of_fifteen_digit_values_loses_no_digit() -> None:
    months = [Point(period, quantity("99999999999999.9999")) for period in MONTHS]
    assert roll_up(months, YEAR, Aggregation.SUM).quantity == quantity("1199999999999999.9988")


# Growth


def test_growth_in_percent_is_not_rounded() -> None:
    grown = growth(quantity(246856087), quantity(317565317), Unit.COUNT)
    assert str(grown.percent_value) == "28.64390781662191704432226538533765221678"
    assert grown.percent == Interval.point(grown.percent_value or D(0))
    assert (grown.change_value, grown.points, grown.code) == (D(70709230), None, "")


def test_a_metric_in_percent_grows_by_percentage_points_never_by_percent() -> None:
    grown = growth(quantity("63.5"), quantity("66.0"), Unit.PERCENT)
    assert (grown.points_value, grown.points) == (D("2.5"), Interval.point(D("2.5")))
    assert (grown.percent_value, grown.percent) == (None, None)


def test_kroner_grow_in_percent_and_may_shrink() -> None:
    grown = growth(quantity(200), quantity(150), Unit.NOK)
    assert (grown.percent_value, grown.change_value) == (D(-25), D(-50))


@pytest.mark.parametrize(
    ("earlier", "later", "code", "change"),
    [
        (quantity(0), quantity(5), GrowthCode.BASE_ZERO, D(5)),
        (quantity(0), quantity(0), GrowthCode.BASE_ZERO, D(0)),
        (quantity(-10), quantity(5), GrowthCode.BASE_NEGATIVE, D(15)),
        (quantity(0, Qualifier.ABOUT), quantity(5), GrowthCode.BASE_MAY_BE_ZERO, D(5)),
        (quantity(5, Qualifier.UNDER), quantity(6), GrowthCode.BASE_MAY_BE_ZERO, D(1)),
        (quantity(0, Qualifier.OVER), quantity(6), GrowthCode.BASE_MAY_BE_ZERO, D(6)),
        (None, quantity(5), GrowthCode.EARLIER_MISSING, None),
        (quantity(None), quantity(5), GrowthCode.EARLIER_MISSING, None),
        (quantity(5), None, GrowthCode.LATER_MISSING, None),
        (None, None, GrowthCode.LATER_MISSING, None),
        (quantity(None), quantity(None), GrowthCode.LATER_MISSING, None),
        (quantity(5), quantity(None, status=Status.SUPPRESSED), GrowthCode.LATER_MISSING, None),
    ],
)
def test_growth_that_cannot_be_a_percentage_says_why(
    earlier: Quantity | None, later: Quantity | None, code: GrowthCode, change: Decimal | None
) -> None:
    grown = growth(earlier, later, Unit.COUNT)
    assert (grown.code, grown.change_value, grown.percent, grown.percent_value) == (code, change, None, None)


def test_percentage_points_from_zero_are_a_plain_change() -> None:
    assert growth(quantity(0), quantity(5), Unit.PERCENT).points_value == D(5)


def test_a_fall_to_zero_is_minus_one_hundred_percent() -> None:
    assert growth(quantity(8), quantity(0), Unit.COUNT).percent_value == D(-100)


def test_growth_from_about_two_thousand_to_over_eight_thousand_is_an_interval() -> None:
    grown = growth(quantity(2000, Qualifier.ABOUT), quantity(8000, Qualifier.OVER), Unit.COUNT)
    assert grown.percent == Interval(D(220), None, low_open=True)
    assert (grown.percent_value, grown.doubtful) == (D(300), True)


amounts = st.decimals(min_value=D("0.0001"), max_value=10**10, places=4)


@given(st.lists(amounts, min_size=3, max_size=3, unique=True))
def test_more_is_more_growth(values: list[Decimal]) -> None:
    base, *later = values
    grown = [growth(Quantity(base), Quantity(value), Unit.COUNT).percent_value for value in sorted(later)]
    assert all(less is not None and more is not None and less < more for less, more in pairwise(grown))


@given(amounts, amounts, st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT]))
def test_growth_stated_lies_within_growth_in_doubt(earlier: Decimal, later: Decimal, qualifier: Qualifier) -> None:
    grown = growth(Quantity(earlier, None, qualifier), Quantity(later, None, qualifier), Unit.COUNT)
    if grown.percent is None or grown.percent_value is None:
        assert grown.code == GrowthCode.BASE_MAY_BE_ZERO
        return
    assert grown.percent.contains(grown.percent_value)
