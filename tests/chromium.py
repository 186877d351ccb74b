"""The browser that the browser tests look with: Debian's Chromium, installed where that can be done."""

import os
import shutil
import subprocess

PACKAGES = ["chromium", "fonts-dejavu-core"]
LAUNCH = ["--no-sandbox", "--disable-gpu"]


def found() -> str:
    """Return where Chromium is; without one, say how to get it."""
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("Chromium is missing. On Debian: apt-get install chromium")
    return path


def provide() -> None:
    """Install Chromium if it is missing and this is Debian run as root; the tests say so where it is still missing."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quietly, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, env=quietly, check=False, stdout=subprocess.DEVNULL)
