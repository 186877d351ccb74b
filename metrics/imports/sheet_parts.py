"""The marks of one sheet part of an xlsx file, in one streaming pass.

Most files are written so plainly that a search for the few cells of interest is enough; it is several times faster than
a parser, and any other way of writing goes to the parser.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

from metrics.imports.marks import LAST_COLUMN, LAST_ROW, Mark, Marks
from metrics.imports.refusals import Refusal, Unreadable
from metrics.imports.workbooks import Attributes, local, refuse_doctype

CHUNK = 1024 * 1024
ROW_END = b"</row>"
CELL = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
ERRORS = re.compile(CELL + rb'[^>]*? t="e"')
# Other ways of writing show at once, for a program is constant: zeros (UTF-16), comments, prefixes, quotes, blanks.
OTHER_SIGNS = (b"\0", b"<!", b":c ", b":row ", b"<c>", b'= "', b' ="', b"r='", b"s='", b"t='", b"n='", b"x='")
OTHER_BLANKS = re.compile(rb"<(?:c|row|col)(?:[\t\r\n]|\s[^>]*[\t\r\n])")
FORMULAS = re.compile(CELL + rb"([^>]*)><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v>([^<]*)</v>|(<v/>))?")
HIDDEN_ROWS = re.compile(rb'<row r="([0-9]{1,7})"[^>]*?\shidden="(?:1|true)"')
COLUMNS = re.compile(rb"<col\s[^>]*>")
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TRUE = {"1", "true"}


def read_marks(archive: zipfile.ZipFile, path: str, styles: Mapping[str, Mark], uncalculated: bool) -> Marks:
    """Read the marks of a sheet. `styles` are the marks of styles as cells write them.

    With `uncalculated`, the zero a program writes beside a formula that nothing has computed yet is no result.
    """
    marks = Marks()
    with archive.open(path) as part:
        for number, chunk in enumerate(chunks(part)):
            is_plain = number > 0 or starts_plainly(chunk)
            if not is_plain or not search(chunk, marks, styles, uncalculated):
                break
        else:
            return marks
    with archive.open(path) as part:
        return PartParser(styles, uncalculated).read(part)


def chunks(part: IO[bytes]) -> Iterator[bytes]:
    """Yield the part in pieces that each end with a row."""
    rest = b""
    while piece := part.read(CHUNK):
        end = piece.rfind(ROW_END)
        if end < 0:
            rest += piece
            continue
        yield rest + piece[: end + len(ROW_END)]
        rest = piece[end + len(ROW_END) :]
    yield rest


def starts_plainly(chunk: bytes) -> bool:
    """Say whether a part is written the way `search` knows."""
    return not any(sign in chunk for sign in OTHER_SIGNS) and not OTHER_BLANKS.search(chunk)


def search(chunk: bytes, marks: Marks, styles: Mapping[str, Mark], uncalculated: bool) -> bool:
    """Find the marks of one piece; False when some sign of one was not accounted for, so that a parser must look."""
    if "0" in styles:  # which cells have without saying so
        return False
    if not all(search_shown(chunk, marks, style, mark) for style, mark in styles.items()):
        return False
    if b"<f" in chunk and not search_formulas(chunk, marks, uncalculated):
        return False
    if b't="e"' in chunk:
        errors = ERRORS.findall(chunk)
        if len(errors) != chunk.count(b't="e"'):
            return False
        for letters, digits in errors:
            marks.put(int(digits) - 1, column_number(letters), Mark.ERROR)
    return b"hidden=" not in chunk or search_hidden(chunk, marks)


def search_shown(chunk: bytes, marks: Marks, style: str, mark: Mark) -> bool:
    """Find the cells of one style; rows may name it too, and mean cells that are not there."""
    sign = f' s="{style}"'.encode()
    expected = chunk.count(sign)
    if not expected:
        return True
    columns: dict[bytes, list[bytes]] = {}
    found = re.findall(CELL + rb'(?: t="[A-Za-z]+")?' + sign, chunk)
    for letters, digits in found:
        columns.setdefault(letters, []).append(digits)
    for letters, rows in columns.items():
        marks.put_shown(column_number(letters), [int(row) - 1 for row in rows], mark)
    return len(found) == expected or len(found) + len(re.findall(rb"<row [^>]*" + sign, chunk)) == expected


def search_formulas(chunk: bytes, marks: Marks, uncalculated: bool) -> bool:
    formulas = FORMULAS.findall(chunk)
    for letters, digits, attributes, value, closed in formulas:
        if lacks_result(value, bool(value or closed), b't="str"' in attributes, uncalculated):
            marks.put(int(digits) - 1, column_number(letters), Mark.NO_RESULT)
    return len(formulas) == chunk.count(b"<f>") + chunk.count(b"<f ") + chunk.count(b"<f/>")


def search_hidden(chunk: bytes, marks: Marks) -> bool:
    if chunk.count(b"<row ") != chunk.count(b'<row r="'):
        return False
    marks.hidden_rows.update(int(row) - 1 for row in HIDDEN_ROWS.findall(chunk))
    for column in COLUMNS.findall(chunk):
        hide_columns(marks, dict(re.findall(r'([a-z]+)="([^"]*)"', column.decode("utf-8", "replace"))))
    return True


def lacks_result(value: bytes, has_value: bool, is_text: bool, uncalculated: bool) -> bool:
    """Judge a formula by its stored value; an empty text is a result, and so is any other value."""
    if is_text:
        return False
    return not has_value or not value or (uncalculated and value == b"0")


def hide_columns(marks: Marks, said: Attributes) -> None:
    if said.get("hidden") in TRUE and said.get("min", "").isdecimal() and said.get("max", "").isdecimal():
        marks.hide_columns(int(said["min"]) - 1, int(said["max"]) - 1)


def column_number(letters: bytes) -> int:
    """Number a column from its letters, 0-based: «A» is 0, «AA» is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class PartParser:
    """The same marks by a real parser, for parts that are written in any other way."""

    def __init__(self, styles: Mapping[str, Mark], uncalculated: bool) -> None:
        self.marks = Marks()
        self.styles = styles
        self.uncalculated = uncalculated
        self.row = self.column = -1
        self.cell: Attributes = {}
        self.has_formula = self.has_value = self.in_value = False
        self.value = ""

    def read(self, part: IO[bytes]) -> Marks:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = refuse_doctype
        try:
            while piece := part.read(CHUNK):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unreadable(Refusal.BROKEN) from error
        return self.marks

    def start(self, name: str, found: Attributes) -> None:
        name = local(name)
        if name == "row":
            self.start_row(found)
        elif name == "c":
            self.start_cell(found)
        elif name == "f":
            self.has_formula = True
        elif name == "v":
            self.has_value = self.in_value = True
        elif name == "col":
            hide_columns(self.marks, found)

    def start_row(self, found: Attributes) -> None:
        said = found.get("r", "")
        self.row = int(said) - 1 if said.isdecimal() else self.row + 1
        self.column = -1
        if not 0 <= self.row < LAST_ROW:
            raise Unreadable(Refusal.BROKEN)
        if found.get("hidden") in TRUE:
            self.marks.hidden_rows.add(self.row)

    def start_cell(self, found: Attributes) -> None:
        place = ADDRESS.fullmatch(found.get("r", ""))
        self.column = column_number(place[1].encode()) if place else self.column + 1
        if place:
            self.row = int(place[2]) - 1
        if self.column >= LAST_COLUMN:
            raise Unreadable(Refusal.BROKEN)
        self.cell = found
        self.has_formula = self.has_value = False
        self.value = ""

    def text(self, words: str) -> None:
        if self.in_value:
            self.value += words

    def end(self, name: str) -> None:
        name = local(name)
        if name == "v":
            self.in_value = False
        elif name == "c":
            self.end_cell()

    def end_cell(self) -> None:
        kind = self.cell.get("t", "n")
        if mark := self.styles.get(self.cell.get("s", "0")):
            self.marks.put(self.row, self.column, mark)
        if self.has_formula and lacks_result(self.value.encode(), self.has_value, kind == "str", self.uncalculated):
            self.marks.put(self.row, self.column, Mark.NO_RESULT)
        if kind == "e":
            self.marks.put(self.row, self.column, Mark.ERROR)
