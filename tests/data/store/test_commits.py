"""One way in: what a commit writes, refuses and remembers, on both databases."""

from datetime import date
from decimal import Decimal

import pytest

from data.store import SYSTEM, Change, Store, commit, commits, count_rows, history, last_commit, read_rows
from data.store.errors import AlreadyCommitted, Conflict, DuplicateKey, StoreMoved, UnknownReference
from tests.counting import rows_asked_for
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases


def test_a_new_store_has_the_five_units_the_plan_names(store: Store) -> None:
    names = read_rows(store, "offices")["name"].to_list()
    assert sorted(names) == sorted(["知识产权科", "执法支队", "反垄断反不正当竞争科", "法规科", "投举中心"])
    assert last_commit(store) == 1


def test_rows_come_back_as_they_were_given(store: Store) -> None:
    given = {
        "turnover": Decimal("12345678901234.56"),
        "area": 3500.5,
        "online": True,
        "merchants": 120,
        "point": "116.960900,39.059100",
        "level_valid_to": date(2027, 1, 31),
        "level": "city",
        "level_document": "示例〔2024〕1号",
    }
    commit(store, OFFICER, "录入", [market(**given)])
    row = read_rows(store, "markets").row(0, named=True)
    assert {name: row[name] for name in given} == given
    assert (row["office"], row["version"], row["since"]) == ("ZD", 1, 2)


def test_references_to_rows_of_the_same_commit_are_resolved(store: Store) -> None:
    commit(store, OFFICER, "录入", [case(market="SC001"), market("SC001")])
    assert read_rows(store, "cases")["market"].to_list() == ["SC001"]


def test_a_corrected_key_is_shown_by_all_that_refers_to_it(store: Store) -> None:
    commit(store, OFFICER, "录入", [case(market="SC001"), market("SC001")])
    id = read_rows(store, "markets")["id"].item()
    commit(store, OFFICER, "改编号", [Change("markets", {"code": "SC009"}, id=id, version=1)])
    assert read_rows(store, "cases")["market"].to_list() == ["SC009"]


def test_an_unknown_reference_writes_nothing(store: Store) -> None:
    with pytest.raises(UnknownReference, match="SC404"):
        commit(store, OFFICER, "录入", [market(), case(market="SC404")])
    assert (count_rows(store, "markets"), last_commit(store)) == (0, 1)


def test_a_key_stands_once(store: Store) -> None:
    commit(store, OFFICER, "录入", [market()])
    with pytest.raises(DuplicateKey):
        commit(store, OFFICER, "再录", [market(name="另一个")])
    assert last_commit(store) == 2


def test_a_row_that_moved_is_refused_and_says_whose_change_it_was(store: Store) -> None:
    commit(store, OFFICER, "录入", [market()])
    id = read_rows(store, "markets")["id"].item()
    commit(store, OFFICER, "商户数更正", [Change("markets", {"merchants": 80}, id=id, version=1)])
    with pytest.raises(Conflict) as refused:
        commit(store, SYSTEM, "更正", [Change("markets", {"merchants": 90}, id=id, version=1)])
    assert "SLR001" in refused.value.text.zh
    assert "商户数更正" in refused.value.text.zh
    assert read_rows(store, "markets")["merchants"].to_list() == [80]


def test_a_staged_upload_is_committed_once(store: Store) -> None:
    first = commit(store, OFFICER, "上传", [market()], batch="b1")
    with pytest.raises(AlreadyCommitted) as refused:
        commit(store, OFFICER, "上传", [market("SC002")], batch="b1")
    assert refused.value.number == first.number
    assert count_rows(store, "markets") == 1


def test_a_comparison_with_an_older_store_is_refused(store: Store) -> None:
    compared = {"markets": last_commit(store, "markets")}
    commit(store, OFFICER, "别人先到", [market()])
    with pytest.raises(StoreMoved):
        commit(store, OFFICER, "上传", [market("SC002")], expected=compared)
    assert count_rows(store, "markets") == 1


def test_a_withdrawn_row_stays_in_history_and_its_key_brings_it_back(store: Store) -> None:
    commit(store, OFFICER, "录入", [market(merchants=10)])
    id = read_rows(store, "markets")["id"].item()
    commit(store, OFFICER, "作废", [Change("markets", id=id, withdraw="重复登记")])
    assert count_rows(store, "markets") == 0
    commit(store, OFFICER, "重录", [market()])
    assert read_rows(store, "markets").select("id", "merchants").rows() == [(id, None)]
    assert history(store, "markets", id)["withdrawn"].to_list() == [None, "重复登记", None]


def test_numbers_the_sheet_lacks_are_made(store: Store) -> None:
    inspection = {
        "inspected_on": date(2023, 5, 29),
        "object_name": "示例商行",
        "office": "ZD",
        "township": "120111101",
        "sector": "food",
        "theme": "counterfeit",
        "reason": "routine",
    }
    commit(store, OFFICER, "检查", [Change("inspections", inspection), Change("inspections", inspection)])
    assert read_rows(store, "inspections")["number"].to_list() == ["JC000002-0001", "JC000002-0002"]


def test_every_commit_says_who_and_how_that_is_known(store: Store) -> None:
    commit(store, OFFICER, "录入", [market()])
    newest = commits(store).row(0, named=True)
    assert (newest["actor"], newest["how"], newest["reason"]) == ("SLR001", "chosen", "录入")
    assert (newest["ledger"], newest["added"], newest["changed"], newest["withdrawn"]) == ("markets", 1, 0, 0)


def test_a_row_is_changed_once_in_a_commit(store: Store) -> None:
    commit(store, OFFICER, "录入", [market()])
    id = read_rows(store, "markets")["id"].item()
    twice = [Change("markets", {"merchants": 80}, id=id), Change("markets", {"merchants": 90}, id=id)]
    with pytest.raises(Conflict):
        commit(store, OFFICER, "更正", twice)
    assert read_rows(store, "markets")["merchants"].to_list() == [None]


def test_a_commit_reads_no_withdrawn_rows_but_those_whose_keys_return(store: Store) -> None:
    """However many rows of a ledger were withdrawn before."""
    plots = [Change("gi_plots", {"code": f"DK{n}", "season": "2025", "village": "村", "kind": "open_field"})
             for n in range(30)]  # fmt: skip
    commit(store, OFFICER, "录入", [*(market(f"SC{n:03}") for n in range(30)), *plots])
    for name in ("markets", "gi_plots"):
        commit(store, OFFICER, "作废", [Change(name, id=id, withdraw="清理") for id in read_rows(store, name)["id"]])
    with rows_asked_for(store, "markets", "gi_plots") as read:
        commit(store, OFFICER, "录入", [market("SC100"), market("SC007"), plots[3], case(market="SC100")])
    # Twice each of the two rows that come back: to find them, and as they were.
    assert sum(read) <= 10
    assert read_rows(store, "markets")["code"].to_list() == ["SC007", "SC100"]
    assert read_rows(store, "gi_plots")["code"].to_list() == ["DK3"]
