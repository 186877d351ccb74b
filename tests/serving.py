"""The site as it is run for real: gunicorn outside DEBUG, with collected static files, on loopback.

It shows the demonstration, on a database of its own.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
SERVE = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads=4", "config.wsgi"]
OF_THE_MACHINE = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "DEMO")
LIVE = {"SECRET_KEY": "for tests alone " * 4, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "false", "DEMO": "true"}


@contextmanager
def serving(folder: Path, database: str = "", **more: str) -> Iterator[str]:
    """Yield the site's address; `folder` holds its SQLite file unless there is another `database`."""
    base = {name: text for name, text in os.environ.items() if name not in OF_THE_MACHINE}
    base |= {"SQLITE_PATH": str(folder / "site.sqlite3")} | ({"DATABASE_URL": database} if database else {})
    subprocess.run([*MANAGE, "demo", "--no-serve"], env=base | {"DEBUG": "true"}, check=True, capture_output=True)
    live = base | LIVE
    subprocess.run([*MANAGE, "collectstatic", "--noinput"], env=live, check=True, capture_output=True)
    port = free_port()
    server = subprocess.Popen(
        [*SERVE, f"--bind=127.0.0.1:{port}"], cwd=ROOT, env=live | more, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/helse/")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)
