"""A value that smells of a slip is suspected; growth, doubt and seasons are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.choices import Qualifier, Status, Unit
from metrics.quantities import Quantity
from metrics.slips import Slip, SlipCode, slips


def history(*values: str) -> list[Quantity]:
    return [Quantity(Decimal(value)) for value in values]


@pytest.mark.parametrize(
    ("unit", "stated", "earlier", "code", "known", "meant"),
    [
        (Unit.COUNT, "14400", ["1440"], SlipCode.FACTOR_10, "1440", "1440"),
        (Unit.COUNT, "144", ["1380"], SlipCode.FACTOR_10, "1380", "1440"),
        (Unit.COUNT, "144000", ["1380"], SlipCode.FACTOR_100, "1380", "1440"),
        (Unit.NOK, "15000", ["14000000"], SlipCode.FACTOR_1000, "14000000", "15000000"),
        (Unit.COUNT, "31756531700", ["217700000", "246856087"], SlipCode.FACTOR_100, "246856087", "317565317"),
        # A lost digit, although the series has grown to it from not far above.
        (Unit.COUNT, "38221004", ["174454388", "246856087", "317565317"], SlipCode.FACTOR_10, "317565317", "382210040"),
        (Unit.COUNT, "-14400", ["-1440"], SlipCode.FACTOR_10, "-1440", "-1440"),
        (Unit.PERCENT, "0.9992", ["99.95"], SlipCode.PERCENT_AS_SHARE, "99.95", "99.92"),
        (Unit.PERCENT, "9.992", ["99.95"], SlipCode.FACTOR_10, "99.95", "99.92"),
        (Unit.COUNT, "24.6", ["0.25"], SlipCode.SHARE_AS_PERCENT, "0.25", "0.246"),
        (Unit.COUNT, "45000", ["1440"], SlipCode.FAR_OFF, "1440", None),
        (Unit.COUNT, "14400000000", ["1440"], SlipCode.FAR_OFF, "1440", None),
        (Unit.COUNT, "-1440", ["1400", "1440"], SlipCode.SIGN, "1440", "1440"),
        (Unit.COUNT, "0", ["1400", "1440"], SlipCode.ZERO, "1440", None),
        (Unit.COUNT, "14400", ["1440", "0"], SlipCode.FACTOR_10, "1440", "1440"),
    ],
)
def test_it_says_what_a_suspicious_value_looks_like(
    unit: Unit, stated: str, earlier: list[str], code: SlipCode, known: str, meant: str | None
) -> None:
    expected = Slip(code, Decimal(stated), Decimal(known), None if meant is None else Decimal(meant))
    assert slips(unit, Quantity(Decimal(stated)), history(*earlier)) == (expected,)


@pytest.mark.parametrize(
    ("stated", "earlier"),
    [
        ("2545", ["1000"]),  # 154,5 %
        ("8000", ["2000"]),  # fourfold
        ("500", ["2000"]),
        ("1440", ["1440"]),
        ("900", ["100", "110", "300"]),
        ("16000", ["1000", "4000"]),  # it grew fourfold before
        ("28000", ["1000", "4000"]),
        ("150", ["20000", "140", "21000"]),  # a season
        ("0", []),
        ("1000000", []),
        ("5", ["0", "0"]),
        ("-5", ["4", "-6"]),
    ],
)
def test_growth_and_seasons_are_not_suspected(stated: str, earlier: list[str]) -> None:
    assert slips(Unit.COUNT, Quantity(Decimal(stated)), history(*earlier)) == ()


def test_a_missing_value_is_not_suspected() -> None:
    assert slips(Unit.COUNT, Quantity(status=Status.NOT_YET), history("1440")) == ()


def test_a_missing_value_in_the_history_tells_nothing() -> None:
    assert slips(Unit.COUNT, Quantity(Decimal(1)), [Quantity(status=Status.NOT_AVAILABLE)]) == ()


def test_a_span_is_held_against_the_history_by_its_middle() -> None:
    span = Quantity(Decimal(13000), Decimal(15000), Qualifier.BETWEEN)
    assert [slip.stated for slip in slips(Unit.COUNT, span, history("1400"))] == [Decimal(14000)]


@given(
    st.decimals("0.01", "1000000", places=2),
    st.sampled_from([Decimal(10), Decimal(100), Decimal(1000)]),
)
def test_a_known_value_moved_by_a_power_of_ten_is_always_found(known: Decimal, factor: Decimal) -> None:
    [slip] = slips(Unit.NOK, Quantity(known * factor), [Quantity(known)])
    assert slip.meant == known
