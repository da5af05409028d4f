"""Between frame form (codes, Decimal yuan) and table form (ids, integer 分); see `data.ledgers.columns`."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
import sqlalchemy as sa

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import MONEY_DTYPE, Column, Kind, Ledger
from data.store.errors import UnknownReference
from data.store.tables import table
from data.texts import UNSEEN, Text

TABLE_DTYPES: dict[Kind, pl.DataType] = {
    Kind.INSTANT: pl.Datetime("us"),
    Kind.MONEY: pl.Int64(),
    Kind.REFERENCE: pl.Int64(),
}
SYSTEM_DTYPES = {"id": pl.Int64(), "version": pl.Int64(), "since": pl.Int64(), "withdrawn": pl.String()}
ISO = {pl.Date: "%Y-%m-%d", pl.Datetime: "%Y-%m-%dT%H:%M:%S%.6f"}
CHUNK = 5_000


def table_dtype(column: Column) -> pl.DataType:
    return TABLE_DTYPES.get(column.kind, column.dtype)


def table_schema(ledger: Ledger) -> dict[str, pl.DataType]:
    """Dtypes of a ledger's table, the system columns first."""
    return {**SYSTEM_DTYPES, **{column.name: table_dtype(column) for column in ledger.columns}}


def to_table(connection: sa.Connection, district: str, ledger: Ledger, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of frame form, with all or some columns of the ledger, in table form; texts without what can't be seen.

    Raises UnknownReference where a key isn't in the ledger it refers to.
    """
    expressions = []
    for column in ledger.columns:
        if column.name not in frame.columns:
            continue
        if column.kind is Kind.MONEY:
            expressions.append((pl.col(column.name) * 100).cast(pl.Int64))
        elif column.kind is Kind.INSTANT:
            expressions.append(pl.col(column.name).dt.replace_time_zone(None))
        elif column.dtype == pl.String and column.kind is not Kind.REFERENCE:
            expressions.append(pl.col(column.name).str.replace_all(UNSEEN, ""))
        elif column.kind is Kind.REFERENCE:
            ids = ids_of(connection, district, column.refers_to, frame[column.name].drop_nulls().unique().to_list())
            _refuse_unknown(column, frame[column.name], ids)
            expressions.append(pl.col(column.name).replace_strict(ids, default=None, return_dtype=pl.Int64))
    return frame.with_columns(expressions)


def _refuse_unknown(column: Column, values: pl.Series, ids: Mapping[str, int]) -> None:
    unknown = sorted(set(values.drop_nulls().unique().to_list()) - set(ids))
    if unknown:
        shown = "、".join(unknown[:5])
        raise UnknownReference(
            Text(
                f"{column.label.zh}：台账中没有 {shown}",
                f"{column.label.en}: not in the ledger: {', '.join(unknown[:5])}",
            )
        )


def ids_of(connection: sa.Connection, district: str, ledger_name: str, keys: Iterable[str]) -> dict[str, int]:
    """The ids of rows by key, withdrawn ones included (what refers to them stays true). Where the key of a
    ledger has several columns, a reference speaks of the first, and the newest row stands for all."""
    return dict(keyed_ids(connection, district, ledger_name, keys))


def keyed_ids(connection: sa.Connection, district: str, ledger_name: str, keys: Iterable[str]) -> list[tuple[str, int]]:
    """Key and id of every row that has one of the keys, the oldest first."""
    wanted = list(keys)
    target = table(ledger_name)
    key = target.c[ledger_of(ledger_name).keys[0].name]
    found: list[tuple[str, int]] = []
    for start in range(0, len(wanted), CHUNK):
        chosen = (
            sa.select(key, target.c.id)
            .where(target.c.district == district, key.in_(wanted[start : start + CHUNK]))
            .order_by(target.c.id)
        )
        found.extend((row[0], row[1]) for row in connection.execute(chosen))
    return found


def keys_of(connection: sa.Connection, ledger_name: str, ids: Iterable[int]) -> dict[int, str]:
    """The keys of rows by id."""
    wanted = list(ids)
    target = table(ledger_name)
    key = target.c[ledger_of(ledger_name).keys[0].name]
    found: dict[int, str] = {}
    for start in range(0, len(wanted), CHUNK):
        chosen = sa.select(target.c.id, key).where(target.c.id.in_(wanted[start : start + CHUNK]))
        found.update((row[0], row[1]) for row in connection.execute(chosen))
    return found


def to_frame(connection: sa.Connection, ledger: Ledger, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of table form, with all or some columns of the ledger, in frame form."""
    expressions = []
    for column in ledger.columns:
        if column.name not in frame.columns:
            continue
        if column.kind is Kind.MONEY:
            expressions.append(yuan(column.name))
        elif column.kind is Kind.INSTANT:
            expressions.append(pl.col(column.name).dt.replace_time_zone("UTC"))
        elif column.kind is Kind.REFERENCE:
            keys = keys_of(connection, column.refers_to, frame[column.name].drop_nulls().unique())
            expressions.append(pl.col(column.name).replace_strict(keys, default=None, return_dtype=pl.String))
    return frame.with_columns(expressions)


def yuan(name: str) -> pl.Expr:
    """Integer 分 as exact yuan."""
    return (pl.col(name).cast(pl.Decimal(22, 2)) / pl.lit(100).cast(pl.Decimal(22, 2))).cast(MONEY_DTYPE)


def encoded(rows: pl.DataFrame) -> pl.Series:
    """Rows in table form as the JSON kept in history, days and instants as ISO 8601."""
    texts = rows.with_columns(pl.col(dtype).dt.to_string(form) for dtype, form in ISO.items())
    return texts.select(pl.struct(pl.all()).struct.json_encode()).to_series()


def decode(ledger: Ledger, contents: Sequence[str]) -> pl.DataFrame:
    """Rows kept in history as a frame in table form."""
    schema = table_schema(ledger)
    texts = {name: pl.String() if dtype.is_temporal() else dtype for name, dtype in schema.items()}
    # A column that was declared later is null in older rows, one that is declared no longer is left out.
    frame = pl.Series(contents, dtype=pl.String).str.json_decode(pl.Struct(texts)).struct.unnest()
    return frame.with_columns(
        pl.col(name).str.to_date("%Y-%m-%d") if dtype == pl.Date else pl.col(name).str.to_datetime(time_unit="us")
        for name, dtype in schema.items()
        if dtype.is_temporal()
    )
