"""Attempts to sign in, counted by whatever they are counted by: an account, an address."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table

# How many attempts by key, and when the last one was (UTC).
Failures = Mapping[str, tuple[int, datetime]]


def count_attempt(
    store: Store, keys: Collection[str], now: datetime, forget: datetime, wait: Callable[[Failures], float]
) -> float:
    """Count an attempt for each key before it is tried, unless `wait` says it comes too early: then nothing is
    counted, and the result is the seconds to wait, else 0. What happened before `forget` is forgotten.

    Reading and counting are one transaction, so that many attempts at once can't all pass as the first.
    """
    source, at = table("failures"), now.replace(tzinfo=None)
    with store.notes.writing() as connection:
        connection.execute(source.delete().where(source.c.last < forget.replace(tzinfo=None)))
        known = {
            key: (n, last.replace(tzinfo=UTC))
            for key, n, last in connection.execute(
                sa.select(source.c.key, source.c.count, source.c.last).where(source.c.key.in_(keys))
            )
        }
        if (seconds := wait(known)) > 0:
            return seconds
        connection.execute(source.delete().where(source.c.key.in_(known)))
        counts = {key: known[key][0] + 1 if key in known else 1 for key in keys}
        connection.execute(source.insert(), [{"key": key, "count": n, "last": at} for key, n in counts.items()])
        return 0.0


def forget_attempts(store: Store, keys: Collection[str], *, last_of: Collection[str]) -> None:
    """After a success: start afresh for these keys, and take the one attempt back from the keys `last_of`."""
    source = table("failures")
    with store.notes.writing() as connection:
        connection.execute(source.delete().where(source.c.key.in_(keys)))
        connection.execute(source.update().where(source.c.key.in_(last_of)).values(count=source.c.count - 1))
