"""What others still refer to can't be withdrawn, whichever way in; and nothing comes to refer to what is gone."""

from datetime import date
from typing import Any

import pytest

from data.store import Change, Store, commit, count_rows, read_rows, remove_demonstration, undo
from data.store.errors import StillReferred, UnknownReference
from data.store.tables import table
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases


def office(code: str = "YLQ", **more: Any) -> Change:
    values = {"code": code, "name": "示例市场监管所", "short_name": "示例所", "kind": "office"}
    return Change("offices", {**values, **more})


def plot(season: str, code: str = "DK1") -> Change:
    return Change("gi_plots", {"code": code, "season": season, "village": "示例村", "kind": "open_field"})


def withdrawn(store: Store, ledger: str, **where: Any) -> Change:
    row = read_rows(store, ledger, where=where).row(0, named=True)
    return Change(ledger, id=row["id"], version=row["version"], withdraw="示例理由")


def test_the_refusal_says_what_refers_to_the_row_and_how_to_mend_it(store: Store) -> None:
    commit(store, OFFICER, "录入", [office(), case("甲1", office="YLQ"), case("甲2", office="YLQ")])
    commit(store, OFFICER, "录入", [market("SC001", office="YLQ")])
    with pytest.raises(StillReferred) as refused:
        commit(store, OFFICER, "撤并", [withdrawn(store, "offices", code="YLQ")])
    assert "YLQ" in refused.value.text.zh
    assert "案件台账 2 行" in refused.value.text.zh
    assert "市场台账 1 行" in refused.value.text.zh
    assert "更正" in refused.value.text.zh
    assert "YLQ" in refused.value.text.en
    assert "Cases 2" in refused.value.text.en
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 1


def test_an_undo_withdraws_nothing_that_is_in_use(store: Store) -> None:
    brought = commit(store, OFFICER, "设所", [office()])
    used = commit(store, OFFICER, "录入", [case("甲1", office="YLQ")])
    with pytest.raises(StillReferred):
        undo(store, OFFICER, brought.number)
    undo(store, OFFICER, used.number)
    undo(store, OFFICER, brought.number)
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


def test_rows_that_go_together_go(store: Store) -> None:
    commit(store, OFFICER, "录入", [market("SC001"), case("甲1", market="SC001")])
    gone = [withdrawn(store, "markets", code="SC001"), withdrawn(store, "cases", number="甲1")]
    commit(store, OFFICER, "一并作废", gone)
    assert count_rows(store, "markets") == count_rows(store, "cases") == 0


def test_rows_that_are_put_elsewhere_let_it_go(store: Store) -> None:
    commit(store, OFFICER, "录入", [office(), case("甲1", office="YLQ")])
    row = read_rows(store, "cases").row(0, named=True)
    moved = Change("cases", {"office": "ZD"}, id=row["id"], version=row["version"])
    commit(store, OFFICER, "并入支队", [moved, withdrawn(store, "offices", code="YLQ")])
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


def test_a_withdrawn_row_that_refers_to_it_holds_nothing(store: Store) -> None:
    commit(store, OFFICER, "录入", [office(), case("甲1", office="YLQ")])
    commit(store, OFFICER, "作废", [withdrawn(store, "cases", number="甲1")])
    commit(store, OFFICER, "撤并", [withdrawn(store, "offices", code="YLQ")])
    assert count_rows(store, "offices", where={"code": "YLQ"}) == 0


def test_nothing_comes_to_refer_to_what_is_gone(store: Store) -> None:
    commit(store, OFFICER, "录入", [office(), case("甲1", office="YLQ"), case("甲2")])
    away = commit(store, OFFICER, "作废", [withdrawn(store, "cases", number="甲1")])
    commit(store, OFFICER, "撤并", [withdrawn(store, "offices", code="YLQ")])
    with pytest.raises(UnknownReference, match="YLQ was withdrawn"):
        undo(store, OFFICER, away.number)
    with pytest.raises(UnknownReference, match="YLQ was withdrawn"):
        commit(store, OFFICER, "录入", [case("甲3", office="YLQ")])
    row = read_rows(store, "cases").row(0, named=True)
    with pytest.raises(UnknownReference, match="YLQ was withdrawn"):
        commit(store, OFFICER, "更正", [Change("cases", {"office": "YLQ"}, id=row["id"])])


def test_what_refers_to_a_row_gone_long_ago_can_still_be_corrected(store: Store) -> None:
    """Older stores hold such rows: there a unit could be withdrawn under its cases."""
    commit(store, OFFICER, "录入", [office(), case("甲1", office="YLQ")])
    offices = table("offices")
    with store.writing() as connection:
        connection.execute(offices.update().where(offices.c.code == "YLQ").values(withdrawn="撤并"))
    row = read_rows(store, "cases").row(0, named=True)
    assert row["office"] == "YLQ"
    commit(store, OFFICER, "更正", [Change("cases", {"sector": "drugs"}, id=row["id"], version=row["version"])])
    assert read_rows(store, "cases")["sector"].item() == "drugs"


def test_the_demonstration_leaves_the_unit_of_a_real_person(store: Store) -> None:
    commit(store, OFFICER, "演示", [office("YLQ"), office("XK", short_name="示例二所")], kind="demonstration")
    real = {"code": "P1", "name": "示例", "office": "YLQ", "active": True}
    commit(store, OFFICER, "真实人员", [Change("people", real)])
    remove_demonstration(store, OFFICER)
    left = read_rows(store, "offices")["code"].to_list()
    assert "YLQ" in left
    assert "XK" not in left


def test_a_plot_of_another_season_keeps_what_is_said_of_the_plot_true(store: Store) -> None:
    """A sample names the plot alone, so any season's row of it stands for it."""
    sample = {
        "number": "Y1", "parameter": "糖度", "plot": "DK1", "taken_on": date(2025, 11, 3), "verdict": "passed",
    }  # fmt: skip
    commit(store, OFFICER, "录入", [plot("2024-2025"), plot("2025-2026"), Change("gi_samples", sample)])
    commit(store, OFFICER, "作废", [withdrawn(store, "gi_plots", season="2025-2026")])
    with pytest.raises(StillReferred, match="DK1"):
        commit(store, OFFICER, "作废", [withdrawn(store, "gi_plots", season="2024-2025")])
