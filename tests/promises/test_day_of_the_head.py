"""The day in a page's head is the one that everything beneath it stands for, in every view of every page."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import texts

Open = Callable[..., AppTest]
TODAY = "2026年11月23日"
SOURCE = re.compile(r"截至 (\d+年\d+月\d+日) · 来源")
OF_TODAY = [
    *(("indication.py", {"view": view}) for view in ("review", "import", "compare", "inside", "use", "zone")),
    *(("ledgers.py", {"view": view}) for view in ("status", "upload", "browse", "batches")),
    *(("admin.py", {"admin": view}) for view in ("people", "units", "settings", "calendars", "access")),
    *(("plan.py", {"view": view}) for view in ("tasks", "units", "due")),
    ("plan.py", {"task": "2"}),
    ("cultivation.py", {"view": "work", "market": "SLSC01"}),
]
OF_THE_DAY = [
    ("overview.py", {}),
    ("markets.py", {}),
    *(("enforcement.py", {"part": part}) for part in ("development", "structure", "chain", "timeliness", "cases")),
    *(("cultivation.py", {"view": view}) for view in ("board", "progress", "market", "compare", "after")),
]


def of_head(board: AppTest) -> list[str]:
    """What the head says where its view stands for a day of its own."""
    return [one.value for one in board.caption if one.value.startswith(":material/event:")]


def asked_for(board: AppTest) -> bool:
    """Whether the head offers the as-of day."""
    return any(one.label == "统计截至日（含当日）" for one in board.date_input)


@pytest.mark.parametrize(("script", "address"), OF_TODAY)
def test_a_view_of_today_says_so(open_demonstration: Open, script: str, address: dict[str, str]) -> None:
    board = open_demonstration(script, lang="zh_CN", as_of="2026-09-30", **address)
    assert not board.exception
    assert of_head(board) == [f":material/event: 截至今天 {TODAY}"]
    assert not asked_for(board)
    assert set(SOURCE.findall("\n".join(texts(board)))) <= {TODAY}


@pytest.mark.parametrize(("script", "address"), OF_THE_DAY)
def test_other_views_stand_for_the_chosen_day(open_demonstration: Open, script: str, address: dict[str, str]) -> None:
    board = open_demonstration(script, lang="zh_CN", as_of="2026-08-17", **address)
    assert not board.exception
    assert of_head(board) == []
    assert asked_for(board)
    assert set(SOURCE.findall("\n".join(texts(board)))) <= {"2026年8月17日"}


@pytest.mark.parametrize(("view", "name"), [("review", "on"), ("inside", "day")])
def test_a_past_day_that_is_looked_at_stands_in_the_head(open_demonstration: Open, view: str, name: str) -> None:
    board = open_demonstration("indication.py", lang="zh_CN", view=view, **{name: "2026-10-20"})
    assert of_head(board) == [":material/event: 截至 2026年10月20日"]
    assert of_head(open_demonstration("indication.py", lang="zh_CN", view=view, **{name: "2031-01-01"})) == [
        f":material/event: 截至今天 {TODAY}"
    ]
