"""What a chart of a series shows and says, and the tags that draw it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from metrics.models import Figure, Metric, Publication
from metrics.periods import Period
from metrics.queries import Series
from metrics.summaries import chart_of_series, series_places, series_summary

PUBLIC = Publication(title="Report", slug="report", published_at=datetime(2022, 5, 1, tzinfo=UTC))
DRAFT = Publication(title="Draft", slug="draft")

# kind, period, value, and whatever else the figure says
Stated = tuple[Any, ...]


def series(*stated: Stated, **fields: Any) -> Series:
    """Return a series of figures that were never stored."""
    metric = Metric(**({"name": "Logins", "slug": "logins", "unit_label": "innlogginger"} | fields))
    found = {}
    for kind, code, value, *more in stated:
        period = Period.parse(code)
        extra = {"publication": PUBLIC} | (more[0] if more else {})
        found[kind, period] = Figure(
            metric=metric,
            kind=kind,
            granularity=period.granularity,
            start=period.start,
            value=None if value is None else Decimal(value),
            **extra,
        )
    return Series(metric, found)


LOGINS = (
    ("result", "2019", "174454388"),
    ("result", "2020", "246856087"),
    ("result", "2021", "317565317"),
)
SUMMARIES = [
    ("growth and record", LOGINS, {}, "2021: 317 565 317 innlogginger, opp 28,6 % fra 2020; det høyeste i serien."),
    ("one value", LOGINS[2:], {}, "2021: 317 565 317 innlogginger."),
    ("a gap is not growth", (LOGINS[0], LOGINS[2]), {}, "2021: 317 565 317 innlogginger."),
    (
        "a fall",
        (("result", "2020", "200"), ("result", "2021", "150")),
        {},
        "2021: 150 innlogginger, ned 25,0 % fra 2020.",
    ),
    (
        "no change",
        (("result", "2020", "200"), ("result", "2021", "200")),
        {},
        "2021: 200 innlogginger, uendret fra 2020.",
    ),
    (
        "a start at zero has no percent",
        (("result", "2020", "0"), ("result", "2021", "1")),
        {},
        "2021: 1; veksten kan ikke oppgis i prosent: året før var null.",
    ),
    (
        "points and a target",
        (("result", "2020", "99.94"), ("result", "2021", "99.92"), ("target", "2021", "99.95")),
        {"unit": "percent", "unit_label": ""},
        "2021: 99,92 %, ned 0,02 prosentpoeng fra 2020; måltall 99,95 %.",
    ),
    (
        "doubt",
        (("result", "2020", "1440"), ("result", "2021", "1440", {"qualifier": "about"})),
        {"unit_label": "eiere"},
        "2021: ca. 1 440 eiere, en endring på mellom −0,4 og 0,4 % fra 2020.",
    ),
    (
        "a certain fall in doubt",
        (("result", "2020", "2000"), ("result", "2021", "1440", {"qualifier": "about"})),
        {"unit_label": "eiere"},
        "2021: ca. 1 440 eiere, ned mellom 27,7 og 28,3 % fra 2020.",
    ),
    (
        "what is unsettled",
        (("result", "2021", "5", {"status": "provisional", "publication": DRAFT}),),
        {},
        "2021: 5 innlogginger (foreløpig, utkast).",
    ),
    (
        "a forecast beside results",
        (*LOGINS[1:], ("forecast", "2022", "400000000", {"qualifier": "over"})),
        {},
        "2021: 317 565 317 innlogginger, opp 28,6 % fra 2020; prognose for 2022: over 400 000 000.",
    ),
    ("a forecast alone", (("forecast", "2022", "2000000"),), {}, "Prognose for 2022: 2 000 000."),
    ("a forecast that has come", (*LOGINS[2:], ("forecast", "2021", "1")), {}, "2021: 317 565 317 innlogginger."),
    ("nothing", (), {}, ""),
]


@pytest.mark.parametrize(
    ("stated", "fields", "expected"), [case[1:] for case in SUMMARIES], ids=[case[0] for case in SUMMARIES]
)
def test_the_summary_says_what_the_series_shows(stated, fields, expected):
    assert series_summary(series(*stated, **fields)).replace("\xa0", " ") == expected


def test_a_period_without_a_figure_is_a_gap_and_one_without_a_value_says_why():
    found = series_places(
        series(
            ("result", "2018", "1"),
            ("result", "2020", None, {"status": "not_available"}),
            ("target", "2021", "9"),
            ("forecast", "2022", "10"),
        )
    )
    assert [(place.said, len(place.marks)) for place in found] == [
        ("2018: 1", 1),
        ("2019: ingen tall", 0),
        ("2020: ikke tilgjengelig", 0),
        ("2021: ingen tall; måltall 9", 1),
        ("2022: prognose 10", 1),
    ]


def test_the_periods_are_those_of_the_length_with_most_results():
    found = series_places(
        series(("result", "2021", "3"), ("result", "2021-T1", "1"), ("result", "2021-T3", "2"), ("target", "2021", "4"))
    )
    assert [place.said for place in found] == [
        "1. tertial 2021: 1",
        "2. tertial 2021: ingen tall",
        "3. tertial 2021: 2",
    ]


@pytest.mark.parametrize("stated", [(), LOGINS[:1], (("baseline", "2020", "1"), ("result", "2021", "2"))])
def test_there_is_no_chart_without_two_values_to_compare(stated):
    assert chart_of_series(series(*stated)) is None


@pytest.mark.parametrize(("aggregation", "form"), [("sum", "bars"), ("latest", "line"), ("mean", "line")])
def test_a_sum_has_length_and_a_level_has_a_place(aggregation, form):
    chart = chart_of_series(series(*LOGINS, aggregation=aggregation))
    assert chart and chart.data["form"] == form


def charted(one: Series) -> str:
    return render_to_string("_chart.html", {"chart": chart_of_series(one)})


def rendered(template: str, **context: Any) -> str:
    return Template("{% load charts %}" + template).render(Context(context))


def test_the_chart_lies_in_the_page_as_data_with_its_sentence():
    html = charted(series(*LOGINS)).replace("\xa0", " ").replace("\\u00a0", " ")
    data = json.loads(html.split('type="application/json">')[1].split("</script>")[0])
    assert [place["said"] for place in data["places"]] == [
        "2019: 174 454 388",
        "2020: 246 856 087",
        "2021: 317 565 317",
    ]
    assert "2021: 317 565 317 innlogginger, opp 28,6 % fra 2020; det høyeste i serien." in html
    assert 'data-chart="chart-logins"' in html and 'aria-valuetext="2021: 317 565 317"' in html
    assert "chart-key" not in html and "chart-note" not in html


def test_an_axis_that_does_not_begin_at_zero_is_said():
    high = series(("result", "2020", "99.9"), ("result", "2021", "99.8"), unit="percent", aggregation="mean")
    assert "Aksen begynner ikke på null." in charted(high)


def test_a_sparkline_says_its_values_and_has_no_local_numbers():
    html = rendered("{% sparkline one %}", one=series(*LOGINS[1:]))
    assert 'aria-label="2020: 246\xa0856\xa0087; 2021: 317\xa0565\xa0317"' in html
    assert 'points="3.0,7.9 109.0,3.0"' in html
    assert "<text" not in html and "style=" not in html


def test_a_multiple_names_the_first_and_the_last_value():
    html = rendered("{% multiple one %}", one=series(*LOGINS, ("result", "2022", None, {"status": "not_yet"})))
    ends = html.split('aria-hidden="true">')[1].split("</p>")[0].replace("\xa0", " ")
    assert ends == "<span>2019<b>174 454 388</b></span><span>2021<b>317 565 317</b></span>"


def test_a_mistyped_year_is_no_reason_to_draw_two_centuries_of_days():
    assert chart_of_series(series(("result", "1900-01-01", "1"), ("result", "2100-01-01", "2"))) is None


def test_four_years_of_days_are_drawn():
    chart = chart_of_series(series(("result", "2018-01-01", "1"), ("result", "2021-12-31", "2")))
    assert chart and len(chart.data["places"]) == 1461


def test_a_long_series_is_said_by_its_ends():
    many = series(*(("result", str(year), "1") for year in range(2010, 2020)))
    assert 'aria-label="2010: 1; …; 2019: 1"' in rendered("{% sparkline one %}", one=many)


@pytest.mark.parametrize("tag", ["sparkline", "multiple"])
def test_one_value_draws_nothing(tag):
    assert rendered("{% " + tag + " one %}", one=series(*LOGINS[:1])).strip() == ""
