"""The checks of a zip container before anything parses it: what it truly holds, not what its headers say."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from metrics.imports.limits import MEGABYTE, Limits
from metrics.imports.refusals import Refusal, Unreadable

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
ENCRYPTED_FLAG = 0x1
MACRO_PARTS = re.compile(r"vbaproject|/macrosheets/|(?:^|/)basic/|(?:^|/)scripts/|(?:^|/)vbadata", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
WIDE_DECLARATION = re.compile(rb"<\0!\0(?:D\0O\0C\0|E\0N\0T\0)|\0<\0!(?:\0D\0O\0C|\0E\0N\0T)")  # in UTF-16
TAIL = 16  # bytes of one piece that are looked at again with the next
UNSUSPICIOUS = MEGABYTE  # a part smaller than this may be packed as tightly as it likes


def checked_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip file after inflating every part once and counting; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise Unreadable(Refusal.TRUNCATED) from error
    parts = archive.infolist()
    if not parts:
        raise Unreadable(Refusal.EMPTY)
    if len(parts) > limits.members:
        raise Unreadable(Refusal.TOO_MANY_PARTS, limit=limits.members)
    check_names(parts)
    left = limits.unpacked
    for part in parts:
        left -= check_part(content, part, left, limits.ratio)
    check_macros_and_keys(archive)
    return archive


def check_names(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse two parts of one name, since two readers could choose differently."""
    seen: set[str] = set()
    for part in parts:
        name = part.filename.replace("\\", "/").lstrip("/").casefold()
        if name in seen:
            raise Unreadable(Refusal.DOUBLED_NAMES, part=part.filename)
        if ".." in name.split("/") or part.orig_filename != part.filename:
            raise Unreadable(Refusal.BAD_PART, part=part.filename)
        seen.add(name)


def check_part(content: bytes, part: zipfile.ZipInfo, left: int, ratio: int) -> int:
    """Inflate one part and return how many bytes it holds; it may hold `left` at most."""
    if part.flag_bits & ENCRYPTED_FLAG:
        raise Unreadable(Refusal.ENCRYPTED)
    size, checksum, tail = 0, 0, b""
    for piece in inflated(content, part):
        size += len(piece)
        if size > left or size > max(part.compress_size * ratio, UNSUSPICIOUS):
            raise Unreadable(Refusal.BOMB, part=part.filename)
        checksum = zlib.crc32(piece, checksum)
        seen = tail + piece
        if declares(seen):
            raise Unreadable(Refusal.DOCTYPE, part=part.filename)
        tail = seen[-TAIL:]
    if size != part.file_size:
        raise Unreadable(Refusal.BAD_SIZE, part=part.filename)
    if checksum != part.CRC:
        raise Unreadable(Refusal.BAD_CRC, part=part.filename)
    return size


def declares(seen: bytes) -> bool:
    """Say whether a document type or an entity is declared; no spreadsheet needs one, and attacks do."""
    if b"<!" in seen and DECLARATION.search(seen):
        return True
    return b"\0!\0" in seen and WIDE_DECLARATION.search(seen) is not None


def inflated(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what one part really holds, a megabyte at a time, whatever size its headers claim."""
    header = content[part.header_offset : part.header_offset + LOCAL_HEADER.size]
    if len(header) < LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise Unreadable(Refusal.BAD_PART, part=part.filename)
    fields = LOCAL_HEADER.unpack(header)
    start = part.header_offset + LOCAL_HEADER.size + fields[9] + fields[10]
    packed = content[start : start + part.compress_size]
    name = content[part.header_offset + LOCAL_HEADER.size :][: fields[9]]
    same_name = name in (part.orig_filename.encode(), part.orig_filename.encode("cp437", "replace"))
    if fields[3] != part.compress_type or len(packed) < part.compress_size or not same_name:
        raise Unreadable(Refusal.BAD_PART, part=part.filename)
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from deflated(packed, part.filename)
    else:
        raise Unreadable(Refusal.BAD_PART, part=part.filename)


def deflated(packed: bytes, name: str) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not engine.eof:
            piece = engine.decompress(packed, MEGABYTE)
            packed = engine.unconsumed_tail
            if not piece and not packed and not engine.eof:
                raise Unreadable(Refusal.BAD_PART, part=name)
            yield piece
    except zlib.error as error:
        raise Unreadable(Refusal.BAD_PART, part=name) from error


def check_macros_and_keys(archive: zipfile.ZipFile) -> None:
    """Refuse what may run, and what is locked part by part as OpenDocument does it."""
    names = set(archive.namelist())
    if any(MACRO_PARTS.search(name) for name in names):
        raise Unreadable(Refusal.MACROS)
    if "[Content_Types].xml" in names and b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Unreadable(Refusal.MACROS)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable(Refusal.ENCRYPTED)
