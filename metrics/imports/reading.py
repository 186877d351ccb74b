"""Read a spreadsheet under guard: another process parses it, and when that fails this one says why and lives on."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from metrics.imports.blocks import rows_of
from metrics.imports.cells import Cell, Sheet
from metrics.imports.limits import MEGABYTE, Limits
from metrics.imports.refusals import Refusal, Unreadable

ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = "metrics.imports.child"
LONGEST_LINE = 64 * MEGABYTE
PIECE = 256 * 1024
TIMEOUTS = {-signal.SIGXCPU, -signal.SIGKILL}


@contextmanager
def open_sheet(path: Path, sheet: str | None = None, name: str = "") -> Iterator[Sheet]:
    """Open one sheet of an xlsx, ods, xls, csv or tsv file; without `sheet` the first visible one.

    `name` is what the person called the file, where `path` does not say it. The rows come one by one from a child
    process and can be read once; both opening and reading on raise Unreadable, and rows read before that are not to be
    used.
    """
    limits = Limits(**getattr(settings, "SPREADSHEET_LIMITS", {}))
    if path.stat().st_size > limits.file:
        raise Unreadable(Refusal.TOO_LARGE, limit=limits.file)
    command = [sys.executable, "-m", CHILD, str(path.resolve()), name or path.name, sheet or ""]
    child = subprocess.Popen(  # noqa: S603 - our own module; the name of the file is an argument, never a command
        [*command, json.dumps(asdict(limits))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    messages = Messages(child, limits.seconds)
    try:
        yield described(next(messages, None), messages)
    finally:
        messages.selector.close()
        child.kill()
        child.communicate()


class Messages:
    """What the child says, line by line, decoded; raises Unreadable when it refuses, dies or takes too long.

    Only the time spent waiting for the child counts, not what the reader of its rows does in between.
    """

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self.child = child
        self.seconds = seconds
        self.rest = b""
        self.lines: Iterator[bytes] = iter(())
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.output, selectors.EVENT_READ)

    @property
    def output(self) -> int:
        assert self.child.stdout is not None  # noqa: S101 - it was asked for when the child was started
        return self.child.stdout.fileno()

    def __iter__(self) -> "Messages":
        return self

    def __next__(self) -> Any:
        message = self.decode(self.line())
        if isinstance(message, dict) and "refused" in message:
            raise Unreadable(Refusal(message["refused"]), **message["params"])
        if isinstance(message, dict) and "end" in message:
            raise StopIteration
        return message

    def decode(self, line: bytes) -> Any:
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(Refusal.CRASHED) from error

    def line(self) -> bytes:
        while True:
            found = next(self.lines, None)
            if found is not None:
                return found
            piece = self.piece()
            whole, newline, after = piece.rpartition(b"\n")
            if newline:
                self.lines = iter((self.rest + whole).split(b"\n"))
                self.rest = after
            else:
                self.rest += piece
            if len(self.rest) > LONGEST_LINE:
                raise Unreadable(Refusal.CRASHED)

    def piece(self) -> bytes:
        """Wait for the next bytes of the child."""
        started = time.monotonic()
        ready = self.selector.select(max(self.seconds, 0))
        self.seconds -= time.monotonic() - started
        if not ready:
            raise Unreadable(Refusal.TIMEOUT)
        piece = os.read(self.output, PIECE)
        if not piece:
            raise Unreadable(death(self.child.wait()))
        return piece


def death(code: int) -> Refusal:
    """Say what killed a child that ended without saying so: calamine aborts where memory is refused it."""
    if code in TIMEOUTS:
        return Refusal.TIMEOUT
    return Refusal.OUT_OF_MEMORY if code == -signal.SIGABRT else Refusal.CRASHED


def described(message: Any, messages: Messages) -> Sheet:
    """Make the sheet from the child's first message."""
    if not isinstance(message, dict) or "sheet" not in message:
        raise Unreadable(Refusal.CRASHED)
    said = message["sheet"]
    return Sheet(
        name=said["name"],
        rows=rows_in(messages),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in said.get("merged", ())),
        hidden_rows=frozenset(said.get("hidden_rows", ())),
        hidden_columns=frozenset(said.get("hidden_columns", ())),
        others=tuple(said.get("others", ())),
        hidden_sheets=tuple(said.get("hidden_sheets", ())),
        formats_known=said.get("formats_known", True),
    )


def rows_in(messages: Messages) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of every row that has any."""
    for block in messages:
        try:
            yield from rows_of(block)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise Unreadable(Refusal.CRASHED) from error
