"""Undo puts back exactly what was, and names what stands in the way."""

import pytest

from data.store import Change, Store, commit, commits, count_rows, read_rollup, read_rows, remove_demonstration, undo
from data.store.commits import DEMONSTRATION
from data.store.errors import Conflict, NotUndoable
from data.store.rows import demonstration, never_used
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases


def test_added_rows_are_withdrawn_and_changed_rows_put_back(store: Store) -> None:
    commit(store, OFFICER, "录入", [market(merchants=10)])
    before = read_rows(store, "markets").drop("version", "since")
    id = before["id"].item()
    done = commit(store, OFFICER, "更正", [Change("markets", {"merchants": 20, "note": "x"}, id=id), case()])
    undo(store, OFFICER, done.number)
    assert read_rows(store, "markets").drop("version", "since").equals(before)
    assert count_rows(store, "cases") == 0
    assert read_rollup(store, "case_days").is_empty()


def test_rows_touched_later_stand_in_the_way_until_that_is_undone(store: Store) -> None:
    first = commit(store, OFFICER, "录入", [market(merchants=10)])
    id = read_rows(store, "markets")["id"].item()
    second = commit(store, OFFICER, "更正", [Change("markets", {"merchants": 20}, id=id)])
    with pytest.raises(Conflict, match=str(second.number)):
        undo(store, OFFICER, first.number)
    undo(store, OFFICER, second.number)
    undo(store, OFFICER, first.number)
    assert count_rows(store, "markets") == 0


def test_an_undo_can_be_undone(store: Store) -> None:
    done = commit(store, OFFICER, "录入", [market(merchants=10)])
    undone = undo(store, OFFICER, done.number)
    undo(store, OFFICER, undone.number)
    assert read_rows(store, "markets")["merchants"].to_list() == [10]


def test_rows_that_come_back_count_as_new(store: Store) -> None:
    done = commit(store, OFFICER, "录入", [market(merchants=10)])
    undo(store, OFFICER, done.number)
    again = commit(store, OFFICER, "再录", [market(merchants=10)])
    made = commits(store, number=again.number).row(0, named=True)
    assert (made["added"], made["changed"], made["withdrawn"]) == (1, 0, 0)


def test_seeds_can_not_be_undone(store: Store) -> None:
    with pytest.raises(NotUndoable):
        undo(store, OFFICER, 1)


def test_the_demonstration_is_removed_whole_and_the_units_of_the_plan_stay(store: Store) -> None:
    assert never_used(store)
    commit(store, OFFICER, "演示", [market(), case(market="SC001")], kind=DEMONSTRATION)
    assert demonstration(store)
    assert not never_used(store)
    removed = remove_demonstration(store, OFFICER)
    assert not demonstration(store)
    assert demonstration(store, known_at=removed.number - 1)
    assert (count_rows(store, "cases"), count_rows(store, "markets"), count_rows(store, "offices")) == (0, 0, 5)
    with pytest.raises(NotUndoable):
        undo(store, OFFICER, removed.number)


def test_the_first_real_rows_and_the_removal_are_one_step(store: Store) -> None:
    commit(store, OFFICER, "演示", [market(), case("演示1", market="SC001")], kind=DEMONSTRATION)
    commit(store, OFFICER, "首批", [case("甲1")], remove_demonstration=True)
    assert not demonstration(store)
    assert read_rows(store, "cases")["number"].to_list() == ["甲1"]


def test_what_a_person_wrote_beside_the_demonstration_stays(store: Store) -> None:
    person = {"code": "P1", "name": "示例人员", "office": "IP", "active": True}
    commit(store, OFFICER, "演示", [Change("people", {**person, "code": "SL1"}), case()], kind=DEMONSTRATION)
    commit(store, OFFICER, "录入人员", [Change("people", person)])
    shown = read_rows(store, "people", where={"code": "SL1"}).row(0, named=True)
    commit(store, OFFICER, "改演示人员", [Change("people", {"active": False}, id=shown["id"])])
    nil = {"office": "ZD", "ledger": "cases", "period": "2023-05", "content": "nothing"}
    commit(store, OFFICER, "零报告", [Change("submissions", nil)])
    remove_demonstration(store, OFFICER)
    assert read_rows(store, "people")["code"].to_list() == ["P1"]
    assert count_rows(store, "submissions") == 0
    assert read_rows(store, "people", withdrawn=True)["code"].to_list() == ["SL1", "P1"]
