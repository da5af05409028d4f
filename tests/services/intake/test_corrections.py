"""Corrections are read as cells are, checked by the same rules, and refused when the row has moved."""

from datetime import date
from decimal import Decimal

import pytest

from data.store import Change, Store, commit, count_rows, history, read_rows, undo
from data.store.errors import Conflict, DuplicateKey, StoreError
from services.access.desk import row
from services.access.rights import EVERYTHING, Person
from services.days.clock import FixedClock
from services.intake.corrections import CorrectionRefused, correct, withdraw

ACTOR, OTHER = Person("ZD01", "signed-in", "officer", "ZD"), Person("ZD02", "signed-in", "officer", "ZD")
CLOCK = FixedClock(date(2026, 11, 23))
CASE = {
    "number": "示例立〔2026〕1号",
    "title": "示例商行案",
    "party": "张三",
    "act": "trademark_sale",
    "law": "trademark",
    "right": "trademark",
    "sector": "food",
    "township": "120111100",
    "office": "ZD",
    "channel": "market",
    "source": "inspection",
    "opened_on": date(2026, 5, 29),
    "goods_value": Decimal("12800.50"),
    "point": "117.012345,39.123456",
    "rural_market": True,
}


@pytest.fixture
def case(store: Store) -> int:
    commit(store, ACTOR.actor, "case", [Change("cases", {**CASE, "number": f"示例立〔2026〕{n}号"}) for n in (1, 2)])
    return read_rows(store, "cases", where={"number": CASE["number"]})["id"].item()


def change(store: Store, id: int, version: int = 1, **texts: str) -> None:
    correct(store, ACTOR, "cases", id, version, texts, clock=CLOCK)


def test_texts_are_read_as_in_a_sheet(store: Store, case: int) -> None:
    change(
        store,
        case,
        closed_on="2026年11月2日",
        decided_on="2026/10/30",
        fine="1.2万",
        outcomes="罚款；没收",
        right="专利",
    )
    now = row(store, EVERYTHING, "cases", case)
    assert now["closed_on"] == date(2026, 11, 2)
    assert now["fine"] == Decimal("12000.00")
    assert now["outcomes"] == "fine;confiscation"
    assert now["right"] == "patent"
    untouched = ("party", "goods_value", "point", "opened_on", "office", "rural_market")
    assert {name: now[name] for name in untouched} == {name: CASE[name] for name in untouched}


def test_empty_text_empties(store: Store, case: int) -> None:
    change(store, case, goods_value="")
    assert row(store, EVERYTHING, "cases", case)["goods_value"] is None


def test_every_broken_rule_is_named(store: Store, case: int) -> None:
    with pytest.raises(CorrectionRefused) as refused:
        change(store, case, title="", closed_on="2026-01-01", fine="很多")
    assert {fault.column.name for fault in refused.value.faults} >= {"title", "closed_on", "fine"}
    assert row(store, EVERYTHING, "cases", case)["version"] == 1


def test_masked_text_leaves_the_name(store: Store, case: int) -> None:
    change(store, case, party="张＊", note="已核对")
    now = row(store, EVERYTHING, "cases", case)
    assert (now["party"], now["note"]) == ("张三", "已核对")


def test_key_can_be_corrected_but_not_taken(store: Store, case: int) -> None:
    with pytest.raises(DuplicateKey):
        change(store, case, number="示例立〔2026〕2号")
    change(store, case, number="示例立〔2026〕3号")
    assert row(store, EVERYTHING, "cases", case)["number"] == "示例立〔2026〕3号"


def test_row_that_moved_says_who_moved_it(store: Store, case: int) -> None:
    correct(store, OTHER, "cases", case, 1, {"note": "先改"}, clock=CLOCK)
    with pytest.raises(Conflict, match="ZD02"):
        change(store, case, note="后改")


def test_nothing_changed_writes_nothing(store: Store, case: int) -> None:
    with pytest.raises(StoreError, match="nothing"):
        change(store, case, party="张三")


def test_withdrawal_needs_a_reason_and_keeps_the_row(store: Store, case: int) -> None:
    with pytest.raises(StoreError, match="reason"):
        withdraw(store, ACTOR, "cases", case, 1, " ")
    done = withdraw(store, ACTOR, "cases", case, 1, "重复录入")
    assert count_rows(store, "cases") == 1
    assert history(store, "cases", case)["withdrawn"].to_list() == [None, "重复录入"]
    undo(store, ACTOR.actor, done.number)
    assert count_rows(store, "cases") == 2
