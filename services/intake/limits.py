"""How much one upload may cost."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: sizes in bytes, `ratio` unpacked to packed, `rows` and `columns` of a sheet, `cells` of all
    sheets (empty ones among the others too), `text` in characters of all cells together, `cell` in characters that one
    may hold (`geometry` where it is a drawn shape; longer ones are cut, for a rule to refuse), `seconds` of reading.

    `memory` is what the reading process may take beyond what it starts with, `answer` what it may hand over (where the
    system can hold it to that: not on Windows, where the checks before reading must do). `text` and `cells` are what
    spares the server: it holds what is handed over, however small the file was.
    """

    upload: int = 50 * MEGABYTE
    unpacked: int = 600 * MEGABYTE
    ratio: int = 200
    rows: int = 200_000
    columns: int = 256
    cells: int = 10_000_000
    text: int = 24_000_000
    cell: int = 5_000
    geometry: int = 30_000
    seconds: int = 90
    memory: int = 2048 * MEGABYTE
    answer: int = 512 * MEGABYTE


def limits() -> Limits:
    """The limits in force: BOARD_UPLOAD_MB sets the largest upload, 50 by default."""
    return Limits(upload=int(os.environ.get("BOARD_UPLOAD_MB") or 50) * MEGABYTE)
