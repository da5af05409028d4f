"""A staged upload as what the store writes: rows, withdrawals, kept files."""

import logging
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Attachment, InUse, Pending, Rows, Store, in_use, load_staged, put_attachment, save_staged
from data.store.errors import StoreError
from services.access.rights import Person
from services.access.taken import note_taken
from services.intake.sheets_back import rejected
from services.intake.staged import Staged, frame_file, load
from services.records.staged import WORKBOOKS

# Vanished rows that are to be withdrawn: their ids by ledger, for two ledgers count from 1 each.
Chosen = Mapping[str, Sequence[int]]
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


def chosen_of(staged: Staged, name: str, chosen: Chosen) -> pl.DataFrame:
    """The rows of one ledger that were chosen: only what the comparison listed as vanished can be withdrawn here."""
    return staged.vanished(name).filter(pl.col("id").is_in(list(chosen.get(name, ()))))


def withdrawals(staged: Staged, chosen: Chosen, reason: str) -> list[Rows]:
    return [
        Rows(name, rows.select("id", "version", withdraw=pl.lit(reason)))
        for name in staged.counts
        if not (rows := chosen_of(staged, name, chosen)).is_empty()
    ]


def held_back(store: Store, staged: Staged, chosen: Chosen) -> list[InUse]:
    """The chosen rows that can't be withdrawn, since others would refer to them still when the whole upload is written;
    by the commit's own rule, so that nobody learns it only from the refusal."""
    going = {name: chosen_of(staged, name, chosen)["id"].to_list() for name in chosen}
    if not any(going.values()):
        return []
    return in_use(store, Pending(going, {name: staged.to_write(name) for name in staged.counts}))


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
