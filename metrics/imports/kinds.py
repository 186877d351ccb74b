"""What a file is, by its content. Its name may agree, or be without an ending; it may not say something else."""

from collections.abc import Iterable
from enum import StrEnum

from metrics.imports.refusals import Refusal, Unreadable


class Kind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "csv"


SUFFIXES = {
    ".xlsx": Kind.XLSX,
    ".ods": Kind.ODS,
    ".xls": Kind.XLS,
    ".csv": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".tab": Kind.TEXT,
    ".sdv": Kind.TEXT,
    ".txt": Kind.TEXT,
}
MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
# What else is sent by mistake, by its first bytes.
FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"\xfd7zXZ": "xz",
    b"{\\rtf": "rtf",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"SQLite format 3": "sqlite",
    b"<?xml": "xml",
    b"<!doctype": "html",
    b"<html": "html",
    b"<table": "html",
    b"\x09\x08": "old xls",
    b"\x09\x04": "old xls",
    b"PAR1": "parquet",
}


def kind_of(content: bytes, suffix: str, parts: Iterable[str]) -> Kind:
    """Return the kind of a file by its bytes and, for a zip archive, its parts; raises Unreadable.

    `suffix` is the ending of its name in lower case with the point, or empty.
    """
    if not content:
        raise Unreadable(Refusal.EMPTY)
    if suffix in MACRO_SUFFIXES:
        raise Unreadable(Refusal.MACROS)
    found = kind_by_content(content, frozenset(parts))
    said = SUFFIXES.get(suffix)
    if suffix and said is None:
        raise Unreadable(Refusal.UNKNOWN_TYPE, suffix=suffix)
    if said and said.value != found:
        raise Unreadable(Refusal.WRONG_TYPE, said=said.value, found=found)
    if found not in list(Kind):
        raise Unreadable(Refusal.UNKNOWN_TYPE, found=found)
    return Kind(found)


def kind_by_content(content: bytes, parts: frozenset[str]) -> str:
    if parts:
        if "xl/workbook.bin" in parts:
            return "xlsb"
        if "[Content_Types].xml" in parts and any(part.casefold().endswith("workbook.xml") for part in parts):
            return Kind.XLSX
        is_sheet = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]
        return Kind.ODS if is_sheet and "content.xml" in parts else "zip"
    if content.startswith(COMPOUND):
        return kind_of_compound(content)
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, name in FOREIGN.items():
        if content.startswith(sign) or start[: len(sign)].lower() == sign:
            return name
    return Kind.TEXT


def kind_of_compound(content: bytes) -> str:
    """Tell an old Excel workbook from the other files Office wraps the same way; raises Unreadable."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(Refusal.ENCRYPTED)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Unreadable(Refusal.MACROS)
    if any(name.encode("utf-16-le") in content for name in ("Workbook\0", "Book\0")):
        return Kind.XLS
    return "office"
