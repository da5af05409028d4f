"""Rows that come as a frame obey what changes one by one obey, and are written as they are."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Change, Rows, Store, commit, commits, history, last_commit, read_rollup, read_rows, undo
from data.store.errors import Conflict, DuplicateKey, Frozen, StoreMoved, UnknownReference
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases
FORMS = pytest.mark.parametrize("as_frame", [False, True], ids=["changes", "rows"])


def asked(changes: list[Change], as_frame: bool) -> list[Change] | list[Rows]:
    """The changes as they are, or as one frame; all of one ledger and with the same columns."""
    if not as_frame:
        return changes
    schema = {name: dtype for name, dtype in ledger(changes[0].ledger).schema.items() if name in changes[0].values}
    frame = pl.DataFrame([change.values for change in changes], schema=schema, orient="row").with_columns(
        pl.Series(name, [getattr(change, name) for change in changes], dtype)
        for name, dtype in {"id": pl.Int64, "version": pl.Int64, "withdraw": pl.String}.items()
    )
    return [Rows(changes[0].ledger, frame)]


@FORMS
def test_rows_are_added_changed_and_withdrawn(store: Store, as_frame: bool) -> None:
    new = [market(f"SC{n}", turnover=Decimal("10.05"), note="原") for n in range(3)]
    commit(store, OFFICER, "录入", asked(new, as_frame))
    ids = read_rows(store, "markets")["id"].to_list()
    some = [Change("markets", {"name": f"改\u200b{n}"}, id=ids[n], version=1) for n in (2, 0)]
    commit(store, OFFICER, "改", asked(some, as_frame))
    commit(store, OFFICER, "撤", asked([Change("markets", id=ids[1], version=1, withdraw="重\u200b复")], as_frame))
    rows = read_rows(store, "markets").sort("id").select("name", "version", "turnover", "note").rows()
    assert rows == [(f"改{n}", 2, Decimal("10.05"), "原") for n in (0, 2)]
    assert history(store, "markets", ids[1])["withdrawn"].to_list() == [None, "重复"]
    counts = commits(store).sort("number").select("added", "changed", "withdrawn").rows()
    assert counts[-3:] == [(3, 0, 0), (0, 2, 0), (0, 0, 1)]


@FORMS
def test_what_is_not_given_stays_and_a_key_brings_back(store: Store, as_frame: bool) -> None:
    commit(store, OFFICER, "录入", [market("SC1", merchants=5, note="原"), market("SC2", merchants=6)])
    first, second = read_rows(store, "markets").sort("id")["id"]
    gone = commit(store, OFFICER, "撤", asked([Change("markets", id=first, withdraw="撤并")], as_frame))
    commit(store, OFFICER, "又", asked([market("SC1", merchants=9), market("SC3", merchants=7)], as_frame))
    rows = read_rows(store, "markets").sort("code").select("code", "id", "version", "merchants", "note").rows()
    assert rows[:2] == [("SC1", first, 3, 9, None), ("SC2", second, 1, 6, None)]
    assert commits(store).row(0, named=True)["added"] == 2
    undo(store, OFFICER, last_commit(store))
    assert read_rows(store, "markets")["code"].to_list() == ["SC2"]
    undo(store, OFFICER, gone.number)
    rows = read_rows(store, "markets").sort("code").select("code", "merchants", "note").rows()
    assert rows == [("SC1", 5, "原"), ("SC2", 6, None)]


@FORMS
def test_what_is_refused_of_one_is_refused_of_many(store: Store, as_frame: bool) -> None:
    commit(store, OFFICER, "录入", asked([market("SC1"), market("SC2")], as_frame))
    first, second = read_rows(store, "markets").sort("id")["id"]
    begun = last_commit(store)

    def moved(id: int, version: int = 1, **values: str) -> Change:
        return Change("markets", {"note": "改", **values}, id=id, version=version)

    for wrong, error in (
        ([moved(first), moved(second, version=2)], Conflict),
        ([moved(first), moved(first)], Conflict),
        ([moved(first), moved(999)], Conflict),
        ([moved(first, code="SC9"), moved(second, code="SC9")], DuplicateKey),
        ([market("SC3"), market("SC3")], DuplicateKey),
        ([market("SC3"), market("SC2")], DuplicateKey),
        ([market("SC3", office="无")], UnknownReference),
        ([moved(first, office="无")], UnknownReference),
    ):
        with pytest.raises(error):
            commit(store, OFFICER, "错", asked(wrong, as_frame))
    with pytest.raises(StoreMoved):
        commit(store, OFFICER, "迟", asked([market("SC4")], as_frame), expected={"markets": begun - 1})
    assert last_commit(store) == begun


@FORMS
def test_a_frozen_row_opens_only_what_is_still_open(store: Store, as_frame: bool) -> None:
    boundary = {"kind": "protected", "title": "甲", "crs": "4490", "state": "final", "author": "OFF", "made_on": DAY}
    commit(store, OFFICER, "范围", [Change("gi_areas", {**boundary, "in_force_from": DAY})])
    row = read_rows(store, "gi_areas").row(0, named=True)
    for values in ({"title": "乙"}, {"state": "replaced", "title": "乙"}):
        with pytest.raises(Frozen):
            commit(store, OFFICER, "改", asked([Change("gi_areas", values, id=row["id"])], as_frame))
    with pytest.raises(Frozen):
        commit(store, OFFICER, "撤", asked([Change("gi_areas", id=row["id"], withdraw="撤")], as_frame))
    commit(store, OFFICER, "替", asked([Change("gi_areas", {"state": "replaced"}, id=row["id"])], as_frame))
    assert read_rows(store, "gi_areas")["state"].to_list() == ["replaced"]


@FORMS
def test_rollups_follow(store: Store, as_frame: bool) -> None:
    commit(store, OFFICER, "录入", asked([case(f"示例{n}") for n in range(4)], as_frame))
    assert read_rollup(store, "case_days").filter(event="opened")["n"].sum() == 4
    ids = read_rows(store, "cases")["id"].to_list()[:3]
    commit(store, OFFICER, "撤", asked([Change("cases", id=id, withdraw="误录") for id in ids], as_frame))
    assert read_rollup(store, "case_days").filter(event="opened")["n"].sum() == 1


@FORMS
def test_the_store_numbers_new_rows_in_their_order(store: Store, as_frame: bool) -> None:
    given = {"inspected_on": DAY, "object_name": "示例商行", "office": "ZD", "township": "120111101", "sector": "food"}
    whole = {**given, "theme": "counterfeit", "reason": "routine"}
    numbers = [None, "自编", None]
    changes = [Change("inspections", {**whole, "number": number}) for number in numbers]
    commit(store, OFFICER, "检查", asked(changes, as_frame))
    assert read_rows(store, "inspections").sort("id")["number"].to_list() == ["JC000002-0001", "自编", "JC000002-0003"]


def test_a_frame_without_rows_touches_nothing(store: Store) -> None:
    done = commit(store, OFFICER, "空", [Rows("markets", pl.DataFrame(schema={"id": pl.Int64, "name": pl.String}))])
    assert (done.counts, last_commit(store, "markets")) == ({}, 0)


DAY = date(2023, 5, 29)
