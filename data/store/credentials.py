"""Password hashes and one-time links by person. Passwords and tokens themselves are never kept."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table


@dataclass(frozen=True, slots=True)
class Credential:
    """A person's password: its Argon2id hash, and whether it is an initial one, to be changed at once."""

    hash: str
    initial: bool


def read_credential(store: Store, code: str) -> Credential | None:
    """The password of a person; None for who has none."""
    source = table("credentials")
    with store.reading() as connection:
        row = connection.execute(sa.select(source).where(source.c.code == code)).first()
    return Credential(row.hash, row.initial) if row else None


def save_credential(store: Store, code: str, hash: str, *, initial: bool, now: datetime) -> None:
    """Set a person's password in place of any earlier one; links handed out before are void. Raises Busy as
    `Store.writing`."""
    source, links = table("credentials"), table("links")
    values = {"code": code, "hash": hash, "initial": initial, "changed": now.replace(tzinfo=None)}
    with store.writing() as connection:
        connection.execute(links.delete().where(links.c.code == code))
        connection.execute(source.delete().where(source.c.code == code))
        connection.execute(source.insert().values(**values))


def replace_hash(store: Store, code: str, old: str, new: str) -> None:
    """Another hash of the same password, unless that was changed meanwhile; sessions and links stay as they are. Where
    somebody is writing, Busy is raised at once."""
    source = table("credentials")
    with store.writing(patience=0) as connection:
        connection.execute(source.update().where(source.c.code == code, source.c.hash == old).values(hash=new))


def people_with_password(store: Store) -> frozenset[str]:
    """The codes of everybody who has a password."""
    with store.reading() as connection:
        return frozenset(connection.execute(sa.select(table("credentials").c.code)).scalars())


def any_credential(store: Store) -> bool:
    """Whether anybody has a password. Rows are never taken away: once true, always true."""
    with store.reading() as connection:
        return connection.execute(sa.select(table("credentials").c.code).limit(1)).first() is not None


def save_link(store: Store, code: str, token: str, expires: datetime) -> None:
    """Keep the hash of a one-time link for a person; an earlier one is void."""
    links = table("links")
    with store.writing() as connection:
        connection.execute(links.delete().where(links.c.code == code))
        connection.execute(links.insert().values(token=token, code=code, expires=expires.replace(tzinfo=None)))


def link_for(store: Store, token: str, now: datetime) -> str | None:
    """Whose link this is, by the hash of its token; None when there is none or it has expired."""
    links = table("links")
    wanted = sa.select(links.c.code).where(links.c.token == token, links.c.expires > now.replace(tzinfo=None))
    with store.reading() as connection:
        return connection.execute(wanted).scalar()


def use_link(store: Store, token: str, now: datetime) -> bool:
    """Use a link up; False when it was used or has expired. Of two at once only one succeeds."""
    links = table("links")
    with store.writing() as connection:
        used = connection.execute(
            links.delete().where(links.c.token == token, links.c.expires > now.replace(tzinfo=None))
        )
        return used.rowcount == 1
