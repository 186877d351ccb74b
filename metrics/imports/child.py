"""What runs in the guarded child process: parse one file and write its rows to standard output as lines of JSON.

The first line describes the sheet, the following carry blocks of rows, the last says that all was said; or one line
says why the file is refused. Nothing else of the project is loaded here, and neither is its environment.
"""

import gc
import io
import json
import resource
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from metrics.imports import opendocument, sheet_parts
from metrics.imports.archives import checked_archive
from metrics.imports.blocks import blocks, written
from metrics.imports.delimited import read_rows
from metrics.imports.kinds import Kind, kind_of
from metrics.imports.limits import Limits
from metrics.imports.marks import LAST_ROW, Marks
from metrics.imports.refusals import Refusal, Unreadable
from metrics.imports.workbooks import marked_styles, read_part, read_workbook


def main(path: str, name: str, sheet: str, limits: Limits) -> None:
    """Read one file; `sheet` is empty for the first visible one."""
    confine(limits)
    gc.disable()  # this process makes no cycles and does not live long
    try:
        read(Path(path), name, sheet, limits)
        say({"end": True})
    except Unreadable as refusal:
        say({"refused": refusal.code, "params": dict(refusal.params)})
    except MemoryError:
        say({"refused": Refusal.OUT_OF_MEMORY, "params": {}})


def confine(limits: Limits) -> None:
    """Bound what this process may use, before it has looked at the file."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds * 2, limits.seconds * 2 + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path, name: str, sheet: str, limits: Limits) -> None:
    with path.open("rb") as file:
        content = file.read(limits.file + 1)
    if len(content) > limits.file:
        raise Unreadable(Refusal.TOO_LARGE, limit=limits.file)
    suffix = Path(name).suffix.lower()
    archive = checked_archive(content, limits) if content.startswith(b"PK") else None
    kind = kind_of(content, suffix, archive.namelist() if archive else [])
    if kind is Kind.TEXT:
        del content
        say({"sheet": {"name": ""}})
        for block in blocks(read_rows(path, suffix), 0, Marks()):
            say(block)
        return
    try:
        read_workbook_file(content, archive, kind, sheet)
    except PasswordError as error:
        raise Unreadable(Refusal.ENCRYPTED) from error
    except CalamineError as error:
        raise Unreadable(Refusal.BROKEN) from error


def read_workbook_file(content: bytes, archive: zipfile.ZipFile | None, kind: Kind, wanted: str) -> None:
    """Read the values by calamine and, while it works, the marks by a thread of our own."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    name, description = choose(book, wanted)
    marking = Marking(archive, kind, name)
    marking.start()
    values = book.get_sheet_by_index(book.sheet_names.index(name))
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in values.merged_cell_ranges or []]
    marking.join()
    if marking.failure:
        raise marking.failure
    marks = marking.marks
    hidden = {"hidden_rows": sorted(marks.hidden_rows), "hidden_columns": sorted(marks.hidden_columns)}
    known = {"formats_known": kind is not Kind.XLS}
    say({"sheet": {**description, **known, "merged": merged or marks.merged, **hidden}})
    for block in blocks(rows_with_marks(values, marks), values.start[1] if values.start else 0, marks):
        say(block)


class Marking(threading.Thread):
    """Reads the marks of a sheet while calamine, which lets other threads run, reads its values."""

    def __init__(self, archive: zipfile.ZipFile | None, kind: Kind, sheet: str) -> None:
        super().__init__(daemon=True)
        self.archive, self.kind, self.sheet = archive, kind, sheet
        self.marks = Marks()
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.read()
        except Exception as error:
            self.failure = error

    def read(self) -> None:
        if self.archive and self.kind is Kind.ODS:
            self.marks = opendocument.read_marks(self.archive, self.sheet)
        elif self.archive:
            book = read_workbook(self.archive)
            styles = marked_styles(read_part(self.archive, book.styles)) if book.styles else {}
            part = book.parts.get(self.sheet, "")
            self.marks = sheet_parts.read_marks(self.archive, part, styles, book.uncalculated)


def choose(book: CalamineWorkbook, wanted: str) -> tuple[str, dict[str, Any]]:
    """Choose the named sheet or the first visible one, and tell of the others."""
    sheets = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible is SheetVisibleEnum.Visible]
    hidden = [one.name for one in sheets if one.visible is not SheetVisibleEnum.Visible]
    if wanted and wanted not in visible + hidden:
        raise Unreadable(Refusal.NO_SUCH_SHEET, sheet=wanted)
    name = wanted or next(iter(visible), "")
    if not name:
        raise Unreadable(Refusal.EMPTY)
    others = [one for one in visible if one != name]
    return name, {"name": name, "others": others, "hidden_sheets": hidden}


def rows_with_marks(sheet: CalamineSheet, marks: Marks) -> Iterator[list[Any]]:
    """Yield the rows of values, and then empty ones as far as a fault stands below the last value."""
    height = 0
    if sheet.start:  # an empty sheet has none
        for height, values in enumerate(sheet.iter_rows(), 1):  # noqa: B007 - it is used below, as the last it was
            yield values
    for _ in range(height, min(marks.last_faulty_row + 1, LAST_ROW)):
        yield []


def say(message: object) -> None:
    sys.stdout.write(written(message))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Limits(**json.loads(sys.argv[4])))
