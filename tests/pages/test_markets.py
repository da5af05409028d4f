"""The market map against counts of the demonstration's workbooks."""

import json
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from services.markets.colourings import COLOURINGS
from tests.pages.reading import of_type, sent
from tests.pages.workbooks import within, workbook

Open = Callable[..., AppTest]

# The default as-of day, and the twelve whole months up to it.
AS_OF = date(2026, 9, 30)
MONTHS = (date(2025, 10, 1), AS_OF)
MARKETS = workbook("markets").sort("市场编号")
CODE = "SLSC07"


def markets(open_page: Open, **address: str) -> AppTest:
    board = open_page("markets.py", lang="zh_CN", **address)
    assert not board.exception
    return board


def listed(board: AppTest) -> pl.DataFrame:
    """The table beside the map."""
    (table,) = board.dataframe
    return pl.from_pandas(table.value)


def on_map(board: AppTest, layer: str = "markets") -> dict[str, dict[str, Any]]:
    """The points of the moving map by market code; a layer's id ends in what is selected."""
    deck = json.loads(of_type(board, "deck_gl_json_chart")[0].proto.json)
    (found,) = [one for one in deck["layers"] if one["id"].split("-")[0] == layer]
    return {point["code"]: point for point in found["data"]}


def drawn(board: AppTest) -> pl.DataFrame:
    """The rows of the drawn map."""
    (chart,) = of_type(board, "vega_lite_chart")
    return pl.read_ipc_stream(BytesIO(chart.proto.datasets[0].data.data))


FILTERS: dict[str, tuple[dict[str, str], pl.Expr]] = {
    "none": ({}, pl.lit(True)),
    "kind": ({"kind": "wet_market"}, pl.col("市场类型") == "菜市场"),
    "office": ({"office": "SLS107"}, pl.col("监管单位") == "SLS107"),
    "township": ({"township": "120111101"}, pl.col("街镇") == "杨柳青镇"),
    "status": ({"status": "open"}, pl.col("经营状态") == "在营"),
    "name": ({"text": "超市"}, pl.any_horizontal(pl.col("市场名称", "开办单位", "地址").str.contains("超市"))),
    "code": ({"text": "slsc1"}, pl.col("市场编号").str.starts_with("SLSC1")),
    "several": (
        {"kind": "wet_market", "status": "open", "text": "示例"},
        (pl.col("市场类型") == "菜市场") & (pl.col("经营状态") == "在营"),
    ),
    "no match": ({"text": "%_*.+("}, pl.lit(False)),
}


@pytest.mark.parametrize(("address", "wanted"), FILTERS.values(), ids=FILTERS)
def test_filters_of_the_address_find_markets(
    open_demonstration: Open, address: dict[str, str], wanted: pl.Expr
) -> None:
    board = markets(open_demonstration, **address)
    expected = MARKETS.filter(wanted)
    assert on_map(board).keys() == set(expected["市场编号"])
    assert f"{expected.height} 家市场" in [title.value for title in board.subheader]
    if expected.is_empty():
        assert board.info[0].value.startswith("没有符合")
    else:
        assert listed(board)["市场名称"].to_list() == expected["市场名称"].to_list()


@pytest.mark.parametrize(("sector", "label"), [(None, None), ("food", "食品"), ("cement", "水泥")])
def test_counts_of_the_last_twelve_months(open_demonstration: Open, sector: str | None, label: str | None) -> None:
    table = listed(markets(open_demonstration, **({"sector": sector} if sector else {})))
    for name, column, shown in (("cases", "立案日期", "案件"), ("complaints", "收到日期", "投诉举报")):
        rows = within(workbook(name), column, *MONTHS)
        counted = rows.filter(pl.col("行业") == label) if label else rows
        expected = MARKETS.join(counted.group_by("所在市场").len(), left_on="市场编号", right_on="所在市场", how="left")
        assert table[shown].to_list() == expected.sort("市场编号")["len"].fill_null(0).to_list()


def test_the_last_inspection_is_not_after_the_day(open_demonstration: Open) -> None:
    day = date(2025, 6, 8)
    visits = (
        workbook("inspections").filter(pl.col("检查日期") <= day).group_by("受检市场").agg(pl.col("检查日期").max())
    )
    expected = MARKETS.join(visits, left_on="市场编号", right_on="受检市场", how="left").sort("市场编号")
    shown = listed(markets(open_demonstration, as_of=day.isoformat()))["最近检查"]
    assert shown.cast(pl.Date()).to_list() == expected["检查日期"].to_list()


@pytest.mark.parametrize("colouring", ["office", "stage", *COLOURINGS])
def test_every_colouring_gives_each_market_a_colour(open_demonstration: Open, colouring: str) -> None:
    board = markets(open_demonstration, colour=colouring)
    assert not board.warning
    (legend,) = [html.proto.body for html in of_type(board, "html") if "●" in html.proto.body]
    points = on_map(board)
    assert len(points) == MARKETS.height
    fills = {f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue, _alpha in (p["fill"] for p in points.values())}
    without_data = {"#FFFFFF"} if "○" in legend else set()
    assert fills == {*re.findall("#[0-9A-F]{6}", legend.upper()), *without_data}
    assert len(fills) > 1


def test_the_profile_of_the_market_asked_for(open_demonstration: Open) -> None:
    board = markets(open_demonstration, market=CODE)
    row = MARKETS.filter(pl.col("市场编号") == CODE).row(0, named=True)
    assert board.subheader[0].value == row["市场名称"]
    metrics = {metric.label: metric.value for metric in board.metric}
    assert metrics["商户数"] == str(row["商户数（户）"])
    facts = next(text.value for text in board.markdown if "开办单位" in text.value)
    for name in ("开办单位", "街镇", "地址", "经营状态"):
        assert row[name] in facts
    past = [text.value for text in board.markdown if text.value.startswith("**20")]
    happened = [
        day
        for name, market, column in (
            ("cases", "所在市场", "立案日期"),
            ("complaints", "所在市场", "收到日期"),
            ("inspections", "受检市场", "检查日期"),
        )
        for day in workbook(name).filter(pl.col(market) == CODE, pl.col(column) <= AS_OF)[column]
    ]
    assert len(past) == min(len(happened), 60)
    newest = max(happened)
    assert past[0].startswith(f"**{newest.year}年{newest.month}月{newest.day}日**")


def test_nothing_after_the_day_stands_in_the_profile(open_demonstration: Open) -> None:
    """A complaint of that day that was closed later is not closed yet."""
    complaints = workbook("complaints").filter(
        pl.col("所在市场").is_not_null(), pl.col("办结日期") > pl.col("收到日期")
    )
    row = complaints.row(complaints.height // 2, named=True)
    day = row["收到日期"]
    board = markets(open_demonstration, market=row["所在市场"], as_of=day.isoformat())
    first = next(text.value for text in board.markdown if text.value.startswith("**20"))
    assert first.startswith(f"**{day.year}年{day.month}月{day.day}日**")
    assert "尚未办结" in first


def test_filters_leave_the_chosen_market_alone(open_demonstration: Open) -> None:
    board = markets(open_demonstration, market=CODE, kind="mall")
    assert board.subheader[0].value == "示例菜市场07"
    next(box for box in board.selectbox if box.key == "kind:zh_CN").set_value("trade_city").run()
    assert board.subheader[0].value == "示例菜市场07"
    assert board.query_params["market"] == CODE
    assert CODE not in on_map(board)
    next(button for button in board.button if button.label == "关闭").click().run()
    assert "market" not in board.query_params
    assert [title.value for title in board.subheader] == [f"{len(on_map(board))} 家市场"]


def marked(board: AppTest) -> list[int]:
    """The rows that are marked in the table."""
    return board.session_state["market-rows:zh_CN"]["selection"]["rows"]


def test_the_mark_in_the_table_follows_the_address(open_demonstration: Open) -> None:
    board = markets(open_demonstration, market=CODE)
    assert marked(board) == [MARKETS["市场编号"].to_list().index(CODE)]
    kind = next(box for box in board.selectbox if box.key == "kind:zh_CN")
    kind.set_value("wet_market").run()
    assert marked(board) == [MARKETS.filter(pl.col("市场类型") == "菜市场")["市场编号"].to_list().index(CODE)]
    next(box for box in board.selectbox if box.key == "kind:zh_CN").set_value("mall").run()
    assert marked(board) == []
    assert board.query_params["market"] == CODE


@pytest.mark.parametrize("code", ["SLSC99", "<img src=x onerror=alert(1)>", "示例菜市场07", "=1+1", "长" * 3000])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_unknown_market_is_named(open_demonstration: Open, code: str, language: str) -> None:
    board = open_demonstration("markets.py", lang=language, market=code)
    assert not board.exception
    (warning,) = board.warning
    assert warning.value.startswith({"zh_CN": "没有编号为", "en": "There is no market"}[language])
    assert "<" not in warning.value.replace("\\<", "")
    assert len(warning.value) < 200
    assert not board.metric


def test_the_drawn_map_shows_the_same_markets(open_demonstration: Open) -> None:
    board = markets(open_demonstration, drawn="1", kind="wet_market", market=CODE)
    assert not of_type(board, "deck_gl_json_chart")
    texts = drawn(board).group_by("what").agg("text").rows_by_key("what", unique=True)
    names = MARKETS.filter(pl.col("市场类型") == "菜市场")["市场名称"]
    assert {text.split(" · ")[0] for text in texts["market"][0]} == set(names)
    assert len(texts["ring"][0]) == 1
    assert texts["mark"][0] == ["演示数据"]
    assert any("截至 2026年9月30日" in line for line in texts["credit"][0])


@pytest.mark.parametrize("address", [{"market": CODE}, {"market": CODE, "drawn": "1"}, {"market": CODE, "screen": "1"}])
def test_no_party_and_no_respondent_is_sent(open_demonstration: Open, address: dict[str, str]) -> None:
    cases, complaints, visits = workbook("cases"), workbook("complaints"), workbook("inspections")
    kept = {
        *cases["当事人"], *cases["案件名称"], *complaints["被投诉举报人"], *complaints["诉求内容"], *visits["受检对象"],
    } - {None}  # fmt: skip
    assert len(kept) > 100
    shown = sent(markets(open_demonstration, **address))
    assert not [text for text in kept if text in shown]


def test_an_empty_board_says_what_to_do(open_empty: Open) -> None:
    board = markets(open_empty)
    assert on_map(board) == {}
    assert not board.dataframe
    assert "台账" in board.info[0].value
