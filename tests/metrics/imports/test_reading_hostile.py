"""No file brings the reader down: each is refused by a code, within ten seconds and half a gigabyte."""

import resource
import time
from pathlib import Path

import pytest

from metrics.imports.reading import open_sheet
from metrics.imports.refusals import Unreadable
from tests.metrics.imports import hostile

READABLE = "."


def outcome(path: Path) -> str:
    try:
        with open_sheet(path) as sheet:
            for _ in sheet.rows:
                pass
    except Unreadable as refusal:
        return refusal.code.value
    return READABLE


@pytest.mark.parametrize("file", list(hostile.every()), ids=lambda file: file.title)
def test_it_is_refused_in_time_and_within_bounds(file: hostile.Hostile, tmp_path: Path) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.content)
    started = time.monotonic()

    code = outcome(path)

    assert code in file.codes
    assert time.monotonic() - started < 10
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 * 1024  # kilobytes, the most of any child


def test_there_are_sixty_of_them() -> None:
    assert len({file.title for file in hostile.every()}) >= 60
