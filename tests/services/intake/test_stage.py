"""Uploads from files to a commit, on a real store."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import fastexcel
import polars as pl
import pytest

from data.ledgers import ledgers
from data.store import (
    SYSTEM,
    Change,
    Store,
    commit,
    commits,
    files_of,
    get_attachment,
    load_staged,
    read_rows,
    save_staged,
    undo,
    waiting,
)
from data.store.commits import DEMONSTRATION
from data.store.errors import OlderShape, StoreMoved
from services.access.identity import THE_BOARD
from services.access.rights import Person
from services.days.clock import Clock
from services.exchange.export import export
from services.exchange.template import template
from services.intake.assignments import Assignment, remembered
from services.intake.changes import rejected_workbook
from services.intake.confirm import confirm, to_say
from services.intake.errors import HasBadRows, IntakeError, NothingToWrite, NotWhole, Unanswered
from services.intake.judge import refresh
from services.intake.limits import Limits
from services.intake.stage import assign, discard, stage
from services.intake.staged import Counts, Staged, frame_file, load
from services.intake.staged import waiting as staged_waiting
from tests.counting import rows_asked_for
from tests.services.intake.conftest import HandIn, NewWorkbook

Cases = Callable[..., list[list[Any]]]
FIRST, SECOND = "示例立〔2023〕1号", "示例立〔2023〕2号"


def faults(staged: Staged) -> list[tuple[int, str, str]]:
    return staged.errors().select("row", "column", "rule").rows()


def sheets_of(content: bytes) -> list[list[tuple[Any, ...]]]:
    book = fastexcel.read_excel(content)
    return [book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows() for name in book.sheet_names]


def test_a_good_upload_becomes_one_commit(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({}, {"立案编号": SECOND, "货值金额": "3.2万"})))
    assert staged.counts == {"cases": Counts(new=2)}
    assert not staged.has_bad
    number = confirm(store, THE_BOARD, staged.id, clock=clock)
    rows = read_rows(store, "cases")
    assert rows.select("number", "act", "office", "goods_value").rows() == [
        (FIRST, "fake_patent", "ZD", None),
        (SECOND, "fake_patent", "ZD", Decimal(32_000)),
    ]
    assert rows["since"].to_list() == [number, number]


def test_the_upload_is_kept_with_its_commit(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    content = workbook(cases({}))
    number = confirm(store, THE_BOARD, hand_in(content).id, clock=clock)
    (kept,) = files_of(store, number).rows(named=True)
    assert kept["name"] == "台账.xlsx"
    assert get_attachment(store, kept["sha256"]) == content


def test_an_unknown_column_is_stored_nowhere(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({"投诉人": "某位投诉人"})))
    assert staged.sheets[0].unknown == ("投诉人",)
    number = confirm(store, THE_BOARD, staged.id, clock=clock)
    (kept,) = files_of(store, number).rows(named=True)
    assert kept["name"] == "台账 Sheet1（仅已识别列）.csv"
    text = get_attachment(store, kept["sha256"]).decode()
    assert FIRST in text
    assert "投诉人" not in text
    assert not any("某位投诉人".encode() in path.read_bytes() for path in store.folder.rglob("*") if path.is_file())


def test_all_faults_at_once_and_nothing_written(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(
        workbook(
            cases(
                {},
                {
                    "立案编号": SECOND,
                    "行业": "粮食品",
                    "立案日期": "5.29",
                    "结案日期": "2023-01-01",
                    "承办单位": "执法支对",
                },
                {"立案编号": None, "备注": "联系13812345678"},
            )
        )
    )
    assert set(faults(staged)) == {
        (3, "sector", "choice"),
        (3, "opened_on", "year_missing"),
        (3, "office", "reference"),
        (4, "number", "required"),
        (4, "note", "mobile"),
    }
    offers = dict(staged.errors().select("column", "offers").rows())
    assert offers["sector"] == "食品"
    assert "执法支队" in offers["office"]
    assert "联系138＊＊＊＊＊＊＊＊" in staged.errors()["value"].to_list()
    with pytest.raises(HasBadRows):
        confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").is_empty()


def test_rules_over_several_columns(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    staged = hand_in(workbook(cases({"结案日期": "2023-05-01", "决定书文号": "示例罚〔2023〕1号"})))
    assert set(faults(staged)) == {
        (2, "closed_on", "closed_on_not_before_opened_on"),
        (2, "decision_number", "decision_number_without_decision"),
    }


def test_good_rows_without_the_bad_which_come_back_with_reasons(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(
        workbook(cases({}, {"立案编号": SECOND, "案件名称": "=示例案", "行业": "外星", "备注": "电话13812345678"}))
    )
    assert staged.counts["cases"] == Counts(new=1, bad=1)
    confirm(store, THE_BOARD, staged.id, clock=clock, accept_good=True)
    assert read_rows(store, "cases")["number"].to_list() == [FIRST]
    ((header, row),) = sheets_of(rejected_workbook(store, THE_BOARD, staged.id))
    assert header[-1] == "退回原因"
    assert row[:2] == (SECOND, "=示例案")
    assert "行业：不在可选项内" in row[-1]
    assert "13812345678" not in str(row)


def test_mended_rows_given_back_are_taken(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({"行业": "外星"})))
    ((header, row),) = sheets_of(rejected_workbook(store, THE_BOARD, staged.id))
    mended = ["食品" if cell == "外星" else cell for cell in row]
    again = hand_in(workbook([header, mended]))
    assert again.counts["cases"] == Counts(new=1)


@pytest.mark.both_databases
def test_new_changed_and_same(store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock) -> None:
    confirm(store, THE_BOARD, hand_in(workbook(cases({}, {"立案编号": SECOND}))).id, clock=clock)
    staged = hand_in(
        workbook(
            cases({}, {"立案编号": SECOND, "行业": "水泥", "结案日期": "2023-06-30"}, {"立案编号": "示例立〔2023〕3号"})
        )
    )
    assert staged.counts == {"cases": Counts(new=1, changed=1, same=1)}
    assert set(staged.changed("cases").select("row", "key", "column", "old", "new").rows()) == {
        (3, SECOND, "sector", "食品", "水泥"),
        (3, SECOND, "closed_on", None, "2023-06-30"),
    }
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases", where={"number": SECOND}).select("sector", "version").row(0) == ("cement", 2)


def test_the_same_file_twice_changes_nothing(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    content = workbook(cases({}))
    confirm(store, THE_BOARD, hand_in(content).id, clock=clock)
    staged = hand_in(content)
    assert staged.counts == {"cases": Counts(same=1)}
    with pytest.raises(NothingToWrite):
        confirm(store, THE_BOARD, staged.id, clock=clock)


def test_confirming_twice_is_one_commit(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({})))
    first = confirm(store, THE_BOARD, staged.id, clock=clock)
    assert confirm(store, THE_BOARD, staged.id, clock=clock) == first
    assert load(store, THE_BOARD, staged.id).commit == first
    assert commits(store, since=first).is_empty()


def test_a_store_that_moved_is_compared_again(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    early, late = hand_in(workbook(cases({}))), hand_in(workbook(cases({"行业": "水泥"})))
    confirm(store, THE_BOARD, early.id, clock=clock)
    with pytest.raises(StoreMoved):
        confirm(store, THE_BOARD, late.id, clock=clock)
    again = load(store, THE_BOARD, late.id)
    assert (late.counts, again.counts) == ({"cases": Counts(new=1)}, {"cases": Counts(changed=1)})
    confirm(store, THE_BOARD, again.id, clock=clock)
    assert read_rows(store, "cases")["sector"].to_list() == ["cement"]


def test_undo_takes_a_batch_back(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    content = workbook(cases({}))
    undo(store, SYSTEM, confirm(store, THE_BOARD, hand_in(content).id, clock=clock))
    assert read_rows(store, "cases").is_empty()
    staged = hand_in(content)
    assert staged.counts == {"cases": Counts(new=1)}
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").select("number", "version").rows() == [(FIRST, 3)]


def test_duplicate_keys_inside_an_upload(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    staged = hand_in(("a.xlsx", workbook(cases({}))), ("b.xlsx", workbook(cases({"立案编号": "示例立[2023]1号"}))))
    assert staged.errors().select("file", "rule").rows() == [("a.xlsx", "duplicate"), ("b.xlsx", "duplicate")]
    assert staged.errors()["offers"][0] == "Sheet1 2；Sheet1 2"


def test_a_complete_upload_lists_what_vanished_and_withdraws_what_is_chosen(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    other = {"立案编号": "示例立〔2023〕9号", "承办单位": "知识产权科"}
    confirm(store, THE_BOARD, hand_in(workbook(cases({}, {"立案编号": SECOND}, other))).id, clock=clock)
    content = workbook(cases({"行业": "水泥"}))
    assert hand_in(content, office="ZD").vanished("cases").is_empty()
    staged = hand_in(content, office="ZD", complete=True)
    vanished = staged.vanished("cases")
    assert vanished["number"].to_list() == [SECOND]
    with pytest.raises(IntakeError):
        confirm(store, THE_BOARD, staged.id, clock=clock, withdraw={"cases": vanished["id"].to_list()})
    confirm(store, THE_BOARD, staged.id, clock=clock, withdraw={"cases": vanished["id"].to_list()}, reason="重复录入")
    assert set(read_rows(store, "cases")["number"]) == {FIRST, "示例立〔2023〕9号"}


def test_a_bad_row_has_not_vanished(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    confirm(store, THE_BOARD, hand_in(workbook(cases({}))).id, clock=clock)
    staged = hand_in(workbook(cases({"行业": "外星"})), office="ZD", complete=True)
    assert staged.counts == {"cases": Counts(bad=1)}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_templates_example_is_good(
    store: Store, hand_in: HandIn, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out when it is handed in; taken for a record it breaks no rule."""
    monkeypatch.setattr("services.intake.rows_out._is_example", lambda *_: pl.lit(False))
    taken = {name: ledger for name, ledger in ledgers().items() if not ledger.sealed}
    files = [(f"{name}.xlsx", template(store, ledger, language=language)) for name, ledger in taken.items()]
    staged = hand_in(*files, limits=Limits(files=len(files)))
    assert staged.errors().rows() == []
    assert staged.counts == {name: Counts(new=1) for name in taken}
    assert not any(sheet.unknown or sheet.missing for sheet in staged.sheets)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("form", [".xlsx", ".csv"])
def test_an_export_handed_in_again_changes_nothing(
    store: Store,
    workbook: NewWorkbook,
    cases: Cases,
    hand_in: HandIn,
    clock: Clock,
    form: str,
    mask: bool,
    language: str,
) -> None:
    decided = {
        "当事人": "张三",
        "决定日期": "2023-06-30",
        "备注": "=张三称不知情",
        "处理结果": "没收；罚款",
        "罚款金额": "1234.5",
    }
    open_ = {"立案编号": SECOND, "是否延期": "是", "坐标（WGS-84）": "117.012345,39.123456", "扣除天数": 3}
    confirm(store, THE_BOARD, hand_in(workbook(cases(decided, open_))).id, clock=clock)
    content = export(store, THE_BOARD, ledgers()["cases"], form=form, language=language, mask=mask, clock=clock)
    staged = hand_in((f"案件{form}", content))
    assert staged.errors().rows() == []
    assert staged.changed("cases").rows() == []
    assert staged.counts == {"cases": Counts(same=2)}


def test_columns_that_a_sheet_lacks_stay_as_they_are(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    confirm(store, THE_BOARD, hand_in(workbook(cases({"备注": "示例"}))).id, clock=clock)
    staged = hand_in(workbook([["立案编号", "结案日期"], [FIRST, "2023-06-30"]]), ledger="cases")
    assert staged.counts == {"cases": Counts(changed=1)}
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").select("note", "act", "version").rows() == [("示例", "fake_patent", 2)]


def test_new_rows_need_every_required_column(workbook: NewWorkbook, hand_in: HandIn) -> None:
    staged = hand_in(workbook([["立案编号", "结案日期"], [FIRST, "2023-06-30"]]), ledger="cases")
    assert "column_missing" in staged.errors()["rule"].to_list()


def test_a_masked_value_keeps_what_is_stored(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    confirm(store, THE_BOARD, hand_in(workbook(cases({"当事人": "张三"}))).id, clock=clock)
    staged = hand_in(workbook(cases({"当事人": "张＊", "案件名称": "未公开", "行业": "水泥"})))
    assert (staged.withheld, staged.counts["cases"]) == (2, Counts(changed=1))
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").select("party", "title", "sector").row(0) == (
        "张三",
        "示例商行销售侵权商品案",
        "cement",
    )


def test_references_to_rows_of_the_same_upload_in_any_order_of_files(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    market = [
        ["市场编号", "市场名称", "市场类型", "街镇", "监管单位", "经营状态"],
        ["SC9", "示例西市场", "菜市场", "中北镇", "执法支队", "在营"],
    ]
    staged = hand_in(("案件.xlsx", workbook(cases({"所在市场": "示例西市场"}))), ("市场.xlsx", workbook(market)))
    assert staged.counts == {"markets": Counts(new=1), "cases": Counts(new=1)}
    number = confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").select("market", "since").row(0) == ("SC9", number)


def test_names_that_fit_two_rows_are_asked_about(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    header = ["市场编号", "市场名称", "市场类型", "街镇", "监管单位", "经营状态"]
    twins = [
        ["SC1", "示例市场", "菜市场", "中北镇", "执法支队", "在营"],
        ["SC2", "示例市场", "菜市场", "中北镇", "执法支队", "在营"],
    ]
    staged = hand_in(
        ("市场.xlsx", workbook([header, *twins])), ("案件.xlsx", workbook(cases({"所在市场": "示例市场"})))
    )
    assert staged.errors().select("column", "rule", "offers").rows() == [("market", "ambiguous", "SC1；SC2")]


def test_rows_that_the_board_numbers_are_found_again(
    store: Store, workbook: NewWorkbook, hand_in: HandIn, clock: Clock
) -> None:
    """Two alike visits on one day are the first and the second, also when the file comes again."""
    header = ["检查日期", "受检对象", "检查单位", "检查主题", "检查事由", "街镇", "行业", "检查户数"]
    visit = ["2023-05-29", "示例商行", "执法支队", "地理标志", "日常", "辛口镇", "食品"]
    confirm(store, THE_BOARD, hand_in(workbook([header, [*visit, 1], [*visit, 2]])).id, clock=clock)
    assert all(number.startswith("JC") for number in read_rows(store, "inspections")["number"])
    staged = hand_in(workbook([header, [*visit, 1], [*visit, 5], [*visit, 7]]))
    assert staged.counts == {"inspections": Counts(new=1, changed=1, same=1)}
    assert staged.changed("inspections").select("row", "column", "old", "new").rows() == [
        (3, "stalls_checked", "2", "5")
    ]


def test_unusual_amounts_are_asked_about(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    usual = [{"立案编号": f"示例立〔2023〕{n}号", "罚款金额": 1000 + n} for n in range(30)]
    confirm(store, THE_BOARD, hand_in(workbook(cases(*usual))).id, clock=clock)
    content = workbook(cases({"立案编号": "示例立〔2023〕99号", "罚款金额": "3万"}))
    staged = hand_in(content)
    assert staged.questions().select("row", "column", "value", "usual").rows() == [
        (2, "fine", Decimal(30_000), Decimal("1014.5"))
    ]
    with pytest.raises(Unanswered):
        confirm(store, THE_BOARD, staged.id, clock=clock)
    confirm(store, THE_BOARD, staged.id, clock=clock, answered=True)
    assert not hand_in(content).has_questions


def test_units_are_converted_and_sums_shown_in_yuan(workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    staged = hand_in(workbook([["单位：万元"], *cases({"货值金额": 3.2}, {"立案编号": SECOND, "货值金额": "1.8"})]))
    (total,) = [one for one in staged.sums if one.column == "goods_value"]
    assert (total.total, total.unit) == (Decimal(50_000), "万元")
    assert any("万元" in note.message.zh for note in staged.notes)


def test_a_header_assigned_by_hand_is_remembered_and_reversible(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    rows = cases({"处置情况": "罚款"})
    staged = hand_in(workbook(rows), office="ZD")
    assert staged.sheets[0].unknown == ("处置情况",)
    assignment = Assignment("cases", "header", "处置情况", "outcomes")
    with pytest.raises(IntakeError):
        assign(store, THE_BOARD, staged.id, [assignment], clock=clock)
    again = assign(store, THE_BOARD, staged.id, [assignment], clock=clock, files=[("台账.xlsx", workbook(rows))])
    assert again.id == staged.id
    assert again.rows("cases")["outcomes"].to_list() == ["fine"]
    assert hand_in(workbook(rows), office="ZD").sheets[0].unknown == ()
    assert hand_in(workbook(rows), office="IP").sheets[0].unknown == ("处置情况",)
    kept = read_rows(store, "assignments").row(0, named=True)
    commit(store, SYSTEM, "撤销对应", [Change("assignments", id=kept["id"], withdraw="填错")])
    assert hand_in(workbook(rows), office="ZD").sheets[0].unknown == ("处置情况",)


def test_a_value_assigned_by_hand_needs_no_files(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({"行业": "桶装酒"})), office="ZD")
    again = assign(store, THE_BOARD, staged.id, [Assignment("cases", "value", "桶装酒", "food", "sector")], clock=clock)
    assert (staged.counts["cases"], again.counts["cases"]) == (Counts(bad=1), Counts(new=1))
    other = Assignment("cases", "value", "桶装酒", "other", "sector")
    assert assign(store, THE_BOARD, staged.id, [other], clock=clock).rows("cases")["sector"].to_list() == ["other"]
    assert remembered(store, "ZD", "cases").values == {"sector": {"桶装酒": "other"}}
    with pytest.raises(IntakeError):
        assign(store, THE_BOARD, staged.id, [Assignment("cases", "value", "桶装酒", "nosuch", "sector")], clock=clock)


def test_a_row_refused_for_a_number_stays_refused_when_compared_again(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({"备注": "电话13812345678"})))
    again = refresh(store, THE_BOARD, staged.id, clock=clock)
    assert again.counts["cases"] == Counts(bad=1)
    assert not any(b"13812345678" in again.kept.read(name) for name in again.kept.sums)
    assert "13812345678" not in str([sheet.cells.rows() for sheet in again.recognised()])


def test_the_wrong_rows_come_back_mended_without_an_unknown_header(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn
) -> None:
    staged = hand_in(workbook(cases({"行业": "吃的"})))
    for language in ("zh_CN", "en"):
        header, row = sheets_of(rejected_workbook(store, THE_BOARD, staged.id, language))[0][:2]
        again = hand_in(workbook([list(header), ["食品" if cell == "吃的" else cell for cell in row]]))
        assert again.sheets[0].unknown == ()
        assert not again.has_bad


def test_uploads_report_their_months(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    nothing = {"office": "ZD", "ledger": "cases", "period": "2023-06", "content": "nothing"}
    commit(store, SYSTEM, "零报告", [Change("submissions", nothing)])
    content = workbook(cases({}, {"立案编号": SECOND, "立案日期": "2023-06-02"}))
    person = Person("P1", "signed-in", "officer", "ZD")
    number = confirm(store, person, hand_in(content, office="ZD").id, clock=clock, until=date(2023, 6, 30))
    rows = read_rows(store, "submissions", order=("period",))
    assert rows.select("office", "period", "content", "until", "by", "since").rows() == [
        ("ZD", "2023-05", "rows", date(2023, 5, 31), "P1", number),
        ("ZD", "2023-06", "rows", None, None, number),
    ]


def test_rows_without_a_word_are_no_report(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    confirm(store, THE_BOARD, hand_in(workbook(cases({})), office="ZD").id, clock=clock)
    assert read_rows(store, "submissions").is_empty()


def test_a_month_without_rows_is_not_handed_in_by_those_around_it(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    content = workbook(cases({"立案日期": "2023-06-02"}, {"立案编号": SECOND, "立案日期": "2023-09-03"}))
    staged = hand_in(content, office="ZD")
    assert to_say(store, staged).select("month", "last").rows() == [
        (date(2023, 6, 1), date(2023, 6, 2)),
        (date(2023, 9, 1), date(2023, 9, 3)),
    ]
    confirm(store, THE_BOARD, staged.id, clock=clock, until=date(2023, 9, 3))
    rows = read_rows(store, "submissions", order=("period",))
    assert rows.select("period", "until").rows() == [("2023-06", date(2023, 6, 30)), ("2023-09", date(2023, 9, 3))]
    assert to_say(store, hand_in(content, office="ZD"))["month"].to_list() == [date(2023, 9, 1)]


def test_a_late_row_does_not_make_a_nil_report_late(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    given = {"office": "ZD", "ledger": "cases", "period": "2023-05", "at": datetime(2023, 6, 5, tzinfo=UTC)}
    nil = {**given, "content": "nothing", "until": date(2023, 5, 31), "by": "P1"}
    commit(store, SYSTEM, "零报告", [Change("submissions", nil)])
    for until in (None, date(2023, 5, 31)):
        staged = hand_in(workbook(cases({"立案编号": f"示例立〔2023〕{until}号"})), office="ZD")
        confirm(store, THE_BOARD, staged.id, clock=clock, until=until)
        row = read_rows(store, "submissions").row(0, named=True)
        assert (row["content"], row["until"], row["by"], row["at"]) == ("rows", nil["until"], "P1", given["at"])


def test_with_refused_rows_left_out_no_month_is_reported_whole(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    """Of whichever month they are: a date that can't be read is of none."""
    content = workbook(
        cases({}, {"立案编号": SECOND, "立案日期": "2023-06-02"}, {"立案编号": "示3", "立案日期": "6月31日"})
    )
    staged = hand_in(content, office="ZD")
    assert (staged.counts["cases"].new, staged.counts["cases"].bad) == (2, 1)
    for until in (date(2023, 5, 31), date(2023, 6, 2), date(2023, 6, 30)):
        with pytest.raises(NotWhole) as refused:
            confirm(store, THE_BOARD, staged.id, clock=clock, accept_good=True, until=until)
        assert "2023-05-30" in refused.value.text.zh
    assert read_rows(store, "cases").is_empty()
    confirm(store, THE_BOARD, staged.id, clock=clock, accept_good=True, until=date(2023, 5, 30))
    assert read_rows(store, "submissions").select("period", "until").rows() == [("2023-05", date(2023, 5, 30))]
    mended = workbook(
        cases({}, {"立案编号": SECOND, "立案日期": "2023-06-02"}, {"立案编号": "示3", "立案日期": "2023-06-30"})
    )
    confirm(store, THE_BOARD, hand_in(mended, office="ZD").id, clock=clock, until=date(2023, 6, 30))
    assert read_rows(store, "submissions", order=("period",))["until"].to_list() == [
        date(2023, 5, 31),
        date(2023, 6, 30),
    ]


def test_nobody_reports_days_that_lie_ahead(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({})), office="ZD")
    with pytest.raises(IntakeError):
        confirm(store, THE_BOARD, staged.id, clock=clock, until=clock.today() + timedelta(days=1))


def test_an_upload_of_an_older_shape_is_said_and_hides_no_other(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn
) -> None:
    staged, older = hand_in(workbook(cases({}))), hand_in(workbook(cases({})))
    save_staged(store, older.id, {"files": ["a.xlsx"], "office": None, "counts": {"cases": {"what": 1}}}, [])
    assert [one.id for one in staged_waiting(store, THE_BOARD, 5)] == [staged.id]
    with pytest.raises(OlderShape):
        load(store, THE_BOARD, older.id)


@pytest.mark.parametrize("place", [(), ("sheets", 0), ("counts", "cases"), ("sums", 0)])
def test_a_kept_state_with_a_key_that_nobody_knows_is_said(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, place: tuple[str | int, ...]
) -> None:
    staged = hand_in(workbook(cases({"货值金额": "3.2万"})))
    state, files = (
        load_staged(store, "ledgers", staged.id).state,
        [(name, staged.kept.read(name)) for name in staged.kept.sums],
    )
    part: Any = state
    for step in place:
        part = part[step]
    part["more"] = 1
    save_staged(store, staged.id, state, files)
    with pytest.raises(OlderShape):
        load(store, THE_BOARD, staged.id)


def test_rows_that_were_judged_before_a_ledger_got_a_column_are_said(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(workbook(cases({})))
    files = {name: staged.kept.read(name) for name in staged.kept.sums}
    older = frame_file("rows-cases", staged.rows("cases").drop("sector"))
    save_staged(
        store, staged.id, load_staged(store, "ledgers", staged.id).state, [*{**files, older[0]: older[1]}.items()]
    )
    with pytest.raises(OlderShape):
        confirm(store, THE_BOARD, staged.id, clock=clock)
    assert [one.id for one in staged_waiting(store, THE_BOARD, 5)] == [staged.id]
    discard(store, THE_BOARD, staged.id)


def test_real_rows_replace_the_demonstration(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    content = workbook(cases({}, {"立案编号": SECOND}))
    confirm(store, THE_BOARD, hand_in(content).id, clock=clock, kind=DEMONSTRATION)
    staged = hand_in(workbook(cases({"行业": "水泥"})))
    assert staged.removes_demonstration
    assert staged.counts == {"cases": Counts(new=1)}
    confirm(store, THE_BOARD, staged.id, clock=clock, until=date(2023, 5, 31))
    assert read_rows(store, "cases").select("number", "sector").rows() == [(FIRST, "cement")]
    assert read_rows(store, "submissions").select("period", "content").rows() == [("2023-05", "rows")]
    assert not hand_in(content).removes_demonstration


def test_files_that_are_refused_stop_the_rest_unless_the_good_is_wanted(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock: Clock
) -> None:
    staged = hand_in(
        ("坏.xlsx", b"MZ" + bytes(100)), ("空.xlsx", workbook([["说明"]])), ("好.xlsx", workbook(cases({})))
    )
    assert [refusal.file for refusal in staged.refusals] == ["坏.xlsx", "空.xlsx"]
    with pytest.raises(HasBadRows):
        confirm(store, THE_BOARD, staged.id, clock=clock)
    confirm(store, THE_BOARD, staged.id, clock=clock, accept_good=True)
    assert read_rows(store, "cases").height == 1


def test_discarding_leaves_nothing(store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    staged = hand_in(workbook(cases({})))
    discard(store, THE_BOARD, staged.id)
    assert list(waiting(store, "ledgers")) == []
    assert not staged.kept.folder.parent.exists()


def test_progress_is_heard(store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn) -> None:
    heard: list[float] = []
    hand_in(workbook(cases({})), progress=lambda fraction, _message: heard.append(fraction))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


@pytest.mark.both_databases
def test_rows_without_a_number_are_compared_with_those_that_begin_alike(store: Store, clock: Clock) -> None:
    """However many label issues the store holds of others."""
    users = [Change("mark_users", {"code": f"YB{n}", "name": f"示例合作社{n}", "state": "authorised"}) for n in (1, 2)]
    given = {"season": "2025-2026", "issued": 2000}
    issues = [{**given, "user": "YB2", "issued_on": date(2025, 10, 20)}] * 30 + [{**given, "user": "YB1"}]
    commit(store, SYSTEM, "录入", [*users, *(Change("label_issues", one) for one in issues)])
    sheet = "用标主体,产季,发放日期,发放数量\nYB1,2025-2026,,1500"
    with rows_asked_for(store, "label_issues") as read:
        staged = stage(store, THE_BOARD, [("标识.csv", sheet.encode())], clock=clock, ledger="label_issues")
    assert staged.counts["label_issues"] == Counts(changed=1)
    assert max(read) == 1
