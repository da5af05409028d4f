"""What still refers to a row keeps it: a commit leaves no live row that refers to one that is gone. Whoever is about to
withdraw rows asks beforehand (`in_use`), and the answer is the commit's own."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class InUse:
    """Rows of a ledger that would go though others refer to them: by key, how many rows of which ledgers do."""

    ledger: Ledger
    rows: Mapping[str, Mapping[str, int]]

    @property
    def text(self) -> Text:
        """Why they can't be withdrawn, and what to do; the first of them by name."""
        counted: Counter[str] = Counter()
        for counts in self.rows.values():
            counted.update(counts)
        keys, title = list(self.rows)[:NAMED], self.ledger.title
        zh = "、".join(f"{ledgers()[name].title.zh} {n} 行" for name, n in counted.items())
        en = ", ".join(f"{ledgers()[name].title.en} {n}" for name, n in counted.items())
        return Text(
            f"“{title.zh}”中的 {'、'.join(keys)} 仍被引用（{zh}），不能作废。请先把这些行改到别处或一并作废；"
            "只是改名或撤并的，请更正这一行的名称",
            f"{title.en}: rows still refer to {', '.join(keys)} ({en}), so it can't be withdrawn. Correct or "
            "withdraw those first; what was only renamed or merged gets another name instead",
        )


@dataclass(frozen=True, slots=True)
class Pending:
    """What is not written yet, by ledger: the ids of rows to be withdrawn, and rows in frame form as they will be, with
    `id` (null for a new one)."""

    going: Mapping[str, Collection[int]] = field(default_factory=dict)
    coming: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    def touched(self, name: str) -> list[int]:
        """The stored rows of a ledger that will no longer be what they are."""
        changed = self.coming[name]["id"].drop_nulls().to_list() if name in self.coming else []
        return [*self.going.get(name, ()), *changed]


def in_use(store: Store, pending: Pending) -> list[InUse]:
    """What a commit would refuse with StillReferred that wrote all of `pending`."""
    with store.reading() as connection:
        found = [
            _used(connection, store, ledger, _going_keys(connection, store, ledger, pending), pending)
            for ledger in ledgers().values()
            if pending.going.get(ledger.name)
        ]
    return [one for one in found if one.rows]


def _going_keys(connection: sa.Connection, store: Store, ledger: Ledger, pending: Pending) -> list[str]:
    """The keys that no live row will bear any more: see `_without_living`."""
    rows, going = table(ledger.name), set(pending.going[ledger.name])
    key = rows.c[ledger.keys[0].name]
    live = rows.c.district == store.district, rows.c.withdrawn.is_(None)
    keys = {one for (one,) in _in_chunks(connection, sa.select(key).where(*live), rows.c.id, sorted(going))}
    bearing = _in_chunks(connection, sa.select(rows.c.id, key).where(*live), key, sorted(keys))
    staying = {one for id, one in bearing if id not in going}
    coming = pending.coming[ledger.name][key.name].to_list() if ledger.name in pending.coming else []
    return sorted(keys - staying - set(coming))


def _refuse_withdrawn(connection: sa.Connection, store: Store, number: int, ledger: Ledger) -> None:
    rows = table(ledger.name)
    key = rows.c[ledger.keys[0].name]
    gone = sa.select(key).distinct().where(rows.c.since == number, _without_living(store, ledger, rows))
    used = _used(connection, store, ledger, list(connection.execute(gone).scalars()), Pending())
    if used.rows:
        raise StillReferred(used.text)


def _used(connection: sa.Connection, store: Store, ledger: Ledger, keys: Sequence[str], pending: Pending) -> InUse:
    """Which of the keys live rows refer to, once what is pending is written: those of the store, less those that will
    be others, and these as they will be."""
    rows: dict[str, Counter[str]] = {}
    for other, column in referring(ledger.name) if keys else []:
        bearing, source = table(ledger.name).alias("bearing"), table(other.name)
        key = bearing.c[ledger.keys[0].name]
        counts = (
            sa.select(key, sa.func.count())
            .join(source, source.c[column.name] == bearing.c.id)
            .where(source.c.district == store.district, source.c.withdrawn.is_(None))
            .group_by(key)
        )
        refer: Counter[str] = Counter()
        for one, n in _in_chunks(connection, counts, key, keys):
            refer[one] += n
        for one, n in _in_chunks(connection, counts, source.c.id, pending.touched(other.name)):
            refer[one] -= n
        if other.name in pending.coming:
            refer.update(pending.coming[other.name][column.name].drop_nulls().to_list())
        for one in keys:
            if refer[one] > 0:
                rows.setdefault(one, Counter())[other.name] += refer[one]
    return InUse(ledger, rows)


def _in_chunks(
    connection: sa.Connection, query: sa.Select, column: sa.ColumnElement, values: Sequence[Any]
) -> Iterator[sa.Row]:
    for start in range(0, len(values), CHUNK):
        yield from connection.execute(query.where(column.in_(values[start : start + CHUNK])))


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
