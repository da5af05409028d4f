"""The view 示范区创建: the track, the conditions, the items with their evidence, entering a stage, the dossier."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Change, Store, commit, get_attachment, read_rows
from data.texts import LANGUAGES
from services.access.rights import MANAGER, Person
from tests.pages.reading import of_type, texts
from tests.services.indication.reviewing import AUTHOR, plot

Open = Callable[..., AppTest]
DUE = date(2026, 6, 30)
HOSTILE = "<img src=x onerror=alert(1)>[点我](http://evil.example)"


@pytest.fixture
def filled(store: Store, own_board: Any) -> Store:
    """Four items in three topics: done, overdue, near, undated."""
    rows = [
        {"topic": "protection_rules", "item": "制定办法", "office": "IP", "due": DUE, "done": date(2026, 6, 1)},
        {"topic": "protection_rules", "item": "产地证明", "office": "ZD", "due": date(2026, 10, 30)},
        {"topic": "quality", "item": "品质检测", "office": "IP", "due": date(2026, 12, 15)},
        {"topic": "brand", "item": HOSTILE, "office": "IP"},
    ]  # fmt: skip
    commit(store, AUTHOR.actor, "示范区", [Change("zone_records", row) for row in rows])
    return store


def view(open_page: Open, **address: str) -> AppTest:
    board = open_page("indication.py", **{"lang": "zh_CN", "view": "zone", **address})
    assert not board.exception
    return board


def shown(board: AppTest) -> str:
    return "\n".join(texts(board))


def items(board: AppTest) -> pl.DataFrame:
    return next(
        pl.from_pandas(table.value)
        for table in board.dataframe
        if {"工作事项", "Item of work"} & set(table.value.columns)
    )


def number(store: Store, item: str) -> str:
    return read_rows(store, "zone_records", where={"item": item})["number"].item()


def track(board: AppTest) -> str:
    (found,) = [html.proto.body for html in of_type(board, "html") if "<ol" in html.proto.body]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_board_applies_and_names_what_lacks(open_empty: Open, language: str) -> None:
    board = view(open_empty, lang=language)
    first, rest = track(board).split("</li>", 1)
    assert "aria-current=step" in first
    assert ("申报" if language == "zh_CN" else "Applying") in first
    assert rest.count("<li") == 9
    assert "aria-current" not in rest
    assert ("区人民政府" if language == "zh_CN" else "District people's government") in shown(board)
    assert ("缺 14 项" if language == "zh_CN" else "14 things are missing") in shown(board)
    assert len(board.info) == 1


@pytest.mark.usefixtures("filled")
def test_items_with_their_lights_and_the_topics_completeness(open_empty: Open) -> None:
    board = view(open_empty)
    assert dict(items(board).select("工作事项", "状态").iter_rows()) == {
        "制定办法": "✓ 已完成", "产地证明": "■ 逾期", "品质检测": "◆ 临近", HOSTILE: "□ 未定期限",
    }  # fmt: skip
    topics = next(pl.from_pandas(table.value) for table in board.dataframe if "材料完整度" in table.value.columns)
    rows = {row["事项类别"]: row for row in topics.to_dicts()}
    assert (rows["夯实保护制度"]["状态"], rows["夯实保护制度"]["已完成"]) == ("■ 逾期", "1/2")
    # A percentage of two would say too much.
    assert rows["夯实保护制度"]["材料完整度"] in ("0/2", "1/2")
    assert rows["加强合作共赢"]["已完成"] == "尚无数据"
    assert list(rows) == [
        "夯实保护制度", "健全工作体系", "加大保护力度", "强化保护宣传", "加强合作共赢", "产地控制", "特色品质",
        "品牌知名度",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ({"topic": "protection_rules"}, ["制定办法", "产地证明"]),
        ({"light": "red"}, ["产地证明"]),
        ({"office": "ZD"}, ["产地证明"]),
        ({"topic": "quality", "light": "red"}, []),
    ],
    ids="-".join,
)
@pytest.mark.usefixtures("filled")
def test_the_address_filters_items(open_empty: Open, address: dict[str, str], left: list[str]) -> None:
    board = view(open_empty, **address)
    assert f"{len(left)} 项工作" in [title.value for title in board.subheader]
    if left:
        assert items(board)["工作事项"].to_list() == left


@pytest.mark.usefixtures("filled")
def test_unknown_filters_and_items_are_named(open_empty: Open) -> None:
    board = view(open_empty, topic="<script>", light="purple", item="=1+1")
    assert len(board.warning) == 3


def test_a_file_is_handed_in_and_proves_the_item(
    filled: Store, open_empty: Open, act_as: Callable[[Person], None]
) -> None:
    code = number(filled, "品质检测")
    board = view(open_empty, item=code)
    assert "该事项尚无证明文件。" in shown(board)
    (uploader,) = board.file_uploader
    board = uploader.upload("检测报告.pdf", b"%PDF-1.7 x", "application/pdf").run()
    board = next(button for button in board.button if button.label == "提交文件").click().run()
    assert [one.value for one in board.success] == ["文件已存入该事项。"]
    row = read_rows(filled, "zone_records", where={"number": code}).row(0, named=True)
    assert (row["attachment_name"], get_attachment(filled, row["attachment"])) == ("检测报告.pdf", b"%PDF-1.7 x")
    assert "仅向有权办理该事项的人员显示" in shown(board), "nobody knows who looks before there are accounts"
    assert not of_type(board, "download_button")
    act_as(Person("IP01", "signed-in", MANAGER, "IP"))
    assert of_type(view(open_empty, item=code), "download_button")
    hidden = view(open_empty, item=code, screen="1")
    assert "检测报告" not in "\n".join(one.proto.label for one in of_type(hidden, "download_button"))


def test_a_stage_is_entered(filled: Store, open_empty: Open) -> None:
    board = view(open_empty)
    next(box for box in board.selectbox if box.label == "阶段").set_value("recommended")
    next(day for day in board.date_input if day.label == "进入日期").set_value(date(2026, 11, 2))
    board = next(button for button in board.button if button.label == "登记").click().run()
    assert not board.exception
    assert [one.value for one in board.success] == ["阶段已登记。"]
    assert "2026年11月2日" in track(board)
    assert "省级推荐" in track(board).split("aria-current=step")[1].split("</li>")[0]
    assert read_rows(filled, "zone_records", where={"topic": "recommended"})["begun"].item() == date(2026, 11, 2)


def test_a_summary_is_due_every_year_of_the_set_up(filled: Store, open_empty: Open) -> None:
    begun = Change("zone_records", {"topic": "setting_up", "item": "筹建", "begun": date(2025, 3, 1)})
    commit(filled, AUTHOR.actor, "筹建", [begun])
    said = shown(view(open_empty))
    assert "2025 年度总结： ■ 逾期" in said
    assert "2026 年度总结" in said


@pytest.mark.parametrize(
    ("today", "said"),
    # Of the working days up to 6 January 2027 seven lie in 2026 from 23 December on, and four from 28 December.
    [("2026-12-22", False), ("2026-12-27", True)],
)
def test_a_year_without_known_holidays_is_named_beside_the_rule(
    store: Store, open_empty: Open, monkeypatch: pytest.MonkeyPatch, today: str, said: bool
) -> None:
    item = {"topic": "quality", "item": "品质检测", "office": "IP", "due": date(2027, 1, 6)}
    commit(store, AUTHOR.actor, "示范区", [Change("zone_records", item)])
    monkeypatch.setenv("BOARD_TODAY", today)
    board = view(open_empty)
    assert items(board)["状态"].to_list() == ["◆ 临近"]
    assert "期限前 30 天起为临近" in shown(board)
    assert ("2027 年节假日安排尚未公布" in shown(board)) is said


def test_texts_from_outside_stay_texts(filled: Store, open_empty: Open) -> None:
    board = view(open_empty, item=number(filled, HOSTILE))
    assert all("<img" not in html.proto.body for html in of_type(board, "html"))
    (title,) = [one.value for one in board.subheader if "onerror" in one.value]
    assert "](http" not in title
    assert title.startswith("\\<img")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration(open_demonstration: Open, language: str) -> None:
    board = view(open_demonstration, lang=language)
    assert not board.warning
    assert items(board).height > 10


def test_the_dossier_counts_the_unchecked_rows_of_all_that_it_is_made_of(
    open_empty: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plot nobody checked counts there as it does in the report of the review."""
    commit(store, AUTHOR.actor, "地块", [plot("P1")])
    told: list[int] = []
    monkeypatch.setattr(
        "pages.parts.indication.zone_view.dossier_card", lambda _page, about: told.append(about.unchecked)
    )
    assert not open_empty("indication.py", lang="zh_CN", view="zone").exception
    assert told == [1]
