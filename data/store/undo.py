"""Undo: a new commit that puts back what an earlier one changed."""

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledgers
from data.ledgers.columns import Ledger
from data.store.asked import Rows
from data.store.commits import DEMONSTRATION, FINAL, REMOVAL, SEED, Actor, Commit, commit
from data.store.engine import Store
from data.store.errors import Conflict, NotUndoable
from data.store.tables import table
from data.store.values import decode, to_frame
from data.store.writing import rows_by_id
from data.texts import Text


def undo(store: Store, actor: Actor, number: int, reason: str = "") -> Commit:
    """Put back every row that commit `number` wrote; rows it added are withdrawn.

    Raises NotUndoable for seeds, the demonstration's own and final commits, Conflict where later commits
    changed the same rows (it names them) and weren't undone themselves.
    """
    with store.reading() as connection:
        kind = connection.execute(
            sa.select(table("commits").c.kind).where(table("commits").c.number == number)
        ).scalar()
        if kind is None or kind in (SEED, DEMONSTRATION, REMOVAL):
            raise NotUndoable(Text(f"第 {number} 号提交不能撤销", f"commit {number} can't be undone"))
        if kind == FINAL:
            raise NotUndoable(
                Text(
                    f"第 {number} 号提交是定稿，不能撤销，只能由新的版本替代",
                    f"commit {number} is a sign-off: it can't be undone, only be superseded by a new version",
                )
            )
        changes = [
            rows for ledger in ledgers().values() for rows in _reversed(connection, store.district, ledger, number)
        ]
    return commit(store, actor, reason or f"撤销第 {number} 号提交", changes, kind="undo", undoes=number)


def _reversed(connection: sa.Connection, district: str, ledger: Ledger, number: int) -> list[Rows]:
    """What puts back what the commit did to one ledger."""
    source, kept = table(ledger.name), table("history")
    ours = sa.select(source.c.id).where(source.c.since == number, source.c.district == district)
    still = connection.execute(ours).scalars().all()
    written = _kept(connection, district, ledger, kept.c.since == number)
    _refuse_changed(connection, district, ledger, number, written)
    before = to_frame(connection, ledger, _kept(connection, district, ledger, kept.c.ended == number))
    now = rows_by_id(connection, district, ledger, [*still, *written["id"]]).select("id", "version")
    restored = before.select("id", *ledger.schema, withdraw=pl.col("withdrawn").fill_null("")).join(now, on="id")
    added = now.join(before, on="id", how="anti").with_columns(withdraw=pl.lit(f"撤销第 {number} 号提交"))
    return [Rows(ledger.name, restored), Rows(ledger.name, added)]


def _kept(connection: sa.Connection, district: str, ledger: Ledger, condition: sa.ColumnElement[bool]) -> pl.DataFrame:
    kept = table("history")
    contents = sa.select(kept.c.content).where(kept.c.ledger == ledger.name, kept.c.district == district, condition)
    return decode(ledger, connection.execute(contents).scalars().all())


def _refuse_changed(
    connection: sa.Connection, district: str, ledger: Ledger, number: int, written: pl.DataFrame
) -> None:
    """A row that was changed later and changed back is as the commit left it, so it may be undone."""
    same = [name for name in written.columns if name not in ("version", "since")]
    now = rows_by_id(connection, district, ledger, written["id"].to_list())
    changed = written.join(now.select(same), on=same, how="anti", nulls_equal=True)["id"].to_list()
    if not changed:
        return
    kept = table("history")
    later = connection.execute(
        sa.select(kept.c.ended)
        .distinct()
        .where(kept.c.ledger == ledger.name, kept.c.row.in_(changed[:500]), kept.c.ended > number)
        .order_by(kept.c.ended)
    ).scalars()
    numbers = "、".join(str(found) for found in later)
    raise Conflict(
        Text(
            f"第 {number} 号提交的行已被后来的提交改动（第 {numbers} 号），请先撤销后者",
            f"rows of commit {number} were changed by later commits ({numbers}): undo those first",
        )
    )
