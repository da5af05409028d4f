"""Files to sheets of text, each file in a process of its own (see `reader`)."""

import io
from dataclasses import dataclass, field

import polars as pl

from data.store.kept import Kept
from data.texts import Text
from services.intake.child import ask
from services.intake.errors import RefusedFile
from services.intake.grid import MARK_SCHEMA
from services.intake.limits import Limits


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, as in `grid.RawSheet`: cells all text, columns "0", "1", …, empty is null; row i is the
    sheet's row i + 1."""

    file: str
    name: str
    cells: pl.DataFrame
    hidden: bool
    marks: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MARK_SCHEMA))
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


class Refusal(Kept, frozen=True):
    """A file that was not read: why, and how to mend it."""

    file: str
    message: Text
    mend: Text


class Note(Kept, frozen=True):
    """Something people should know about a file or sheet; no fault."""

    file: str
    sheet: str
    message: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one file."""

    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Note, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_file(name: str, content: bytes, limits: Limits) -> Reading:
    """The sheets of one file, or its refusal; never raises for what is in the file."""
    try:
        return _read(name, content, limits)
    except RefusedFile as refused:
        return Reading(refusals=(Refusal(name, refused.message, refused.mend),))


def _read(name: str, content: bytes, limits: Limits) -> Reading:
    answer, rest = ask(
        "services.intake.reader",
        name,
        content,
        limits,
        mend=Text(
            "在 Excel 或 WPS 中打开，只保留表格，另存为 .xlsx",
            "open it in Excel or WPS, keep only the table, save it as .xlsx",
        ),
        environment={"POLARS_MAX_THREADS": "1"},
    )
    blocks = io.BytesIO(rest)
    sheets = [
        Sheet(
            file=name,
            name=sheet["name"],
            cells=pl.read_ipc(io.BytesIO(blocks.read(sheet["bytes"][0]))),
            hidden=sheet["hidden"],
            marks=pl.read_ipc(io.BytesIO(blocks.read(sheet["bytes"][1]))),
            hidden_rows=tuple(sheet["hidden_rows"]),
            hidden_columns=tuple(sheet["hidden_columns"]),
        )
        for sheet in answer["sheets"]
    ]
    return Reading(tuple(sheets), tuple(Note(name, "", Text(**note)) for note in answer["notes"]))
