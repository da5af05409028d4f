"""The one way in: `commit` writes rows, history, rollups and the commit number in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Ledger
from data.registry import entries
from data.store.attachments import Attachment
from data.store.bulk import execute_for_each
from data.store.engine import Store
from data.store.errors import AlreadyCommitted, Conflict, DuplicateKey, StoreMoved
from data.store.forms import CHUNK, encode, table_schema, to_table
from data.store.rollups import add_contributions
from data.store.tables import table
from data.texts import Text

DEMONSTRATION, REMOVAL, SEED = "demonstration", "removal", "seed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person's code or "system", and how that is known: system, chosen, signed-in."""

    code: str
    how: str


SYSTEM = Actor("system", "system")


@dataclass(frozen=True, slots=True)
class Change:
    """One row to write, in frame form. Without `id` a new row; with `id` the given columns change, and
    the write is refused unless the row still has `version`. `withdraw` is a reason; "" brings back."""

    ledger: str
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int | None = None
    withdraw: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """What was written: the number, when, and rows added, changed and withdrawn by ledger."""

    number: int
    at: datetime
    counts: Mapping[str, tuple[int, int, int]]


def commit(
    store: Store,
    actor: Actor,
    reason: str,
    changes: Sequence[Change],
    *,
    kind: str = "command",
    batch: str | None = None,
    expected: Mapping[str, int] | None = None,
    files: Sequence[Attachment] = (),
    undoes: int | None = None,
    remove_demonstration: bool = False,
) -> Commit:
    """Write `changes`, wholly or not at all, and return the commit.

    `batch` is the id of a staged upload, which is committed once; `expected` the last commit of each
    ledger it was compared with. With `remove_demonstration` the demonstration rows are withdrawn by a
    commit of their own in the same transaction, just before.
    Raises AlreadyCommitted, StoreMoved, Conflict, DuplicateKey, UnknownReference.
    """
    with store.writing() as connection:
        _refuse_second(connection, batch)
        _refuse_moved(connection, expected or {})
        if remove_demonstration:
            _remove_demonstration(connection, store, actor)
        number = _begin(connection, store, actor, reason, kind, batch, undoes)
        counts = _write_all(connection, store, number, changes)
        if files:
            connection.execute(table("commit_files").insert(), [file.row(number) for file in files])
        return Commit(number, store.now(), counts)


def remove_demonstration(store: Store, actor: Actor) -> Commit:
    """Withdraw every demonstration row; the removal is remembered, so they don't come back."""
    with store.writing() as connection:
        return _remove_demonstration(connection, store, actor)


def _remove_demonstration(connection: sa.Connection, store: Store, actor: Actor) -> Commit:
    reason = "移除演示数据"
    seeded = {entry.code for entry in entries("offices")}
    changes = [
        Change(ledger.name, id=id, withdraw=reason)
        for ledger in ledgers().values()
        for id, key in _live(connection, store, ledger)
        if not (ledger.name == "offices" and key in seeded)
    ]
    number = _begin(connection, store, actor, reason, REMOVAL, None, None)
    return Commit(number, store.now(), _write_all(connection, store, number, changes))


def _live(connection: sa.Connection, store: Store, ledger: Ledger) -> Iterable[tuple[int, Any]]:
    source = table(ledger.name)
    chosen = sa.select(source.c.id, source.c[ledger.keys[0].name])
    live = chosen.where(source.c.district == store.district, source.c.withdrawn.is_(None))
    return [(row[0], row[1]) for row in connection.execute(live)]


def _refuse_second(connection: sa.Connection, batch: str | None) -> None:
    commits = table("commits")
    done = connection.execute(sa.select(commits.c.number).where(commits.c.batch == batch)).scalar() if batch else None
    if done is not None:
        raise AlreadyCommitted(done)


def _refuse_moved(connection: sa.Connection, expected: Mapping[str, int]) -> None:
    for name, number in expected.items():
        if last_of(connection, name) != number:
            title = ledger_of(name).title
            raise StoreMoved(
                Text(
                    f"“{title.zh}”在比对之后又有入库，请重新比对后确认",
                    f"{title.en} has changed since the comparison: compare again, then confirm",
                )
            )


def last_of(connection: sa.Connection, name: str) -> int:
    touched = table("commit_ledgers")
    found = connection.execute(sa.select(sa.func.max(touched.c.commit)).where(touched.c.ledger == name)).scalar()
    return found or 0


def _begin(
    connection: sa.Connection,
    store: Store,
    actor: Actor,
    reason: str,
    kind: str,
    batch: str | None,
    undoes: int | None,
) -> int:
    commits = table("commits")
    number = (connection.execute(sa.select(sa.func.max(commits.c.number))).scalar() or 0) + 1
    connection.execute(
        commits.insert().values(
            number=number,
            at=store.now().replace(tzinfo=None),
            actor=actor.code,
            how=actor.how,
            kind=kind,
            reason=reason,
            batch=batch,
            undoes=undoes,
        )
    )
    return number


def _write_all(
    connection: sa.Connection, store: Store, number: int, changes: Sequence[Change]
) -> dict[str, tuple[int, int, int]]:
    by_ledger: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_ledger[ledger_of(change.ledger).name].append(change)
    counts = {
        name: _write(connection, store, number, ledgers()[name], by_ledger[name])
        for name in ledgers()
        if name in by_ledger
    }
    rows = [
        {"ledger": name, "commit": number, "added": added, "changed": changed, "withdrawn": withdrawn}
        for name, (added, changed, withdrawn) in counts.items()
    ]
    if rows:
        connection.execute(table("commit_ledgers").insert(), rows)
    return counts


def _write(
    connection: sa.Connection, store: Store, number: int, ledger: Ledger, changes: list[Change]
) -> tuple[int, int, int]:
    """Write one ledger's changes; returns rows added, changed, withdrawn."""
    changes = _returning(connection, store, ledger, changes)
    fresh = [
        _numbered(ledger, number, place, change.values) for place, change in enumerate(changes) if change.id is None
    ]
    moved = {change.id: change for change in changes if change.id is not None}
    new = to_table(connection, store.district, ledger, fresh).with_columns(
        id=pl.lit(None, pl.Int64),
        version=pl.lit(1, pl.Int64),
        since=pl.lit(number, pl.Int64),
        withdrawn=pl.lit(None, pl.String),
    )
    old = rows_by_id(connection, ledger, list(moved))
    _refuse_changed(connection, ledger, old, moved)
    after = _moved_rows(connection, store, number, ledger, old, moved)
    _insert(connection, store, ledger, new)
    _update(connection, ledger, old, after, number)
    order = list(table_schema(ledger))
    add_contributions(connection, store.district, ledger, old, pl.concat([new.select(order), after.select(order)]))
    withdrawn = sum(1 for change in moved.values() if change.withdraw)
    return len(fresh), len(moved) - withdrawn, withdrawn


def _returning(connection: sa.Connection, store: Store, ledger: Ledger, changes: list[Change]) -> list[Change]:
    """A new row whose key belongs to a withdrawn row brings that row back, so keys stay unique."""
    source = table(ledger.name)
    gone = source.c.withdrawn.is_not(None) & (source.c.district == store.district)
    if not connection.execute(sa.select(source.c.id).where(gone).limit(1)).first():
        return changes
    names = [column.name for column in ledger.keys]
    fresh = [change.values for change in changes if change.id is None]
    keys = to_table(connection, store.district, ledger, fresh).select(names).rows()
    ids = {
        tuple(row)[1:]: row[0]
        for row in connection.execute(sa.select(source.c.id, *(source.c[n] for n in names)).where(gone))
    }
    blank = dict.fromkeys(ledger.schema)
    waiting = iter(keys)
    return [
        Change(ledger.name, {**blank, **change.values}, id=found, withdraw="")
        if change.id is None and (found := ids.get(next(waiting)))
        else change
        for change in changes
    ]


def _numbered(ledger: Ledger, number: int, place: int, values: Mapping[str, Any]) -> Mapping[str, Any]:
    made = {
        column.name: f"{column.generated}{number:06d}-{place + 1:04d}"
        for column in ledger.columns
        if column.generated and values.get(column.name) is None
    }
    return {**values, **made} if made else values


def rows_by_id(connection: sa.Connection, ledger: Ledger, ids: Sequence[int]) -> pl.DataFrame:
    """Rows in table form, withdrawn ones included."""
    source = table(ledger.name)
    schema = table_schema(ledger)
    rows: list[sa.Row] = []
    for start in range(0, len(ids), CHUNK):
        chosen = sa.select(*(source.c[name] for name in schema)).where(source.c.id.in_(ids[start : start + CHUNK]))
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
    order = old["id"].to_list()
    given = to_table(connection, store.district, ledger, [moved[id].values for id in order]).to_dicts()
    rows = []
    for before, values in zip(old.iter_rows(named=True), given, strict=True):
        change = moved[before["id"]]
        row = {
            **before,
            **{name: values[name] for name in change.values},
            "version": before["version"] + 1,
            "since": number,
        }
        if change.withdraw is not None:
            row["withdrawn"] = change.withdraw or None
        rows.append(row)
    return pl.DataFrame(rows, schema=table_schema(ledger), orient="row")


def _insert(connection: sa.Connection, store: Store, ledger: Ledger, new: pl.DataFrame) -> None:
    rows = new.drop("id").with_columns(district=pl.lit(store.district))
    try:
        execute_for_each(connection, table(ledger.name).insert(), rows)
    except IntegrityError as error:
        raise _duplicate(ledger) from error


def _update(connection: sa.Connection, ledger: Ledger, old: pl.DataFrame, after: pl.DataFrame, number: int) -> None:
    if old.is_empty():
        return
    kept = [
        {
            "ledger": ledger.name,
            "row": row["id"],
            "version": row["version"],
            "since": row["since"],
            "ended": number,
            "content": encode(row),
        }
        for row in old.iter_rows(named=True)
    ]
    connection.execute(table("history").insert(), kept)
    target = table(ledger.name)
    names = [name for name in after.columns if name != "id"]
    statement = target.update().where(target.c.id == sa.bindparam("row_id")).values({n: sa.bindparam(n) for n in names})
    try:
        execute_for_each(connection, statement, after.rename({"id": "row_id"}))
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
