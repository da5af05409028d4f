"""From where people signed in before: marks of addresses and browsers, by account. What a mark is made of, and the
account, are the caller's secrets: both come hashed."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table


def familiar(store: Store, account: str, marks: Collection[str], since: datetime) -> set[str]:
    """Those of the marks that an account was used from since an instant (UTC)."""
    source = table("familiar")
    query = sa.select(source.c.mark).where(
        source.c.account == account, source.c.mark.in_(marks), source.c.last >= since.replace(tzinfo=None)
    )
    with store.notes.reading() as connection:
        return set(connection.execute(query).scalars())


def is_marked(store: Store, mark: str) -> bool:
    """Whether any account was used from there."""
    source = table("familiar")
    with store.notes.reading() as connection:
        return connection.execute(sa.select(source.c.mark).where(source.c.mark == mark).limit(1)).first() is not None


def note_familiar(store: Store, account: str, marks: Collection[str], now: datetime, forget: datetime) -> None:
    """Note that an account is used from there; of every account what was last used before `forget` is forgotten."""
    source = table("familiar")
    with store.notes.writing() as connection:
        connection.execute(source.delete().where(source.c.last < forget.replace(tzinfo=None)))
        connection.execute(source.delete().where(source.c.account == account, source.c.mark.in_(marks)))
        rows = [{"account": account, "mark": mark, "last": now.replace(tzinfo=None)} for mark in marks]
        connection.execute(source.insert(), rows)
