"""A row that is in use stays, whichever way its withdrawal comes in: a command, a complete upload, an undo."""

from collections.abc import Mapping
from datetime import date

import pytest

from data.store import Store, commit, count_rows, read_rows
from data.store.errors import StillReferred
from services.access.rights import Person
from services.days.clock import FixedClock
from services.intake.changes import held_back
from services.intake.confirm import confirm
from services.intake.corrections import withdraw
from services.intake.stage import stage
from services.records.batches import undo
from tests.data.store.examples import OFFICER, case, market

Held = Mapping[str, Mapping[str, int]]
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
        confirm(store, CLERK, staged.id, clock=CLOCK, withdraw={"markets": vanished["id"].to_list()}, reason="清册没有")
    assert read_rows(store, "markets")["code"].to_list() == ["SC001"]
    confirm(store, CLERK, staged.id, clock=CLOCK)
    assert read_rows(store, "markets")["code"].to_list() == ["SC001", "SC9"]


CASES = "立案编号,案件名称,案由,适用法律,权利类型,行业,街镇,承办单位,发生渠道,案件来源,立案日期,市场编号"
NEW_CASE = "甲9,示例案,销售侵犯注册商标专用权商品,商标法,商标,食品,杨柳青镇,执法支队,市场摊位,检查,2026-11-02"


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("cases", "held"),
    [
        # The case that stands at the market stays as it is.
        (None, {"SC001": {"cases": 1}, "SC003": {"cases": 1}}),
        # It is moved to another market by the same upload, and a new one comes to the market that would go.
        ([("甲1", "SC9"), ("甲3", "SC003"), ("甲9", "SC002")], {"SC002": {"cases": 1}, "SC003": {"cases": 1}}),
        # All of them are moved; what nobody refers to can go.
        ([("甲1", "SC9"), ("甲3", "")], {}),
        # The cases are no longer there either, but were not chosen.
        ([("甲9", "SC9")], {"SC001": {"cases": 1}, "SC003": {"cases": 1}}),
    ],
)
def test_what_is_in_use_is_said_before_it_is_confirmed_and_the_commit_says_the_same(
    store: Store, used: int, cases: list[tuple[str, str]] | None, held: Held
) -> None:
    commit(store, OFFICER, "录入", [market("SC002"), market("SC003"), case("甲3", market="SC003")])
    files = [("市场.csv", SHEET.encode())]
    if cases is not None:
        lines = [CASES, *(f"{NEW_CASE},{at}".replace("甲9", number) for number, at in cases)]
        files.append(("案件.csv", "\n".join(lines).encode()))
    staged = stage(store, CLERK, files, clock=CLOCK, office="ZD", complete=True)
    assert not staged.has_bad
    codes = dict(staged.vanished("markets").select("code", "id").iter_rows())
    assert list(codes) == ["SC001", "SC002", "SC003"]
    every, free = list(codes.values()), [id for code, id in codes.items() if code not in held]
    found = held_back(store, staged, {"markets": every})
    assert {one.ledger.name: one.rows for one in found} == ({"markets": held} if held else {})
    assert held_back(store, staged, {"markets": free}) == []
    if held:
        with pytest.raises(StillReferred) as refused:
            confirm(store, CLERK, staged.id, clock=CLOCK, withdraw={"markets": every}, reason="清册没有")
        assert refused.value.text == found[0].text
    confirm(store, CLERK, staged.id, clock=CLOCK, withdraw={"markets": free}, reason="清册没有")
    assert set(read_rows(store, "markets")["code"]) == {"SC9", *held}


def test_rows_that_are_no_longer_there_go_together_and_only_those_that_were_chosen(store: Store, used: int) -> None:
    """The ids of two ledgers are the same numbers: whoever chose a market chose no case."""
    commit(store, OFFICER, "录入", [market("SC002"), case("甲2")])
    files = [("市场.csv", SHEET.encode()), ("案件.csv", f"{CASES}\n{NEW_CASE},SC9".encode())]
    staged = stage(store, CLERK, files, clock=CLOCK, office="ZD", complete=True)
    markets, cases = (staged.vanished(name)["id"].to_list() for name in ("markets", "cases"))
    assert cases == markets
    assert held_back(store, staged, {"markets": markets, "cases": cases}) == []
    confirm(store, CLERK, staged.id, clock=CLOCK, withdraw={"markets": markets[1:]}, reason="清册没有")
    assert read_rows(store, "markets")["code"].to_list() == ["SC001", "SC9"]
    assert read_rows(store, "cases")["number"].to_list() == ["甲1", "甲2", "甲9"]
    left = stage(store, CLERK, files, clock=CLOCK, office="ZD", complete=True)
    gone = {name: left.vanished(name)["id"].to_list() for name in ("markets", "cases")}
    confirm(store, CLERK, left.id, clock=CLOCK, withdraw=gone, reason="清册没有")
    assert (count_rows(store, "markets"), count_rows(store, "cases")) == (1, 1)


def test_an_undo_withdraws_nothing_in_use(store: Store, used: int) -> None:
    with pytest.raises(StillReferred, match="SC001"):
        undo(store, CLERK, used)
    assert count_rows(store, "markets") == 1
