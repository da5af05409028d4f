"""A row that is in use stays, whichever way its withdrawal comes in: a command, a complete upload, an undo."""

from datetime import date

import pytest

from data.store import Store, commit, count_rows, read_rows
from data.store.errors import StillReferred
from services.access.rights import Person
from services.days.clock import FixedClock
from services.intake.confirm import confirm
from services.intake.corrections import withdraw
from services.intake.stage import stage
from services.records.batches import undo
from tests.data.store.examples import OFFICER, case, market

ADMINISTRATOR = Person("GLY01", "signed-in", "administrator", "IP")
CLERK = Person("ZD01", "signed-in", "officer", "ZD")
CLOCK = FixedClock(date(2026, 11, 23))
SHEET = "市场编号,市场名称,市场类型,街镇,监管单位,经营状态\nSC9,示例九商场,商场,杨柳青镇,执法支队,在营"


@pytest.fixture
def used(store: Store) -> int:
    """A market at which a case was opened; the number of the commit that brought the market."""
    number = commit(store, CLERK.actor, "市场", [market("SC001")], kind="batch").number
    commit(store, OFFICER, "案件", [case("甲1", market="SC001")])
    return number


def test_a_unit_is_not_withdrawn_on_the_ledgers_page(store: Store, used: int) -> None:
    unit = read_rows(store, "offices", where={"code": "ZD"}).row(0, named=True)
    with pytest.raises(StillReferred, match="Markets 1, Cases 1"):
        withdraw(store, ADMINISTRATOR, "offices", unit["id"], unit["version"], "撤并")
    assert count_rows(store, "offices", where={"code": "ZD"}) == 1


def test_a_complete_upload_withdraws_nothing_in_use(store: Store, used: int) -> None:
    staged = stage(store, CLERK, [("市场.csv", SHEET.encode())], clock=CLOCK, office="ZD", complete=True)
    vanished = staged.vanished("markets")
    assert vanished["code"].to_list() == ["SC001"]
    with pytest.raises(StillReferred, match="SC001"):
        confirm(store, CLERK, staged.id, clock=CLOCK, withdraw=vanished["id"].to_list(), reason="清册没有")
    assert read_rows(store, "markets")["code"].to_list() == ["SC001"]
    confirm(store, CLERK, staged.id, clock=CLOCK)
    assert read_rows(store, "markets")["code"].to_list() == ["SC001", "SC9"]


def test_an_undo_withdraws_nothing_in_use(store: Store, used: int) -> None:
    with pytest.raises(StillReferred, match="SC001"):
        undo(store, CLERK, used)
    assert count_rows(store, "markets") == 1
