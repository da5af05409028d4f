"""A store with one market, and people of each role, for what writes."""

from datetime import date
from typing import Any

from data.ledgers.people import MANAGER, OFFICER, VIEWER
from data.store import Change, Store, commit
from services.access.identity import THE_BOARD
from services.access.rights import Person
from services.days.clock import FixedClock

DAY = date(2026, 11, 23)
CLOCK = FixedClock(DAY)
MARKET = {
    "code": "SC001",
    "name": "示例市场",
    "kind": "mall",
    "township": "120111101",
    "office": "ZD",
    "status": "open",
}
OWN, SECTION = Person("ZD01", "signed-in", OFFICER, "ZD"), Person("IP01", "signed-in", OFFICER, "IP")
OTHER = Person("FG01", "signed-in", OFFICER, "FG")
LEADER, GUEST = Person("JZ01", "signed-in", MANAGER, "IP"), Person("KR01", "signed-in", VIEWER)
PDF = b"%PDF-1.4 example"


def put(store: Store, *rows: tuple[str, dict[str, Any]]) -> None:
    """Rows of ledgers, as they are."""
    commit(store, THE_BOARD.actor, "test", [Change(ledger, values) for ledger, values in rows])
