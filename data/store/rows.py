"""Reading: rows a page at a time, rollups, commits, and all of it as it was known at an earlier commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind, Ledger, Rollup
from data.store.commits import ACCOUNT, DEMONSTRATION, REMOVAL, SEED, last_of
from data.store.engine import Store
from data.store.rollups import contributions, count_days, finish, rollup_schema
from data.store.searching import EVERYWHERE, Looking, stands
from data.store.tables import table
from data.store.values import SYSTEM_DTYPES, decode, keyed_ids, table_schema, to_frame


@dataclass(frozen=True, slots=True)
class Range:
    """Values from `low` to `high`, both included; None is open. Without both: any value but none."""

    low: Any = None
    high: Any = None


@dataclass(frozen=True, slots=True)
class NotBy:
    """What had not happened by a day, or by a moment: no date, or a later one."""

    day: date


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Several choices, of which one of these codes is one."""

    codes: tuple[str, ...]


Where = Mapping[str, Any]
# What a commit says of each ledger it touched.
COUNTS = ("added", "changed", "withdrawn")


def read_rows(
    store: Store,
    ledger_name: str,
    *,
    where: Where | None = None,
    text: str = "",
    looking: Looking = EVERYWHERE,
    order: Sequence[str] = ("id",),
    limit: int | None = None,
    offset: int = 0,
    columns: Sequence[str] | None = None,
    known_at: int | None = None,
    withdrawn: bool = False,
) -> pl.DataFrame:
    """Live rows in frame form, with id, version and since; those that were withdrawn too with `withdrawn`.

    `where` maps columns to a value, a list of values, a Range, NotBy a day, AnyOf codes, or None for empty. `text` is
    looked for in the searched columns as `looking` says.
    `order` names columns, "-" in front for descending. `known_at` answers from history.
    """
    ledger = ledger_of(ledger_name)
    schema = table_schema(ledger)
    chosen = [name for name in schema if columns is None or name in columns or name in ("id", "version", "since")]
    with store.reading() as connection:
        source = _source(connection, store, ledger, known_at)
        query = _ordered(
            sa.select(*(source.c[name] for name in chosen)).where(
                *([] if withdrawn else [source.c.withdrawn.is_(None)]),
                *_conditions(connection, store, ledger, source, where or {}, text, looking),
            ),
            source,
            order,
        )
        rows = connection.execute(query.limit(limit).offset(offset)).fetchall()
        frame = pl.DataFrame(rows, schema={name: schema[name] for name in chosen}, orient="row")
        return to_frame(connection, ledger, frame).drop("withdrawn", strict=False)


def count_rows(
    store: Store, ledger_name: str, *, where: Where | None = None, text: str = "", looking: Looking = EVERYWHERE
) -> int:
    """How many rows `read_rows` would give without a limit."""
    ledger = ledger_of(ledger_name)
    with store.reading() as connection:
        source = table(ledger.name)
        conditions = [
            source.c.withdrawn.is_(None),
            *_conditions(connection, store, ledger, source, where or {}, text, looking),
        ]
        return connection.execute(sa.select(sa.func.count()).select_from(source).where(*conditions)).scalar_one()


def _source(connection: sa.Connection, store: Store, ledger: Ledger, known_at: int | None) -> sa.FromClause:
    """The ledger's table, or a temporary one with the versions that were live at a commit, where the ledger has
    changed since: asking history is slow."""
    if known_at is None or last_of(connection, ledger.name) <= known_at:
        return table(ledger.name)
    return _rows_then(connection, store, ledger, known_at)


def _rows_then(connection: sa.Connection, store: Store, ledger: Ledger, known_at: int) -> sa.FromClause:
    then = sa.Table(
        f"then_{ledger.name}",
        sa.MetaData(),
        *(sa.Column(column.name, column.type) for column in table(ledger.name).columns),
        prefixes=["TEMPORARY"],
    )
    connection.execute(sa.schema.DropTable(then, if_exists=True))
    connection.execute(sa.schema.CreateTable(then))
    frame = frame_then(connection, store, ledger, known_at)
    if not frame.is_empty():
        connection.execute(then.insert(), frame.with_columns(district=pl.lit(store.district)).to_dicts())
    return then


def frame_then(connection: sa.Connection, store: Store, ledger: Ledger, known_at: int) -> pl.DataFrame:
    """The rows of a ledger as they were known at a commit, in table form, withdrawn ones included."""
    source, kept = table(ledger.name), table("history")
    schema = table_schema(ledger)
    now = sa.select(*(source.c[name] for name in schema)).where(
        source.c.district == store.district, source.c.since <= known_at
    )
    before = sa.select(kept.c.content).where(
        kept.c.ledger == ledger.name,
        kept.c.district == store.district,
        kept.c.since <= known_at,
        kept.c.ended > known_at,
    )
    current = pl.DataFrame(connection.execute(now).fetchall(), schema=schema, orient="row")
    return pl.concat([current, decode(ledger, connection.execute(before).scalars().all())])


def _conditions(
    connection: sa.Connection,
    store: Store,
    ledger: Ledger,
    source: sa.FromClause,
    where: Where,
    text: str,
    looking: Looking,
) -> list[sa.ColumnElement[bool]]:
    conditions = [source.c.district == store.district]
    for name, wanted in where.items():
        values = _stored(connection, store, ledger, name, wanted)
        conditions.append(_condition(source.c[name], values))
    if text:
        conditions.append(stands(connection, store.district, ledger, source, text, looking))
    return conditions


def _stored(connection: sa.Connection, store: Store, ledger: Ledger, name: str, wanted: Any) -> Any:
    """Keys of references as ids, moments without a zone; all else is written in the table as it is in a frame."""
    if name in SYSTEM_DTYPES or wanted is None or wanted == Range():
        return wanted
    if ledger.column(name).kind is Kind.INSTANT:
        return _in_utc(wanted)
    if ledger.column(name).kind is not Kind.REFERENCE:
        return wanted
    keys = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
    return [id for _, id in keyed_ids(connection, store.district, ledger.column(name).refers_to, keys)]


def _in_utc(wanted: Any) -> Any:
    """A moment, or what is bounded by moments, as the table has them: naive UTC."""
    match wanted:
        case datetime():
            return wanted.astimezone(UTC).replace(tzinfo=None)
        case Range():
            return Range(_in_utc(wanted.low), _in_utc(wanted.high))
        case NotBy():
            return NotBy(_in_utc(wanted.day))
    return wanted


def _condition(column: sa.ColumnElement, wanted: Any) -> sa.ColumnElement[bool]:
    if wanted is None:
        return column.is_(None)
    if isinstance(wanted, Range):
        bounds = [column >= wanted.low] if wanted.low is not None else []
        bounds += [column <= wanted.high] if wanted.high is not None else []
        return sa.and_(column.is_not(None), *bounds)
    if isinstance(wanted, sa.Select):
        return column.in_(wanted)
    if isinstance(wanted, NotBy):
        return sa.or_(column.is_(None), column > wanted.day)
    if isinstance(wanted, AnyOf):
        # Codes are joined by ";": with one before and behind, no code is found inside of another.
        joined = sa.literal(";") + column + sa.literal(";")
        return sa.or_(*(joined.contains(f";{code};", autoescape=True) for code in wanted.codes))
    return column.in_(wanted) if isinstance(wanted, list | tuple) else column == wanted


def _ordered(query: sa.Select, source: sa.FromClause, order: Sequence[str]) -> sa.Select:
    terms = [source.c[name[1:]].desc() if name.startswith("-") else source.c[name] for name in order]
    return query.order_by(*terms, source.c.id)


def read_rollup(store: Store, name: str, *, known_at: int | None = None) -> pl.DataFrame:
    """A rollup: event, period (first day of the month, or the day), dimensions, [days], n and sums."""
    ledger, rollup = _declared(name)
    schema = rollup_schema(ledger, rollup)
    with store.reading() as connection:
        if known_at is not None and last_of(connection, ledger.name) > known_at:
            cells = contributions(ledger, rollup, frame_then(connection, store, ledger, known_at))
        else:
            source = table(rollup.name)
            chosen = sa.select(*(source.c[column] for column in schema)).where(source.c.district == store.district)
            cells = pl.DataFrame(connection.execute(chosen).fetchall(), schema=schema, orient="row")
        return finish(connection, ledger, rollup, cells)


def read_days(store: Store, name: str, start: date, end: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """What a rollup holds of exactly these days, both included, whatever its grain: `period` is the day. It is counted
    from the rows of these days, so `by` may name columns that the rollup itself does not tell apart."""
    ledger, rollup = _declared(name)
    finer = replace(rollup, grain="day", by=tuple(dict.fromkeys([*rollup.by, *by])))
    with store.reading() as connection:
        return finish(connection, ledger, finer, count_days(connection, store.district, ledger, finer, start, end))


def _declared(name: str) -> tuple[Ledger, Rollup]:
    for ledger in ledgers().values():
        for rollup in ledger.rollups:
            if rollup.name == name:
                return ledger, rollup
    raise KeyError(f"unknown rollup {name!r}")


def last_commit(store: Store, *ledger_names: str) -> int:
    """The newest commit, of the whole store or of the named ledgers; 0 when there is none."""
    with store.reading() as connection:
        if ledger_names:
            return max(last_of(connection, name) for name in ledger_names)
        return connection.execute(sa.select(sa.func.max(table("commits").c.number))).scalar() or 0


def commits(
    store: Store, *, since: int = 0, number: int | None = None, ledger_name: str = "", limit: int | None = 100
) -> pl.DataFrame:
    """Commits newer than `since`, or the one of that `number`, newest first, a row for each ledger touched: number,
    at (UTC), actor, how, kind, reason, batch, undoes, ledger, added, changed, withdrawn."""
    all_, touched = table("commits"), table("commit_ledgers")
    names = ("number", "at", "actor", "how", "kind", "reason", "batch", "undoes")
    counts = ("ledger", *COUNTS)
    query = (
        sa.select(*(all_.c[name] for name in names), *(touched.c[name] for name in counts))
        .join(touched, touched.c.commit == all_.c.number, isouter=True)
        .where(all_.c.number > since)
        .order_by(all_.c.number.desc())
        .limit(limit)
    )
    if ledger_name:
        query = query.where(touched.c.ledger == ledger_name)
    if number is not None:
        query = query.where(all_.c.number == number)
    whole = {"number", "undoes", *COUNTS}
    schema = {name: pl.Int64() if name in whole else pl.String() for name in (*names, *counts)}
    with store.reading() as connection:
        rows = connection.execute(query).fetchall()
    return pl.DataFrame(rows, schema={**schema, "at": pl.Datetime("us")}, orient="row").with_columns(
        pl.col("at").dt.replace_time_zone("UTC")
    )


def values_of(store: Store, ledger_name: str, column: str) -> list[Any]:
    """The different values in a column of the live rows, in their order, empty ones left out; a reference's are ids."""
    source = table(ledger_name)
    value = source.c[column]
    query = (
        sa.select(value)
        .distinct()
        .where(source.c.district == store.district, source.c.withdrawn.is_(None), value.is_not(None))
        .order_by(value)
    )
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def history(store: Store, ledger_name: str, id: int) -> pl.DataFrame:
    """Every version of one row, oldest first, in frame form with version, since and withdrawn."""
    ledger = ledger_of(ledger_name)
    kept, source = table("history"), table(ledger.name)
    schema = table_schema(ledger)
    with store.reading() as connection:
        before = connection.execute(
            sa.select(kept.c.content)
            .where(kept.c.ledger == ledger.name, kept.c.row == id, kept.c.district == store.district)
            .order_by(kept.c.version)
        )
        old = decode(ledger, before.scalars().all())
        newest = sa.select(*(source.c[name] for name in schema)).where(
            source.c.id == id, source.c.district == store.district
        )
        now = connection.execute(newest).fetchall()
        return to_frame(connection, ledger, pl.concat([old, pl.DataFrame(now, schema=schema, orient="row")]))


def files_of(store: Store, number: int) -> pl.DataFrame:
    """The files a commit brought: sha256, name, media_type, size."""
    source = table("commit_files")
    names = ("sha256", "name", "media_type", "size")
    with store.reading() as connection:
        rows = connection.execute(sa.select(*(source.c[name] for name in names)).where(source.c.commit == number))
        return pl.DataFrame(rows.fetchall(), schema=[*names[:3], ("size", pl.Int64)], orient="row")


def demonstration(store: Store, known_at: int | None = None) -> bool:
    """Whether the store, now or as known at a commit, holds demonstration rows."""
    source = table("commits")
    upto = [] if known_at is None else [source.c.number <= known_at]
    with store.reading() as connection:
        last = connection.execute(
            sa.select(source.c.kind)
            .where(source.c.kind.in_([DEMONSTRATION, REMOVAL]), *upto)
            .order_by(source.c.number.desc())
            .limit(1)
        ).scalar()
    return last == DEMONSTRATION


def never_used(store: Store) -> bool:
    """Whether nothing but the seeds and accounts was ever committed."""
    source = table("commits")
    used = sa.select(source.c.number).where(source.c.kind.not_in([SEED, ACCOUNT])).limit(1)
    with store.reading() as connection:
        return connection.execute(used).first() is None
