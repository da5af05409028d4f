"""What is overdue and due this week. Today is Monday, 23 November 2026; the week ends on Sunday the 29th."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.pages.reading import texts
from tests.services.records.test_matters import keep

Run = Callable[..., AppTest]
DUE = """
from pages.parts.frame.context import current
from pages.parts.plan.due import due_view
due_view(current())
"""


@pytest.fixture
def waiting(store: Store) -> None:
    """Three cases and a complaint: due on 20 November, 27 November, 1 December, and in 2027."""
    keep(
        store, "cases",
        {"number": "早", "opened_on": date(2026, 8, 22)}, {"number": "晚", "opened_on": date(2026, 9, 2)},
        {"number": "周", "opened_on": date(2026, 8, 29), "office": "IP"},
        {"number": "跨年", "opened_on": date(2026, 11, 2)},
    )  # fmt: skip
    keep(store, "complaints", {"number": "投", "received_on": date(2026, 11, 18)})


@pytest.mark.usefixtures("waiting")
def test_overdue_this_week_and_by_unit(run_script: Run) -> None:
    board = run_script(DUE, lang="zh_CN")
    assert not board.exception
    units, late, week = (one.value for one in board.dataframe)
    assert {tuple(row) for row in units.itertuples(index=False)} == {
        ("知识产权科", 0, 1, 1), ("执法支队", 1, 0, 3), ("投举中心", 0, 1, 1),
    }  # fmt: skip
    assert late[["状态", "期限", "剩余天数", "编号"]].to_numpy().tolist() == [["■ 逾期", "2026-11-20", -3, "早"]]
    assert str(late["规则"][0]).startswith("自立案之日起90日内作出处理决定")
    assert str(late["规则"][0]).endswith("依据：市场监督管理行政处罚程序规定。")
    assert str(late["记录"][0]).startswith("/ledgers?view=browse&ledger=cases&row=")
    assert week["编号"].to_list() == ["周", "投"]
    assert set(week["状态"]) == {"▲ 滞后"}
    assert "1 项暂不能确定期限：2027年节假日安排尚未录入，看板不作推测。" in board.info[0].value


@pytest.mark.usefixtures("waiting")
def test_a_units_own_by_its_address(run_script: Run) -> None:
    board = run_script(DUE, lang="zh_CN", office="IP")
    units, week = (one.value for one in board.dataframe)
    assert (units["单位"].to_list(), week["编号"].to_list()) == (["知识产权科"], ["周"])
    assert "没有待办事项。" in "".join(texts(board))


def test_a_board_without_rows(run_script: Run) -> None:
    board = run_script(DUE, lang="en")
    assert not board.exception
    assert [one.value for one in board.caption].count("Nothing is waiting.") == 3


def test_a_missing_month_leads_to_where_it_is_handed_in(run_script: Run, store: Store) -> None:
    keep(store, "patent_uploads", {"period": "2026-09", "office": "IP", "uploaded_on": date(2026, 10, 8)})
    _units, late = (one.value for one in run_script(DUE, lang="zh_CN").dataframe)
    assert late[["状态", "期限", "编号", "单位"]].to_numpy().tolist() == [
        ["■ 逾期", "2026-11-05", "2026-10", "知识产权科"]
    ]
    assert late["记录"].to_list() == ["/ledgers?view=upload&ledger=patent_uploads"]
