"""The ledgers page: nil reports, a staged upload that survives a reload, rows, corrections, batches."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Actor, Change, Store, commit, count_rows, read_rows, save_staged, waiting
from services.access.identity import THE_BOARD
from services.access.rights import Person
from services.days.clock import FixedClock
from services.indication.uploads import take
from services.intake.assignments import Assignment
from services.intake.stage import assign, stage
from tests.pages.reading import texts

Open = Callable[..., AppTest]

CLOCK = FixedClock(date(2026, 11, 23))
OFFICER = Actor("ZD01", "chosen")
CLERK = Person("ZD01", "signed-in", "officer", "ZD")
MARKET = {"kind": "mall", "township": "120111101", "office": "ZD", "status": "open"}
INSPECTION = {
    "inspected_on": date(2026, 11, 2),
    "object_name": "张三丰",
    "township": "120111101",
    "sector": "food",
    "office": "ZD",
    "theme": "counterfeit",
    "reason": "routine",
}
HEADER = "市场编号,市场名称,市场类型,街镇,监管单位,经营状态,年交易额（万元）"
GOOD = "SC1,示例一商场,商场,杨柳青镇,执法支队,在营,10"
BAD = "SC2,示例二商场,大集,杨柳青镇,执法支队,在营,很多"


def staged(store: Store, *lines: str, header: str = HEADER, complete: bool = False) -> str:
    content = "\n".join([header, *lines]).encode()
    return stage(store, CLERK, [("市场.csv", content)], clock=CLOCK, office="ZD", complete=complete).id


def market(store: Store, **values: object) -> int:
    commit(store, OFFICER, "市场", [Change("markets", {**MARKET, "name": "示例商场", **values})], kind="batch")
    return read_rows(store, "markets", where={"code": values["code"]})["id"].item()


def press(board: AppTest, label: str) -> AppTest:
    return next(button for button in board.button if label in button.label).click().run()


def finish(board: AppTest) -> AppTest:
    """Runs the page until the work that it follows has ended."""
    while "job" in board.query_params:
        board.run()
    return board


def shown(board: AppTest) -> str:
    return "\n".join(texts(board))


def test_reports_of_the_demonstration_name_who_is_late(open_demonstration: Open) -> None:
    board = open_demonstration("ledgers.py", period="2026-10")
    assert "逾期 3" in shown(board)
    assert "逾期 13 天" in board.table[0].value.to_string()


def test_part_of_a_month_says_up_to_which_day_and_the_rest_is_one_click(open_empty: Open, store: Store) -> None:
    part = {"office": "TJ", "ledger": "complaints", "period": "2026-10", "content": "rows", "until": date(2026, 10, 20)}
    commit(store, OFFICER, "报送", [Change("submissions", part)])
    board = open_empty("ledgers.py", unit="TJ", period="2026-10")
    assert "逾期 13 天（已报至10月20日）" in shown(board)
    press(board, "2026年10月 其余日期无数据")
    row = read_rows(store, "submissions").row(0, named=True)
    assert (row["content"], row["until"]) == ("rows", date(2026, 10, 31))


def test_nil_report_is_taken_back_where_it_stands(open_empty: Open, store: Store) -> None:
    nil = {"office": "TJ", "ledger": "complaints", "period": "2026-10", "content": "nothing"}
    commit(store, OFFICER, "零报告", [Change("submissions", nil)])
    board = press(open_empty("ledgers.py", unit="TJ", period="2026-10"), "撤回零报告")
    assert "已撤回" in board.success[0].value
    assert count_rows(store, "submissions") == 0


def test_nil_report_is_one_click(open_empty: Open, store: Store) -> None:
    board = press(open_empty("ledgers.py", unit="TJ"), "2026年11月")
    assert "零报告" in board.success[0].value
    row = read_rows(store, "submissions").row(0, named=True)
    assert (row["office"], row["ledger"], row["period"], row["content"]) == ("TJ", "complaints", "2026-11", "nothing")
    assert row["until"] == CLOCK.today()
    press(board, "撤回零报告")
    assert count_rows(store, "submissions") == 0


def test_an_upload_of_another_kind_that_waits_is_none_of_this_page(open_empty: Open, store: Store) -> None:
    """A boundary's state has no files: it broke the view for everybody."""
    id = take(store, THE_BOARD, "范围.geojson", b"{}", lambda fraction, message: None)
    assert not open_empty("ledgers.py", view="upload").exception
    named = open_empty("ledgers.py", view="upload", staged=id)
    assert not named.exception
    assert "可能已被放弃" in named.warning[0].value
    boundary = open_empty("indication.py", view="import", boundary=staged(store, GOOD))
    assert not boundary.exception
    assert boundary.warning


def test_an_upload_of_an_older_version_is_said(open_empty: Open, store: Store) -> None:
    id = staged(store, GOOD)
    save_staged(store, id, {"files": ["市场.csv"]})
    board = open_empty("ledgers.py", view="upload", staged=id)
    assert not board.exception
    assert "旧版本" in board.warning[0].value


def test_a_damaged_upload_is_said_can_only_be_discarded_and_hides_no_other(open_empty: Open, store: Store) -> None:
    whole, damaged = staged(store, GOOD), staged(store, GOOD)
    for path in (store.folder / "staged" / damaged).rglob("*.parquet"):
        path.unlink()
    board = open_empty("ledgers.py", view="upload", staged=damaged)
    assert not board.exception
    assert "缺失或已损坏" in board.error[0].value
    assert not [button for button in board.button if button.label == "确认入库"]
    board = press(board, "放弃")
    assert [row.id for row in waiting(store, "ledgers")] == [whole]
    assert not open_empty("ledgers.py", view="upload").exception


def test_what_is_in_use_is_named_beside_the_rows_that_are_no_longer_there(open_empty: Open, store: Store) -> None:
    market(store, code="SC7")
    market(store, code="SC8")
    commit(store, OFFICER, "检查", [Change("inspections", {**INSPECTION, "market": "SC8"})], kind="batch")
    board = open_empty("ledgers.py", view="upload", staged=staged(store, GOOD, complete=True))
    assert not board.exception
    assert "仍被引用、不能作废：SC8（检查台账 1）。" in "".join(one.value for one in board.warning)


def test_uploads_with_faults_stand_by_themselves_and_can_be_discarded(open_empty: Open, store: Store) -> None:
    staged(store, GOOD)
    faulty = staged(store, BAD)
    board = open_empty("ledgers.py", view="upload", ledger="markets")
    heads = [head.value for head in board.subheader]
    assert heads[-2:] == ["已校验，待确认", "有误，待改正"]
    next(button for button in board.button if button.key and faulty in button.key and "discard" in button.key).click()
    board.run()
    assert [head.value for head in board.subheader][-1] == "已校验，待确认"


def test_why_files_can_not_be_checked_yet_is_said(open_empty: Open) -> None:
    board = open_empty("ledgers.py", view="upload")
    assert next(button for button in board.button if button.label == "校验文件").disabled
    assert "请先选择报送单位和文件。" in shown(board)
    assert "请先选择文件。" in shown(open_empty("ledgers.py", view="upload", unit="ZD"))


def case(store: Store, number: str, *days: str) -> str:
    header = "立案编号,案件名称,案由,适用法律,权利类型,行业,街镇,承办单位,发生渠道,案件来源,立案日期"
    same = "示例案,销售侵犯注册商标专用权商品,商标法,商标,食品,杨柳青镇,执法支队,市场摊位,检查"
    rows = [f"{number}{place or ''},{same},{day}" for place, day in enumerate(days)]
    content = "\n".join([header, *rows]).encode()
    return stage(store, CLERK, [("案件.csv", content)], clock=CLOCK, office="ZD").id


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("整月", [("2026-10", date(2026, 10, 31))]),
        ("截至某日", [("2026-10", date(2026, 10, 2))]),
        ("只补录", []),
    ],
)
def test_whoever_confirms_says_up_to_which_day(
    open_empty: Open, store: Store, answer: str, kept: list[tuple[str, date]]
) -> None:
    board = open_empty("ledgers.py", view="upload", staged=case(store, "示例1号", "2026-10-02"))
    assert next(button for button in board.button if button.label == "确认入库").disabled
    assert "请先说明本次报送到哪一天。" in shown(board)
    asked = board.radio[0]
    asked.set_value(next(option for option in asked.options if answer in option)).run()
    finish(press(board, "确认入库"))
    assert read_rows(store, "submissions").select("period", "until").rows() == kept


def test_without_its_wrong_rows_a_month_is_not_offered_as_whole(open_empty: Open, store: Store) -> None:
    """Whatever was answered before the wrong rows were left out."""
    board = open_empty("ledgers.py", view="upload", staged=case(store, "示例1号", "2026-10-02", "2026-10-44"))
    board.radio[0].set_value(next(option for option in board.radio[0].options if "整月" in option)).run()
    next(box for box in board.checkbox if box.label.startswith("仅入库无误的行")).check().run()
    assert not [option for option in board.radio[0].options if "整月" in option]
    assert "不能报为整月" in shown(board)
    assert next(button for button in board.button if button.label == "确认入库").disabled
    board.radio[0].set_value(next(option for option in board.radio[0].options if "截至某日" in option)).run()
    assert board.date_input[0].max == date(2026, 10, 30)
    finish(press(board, "确认入库"))
    assert read_rows(store, "submissions").select("period", "until").rows() == [("2026-10", date(2026, 10, 2))]


def test_a_running_month_is_not_offered_as_whole(open_empty: Open, store: Store) -> None:
    board = open_empty("ledgers.py", view="upload", staged=case(store, "示例1号", "2026-11-02"))
    assert [option[:4] for option in board.radio[0].options] == ["截至某日", "只补录这"]


def test_every_fault_is_shown_with_how_to_mend_it(open_empty: Open, store: Store) -> None:
    board = open_empty("ledgers.py", view="upload", ledger="markets", staged=staged(store, GOOD, BAD))
    faults = board.dataframe[0].value
    assert faults["列"].to_list() == ["市场类型", "年交易额"]
    assert all(faults["如何改正"])
    assert next(button for button in board.button if button.label == "确认入库").disabled


def test_good_rows_go_in_without_the_bad_and_can_be_undone(open_empty: Open, store: Store) -> None:
    board = open_empty("ledgers.py", view="upload", ledger="markets", staged=staged(store, GOOD, BAD))
    board.checkbox[0].check().run()
    finish(press(board, "确认入库"))
    assert "已入库" in board.success[0].value
    assert read_rows(store, "markets")["code"].to_list() == ["SC1"]
    finish(press(board, "撤销本批次"))
    assert count_rows(store, "markets") == 0


def test_value_nobody_knows_is_assigned_and_forgotten(open_empty: Open, store: Store) -> None:
    id = staged(store, GOOD, BAD.replace("很多", "5"))
    board = open_empty("ledgers.py", view="upload", ledger="markets", staged=id)
    next(box for box in board.selectbox if "大集" in box.label).select("菜市场")
    finish(press(board, "记住并重新校验"))
    assert "处需改正" not in shown(board)
    assert "市场类型“大集” → 菜市场" in shown(board).replace("\\", "")
    press(board, "删除")
    assert count_rows(store, "assignments") == 0


def test_header_may_stay_remembered_for_the_next_upload(store: Store) -> None:
    lines, header = [GOOD], HEADER.replace("经营状态", "现状如何")
    content = "\n".join([header, *lines]).encode()
    id = staged(store, *lines, header=header)
    known = Assignment("markets", "header", "现状如何", "status")
    assert not assign(store, CLERK, id, [known], clock=CLOCK, files=[("市场.csv", content)]).has_bad
    assert not stage(store, CLERK, [("市场.csv", content)], clock=CLOCK, office="ZD").has_bad


def test_amount_far_above_the_usual_is_asked_about(open_empty: Open, store: Store) -> None:
    changes = [Change("markets", {**MARKET, "code": f"M{n}", "name": "示例", "turnover": 100000}) for n in range(25)]
    commit(store, OFFICER, "市场", changes, kind="batch")
    id = staged(store, GOOD.replace(",10", ",300"))
    board = open_empty("ledgers.py", view="upload", ledger="markets", staged=id)
    assert next(button for button in board.button if button.label == "确认入库").disabled
    board.checkbox[0].check().run()
    finish(press(board, "确认入库"))
    assert count_rows(store, "markets") == 26


def test_complete_upload_lists_what_vanished_and_withdraws_nothing_unasked(open_empty: Open, store: Store) -> None:
    market(store, code="OLD")
    id = staged(store, GOOD, complete=True)
    board = open_empty("ledgers.py", view="upload", ledger="markets", staged=id)
    assert "OLD" in board.dataframe[-1].value["code"].to_list()
    finish(press(board, "确认入库"))
    assert sorted(read_rows(store, "markets")["code"]) == ["OLD", "SC1"]


def test_persons_are_masked_until_they_are_asked_for(open_empty: Open, store: Store) -> None:
    commit(store, OFFICER, "检查", [Change("inspections", INSPECTION)], kind="batch")
    address = {"view": "browse", "ledger": "inspections"}
    assert "张三丰" not in shown(open_empty("ledgers.py", **address))
    assert "张三丰" in shown(open_empty("ledgers.py", **address, names="1"))
    assert "张三丰" not in shown(open_empty("ledgers.py", **address, names="1", screen="1"))


def test_rows_are_searched_filtered_and_sorted(open_empty: Open, store: Store) -> None:
    for code, kind, merchants in (("A", "mall", 5), ("B", "wet_market", 9), ("C", "mall", 7)):
        market(store, code=code, kind=kind, merchants=merchants, name=f"示例{code}商场")
    address = {"view": "browse", "ledger": "markets"}

    def codes(**more: str) -> list[str]:
        return open_empty("ledgers.py", **address, **more).dataframe[0].value["code"].to_list()

    assert codes(sort="-merchants") == ["B", "C", "A"]
    assert codes(by="kind", kind="mall") == ["A", "C"]
    assert codes(text="示例C") == ["C"]


def test_row_is_corrected_by_the_rules_and_keeps_its_history(open_empty: Open, store: Store) -> None:
    id = market(store, code="SC9", merchants=5)
    board = open_empty("ledgers.py", view="browse", ledger="markets", row=str(id))
    merchants = next(box for box in board.text_input if box.label.startswith("商户数"))
    merchants.set_value("很多")
    press(board, "保存更正")
    assert "不是有效数字" in board.error[0].value
    next(box for box in board.text_input if box.label.startswith("商户数")).set_value("12")
    press(board, "保存更正")
    assert read_rows(store, "markets")["merchants"].to_list() == [12]
    assert "商户数：5 → 12" in shown(board)


def test_row_is_withdrawn_with_a_reason_only(open_empty: Open, store: Store) -> None:
    id = market(store, code="SC9")
    board = open_empty("ledgers.py", view="browse", ledger="markets", row=str(id))
    next(button for button in board.button if button.label == "作废").click().run()
    assert count_rows(store, "markets") == 1
    next(box for box in board.text_input if box.label == "原因").set_value("重复")
    next(button for button in board.button if button.label == "作废").click().run()
    assert count_rows(store, "markets") == 0
    assert "row" not in board.query_params
    assert not board.warning


def test_batch_is_undone_from_its_list(open_empty: Open, store: Store) -> None:
    market(store, code="SC9")
    board = open_empty("ledgers.py", view="batches", ledger="markets")
    assert "未核" in shown(board)
    finish(press(board, "撤销批次"))
    assert count_rows(store, "markets") == 0


@pytest.mark.parametrize("row", ["0", "999", "x'; drop table", "9" * 20, "9" * 5000, "１２", "\x00"])
def test_row_that_is_not_there_is_answered(open_empty: Open, row: str) -> None:
    board = open_empty("ledgers.py", view="browse", ledger="markets", row=row)
    assert not board.exception
    assert "row" not in board.query_params
    assert any(box.label == "台账" for box in board.selectbox)


def test_row_of_one_ledger_is_not_sought_in_another(open_empty: Open, store: Store) -> None:
    id = market(store, code="SC9")
    board = open_empty("ledgers.py", view="browse", ledger="markets", row=str(id))
    next(box for box in board.selectbox if box.label == "台账").select("案件台账").run()
    assert "row" not in board.query_params
    assert not board.warning
