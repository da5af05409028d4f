"""Writing one ledger's changes in a transaction: rows, history and rollups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.ledgers.columns import Ledger
from data.store.bulk import execute_for_each
from data.store.engine import Store
from data.store.errors import Conflict, DuplicateKey, Frozen
from data.store.rollups import add_contributions
from data.store.tables import table
from data.store.touched import note_units
from data.store.values import CHUNK, encoded, table_schema, to_table
from data.texts import Text, visible


@dataclass(frozen=True, slots=True)
class Change:
    """One row to write, in frame form. Without `id` a new row; with `id` the given columns change, and
    the write is refused unless the row still has `version`. `withdraw` is a reason; "" brings back."""

    ledger: str
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int | None = None
    withdraw: str | None = None


def write_ledger(
    connection: sa.Connection, store: Store, number: int, ledger: Ledger, changes: list[Change], *, thaw: bool = False
) -> tuple[int, int, int]:
    """Write one ledger's changes; returns rows added (those brought back among them), changed, withdrawn. With `thaw`
    frozen rows change too.

    Raises Conflict where a row has moved or is changed twice, DuplicateKey, UnknownReference, Frozen.
    """
    changes = _returning(connection, store, ledger, changes)
    fresh = [
        _numbered(ledger, number, place, change.values) for place, change in enumerate(changes) if change.id is None
    ]
    moved = _by_id(ledger, changes)
    new = to_table(connection, store.district, ledger, fresh).with_columns(
        id=pl.lit(None, pl.Int64),
        version=pl.lit(1, pl.Int64),
        since=pl.lit(number, pl.Int64),
        withdrawn=pl.lit(None, pl.String),
    )
    old = rows_by_id(connection, store.district, ledger, list(moved))
    _refuse_changed(connection, ledger, old, moved)
    if ledger.frozen_by and not thaw:
        _refuse_frozen(ledger, old, moved)
    after = _moved_rows(connection, store, number, ledger, old, moved)
    _insert(connection, store, ledger, new)
    _update(connection, store.district, ledger, old, after, number)
    order = list(table_schema(ledger))
    written = pl.concat([new.select(order), after.select(order)])
    add_contributions(connection, store.district, ledger, old, written)
    note_units(connection, ledger, number, (old, written))
    withdrawn = sum(1 for change in moved.values() if change.withdraw)
    gone = old.filter(pl.col("withdrawn").is_not_null())["id"]
    back = sum(1 for id in gone if moved[id].withdraw == "")
    return len(fresh) + back, len(moved) - withdrawn - back, withdrawn


def _by_id(ledger: Ledger, changes: list[Change]) -> dict[int, Change]:
    moved: dict[int, Change] = {}
    for change in changes:
        if change.id in moved:
            raise Conflict(
                Text(
                    f"同一批次中“{ledger.title.zh}”的一行被改动两次，未写入任何内容",
                    f"{ledger.title.en}: one row is changed twice at once; nothing was written",
                )
            )
        if change.id is not None:
            moved[change.id] = change
    return moved


def _returning(connection: sa.Connection, store: Store, ledger: Ledger, changes: list[Change]) -> list[Change]:
    """A new row whose key belongs to a withdrawn row brings that row back, so keys stay unique."""
    names = [column.name for column in ledger.keys]
    fresh = [{name: change.values.get(name) for name in names} for change in changes if change.id is None]
    keys = to_table(connection, store.district, ledger, fresh).select(names)
    ids = _withdrawn(connection, store.district, ledger, keys[names[0]].drop_nulls().unique().to_list())
    if not ids:
        return changes
    blank = dict.fromkeys(ledger.schema)
    waiting = keys.iter_rows()
    return [
        Change(ledger.name, {**blank, **change.values}, id=found, withdraw="")
        if change.id is None and (found := ids.get(next(waiting)))
        else change
        for change in changes
    ]


def _withdrawn(connection: sa.Connection, district: str, ledger: Ledger, firsts: list[Any]) -> dict[tuple, int]:
    """The ids, by key, of the withdrawn rows whose key begins with one of these values: no others are read, however
    many were withdrawn."""
    source = table(ledger.name)
    first, *others = (source.c[column.name] for column in ledger.keys)
    found: dict[tuple, int] = {}
    for start in range(0, len(firsts), CHUNK):
        gone = sa.select(source.c.id, first, *others).where(
            first.in_(firsts[start : start + CHUNK]), source.c.district == district, source.c.withdrawn.is_not(None)
        )
        found |= {tuple(key): id for id, *key in connection.execute(gone)}
    return found


def _numbered(ledger: Ledger, number: int, place: int, values: Mapping[str, Any]) -> Mapping[str, Any]:
    made = {
        column.name: f"{column.generated}{number:06d}-{place + 1:04d}"
        for column in ledger.columns
        if column.generated and values.get(column.name) is None
    }
    return {**values, **made} if made else values


def rows_by_id(connection: sa.Connection, district: str, ledger: Ledger, ids: Sequence[int]) -> pl.DataFrame:
    """Rows of a district in table form, withdrawn ones included."""
    source = table(ledger.name)
    schema = table_schema(ledger)
    rows: list[sa.Row] = []
    for start in range(0, len(ids), CHUNK):
        chosen = sa.select(*(source.c[name] for name in schema)).where(
            source.c.id.in_(ids[start : start + CHUNK]), source.c.district == district
        )
        rows.extend(connection.execute(chosen).fetchall())
    return pl.DataFrame(rows, schema=schema, orient="row")


def _refuse_changed(connection: sa.Connection, ledger: Ledger, old: pl.DataFrame, moved: Mapping[int, Change]) -> None:
    versions = dict(old.select("id", "version").iter_rows())
    for id, change in moved.items():
        if id not in versions:
            raise Conflict(Text(f"没有这一行（{ledger.title.zh} {id}）", f"no such row ({ledger.title.en} {id})"))
        if change.version is not None and versions[id] != change.version:
            since = old.filter(pl.col("id") == id)["since"].item()
            raise Conflict(_whose(connection, ledger, since))


def _refuse_frozen(ledger: Ledger, old: pl.DataFrame, moved: Mapping[int, Change]) -> None:
    for row in old.filter(pl.col(ledger.frozen_by).is_not_null()).iter_rows(named=True):
        change = moved[row["id"]]
        if change.withdraw is not None or set(change.values) - set(ledger.still_open):
            key = row[ledger.keys[0].name]
            raise Frozen(
                Text(
                    f"“{ledger.title.zh}”{key} 已定稿，内容不能再改动，只能由新的版本替代",
                    f"{ledger.title.en}: {key} is signed off and can't change any more, only be superseded",
                )
            )


def _whose(connection: sa.Connection, ledger: Ledger, number: int) -> Text:
    commits = table("commits")
    actor, reason = connection.execute(
        sa.select(commits.c.actor, commits.c.reason).where(commits.c.number == number)
    ).one()
    return Text(
        f"“{ledger.title.zh}”这一行已被 {actor} 在第 {number} 号提交中修改（{reason}），请刷新后再改",
        f"this row of {ledger.title.en} was changed by {actor} in commit {number} ({reason}): reload, then change it",
    )


def _moved_rows(
    connection: sa.Connection, store: Store, number: int, ledger: Ledger, old: pl.DataFrame, moved: Mapping[int, Change]
) -> pl.DataFrame:
    """The new versions of the changed rows, in the order of `old`, in table form."""
    changes = [moved[id] for id in old["id"]]
    given = to_table(connection, store.district, ledger, [change.values for change in changes])
    asked = pl.Series([change.withdraw and visible(change.withdraw) for change in changes], dtype=pl.String)
    after = old.with_columns(
        version=pl.col("version") + 1,
        since=pl.lit(number, pl.Int64),
        withdrawn=pl.when(asked.is_null()).then(pl.col("withdrawn")).when(asked != "").then(asked),
    )
    # Most uploads give the same columns in every row; rows that give others keep their own values there.
    for name in given.columns:
        gives = pl.Series([name in change.values for change in changes], dtype=pl.Boolean)
        if gives.any():
            after = after.with_columns(pl.when(gives).then(given[name]).otherwise(pl.col(name)).alias(name))
    return after


def _insert(connection: sa.Connection, store: Store, ledger: Ledger, new: pl.DataFrame) -> None:
    rows = new.drop("id").with_columns(district=pl.lit(store.district))
    try:
        execute_for_each(connection, table(ledger.name).insert(), rows)
    except IntegrityError as error:
        raise _duplicate(ledger) from error


def _update(
    connection: sa.Connection, district: str, ledger: Ledger, old: pl.DataFrame, after: pl.DataFrame, number: int
) -> None:
    if old.is_empty():
        return
    kept = old.select(
        pl.lit(ledger.name).alias("ledger"),
        pl.lit(district).alias("district"),
        pl.col("id").alias("row"),
        "version",
        "since",
        pl.lit(number, pl.Int64).alias("ended"),
        encoded(old).alias("content"),
    )
    execute_for_each(connection, table("history").insert(), kept)
    target = table(ledger.name)
    # An index is written anew for every column that is set, whether its value changes or not.
    names = [name for name in after.columns if not after[name].equals(old[name], null_equal=True)]
    statement = target.update().where(target.c.id == sa.bindparam("row_id")).values({n: sa.bindparam(n) for n in names})
    try:
        execute_for_each(connection, statement, after.select(pl.col("id").alias("row_id"), *names))
    except IntegrityError as error:
        raise _duplicate(ledger) from error


def _duplicate(ledger: Ledger) -> DuplicateKey:
    keys = ledger.keys
    zh, en = "＋".join(key.label.zh for key in keys), " + ".join(key.label.en for key in keys)
    return DuplicateKey(
        Text(
            f"“{ledger.title.zh}”中{zh}重复，未写入任何内容",
            f"{ledger.title.en}: {en} stands twice; nothing was written",
        )
    )
