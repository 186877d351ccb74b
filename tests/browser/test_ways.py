"""A reader's ways: by keyboard from the front page to a download, and one number that agrees wherever it stands."""

import csv
import io
import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.slow

NBSP = "\u00a0"
METRIC = "/nokkeltall/innlogginger-i-id-porten/"


def press_until(page: Page, words: str) -> None:
    """Press Tab until what has focus says these words."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.innerText") or ""):
            return
    raise AssertionError(f"Tab never reached «{words}»")


def test_the_first_tab_offers_to_skip_to_the_content(look: Open) -> None:
    page = look("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Hopp til hovedinnhold"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_alone_leads_from_the_front_page_to_a_download(look: Open) -> None:
    page = look("/")
    press_until(page, "Transaksjoner i Altinn 3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nokkeltall/transaksjoner-i-altinn-3/")
    press_until(page, "Excel")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename.endswith((".xlsx", ".csv"))


def test_one_number_agrees_in_page_chart_table_and_every_download(look: Open) -> None:
    page = look(METRIC)
    shown = f"317{NBSP}565{NBSP}317"
    assert shown in page.locator(".latest").inner_text()
    assert shown in page.locator("table").first.inner_text()
    data = json.dumps([json.loads(text) for text in page.locator("script[type='application/json']").all_inner_texts()])
    assert "317565317" in data
    fetch = page.request
    machine = fetch.get(METRIC + "last-ned/csv/").text()
    rows = list(csv.DictReader(io.StringIO(machine)))
    assert [row["value"] for row in rows if row["period_start"] == "2021-01-01"] == ["317565317"]
    excel = fetch.get(METRIC + "last-ned/csv-excel/").body().decode("utf-8-sig")
    assert any("317565317" in line.replace(NBSP, "") for line in excel.splitlines())
    answer = json.loads(fetch.get(METRIC + "last-ned/json/").text())
    assert "317565317" in json.dumps(answer)
    assert fetch.get(METRIC + "last-ned/xlsx/").body()[:2] == b"PK"


def test_the_values_of_a_chart_are_reached_by_arrow_keys(look: Open) -> None:
    page = look(METRIC)
    figure = page.locator("figure[data-chart]")
    slider = figure.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == figure.locator(".chart-said").inner_text()
    assert f"174{NBSP}454{NBSP}388" in figure.locator(".chart-said").inner_text()
    page.keyboard.press("ArrowRight")
    assert f"246{NBSP}856{NBSP}087" in figure.locator(".chart-said").inner_text()


def test_a_goal_page_prints_without_menus(look: Open) -> None:
    page = look("/planer/fellesloesninger-2021/mal/4/")
    page.emulate_media(media="print")
    assert not page.locator(".page-header nav").is_visible()
    assert page.locator("h1").is_visible()
