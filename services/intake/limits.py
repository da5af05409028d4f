"""How much one upload may cost."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: sizes in bytes, `ratio` unpacked to packed, `text` of all
    cells of a sheet, `seconds` of reading.

    `memory` is what the reading process may take beyond what it starts with (where the system can
    hold it to that: not on Windows, where the checks before reading must do).
    """

    upload: int = 50 * MEGABYTE
    unpacked: int = 600 * MEGABYTE
    ratio: int = 200
    rows: int = 200_000
    columns: int = 256
    text: int = 300 * MEGABYTE
    seconds: int = 60
    memory: int = 2048 * MEGABYTE


def limits() -> Limits:
    """The limits in force: BOARD_UPLOAD_MB sets the largest upload, 50 by default."""
    return Limits(upload=int(os.environ.get("BOARD_UPLOAD_MB") or 50) * MEGABYTE)
