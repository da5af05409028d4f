"""Filters live in the address: codes in, codes out."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Run = Callable[..., AppTest]

SCRIPT = """
import streamlit as st
from pages.parts.frame import address
from pages.parts.frame.context import current
from pages.parts.asking.filters import Choice, Choices, Day, Switch, Words, filters
page = current()
address.arrive(st.session_state.get("place", "one"))
chosen = filters(
    page,
    Choice("office", "Office", {"XK": "Xinkou", "DS": "Dasi"}, all="All offices"),
    Choice("by", "Colour", {"kind": "Kind", "level": "Level"}, buttons=True, default="level"),
    Choices("sector", "Sector", {"food": "Food", "seeds": "Seeds"}, all="All"),
    Words("q", "Search", "Name"),
    Switch("open", "Open only"),
    Day("since", "Since"),
)
st.session_state["chosen"] = chosen
"""


def chosen(board: AppTest) -> dict:
    assert not board.exception
    return board.session_state["chosen"]


def test_an_empty_address_gives_the_defaults(run_script: Run) -> None:
    assert chosen(run_script(SCRIPT)) == {
        "office": None, "by": "level", "sector": (), "q": "", "open": False, "since": None,
    }  # fmt: skip


def test_codes_in_the_address_are_chosen(run_script: Run) -> None:
    board = run_script(SCRIPT, office="DS", by="kind", sector="seeds;food", q=" 商城 ", open="1", since="2026-05-29")
    values = chosen(board)
    assert (values["office"], values["by"], values["q"], values["open"]) == ("DS", "kind", "商城", True)
    assert values["sector"] == ("food", "seeds")
    assert values["since"].isoformat() == "2026-05-29"
    assert not board.warning


def test_choosing_writes_codes_into_the_address(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en")
    board.selectbox[0].set_value("XK").run()
    board.multiselect[0].set_value(["food"]).run()
    assert chosen(board)["office"] == "XK"
    assert board.query_params["office"] == "XK"
    assert board.query_params["sector"] == "food"
    board.selectbox[0].set_value("").run()
    assert chosen(board)["office"] is None
    assert "office" not in board.query_params


def test_unknown_codes_are_named_and_ignored(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en", office="[x](http://evil.example)", open="maybe", since="yesterday")
    assert chosen(board)["office"] is None
    assert chosen(board)["since"] is None
    notices = [warning.value for warning in board.warning]
    assert len(notices) == 3
    assert notices[0].startswith("Office: ")
    assert "\\[x\\]\\(http" in notices[0]


def test_a_day_outside_the_calendar_is_left_out(run_script: Run) -> None:
    for asked in ("1900-01-01", "9999-12-31"):
        board = run_script(SCRIPT, lang="en", since=asked)
        assert chosen(board)["since"] is None
        assert len(board.warning) == 1


def test_a_filter_follows_to_a_page_that_has_it(run_script: Run) -> None:
    board = run_script(SCRIPT, office="DS")
    board.session_state["place"] = "two"
    del board.query_params["office"]
    board.run()
    assert chosen(board)["office"] == "DS"
    assert board.query_params["office"] == "DS"


def test_what_another_page_means_by_a_filter_is_dropped_without_a_word(run_script: Run) -> None:
    board = run_script(SCRIPT)
    board.session_state["address-kept"] = {"by": "sector"}
    board.session_state["place"] = "two"
    board.run()
    assert chosen(board)["by"] == "level"
    assert not board.warning
    assert "by" not in board.query_params


def test_going_back_within_a_page_means_what_the_address_says(run_script: Run) -> None:
    board = run_script(SCRIPT)
    board.selectbox[0].set_value("DS").run()
    del board.query_params["office"]
    board.run()
    assert chosen(board)["office"] is None


def test_clearing_empties_the_address(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en", office="DS", q="x")
    next(button for button in board.button if button.label == "Clear").click().run()
    assert chosen(board)["office"] is None
    assert set(board.query_params) == {"lang"}


def test_the_language_changes_labels_and_keeps_what_is_chosen(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="zh_CN", office="DS")
    board.query_params["lang"] = "en"
    board.run()
    assert chosen(board)["office"] == "DS"
    assert board.selectbox[0].key == "office:en"


def test_what_may_be_a_name_is_searched_for_but_stands_in_no_address(run_script: Run) -> None:
    board = run_script(SCRIPT, lang="en", q="张三丰")
    assert chosen(board)["q"] == "张三丰"
    assert "q" not in board.query_params
    assert chosen(board.run())["q"] == "张三丰"
    board.text_input[0].set_value("利民商行").run()
    assert (chosen(board)["q"], board.query_params["q"]) == ("利民商行", "利民商行")
    board.text_input[0].set_value("13812345678").run()
    assert "q" not in board.query_params
    next(button for button in board.button if button.label == "Clear").click().run()
    assert chosen(board)["q"] == ""
