"""How much one upload may cost."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: sizes in bytes, `ratio` unpacked to packed, `rows` and `columns` of a sheet, `cells` of all
    sheets (empty ones among the others too), `text` in characters of all cells together, `cell` in characters that one
    may hold (`geometry` where it is a drawn shape; longer ones are cut, for a rule to refuse), `seconds` of reading at
    most. `files` and `together` bound the files of one upload, `waiting` the bytes that wait in memory from one
    sign-in, and `waiting_in_all` those from everybody.

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
    files: int = 40
    together: int = 100 * MEGABYTE
    waiting: int = 200 * MEGABYTE
    waiting_in_all: int = 600 * MEGABYTE

    def seconds_for(self, size: int) -> float:
        """How long a file of that many bytes may take to read: a sound one takes one to two seconds a megabyte, on a
        machine ten times overbooked four, and some to begin at all; a small file that takes longer was made to."""
        return min(self.seconds, 12 + 6 * size / MEGABYTE)


def limits() -> Limits:
    """The limits in force: BOARD_UPLOAD_MB sets the largest file, 50 by default; one upload may be twice that, what
    waits from one sign-in four times, from everybody twelve times."""
    largest = int(os.environ.get("BOARD_UPLOAD_MB") or 50) * MEGABYTE
    return Limits(upload=largest, together=2 * largest, waiting=4 * largest, waiting_in_all=12 * largest)
