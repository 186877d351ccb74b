"""What an xlsx workbook says of its sheets and number formats, read beside the values."""

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from metrics.imports.marks import Mark
from metrics.imports.refusals import Refusal, Unreadable

Attributes = dict[str, str]
# What every workbook has without saying so: «0%» and «0.00%», and amounts with the currency of the reader.
BUILT_IN = dict.fromkeys(("9", "10"), Mark.PERCENT) | dict.fromkeys(("5", "6", "7", "8", "42", "44"), Mark.DRESSED)
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # shown as it stands, or no sign of the number's scale
TEXT = re.compile(r'"([^"]*)"|\\(.)|\[[$]([^\]-]*)[^\]]*\]|[_*].')  # shown as it stands, also a currency
NO_WORDS = re.compile(r"[\s\-–−()+.,'’:;/_*]*")  # signs around a number that say nothing of it
SCALING = re.compile("[0#?.],+(?![0#?,])")  # a comma after the last digit divides by a thousand
BARE = re.compile("[^0#?.,;%+/@()*_ \\-–−\u00a0\u202f'!Eymdhs:]", re.IGNORECASE)


def walk(xml: bytes, start: Callable[[str, Attributes], None]) -> None:
    """Call `start(local name, attributes)` for every element; a DOCTYPE is refused."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, found: start(local(name), found)
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(Refusal.BROKEN) from error


def local(name: str) -> str:
    return name.rpartition(":")[2]


def refuse_doctype(*_: object) -> None:
    raise Unreadable(Refusal.DOCTYPE)


def is_percent(code: str) -> bool:
    r"""Say whether a number format shows a hundred times the number, as «%» outside quotes does.

    >>> is_percent("0.0%"), is_percent('0.0" %"'), is_percent(r"0\%"), is_percent("[Red]0 %;-0 %")
    (True, False, False, True)
    """
    return "%" in LITERAL.sub("", code)


def is_dressed(code: str) -> bool:
    r"""Say whether a number format adds words or a currency to the number, or shows a thousandth of it.

    >>> is_dressed("0.0,,"), is_dressed('0.0" mrd"'), is_dressed("[$kr-414] 0"), is_dressed(r"#\ ##0;[Red]\-0")
    (True, True, True, False)
    """
    bare = re.sub("general|standard", "", LITERAL.sub("", code), flags=re.IGNORECASE)
    if not re.search("[0#?]", bare) and re.search("[ymdhs]", bare, re.IGNORECASE):
        return False  # a date, whose words are no matter
    words = "".join("".join(found) for found in TEXT.findall(code))
    return bool(not NO_WORDS.fullmatch(words) or SCALING.search(bare) or BARE.search(bare))


def mark_of(code: str) -> Mark | None:
    """Return how a number format shows a number, where that is not as it is stored."""
    if is_dressed(code):
        return Mark.DRESSED
    return Mark.PERCENT if is_percent(code) else None


def marked_styles(xml: bytes) -> dict[str, Mark]:
    """Return the style numbers, as cells write them, whose number format shows a number in another way."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    groups: list[str] = []

    def start(name: str, found: Attributes) -> None:
        if name == "numFmt" and "cellXfs" not in groups:
            formats[found.get("numFmtId", "")] = found.get("formatCode", "")
        elif name in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            groups.append(name)
        elif name == "xf" and groups and groups[-1] == "cellXfs":
            styles.append(found.get("numFmtId", "0"))

    walk(xml, start)
    marks = BUILT_IN | {number: mark_of(code) for number, code in formats.items()}
    return {str(place): mark for place, number in enumerate(styles) if (mark := marks.get(number))}


@dataclass
class Workbook:
    """The parts of an xlsx file: sheet names and where each is kept. `uncalculated`: formulas were never computed."""

    parts: dict[str, str] = field(default_factory=dict)
    styles: str = ""
    uncalculated: bool = False


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Read where an xlsx file keeps its sheets and styles."""
    main = targets(archive, "_rels/.rels", "").get("officeDocument", {"": "xl/workbook.xml"})
    path = next(iter(main.values()))
    folder, name = posixpath.split(path)
    related = targets(archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder)
    sheets = related.get("worksheet", {})
    book = Workbook(styles=next(iter(related.get("styles", {}).values()), ""))

    def start(element: str, found: Attributes) -> None:
        if element == "sheet":
            key = next((value for key, value in found.items() if local(key) == "id"), "")
            book.parts[found.get("name", "")] = sheets.get(key, "")
        elif element == "calcPr":
            book.uncalculated = found.get("fullCalcOnLoad") in {"1", "true"}

    walk(read_part(archive, path), start)
    return book


def targets(archive: zipfile.ZipFile, path: str, folder: str) -> dict[str, dict[str, str]]:
    """Return the parts a part points to: kind of relation -> identifier -> path in the archive."""
    found: dict[str, dict[str, str]] = {}

    def start(name: str, said: Attributes) -> None:
        if name == "Relationship" and said.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip("/")
            kind = said.get("Type", "").rpartition("/")[2]
            found.setdefault(kind, {})[said.get("Id", "")] = target

    walk(read_part(archive, path), start)
    return found


def read_part(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        return archive.read(path)
    except KeyError as error:
        raise Unreadable(Refusal.BROKEN, part=path) from error
