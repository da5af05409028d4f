"""Addresses of calendars to subscribe to, by unit. Tokens themselves are never kept."""

from datetime import UTC, datetime

import sqlalchemy as sa

from data.store.engine import Store
from data.store.tables import table


def save_calendar(store: Store, office: str, token: str, made: datetime) -> None:
    """Keep the hash of the address of a unit's calendar; an earlier one is void."""
    calendars = table("calendars")
    with store.writing() as connection:
        connection.execute(calendars.delete().where(calendars.c.office == office))
        values = {"token": token, "office": office, "made": made.astimezone(UTC).replace(tzinfo=None)}
        connection.execute(calendars.insert().values(**values))


def drop_calendar(store: Store, office: str) -> bool:
    """Make the address of a unit's calendar void; False where it has none."""
    calendars = table("calendars")
    with store.writing() as connection:
        return connection.execute(calendars.delete().where(calendars.c.office == office)).rowcount == 1


def calendar_for(store: Store, token: str) -> str | None:
    """Whose calendar this is, by the hash of its token; None when there is none."""
    calendars = table("calendars")
    with store.reading() as connection:
        return connection.execute(sa.select(calendars.c.office).where(calendars.c.token == token)).scalar()


def calendars_made(store: Store) -> dict[str, datetime]:
    """Since when (UTC) units have a calendar, by their codes."""
    calendars = table("calendars")
    with store.reading() as connection:
        rows = connection.execute(sa.select(calendars.c.office, calendars.c.made)).all()
    return {office: made.replace(tzinfo=UTC) for office, made in rows}
