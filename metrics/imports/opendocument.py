"""The marks of one sheet of an ods file, in one streaming pass over its content."""

import re
import zipfile
from xml.parsers import expat

from metrics.imports.marks import LAST_COLUMN, LAST_ROW, Mark, Marks
from metrics.imports.refusals import Refusal, Unreadable
from metrics.imports.workbooks import Attributes, refuse_doctype

CHUNK = 1024 * 1024
HIDDEN = {"collapse", "filter"}
NUMBERS = {"float", "percentage"}
WORDS = re.compile(r"[^\s0-9.,'’()+\-–−]")  # signs that are no part of a plain number


def read_marks(archive: zipfile.ZipFile, sheet: str) -> Marks:
    """Read the marks of the sheet of this name."""
    reader = ContentParser(sheet)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        with archive.open("content.xml") as part:
            while piece := part.read(CHUNK):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError) as error:
        raise Unreadable(Refusal.BROKEN) from error
    return reader.marks


def number(found: Attributes, name: str) -> int:
    """Read a count, which is 1 where nothing is said."""
    said = found.get(name, "1")
    if not said.isdecimal() or len(said) > 9:
        raise Unreadable(Refusal.BROKEN)
    return int(said)


class ContentParser:
    """Follows the rows and cells of one table, repeated ones as often as they are repeated."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.marks = Marks()
        self.depth = 0  # 1 inside the table; a table within a cell is deeper and none of ours
        self.row = self.column = self.rows = 0
        self.columns = 0
        self.found: list[tuple[int, int, Mark]] = []
        self.open: tuple[int, int, Attributes] | None = None  # a cell with a number, whose shown text is read
        self.remark = 0
        self.shown = ""

    def start(self, name: str, said: Attributes) -> None:
        if name == "office:annotation":
            self.remark += 1
        elif name == "table:table":
            if self.depth or said.get("table:name") == self.sheet:
                self.depth += 1
        elif self.depth != 1:
            return
        elif name == "table:table-column":
            count = number(said, "table:number-columns-repeated")
            if said.get("table:visibility") in HIDDEN:
                self.marks.hide_columns(self.columns, self.columns + count - 1)
            self.columns += count
        elif name == "table:table-row":
            self.start_row(said)
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self.cell(said)

    def end(self, name: str) -> None:
        if name == "table:table" and self.depth:
            self.depth -= 1
        elif name == "office:annotation":
            self.remark -= 1
        elif name == "table:table-row" and self.depth == 1:
            self.end_row()
        elif name in {"table:table-cell", "table:covered-table-cell"} and self.depth == 1:
            self.end_cell()

    def text(self, words: str) -> None:
        if self.open and self.depth == 1 and not self.remark:
            self.shown += words

    def end_cell(self) -> None:
        if self.open and is_dressed(self.shown, self.open[2]):
            self.found.append((*self.open[:2], Mark.DRESSED))
        self.open = None

    def start_row(self, said: Attributes) -> None:
        self.rows = number(said, "table:number-rows-repeated")
        self.column, self.found = 0, []
        if said.get("table:visibility") in HIDDEN:
            self.marks.hidden_rows.update(range(self.row, min(self.row + self.rows, LAST_ROW)))

    def cell(self, said: Attributes) -> None:
        count = number(said, "table:number-columns-repeated")
        mark = mark_of(said)
        if mark:
            self.found.append((self.column, min(count, LAST_COLUMN), mark))
        if said.get("office:value-type") in NUMBERS and mark in (None, Mark.PERCENT):
            self.open, self.shown = (self.column, min(count, LAST_COLUMN), said), ""
        width, height = number(said, "table:number-columns-spanned"), number(said, "table:number-rows-spanned")
        if width > 1 or height > 1:
            self.marks.merged.append((self.row, self.column, self.row + height - 1, self.column + width - 1))
        self.column += count

    def end_row(self) -> None:
        for row in range(self.row, self.row + self.rows) if self.found else ():
            for first, count, mark in self.found:
                for column in range(first, first + count):
                    self.marks.put(row, column, mark)
        self.row += self.rows


def mark_of(said: Attributes) -> Mark | None:
    if said.get("calcext:value-type") == "error":
        return Mark.ERROR
    if said.get("office:value-type") == "percentage":
        return Mark.PERCENT
    if said.get("office:value-type") == "currency":
        return Mark.DRESSED
    if "table:formula" in said and "office:value-type" not in said:
        return Mark.NO_RESULT
    return None


def is_dressed(shown: str, said: Attributes) -> bool:
    """Whether the text a cell shows has words around its number, or fewer digits than its number has."""
    percent = said.get("office:value-type") == "percentage"
    if WORDS.search(shown.replace("%", "") if percent else shown):
        return True
    whole = said.get("office:value", "").lstrip("+-").partition(".")[0].lstrip("0")
    digits = sum(map(str.isdecimal, shown))
    return not percent and whole.isdecimal() and 0 < digits < len(whole)
