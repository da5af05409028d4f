"""The view 用标管理: the balance, what needs a look with the way to the map, thresholds, the industry's shares."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store, commit
from data.texts import LANGUAGES
from tests.pages.reading import of_type, sent, texts
from tests.services.indication.reviewing import AUTHOR, plot, user

Open = Callable[..., AppTest]
SEASON = "2026-2027"


@pytest.fixture
def filled(store: Store, own_board: Any) -> Store:
    """Four users: one above the ground, one in balance, one without figures, one natural person whose mark ends."""
    names = {"A": "示例红果种植园", "B": "示例津沽公司", "C": "示例绿圃公司", "D": "张三"}
    for code, name in names.items():
        user(store, code, name=name, label_quota=900, authorised_to=date(2026, 12, 1) if code == "D" else None)
    changes = [plot(f"P{code}", user=code, expected_yield=1000.0) for code in "ABD"]
    changes += [
        Change("label_issues", {"user": code, "season": SEASON, "issued_on": date(2026, 11, 1), "issued": issued,
                                "used": 100, "returned": 0, "damaged": 0, "label_weight": 2.0})
        for code, issued in {"A": 800, "B": 400, "D": 300}.items()
    ]  # fmt: skip
    changes.append(Change("label_issues", {"user": "B", "season": "2025-2026", "issued": 7}))
    commit(store, AUTHOR.actor, "用标", changes)
    return store


def view(open_page: Open, **address: str) -> AppTest:
    board = open_page("indication.py", **{"lang": "zh_CN", "view": "use", **address})
    assert not board.exception
    return board


def tiles(board: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in board.metric}


def drawn(board: AppTest) -> pl.DataFrame:
    """The rows of the figure."""
    (chart,) = of_type(board, "vega_lite_chart")
    return pl.read_ipc_stream(BytesIO(chart.proto.datasets[0].data.data))


def table(board: AppTest) -> pl.DataFrame:
    (found,) = board.dataframe
    return pl.from_pandas(found.value)


def links(board: AppTest) -> dict[str, str]:
    """The addresses of the links by their labels."""
    return {link.proto.label: link.proto.query_string for link in of_type(board, "page_link")}


@pytest.mark.usefixtures("filled")
def test_whose_labels_exceed_the_ground_is_seen_at_once(open_empty: Open) -> None:
    board = view(open_empty)
    rows = drawn(board)
    # 800 labels of 2 kg on ground that bears 1,000 kg; C has neither plots nor labels.
    assert rows.select("label", "words", "over").rows()[0] == ("示例红果种植园 A", "160% 待核实", True)
    assert rows["words"].to_list() == ["160% 待核实", "80%", "60%", "未掌握"]
    counts = tiles(board)
    assert (counts["待核实"], counts["未掌握"]) == ("1", "1")
    listed = {row["用标主体"]: (row["平衡情况"], row["原因"]) for row in table(board).to_dicts()}
    assert listed["示例红果种植园 A"] == ("待核实", "待核实：在用标识超出预计产量")
    assert listed["示例绿圃公司 C"] == ("未掌握", "没有登记地块；没有标识发放记录")
    assert listed["示例津沽公司 B"] == ("平衡", "")


@pytest.mark.usefixtures("filled")
def test_a_notice_leads_to_the_map_and_thresholds_to_their_form(open_empty: Open) -> None:
    board = view(open_empty)
    found = links(board)
    assert found["张＊ D"] == f"view=review&season={SEASON}&colour=user"
    assert found["修改阈值"] == "admin=settings&registry=mark-use"
    said = "\n".join(texts(board))
    assert "授权即将到期 · 1" in said
    assert "在用标识超出预计产量 **110 %** · 看板默认值" in said
    assert "没有定稿生效的保护范围，无法判断地块是否在范围外。" in said
    assert "本产季没有抽样记录，无法判断哪些主体未抽样。" in said


@pytest.mark.usefixtures("filled")
def test_persons_are_masked_and_on_a_shared_screen_every_name(open_empty: Open) -> None:
    assert "张三" not in sent(view(open_empty))
    screen = sent(view(open_empty, screen="1"))
    assert not [name for name in ("示例红果", "示例津沽", "张三") if name in screen]
    assert "160% 待核实" in screen


@pytest.mark.usefixtures("filled")
def test_the_season_is_the_addresss(open_empty: Open) -> None:
    board = view(open_empty, season="2025-2026")
    assert table(board)["发放"].to_list() == [None, 7.0, None, None]
    assert tiles(board)["未掌握"] == "4"
    assert "在用标识" not in "".join(table(board)["原因"])
    refused = view(open_empty, season="<b>2020</b>")
    assert len(refused.warning) == 1
    assert tiles(refused)["待核实"] == "1"
    assert not view(open_empty, season="all").warning


def test_the_shares_of_the_rule(filled: Store, open_empty: Open) -> None:
    assert tiles(view(open_empty))["用标主体占生产者的比例"] == "尚无数据"
    money = {"output_value": Decimal(48_000_000), "users_output_value": Decimal(27_100_000)}
    known = {"season": SEASON, "producers": 320, "users": 205, "source": "示例统计表", "counted_on": date(2026, 11, 10)}
    commit(filled, AUTHOR.actor, "产业", [Change("gi_years", known | money)])
    board = view(open_empty)
    # 205 / 320 = 0.6406 and 27.1 / 48 = 0.5646.
    assert tiles(board)["用标主体占生产者的比例"] == "64.1%"
    assert tiles(board)["用标主体产值占产业总产值的比例"] == "56.5%"
    captions = [caption.value for caption in board.caption]
    assert "规定不低于 60.0% · 达到" in captions
    assert "规定不低于 60.0% · 未达到" in captions
    assert "来源：国知办发保字〔2021〕4号" in "\n".join(texts(board))
    assert "示例统计表" in "\n".join(texts(board))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_board_says_what_to_do(open_empty: Open, language: str) -> None:
    board = view(open_empty, lang=language)
    assert len(board.info) == 1
    assert {metric.value for metric in board.metric} == {"尚无数据" if language == "zh_CN" else "No data yet"}
    assert not of_type(board, "vega_lite_chart")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration(open_demonstration: Open, language: str) -> None:
    board = view(open_demonstration, lang=language)
    (chart,) = of_type(board, "vega_lite_chart")
    assert json.loads(chart.proto.spec)["layer"]
    assert not board.warning
    assert drawn(board)["over"].sum() >= 1
