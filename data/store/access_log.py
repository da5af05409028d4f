"""Who signed in, who was refused, who took unmasked data out: a list that only grows, beside the commits."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table

COLUMNS = ("at", "kind", "code", "address", "detail")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def log_access(store: Store, kind: str, code: str, *, address: str = "", detail: Mapping[str, Any] = NOTHING) -> None:
    """Add one line: what happened (signed_in, refused, exported_unmasked …), the person's code as given, the
    client's address, and whatever else is worth knowing. Never a password, a token or the data itself."""
    line = {"at": store.now().replace(tzinfo=None), "kind": kind, "code": code, "address": address}
    with store.notes.writing() as connection:
        connection.execute(
            table("access_log").insert().values(**line, detail=json.dumps(dict(detail), ensure_ascii=False))
        )


def read_access(
    store: Store,
    *,
    kinds: Sequence[str] = (),
    code: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 200,
) -> pl.DataFrame:
    """The newest lines, newest first, of some kinds or of all, of one person where a code is given, from `since` on and
    before `until`: at (UTC), kind, code, address, detail (JSON text)."""
    source = table("access_log")
    query = sa.select(*(source.c[name] for name in COLUMNS)).order_by(source.c.id.desc()).limit(limit)
    if kinds:
        query = query.where(source.c.kind.in_(kinds))
    if code:
        query = query.where(source.c.code == code)
    if since:
        query = query.where(source.c.at >= since.astimezone(UTC).replace(tzinfo=None))
    if until:
        query = query.where(source.c.at < until.astimezone(UTC).replace(tzinfo=None))
    with store.notes.reading() as connection:
        rows = connection.execute(query).fetchall()
    schema = {**dict.fromkeys(COLUMNS, pl.String()), "at": pl.Datetime("us")}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.col("at").dt.replace_time_zone("UTC"))


def last_access(store: Store, kind: str) -> dict[str, datetime]:
    """When each person last did a thing of this kind (UTC), by code."""
    source = table("access_log")
    query = sa.select(source.c.code, sa.func.max(source.c.at)).where(source.c.kind == kind).group_by(source.c.code)
    with store.notes.reading() as connection:
        return {code: at.replace(tzinfo=UTC) for code, at in connection.execute(query)}
