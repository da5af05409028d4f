"""Sessions on the server: who is signed in, known by the SHA-256 of the token in the browser's cookie."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without use, and at most."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """One live session: hash of its token, the person's code, name, role and office (its code), whether the
    password is still the initial one, when it began and was last used (UTC), and the client's address."""

    token: str
    code: str
    name: str
    role: str
    office: str
    initial: bool
    started: datetime
    seen: datetime
    address: str


def start_session(store: Store, token: str, code: str, role: str, address: str, now: datetime, limits: Limits) -> None:
    """Keep a new session, and forget all that have run out."""
    sessions, at = table("sessions"), now.replace(tzinfo=None)
    values = {"token": token, "code": code, "role": role, "started": at, "seen": at, "address": address}
    with store.writing() as connection:
        connection.execute(
            sessions.delete().where(
                sa.or_(sessions.c.seen <= at - limits.idle, sessions.c.started <= at - limits.absolute)
            )
        )
        connection.execute(sessions.insert().values(**values))


def live_sessions(
    store: Store,
    now: datetime,
    limits: Limits,
    *,
    tokens: Collection[str] | None = None,
    code: str | None = None,
) -> list[Session]:
    """The live sessions of these tokens or of one person, the newest first.

    Live is one within its limits whose person is active and still has the role of the sign-in: so a session
    ends whichever way somebody is disabled or given another role.
    """
    sessions, people, offices, credentials = (table(name) for name in ("sessions", "people", "offices", "credentials"))
    at = now.replace(tzinfo=None)
    query = (
        sa.select(sessions, people.c.name, offices.c.code.label("office"), credentials.c.initial)
        .join(people, people.c.code == sessions.c.code)
        .join(offices, offices.c.id == people.c.office)
        .join(credentials, credentials.c.code == sessions.c.code, isouter=True)
        .where(
            people.c.district == store.district,
            people.c.withdrawn.is_(None),
            people.c.active,
            people.c.role == sessions.c.role,
            sessions.c.seen > at - limits.idle,
            sessions.c.started > at - limits.absolute,
        )
        .order_by(sessions.c.started.desc())
    )
    if tokens is not None:
        query = query.where(sessions.c.token.in_(tokens))
    if code is not None:
        query = query.where(sessions.c.code == code)
    with store.reading() as connection:
        return [_session(row) for row in connection.execute(query)]


def _session(row: sa.Row) -> Session:
    return Session(
        row.token,
        row.code,
        row.name,
        row.role,
        row.office,
        bool(row.initial),
        row.started.replace(tzinfo=UTC),
        row.seen.replace(tzinfo=UTC),
        row.address,
    )


def touch_sessions(store: Store, tokens: Collection[str], now: datetime) -> None:
    """Note that these sessions are in use."""
    sessions = table("sessions")
    with store.writing() as connection:
        connection.execute(sessions.update().where(sessions.c.token.in_(tokens)).values(seen=now.replace(tzinfo=None)))


def end_session(store: Store, token: str) -> None:
    """End one session, by the hash of its token."""
    sessions = table("sessions")
    with store.writing() as connection:
        connection.execute(sessions.delete().where(sessions.c.token == token))


def end_sessions_of(store: Store, code: str, *, but: str = "") -> None:
    """End every session of a person, but for the one with this hash."""
    sessions = table("sessions")
    with store.writing() as connection:
        connection.execute(sessions.delete().where(sessions.c.code == code, sessions.c.token != but))
