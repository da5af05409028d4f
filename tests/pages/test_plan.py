"""The page 任务: fourteen rows, a task with its clauses word for word, and the way to the records and back."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services.plan.plan import plan_of
from tests.pages.reading import of_type, texts

Open = Callable[..., AppTest]


def links(board: AppTest, page: str) -> list[str]:
    """The addresses of the links to a page."""
    return [one.proto.query_string for one in of_type(board, "page_link") if one.proto.page == page]


def test_the_plan_has_a_row_for_each_task_and_requirement(open_demonstration: Open) -> None:
    board = open_demonstration("plan.py", lang="zh_CN")
    headings = [button.label for button in board.button if button.label.startswith("**")]
    assert headings == [f"**{task.code.replace('R', '要求')}** {task.label.zh}" for task in plan_of(2026).tasks]
    assert "沿用2023年方案：2023年西青区知识产权行政保护工作实施方案 西青市场监管知〔2023〕2号" in [
        one.value for one in board.caption
    ]
    assert not [one for one in open_demonstration("plan.py", lang="zh_CN", year="2023").caption if "沿用" in one.value]


@pytest.mark.parametrize("code", ["1", "2", "R1"])
def test_a_task_opens_with_its_clauses_word_for_word(open_demonstration: Open, code: str) -> None:
    board = open_demonstration("plan.py", lang="zh_CN", task=code)
    shown = "".join(texts(board)).replace("\\", "")
    task = next(task for task in plan_of(2026).tasks if task.code == code)
    for clause in task.clauses:
        assert clause.text.zh in shown
        assert not clause.unmeasured or clause.unmeasured.zh in shown


def test_a_heading_opens_its_task_and_all_tasks_come_back(open_demonstration: Open) -> None:
    board = open_demonstration("plan.py", lang="zh_CN")
    next(button for button in board.button if button.label.startswith("**7**")).click().run()
    assert board.query_params["task"] == "7"
    assert "view=zone" in links(board, "indication")[0]
    next(button for button in board.button if button.label == "全部任务").click().run()
    assert "task" not in board.query_params


@pytest.mark.parametrize(
    ("script", "address", "task"),
    [
        ("ledgers.py", {"view": "browse", "ledger": "exits"}, "10"),
        ("enforcement.py", {}, "8"),
        ("cultivation.py", {"view": "board"}, "10"),
        ("indication.py", {"view": "zone"}, "7"),
    ],
)
def test_records_lead_back_to_the_task(
    open_demonstration: Open, script: str, address: dict[str, str], task: str
) -> None:
    assert f"task={task}" in links(open_demonstration(script, lang="zh_CN", **address), "plan")


def test_a_unit_sees_what_it_owes(open_demonstration: Open) -> None:
    board = open_demonstration("plan.py", lang="zh_CN", view="units", unit="IP")
    assert "知识产权科待办" in [one.value for one in board.subheader]
    assert len([button for button in board.button if button.label.startswith("**")]) == 14


def test_what_is_owed_is_owed_today_whatever_year_was_chosen(open_demonstration: Open) -> None:
    """A year would say that the list were that year's."""
    board = open_demonstration("plan.py", lang="zh_CN", view="due", year="2023")
    assert [box.label for box in open_demonstration("plan.py", lang="zh_CN", year="2023").selectbox] == ["年度"]
    assert "年度" not in [box.label for box in board.selectbox]
    assert [one for one in board.caption if one.value.startswith("沿用2023年方案")]
