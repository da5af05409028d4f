"""Sessions on the server: who is signed in, known by the SHA-256 of the token in the browser's cookie."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from data.store.engine import Store
from data.store.errors import StoreError
from data.store.tables import table

log = logging.getLogger(__name__)


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
    with store.notes.writing() as connection:
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
    sessions, at = table("sessions"), now.replace(tzinfo=None)
    query = (
        sa.select(sessions)
        .where(sessions.c.seen > at - limits.idle, sessions.c.started > at - limits.absolute)
        .order_by(sessions.c.started.desc())
    )
    if tokens is not None:
        query = query.where(sessions.c.token.in_(tokens))
    if code is not None:
        query = query.where(sessions.c.code == code)
    with store.notes.reading() as connection:
        found = connection.execute(query).fetchall()
    people = _people(store, {row.code for row in found}) if found else {}
    pairs = [(row, people.get(row.code)) for row in found]
    return [_session(row, person) for row, person in pairs if person is not None and person.role == row.role]


def _people(store: Store, codes: Collection[str]) -> dict[str, sa.Row]:
    """The active people of these codes: name, role, code of the office, whether the password is the initial one."""
    people, offices, credentials = (table(name) for name in ("people", "offices", "credentials"))
    query = (
        sa.select(people.c.code, people.c.name, people.c.role, offices.c.code.label("office"), credentials.c.initial)
        .join(offices, offices.c.id == people.c.office)
        .join(credentials, credentials.c.code == people.c.code, isouter=True)
        .where(
            people.c.district == store.district,
            people.c.withdrawn.is_(None),
            people.c.active,
            people.c.code.in_(codes),
        )
    )
    with store.reading() as connection:
        return {row.code: row for row in connection.execute(query)}


def _session(row: sa.Row, person: sa.Row) -> Session:
    return Session(
        row.token,
        row.code,
        person.name,
        row.role,
        person.office,
        bool(person.initial),
        row.started.replace(tzinfo=UTC),
        row.seen.replace(tzinfo=UTC),
        row.address,
    )


def touch_sessions(store: Store, tokens: Collection[str], now: datetime) -> None:
    """Note that these sessions are in use, where that can be done at once: nobody who reads waits for it, and none
    is refused because of it. What was missed is noted at the next use."""
    sessions = table("sessions")
    try:
        with store.notes.writing(patience=0) as connection:
            used = sessions.update().where(sessions.c.token.in_(tokens))
            connection.execute(used.values(seen=now.replace(tzinfo=None)))
    except StoreError as error:
        log.info("the last use of %s sessions was not noted: %s", len(tokens), error)


def end_session(store: Store, token: str) -> None:
    """End one session, by the hash of its token."""
    sessions = table("sessions")
    with store.notes.writing() as connection:
        connection.execute(sessions.delete().where(sessions.c.token == token))


def end_sessions_of(store: Store, code: str, *, but: str = "") -> None:
    """End every session of a person, but for the one with this hash."""
    sessions = table("sessions")
    with store.notes.writing() as connection:
        connection.execute(sessions.delete().where(sessions.c.code == code, sessions.c.token != but))
