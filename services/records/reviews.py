"""What a reviewer has checked (已核). Every batch and correction counts at once, but reads 未核 until then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from data.ledgers import ledgers
from data.store import SYSTEM, Change, Commit, Range, Store, commit, read_rows
from data.store import unchecked as rows_unchecked
from data.store import unchecked_of as rows_unchecked_of
from data.store.errors import StoreError
from data.texts import Text
from services.access.rights import Action, Person, may, require
from services.days.clock import Clock

# The seeds are the plan's own units, and nobody checks invented rows.
REVIEWED_KINDS = ("batch", "command", "undo")


class NobodyNamed(StoreError):
    """A check mark bears a person's name, and the board itself checks nothing."""

    def __init__(self) -> None:
        super().__init__(
            Text("核对须留下姓名，请先在左侧选择操作人", "a check bears a name: choose who acts in the sidebar first")
        )


def may_check(person: Person) -> bool:
    """Whether the person marks batches as checked."""
    return may(person, Action.CHECK) and person.code != SYSTEM.code


def checked(store: Store, numbers: Sequence[int]) -> pl.DataFrame:
    """Which of these commits were checked: number, by, at, remark, id, version."""
    rows = read_rows(store, "reviews", where={"batch": [str(number) for number in numbers]})
    return rows.with_columns(number=pl.col("batch").cast(pl.Int64, strict=False)).drop("batch", "since")


def unchecked(store: Store) -> dict[str, int]:
    """Rows by ledger whose present version came with a commit that is not checked; only ledgers with any."""
    return rows_unchecked(store, REVIEWED_KINDS)


def unchecked_behind(
    store: Store,
    ledger_name: str,
    period: tuple[date, date],
    dated: str = "",
    codes: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> int:
    """How many rows behind a figure came with a commit that is not checked: those whose date (the column `dated`, by
    default the ledger's own) lies in the period and which have the codes. What stands as of a single day rests on all
    rows up to it; a register without a date counts wholly."""
    start, end = period
    by_day = dated or ledgers()[ledger_name].dated
    span = {by_day: Range(start if start < end else None, end)} if by_day else {}
    wanted = {name: list(values) for name, values in codes if values}
    return rows_unchecked_of(store, ledger_name, REVIEWED_KINDS, {**span, **wanted})


def mark(store: Store, person: Person, number: int, clock: Clock, remark: str = "") -> Commit:
    """Mark commit `number` as checked. Raises NotAllowed, NobodyNamed; DuplicateKey when somebody marked it
    meanwhile."""
    _refuse_others(person)
    values: dict[str, Any] = {"batch": str(number), "by": person.code, "at": clock.now(), "remark": remark or None}
    return commit(store, person.actor, f"核对第 {number} 号提交", [Change("reviews", values)])


def unmark(store: Store, person: Person, number: int) -> Commit:
    """Take the mark back. Raises NotAllowed, NobodyNamed; StoreError when the commit is not marked."""
    _refuse_others(person)
    found = checked(store, (number,))
    if found.is_empty():
        raise StoreError(Text(f"第 {number} 号提交尚未核对", f"commit {number} is not marked as checked"))
    row = found.row(0, named=True)
    reason = f"取消核对第 {number} 号提交"
    return commit(
        store, person.actor, reason, [Change("reviews", id=row["id"], version=row["version"], withdraw=reason)]
    )


def _refuse_others(person: Person) -> None:
    require(person, Action.CHECK)
    if person.code == SYSTEM.code:
        raise NobodyNamed
