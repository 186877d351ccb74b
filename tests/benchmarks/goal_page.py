"""What the goal page costs against a bare Django view of the same bytes: `python -m tests.benchmarks.goal_page`.

Both are served by gunicorn in one run and asked in turn over one connection, on SQLite and on PostgreSQL. Printed are
medians and their ratio; only the ratio means anything on another machine.
"""

import http.client
import statistics
import tempfile
import time
from pathlib import Path

from tests import postgres
from tests.serving import serving

GOAL = "/planer/fellesloesninger-2021/mal/4/"
ROUNDS, REPETITIONS = 40, 7


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
        body = Path(folder) / "body.html"
        bare = {"BARE_BODY": str(body), "DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare_settings"}
        with serving(Path(folder), database, **bare) as address:
            pages, bares = measure(int(address.rpartition(":")[2]), body)
    page, bare = statistics.median(pages), statistics.median(bares)
    spread = " ".join(f"{one / other:.1f}" for one, other in zip(pages, bares, strict=True))
    print(f"{name:<11} goal page {page * 1000:.2f} ms, bare {bare * 1000:.2f} ms: {page / bare:.1f} times ({spread})")


if __name__ == "__main__":
    report("SQLite")
    with postgres.running() as url:
        report("PostgreSQL", url)
