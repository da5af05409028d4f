"""How much one upload may cost."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: sizes in bytes, `ratio` unpacked to packed, `text` of all
    cells of a sheet, `seconds` of reading at most. `files` and `together` bound the files of one upload, `waiting` the
    bytes that wait in memory from one sign-in, and `waiting_in_all` those from everybody.

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
    files: int = 40
    together: int = 100 * MEGABYTE
    waiting: int = 200 * MEGABYTE
    waiting_in_all: int = 600 * MEGABYTE

    def seconds_for(self, size: int) -> float:
        """How long a file of that many bytes may take to read: a sound one takes a second a megabyte, and so does a
        busy machine ten to begin at all; a small file that takes longer was made to."""
        return min(self.seconds, 15 + size / MEGABYTE)


def limits() -> Limits:
    """The limits in force: BOARD_UPLOAD_MB sets the largest file, 50 by default; one upload may be twice that, what
    waits from one sign-in four times, from everybody twelve times."""
    largest = int(os.environ.get("BOARD_UPLOAD_MB") or 50) * MEGABYTE
    return Limits(upload=largest, together=2 * largest, waiting=4 * largest, waiting_in_all=12 * largest)
