"""Rows as people read them on screen: labels for codes, names for references, masked as the reader's sight has it."""

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind, Ledger
from data.store import Store, attachments_of, read_rows
from data.texts import Text
from services.access.privacy import conceal, open_rows
from services.access.rights import MASKED, Sight
from services.days.clock import ZONE
from services.exchange.sheets import written

# The column that names a row of a ledger, the shortest first; without one its key has to do.
NAMING = ("short_name", "name")
ON_FILE = Text("有附件", "On file")


def readable(store: Store, frame: pl.DataFrame, ledger: Ledger, language: str, sight: Sight = MASKED) -> pl.DataFrame:
    """The ledger's columns of a frame in frame form, written for reading by somebody of that sight."""
    shown = with_file_names(store, conceal(frame, ledger, sight, language=language), ledger, language, sight)
    moments = [one.name for one in ledger.columns if isinstance(shown.schema.get(one.name), pl.Datetime)]
    return written(named(store, shown, ledger, sight), ledger, language).with_columns(
        _moment(shown[name]) for name in moments
    )


def _moment(values: pl.Series) -> pl.Series:
    """Points in time in the bureau's zone, the seconds only where there are any: 2026-05-29 14:05."""
    return values.dt.convert_time_zone(str(ZONE)).dt.strftime("%Y-%m-%d %H:%M:%S").str.strip_suffix(":00")


def with_file_names(store: Store, frame: pl.DataFrame, ledger: Ledger, language: str, sight: Sight) -> pl.DataFrame:
    """The frame with the names of kept files in place of their hashes. A name may say whose file it is, so in rows the
    sight is not open to it only says that there is one."""
    columns = [one.name for one in ledger.columns if one.kind is Kind.ATTACHMENT and one.name in frame.columns]
    hashes = {one for name in columns for one in frame[name].drop_nulls()}
    names = {one: file.name for one, file in attachments_of(store, hashes).items()} if hashes else {}
    opened = open_rows(frame, ledger, sight)
    return frame.with_columns(
        pl.when(opened).then(pl.col(name).replace(names)).when(pl.col(name).is_not_null()).then(pl.lit(ON_FILE(language)))
        .alias(name)
        for name in columns
    )  # fmt: skip


def named(store: Store, frame: pl.DataFrame, ledger: Ledger, sight: Sight = MASKED) -> pl.DataFrame:
    """The frame with names in place of the keys of referred rows, where the other ledger has names, as somebody of
    that sight may read them."""
    return frame.with_columns(
        pl.col(column.name).replace(names_of(store, column.refers_to, frame[column.name], sight))
        for column in ledger.references
        if column.name in frame.columns and naming(ledger_of(column.refers_to))
    )


def names_of(
    store: Store, ledger_name: str, keys: pl.Series | None = None, sight: Sight = MASKED, *, withdrawn: bool = False
) -> dict[str, str]:
    """Names by key of a ledger's rows, in the order of the keys: those asked for, else all live ones; as somebody of
    that sight may read them. What refers to a withdrawn row stays true, so such rows are among those asked for, and
    with `withdrawn` among all."""
    ledger = ledger_of(ledger_name)
    key, name = ledger.keys[0].name, naming(ledger)
    if not name:
        return {}
    where = {} if keys is None else {key: keys.drop_nulls().unique().to_list()}
    rows = read_rows(
        store,
        ledger_name,
        where=where,
        order=(key,),
        columns=(key, name.name),
        withdrawn=withdrawn or keys is not None,
    )
    return dict(conceal(rows, ledger, sight).select(key, name.name).iter_rows())


def naming(ledger: Ledger) -> Column | None:
    """The column that names a row of this ledger, if it has one."""
    by_name = {column.name: column for column in ledger.columns}
    return next((by_name[name] for name in NAMING if name in by_name), None)
