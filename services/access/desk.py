"""The desk at which pages ask for rows: what is handed out is masked for the sight of who asks, row by row.

Pages read rows nowhere else. Nothing here depends on the time or the language of a process, so answers may be cached
under their arguments, of which the sight is one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind, Ledger
from data.ledgers.common import CREDIT_CODE
from data.store import Looking, NotBy, Range, Store, count_rows, read_rows
from data.store import history as versions_of
from data.store.errors import Conflict
from data.texts import Text
from services.access.privacy import conceal, maskable, may_identify
from services.access.rights import OFFICE, NotAllowed, Sight

__all__ = ["NotBy", "Range", "count", "history", "looking", "orderable", "row", "rows"]

SYSTEM = ("id", "version", "since")


def rows(
    store: Store,
    sight: Sight,
    ledger_name: str,
    *,
    where: Mapping[str, Any] | None = None,
    text: str = "",
    order: Sequence[str] = ("id",),
    limit: int | None = None,
    offset: int = 0,
    columns: Sequence[str] | None = None,
    known_at: int | None = None,
    language: str = "zh_CN",
) -> pl.DataFrame:
    """Live rows in frame form with id, version and since, masked; arguments as in `data.store.read_rows`.

    NotAllowed where rows are to be chosen or ordered by what the sight may not read.
    """
    ledger = ledger_of(ledger_name)
    _refuse_probing(ledger, sight, [*(where or {}), *order])
    read = None if columns is None else [*columns, *_deciding(ledger, columns)]
    found = read_rows(
        store,
        ledger_name,
        where=where,
        text=text,
        looking=looking(ledger, sight, text),
        order=order,
        limit=limit,
        offset=offset,
        columns=read,
        known_at=known_at,
    )
    shown = conceal(found, ledger, sight, language=language)
    return shown if columns is None else shown.select(*SYSTEM, *(n for n in columns if n not in SYSTEM))


def count(
    store: Store, sight: Sight, ledger_name: str, *, where: Mapping[str, Any] | None = None, text: str = ""
) -> int:
    """How many rows `rows` would give without a limit."""
    ledger = ledger_of(ledger_name)
    _refuse_probing(ledger, sight, where or {})
    return count_rows(store, ledger_name, where=where, text=text, looking=looking(ledger, sight, text))


def row(store: Store, sight: Sight, ledger_name: str, id: int, *, language: str = "zh_CN") -> dict[str, Any]:
    """One live row, as `rows` gives it. Conflict when there is none."""
    found = rows(store, sight, ledger_name, where={"id": id}, language=language)
    if found.is_empty():
        raise Conflict(Text("没有这一行，可能已作废", "there is no such row: it may have been withdrawn"))
    return found.row(0, named=True)


def history(store: Store, sight: Sight, ledger_name: str, id: int, *, language: str = "zh_CN") -> pl.DataFrame:
    """Every version of one row, oldest first, each masked as a row of the unit it then belonged to."""
    return conceal(versions_of(store, ledger_name, id), ledger_of(ledger_name), sight, language=language)


def looking(ledger: Ledger, sight: Sight, text: str) -> Looking:
    """Where the store may look for a text on behalf of somebody of that sight."""
    if sight.opens_all or (OFFICE not in ledger.schema and sight.open_to(None)):
        return Looking()
    offices = () if sight.screen or sight.offices is None else tuple(sorted(sight.offices))
    return Looking(offices, personal=not may_identify(text))


def orderable(ledger: Ledger, sight: Sight) -> list[Column]:
    """The columns by which somebody of that sight may order and choose rows."""
    return [column for column in ledger.columns if sight.opens_all or not maskable(column)]


def _refuse_probing(ledger: Ledger, sight: Sight, names: Sequence[str] | Mapping[str, Any]) -> None:
    """Who may not read a column must not learn it from which rows it chooses, or from their order, either."""
    allowed = {column.name for column in orderable(ledger, sight)}
    for name in (name.removeprefix("-") for name in names):
        if name in ledger.schema and name not in allowed:
            label = ledger.column(name).label
            raise NotAllowed(
                Text(
                    f"您的角色不能按“{label.zh}”筛选或排序",
                    f"your role may not choose or order rows by {label.en}",
                )
            )


def _deciding(ledger: Ledger, columns: Sequence[str]) -> set[str]:
    """The columns by which these are masked: the unit, dates that disclose, names that are taken out of texts, and the
    credit code that proves some of them an organisation's."""
    masked = [column for column in ledger.columns if column.name in columns and maskable(column)]
    dates = {column.hidden_until for column in masked if column.hidden_until}
    names = {column.name for column in ledger.columns if column.personal and column.kind is Kind.PERSON}
    names |= {column.name for column in ledger.columns if column.check == CREDIT_CODE.check}
    return (dates | names | ({OFFICE} & set(ledger.schema))) if masked else set()
