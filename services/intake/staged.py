"""A staged upload: what the intake found in it, kept in the store's staging so that a reload loses nothing.

Small things are the JSON state of the staged row; frames (Parquet) and the copies to keep are its files.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import islice

import polars as pl
from msgspec import structs

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.store import StagedFiles, StagedRow, Store, load_staged, plain_name
from data.store import waiting as all_waiting
from data.store.errors import OlderShape
from data.store.kept import Kept, from_state
from data.texts import Text
from services.access.rights import Action, NotAllowed, Person, may, may_anywhere
from services.intake.compare import ABOVE, CHANGED, NEW, QUESTION_SCHEMA
from services.intake.held import empty
from services.intake.read import Note, Refusal
from services.intake.recognise import Layout, Recognised
from services.intake.sheets_back import KeptFile
from services.intake.validate import ERROR_SCHEMA
from services.records.staged import UNKNOWN, WORKBOOKS


class Counts(Kept, frozen=True):
    """How many rows of one ledger would be new, changed, the same; are bad; vanished from a complete upload."""

    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    vanished: int = 0


class Sum(Kept, frozen=True):
    """The total of a column of money over the good rows, in yuan, and the unit (or units) it was read in."""

    ledger: str
    column: str
    total: Decimal
    unit: str


class Upload(Kept, frozen=True):
    """What was handed in: file names, the office (code), the one ledger it is of, whether it is complete."""

    files: tuple[str, ...]
    office: str | None = None
    ledger: str | None = None
    complete: bool = False


class Judged(Upload, frozen=True, kw_only=True):
    """An upload and what was found in it, as its state is kept. `expected` is the last commit of each ledger it was
    compared with; `withheld` the masked cells that keep their stored value; `offices` the units of all its rows and of
    the stored rows they are, the refused among them, and UNKNOWN."""

    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    sheets: tuple[Layout, ...]
    counts: Mapping[str, Counts]
    sums: tuple[Sum, ...]
    expected: Mapping[str, int]
    withheld: int
    removes_demonstration: bool
    # What was staged before the board noted units is open to those who may see all.
    offices: tuple[str, ...] = (UNKNOWN,)


class Staged(Judged, frozen=True, kw_only=True):
    """What waits for a person's look, since `created` (UTC). `commit` is the number it became, if it did."""

    id: str
    created: datetime
    actor: str
    commit: int | None
    kept: StagedFiles

    @property
    def upload(self) -> Upload:
        return Upload(self.files, self.office, self.ledger, self.complete)

    @property
    def has_bad(self) -> bool:
        """Whether a row or a whole file was refused."""
        return bool(self.refusals) or any(count.bad for count in self.counts.values())

    @property
    def has_questions(self) -> bool:
        return not self.questions().is_empty()

    @property
    def has_changes(self) -> bool:
        return any(count.new or count.changed for count in self.counts.values())

    def check(self) -> None:
        """Raises Damaged where a file of the upload is missing or another, OlderShape where a ledger has got columns
        that the rows were not judged by."""
        self.kept.check()
        for name in self.counts:
            for file in {f"rows-{name}.parquet", f"vanished-{name}.parquet"} & self.kept.sums.keys():
                held = pl.read_parquet_schema(io.BytesIO(self.kept.read(file)))
                if not ledger_of(name).schema.items() <= held.items():
                    raise OlderShape

    def errors(self) -> pl.DataFrame:
        """Every fault: file, sheet, row, cell (as a spreadsheet names it), ledger, column, value, rule, message_*,
        mend_*, offers ("；"-joined)."""
        errors = self._frame("errors", pl.DataFrame(schema=ERROR_SCHEMA))
        return errors if "cell" in errors.columns else errors.with_columns(cell=pl.col("row").cast(pl.String))

    def questions(self) -> pl.DataFrame:
        """What a person must confirm, by `kind`: unusual amounts, and rows and columns that are hidden in the sheet;
        file, sheet, row, ledger, column, value and usual in yuan."""
        asked = self._frame("questions", pl.DataFrame(schema=QUESTION_SCHEMA))
        return asked if "kind" in asked.columns else asked.with_columns(kind=pl.lit(ABOVE))

    def rows(self, ledger: str) -> pl.DataFrame:
        """The good rows in frame form, with _file, _sheet, _row, _change ("new", "changed", "same"), id, version."""
        return self._frame(f"rows-{ledger}", empty(ledger_of(ledger)))

    def changed(self, ledger: str) -> pl.DataFrame:
        """Each changed cell: file, sheet, row, key, column, old, new (as people read them)."""
        return self._frame(f"cells-{ledger}", pl.DataFrame())

    def vanished(self, ledger: str) -> pl.DataFrame:
        """The office's stored rows that a complete upload no longer has, with id and version."""
        return self._frame(f"vanished-{ledger}", empty(ledger_of(ledger)))

    def recognised(self) -> list[Recognised]:
        """The sheets with their cells, as they were read."""
        return [
            Recognised(layout, self._frame(f"sheet-{number}", pl.DataFrame()))
            for number, layout in enumerate(self.sheets)
        ]

    def to_write(self, ledger: str) -> pl.DataFrame:
        """The good rows that the store doesn't have yet as they are."""
        rows = self.rows(ledger)
        return rows.filter(pl.col("_change").is_in([NEW, CHANGED])) if "_change" in rows.columns else rows

    def copies(self) -> Iterator[KeptFile]:
        """The files that the commit is to keep. Raises Damaged."""
        for name in sorted(name for name in self.kept.sums if name.startswith("file-")):
            head, content = self.kept.read(name).split(b"\n", 1)
            file, media_type = json.loads(head)
            yield KeptFile(file, media_type, content)

    def _frame(self, name: str, otherwise: pl.DataFrame) -> pl.DataFrame:
        """A frame of the upload, `otherwise` where none was kept under that name; Damaged where it was and is gone."""
        file = f"{name}.parquet"
        return pl.read_parquet(io.BytesIO(self.kept.read(file))) if file in self.kept.sums else otherwise


def frame_file(name: str, frame: pl.DataFrame) -> tuple[str, bytes]:
    """A frame as `Staged` reads it from the upload's files."""
    out = io.BytesIO()
    frame.write_parquet(out)
    return f"{name}.parquet", out.getvalue()


def copy_files(copies: Iterable[KeptFile]) -> Iterator[tuple[str, bytes]]:
    """Copies of an upload as `Staged.copies` reads them: name and media type in a line before the content."""
    for number, one in enumerate(copies):
        yield f"file-{number:04d}", json.dumps([plain_name(one.name), one.media_type]).encode() + b"\n" + one.content


def load(store: Store, person: Person, id: str) -> Staged:
    """The staged upload of that id; StoreError when there is none or an older version of the board kept it,
    NotAllowed for whom it is not."""
    staged = staged_now(store, id)
    if not _may_open(person, staged):
        raise NotAllowed(
            Text(
                "这个待确认批次由他人上传，您的角色不能查看；可请上传人或本单位同事办理",
                "somebody else staged this upload, and your role may not see it: ask whoever handed it in",
            )
        )
    return staged


def _may_open(person: Person, staged: Staged) -> bool:
    """Who may hand in for the unit of an upload may open it: whoever staged it, others where all in it is open
    to them, for what a file holds of other units stands there unmasked."""
    office = staged.office
    hands_in = may(person, Action.HAND_IN, office) if office else may_anywhere(person, Action.HAND_IN)
    return hands_in and (staged.actor == person.code or all(map(person.sight.open_to, staged.offices)))


def waiting(store: Store, person: Person, limit: int) -> list[Staged]:
    """The newest staged uploads that were not committed and that the person may open."""
    readable = (staged for row in all_waiting(store, WORKBOOKS) if (staged := _readable(row)))
    return list(islice((staged for staged in readable if _may_open(person, staged)), limit))


def _readable(row: StagedRow) -> Staged | None:
    """None for what an older version of the board kept: one such upload must not hide all others."""
    try:
        return _staged(row)
    except OlderShape:
        return None


def staged_now(store: Store, id: str) -> Staged:
    """The staged upload of that id, whoever asks; StoreError when there is none, OlderShape for what can't be read."""
    return _staged(load_staged(store, WORKBOOKS, id))


def _staged(row: StagedRow) -> Staged:
    found = from_state(row.state, Judged)
    if row.files is None or not found.counts.keys() <= ledgers().keys():
        raise OlderShape
    about = {"id": row.id, "created": row.created, "actor": row.actor, "commit": row.commit, "kept": row.files}
    return Staged(**about, **structs.asdict(found))
