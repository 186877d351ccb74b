"""Why a file is not read. The codes are for programs; people's words for them are made in `metrics.wording`."""

from collections.abc import Mapping
from enum import StrEnum

Param = str | int


class Refusal(StrEnum):
    """What was wrong with the file."""

    TOO_LARGE = "too_large"  # params: limit (bytes)
    TOO_WIDE = "too_wide"  # params: limit (columns)
    EMPTY = "empty"
    UNKNOWN_TYPE = "unknown_type"  # params: suffix, or found
    WRONG_TYPE = "wrong_type"  # params: said, found
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    DOCTYPE = "doctype"  # params: part
    BOMB = "bomb"  # params: part
    TOO_MANY_PARTS = "too_many_parts"  # params: limit
    DOUBLED_NAMES = "doubled_names"  # params: part
    BAD_CRC = "bad_crc"  # params: part
    BAD_SIZE = "bad_size"  # params: part
    BAD_PART = "bad_part"  # params: part
    TRUNCATED = "truncated"
    NO_SUCH_SHEET = "no_such_sheet"  # params: sheet
    UNDECODABLE = "undecodable"
    NUL_BYTES = "nul_bytes"
    BROKEN_QUOTES = "broken_quotes"  # params: line
    BROKEN = "broken"  # the container is sound, what it holds is not
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


class Unreadable(Exception):  # noqa: N818 - it says what the file is, not that we erred
    """The file is refused as a whole; `code` says why and `params` with what in it.

    >>> Unreadable(Refusal.BAD_CRC, part="xl/styles.xml").params["part"]
    'xl/styles.xml'
    """

    def __init__(self, code: Refusal, **params: Param) -> None:
        super().__init__(code.value)
        self.code = code
        self.params: Mapping[str, Param] = params
