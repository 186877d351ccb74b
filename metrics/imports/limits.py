"""How much a file may cost to read. The settings may override any of them in `SPREADSHEET_LIMITS`."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds. `memory` bounds the child's address space, `ratio` what one part may swell."""

    file: int = 20 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    members: int = 2_000
    ratio: int = 200
    memory: int = 450 * MEGABYTE
    seconds: int = 8
