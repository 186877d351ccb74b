"""Take the pictures that the README shows: `python -m tests.browser.screenshots`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import LAUNCH, found
from tests.serving import ROOT, serving

FOLDER = ROOT / "docs" / "screens"
# Name: address, width, height, scheme.
PICTURES = {
    "front": ("/", 1280, 1000, "light"),
    "goal": ("/planer/fellesloesninger-2021/mal/4/", 1280, 1250, "light"),
    "metric": ("/nokkeltall/innlogginger-i-id-porten/", 1280, 1000, "dark"),
    "statistics": ("/statistikk/", 1280, 1000, "light"),
    "narrow": ("/", 320, 900, "light"),
}


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=LAUNCH)
        for name, (path, width, height, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address:
        take(address)
