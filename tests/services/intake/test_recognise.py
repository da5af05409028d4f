"""Sheets as offices lay them out."""

from typing import Any

import polars as pl
import pytest

from services.intake.headers import Remembered
from services.intake.read import Sheet
from services.intake.recognise import Recognised, recognise

HEADER = ["立案编号", "案件名称", "立案日期", "结案日期", "承办单位", "货值金额"]
FIRST = ["示例立〔2023〕1号", "示例案", "2023-05-29", None, "执法支队", "3.2"]
SECOND = ["示例立〔2023〕2号", "示例案", "2023-05-30", None, "执法支队", "5"]


def sheet(*rows: list[Any], name: str = "Sheet1") -> Sheet:
    """A sheet with these rows, all as wide as the widest."""
    width = max(len(row) for row in rows)
    table = [[*row, *[None] * (width - len(row))] for row in rows]
    return Sheet("台账.xlsx", name, pl.DataFrame(table, schema=[str(n) for n in range(width)], orient="row"), False)


def seen(*rows: list[Any], name: str = "Sheet1", remembered: Remembered | None = None, **given: Any) -> Recognised:
    found = recognise(
        sheet(*rows, name=name),
        lambda ledger: remembered if remembered and ledger == "cases" else Remembered(),
        **given,
    )
    assert found is not None
    return found


def test_a_plain_sheet() -> None:
    found = seen(HEADER, FIRST, SECOND)
    assert found.layout.ledger == "cases"
    assert list(found.layout.headers) == ["number", "title", "opened_on", "closed_on", "office", "goods_value"]
    assert found.cells["_row"].to_list() == [2, 3]
    assert found.cells["number"].to_list() == [FIRST[0], SECOND[0]]
    assert "party" not in found.cells.columns


def test_the_header_below_titles_and_notes() -> None:
    found = seen(["西青区案件台账"], [None, "填报单位：执法支队", None, "单位：万元"], [None], HEADER, FIRST)
    assert found.layout.header_row == 4
    assert found.layout.units == {"goods_value": "万元"}
    assert found.cells["_row"].to_list() == [5]


@pytest.mark.parametrize(
    "header",
    [
        "货值金额（万元）",
        "货值金额(万元)",
        "货值\n金额 【万元】",
        "* 货值金额（万元）",
        "货值金额万元",
        "货值（万元）",
        "Value of goods (万元)",
    ],
)
def test_a_unit_in_the_header(header: str) -> None:
    assert seen([*HEADER[:5], header], FIRST).layout.units == {"goods_value": "万元"}


def test_a_unit_nobody_knows_is_not_ignored() -> None:
    found = seen([*HEADER[:5], "货值金额（万美元）"], FIRST)
    assert found.layout.unknown == ("货值金额（万美元）",)


@pytest.mark.parametrize(
    "header",
    ["立案编号*", "＊立案编号", " 立 案\n编 号 ", "案号", "Filing number", "filing NUMBER", "立案编号（必填）"],
)
def test_headers_by_alias_language_width_and_marks(header: str) -> None:
    assert seen([header, *HEADER[1:]], FIRST).layout.headers["number"] == header


def test_a_header_of_two_rows() -> None:
    upper = ["立案编号", "案件名称", "日期", None, "承办单位", "金额", None]
    lower = [None, None, "立案", "结案", None, "货值", "罚款"]
    found = seen(upper, lower, [*FIRST, "100"])
    assert found.layout.header_row == 2
    assert {"opened_on", "closed_on", "number", "office", "goods_value", "fine"} <= set(found.layout.headers)
    assert found.cells["_row"].to_list() == [3]


def test_values_that_read_like_headers_are_no_second_header() -> None:
    """罚款 is an outcome, and another name of the column 罚款金额."""
    found = seen([*HEADER, "处置情况"], [*FIRST, "罚款"])
    assert (found.layout.header_row, found.layout.unknown) == (1, ("处置情况",))


def test_totals_empty_rows_remarks_and_repeated_headers_are_left_out_and_named() -> None:
    found = seen(
        HEADER,
        FIRST,
        ["小 计", None, None, None, None, "3.2"],
        [None],
        HEADER,
        SECOND,
        ["合计：", None, None, None, None, "8.2"],
        ["注：货值金额以万元计"],
    )
    assert found.cells["_row"].to_list() == [2, 6]
    assert found.layout.left_out == {"total": [3, 7], "empty": [4], "remark": [8], "header": [5]}


def test_numbered_but_otherwise_empty_rows_are_empty() -> None:
    found = seen(["序号", *HEADER], ["1", *FIRST], ["2"], ["3", *SECOND])
    assert found.layout.left_out == {"empty": [3]}
    assert found.layout.unknown == ()


def test_unknown_headers_are_named_and_their_cells_dropped() -> None:
    found = seen([*HEADER, "投诉人"], [*FIRST, "某人"])
    assert found.layout.unknown == ("投诉人",)
    assert "某人" not in str(found.cells.rows())


def test_what_was_assigned_by_hand() -> None:
    remembered = Remembered({"处置情况": "outcomes"}, frozenset({"内部编号"}))
    found = seen([*HEADER, "处置情况", "内部编号"], [*FIRST, "罚款", "7"], remembered=remembered)
    assert found.layout.headers["outcomes"] == "处置情况"
    assert (found.layout.unknown, found.layout.ignored) == ((), ("内部编号",))


def test_a_pair_of_coordinates_and_its_system() -> None:
    header = ["市场编号", "市场名称", "市场类型", "街镇", "监管单位", "经营状态", "经度（高德）", "纬度"]
    found = seen(header, ["SC001", "示例菜市场", "菜市场", "中北镇", "执法支队", "在营", "117.1", "39.1"])
    assert found.layout.ledger == "markets"
    assert {"point.longitude", "point.latitude"} <= set(found.layout.headers)
    assert found.layout.system == "GCJ-02"


def test_the_ledger_by_its_best_header() -> None:
    complaints = ["编号", "接收渠道", "类别", "收到日期", "诉求内容", "街镇", "承办单位", "行业"]
    inspections = ["检查日期", "受检市场", "受检对象", "检查单位", "检查主题", "检查事由", "街镇", "行业"]
    assert seen(complaints, ["1"]).layout.ledger == "complaints"
    assert seen(inspections, ["2023-05-29"]).layout.ledger == "inspections"


def test_one_name_for_two_columns_goes_to_the_one_that_has_no_other() -> None:
    """市场名称 is a market's name in the register, and the market a case happened in elsewhere."""
    assert seen([*HEADER, "市场名称"], FIRST).layout.headers["market"] == "市场名称"


@pytest.mark.parametrize(
    "rows",
    [
        [["填写说明"], ["请按模板填写"]],
        [["列", "必填", "种类", "单位", "写法", "可选值", "说明"], ["立案编号", "必填"]],
        [["1", "2"]],
    ],
)
def test_sheets_that_are_no_ledger(rows: list[list[str]]) -> None:
    assert recognise(sheet(*rows), lambda _ledger: Remembered()) is None


def test_a_given_ledger_needs_few_headers() -> None:
    found = seen(["立案编号", "结案日期"], ["示例立〔2023〕1号", "2023-06-30"], ledger_name="cases")
    assert list(found.layout.headers) == ["number", "closed_on"]
    assert "title" in found.layout.missing
