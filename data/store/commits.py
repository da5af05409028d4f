"""The one way in: `commit` writes rows, history, rollups and the commit number in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Ledger
from data.store.administrators import keeping_an_administrator
from data.store.asked import Change, Rows
from data.store.attachments import Attachment, refuse_missing
from data.store.engine import Store
from data.store.errors import AlreadyCommitted, StoreMoved
from data.store.overrides import LEDGER as SETTINGS
from data.store.overrides import write_overrides
from data.store.referring import referring, refuse_dangling
from data.store.tables import table
from data.store.values import decode, to_frame
from data.store.writing import write_ledger
from data.texts import Text, visible

DEMONSTRATION, REMOVAL, SEED, ACCOUNT = "demonstration", "removal", "seed", "account"
# What is only practised: it goes with the demonstration, wherever it was written.
REHEARSAL = "rehearsal"
# A commit that can't be undone, only superseded: a sign-off, a freeze.
FINAL = "final"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person's code or "system", and how that is known: system, chosen, signed-in."""

    code: str
    how: str


SYSTEM = Actor("system", "system")


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
    changes: Sequence[Change | Rows],
    *,
    kind: str = "command",
    batch: str | None = None,
    expected: Mapping[str, int] | None = None,
    files: Sequence[Attachment] = (),
    undoes: int | None = None,
    remove_demonstration: bool = False,
) -> Commit:
    """Write `changes`, wholly or not at all, and return the commit: single ones of a command, a batch as `Rows`.

    `batch` is the id of a staged upload, which is committed once; `expected` the last commit of each
    ledger it was compared with. With `remove_demonstration` the demonstration rows are withdrawn by a
    commit of their own in the same transaction, just before.
    A commit of kind FINAL can't be undone.
    Raises AlreadyCommitted, StoreMoved, Conflict, DuplicateKey, UnknownReference, StillReferred, Frozen,
    LastAdministrator.
    """
    with store.writing() as connection, keeping_an_administrator(connection, store):
        _refuse_second(connection, batch)
        _refuse_moved(connection, expected or {})
        refuse_missing(store, files)
        if remove_demonstration:
            _remove_demonstration(connection, store, actor)
        done = _apply(connection, store, actor, reason, changes, kind, batch, undoes)
        if files:
            connection.execute(table("commit_files").insert(), [file.row(done.number) for file in files])
    if SETTINGS in done.counts:
        write_overrides(store)
    return done


def remove_demonstration(store: Store, actor: Actor) -> Commit:
    """Withdraw every demonstration row and put back what was only rehearsed; the removal is remembered, so they
    don't come back."""
    with store.writing() as connection, keeping_an_administrator(connection, store):
        return _remove_demonstration(connection, store, actor)


def _remove_demonstration(connection: sa.Connection, store: Store, actor: Actor) -> Commit:
    reason = "清除演示数据"
    changes: list[Rows] = []
    for ledger in ledgers().values():
        going = pl.Series("id", sorted(_demonstrated(connection, store, ledger)), pl.Int64).to_frame()
        changes.append(Rows(ledger.name, going.with_columns(withdraw=pl.lit(reason))))
        changes.append(Rows(ledger.name, _rehearsed(connection, store, ledger).join(going, on="id", how="anti")))
    return _apply(connection, store, actor, reason, changes, REMOVAL)


def _rehearsed(connection: sa.Connection, store: Store, ledger: Ledger) -> pl.DataFrame:
    """The live rows that a rehearsal wrote last, as they were before it: `id` and values."""
    source, kept, numbers = table(ledger.name), table("history"), table("commits")
    practised = sa.select(numbers.c.number).where(numbers.c.kind == REHEARSAL)
    before = (
        sa.select(kept.c.content)
        .join(source, sa.and_(source.c.id == kept.c.row, source.c.since == kept.c.ended))
        .where(kept.c.ledger == ledger.name, source.c.district == store.district, source.c.withdrawn.is_(None))
        .where(source.c.since.in_(practised))
    )
    rows = to_frame(connection, ledger, decode(ledger, list(connection.execute(before).scalars())))
    return rows.select("id", *ledger.schema)


def _demonstrated(connection: sa.Connection, store: Store, ledger: Ledger) -> set[int]:
    """The live rows that go with the demonstration: all that speak of it, of a lasting ledger those it brought. A
    unit it brought stays where somebody's own row of a lasting ledger speaks of it."""
    source = table(ledger.name)
    live = sa.select(source.c.id).where(source.c.district == store.district, source.c.withdrawn.is_(None))
    if ledger.lasting:
        live = live.where(source.c.id.in_(_brought(ledger)))
        for other, column in referring(ledger.name):
            if other.lasting and not other.sealed:
                rows = table(other.name)
                own = sa.select(rows.c[column.name]).where(
                    rows.c.withdrawn.is_(None), rows.c[column.name].is_not(None), rows.c.id.not_in(_brought(other))
                )
                live = live.where(source.c.id.not_in(own))
    return set(connection.execute(live).scalars())


def _brought(ledger: Ledger) -> sa.CompoundSelect:
    """The ids of rows whose first version came with a demonstration commit."""
    source, kept, numbers = table(ledger.name), table("history"), table("commits")
    loaded = sa.select(numbers.c.number).where(numbers.c.kind == DEMONSTRATION)
    return sa.union(
        sa.select(source.c.id).where(source.c.version == 1, source.c.since.in_(loaded)),
        sa.select(kept.c.row).where(kept.c.ledger == ledger.name, kept.c.version == 1, kept.c.since.in_(loaded)),
    )


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


def _apply(
    connection: sa.Connection,
    store: Store,
    actor: Actor,
    reason: str,
    changes: Sequence[Change | Rows],
    kind: str,
    batch: str | None = None,
    undoes: int | None = None,
) -> Commit:
    """Number the commit and write its changes."""
    numbers, at = table("commits"), store.now()
    number = (connection.execute(sa.select(sa.func.max(numbers.c.number))).scalar() or 0) + 1
    connection.execute(
        numbers.insert().values(
            number=number,
            at=at.replace(tzinfo=None),
            actor=actor.code,
            how=actor.how,
            kind=kind,
            reason=visible(reason),
            batch=batch,
            undoes=undoes,
        )
    )
    return Commit(number, at, _write_all(connection, store, number, changes, thaw=kind == REMOVAL))


def _write_all(
    connection: sa.Connection, store: Store, number: int, changes: Sequence[Change | Rows], *, thaw: bool
) -> dict[str, tuple[int, int, int]]:
    by_ledger: dict[str, list[Change | Rows]] = defaultdict(list)
    for change in changes:
        if isinstance(change, Change) or not change.frame.is_empty():
            by_ledger[ledger_of(change.ledger).name].append(change)
    counts = {
        name: write_ledger(connection, store, number, ledgers()[name], by_ledger[name], thaw=thaw)
        for name in ledgers()
        if name in by_ledger
    }
    rows = [
        {"ledger": name, "commit": number, "added": added, "changed": changed, "withdrawn": withdrawn}
        for name, (added, changed, withdrawn) in counts.items()
    ]
    if rows:
        connection.execute(table("commit_ledgers").insert(), rows)
    if not thaw:
        refuse_dangling(connection, store, number, counts)
    return counts
