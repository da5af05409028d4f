"""What still refers to a row keeps it: a commit leaves no live row that refers to one that is gone."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledgers
from data.ledgers.columns import Column, Ledger
from data.store.engine import Store
from data.store.errors import StillReferred, UnknownReference
from data.store.tables import table
from data.store.values import CHUNK, decode
from data.texts import Text

NAMED = 3


def refuse_dangling(connection: sa.Connection, store: Store, number: int, written: Iterable[str]) -> None:
    """Look at what commit `number` wrote in these ledgers, all of it at once: rows may go together.

    Raises StillReferred where it withdrew a row that others refer to, UnknownReference where it wrote a row that
    refers to one which is gone (a row that did so before may be corrected in its other columns).
    """
    for name in written:
        _refuse_withdrawn(connection, store, number, ledgers()[name])
        for column in ledgers()[name].references:
            _refuse_gone(connection, store, number, ledgers()[name], column)


def referring(ledger_name: str) -> list[tuple[Ledger, Column]]:
    """The columns by which rows refer to rows of a ledger."""
    return [
        (ledger, column)
        for ledger in ledgers().values()
        for column in ledger.references
        if column.refers_to == ledger_name
    ]


def _without_living(store: Store, ledger: Ledger, rows: sa.FromClause) -> sa.ColumnElement[bool]:
    """That a row is withdrawn and no live one bears its key. Where a key has several columns, a reference speaks of the
    first, and so any row that bears it stands for all."""
    living, key = table(ledger.name).alias("living"), ledger.keys[0].name
    lives = sa.exists().where(
        living.c[key] == rows.c[key], living.c.district == store.district, living.c.withdrawn.is_(None)
    )
    return sa.and_(rows.c.district == store.district, rows.c.withdrawn.is_not(None), ~lives)


def _refuse_withdrawn(connection: sa.Connection, store: Store, number: int, ledger: Ledger) -> None:
    rows = table(ledger.name)
    key = rows.c[ledger.keys[0].name]
    gone = sa.select(key).where(rows.c.since == number, _without_living(store, ledger, rows))
    if connection.execute(gone.limit(1)).first() is None:
        return
    bearing = table(ledger.name).alias("bearing")
    of_gone = sa.select(bearing.c.id).where(bearing.c[key.name].in_(gone), bearing.c.district == store.district)
    counted, referred = dict[str, int](), list[int]()
    for other, column in referring(ledger.name):
        source = table(other.name)
        to = source.c[column.name]
        live = [source.c.district == store.district, source.c.withdrawn.is_(None), to.in_(of_gone)]
        found = connection.execute(sa.select(to, sa.func.count()).where(*live).group_by(to)).all()
        if found:
            counted[other.name] = counted.get(other.name, 0) + sum(n for _id, n in found)
            referred += [id for id, _n in found]
    if counted:
        named = sa.select(key).where(rows.c.id.in_(sorted(set(referred))[:NAMED]))
        raise StillReferred(_why(ledger, connection.execute(named).scalars().all(), counted))


def _why(ledger: Ledger, keys: Sequence[str], counted: Mapping[str, int]) -> Text:
    titles = {name: ledgers()[name].title for name in counted}
    zh = "、".join(f"{titles[name].zh} {n} 行" for name, n in counted.items())
    en = ", ".join(f"{titles[name].en} {n}" for name, n in counted.items())
    return Text(
        f"“{ledger.title.zh}”中的 {'、'.join(keys)} 仍被引用（{zh}），不能作废。请先把这些行改到别处或一并作废；"
        "只是改名或撤并的，请更正这一行的名称",
        f"{ledger.title.en}: rows still refer to {', '.join(keys)} ({en}), so it can't be withdrawn. Correct or "
        "withdraw those first; what was only renamed or merged gets another name instead",
    )


def _refuse_gone(connection: sa.Connection, store: Store, number: int, ledger: Ledger, column: Column) -> None:
    rows, target = table(ledger.name), ledgers()[column.refers_to]
    others = table(target.name).alias("others")
    to = rows.c[column.name]
    wrong = (
        sa.select(rows.c.id, to, others.c[target.keys[0].name])
        .join(others, others.c.id == to)
        .where(rows.c.since == number, rows.c.withdrawn.is_(None), _without_living(store, target, others))
    )
    refers = connection.execute(wrong).all()
    before = _referred_before(connection, number, ledger, column, [id for id, _to, _key in refers])
    keys = sorted({key for id, to_id, key in refers if (id, to_id) not in before})
    if keys:
        raise UnknownReference(
            Text(
                f"“{ledger.title.zh}”的{column.label.zh}：{'、'.join(keys[:NAMED])} 已作废，请先恢复它，或改填其他",
                f"{ledger.title.en}, {column.label.en}: {', '.join(keys[:NAMED])} was withdrawn: bring it back first, "
                "or give another",
            )
        )


def _referred_before(
    connection: sa.Connection, number: int, ledger: Ledger, column: Column, ids: Sequence[int]
) -> set[tuple[int, int]]:
    """Which of these rows, each with what it referred to, lived when this commit changed them."""
    kept = table("history")
    before: set[tuple[int, int]] = set()
    for start in range(0, len(ids), CHUNK):
        versions = sa.select(kept.c.content).where(
            kept.c.ledger == ledger.name, kept.c.ended == number, kept.c.row.in_(ids[start : start + CHUNK])
        )
        rows = decode(ledger, list(connection.execute(versions).scalars())).filter(pl.col("withdrawn").is_null())
        before.update(rows.select("id", column.name).iter_rows())
    return before
