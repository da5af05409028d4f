"""Writing one ledger's changes in a transaction: rows, history and rollups."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.ledgers.columns import Ledger
from data.store.asked import Asked, Change, Rows, gathered
from data.store.bulk import execute_for_each
from data.store.engine import Store
from data.store.errors import Conflict, DuplicateKey, Frozen
from data.store.rollups import add_contributions
from data.store.tables import table
from data.store.touched import note_units
from data.store.values import CHUNK, encoded, table_schema, to_table
from data.texts import Text


def write_ledger(
    connection: sa.Connection,
    store: Store,
    number: int,
    ledger: Ledger,
    parts: Sequence[Change | Rows],
    *,
    thaw: bool = False,
) -> tuple[int, int, int]:
    """Write what is asked of one ledger; returns rows added (those brought back among them), changed, withdrawn. With
    `thaw` frozen rows change too.

    Raises Conflict where a row has moved or is changed twice, DuplicateKey, UnknownReference, Frozen.
    """
    asked = _returning(connection, store.district, ledger, gathered(ledger, parts))
    moved, order = asked.moved, list(table_schema(ledger))
    _refuse_twice(ledger, moved)
    fresh = to_table(connection, store.district, ledger, _numbered(ledger, number, asked.fresh))
    new = fresh.with_columns(
        version=pl.lit(1, pl.Int64), since=pl.lit(number, pl.Int64), withdrawn=pl.lit(None, pl.String)
    ).select(order)
    old = rows_by_id(connection, store.district, ledger, moved["id"].to_list())
    _refuse_changed(connection, ledger, old, moved)
    if ledger.frozen_by and not thaw:
        _refuse_frozen(ledger, old, asked)
    after = _moved_rows(connection, store, number, ledger, old, asked)
    _insert(connection, store, ledger, new)
    _update(connection, store.district, ledger, old, after, number)
    written = pl.concat([new, after.select(order)])
    add_contributions(connection, store.district, ledger, old, written)
    note_units(connection, ledger, number, (old, written))
    withdrawn = moved.filter(pl.col("withdraw") != "").height
    gone = old.filter(pl.col("withdrawn").is_not_null())["id"]
    back = moved.filter(pl.col("withdraw") == "", pl.col("id").is_in(gone.implode())).height
    return new.height + back, moved.height - withdrawn - back, withdrawn


def _refuse_twice(ledger: Ledger, moved: pl.DataFrame) -> None:
    if moved["id"].is_duplicated().any():
        raise Conflict(
            Text(
                f"同一批次中“{ledger.title.zh}”的一行被改动两次，未写入任何内容",
                f"{ledger.title.en}: one row is changed twice at once; nothing was written",
            )
        )


def _returning(connection: sa.Connection, district: str, ledger: Ledger, asked: Asked) -> Asked:
    """A new row whose key belongs to a withdrawn row brings that row back as the new one says, so keys stay unique."""
    names = [column.name for column in ledger.keys]
    keys = to_table(connection, district, ledger, asked.fresh.select(names))
    gone = _withdrawn(connection, district, ledger, keys[names[0]].drop_nulls().unique().to_list())
    if gone.is_empty():
        return asked
    ids = keys.join(gone, on=names, how="left", nulls_equal=True, maintain_order="left")["id"]
    back = pl.col("id").is_not_null()
    fresh = asked.fresh.with_columns(id=ids).with_columns(
        withdraw=pl.when(back).then(pl.lit("")),
        shape=pl.when(back).then(pl.lit(len(asked.shapes), pl.UInt32)).otherwise("shape"),
    )
    return Asked(pl.concat([asked.moved, fresh]), [*asked.shapes, frozenset(ledger.schema)])


def _withdrawn(connection: sa.Connection, district: str, ledger: Ledger, firsts: Sequence[Any]) -> pl.DataFrame:
    """The id and key of the withdrawn rows whose key begins with one of these values: no others are read, however many
    were withdrawn."""
    source, schema = table(ledger.name), table_schema(ledger)
    names = ["id", *(column.name for column in ledger.keys)]
    rows: list[sa.Row] = []
    for start in range(0, len(firsts), CHUNK):
        gone = sa.select(*(source.c[name] for name in names)).where(
            source.c[names[1]].in_(firsts[start : start + CHUNK]),
            source.c.district == district,
            source.c.withdrawn.is_not(None),
        )
        rows.extend(connection.execute(gone).fetchall())
    found = pl.DataFrame(rows, schema={name: schema[name] for name in names}, orient="row")
    return found.sort("id").unique(names[1:], keep="last")


def _numbered(ledger: Ledger, number: int, fresh: pl.DataFrame) -> pl.DataFrame:
    """New rows with the keys that the store makes: the commit's number and the place among its new rows."""
    place = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4)
    return fresh.with_columns(
        pl.col(column.name).fill_null(pl.lit(f"{column.generated}{number:06d}-") + place)
        for column in ledger.columns
        if column.generated
    )


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


def _refuse_changed(connection: sa.Connection, ledger: Ledger, old: pl.DataFrame, moved: pl.DataFrame) -> None:
    stands = old.select("id", "since", stands="version")
    seen = moved.select("id", "version").join(stands, on="id", how="left", maintain_order="left")
    wrong = seen.filter(pl.col("stands").is_null() | (pl.col("version") != pl.col("stands")))
    for id, _version, since, found in wrong.head(1).iter_rows():
        if found is None:
            raise Conflict(Text(f"没有这一行（{ledger.title.zh} {id}）", f"no such row ({ledger.title.en} {id})"))
        raise Conflict(_whose(connection, ledger, since))


def _refuse_frozen(ledger: Ledger, old: pl.DataFrame, asked: Asked) -> None:
    closed = asked.gives(set(ledger.schema) - set(ledger.still_open))
    touched = asked.moved.filter(pl.col("withdraw").is_not_null() | closed)["id"]
    frozen = old.filter(pl.col(ledger.frozen_by).is_not_null(), pl.col("id").is_in(touched.implode()))
    for key in frozen[ledger.keys[0].name].head(1):
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
    connection: sa.Connection, store: Store, number: int, ledger: Ledger, old: pl.DataFrame, asked: Asked
) -> pl.DataFrame:
    """The new versions of the changed rows, in the order of `old`, in table form."""
    changes = old.select("id").join(asked.moved, on="id", how="left", maintain_order="left")
    given = to_table(connection, store.district, ledger, changes)
    withdraw = given["withdraw"]
    after = old.with_columns(
        version=pl.col("version") + 1,
        since=pl.lit(number, pl.Int64),
        withdrawn=pl.when(withdraw.is_null()).then(pl.col("withdrawn")).when(withdraw != "").then(withdraw),
    )
    # Most uploads give the same columns in every row; rows that give others keep their own values there.
    for name in ledger.schema:
        gives = given.select(asked.gives([name])).to_series()
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
