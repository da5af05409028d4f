"""No commit takes the last administrator away, whatever writes it: a page, an upload, a correction, an undo."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from data.ledgers.people import ADMINISTRATOR
from data.store.engine import Store
from data.store.errors import StoreError
from data.store.tables import table
from data.texts import Text


class LastAdministrator(StoreError):
    """After the change nobody could administer the board any more."""


@contextmanager
def keeping_an_administrator(connection: sa.Connection, store: Store) -> Iterator[None]:
    """Raises LastAdministrator where there was an active administrator before and there is none after."""
    before = _administrators(connection, store)
    yield
    if before and not _administrators(connection, store):
        raise LastAdministrator(
            Text(
                "这是最后一个在岗的管理员，不能停用、降级或作废：请先指定另一位管理员",
                "this is the last active administrator and stays one: make somebody else administrator first",
            )
        )


def _administrators(connection: sa.Connection, store: Store) -> int:
    people = table("people")
    active = sa.select(sa.func.count()).where(
        people.c.district == store.district,
        people.c.withdrawn.is_(None),
        people.c.active,
        people.c.role == ADMINISTRATOR,
    )
    return connection.execute(active).scalar_one()
