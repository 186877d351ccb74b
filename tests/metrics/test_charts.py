"""Charts and sparklines as plain data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.charts import (
    Dot,
    Form,
    Mark,
    Place,
    Sign,
    mark_of,
    series_chart,
    share_mark,
    signs,
    spark,
    target_chart,
)
from metrics.choices import Kind, Qualifier, Status
from metrics.quantities import Interval, Quantity

ZERO, FIVE, TEN = Decimal(0), Decimal(5), Decimal(10)


def place(label: str, *marks: Mark) -> Place:
    return Place(label, tuple(mark.shown for mark in marks) or ("no figure",), marks)


def mark(value: str, kind: Kind = Kind.RESULT, **more: object) -> Mark:
    return Mark(kind, Decimal(value), value, **more)  # type: ignore[arg-type]


MARKS = [
    ("an exact value has no doubt", Quantity(TEN), (TEN, False, None, None)),
    ("a provisional one is tentative", Quantity(TEN, status=Status.PROVISIONAL), (TEN, True, None, None)),
    ("so is an estimate", Quantity(TEN, status=Status.ESTIMATE), (TEN, True, None, None)),
    (
        "about 1440 reaches both ways",
        Quantity(Decimal(1440), None, Qualifier.ABOUT),
        (Decimal(1440), True, Decimal(1435), Decimal(1445)),
    ),
    ("over 10 has no upper end", Quantity(TEN, None, Qualifier.OVER), (TEN, True, TEN, None)),
    ("under 10 ends at the floor", Quantity(TEN, None, Qualifier.UNDER), (TEN, True, ZERO, TEN)),
    (
        "between 5 and 10 is drawn at its middle",
        Quantity(FIVE, TEN, Qualifier.BETWEEN),
        (Decimal("7.5"), True, FIVE, TEN),
    ),
    ("zero is a value", Quantity(ZERO), (ZERO, False, None, None)),
]


@pytest.mark.parametrize(("quantity", "expected"), [case[1:] for case in MARKS], ids=[case[0] for case in MARKS])
def test_a_mark_carries_the_doubt_of_its_value(quantity, expected):
    found = mark_of(Kind.RESULT, quantity, "shown", ZERO)
    assert found and (found.value, found.tentative, found.low, found.high) == expected


def test_a_missing_value_has_no_mark():
    assert mark_of(Kind.RESULT, Quantity(status=Status.NOT_YET), "not yet available") is None


def test_a_series_leaves_as_exact_text_with_its_gaps():
    places = [place("2020"), place("2021", mark("317565317"), mark("300000000", Kind.TARGET))]
    exact = {"tentative": False, "low": None, "high": None, "cut": False}
    assert series_chart(places, Form.BARS) == {
        "form": "bars",
        "sign": "",
        "zero": True,
        "start": 1,
        "height": 304,
        "places": [
            {
                "label": "2020",
                "said": "2020: no figure",
                "words": "no figure",
                "result": None,
                "target": None,
                "forecast": None,
            },
            {
                "label": "2021",
                "said": "2021: 317565317; 300000000",
                "words": "317565317",
                "result": {"value": "317565317", "shown": "317565317"} | exact,
                "target": {"value": "300000000", "shown": "300000000"} | exact,
                "forecast": None,
            },
        ],
    }


def test_a_forecast_is_never_a_result():
    (first, second) = series_chart([place("2021", mark("1")), place("2022", mark("2", Kind.FORECAST))], Form.LINE)[
        "places"
    ]
    assert (first["result"]["value"], first["forecast"]) == ("1", None)
    assert (second["result"], second["forecast"]["value"]) == (None, "2")


@pytest.mark.parametrize(
    ("form", "values", "from_zero"),
    [
        (Form.LINE, ["99.92", "99.8"], False),
        (Form.LINE, ["950", "1281"], True),
        (Form.LINE, ["-1", "0"], True),
        (Form.LINE, ["0", "0"], True),
        (Form.LINE, ["-10", "-9.5"], True),
        (Form.BARS, ["99.92", "99.8"], True),
    ],
)
def test_the_axis_begins_at_zero_unless_a_line_would_be_flat(form, values, from_zero):
    places = [place(str(number), mark(value)) for number, value in enumerate(values)]
    assert series_chart(places, form)["zero"] is from_zero


@pytest.mark.parametrize(
    ("ratio", "drawn", "cut"),
    [("1.06666666", "106.6667", False), ("0.25224", "25.2240", False), ("9", "250", True), ("-3", "-50", True)],
)
def test_over_achievement_is_drawn_beyond_the_target_and_only_the_bar_is_cut(ratio, drawn, cut):
    value = Decimal(ratio)
    found = share_mark(value, Interval.point(value), "shown", tentative=False)
    assert (str(found.value), found.cut, found.shown, found.doubtful) == (drawn, cut, "shown", False)


def test_attainment_in_doubt_is_tentative_and_shows_how_far():
    found = share_mark(Decimal("0.7"), Interval(Decimal("0.7"), None, low_open=True), "70 %", tentative=False)
    assert (found.tentative, found.low, found.high) == (True, Decimal(70), None)


def test_indicators_stand_under_each_other_and_reading_begins_with_the_first():
    found = target_chart([place("Owners", mark("100")), place("Services", mark("106.7")), place("Late")])
    assert (found["form"], found["sign"], found["start"], found["height"]) == ("rows", "%", 0, 316)
    assert [one["result"] and one["result"]["value"] for one in found["places"]] == ["100", "106.7", None]


SIGNS = [
    ("plain results need no key", [mark("1")], Form.BARS, ()),
    ("a target does", [mark("1"), mark("2", Kind.TARGET)], Form.BARS, (Sign.RESULT, Sign.TARGET)),
    ("so does a provisional value", [mark("1", tentative=True)], Form.LINE, (Sign.RESULT, Sign.TENTATIVE)),
    (
        "and a doubtful one",
        [mark("1", tentative=True, low=ZERO)],
        Form.LINE,
        (Sign.RESULT, Sign.TENTATIVE, Sign.DOUBT),
    ),
    ("and a forecast alone", [mark("1", Kind.FORECAST)], Form.BARS, (Sign.FORECAST,)),
    ("the target of attainment is always drawn", [mark("1")], Form.ROWS, (Sign.RESULT, Sign.TARGET)),
]


@pytest.mark.parametrize(("marks", "form", "expected"), [case[1:] for case in SIGNS], ids=[case[0] for case in SIGNS])
def test_the_key_explains_what_is_there(marks, form, expected):
    assert signs([place("2021", *marks)], form) == expected


SPARKS = [
    ("it rises from zero", ["5", "10"], (), ("3.0,8.0 33.0,3.0",), [("33.0", "3.0", False)]),
    (
        "a gap parts the line",
        ["0", "5", None, "5", "10"],
        (),
        ("3.0,13.0 10.5,8.0", "25.5,8.0 33.0,3.0"),
        [("33.0", "3.0", False)],
    ),
    (
        "a value alone between gaps is a dot",
        ["5", None, "10"],
        (),
        (),
        [("3.0", "8.0", False), ("33.0", "3.0", False)],
    ),
    (
        "a gap at the end leaves the last value marked",
        ["5", "10", None],
        (),
        ("3.0,8.0 18.0,3.0",),
        [("18.0", "3.0", False)],
    ),
    (
        "a tentative value is hollow",
        ["10", "5"],
        (0, 1),
        ("3.0,3.0 33.0,8.0",),
        [("3.0", "3.0", True), ("33.0", "8.0", True)],
    ),
    ("zeros lie on the ground", ["0", "0"], (), ("3.0,13.0 33.0,13.0",), [("33.0", "13.0", False)]),
    ("negative values hang below zero", ["-5", "5"], (), ("3.0,13.0 33.0,3.0",), [("33.0", "3.0", False)]),
]


@pytest.mark.parametrize(
    ("values", "tentative", "runs", "dots"), [case[1:] for case in SPARKS], ids=[case[0] for case in SPARKS]
)
def test_a_sparkline(values, tentative, runs, dots):
    found = spark([None if value is None else Decimal(value) for value in values], 36, 16, tentative)
    assert found and found.runs == runs
    assert found.dots == tuple(Dot(*dot) for dot in dots)


@pytest.mark.parametrize("values", [[], [None], [TEN], [None, TEN, None]])
def test_fewer_than_two_values_make_no_line(values):
    assert spark(values, 36, 16) is None


amounts = st.one_of(st.none(), st.decimals(-(10**14), 10**14, places=4))


@given(st.lists(amounts, min_size=2, max_size=40))
def test_a_sparkline_stays_in_its_box_and_runs_to_the_right(values):
    found = spark(values, 96, 24)
    if found is None:
        assert sum(value is not None for value in values) < 2
        return
    points = [tuple(map(Decimal, point.split(","))) for run in found.runs for point in run.split()]
    points += [(Decimal(dot.x), Decimal(dot.y)) for dot in found.dots]
    assert all(3 <= x <= 93 and 3 <= y <= 21 for x, y in points)
    for run in found.runs:
        across = [Decimal(point.split(",")[0]) for point in run.split()]
        assert across == sorted(across)
