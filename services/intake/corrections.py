"""One typed change by one person: a new row, correcting one, or withdrawing it. The rules are those of the intake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Ledger
from data.store import Change, Commit, Store, commit
from data.store.errors import Frozen, StoreError
from data.texts import Text
from services.access import desk
from services.access.identity import THE_BOARD
from services.access.privacy import withheld
from services.access.rights import EVERYTHING, OFFICE, Person, require, writing
from services.days.clock import ZONE, Clock
from services.ground.coordinates import WGS_84
from services.intake.headers import Remembered
from services.intake.held import known
from services.intake.recognise import Layout, Recognised
from services.intake.validate import validate
from services.records.proofs import refuse_foreign


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a correction breaks: the column, what is wrong, how to mend it."""

    column: Column
    message: Text
    mend: Text


class CorrectionRefused(StoreError):
    """The corrected row would break rules; `faults` says which, all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        zh = "；".join(f"{fault.column.label.zh}：{fault.message.zh}，{fault.mend.zh}" for fault in faults)
        en = "; ".join(f"{fault.column.label.en}: {fault.message.en}, {fault.mend.en}" for fault in faults)
        super().__init__(Text(zh, en))
        self.faults = faults


def _own_row(store: Store, person: Person, ledger_name: str, id: int) -> dict[str, Any]:
    """A live row as it stands in the store, which the person may write. Conflict when there is none, NotAllowed."""
    row = desk.row(store, EVERYTHING, ledger_name, id)
    require(person, writing(ledger_of(ledger_name)), row.get(OFFICE))
    return row


def correct(
    store: Store,
    person: Person,
    ledger_name: str,
    id: int,
    version: int,
    texts: Mapping[str, str],
    *,
    clock: Clock,
    reason: str = "",
) -> Commit:
    """Change columns of one row to what a person wrote: `texts` by column, "" empties.

    `version` is that of the row as it was shown. Texts are read as cells of a sheet are (codes, labels,
    dates and amounts as people write them); a masked text means "leave it". Raises CorrectionRefused,
    Conflict (saying whose change came first), DuplicateKey, Frozen, StoreError when nothing would change, and
    NotAllowed unless the row is the person's to write both before and after.
    """
    ledger, row = _open(ledger_name), _own_row(store, person, ledger_name, id)
    given = {name: text for name, text in texts.items() if not withheld(text)}
    cells = {column.name: given.get(column.name, as_text(row[column.name])) or None for column in ledger.columns}
    after = validated(store, ledger, cells, clock.today())
    changed = {name: after[name] for name in given if after[name] != row[name]}
    if OFFICE in changed:
        require(person, writing(ledger), changed[OFFICE])
    refuse_foreign(store, person, ledger, changed)
    if not changed:
        raise StoreError(Text("没有改动，未写入", "nothing was changed, nothing is written"))
    change = Change(ledger_name, changed, id=id, version=version)
    return commit(store, person.actor, reason or f"更正：{ledger.title.zh} {_key(ledger, row)}", [change])


def add(
    store: Store, person: Person, ledger_name: str, texts: Mapping[str, str], *, clock: Clock, reason: str = ""
) -> Commit:
    """Write one new row that a person typed, `texts` by column, read as in `correct`. Raises CorrectionRefused,
    NotAllowed, and DuplicateKey where there is such a row."""
    ledger = _open(ledger_name)
    cells = {column.name: texts.get(column.name) or None for column in ledger.columns}
    row = validated(store, ledger, cells, clock.today())
    require(person, writing(ledger), row.get(OFFICE))
    refuse_foreign(store, person, ledger, row)
    values = {name: row[name] for name in ledger.schema}
    return commit(
        store, person.actor, reason or f"新增：{ledger.title.zh} {_key(ledger, row)}", [Change(ledger_name, values)]
    )


def _open(ledger_name: str) -> Ledger:
    """The ledger, unless it is sealed."""
    ledger = ledger_of(ledger_name)
    if ledger.sealed:
        raise Frozen(
            Text(
                f"“{ledger.title.zh}”只能在业务页面办理，不能在台账中更正或作废",
                f"{ledger.title.en} is written on its own page only: rows are neither corrected nor withdrawn here",
            )
        )
    return ledger


def validated(store: Store, ledger: Ledger, cells: Mapping[str, str | None], today: date) -> dict[str, Any]:
    """The row in frame form, its cells read and checked as a sheet of one row would be. Raises CorrectionRefused."""
    layout = Layout(
        file="",
        sheet="",
        ledger=ledger.name,
        header_row=1,
        rows=1,
        headers={},
        units={},
        system=WGS_84,
        unknown=(),
        ignored=(),
        missing=(),
        left_out={},
    )
    row = pl.DataFrame({**cells, "_row": 2}, schema_overrides=dict.fromkeys(cells, pl.String()))
    sheet = Recognised(layout, row)
    # Whose row it is and becomes, `correct` asks itself.
    checked = validate([sheet], known(store, demonstrating=True), Remembered(), {}, today, THE_BOARD)
    if checked.errors.height:
        raise CorrectionRefused(
            tuple(
                Fault(
                    ledger.column(error["column"]),
                    Text(error["message_zh"], error["message_en"]),
                    Text(error["mend_zh"], error["mend_en"]),
                )
                for error in checked.errors.iter_rows(named=True)
            )
        )
    return checked.rows.row(0, named=True)


def as_text(value: Any) -> str:
    """A value in frame form as a cell that is read back to the same value; "" when empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _key(ledger: Ledger, row: Mapping[str, Any]) -> str:
    return " ".join(str(row[column.name]) for column in ledger.keys)


def withdraw(store: Store, person: Person, ledger_name: str, id: int, version: int, reason: str) -> Commit:
    """Withdraw (作废) one row; nothing is deleted. NotAllowed unless it is the person's to write, StoreError without
    a reason, Conflict when it has moved."""
    if not reason.strip():
        raise StoreError(Text("作废须写明理由", "a withdrawal needs a reason"))
    ledger, row = _open(ledger_name), _own_row(store, person, ledger_name, id)
    change = Change(ledger_name, id=id, version=version, withdraw=reason.strip())
    return commit(store, person.actor, f"作废：{ledger.title.zh} {_key(ledger, row)}（{reason.strip()}）", [change])
