"""The site as it is run for real, on loopback, and Debian's Chromium to look at it with.

The server is gunicorn outside DEBUG with collected static files, on the demonstration's own SQLite file.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., Page]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demonstration and yield its address."""
    base = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    base["SQLITE_PATH"] = str(tmp_path_factory.mktemp("site") / "site.sqlite3")
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "demo", "--no-serve"], env=base | {"DEBUG": "true"}, check=True, capture_output=True)
    live = base | {"DEBUG": "false", "SECRET_KEY": "for tests alone " * 4, "DEMO": "true", "HTTPS": "false"}
    live["ALLOWED_HOSTS"] = "127.0.0.1"
    subprocess.run([*manage, "collectstatic", "--noinput"], env=live, check=True, capture_output=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads=4", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "config.wsgi"], cwd=ROOT, env=live, stderr=subprocess.DEVNULL)
    try:
        wait_for(address + "/helse/")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium that the operating system has."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. On Debian: apt-get install chromium"
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


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
