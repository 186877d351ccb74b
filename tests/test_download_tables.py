"""What the downloads hold: the page's rows, with all their doubt and sources."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from goals.models import Goal, Indicator, Plan
from metrics.models import Claim, Figure, Metric, Publication
from tests.downloading import PAGES, PLAN, everything, fetch, machine, norwegian, program, spreadsheet
from tests.reading import read
from tests.test_chapter_figures import STATISTICS, YEARS


def test_statistics_hold_the_54_figures_of_the_chapter_one_row_each(chapter: Publication, client: Client) -> None:
    rows = machine(client, "/statistikk/")
    assert [(row["metric_id"], row["period"], row["printed"]) for row in rows] == [
        (metric, str(year), cell) for _, metric, *cells in STATISTICS for year, cell in zip(YEARS, cells, strict=True)
    ]
    assert rows[8] == {
        "metric_id": "innlogginger-i-id-porten",
        "metric": "Innlogginger i ID-porten",
        "solution_id": "id-porten",
        "solution": "ID-porten",
        "period_type": "year",
        "period_start": "2021-01-01",
        "period_end": "2021-12-31",
        "period": "2021",
        "period_label": "2021",
        "measure": "result",
        "measure_label": "resultat",
        "value": "317565317",
        "upper": "",
        "qualifier": "exact",
        "obs_status": "final",
        "qualifier_label": "nøyaktig",
        "obs_status_label": "endelig",
        "unit": "count",
        "unit_label": "innlogginger",
        "growth_percent": "28.6439",
        "growth_points": "",
        "growth_low": "",
        "growth_high": "",
        "growth_missing": "",
        "printed": "317 565 317",
        "place": "Mål 2: Øke utbredelsen av fellesløsningene – Bruk av fellesløsninger, rad 3, kolonne 2021",
        "note": "",
        "source_id": "digdir-aarsrapport-2021",
        "source_title": "Digdirs årsrapport 2021",
        "source_url": "https://aarsrapport2021.digdir.no/kapittel-3/felleslosninger-fagregnskap/39.html",
        "published_at": "2022-05-01",
    }


def test_the_names_of_columns_are_ascii_without_blanks(chapter: Publication, client: Client) -> None:
    for page in PAGES:
        names = list(machine(client, page)[0])
        assert [name for name in names if not name.isidentifier() or not name.isascii() or len(name) > 32] == []


def test_statistics_for_excel_are_as_wide_as_the_page(chapter: Publication, client: Client) -> None:
    rows = norwegian(client, "/statistikk/")
    assert rows[0] == [
        *("Nøkkeltall", "Enhet", "2019", "2020", "2021", "Forbehold og status"),
        *("Vekst", "Vekstens enhet", "Forbehold om veksten", "Vekst som trykt", "Publikasjon"),
    ]
    assert len(rows) == 19
    assert rows[3] == [
        *("Innlogginger i ID-porten", "innlogginger", "174454388", "246856087", "317565317", ""),
        *("28,6", "prosent", "", "28,6 %", "Digdirs årsrapport 2021"),
    ]
    (platform,) = [row for row in rows if row[1] == "virksomheter" and "Altinn-plattformen" in row[0]]
    assert platform[2:9] == [
        "678",
        "1440",
        "1440",
        "2021: ca.",
        "",
        "",
        "mellom −0,4 og 0,4\u00a0%",
    ]


def test_the_xlsx_of_statistics_has_numbers_and_the_data_beside_the_table(chapter: Publication, client: Client) -> None:
    found = spreadsheet(client, "/statistikk/")
    assert list(found) == ["Statistikk", "Data", "Om tallene"]
    assert found["Statistikk"][3][:6] == [
        "Innlogginger i ID-porten",
        "innlogginger",
        174454388,
        246856087,
        317565317,
        "",
    ]
    assert len(found["Data"]) == 55
    about = [cell for row in found["Om tallene"] for cell in row]
    assert {
        "http://testserver/statistikk/",
        "https://aarsrapport2021.digdir.no/kapittel-3/felleslosninger-fagregnskap/39.html",
        "http://testserver/publikasjoner/digdir-aarsrapport-2021/",
        date(2022, 5, 1),
        "En tom verdi er ikke null. Statusen sier hvorfor den mangler.",
    } <= set(about)


def test_the_three_data_formats_say_the_same(chapter: Publication, client: Client) -> None:
    for page in PAGES:
        rows = program(client, page)["rows"]
        texts = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
        assert machine(client, page) == texts, page
        assert [str(cell) for cell in spreadsheet(client, page)["Data"][0]] == list(rows[0]), page


def test_a_goal_has_its_targets_results_verdicts_attainment_and_gap(chapter: Publication, client: Client) -> None:
    rows = program(client, f"{PLAN}mal/4/")["rows"]
    keys = ("metric", "target_value", "result_value", "verdict", "attainment_percent", "gap", "result_origin")
    assert [tuple(row[key] for key in keys) for row in rows[:4]] == [
        ("Tjenesteeiere i Altinn 3", 10, 10, "reached", 100, 0, "stated"),
        ("Tjenester i Altinn 3", 15, 16, "reached", Decimal("106.6667"), 1, "stated"),
        ("Transaksjoner i Altinn 3", 100000, 25224, "not_reached", Decimal("25.224"), -74776, "stated"),
        ("Tjenester som skal flyttes fra Altinn II til Altinn 3", None, 812, "no_target", None, None, "stated"),
    ]


def test_a_goal_for_excel_reads_as_its_page(chapter: Publication, client: Client) -> None:
    rows = norwegian(client, f"{PLAN}mal/4/")
    transactions = dict(zip(rows[0], rows[3], strict=True))
    assert transactions.pop("Merknad til resultatet").startswith("Kapitlet gir ingen egen grunn")
    assert transactions == {
        "Mål": "4. Flytting fra Altinn II til Altinn 3",
        "Nøkkeltall": "Transaksjoner i Altinn 3",
        "Enhet": "transaksjoner",
        "Måltall: Verdi": "100000",
        "Måltall: Øvre verdi": "",
        "Måltall: Forbehold og status": "",
        "Resultat: Verdi": "25224",
        "Resultat: Øvre verdi": "",
        "Resultat: Forbehold og status": "",
        "Resultat: Periode": "2021",
        "Vekst": "",
        "Vekstens enhet": "",
        "Forbehold om veksten": "",
        "Hvor resultatet kommer fra": "oppgitt",
        "Utfall": "ikke nådd",
        "Måloppnåelse i prosent": "25,2",
        "Forbehold om måloppnåelsen": "",
        "Over (−: under) målet med": "-74776",
        "Avstand i ord": "74\u00a0776 transaksjoner under målet",
        "Hvorfor utfallet ikke kan avgjøres": "",
        "Måltallets publikasjon": "Digdirs årsrapport 2021",
        "Resultatets publikasjon": "Digdirs årsrapport 2021",
    }


def test_a_plan_has_the_indicators_of_all_its_goals(chapter: Publication, client: Client) -> None:
    counted = [row["goal_number"] for row in machine(client, PLAN)]
    expected = [str(one) for one in Indicator.objects.order_by("goal__number").values_list("goal__number", flat=True)]
    assert counted == expected


def test_a_metric_is_newest_first_on_the_page_and_oldest_first_as_data(chapter: Publication, client: Client) -> None:
    page = "/nokkeltall/innlogginger-i-id-porten/"
    assert [row[0] for row in norwegian(client, page)[1:]] == ["2021", "2020", "2019"]
    assert [row["period"] for row in machine(client, page)] == ["2019", "2020", "2021"]
    assert "<c:f>Data!$L$2:$L$4</c:f>" in everything(fetch(client, page, "xlsx"))


def test_a_solution_has_the_latest_result_of_each_metric(chapter: Publication, client: Client) -> None:
    page = "/losninger/altinn/"
    shown = [(row[0], row[2]) for row in read(client, page).rows[1:] if len(row) == 4]
    rows = norwegian(client, page)
    assert [(row[0], row[rows[0].index("Periode")]) for row in rows[1:]] == shown


def test_a_publication_has_its_figures_and_then_its_statements_as_printed(chapter: Publication, client: Client) -> None:
    rows = machine(client, "/publikasjoner/digdir-aarsrapport-2021/")
    claims = list(Claim.objects.order_by("number"))
    assert [row["record"] for row in rows] == ["figure"] * 73 + ["claim"] * len(claims)
    assert [(row["number"], row["printed"], row["measure"]) for row in rows[73:]] == [
        (str(claim.number), claim.text, claim.type) for claim in claims
    ]


@pytest.fixture
def written(metric: Metric, publication: Publication) -> Callable[..., Figure]:
    """Write a figure of the metric in the draft; published with everything else at the end."""

    def write(year: int, value: str | None, **rest: Any) -> Figure:
        number = None if value is None else Decimal(value)
        return Figure.objects.create(
            metric=metric, publication=publication, start=date(year, 1, 1), value=number, **rest
        )

    return write


def publish() -> None:
    Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))


def test_doubt_and_what_is_missing_go_along(written: Callable[..., Figure], client: Client) -> None:
    written(2018, None, status="suppressed")
    written(2019, "-12.5")
    written(2020, "10", upper=Decimal(15), qualifier="between", status="provisional")
    written(2021, "0", qualifier="under")
    publish()
    keys = ("period", "value", "upper", "qualifier", "obs_status")
    assert [tuple(row[key] for key in keys) for row in machine(client, "/nokkeltall/letters-sent/")] == [
        ("2018", "", "", "", "suppressed"),
        ("2019", "-12.5", "", "exact", "final"),
        ("2020", "10", "15", "between", "provisional"),
        ("2021", "0", "", "under", "final"),
    ]
    assert [row[:5] for row in norwegian(client, "/nokkeltall/letters-sent/")[1:]] == [
        ["2021", "resultat", "0", "", "under"],
        ["2020", "resultat", "10", "15", "mellom, foreløpig"],
        ["2019", "resultat", "-12,5", "", ""],
        ["2018", "resultat", "", "", "skjermet"],
    ]


def test_a_year_left_out_leaves_the_chart_out(written: Callable[..., Figure], client: Client) -> None:
    written(2019, "1")
    written(2021, "3")
    publish()
    assert "<c:f>" not in everything(fetch(client, "/nokkeltall/letters-sent/", "xlsx"))


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("2", {"qualifier": "about"}),
        ("2", {"qualifier": "over"}),
        ("2", {"qualifier": "between", "upper": Decimal(9)}),
        (None, {"status": "not_available"}),
    ],
)
def test_a_year_in_doubt_or_without_a_value_leaves_the_chart_out(
    written: Callable[..., Figure], client: Client, value: str | None, doubt: dict[str, Any]
) -> None:
    written(2019, "1")
    written(2020, value, **doubt)
    written(2021, "3")
    publish()
    assert "<c:f>" not in everything(fetch(client, "/nokkeltall/letters-sent/", "xlsx"))


@pytest.mark.parametrize(
    ("unit", "growth"),
    [
        ("count", ("", "", "43.5", "44.5", "")),
        ("percent", ("", "", "435", "445", "")),
    ],
)
def test_growth_in_doubt_is_stated_by_its_ends_alone(
    written: Callable[..., Figure], client: Client, unit: str, growth: tuple[str, ...]
) -> None:
    Metric.objects.update(unit=unit)
    written(2020, "1000")
    written(2021, "1440", qualifier="about")
    publish()
    keys = ("growth_percent", "growth_points", "growth_low", "growth_high", "growth_missing")
    latest = machine(client, "/nokkeltall/letters-sent/")[-1]
    assert tuple(latest[key] for key in keys) == growth


def test_a_missing_value_is_not_called_exact(written: Callable[..., Figure], client: Client) -> None:
    written(2021, None, status="not_available")
    publish()
    (row,) = machine(client, "/nokkeltall/letters-sent/")
    keys = ("value", "qualifier", "qualifier_label", "obs_status", "obs_status_label")
    assert tuple(row[key] for key in keys) == ("", "", "", "not_available", "ikke tilgjengelig")


def test_percent_is_written_as_it_is_said(written: Callable[..., Figure], metric: Metric, client: Client) -> None:
    Metric.objects.update(unit="percent")
    written(2020, "99.72")
    written(2021, "99.92")
    publish()
    rows = program(client, "/nokkeltall/letters-sent/")["rows"]
    assert [(row["value"], row["unit"], row["growth_points"], row["growth_percent"]) for row in rows] == [
        (Decimal("99.72"), "percent", None, None),
        (Decimal("99.92"), "percent", Decimal("0.2"), None),
    ]
    latest = spreadsheet(client, "/nokkeltall/letters-sent/")["Perioder"][1]
    assert latest[2:8] == [99.92, "", "", "prosent", 0.2, "prosentpoeng"]


def test_a_text_that_looks_like_a_formula_is_neutralised_where_it_is_a_text(
    written: Callable[..., Figure], client: Client
) -> None:
    written(2021, "-5", printed="-5", note='=HYPERLINK("https://evil.example")')
    publish()
    (row,) = machine(client, "/nokkeltall/letters-sent/")
    assert (row["value"], row["printed"], row["note"]) == ("-5", "'-5", '\'=HYPERLINK("https://evil.example")')
    assert "<f>" not in everything(fetch(client, "/nokkeltall/letters-sent/", "xlsx"))
    assert program(client, "/nokkeltall/letters-sent/")["rows"][0]["note"] == '=HYPERLINK("https://evil.example")'


@pytest.mark.parametrize(
    ("months", "result", "origin", "parts", "verdict"),
    [
        ((1, 5), "35", "some_parts", "2", "no_result"),
        ((1, 5, 9), "60", "parts", "3", "reached"),
    ],
)
def test_a_result_made_of_its_parts_says_so(
    written: Callable[..., Figure],
    metric: Metric,
    client: Client,
    months: tuple[int, ...],
    result: str,
    origin: str,
    parts: str,
    verdict: str,
) -> None:
    Metric.objects.update(aggregation="sum")
    target = written(2021, "50", kind="target")
    for month, value in zip(months, (10, 25, 25), strict=False):
        Figure.objects.create(
            metric=metric,
            publication=target.publication,
            granularity="tertial",
            start=date(2021, month, 1),
            value=value,
        )
    plan_with(metric, target.publication)
    publish()
    (row,) = machine(client, "/planer/plan/")
    keys = ("target_value", "result_value", "result_origin", "result_parts", "result_parts_expected", "verdict")
    assert tuple(row[key] for key in keys) == ("50", result, origin, parts, "3", verdict)


def test_attainment_in_doubt_says_what_doubt_allows(
    written: Callable[..., Figure], metric: Metric, client: Client
) -> None:
    target = written(2021, "1500", kind="target")
    written(2021, "1440", qualifier="about", status="estimate")
    plan_with(metric, target.publication)
    publish()
    (row,) = machine(client, "/planer/plan/mal/1/")
    keys = (
        "result_qualifier",
        "result_obs_status",
        "verdict",
        "attainment_percent",
        "attainment_low",
        "attainment_high",
    )
    assert tuple(row[key] for key in keys) == ("about", "estimate", "not_reached", "", "95.6666", "96.3334")
    assert tuple(row[key] for key in ("gap", "gap_low", "gap_high")) == ("", "-65", "-55")
    headings, values = norwegian(client, "/planer/plan/mal/1/")
    shown = dict(zip(headings, values, strict=True))
    assert shown["Resultat: Forbehold og status"] == "ca., anslag"
    assert shown["Forbehold om måloppnåelsen"] == "95,6–96,4\u00a0%"


def plan_with(metric: Metric, publication: Publication) -> None:
    """Promise something about a metric in a plan for 2021 with one goal."""
    plan = Plan.objects.create(agency="A", area="A", year=2021, slug="plan", publication=publication)
    goal = Goal.objects.create(plan=plan, number=1, title="Goal", short_title="Goal")
    Indicator.objects.create(goal=goal, metric=metric)
