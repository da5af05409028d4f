"""Addresses of calendars: for administrators, one a unit, kept as a hash, void once there is another or none."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from data.store import Store, calendar_for
from data.store.tables import table
from services.access.accounts.tokens import digest
from services.access.rights import NotAllowed, Person
from services.administration.calendars import NoCalendar, give_calendar, revoke_calendar, subscribed

ADMINISTRATOR = Person("GLY01", "signed-in", "administrator", "IP")
MANAGER = Person("LD01", "signed-in", "manager", "IP")
NOW = datetime(2026, 6, 3, 4, tzinfo=UTC)


@pytest.mark.both_databases
def test_an_address_is_void_once_there_is_another_or_none(store: Store) -> None:
    first = give_calendar(store, ADMINISTRATOR, "ZD", NOW)
    other = give_calendar(store, ADMINISTRATOR, "IP", NOW)
    second = give_calendar(store, ADMINISTRATOR, "ZD", NOW)
    assert [calendar_for(store, digest(token)) for token in (first, second, other)] == [None, "ZD", "IP"]
    assert subscribed(store, ADMINISTRATOR) == {"ZD": NOW, "IP": NOW}
    revoke_calendar(store, ADMINISTRATOR, "ZD")
    assert calendar_for(store, digest(second)) is None
    with pytest.raises(NoCalendar):
        revoke_calendar(store, ADMINISTRATOR, "ZD")


def test_the_store_keeps_no_address(store: Store) -> None:
    token = give_calendar(store, ADMINISTRATOR, "ZD", NOW)
    with store.reading() as connection:
        kept = connection.execute(sa.select(table("calendars"))).all()
    assert token not in str(kept)
    assert calendar_for(store, token) is None


def test_only_administrators_make_and_revoke(store: Store) -> None:
    for command in (lambda: give_calendar(store, MANAGER, "ZD", NOW), lambda: revoke_calendar(store, MANAGER, "ZD")):
        with pytest.raises(NotAllowed):
            command()
    with pytest.raises(NotAllowed):
        subscribed(store, MANAGER)
