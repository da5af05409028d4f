"""The calendars that units subscribe to: each has an address of its own, which whoever knows it may read.

The address is shown once, to who made it; the store keeps its hash alone, and a new one, or revoking it, makes it void.
"""

from datetime import datetime

from data.store import Store, calendars_made, drop_calendar, save_calendar
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts.tokens import digest, new_token
from services.access.rights import Action, Person, require


class NoCalendar(StoreError):
    """A unit whose calendar is to be revoked has none."""

    def __init__(self) -> None:
        super().__init__(Text("该单位没有订阅日历，可能已停用", "this unit has no calendar: it may have been revoked"))


def subscribed(store: Store, person: Person) -> dict[str, datetime]:
    """Since when (UTC) units have a calendar, by their codes."""
    require(person, Action.ADMINISTER)
    return calendars_made(store)


def give_calendar(store: Store, person: Person, office: str, now: datetime) -> str:
    """The token of a new address for a unit's calendar; an earlier one is void. Raises NotAllowed."""
    require(person, Action.ADMINISTER)
    token = new_token()
    save_calendar(store, office, digest(token), now)
    return token


def revoke_calendar(store: Store, person: Person, office: str) -> None:
    """Make the address of a unit's calendar void at once. Raises NotAllowed, NoCalendar."""
    require(person, Action.ADMINISTER)
    if not drop_calendar(store, office):
        raise NoCalendar
