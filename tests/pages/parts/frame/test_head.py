"""The head: as-of day, permalink, notices."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Run = Callable[..., AppTest]

SCRIPT = """
import streamlit as st
from pages.parts.frame import address
from pages.parts.frame.context import current
from pages.parts.asking.filters import Choice, filters
from pages.parts.frame.head import head
page = current()
address.arrive("overview")
head(page, "overview")
filters(page, Choice("by", "Colour", {"kind": "Kind", "level": "Level"}))
st.session_state["as_of"] = page.as_of.isoformat()
st.session_state["link"] = address.link()
st.session_state["write_out"] = address.write_out
"""


def test_the_head_states_title_and_day(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="zh_CN")
    assert not board.exception
    assert board.title[0].value == "总览"
    assert board.session_state["as_of"] == "2026-11-23"
    assert "数据更新 2026年" in board.caption[0].value


def test_another_day_can_be_chosen_and_stands_in_the_address(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en", as_of="2026-06-04")
    assert board.session_state["as_of"] == "2026-06-04"
    next(button for button in board.button if button.label == "Back to 23 Nov 2026").click().run()
    assert board.session_state["as_of"] == "2026-11-23"
    assert "as_of" not in board.query_params


def test_a_day_that_can_not_be_is_refused_with_a_notice(run_script: Run) -> None:
    for asked in ("2027-01-01", "1900-01-01", "someday"):
        board = run_script(SCRIPT, lang="en", as_of=asked)
        assert board.session_state["as_of"] == "2026-11-23"
        assert [warning.value for warning in board.warning] == [
            "The address asks for a day that is none, too long ago or in the future; it was left out."
        ]


def test_the_permalink_writes_defaults_out(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en")
    assert "as_of" not in board.session_state["link"]
    board = run_script(SCRIPT + "\naddress.write_out()\nst.session_state['link'] = address.link()", lang="en")
    assert "as_of=2026-11-23" in board.session_state["link"]
    assert "by=kind" in board.session_state["link"]
    assert "lang" not in board.session_state["link"]


def test_a_fresh_store_is_not_the_demonstration(run_script: Run) -> None:
    assert "演示数据" not in [text.value for text in run_script(SCRIPT, lang="zh_CN").markdown]
