"""The site as it is run for real, and Debian's Chromium to look at it with."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import LAUNCH, found
from tests.serving import serving

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration and yield its address."""
    with serving(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that the operating system has."""
    return {"executable_path": found(), "args": LAUNCH}


@pytest.fixture
def look(browser: Browser, site: str) -> Iterator[Open]:
    """Open a page of the site in a window of a width and scheme; whatever the console says fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_page(path: str, width: int = 1280, scheme: str = "light", user: str = "", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        # Excused are a page that answers 404 or 400 on purpose, and axe, which is put in from outside any address.
        excused = ("", site + path)
        page.on("console", lambda message: message.location["url"] in excused or said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        if user:
            sign_in(page, user)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def sign_in(page: Page, user: str) -> None:
    page.goto("/admin/login/?next=/om/")
    page.fill("#id_username", user)
    page.fill("#id_password", f"demo-{user}")
    page.click("input[type=submit]")
