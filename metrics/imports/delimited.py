"""Text files of rows: which letters, which separator, then row by row without holding the file."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metrics.imports.refusals import Refusal, Unreadable

CHUNK = 1024 * 1024
SAMPLE = 64 * 1024  # characters in which the separator must show itself
SEPARATORS = ";\t,"
SEP_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONGEST_FIELD = 1_000_000  # characters in one cell


def read_rows(path: Path, suffix: str) -> Iterator[list[str]]:
    """Yield every row, blank ones too, so that a row's place is its place in the file; raises Unreadable.

    A row that holds a line break within quotes is one row, as a spreadsheet shows it.
    """
    coding = encoding_of(path)
    with path.open(encoding=coding, newline="") as text:
        sample = text.read(SAMPLE)
    separator, skip = separator_of(sample)
    if suffix == ".tsv" and separator in (";", ","):
        raise Unreadable(Refusal.WRONG_TYPE, said="tsv", found="csv")
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=coding, newline="") as text:
        reader = csv.reader(text, delimiter=separator or ";", strict=True)
        try:
            if skip:
                next(reader)
                yield []
            yield from reader
        except csv.Error as error:
            raise Unreadable(Refusal.BROKEN_QUOTES, line=reader.line_num) from error


def encoding_of(path: Path) -> str:
    """Find the encoding by reading the whole file once: BOM, UTF-16 by its zeros, UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise Unreadable(Refusal.EMPTY)
    marked = next((coding for bom, coding in BOMS if head.startswith(bom)), "")
    coding = marked or utf_16_by_zeros(head)
    if coding:
        fault = decoding_fault(path, coding)
    else:
        coding, fault = "utf-8", decoding_fault(path, "utf-8")
        if fault and fault.code is Refusal.UNDECODABLE:
            coding, fault = "cp1252", decoding_fault(path, "cp1252")
    if fault:
        raise fault
    return coding


def utf_16_by_zeros(head: bytes) -> str:
    """Name the UTF-16 without a BOM in which Latin letters have a zero beside them; empty when it is none.

    >>> utf_16_by_zeros("år;tall".encode("utf-16-be")), utf_16_by_zeros(b"a;b")
    ('utf-16-be', '')
    """
    half = max(len(head) // 2, 1)
    even, odd = head[::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.7 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and not odd else ""


def decoding_fault(path: Path, coding: str) -> Unreadable | None:
    """Decode the file piece by piece, and return what is wrong with it in this encoding."""
    decoder = codecs.getincrementaldecoder(coding)()
    ended = False
    try:
        for piece in pieces(path):
            if "\0" in decoder.decode(piece):
                return Unreadable(Refusal.NUL_BYTES)
        ended = True
        decoder.decode(b"", final=True)
    except UnicodeError:
        return Unreadable(Refusal.TRUNCATED if ended else Refusal.UNDECODABLE)
    return None


def pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def separator_of(sample: str) -> tuple[str, bool]:
    """Return the separator, empty where none shows, and whether the first line is a `sep=` line that says it.

    The one that divides the lines most evenly wins; on a draw `;` and tab go before the comma, which is also the
    decimal mark.

    >>> separator_of("navn;2021\\nA;1,5\\nB;2,5\\n")
    (';', False)
    >>> separator_of("sep=,\\nA,1\\n")
    (',', True)
    """
    first = re.split(r"[\r\n]", sample, maxsplit=1)[0]
    said = SEP_LINE.fullmatch(first) if first.lower().startswith("sep=") else None
    if said:
        return said[1], True
    lines = counted_lines(sample)
    best = max(SEPARATORS, key=lambda sign: evenness(lines, sign))
    return (best if any(line[best] for line in lines) else ""), False


def counted_lines(sample: str) -> list[Counter[str]]:
    """Count the separators outside quotes of each line that is not blank."""
    lines: list[Counter[str]] = [Counter()]
    for piece in re.findall(r'"(?:[^"]|"")*"?|[\r\n]+|[^"\r\n]+', sample):
        if piece[0] in "\r\n":
            lines.append(Counter())
        elif piece[0] != '"':
            lines[-1].update(sign for sign in piece if sign in SEPARATORS)
    if len(lines) > 2:
        lines.pop()  # the sample may have cut it
    return lines


def evenness(lines: list[Counter[str]], sign: str) -> float:
    """Return the share of lines with the commonest number of this separator, none not counting."""
    counts = Counter(line[sign] for line in lines if line[sign])
    return max(counts.values(), default=0) / len(lines)
