"""Makers of hostile and broken files: each is a name, the file's name, its bytes, and the codes that may refuse it."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import xlsxwriter

XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


MIDDLING = bytes(2**20)


@dataclass(frozen=True)
class Hostile:
    """A file that must be refused with one of these codes; none of them means that reading it whole is fine too."""

    title: str
    name: str
    content: bytes
    codes: frozenset[str]


def workbook(fill: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    """Make an ordinary workbook, or one that `fill` fills."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        if fill:
            fill(book)
        else:
            sheet = book.add_worksheet("Ark1")
            sheet.write_row(0, 0, ["Navn", 2021])
            sheet.write_row(1, 0, ["Innlogginger", 317565317])
    return into.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return into.getvalue()


def changed(**parts: bytes) -> bytes:
    """Make an ordinary workbook with parts put in or instead; «__» in a name stands for «/», «_dot_» for «.»."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return packed(parts_of(workbook()) | named)


def with_sheet(cells: str, before: str = "", after: str = "") -> bytes:
    """Make a workbook whose sheet holds these rows as XML."""
    xml = f'<?xml version="1.0"?><worksheet {XMLNS}>{before}<sheetData>{cells}</sheetData>{after}</worksheet>'
    return changed(xl__worksheets__sheet1_dot_xml=xml.encode())


def ods(table: str, manifest: str = "", head: str = "", **parts: bytes) -> bytes:
    """Make an ods file whose table «Ark1» holds these rows as XML."""
    body = f'<office:spreadsheet><table:table table:name="Ark1">{table}</table:table></office:spreadsheet>'
    xml = f'<?xml version="1.0"?>{head}<office:document-content {ODS_NAMES} {CALCEXT}><office:body>{body}</office:body>'
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        archive.writestr("content.xml", f"{xml}</office:document-content>")
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{entry}{manifest}</manifest:manifest>")
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return into.getvalue()


def ods_cell(value: str, kind: str = "float") -> str:
    said = f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {said}><text:p>{value}</text:p></table:table-cell>"


def central(content: bytes, offset: int, form: str, value: int) -> bytes:
    """Change one field of the last entry of the central directory."""
    at = content.rindex(b"PK\x01\x02") + offset
    return content[:at] + struct.pack(form, value) + content[at + struct.calcsize(form) :]


def doubled(one: str, other: str) -> bytes:
    into = io.BytesIO(workbook())
    with zipfile.ZipFile(into, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the name is doubled is the purpose
        archive.writestr(other, b"<a/>") if one == other else archive.writestr(one, b"<a/>")
        archive.writestr(other, b"<a/>")
    return into.getvalue()


def wrong_byte(content: bytes) -> bytes:
    """Turn a byte within the first stored part, so that only the checksum can tell."""
    stored = packed(parts_of(content), zipfile.ZIP_STORED)
    at = stored.index(b"<", 60) + 3
    return stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :]


def compound(*names: str) -> bytes:
    """Make what begins as an OLE file and names these streams."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names)


def archives() -> Iterator[tuple[str, bytes, str]]:
    """Yield what is wrong with the container: title, content, codes."""
    good = workbook()
    zeros = b"\0" * (30 * 2**20)
    yield "cut in half", good[: len(good) // 2], "truncated"
    yield "cut by its last byte", good[:-1], "truncated"
    yield "only its first bytes", good[:30], "truncated"
    yield "a zip of nothing", packed({}), "empty wrong_type truncated"
    yield "a bomb of zeros", changed(xl__media__a_dot_bin=zeros), "bomb"
    yield "a bomb in the sheet", with_sheet(" " * (40 * 2**20)), "bomb"
    yield "many middling bombs", changed(**{f"a{n}": MIDDLING for n in range(201)}), "bomb"
    yield "too many parts", changed(**{f"a{n}": b"" for n in range(2_100)}), "too_many_parts"
    yield "one name twice", doubled("xl/workbook.xml", "xl/workbook.xml"), "doubled_names"
    yield "one name in two cases", doubled("xl/Extra.xml", "xl/extra.xml"), "doubled_names"
    yield "one name with two slashes", doubled("xl/extra.xml", "xl\\extra.xml"), "doubled_names"
    yield "a way out of the folder", changed(**{"..__..__etc__passwd": b"x"}), "bad_part"
    yield "a wrong checksum", wrong_byte(good), "bad_crc"
    yield "a checksum that lies", central(good, 16, "<I", 1), "bad_crc"
    yield "a size that lies low", central(good, 24, "<I", 1), "bad_size"
    yield "a size that lies high", central(good, 24, "<I", 10**9), "bad_size"
    yield "packed bytes beyond the end", central(good, 20, "<I", 10**9), "bad_part"
    yield "an entry that points nowhere", central(good, 42, "<I", 10**6), "bad_part truncated"
    yield "an entry that points at another", central(good, 42, "<I", 0), "bad_part"
    yield "an unknown packing", central(good, 10, "<H", 99), "bad_part"
    yield "packed by bzip2", packed(parts_of(good), zipfile.ZIP_BZIP2), "bad_part"
    yield "a locked part", central(good, 8, "<H", 1), "encrypted"
    yield "garbage where deflate should be", garbage(good), "bad_part bad_crc"
    yield "a macro project", changed(xl__vbaProject_dot_bin=b"x"), "macros"
    yield "an old macro sheet", changed(xl__macrosheets__sheet1_dot_xml=b"<a/>"), "macros"
    types = parts_of(good)["[Content_Types].xml"].replace(b"sheet.main", b"sheet.macroEnabled.main")
    yield "macros by content type", changed(**{"[Content_Types]_dot_xml": types}), "macros"
    yield "a program for a workbook", b"MZ\x90\0" + b"\0" * 100, "wrong_type"


def garbage(content: bytes) -> bytes:
    at = content.rindex(b"PK\x01\x02")
    start = struct.unpack("<I", content[at + 42 : at + 46])[0] + 60
    return content[:start] + bytes(255 - byte for byte in content[start : start + 20]) + content[start + 20 :]


def workbooks() -> Iterator[tuple[str, bytes, str]]:
    """Yield what is wrong within a sound container of xlsx."""
    xxe = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    laughs = "<!DOCTYPE a [<!ENTITY a '1'>" + "".join(f"<!ENTITY a{n} '&a;&a;'>" for n in range(9)) + "]>"
    good = parts_of(workbook())
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "_rels/.rels"):
        xml = good[part].replace(b"?>\n", b"?>\n" + xxe.encode(), 1)
        yield f"an entity in {part}", packed(good | {part: xml}), "doctype"
    yield "a thousand laughs", changed(docProps__core_dot_xml=laughs.encode()), "doctype"
    yield "an entity in UTF-16", changed(docProps__core_dot_xml=laughs.encode("utf-16")), "doctype"
    yield "an entity across a piece", changed(a=bytes(2**20 - 4) + xxe.encode()), "doctype bomb"
    yield "a drawing with a DOCTYPE", changed(xl__media__a_dot_svg=xxe.encode()), "doctype"
    yield "a cell in the last corner", with_sheet(two_cells("XFD1048576")), "out_of_memory crashed broken timeout"
    yield "a cell beyond the last", with_sheet(two_cells("ZZZ9999999")), "out_of_memory crashed broken"
    yield "an address of nonsense", with_sheet(two_cells("1A")), "broken crashed out_of_memory"
    yield "a row without end", with_sheet('<row r="1"><c r="A1"><v>1</v></c>'), ". broken"
    yield (
        "a sheet that is cut",
        changed(xl__worksheets__sheet1_dot_xml=good["xl/worksheets/sheet1.xml"][:-60]),
        "broken",
    )
    yield "a sheet of no XML", changed(xl__worksheets__sheet1_dot_xml=b"\x01\x02"), "broken empty"
    yield "a text that is not there", with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "broken crashed"
    yield "a number that is none", with_sheet('<row r="1"><c r="A1"><v>tolv</v></c></row>'), ". broken"
    yield "styles of no XML", changed(xl__styles_dot_xml=b"<a"), "broken"
    yield "a workbook of no XML", changed(xl__workbook_dot_xml=b"<a"), "broken"
    yield "deep nesting", with_sheet("<a>" * 100_000 + "</a>" * 100_000), ". broken crashed"
    yield "50 000 merges", with_sheet(two_cells("A2"), after=merges(50_000)), "."
    yield "10 000 hidden columns", with_sheet(two_cells("A2"), before=hidden_columns()), "."
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        yield f"no {part}", packed({name: one for name, one in good.items() if name != part}), "broken wrong_type empty"


def two_cells(address: str) -> str:
    row = "".join(sign for sign in address if sign.isdigit())
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{address}"><v>2</v></c></row>'


def merges(count: int) -> str:
    refs = "".join(f'<mergeCell ref="A{2 * n + 1}:B{2 * n + 2}"/>' for n in range(count))
    return f'<mergeCells count="{count}">{refs}</mergeCells>'


def hidden_columns() -> str:
    return '<cols><col min="1" max="4294967295" hidden="1"/></cols>'


def open_documents() -> Iterator[tuple[str, bytes, str]]:
    cell = ods_cell("1")
    row = f"<table:table-row>{cell}</table:table-row>"
    many = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    wide = cell.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="99999999"')
    key = "<manifest:encryption-data/>"
    yield (
        "an ods with a password",
        ods(row, manifest=f'<manifest:file-entry manifest:full-path="a">{key}</manifest:file-entry>'),
        "encrypted",
    )
    yield "an ods with Basic", ods(row, Basic__Standard__a_dot_xml=b"<a/>"), "macros"
    yield "an ods with scripts", ods(row, Scripts__python__a_dot_py=b"x"), "macros"
    yield "an ods with an entity", ods(row, head='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "doctype"
    yield "an ods with a billion rows", ods(many.format(10**9 - 1, cell)), ". out_of_memory crashed broken timeout"
    yield (
        "an ods with a million wide rows",
        ods(many.format(10**6, wide)),
        "out_of_memory crashed broken timeout too_wide",
    )
    yield "an ods that repeats nonsense", ods(many.format("mange", cell)), "broken crashed"
    yield "an ods that repeats below zero", ods(many.format(-5, cell)), "broken crashed"
    yield "an ods cut within", ods("<table:table-row>"), "broken"
    percent = ods_cell("0.5", "percentage").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="9999"'
    )
    yield (
        "an ods with a sea of percentages",
        ods(many.format(10**6, percent)),
        "broken out_of_memory crashed timeout too_wide",
    )


def others() -> Iterator[tuple[str, str, bytes, str]]:
    """Yield what is wrong with the type, or with a text: title, name, content, codes."""
    good = workbook()
    yield "a workbook called csv", "a.csv", good, "wrong_type"
    yield "a workbook called ods", "a.ods", good, "wrong_type"
    yield "a workbook called xls", "a.xls", good, "wrong_type"
    yield "a text called xlsx", "a.xlsx", b"a;b\n1;2\n", "wrong_type"
    yield "a text called xls", "a.xls", b"a;b\n1;2\n", "wrong_type"
    yield "a page called xls", "a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "wrong_type"
    yield "xml called xls", "a.xls", b'<?xml version="1.0"?><Workbook/>', "wrong_type"
    yield "a pdf called csv", "a.csv", b"%PDF-1.7\n%\xe2", "wrong_type"
    yield "a picture called csv", "a.csv", b"\x89PNG\r\n\x1a\n", "wrong_type"
    yield "gzip called csv", "a.csv", b"\x1f\x8b\x08\0", "wrong_type"
    yield "an unknown ending", "a.docx", good, "unknown_type"
    yield "a zip of something", "a.xlsx", packed({"a.txt": b"x"}), "wrong_type"
    yield "a binary workbook", "a.xlsx", packed({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"x"}), "wrong_type"
    yield "a name with macros", "a.xlsm", good, "macros"
    yield "semicolons called tsv", "a.tsv", b"a;b\n1;2\n", "wrong_type"
    yield "an encrypted workbook", "a.xlsx", compound("EncryptedPackage"), "encrypted"
    yield "an old workbook with macros", "a.xls", compound("Workbook\0", "_VBA_PROJECT_CUR"), "macros"
    yield "an old workbook of noise", "a.xls", compound("Workbook\0") + zlib.compress(b"x") * 50, "broken crashed"
    yield "an old document", "a.xls", compound("WordDocument"), "wrong_type"
    for kind in ("xlsx", "ods", "xls", "csv"):
        yield f"an empty {kind}", f"a.{kind}", b"", "empty"
    yield "blanks alone", "a.csv", b" \r\n\r\n\t", "empty"
    yield "a BOM alone", "a.csv", b"\xef\xbb\xbf", "empty"
    yield "a zero in a text", "a.csv", b"navn;2021\nA\0B;1\n", "nul_bytes"
    yield "zeros alone", "a.csv", b"\0" * 5_000, "empty nul_bytes"
    yield "UTF-8 cut in a letter", "a.csv", "navn;år\nA;å".encode()[:-1], "truncated"
    yield "UTF-16 cut in a letter", "a.csv", "navn;år\n".encode("utf-16")[:-1], "truncated"
    yield "a BOM that lies", "a.csv", b"\xef\xbb\xbfnavn;\xe5r\n", "undecodable"
    yield "no encoding at all", "a.csv", b"navn;\x81\x8d\xff\n", "undecodable"
    yield "a quote that never ends", "a.csv", b'navn;2021\nA;"1\nB;2\n', "broken_quotes"
    yield "a text after a quote", "a.csv", b'navn;2021\n"A"1;2\n', "broken_quotes"
    yield "a field of two million letters", "a.csv", b"navn;2021\n" + b"A" * 2_000_000 + b";1\n", "broken_quotes"
    yield "a line of a million fields", "a.csv", b"1;" * 1_000_000, "too_wide"
    yield "a file above the limit", "a.csv", b"a;b\n" * (6 * 2**20), "too_large"


def every() -> Iterator[Hostile]:
    """Yield every file of this module."""
    for name, makers in (("a.xlsx", archives()), ("a.xlsx", workbooks()), ("a.ods", open_documents())):
        for title, content, codes in makers:
            yield Hostile(title, name, content, frozenset(codes.split()))
    for title, name, content, codes in others():
        yield Hostile(title, name, content, frozenset(codes.split()))
