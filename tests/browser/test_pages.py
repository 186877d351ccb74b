"""Every page, narrow and wide, light and dark: nothing axe objects to, nothing on the console, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open

pytestmark = pytest.mark.slow

PUBLIC = [
    "/",
    "/planer/fellesloesninger-2021/",
    "/planer/fellesloesninger-2021/mal/1/",
    "/planer/fellesloesninger-2021/mal/2/",
    "/planer/fellesloesninger-2021/mal/4/",
    "/statistikk/",
    "/statistikk/?losning=altinn-varsling&sort=-year_2021",
    "/statistikk/?losning=finnes-ikke",
    "/nokkeltall/innlogginger-i-id-porten/",
    "/nokkeltall/konsumenter-i-maskinporten/",
    "/nokkeltall/transaksjoner-fra-skatteetaten-gjennom-altinn-3/",
    "/losninger/",
    "/losninger/altinn/",
    "/losninger/altinn-plattform/",
    "/publikasjoner/",
    "/publikasjoner/digdir-aarsrapport-2021/",
    "/sok/",
    "/sok/?q=portén",
    "/sok/?q=altinn",
    "/om/",
    "/finnes-ikke/",
    "/admin/login/",
]
STAFF = [
    "/admin/",
    "/admin/metrics/figure/",
    "/admin/metrics/figure/add/",
    "/admin/metrics/figure/1/change/",
    "/admin/metrics/publication/",
    "/nokkeltall/innlogginger-i-id-porten/",
]
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


def objections(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_sound(look: Open, path: str, width: int, scheme: str) -> None:
    page = look(path, width, scheme)
    assert objections(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", STAFF)
def test_an_editors_page_is_sound(look: Open, path: str, width: int, scheme: str) -> None:
    page = look(path, width, scheme, user="redaktor")
    assert objections(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_can_be_read_without_script(look: Open, path: str) -> None:
    page = look(path, 320, script=False)
    assert page.locator("h1").inner_text() != ""
    assert page.locator("main").inner_text().count("\n") > 1
