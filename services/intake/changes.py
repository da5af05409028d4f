"""A staged upload as what the store writes: changes of rows, withdrawals, kept files."""

from collections.abc import Sequence

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Attachment, Change, Store, put_attachment
from services.intake.sheets_back import rejected
from services.intake.staged import Staged, load
from services.rights import Person
from services.taken import note_taken

KEPT_AFTERWARDS = ("errors", "sheet-")


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


def row_changes(staged: Staged) -> list[Change]:
    changes = []
    for name in staged.counts:
        columns = list(ledger_of(name).schema)
        rows = staged.to_write(name)
        places = rows.select("id", "version").iter_rows()
        values = rows.select(columns).iter_rows(named=True)
        changes += [Change(name, row, id, version) for (id, version), row in zip(places, values, strict=True)]
    return changes


def withdrawals(staged: Staged, chosen: Sequence[int], reason: str) -> list[Change]:
    """Only what the comparison listed as vanished can be withdrawn here."""
    changes = []
    for name in staged.counts:
        rows = staged.vanished(name).filter(pl.col("id").is_in(list(chosen)))
        pairs = rows.select("id", "version").iter_rows()
        changes += [Change(name, id=id, version=version, withdraw=reason) for id, version in pairs]
    return changes


def attachments(store: Store, staged: Staged) -> list[Attachment]:
    kept = []
    for path in sorted(staged.folder.glob("file-*")):
        media_type, name, content = path.read_bytes().split(b"\n", 2)
        kept.append(put_attachment(store, content, name.decode(), media_type.decode()))
    return kept


def forget_rows(staged: Staged) -> None:
    """What is in the store needs no second copy; the bad rows stay, to be given back."""
    for number, sheet in enumerate(staged.recognised()):
        own = staged.errors().filter((pl.col("file") == sheet.layout.file) & (pl.col("sheet") == sheet.layout.sheet))
        bad = sheet.cells.filter(pl.col("_row").is_in(own["row"].implode()))
        bad.write_parquet(staged.folder / f"sheet-{number}.parquet")
    for path in staged.folder.iterdir():
        if not path.name.startswith(KEPT_AFTERWARDS):
            path.unlink()
