"""A staged upload as what the store writes: rows, withdrawals, kept files."""

import logging
from collections.abc import Iterator, Sequence

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Attachment, Rows, Store, load_staged, put_attachment, save_staged
from data.store.errors import StoreError
from services.access.rights import Person
from services.access.taken import note_taken
from services.intake.sheets_back import rejected
from services.intake.staged import Staged, frame_file, load
from services.records.staged import WORKBOOKS

log = logging.getLogger(__name__)


def rejected_workbook(store: Store, person: Person, id: str, language: str = "zh_CN") -> bytes:
    """The bad rows of a staged upload as the user's own sheets with the column 退回原因, an .xlsx file.
    They hold names as they came, so that they leave is noted in the access log. NotAllowed for whom the upload is
    not."""
    staged = load(store, person, id)
    errors = staged.errors()
    content = rejected(staged.recognised(), errors, language)
    for name, rows in errors.group_by("ledger").agg(pl.struct("file", "sheet", "row").n_unique()).sort("ledger").rows():
        note_taken(store, person, name, ".xlsx", rows=rows, upload=id)
    return content


def to_write(staged: Staged) -> list[Rows]:
    """The good rows that the store doesn't have as they are, ledger by ledger."""
    return [
        Rows(name, rows.select("id", "version", *ledger_of(name).schema))
        for name in staged.counts
        if not (rows := staged.to_write(name)).is_empty()
    ]


def withdrawals(staged: Staged, chosen: Sequence[int], reason: str) -> list[Rows]:
    """Only what the comparison listed as vanished can be withdrawn here."""
    return [
        Rows(name, rows.select("id", "version", withdraw=pl.lit(reason)))
        for name in staged.counts
        if not (rows := staged.vanished(name).filter(pl.col("id").is_in(list(chosen)))).is_empty()
    ]


def attachments(store: Store, staged: Staged) -> list[Attachment]:
    """The copies of the upload, kept for the commit to name."""
    return [put_attachment(store, one.content, one.name, one.media_type) for one in staged.copies()]


def forget_rows(store: Store, staged: Staged) -> None:
    """What is in the store needs no second copy; the bad rows stay, to be given back. Where that can't be done just
    now, the commit holds all the same."""
    try:
        save_staged(store, staged.id, load_staged(store, WORKBOOKS, staged.id).state, _left(staged), at_once=True)
    except StoreError as error:
        log.warning("the rows of upload %s stay beside those of its commit: %s", staged.id, error)


def _left(staged: Staged) -> Iterator[tuple[str, bytes]]:
    errors = staged.errors()
    yield frame_file("errors", errors)
    for number, sheet in enumerate(staged.recognised()):
        own = errors.filter((pl.col("file") == sheet.layout.file) & (pl.col("sheet") == sheet.layout.sheet))
        yield frame_file(f"sheet-{number}", sheet.cells.filter(pl.col("_row").is_in(own["row"].implode())))
