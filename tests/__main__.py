"""`python -m tests`: everything that must hold before a change is taken in, by one command.

Every step is run even when an earlier one fails; the end names those that did. With `--short` the
tests marked slow, PostgreSQL and the browser are left out: the set for everyday.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests import chromium, postgres

# `environment` sets what the settings ask for; every step inherits it.
from tests import environment as environment

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
CHECKS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "templates": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"],
    "types": [PYTHON, "-m", "mypy"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
}
OF_THE_MACHINE = {"DATABASE_URL", "DEBUG", "DEMO"}  # would make the outcome depend on who runs this
PYTEST = [PYTHON, "-m", "pytest", "-n", "2", "--ignore=tests/browser"]
BROWSER = [PYTHON, "-m", "pytest", "tests/browser"]
ALL = ["-m", ""]  # The everyday set leaves out what is marked slow; here nothing is.


def run(name: str, command: Sequence[str], surroundings: Mapping[str, str]) -> bool:
    """Run one step, and say whether it passed."""
    print(f"\n=== {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode == 0
    print(f"=== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return passed


def run_all(short: bool) -> dict[str, bool]:
    """Run every step; return for each whether it passed."""
    sqlite = {name: value for name, value in os.environ.items() if name not in OF_THE_MACHINE}
    sqlite["SQLITE_PATH"] = ":memory:"
    results = {name: run(name, command, sqlite) for name, command in CHECKS.items()}
    results["SQLite"] = run("SQLite", PYTEST if short else PYTEST + ALL, sqlite)
    if not short:
        with postgres.running() as url:
            results["PostgreSQL"] = run("PostgreSQL", PYTEST + ALL, sqlite | {"DATABASE_URL": url})
        chromium.provide()
        results["browser"] = run("browser", BROWSER + ALL, sqlite)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument("--short", action="store_true", help="no slow tests, SQLite only")
    short = parser.parse_args().short
    # A step ended from outside must still stop the server that was started for it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = run_all(short)
    failed = [name for name, passed in results.items() if not passed]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
