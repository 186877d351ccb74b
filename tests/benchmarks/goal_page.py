"""What the goal page costs against a bare Django view of the same bytes: `python -m tests.benchmarks.goal_page`.

Both are served by gunicorn in one run and asked in turn over one connection, on SQLite and on PostgreSQL. Printed are
medians and their ratio; only the ratio means anything on another machine.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import postgres
from tests.browser.conftest import ROOT, free_port, wait_for

GOAL = "/planer/fellesloesninger-2021/mal/4/"
ROUNDS, REPETITIONS = 40, 7


def environment(folder: Path, database: str) -> dict[str, str]:
    """Return the surroundings of a live site on one database, with the demonstration loaded and files collected."""
    base = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY", "DEBUG")}
    base |= {"SQLITE_PATH": str(folder / "site.sqlite3"), "BARE_BODY": str(folder / "body.html")}
    base |= {"DATABASE_URL": database} if database else {}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "demo", "--no-serve"], env=base | {"DEBUG": "true"}, check=True, capture_output=True)
    live = base | {"SECRET_KEY": "for tests alone " * 4, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "false", "DEMO": "true"}
    subprocess.run([*manage, "collectstatic", "--noinput"], env=live, check=True, capture_output=True)
    return live | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare_settings"}


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, f"{path} answered {answer.status}"
    return time.perf_counter() - started, body


def measure(port: int, body: Path) -> tuple[list[float], list[float]]:
    """Return the median latency of each repetition, in seconds: of the goal page and of the bare view."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body.write_bytes(ask(connection, GOAL)[1])
    pages, bares = [], []
    for _ in range(REPETITIONS):
        turns = [(ask(connection, GOAL)[0], ask(connection, "/bare/")[0]) for _ in range(ROUNDS)]
        pages.append(statistics.median(page for page, _ in turns))
        bares.append(statistics.median(bare for _, bare in turns))
    return pages, bares


def report(name: str, database: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = environment(Path(folder), database)
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads=4", f"--bind=127.0.0.1:{port}"]
        server = subprocess.Popen([*command, "config.wsgi"], cwd=ROOT, env=surroundings, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/helse/")
            pages, bares = measure(port, Path(folder) / "body.html")
        finally:
            server.terminate()
            server.wait(20)
    page, bare = statistics.median(pages), statistics.median(bares)
    spread = " ".join(f"{one / other:.1f}" for one, other in zip(pages, bares, strict=True))
    print(f"{name:<11} goal page {page * 1000:.2f} ms, bare {bare * 1000:.2f} ms: {page / bare:.1f} times ({spread})")


if __name__ == "__main__":
    report("SQLite")
    with postgres.running() as url:
        report("PostgreSQL", url)
