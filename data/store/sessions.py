"""Sessions on the server: who is signed in, known by the SHA-256 of the token in the browser's cookie."""

import json
import logging
from collections.abc import Collection, Mapping
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
class Grounds:
    """What a session rests on: the last commit as it began, and when the person's password was set (UTC, naive; None
    without one). To be read before anything is checked, so that what changes meanwhile ends the session."""

    commit: int
    password: datetime | None


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


def grounds_of(store: Store, code: str) -> Grounds:
    """What a session of a person would rest on now."""
    credentials = table("credentials")
    with store.reading() as connection:
        number = connection.execute(sa.select(sa.func.max(table("commits").c.number))).scalar()
        changed = connection.execute(sa.select(credentials.c.changed).where(credentials.c.code == code)).scalar()
    return Grounds(number or 0, changed)


def start_session(
    store: Store,
    token: str,
    code: str,
    role: str,
    address: str,
    now: datetime,
    limits: Limits,
    grounds: Grounds | None = None,
) -> None:
    """Keep a new session on these grounds (those of now when None), and forget all that have run out."""
    sessions, at = table("sessions"), now.replace(tzinfo=None)
    grounds = grounds or grounds_of(store, code)
    values = {"token": token, "code": code, "role": role, "started": at, "seen": at, "address": address}
    values |= {"commit": grounds.commit, "password": grounds.password}
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

    Live is one within its limits that rests on what it began with: the person was active under this code and role in
    every version since, and the password is the same. So whichever way somebody was disabled or given another role or
    password, the session ended then, and is not revived by putting that back.
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
    alike = [
        (row, people[row.code])
        for row in found
        if row.code in people and (people[row.code].role, people[row.code].changed) == (row.role, row.password)
    ]
    before = _versions(store, {person.id for row, person in alike if person.since > row.commit})
    return [_session(row, person) for row, person in alike if _all_along(row, person, before.get(person.id, ()))]


def _people(store: Store, codes: Collection[str]) -> dict[str, sa.Row]:
    """The active people of these codes: id, name, role, code of the office, the commit since which all that is so,
    when the password was set, and whether it is the initial one."""
    people, offices, credentials = (table(name) for name in ("people", "offices", "credentials"))
    query = (
        sa.select(
            *(people.c[name] for name in ("id", "code", "name", "role", "since")),
            offices.c.code.label("office"),
            credentials.c.initial,
            credentials.c.changed,
        )
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


def _versions(store: Store, people: Collection[int]) -> Mapping[int, list[sa.Row]]:
    """The earlier versions of these people, by id."""
    kept, found = table("history"), dict[int, list[sa.Row]]()
    if not people:
        return found
    query = sa.select(kept.c.row, kept.c.since, kept.c.ended, kept.c.content).where(
        kept.c.ledger == "people", kept.c.district == store.district, kept.c.row.in_(people)
    )
    with store.reading() as connection:
        for version in connection.execute(query):
            found.setdefault(version.row, []).append(version)
    return found


def _all_along(session: sa.Row, person: sa.Row, versions: Collection[sa.Row]) -> bool:
    """Whether a person was active in the role of the session, and under its code, ever since it began."""
    later = [version for version in versions if version.ended > session.commit]
    contents = [json.loads(version.content) for version in later]
    return min([person.since, *(version.since for version in later)]) <= session.commit and all(
        one["active"] and one["withdrawn"] is None and (one["code"], one.get("role")) == (session.code, session.role)
        for one in contents
    )


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
    """End every session of a person, but for the one with this hash, which rests on today's password from now on."""
    sessions, password = table("sessions"), grounds_of(store, code).password if but else None
    with store.notes.writing() as connection:
        connection.execute(sessions.delete().where(sessions.c.code == code, sessions.c.token != but))
        if but:
            connection.execute(sessions.update().where(sessions.c.token == but).values(password=password))
